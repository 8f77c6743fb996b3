//! Sessions and refresh tokens.

use super::*;

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
    assert_eq!(
        code_of(bed.write(move |conn| end(conn, &asked, other)).await),
        Some(Code::NotFound)
    );
    let token = secret::read(two.refresh.expose_secret()).unwrap();
    bed.write(move |conn| sign_out(conn, &token, NOW)).await.unwrap();
    assert!(!bed.is_open(&two, NOW).await && bed.is_open(&foreign, NOW).await);
}
