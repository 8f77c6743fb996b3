//! Messages that wait, and tidying.

use std::collections::BTreeSet;

use super::*;

#[tokio::test]
async fn two_instances_send_each_message_once_and_no_code_lies_in_the_table() {
    let bed = bed().await;
    let codes: BTreeSet<String> = {
        let mut codes = BTreeSet::new();
        for n in 0..6 {
            let number = phone(&format!("1380000010{n}"));
            let ask = CodeAsk {
                phone: number,
                about: String::new(),
                peer: IpAddr::from([192, 0, 2, 1]),
                now: NOW,
                budget: 5000,
                screen: false,
            };
            let sent =
                bed.write(move |conn| request_code(conn, &Keys::demo(), &ask)).await.unwrap();
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
    let claimed: Vec<Waiting> = futures_util::future::join_all(claims)
        .await
        .into_iter()
        .filter_map(Result::unwrap)
        .collect();
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
