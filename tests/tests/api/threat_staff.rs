//! Staff sign-in over HTTP (threat S5).

use std::sync::Arc;

use backend::access::totp;
use reqwest::Response;
use secrecy::SecretString;
use serde_json::{Value, json};
use shared::api::Nothing;
use shared::api::account::GetMe;
use shared::domain::account::{Role, Scope};
use shared::value::MINUTE;
use tests::{Person, World, on_both, phone};

const PASSWORD: &str = "correct horse battery";

/// A member of the community's staff who has not signed in yet: number and authenticator.
async fn officer(world: &World) -> (String, [u8; 20]) {
    let number = world.fresh_phone();
    let scope = Scope::Community { community: world.community };
    let secret = world.grant(&number, Role::Cmy, scope, None).await;
    (number, secret)
}

async fn enter(world: &World, number: &str, password: &str, code: &str) -> Response {
    let body = json!({ "phone": number, "password": password, "totp": code, "device": "测试电脑" });
    Person::stranger(&world.server).send("POST", "/api/session/staff", &body).await
}

fn code_now(world: &World, secret: [u8; 20]) -> String {
    totp::code(secret, world.server.now()).unwrap()
}

/// A well-formed code of none of the steps that count now.
fn wrong_code(world: &World, secret: [u8; 20]) -> String {
    let near = [-30_000, 0, 30_000];
    let right = near.map(|ms| totp::code(secret, world.server.now().plus(ms)).unwrap());
    (0..10).map(|n| format!("{n:06}")).find(|code| !right.contains(code)).unwrap()
}

async fn code_of(answer: Response) -> (u16, String) {
    let status = answer.status().as_u16();
    let body: Value = answer.json().await.unwrap();
    (status, body["code"].as_str().unwrap_or_default().to_owned())
}

fn refused() -> (u16, String) {
    (401, "account/sign-in-wrong".to_owned())
}

on_both!(threat_s5_a_one_time_code_works_once_and_an_earlier_one_no_more, |world| {
    let (number, secret) = officer(&world).await;
    let earlier = totp::code(secret, world.server.now().plus(-30_000)).unwrap();
    let code = code_now(&world, secret);
    assert_eq!(enter(&world, &number, PASSWORD, &code).await.status(), 200);
    assert_eq!(code_of(enter(&world, &number, PASSWORD, &code).await).await, refused());
    // It would still be in time, but a later one has been used.
    assert_eq!(code_of(enter(&world, &number, PASSWORD, &earlier).await).await, refused());
    world.server.clock.advance(30_000);
    let next = code_now(&world, secret);
    assert_eq!(enter(&world, &number, PASSWORD, &next).await.status(), 200);
});

on_both!(threat_s5_of_two_sign_ins_at_once_with_one_code_one_gets_in, |world| {
    let (number, secret) = officer(&world).await;
    let code = code_now(&world, secret);
    let (first, second) = tokio::join!(
        enter(&world, &number, PASSWORD, &code),
        enter(&world, &number, PASSWORD, &code)
    );
    let mut statuses = [first.status().as_u16(), second.status().as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 401]);
});

on_both!(threat_s5_codes_of_two_steps_ago_and_of_the_future_are_refused, |world| {
    let (number, secret) = officer(&world).await;
    for ms in [-60_000, 60_000] {
        let code = totp::code(secret, world.server.now().plus(ms)).unwrap();
        assert_eq!(code_of(enter(&world, &number, PASSWORD, &code).await).await, refused(), "{ms}");
    }
});

on_both!(threat_s5_ten_failures_cost_fifteen_minutes_for_known_and_unknown_numbers, |world| {
    let (number, secret) = officer(&world).await;
    let unknown = world.fresh_phone();
    for n in 0..10 {
        // Wrong password and wrong code count alike.
        let (password, code) = match n % 2 {
            0 => ("wrong horse battery", code_now(&world, secret)),
            _ => (PASSWORD, wrong_code(&world, secret)),
        };
        assert_eq!(code_of(enter(&world, &number, password, &code).await).await, refused(), "{n}");
        assert_eq!(code_of(enter(&world, &unknown, password, &code).await).await, refused(), "{n}");
    }
    for paused in [&number, &unknown] {
        let answer = enter(&world, paused, PASSWORD, &code_now(&world, secret)).await;
        assert_eq!(answer.headers()["retry-after"], "900");
        assert_eq!(code_of(answer).await, (429, "account/sign-in-paused".to_owned()));
    }
    // Somebody else is not paused, and the pause ends.
    let (other, others) = officer(&world).await;
    assert_eq!(enter(&world, &other, PASSWORD, &code_now(&world, others)).await.status(), 200);
    world.server.clock.advance(15 * MINUTE - 1);
    let early = enter(&world, &number, PASSWORD, &code_now(&world, secret)).await;
    assert_eq!(early.status(), 429);
    world.server.clock.advance(1);
    let late = enter(&world, &number, PASSWORD, &code_now(&world, secret)).await;
    assert_eq!(late.status(), 200);
});

on_both!(threat_s5_an_unknown_number_costs_as_much_work_as_a_known_one, |world| {
    let unknown = world.fresh_phone();
    let code = wrong_code(&world, [7; 20]);
    // Hashes take their turns, two at once, first come, first served: whoever is not hashed for
    // would be refused before those that wait.
    let hash = || backend::access::password::hash(SecretString::from(PASSWORD));
    let hashing: Vec<_> = (0..20).map(|_| tokio::spawn(async move { hash().await })).collect();
    let answer = enter(&world, &unknown, PASSWORD, &code).await;
    let done = hashing.iter().filter(|task| task.is_finished()).count();
    assert_eq!(code_of(answer).await, refused());
    assert!(done >= 18, "refused after {done} of twenty hashes");
});

on_both!(threat_s5_twenty_staff_sign_ins_at_once_leave_reads_alive, |world| {
    let owner = world.owner(0).await;
    let mut entries = Vec::new();
    for _ in 0..20 {
        let (number, secret) = officer(&world).await;
        entries.push((number, code_now(&world, secret)));
    }
    let world = Arc::new(world);
    let entering: Vec<_> = entries
        .into_iter()
        .map(|(number, code)| {
            let world = world.clone();
            tokio::spawn(async move { enter(&world, &number, PASSWORD, &code).await.status() })
        })
        .collect();
    let mut reads = 0;
    while entering.iter().any(|task| !task.is_finished()) && reads < 200 {
        owner.call::<GetMe>(&(), &Nothing {}).await.unwrap();
        reads += 1;
    }
    for entered in entering {
        assert_eq!(entered.await.unwrap(), 200);
    }
    // One after the other, while the passwords were hashed: none waited for them all.
    assert!(reads >= 12, "{reads} reads while twenty signed in");
});

on_both!(threat_s5_a_password_alone_or_a_code_alone_opens_nothing, |world| {
    let (number, secret) = officer(&world).await;
    let code = code_now(&world, secret);
    for (password, code) in [(PASSWORD, ""), ("", code.as_str()), (PASSWORD, "１２３４５６")]
    {
        assert_eq!(code_of(enter(&world, &number, password, code).await).await, refused());
    }
    // An owner's number has no password to guess.
    let owner = enter(&world, &phone(0), PASSWORD, &code).await;
    assert_eq!(code_of(owner).await, refused());
});
