//! Invitations and grants.

use super::*;

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
    bed.on_roll(10, 20, "13800000003", "张晓燕").await;
    bed.on_roll(11, 21, BOB, "李梅").await;
    let owner = bed.sign_in("13800000003", NOW).await.unwrap();
    let (cmy, _) = bed.grant(ANN, Role::Cmy, community(), None).await;
    let bob = bed.sign_in(BOB, NOW).await.unwrap();
    let secret = bed.invite(&cmy, &an_offer(30, Role::Pmm, contract(), BOB)).await.unwrap();
    let code = bed.totp_of(&secret, NOW).await;
    for not_bob in [None, Some(who(&owner, NOW))] {
        let done = bed.accept(&secret, Proof::New("hash".into()), &code, not_bob, NOW).await;
        assert_eq!(code_of(done), Some(Code::SignInRequired));
    }
    let done =
        bed.accept(&secret, Proof::New("hash".into()), &code, Some(who(&bob, NOW)), NOW).await;
    assert_eq!(done.unwrap().unwrap().account, bob.account);
}

#[tokio::test]
async fn threat_s4_a_household_is_bound_by_its_number_and_no_link_leads_to_it() {
    let bed = bed().await;
    bed.on_roll(10, 20, ANN, "张晓燕").await;
    let owner = bed.sign_in(ANN, NOW).await.unwrap();
    let actor = Actor { account: owner.account, seat: bed.seats(&owner, NOW).await.remove(0) };
    let secret = bed.invite(&actor, &an_offer(30, Role::Occ, unit(10), BOB)).await.unwrap();
    let done = bed.accept(&secret, Proof::New("hash".into()), "000000", None, NOW).await;
    assert_eq!(code_of(done), Some(Code::InvitationGone));
    let tenant = bed.sign_in(BOB, NOW).await.unwrap();
    assert_eq!(bed.seats(&tenant, NOW).await[0].role, Role::Occ);
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
async fn threat_s4_a_roll_gives_no_flat_to_an_account_whose_number_nobody_proved() {
    let bed = bed().await;
    let (cmy, _) = bed.grant(ANN, Role::Cmy, community(), None).await;
    let secret = bed.invite(&cmy, &an_offer(30, Role::Pmm, contract(), BOB)).await.unwrap();
    let code = bed.totp_of(&secret, NOW).await;
    let inviter = bed.accept(&secret, Proof::New("hash".into()), &code, None, NOW).await;
    let inviter = inviter.unwrap().unwrap();
    bed.on_roll(11, 21, BOB, "李梅").await;
    bed.write(|conn| follow_roll(conn, estate(), NOW)).await.unwrap();
    let roles = async |opened: &Opened| -> Vec<Role> {
        bed.seats(opened, NOW.plus(MINUTE)).await.iter().map(|seat| seat.role).collect()
    };
    assert_eq!(roles(&inviter).await, [Role::Pmm]);
    let holder = bed.sign_in(BOB, NOW.plus(MINUTE)).await.unwrap();
    assert!(roles(&holder).await.contains(&Role::Own));
}

#[tokio::test]
async fn check_1_9_an_employee_of_the_company_cannot_sit_on_the_committee() {
    let bed = bed().await;
    bed.on_roll(11, 21, BOB, "李梅").await;
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
async fn check_1_8_an_owner_removes_a_tenant_and_the_seat_is_gone_at_once() {
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
async fn the_first_administrator_keeps_the_password_when_the_number_is_proven() {
    let bed = bed().await;
    let first = |conn: &mut Conn| {
        invite_first(conn, &Keys::demo(), Role::Adm, &Scope::District, "王建国", &phone(BOB), NOW)
    };
    let secret = bed.write(first).await.unwrap();
    let code = bed.totp_of(&secret, NOW).await;
    let done = bed.accept(&secret, Proof::New("hash".into()), &code, None, NOW).await;
    let account = done.unwrap().unwrap().account;
    bed.on_roll(11, 21, BOB, "王建国").await;
    bed.sign_in(BOB, NOW).await.unwrap();
    let later = NOW.plus(MINUTE);
    let code = totp::code(Keys::demo().totp_secret(account, 0), later).unwrap();
    assert!(bed.staff(BOB, Some("hash"), &code, later).await.unwrap().is_some());
}
