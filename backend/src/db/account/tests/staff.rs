//! Passwords and one-time codes.

use super::*;

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
    assert_eq!(
        code_of(bed.staff(ANN, Some("hash"), &code, paused).await),
        Some(Code::SignInPaused)
    );
    let free = NOW.plus(15 * MINUTE);
    let code = totp::code(secret, free).unwrap();
    assert!(bed.staff(ANN, Some("hash"), &code, free).await.unwrap().is_some());
}
