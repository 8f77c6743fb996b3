//! Codes, and seats that follow the roll.

use super::*;

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
    assert_eq!(
        (again.account, bed.seats(&again, NOW.plus(2 * MINUTE)).await.len()),
        (opened.account, 2)
    );
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
    let done = futures_util::future::join_all(tries).await;
    let wrong = done.iter().filter(|done| matches!(done, Entered::Wrong)).count();
    let dead = done.iter().filter(|done| matches!(done, Entered::Spent)).count();
    // The fifth is told that it was the last.
    assert_eq!((wrong, dead), (4, 46));
    assert!(matches!(bed.enter(&sent, &right, NOW).await, Entered::Spent));
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
            assert!(matches!(bed.enter(&sent, "x", now).await, Entered::Wrong | Entered::Spent));
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
    let Err(Failure::Problem(problem)) =
        bed.ask_from(ANN, "192.0.2.9", NOW.plus(30 * MINUTE)).await
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
        about: String::new(),
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
