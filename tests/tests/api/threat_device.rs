//! New devices, numbers that changed hands, numbers that change (threat S4).

use backend::db::ground;
use serde_json::{Value, json};
use shared::api::account::{
    AcceptInvitation, CodeRequest, CodeSignIn, InvitationAnswer, Invite, NewInvitation,
    RequestCode, SignIn,
};
use shared::api::estate::{AddOccupant, GetMyUnit, NewOccupant, RemoveOccupant};
use shared::api::inbox::{DeviceNotice, InboxQuery, InboxRead, ListInbox, ReadInbox};
use shared::api::{Access, Code, Method, Nothing, table};
use shared::domain::account::{Role, Scope};
use shared::value::{Area, DAY, HOUR, MINUTE, Phone};
use tests::{Person, World, on_both, phone};

use crate::roll::{import, sheet};

/// A flat that two people own: the numbers 70 and 71.
async fn shared_flat(world: &World) {
    let (estate, now) = (world.estate, world.server.now());
    let flat = move |conn: &mut backend::db::Conn| {
        let flat = ground::Flat {
            building: "9",
            stair: "1",
            room: "901",
            area: Area::from_hundredths(9000),
        };
        let number = |n| Phone::parse(&phone(n)).unwrap();
        let owners = [("欧阳明", number(70)), ("王芳", number(71))];
        ground::flat(conn, estate, flat, &owners, now).map(drop)
    };
    world.server.app.db.write(flat).await.unwrap();
}

async fn told(person: &Person) -> Vec<DeviceNotice> {
    person.call::<ListInbox>(&(), &InboxQuery::default()).await.unwrap().devices
}

/// Signs in once more with the same browser, which still has its cookie.
async fn again(world: &World, person: &Person, number: &str) -> Person {
    world.server.clock.advance(MINUTE);
    let request = CodeRequest { phone: number.to_owned() };
    let sent = person.call::<RequestCode>(&(), &request).await.unwrap();
    let (challenge, code) = (sent.challenge, sent.demo_code.unwrap());
    let sign_in = CodeSignIn { challenge, code, device: "同一部手机".to_owned() };
    let session = person.call::<SignIn>(&(), &sign_in).await.unwrap();
    person.clone().signed_in(session)
}

fn occupant(world: &World) -> NewOccupant {
    let until = world.server.now().plus(90 * DAY).date();
    NewOccupant { id: world.id(), name: "李小红".to_owned(), phone: world.fresh_phone(), until }
}

on_both!(threat_s4_a_new_device_is_told_to_the_account_and_to_co_owners_alone, |world| {
    shared_flat(&world).await;
    let wife = Person::by_code(&world.server, &phone(71)).await;
    let neighbour = world.owner(0).await;
    assert_eq!(told(&wife).await.len(), 1, "her own first device");
    world.server.clock.advance(HOUR);
    let husband = Person::by_code(&world.server, &phone(70)).await;

    let to_wife = told(&wife).await.remove(0);
    assert_eq!((to_wife.whose.as_deref(), to_wife.at), (Some("欧阳*"), world.server.now()));
    assert_eq!(to_wife.unit.as_deref(), Some("9 幢 1 单元 901 室"));
    assert_eq!((to_wife.device, to_wife.silent, to_wife.unread), (None, false, true));
    let to_husband = told(&husband).await.remove(0);
    assert_eq!((to_husband.whose, to_husband.device.as_deref()), (None, Some("测试手机")));
    assert!(told(&neighbour).await.iter().all(|notice| notice.whose.is_none()));

    // Somebody else who can read the husband's messages signs in: both are told once more.
    world.server.clock.advance(MINUTE);
    let thief = Person::by_code(&world.server, &phone(70)).await;
    assert_eq!((told(&husband).await.len(), told(&wife).await.len()), (2, 3));
    // Having read it does not take it away, from nobody.
    thief.call::<ReadInbox>(&(), &InboxRead { ticket: None }).await.unwrap();
    let kept = told(&husband).await;
    assert_eq!((kept.len(), kept[0].unread), (2, false));
    assert!(told(&wife).await[0].unread);
});

on_both!(threat_s4_a_device_that_is_known_is_told_to_nobody, |world| {
    shared_flat(&world).await;
    let wife = Person::by_code(&world.server, &phone(71)).await;
    let husband = Person::by_code(&world.server, &phone(70)).await;
    let before = told(&wife).await.len();
    let husband = again(&world, &husband, &phone(70)).await;
    husband.call::<GetMyUnit>(&(), &Nothing {}).await.unwrap();
    assert_eq!((told(&wife).await.len(), told(&husband).await.len()), (before, 1));
    // The cookie of another account makes no device known.
    let lent = again(&world, &wife, &phone(70)).await;
    assert_eq!(told(&lent).await.len(), 2);
});

on_both!(threat_s4_a_new_device_shows_at_once_on_the_others, |world| {
    let first = world.owner(0).await;
    let mut live = first.request("GET", "/api/live").send().await.unwrap();
    assert!(live.chunk().await.unwrap().is_some(), "the stream begins");
    world.server.clock.advance(MINUTE);
    drop(world.owner(0).await);
    let heard = async {
        loop {
            let chunk = live.chunk().await.unwrap().expect("the stream goes on");
            if String::from_utf8_lossy(&chunk).contains("INBOX") {
                return;
            }
        }
    };
    let waited = tokio::time::timeout(std::time::Duration::from_secs(10), heard).await;
    assert!(waited.is_ok(), "nothing was heard");
});

on_both!(threat_s4_staffs_new_devices_are_told_to_the_account, |world| {
    let number = world.fresh_phone();
    let scope = Scope::Community { community: world.community };
    let secret = world.grant(&number, Role::Cmy, scope, None).await;
    let desk = world.sign_in_staff(&number, secret).await;
    assert_eq!(told(&desk).await.len(), 1);
    drop(world.sign_in_staff(&number, secret).await);
    let notices = told(&desk).await;
    assert_eq!((notices.len(), notices[0].device.as_deref()), (2, Some("测试电脑")));
});

on_both!(threat_s4_a_number_back_after_180_silent_days_waits_with_the_household, |world| {
    shared_flat(&world).await;
    let wife = Person::by_code(&world.server, &phone(71)).await;
    let husband = Person::by_code(&world.server, &phone(70)).await;
    let bound = occupant(&world);
    husband.call::<AddOccupant>(&(), &bound).await.unwrap();
    world.server.clock.advance(180 * DAY);
    drop(wife);
    let wife = Person::by_code(&world.server, &phone(71)).await;
    let back = Person::by_code(&world.server, &phone(70)).await;
    let returned = world.server.now();

    // A stranger may hold the number now: they bind nobody and see no household …
    let refused = back.call::<AddOccupant>(&(), &occupant(&world)).await.unwrap_err();
    assert_eq!((refused.status, refused.code), (403, Code::SecondProofRequired));
    assert_eq!(refused.retry_at, Some(returned.plus(DAY)));
    let removed = back.call::<RemoveOccupant>(&(bound.id,), &Nothing {}).await.unwrap_err();
    assert_eq!(removed.code, Code::SecondProofRequired);
    let unit = back.call::<GetMyUnit>(&(), &Nothing {}).await.unwrap();
    assert_eq!((unit.may_keep, unit.household.len()), (false, 0));
    // … and the co-owner hears that it came back after a long silence.
    let notice = told(&wife).await.into_iter().find(|notice| notice.whose.is_some()).unwrap();
    assert!(notice.silent && notice.at == returned);
    // No seat is suspended: a report is filed as ever.
    assert_eq!(back.seat, husband.seat);
    world.file(&back, "FIRE_LANE_BLOCKED").await;

    // A second sign-in is no second proof, nor is the first day's last minute.
    world.server.clock.advance(DAY - 1);
    let once_more = Person::by_code(&world.server, &phone(70)).await;
    for person in [&back, &once_more] {
        let refused = person.call::<AddOccupant>(&(), &occupant(&world)).await.unwrap_err();
        assert_eq!(refused.code, Code::SecondProofRequired);
    }
    world.server.clock.advance(1);
    once_more.call::<AddOccupant>(&(), &occupant(&world)).await.unwrap();
    assert_eq!(once_more.call::<GetMyUnit>(&(), &Nothing {}).await.unwrap().household.len(), 1);
});

on_both!(threat_s4_a_number_in_use_is_asked_for_nothing_more, |world| {
    let owner = world.owner(0).await;
    // Used now and then: the last sign of life counts, not the sign-in.
    for _ in 0..8 {
        world.server.clock.advance(20 * DAY);
        assert!(owner.refresh().await);
    }
    world.server.clock.advance(180 * DAY - 1);
    let back = world.owner(0).await;
    back.call::<AddOccupant>(&(), &occupant(&world)).await.unwrap();
    assert!(!told(&back).await[0].silent);
    // Somebody who signs in for the first time was never silent.
    let first = world.owner(1).await;
    first.call::<AddOccupant>(&(), &occupant(&world)).await.unwrap();
});

on_both!(threat_s4_a_number_back_after_long_takes_up_no_invitation, |world| {
    drop(world.owner(0).await);
    world.server.clock.advance(180 * DAY);
    let community = world.staff(Role::Cmy).await;
    let invitation = NewInvitation {
        id: world.id(),
        role: Role::Pmm,
        scope: Scope::Contract { estate: world.estate, contract: world.contract },
        name: "张晓燕".to_owned(),
        phone: phone(0),
        until: None,
    };
    let secret = community.call::<Invite>(&(), &invitation).await.unwrap().secret;
    let back = world.owner(0).await;
    let answer = InvitationAnswer {
        secret,
        password: "correct horse battery".to_owned(),
        totp: "000000".to_owned(),
        device: "x".to_owned(),
    };
    let refused = back.call::<AcceptInvitation>(&(), &answer).await.unwrap_err();
    assert_eq!(refused.code, Code::SecondProofRequired);
    world.server.clock.advance(DAY);
    let back = world.owner(0).await;
    // Only the one-time code is wrong now.
    let refused = back.call::<AcceptInvitation>(&(), &answer).await.unwrap_err();
    assert_eq!(refused.code, Code::SignInWrong);
});

on_both!(threat_s4_the_authenticator_is_a_second_proof, |world| {
    let scope = Scope::Community { community: world.community };
    let secret = world.grant(&phone(0), Role::Cmy, scope, None).await;
    drop(world.owner(0).await);
    world.server.clock.advance(180 * DAY);
    let back = world.owner(0).await.as_role(Role::Own);
    let refused = back.call::<AddOccupant>(&(), &occupant(&world)).await.unwrap_err();
    assert_eq!(refused.code, Code::SecondProofRequired);
    let proven = world.sign_in_staff(&phone(0), secret).await.as_role(Role::Own);
    proven.call::<AddOccupant>(&(), &occupant(&world)).await.unwrap();
    // The same person's other device need not wait any longer either.
    back.call::<AddOccupant>(&(), &occupant(&world)).await.unwrap();
});

on_both!(threat_s4_a_number_changes_in_the_office_alone_and_the_old_one_opens_nothing, |world| {
    let community = world.staff(Role::Cmy).await;
    let (old, new) = (phone(50), world.fresh_phone());
    let roll = |number: &str| sheet(&[("101", "89.37", "李明", number)]);
    import(&community, world.bare, &roll(&old)).await;
    let before = world.bare_owner().await;
    before.call::<GetMyUnit>(&(), &Nothing {}).await.unwrap();
    // The community has seen the person; whoever holds the old number is out at once.
    import(&community, world.bare, &roll(&new)).await;
    assert_eq!(before.call::<GetMyUnit>(&(), &Nothing {}).await.unwrap_err().status, 403);
    world.server.clock.advance(MINUTE);
    let stranger = Person::stranger(&world.server);
    let sent = stranger.send("POST", "/api/session/code", &json!({ "phone": old })).await;
    let sent: Value = sent.json().await.unwrap();
    let body = json!({ "challenge": sent["challenge"], "code": sent["demo_code"], "device": "x" });
    assert_eq!(stranger.send("POST", "/api/session", &body).await.status(), 403);
    let after = Person::by_code(&world.server, &new).await;
    after.call::<GetMyUnit>(&(), &Nothing {}).await.unwrap();
    // No operation of the account itself changes its number.
    let own = table().into_iter().filter(|info| info.access == Access::SignedIn);
    let changing = own.filter(|info| info.method != Method::Get).map(|info| info.name);
    assert_eq!(changing.collect::<Vec<_>>(), ["EndSession"]);
});
