//! Sign-in from the database's side, on SQLite in a folder of its own.

use std::collections::BTreeSet;
use std::net::IpAddr;

use diesel::prelude::*;
use secrecy::{ExposeSecret, SecretString};
use shared::api::Code;
use shared::api::account::CodeSent;
use shared::domain::account::{Actor, Role, Scope, Seat};
use shared::domain::estate::EstateId;
use shared::value::{DAY, HOUR, Id, MINUTE, Phone, Timestamp};

use super::*;
use crate::access::{Keys, secret, totp};
use crate::db::schema;
use crate::db::seat::{Factor, Who, session_factor};
use crate::db::{Address, Conn, Db};
use crate::failure::Failure;

const NOW: Timestamp = Timestamp::from_ms(1_795_390_200_000);
const ANN: &str = "13800000001";
const BOB: &str = "13800000002";

struct Bed {
    db: Db,
    _folder: tempfile::TempDir,
}

fn id<T>(n: u8) -> Id<T> {
    Id::v7(NOW, [n; 10])
}

fn phone(text: &str) -> Phone {
    Phone::parse(text).unwrap()
}

fn estate() -> EstateId {
    id(3)
}

fn open_database() -> Bed {
    let folder = tempfile::tempdir().unwrap();
    let db = Db::open(&Address::Sqlite(folder.path().join("linli.db")), 2).unwrap();
    Bed { db, _folder: folder }
}

/// A town, a community, an estate with units 10 and 11, a company with a contract in force.
async fn bed() -> Bed {
    let bed = open_database();
    let make = |conn: &mut Conn| {
        use schema::{community, company, contract, district, estate, town, unit};
        let text = |n: u8| id::<()>(n).to_string();
        diesel::insert_into(district::table)
            .values((district::id.eq("d"), district::name.eq("柯桥区"), district::demo.eq(false)))
            .execute(conn)?;
        diesel::insert_into(town::table)
            .values((town::id.eq(text(1)), town::name.eq("柯岩街道")))
            .execute(conn)?;
        diesel::insert_into(community::table)
            .values((
                community::id.eq(text(2)),
                community::town_id.eq(text(1)),
                community::name.eq("清溪社区"),
            ))
            .execute(conn)?;
        diesel::insert_into(estate::table)
            .values((
                estate::id.eq(text(3)),
                estate::community_id.eq(text(2)),
                estate::name.eq("鉴水苑"),
            ))
            .execute(conn)?;
        diesel::insert_into(company::table)
            .values((company::id.eq(text(4)), company::name.eq("安居物业"), company::credit_code.eq("9")))
            .execute(conn)?;
        diesel::insert_into(contract::table)
            .values((
                contract::estate_id.eq(text(3)),
                contract::id.eq(text(5)),
                contract::company_id.eq(text(4)),
                contract::valid_from.eq(0i64),
                contract::valid_to.eq(NOW.plus(400 * DAY).ms()),
            ))
            .execute(conn)?;
        for (n, room) in [(10u8, "101"), (11, "102")] {
            diesel::insert_into(unit::table)
                .values((
                    unit::estate_id.eq(text(3)),
                    unit::id.eq(text(n)),
                    unit::building.eq("1"),
                    unit::stair.eq("1"),
                    unit::room.eq(room),
                    unit::kind.eq("FLAT"),
                    unit::area.eq(10_000i64),
                    unit::entry.eq("{}"),
                ))
                .execute(conn)?;
        }
        Ok(())
    };
    bed.db.write(make).await.unwrap();
    bed
}

impl Bed {
    async fn write<T: Send + 'static>(
        &self,
        work: impl Fn(&mut Conn) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        self.db.write(work).await
    }

    /// Writes a number on the roll of a unit.
    async fn on_roll(&self, unit_no: u8, owner_no: u8, number: &'static str, name: &'static str) {
        let put = move |conn: &mut Conn| {
            use schema::{owner, unit_owner};
            let text = |n: u8| id::<()>(n).to_string();
            diesel::insert_into(owner::table)
                .values((
                    owner::estate_id.eq(text(3)),
                    owner::id.eq(text(owner_no)),
                    owner::name.eq(name),
                    owner::phone.eq(number),
                ))
                .execute(conn)?;
            diesel::insert_into(unit_owner::table)
                .values((
                    unit_owner::estate_id.eq(text(3)),
                    unit_owner::unit_id.eq(text(unit_no)),
                    unit_owner::owner_id.eq(text(owner_no)),
                    unit_owner::position.eq(0i64),
                ))
                .execute(conn)?;
            Ok(())
        };
        self.write(put).await.unwrap();
    }

    async fn off_roll(&self) {
        let clear = |conn: &mut Conn| Ok(diesel::delete(schema::unit_owner::table).execute(conn)?);
        self.write(clear).await.unwrap();
    }

    async fn ask_from(&self, number: &str, peer: &str, now: Timestamp) -> Result<CodeSent, Failure> {
        let peer: IpAddr = peer.parse().unwrap();
        let ask = CodeAsk { phone: phone(number), peer, now, budget: 5000, screen: true };
        self.write(move |conn| request_code(conn, &Keys::demo(), &ask)).await
    }

    async fn ask(&self, number: &str, now: Timestamp) -> CodeSent {
        self.ask_from(number, "192.0.2.1", now).await.unwrap()
    }

    async fn enter(&self, sent: &CodeSent, code: &str, now: Timestamp) -> Entered {
        let entry = CodeEntry {
            challenge: sent.challenge,
            code: code.to_owned(),
            device: "Chrome".to_owned(),
            held_by: None,
            now,
        };
        self.write(move |conn| sign_in(conn, &Keys::demo(), &entry)).await.unwrap()
    }

    async fn sign_in(&self, number: &str, now: Timestamp) -> Option<Opened> {
        let sent = self.ask(number, now).await;
        match self.enter(&sent, sent.demo_code.as_deref().unwrap(), now).await {
            Entered::Open(opened) => Some(opened),
            _ => None,
        }
    }

    async fn seats(&self, opened: &Opened, now: Timestamp) -> Vec<Seat> {
        let account = opened.account;
        self.db.read(move |conn| crate::db::seat::seats(conn, account, now)).await.unwrap()
    }

    async fn refresh(&self, token: &SecretString, now: Timestamp) -> Option<Opened> {
        let token = secret::read(token.expose_secret()).unwrap();
        let done = self.write(move |conn| refresh(conn, &Keys::demo(), &token, now)).await.unwrap();
        match done {
            Refreshed::Open(opened) => Some(opened),
            Refreshed::Refused => None,
        }
    }

    async fn is_open(&self, opened: &Opened, now: Timestamp) -> bool {
        let who = who(opened, now);
        self.db.read(move |conn| session_factor(conn, &who)).await.is_ok()
    }

    async fn grant(&self, number: &str, role: Role, scope: Scope, password: Option<&str>) -> (Actor, [u8; 20]) {
        let grant = DirectGrant {
            phone: phone(number),
            name: "王建国".to_owned(),
            password: password.map(SecretString::from),
            role,
            scope: scope.clone(),
            until: None,
        };
        let given = self.write(move |conn| grant_directly(conn, &Keys::demo(), &grant, NOW)).await.unwrap();
        let seat = Seat { id: given.seat, role, scope, until: None };
        (Actor { account: given.account, seat }, given.totp_secret)
    }

    async fn staff(&self, number: &str, hash: Option<&str>, code: &str, now: Timestamp) -> Result<Option<Opened>, Failure> {
        let entry = StaffEntry {
            phone: phone(number),
            proven: hash.map(SecretString::from),
            totp: code.to_owned(),
            device: "Edge".to_owned(),
            now,
        };
        self.write(move |conn| sign_in_staff(conn, &Keys::demo(), &entry)).await
    }

    async fn invite(&self, actor: &Actor, offer: &Offer) -> Result<String, Failure> {
        let (actor, offer) = (actor.clone(), offer.clone());
        let invite = move |conn: &mut Conn| {
            let permit = may_grant(conn, &actor, offer.role, &offer.scope)?;
            invite(conn, permit, (&Keys::demo(), &[]), &actor, &offer, ("192.0.2.1", NOW))
        };
        Ok(self.write(invite).await?.secret)
    }

    async fn accept(
        &self,
        secret: &str,
        proof: Proof,
        code: &str,
        who: Option<Who>,
        now: Timestamp,
    ) -> Result<Option<Opened>, Failure> {
        let answer = Acceptance {
            secret: secret.into(),
            proof,
            totp: code.to_owned(),
            device: "Edge".to_owned(),
            who,
            ip: "192.0.2.1".to_owned(),
            now,
        };
        self.write(move |conn| accept(conn, &Keys::demo(), &answer)).await
    }

    async fn totp_of(&self, secret: &str, now: Timestamp) -> String {
        let secret = secret.to_owned();
        let view = self.db.read(move |conn| offer(conn, &Keys::demo(), &[], &secret, NOW)).await.unwrap();
        let shown = data_encoding::BASE32_NOPAD.decode(view.totp_secret.unwrap().as_bytes()).unwrap();
        totp::code(shown.try_into().unwrap(), now).unwrap()
    }
}

fn who(opened: &Opened, now: Timestamp) -> Who {
    Who { account: opened.account, session: opened.session, seat: None, now }
}

fn code_of<T>(done: Result<T, Failure>) -> Option<Code> {
    match done {
        Err(Failure::Problem(problem)) => Some(problem.code),
        Err(other) => panic!("{other:?}"),
        Ok(_) => None,
    }
}

fn unit(n: u8) -> Scope {
    Scope::Unit { estate: estate(), unit: id(n) }
}

fn contract() -> Scope {
    Scope::Contract { estate: estate(), contract: id(5) }
}

fn community() -> Scope {
    Scope::Community { community: id(2) }
}

fn an_offer(n: u8, role: Role, scope: Scope, number: &str) -> Offer {
    let until = (role == Role::Occ).then(|| NOW.plus(90 * DAY));
    Offer { id: id(n), role, scope, name: "李梅".to_owned(), phone: phone(number), until }
}

#[tokio::test]
async fn an_owner_on_the_roll_gets_a_seat_for_each_unit_at_once() {
    let bed = bed().await;
    bed.on_roll(10, 20, ANN, "张晓燕").await;
    bed.on_roll(11, 21, ANN, "张晓燕的店").await;
    let opened = bed.sign_in(ANN, NOW).await.unwrap();
    let scopes: Vec<Scope> = bed.seats(&opened, NOW).await.into_iter().map(|s| s.scope).collect();
    assert_eq!((scopes.len(), opened.factor), (2, Factor::Sms));
    assert!(scopes.contains(&unit(10)) && scopes.contains(&unit(11)));
    let again = bed.sign_in(ANN, NOW.plus(2 * MINUTE)).await.unwrap();
    assert_eq!((again.account, bed.seats(&again, NOW.plus(2 * MINUTE)).await.len()), (opened.account, 2));
}

#[tokio::test]
async fn a_number_on_no_roll_is_told_so_and_leaves_nothing_behind() {
    let bed = bed().await;
    let sent = bed.ask(BOB, NOW).await;
    let code = sent.demo_code.clone().unwrap();
    assert!(matches!(bed.enter(&sent, &code, NOW).await, Entered::NotOnRoll));
    let accounts: i64 =
        bed.db.read(|conn| Ok(schema::account::table.count().get_result(conn)?)).await.unwrap();
    assert_eq!(accounts, 0);
}

#[tokio::test]
async fn threat_s4_whoever_leaves_the_roll_loses_seat_and_household() {
    let bed = bed().await;
    bed.on_roll(10, 20, ANN, "张晓燕").await;
    let owner = bed.sign_in(ANN, NOW).await.unwrap();
    let seat = bed.seats(&owner, NOW).await.remove(0);
    let actor = Actor { account: owner.account, seat };
    bed.invite(&actor, &an_offer(30, Role::Occ, unit(10), BOB)).await.unwrap();
    let tenant = bed.sign_in(BOB, NOW).await.unwrap();
    assert_eq!(bed.seats(&tenant, NOW).await.len(), 1);
    bed.off_roll().await;
    let later = NOW.plus(HOUR);
    bed.write(move |conn| follow_roll(conn, estate(), later)).await.unwrap();
    assert!(bed.seats(&owner, later).await.is_empty());
    assert!(bed.seats(&tenant, later).await.is_empty());
    assert!(bed.sign_in(ANN, later).await.is_none());
}

#[tokio::test]
async fn an_imported_roll_reaches_those_who_have_an_account() {
    let bed = bed().await;
    bed.on_roll(10, 20, ANN, "张晓燕").await;
    let owner = bed.sign_in(ANN, NOW).await.unwrap();
    bed.on_roll(11, 21, ANN, "张小燕").await;
    bed.write(|conn| follow_roll(conn, estate(), NOW)).await.unwrap();
    assert_eq!(bed.seats(&owner, NOW).await.len(), 2);
}

#[tokio::test]
async fn threat_s1_fifty_wrong_tries_at_once_all_count_and_kill_the_challenge() {
    let bed = bed().await;
    bed.on_roll(10, 20, ANN, "张晓燕").await;
    let sent = bed.ask(ANN, NOW).await;
    let right = sent.demo_code.clone().unwrap();
    let wrong = if right == "000000" { "000001" } else { "000000" };
    let tries = (0..50).map(|_| bed.enter(&sent, wrong, NOW));
    for done in futures_util::future::join_all(tries).await {
        assert!(matches!(done, Entered::Wrong));
    }
    assert!(matches!(bed.enter(&sent, &right, NOW).await, Entered::Wrong));
    let tries: i64 = bed
        .db
        .read(|conn| Ok(schema::challenge::table.select(schema::challenge::tries).first(conn)?))
        .await
        .unwrap();
    assert_eq!(tries, 5);
}

#[tokio::test]
async fn threat_s1_a_used_old_or_foreign_challenge_fails() {
    let bed = bed().await;
    bed.on_roll(10, 20, ANN, "张晓燕").await;
    let (ann, bob) = (bed.ask(ANN, NOW).await, bed.ask(BOB, NOW).await);
    let code = ann.demo_code.clone().unwrap();
    assert!(matches!(bed.enter(&bob, &code, NOW).await, Entered::Wrong));
    assert!(matches!(bed.enter(&ann, &code, NOW.plus(CODE_LIFE)).await, Entered::Wrong));
    assert!(matches!(bed.enter(&ann, &code, NOW).await, Entered::Open(_)));
    assert!(matches!(bed.enter(&ann, &code, NOW).await, Entered::Wrong));
}

#[tokio::test]
async fn threat_s1_ten_wrong_tries_pause_sending_for_an_hour() {
    let bed = bed().await;
    for round in 0..2 {
        let now = NOW.plus(round * 2 * MINUTE);
        let sent = bed.ask(ANN, now).await;
        for _ in 0..5 {
            assert!(matches!(bed.enter(&sent, "x", now).await, Entered::Wrong));
        }
    }
    let last = NOW.plus(2 * MINUTE);
    let refused = bed.ask_from(ANN, "192.0.2.1", last.plus(HOUR - 1)).await;
    assert_eq!(code_of(refused), Some(Code::TooMany));
    bed.ask(ANN, last.plus(HOUR)).await;
}

#[tokio::test]
async fn threat_s2_the_sixth_message_of_an_hour_waits() {
    let bed = bed().await;
    for n in 0..5 {
        let sent = bed.ask(ANN, NOW.plus(n * MINUTE)).await;
        let again = if n == 4 { NOW.plus(HOUR) } else { NOW.plus((n + 1) * MINUTE) };
        assert_eq!(sent.again, again);
    }
    let Err(Failure::Problem(problem)) = bed.ask_from(ANN, "192.0.2.9", NOW.plus(30 * MINUTE)).await
    else {
        panic!("a sixth message went out");
    };
    assert_eq!((problem.code, problem.retry_at), (Code::TooMany, Some(NOW.plus(HOUR))));
    bed.ask(BOB, NOW).await;
}

#[tokio::test]
async fn threat_s2_one_address_asks_for_sixty_an_hour() {
    let bed = bed().await;
    for n in 0..60 {
        let number = format!("139000000{n:02}");
        bed.ask_from(&number, &format!("2001:db8::{n:x}"), NOW).await.unwrap();
    }
    assert_eq!(code_of(bed.ask_from(ANN, "2001:db8::ffff", NOW).await), Some(Code::TooMany));
    bed.ask_from(ANN, "2001:db8:0:1::1", NOW).await.unwrap();
}

#[tokio::test]
async fn threat_s2_the_budget_of_a_day_ends_at_midnight() {
    let bed = bed().await;
    let ask = |number: &str| CodeAsk {
        phone: phone(number),
        peer: IpAddr::from([192, 0, 2, 1]),
        now: NOW,
        budget: 1,
        screen: false,
    };
    let (first, second) = (ask(ANN), ask(BOB));
    bed.write(move |conn| request_code(conn, &Keys::demo(), &first)).await.unwrap();
    let done = bed.write(move |conn| request_code(conn, &Keys::demo(), &second)).await;
    assert_eq!(code_of(done), Some(Code::TooMany));
}

#[tokio::test]
async fn threat_s6_parallel_refresh_and_a_lost_answer_get_the_same_successor() {
    let bed = bed().await;
    bed.on_roll(10, 20, ANN, "张晓燕").await;
    let first = bed.sign_in(ANN, NOW).await.unwrap();
    let both = futures_util::future::join(
        bed.refresh(&first.refresh, NOW.plus(MINUTE)),
        bed.refresh(&first.refresh, NOW.plus(MINUTE)),
    );
    let (one, two) = both.await;
    let (one, two) = (one.unwrap(), two.unwrap());
    assert_eq!(one.refresh.expose_secret(), two.refresh.expose_secret());
    let late = bed.refresh(&first.refresh, NOW.plus(MINUTE + 30_000)).await.unwrap();
    assert_eq!(late.refresh.expose_secret(), one.refresh.expose_secret());
    assert!(bed.refresh(&one.refresh, NOW.plus(2 * MINUTE)).await.is_some());
}

#[tokio::test]
async fn threat_s6_reuse_ends_the_session() {
    let bed = bed().await;
    bed.on_roll(10, 20, ANN, "张晓燕").await;
    for used_up in [true, false] {
        let now = if used_up { NOW } else { NOW.plus(HOUR) };
        let first = bed.sign_in(ANN, now).await.unwrap();
        let second = bed.refresh(&first.refresh, now.plus(1)).await.unwrap();
        // Within the half minute, but the successor was used; or unused, but too late.
        let later = if used_up { now.plus(3) } else { now.plus(30_002) };
        if used_up {
            assert!(bed.refresh(&second.refresh, now.plus(2)).await.is_some());
        }
        assert!(bed.is_open(&first, later).await);
        assert!(bed.refresh(&first.refresh, later).await.is_none());
        assert!(!bed.is_open(&first, later).await);
        assert!(bed.refresh(&second.refresh, later).await.is_none());
    }
}

#[tokio::test]
async fn threat_s6_a_session_ends_idle_and_at_its_absolute_end() {
    let bed = bed().await;
    bed.on_roll(10, 20, ANN, "张晓燕").await;
    let opened = bed.sign_in(ANN, NOW).await.unwrap();
    assert_eq!(opened.seconds, 30 * DAY / 1000);
    assert!(bed.refresh(&opened.refresh, NOW.plus(30 * DAY)).await.is_none());
    let mut opened = bed.sign_in(ANN, NOW.plus(MINUTE)).await.unwrap();
    for weeks in 1..=25 {
        opened = bed.refresh(&opened.refresh, NOW.plus(weeks * 7 * DAY)).await.unwrap();
    }
    assert!(opened.seconds < 6 * DAY / 1000);
    assert!(bed.refresh(&opened.refresh, NOW.plus(180 * DAY + MINUTE)).await.is_none());
}

#[tokio::test]
async fn sessions_are_listed_and_ended_by_their_owner_alone() {
    let bed = bed().await;
    bed.on_roll(10, 20, ANN, "张晓燕").await;
    bed.on_roll(11, 21, BOB, "李梅").await;
    let one = bed.sign_in(ANN, NOW).await.unwrap();
    let two = bed.sign_in(ANN, NOW.plus(MINUTE)).await.unwrap();
    let foreign = bed.sign_in(BOB, NOW).await.unwrap();
    let asked = who(&two, NOW.plus(MINUTE));
    let list = bed.db.read(move |conn| sessions(conn, &asked)).await.unwrap().sessions;
    let listed: Vec<_> = list.iter().map(|s| (s.id, s.current)).collect();
    assert_eq!(listed, [(two.session, true), (one.session, false)]);
    let (first, other) = (one.session, foreign.session);
    bed.write(move |conn| end(conn, &asked, first)).await.unwrap();
    assert!(!bed.is_open(&one, NOW).await);
    assert_eq!(code_of(bed.write(move |conn| end(conn, &asked, other)).await), Some(Code::NotFound));
    let token = secret::read(two.refresh.expose_secret()).unwrap();
    bed.write(move |conn| sign_out(conn, &token, NOW)).await.unwrap();
    assert!(!bed.is_open(&two, NOW).await && bed.is_open(&foreign, NOW).await);
}

#[tokio::test]
async fn threat_s5_a_one_time_code_opens_once() {
    let bed = bed().await;
    let (actor, secret) = bed.grant(ANN, Role::Cmy, community(), Some("hash")).await;
    let code = totp::code(secret, NOW).unwrap();
    let opened = bed.staff(ANN, Some("hash"), &code, NOW).await.unwrap().unwrap();
    assert_eq!((opened.account, opened.factor), (actor.account, Factor::Totp));
    assert_eq!(opened.seconds, 12 * HOUR / 1000);
    assert!(bed.staff(ANN, Some("hash"), &code, NOW.plus(1000)).await.unwrap().is_none());
    let next = totp::code(secret, NOW.plus(30_000)).unwrap();
    assert!(bed.staff(ANN, None, &next, NOW.plus(30_000)).await.unwrap().is_none());
    assert!(bed.staff(ANN, Some("other"), &next, NOW.plus(30_000)).await.unwrap().is_none());
    assert!(bed.staff(ANN, Some("hash"), &next, NOW.plus(30_000)).await.unwrap().is_some());
}

#[tokio::test]
async fn threat_s5_ten_failures_cost_a_quarter_of_an_hour_known_or_not() {
    let bed = bed().await;
    let (_, secret) = bed.grant(ANN, Role::Cmy, community(), Some("hash")).await;
    for number in [ANN, BOB] {
        for _ in 0..10 {
            assert!(bed.staff(number, None, "000000", NOW).await.unwrap().is_none());
        }
        let whose = phone(number);
        let known = bed
            .db
            .read(move |conn| credentials(conn, &Keys::demo(), &whose, NOW.plus(MINUTE)).map(drop))
            .await;
        assert_eq!(code_of(known), Some(Code::SignInPaused));
    }
    let paused = NOW.plus(15 * MINUTE - 1);
    let code = totp::code(secret, paused).unwrap();
    assert_eq!(code_of(bed.staff(ANN, Some("hash"), &code, paused).await), Some(Code::SignInPaused));
    let free = NOW.plus(15 * MINUTE);
    let code = totp::code(secret, free).unwrap();
    assert!(bed.staff(ANN, Some("hash"), &code, free).await.unwrap().is_some());
}

#[tokio::test]
async fn an_invitation_makes_account_seat_and_session_once() {
    let bed = bed().await;
    let (cmy, _) = bed.grant(ANN, Role::Cmy, community(), None).await;
    let offer = an_offer(30, Role::Pmm, contract(), BOB);
    let secret = bed.invite(&cmy, &offer).await.unwrap();
    assert_eq!(bed.invite(&cmy, &offer).await.unwrap(), secret);
    let other = Offer { name: "别人".to_owned(), ..offer.clone() };
    assert_eq!(code_of(bed.invite(&cmy, &other).await), Some(Code::IdTaken));

    let new = || Proof::New("hash".into());
    assert!(bed.accept(&secret, new(), "000000", None, NOW).await.unwrap().is_none());
    let code = bed.totp_of(&secret, NOW).await;
    let opened = bed.accept(&secret, new(), &code, None, NOW).await.unwrap().unwrap();
    assert_eq!(opened.factor, Factor::Totp);
    let seats = bed.seats(&opened, NOW).await;
    assert_eq!((seats.len(), seats[0].role), (1, Role::Pmm));
    let again = bed.accept(&secret, new(), &code, None, NOW).await;
    assert_eq!(code_of(again), Some(Code::InvitationGone));
    let code = totp::code(Keys::demo().totp_secret(opened.account, 0), NOW.plus(MINUTE)).unwrap();
    assert!(bed.staff(BOB, Some("hash"), &code, NOW.plus(MINUTE)).await.unwrap().is_some());
}

#[tokio::test]
async fn threat_s8_an_invitation_dies_after_seven_days_or_with_its_givers_seat() {
    let bed = bed().await;
    let (cmy, _) = bed.grant(ANN, Role::Cmy, community(), None).await;
    let secret = bed.invite(&cmy, &an_offer(30, Role::Pmm, contract(), BOB)).await.unwrap();
    let code = bed.totp_of(&secret, NOW).await;
    let late = bed.accept(&secret, Proof::New("h".into()), &code, None, NOW.plus(7 * DAY)).await;
    assert_eq!(code_of(late), Some(Code::InvitationGone));
    let giver = cmy.seat.id.to_string();
    bed.write(move |conn| seat_row::revoke(conn, &giver, NOW)).await.unwrap();
    let gone = bed.accept(&secret, Proof::New("h".into()), &code, None, NOW).await;
    assert_eq!(code_of(gone), Some(Code::InvitationGone));
}

#[tokio::test]
async fn whoever_sees_the_link_cannot_take_over_a_neighbours_account() {
    let bed = bed().await;
    bed.on_roll(10, 20, ANN, "张晓燕").await;
    bed.on_roll(11, 21, BOB, "李梅").await;
    let owner = bed.sign_in(ANN, NOW).await.unwrap();
    let actor = Actor { account: owner.account, seat: bed.seats(&owner, NOW).await.remove(0) };
    let bob = bed.sign_in(BOB, NOW).await.unwrap();
    let secret = bed.invite(&actor, &an_offer(30, Role::Occ, unit(10), BOB)).await.unwrap();
    let code = bed.totp_of(&secret, NOW).await;
    for not_bob in [None, Some(who(&owner, NOW))] {
        let done = bed.accept(&secret, Proof::New("hash".into()), &code, not_bob, NOW).await;
        assert_eq!(code_of(done), Some(Code::SignInRequired));
    }
    let done = bed.accept(&secret, Proof::New("hash".into()), &code, Some(who(&bob, NOW)), NOW).await;
    assert_eq!(done.unwrap().unwrap().account, bob.account);
}

#[tokio::test]
async fn a_password_set_before_the_number_was_proven_dies_when_it_is() {
    let bed = bed().await;
    let (cmy, _) = bed.grant(ANN, Role::Cmy, community(), None).await;
    let secret = bed.invite(&cmy, &an_offer(30, Role::Pmm, contract(), BOB)).await.unwrap();
    let code = bed.totp_of(&secret, NOW).await;
    let hash = || Proof::New("hash".into());
    let inviter = bed.accept(&secret, hash(), &code, None, NOW).await.unwrap().unwrap();
    bed.on_roll(11, 21, BOB, "李梅").await;
    let holder = bed.sign_in(BOB, NOW.plus(MINUTE)).await.unwrap();
    assert_eq!(holder.account, inviter.account);
    assert!(!bed.is_open(&inviter, NOW.plus(MINUTE)).await);
    assert!(bed.is_open(&holder, NOW.plus(MINUTE)).await);
    let later = NOW.plus(2 * MINUTE);
    let code = totp::code(Keys::demo().totp_secret(holder.account, 0), later).unwrap();
    assert!(bed.staff(BOB, Some("hash"), &code, later).await.unwrap().is_none());
}

#[tokio::test]
async fn check_1_09_an_employee_of_the_company_cannot_sit_on_the_committee() {
    let bed = bed().await;
    let (pms, _) = bed.grant(BOB, Role::Pms, contract(), None).await;
    let (town, _) = bed.grant(ANN, Role::Twn, Scope::Town { town: id(1) }, None).await;
    for (n, role) in [(30, Role::Com), (31, Role::Chr)] {
        let offer = an_offer(n, role, Scope::Estate { estate: estate() }, BOB);
        assert_eq!(code_of(bed.invite(&town, &offer).await), Some(Code::ConflictOfInterest));
    }
    let left = pms.seat.id.to_string();
    bed.write(move |conn| seat_row::revoke(conn, &left, NOW)).await.unwrap();
    let offer = an_offer(32, Role::Com, Scope::Estate { estate: estate() }, BOB);
    bed.invite(&town, &offer).await.unwrap();
}

#[tokio::test]
async fn each_level_grants_the_one_below_and_foreign_places_are_missing_ones() {
    let bed = bed().await;
    let (town, _) = bed.grant(ANN, Role::Twn, Scope::Town { town: id(1) }, None).await;
    let (other, _) = bed.grant(BOB, Role::Twn, Scope::Town { town: id(99) }, None).await;
    let cmy = |n| an_offer(n, Role::Cmy, community(), "13800000009");
    bed.invite(&town, &cmy(30)).await.unwrap();
    assert_eq!(code_of(bed.invite(&other, &cmy(31)).await), Some(Code::NotFound));
    let missing = an_offer(32, Role::Cmy, Scope::Community { community: id(98) }, "13800000009");
    assert_eq!(code_of(bed.invite(&other, &missing).await), Some(Code::NotFound));
    let com = an_offer(33, Role::Com, Scope::Estate { estate: estate() }, "13800000009");
    assert_eq!(code_of(bed.invite(&other, &com).await), Some(Code::NotFound));
    let pmm = an_offer(34, Role::Pmm, contract(), "13800000009");
    assert_eq!(code_of(bed.invite(&town, &pmm).await), Some(Code::Forbidden));
}

#[tokio::test]
async fn check_1_08_an_owner_removes_a_tenant_and_the_seat_is_gone_at_once() {
    let bed = bed().await;
    bed.on_roll(10, 20, ANN, "张晓燕").await;
    let owner = bed.sign_in(ANN, NOW).await.unwrap();
    let actor = Actor { account: owner.account, seat: bed.seats(&owner, NOW).await.remove(0) };
    bed.invite(&actor, &an_offer(30, Role::Occ, unit(10), BOB)).await.unwrap();
    let list = |actor: Actor| move |conn: &mut Conn| grants(conn, &[], &actor, NOW);
    let before = bed.db.read(list(actor.clone())).await.unwrap();
    assert_eq!((before.seats.len(), before.invitations.len()), (0, 1));
    let tenant = bed.sign_in(BOB, NOW).await.unwrap();
    let granted = bed.db.read(list(actor.clone())).await.unwrap();
    assert_eq!((granted.seats.len(), granted.invitations.len()), (1, 0));
    assert_eq!(granted.seats[0].phone, "138****0002");
    assert_eq!(granted.seats[0].place, "鉴水苑 1 幢 1 单元 101 室");

    let seat = granted.seats[0].seat.id;
    let stranger = Actor { seat: Seat { scope: unit(11), ..actor.seat.clone() }, ..actor.clone() };
    let theirs = bed.write(move |conn| end_grant(conn, &stranger, seat, ("", NOW))).await;
    assert_eq!(code_of(theirs), Some(Code::NotFound));
    for _ in 0..2 {
        let actor = actor.clone();
        bed.write(move |conn| end_grant(conn, &actor, seat, ("", NOW))).await.unwrap();
    }
    assert!(bed.seats(&tenant, NOW).await.is_empty());
}

#[tokio::test]
async fn two_instances_send_each_message_once_and_no_code_lies_in_the_table() {
    let bed = bed().await;
    let codes: BTreeSet<String> = {
        let mut codes = BTreeSet::new();
        for n in 0..6 {
            let number = phone(&format!("1380000010{n}"));
            let ask = CodeAsk {
                phone: number,
                peer: IpAddr::from([192, 0, 2, 1]),
                now: NOW,
                budget: 5000,
                screen: false,
            };
            let sent = bed.write(move |conn| request_code(conn, &Keys::demo(), &ask)).await.unwrap();
            assert_eq!(sent.demo_code, None);
            codes.insert(sent.challenge.to_string());
        }
        codes
    };
    let texts: Vec<String> = bed
        .db
        .read(|conn| Ok(schema::sms_outbox::table.select(schema::sms_outbox::text).load(conn)?))
        .await
        .unwrap();
    assert!(texts.iter().all(|text| text.contains("{code}")));
    let claims = (0..12).map(|_| bed.write(|conn| claim(conn, &Keys::demo(), NOW)));
    let claimed: Vec<Waiting> =
        futures_util::future::join_all(claims).await.into_iter().filter_map(Result::unwrap).collect();
    let ids: BTreeSet<String> = claimed.iter().map(|waiting| waiting.id.clone()).collect();
    assert_eq!((claimed.len(), ids), (6, codes));
    for waiting in &claimed {
        let digits = waiting.text.expose_secret().chars().filter(char::is_ascii_digit).count();
        assert_eq!(digits, 7, "a code of six, and the five of five minutes");
    }
    // One is sent; the others come again after a while, and not after they have died.
    let sent = claimed[0].id.clone();
    bed.write(move |conn| done(conn, &sent, NOW)).await.unwrap();
    let mut again = 0;
    while bed.write(|conn| claim(conn, &Keys::demo(), NOW.plus(MINUTE))).await.unwrap().is_some() {
        again += 1;
    }
    assert_eq!(again, 5);
    let dead = bed.write(|conn| claim(conn, &Keys::demo(), NOW.plus(CODE_LIFE))).await.unwrap();
    assert!(dead.is_none());
}

#[tokio::test]
async fn tidying_keeps_what_still_counts() {
    let bed = bed().await;
    bed.on_roll(10, 20, ANN, "张晓燕").await;
    let opened = bed.sign_in(ANN, NOW).await.unwrap();
    bed.write(|conn| tidy(conn, NOW.plus(HOUR))).await.unwrap();
    assert!(bed.is_open(&opened, NOW.plus(HOUR)).await);
    bed.write(|conn| tidy(conn, NOW.plus(61 * DAY))).await.unwrap();
    let left: (i64, i64, i64) = bed
        .db
        .read(|conn| {
            Ok((
                schema::session::table.count().get_result(conn)?,
                schema::challenge::table.count().get_result(conn)?,
                schema::tally::table.count().get_result(conn)?,
            ))
        })
        .await
        .unwrap();
    assert_eq!(left, (0, 0, 0));
}
