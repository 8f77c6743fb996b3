//! Sign-in from the database's side, on SQLite in a folder of its own.

mod code;
mod grant;
mod outbox;
mod session;
mod staff;

use std::net::IpAddr;

use diesel::prelude::*;
use secrecy::{ExposeSecret, SecretString};
use shared::api::Code;
use shared::api::account::{CodeSent, Invited};
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

fn device(name: &str) -> Device {
    Device { name: name.to_owned(), known_by: None }
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
            .values((
                company::id.eq(text(4)),
                company::name.eq("安居物业"),
                company::credit_code.eq("9"),
            ))
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

    async fn ask_from(
        &self,
        number: &str,
        peer: &str,
        now: Timestamp,
    ) -> Result<CodeSent, Failure> {
        let peer: IpAddr = peer.parse().unwrap();
        let (phone, about) = (phone(number), String::new());
        let ask = CodeAsk { phone, about, peer, now, budget: 5000, screen: true };
        self.write(move |conn| request_code(conn, &Keys::demo(), &ask)).await
    }

    async fn ask(&self, number: &str, now: Timestamp) -> CodeSent {
        self.ask_from(number, "192.0.2.1", now).await.unwrap()
    }

    async fn enter(&self, sent: &CodeSent, code: &str, now: Timestamp) -> Entered {
        let entry = CodeEntry {
            challenge: sent.challenge,
            code: code.to_owned(),
            device: device("Chrome"),
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

    async fn grant(
        &self,
        number: &str,
        role: Role,
        scope: Scope,
        password: Option<&str>,
    ) -> (Actor, [u8; 20]) {
        let grant = DirectGrant {
            phone: phone(number),
            name: "王建国".to_owned(),
            password: password.map(SecretString::from),
            role,
            scope: scope.clone(),
            until: None,
        };
        let given =
            self.write(move |conn| grant_directly(conn, &Keys::demo(), &grant, NOW)).await.unwrap();
        let seat = Seat { id: given.seat, role, scope, until: None };
        (Actor { account: given.account, seat }, given.totp_secret)
    }

    async fn staff(
        &self,
        number: &str,
        hash: Option<&str>,
        code: &str,
        now: Timestamp,
    ) -> Result<Option<Opened>, Failure> {
        let entry = StaffEntry {
            phone: phone(number),
            proven: hash.map(SecretString::from),
            totp: code.to_owned(),
            device: device("Edge"),
            now,
        };
        self.write(move |conn| sign_in_staff(conn, &Keys::demo(), &entry)).await
    }

    async fn invite(&self, actor: &Actor, offer: &Offer) -> Result<String, Failure> {
        let (actor, offer) = (actor.clone(), offer.clone());
        let invite = move |conn: &mut Conn| {
            if offer.role == Role::Occ {
                let permit = shared::policy::bind_household(&actor, &offer.scope)?;
                let with = (&Keys::demo(), &[][..]);
                bind(conn, permit, with, &actor, &offer, ("192.0.2.1", NOW))?;
                let token = Keys::demo().invitation(offer.id.as_str());
                let secret = secret::text(&token).expose_secret().to_owned();
                return Ok(Invited { secret, expires: NOW });
            }
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
            device: device("Edge"),
            who,
            ip: "192.0.2.1".to_owned(),
            now,
        };
        self.write(move |conn| accept(conn, &Keys::demo(), &answer)).await
    }

    async fn totp_of(&self, secret: &str, now: Timestamp) -> String {
        let secret = secret.to_owned();
        let view =
            self.db.read(move |conn| offer(conn, &Keys::demo(), &[], &secret, NOW)).await.unwrap();
        let shown =
            data_encoding::BASE32_NOPAD.decode(view.totp_secret.unwrap().as_bytes()).unwrap();
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
