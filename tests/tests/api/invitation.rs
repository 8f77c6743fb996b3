//! Invitations to staff seats, and taking them back.

use backend::access::totp;
use shared::api::account::{
    AcceptInvitation, InvitationAnswer, InvitationId, InvitationSecret, Invite, ListGrants,
    NewInvitation, OpenInvitation, OpenInvitationView, WithdrawInvitation,
};
use shared::api::{Code, Nothing};
use shared::domain::account::{Role, Scope};
use shared::domain::estate::DeptCode;
use tests::{Person, World, on_both};

fn manager(world: &World) -> NewInvitation {
    NewInvitation {
        id: world.id(),
        role: Role::Pmm,
        scope: Scope::Contract { estate: world.estate, contract: world.contract },
        name: "周敏".to_owned(),
        phone: world.fresh_phone(),
        until: None,
    }
}

async fn open_ones(giver: &Person) -> Vec<OpenInvitationView> {
    giver.call::<ListGrants>(&(), &Nothing {}).await.unwrap().invitations
}

async fn withdraw(person: &Person, id: InvitationId) -> Result<Nothing, shared::api::Problem> {
    person.call::<WithdrawInvitation>(&(id,), &Nothing {}).await
}

/// Takes the invitation up, as whoever has the link and the authenticator.
async fn accept(world: &World, secret: &str) -> Result<(), shared::api::Problem> {
    let guest = Person::stranger(&world.server);
    let ask = InvitationSecret { secret: secret.to_owned() };
    let offered = guest.call::<OpenInvitation>(&(), &ask).await?;
    let key = data_encoding::BASE32_NOPAD.decode(offered.totp_secret.unwrap().as_bytes()).unwrap();
    let answer = InvitationAnswer {
        secret: secret.to_owned(),
        password: "correct horse battery".to_owned(),
        totp: totp::code(key.try_into().unwrap(), world.server.now()).unwrap(),
        device: "测试电脑".to_owned(),
    };
    guest.call::<AcceptInvitation>(&(), &answer).await.map(drop)
}

on_both!(an_open_invitation_is_taken_back_and_its_link_is_dead, |world| {
    let community = world.staff(Role::Cmy).await;
    let (new, kept) = (manager(&world), manager(&world));
    let link = community.call::<Invite>(&(), &new).await.unwrap().secret;
    let kept_link = community.call::<Invite>(&(), &kept).await.unwrap().secret;
    let ids = open_ones(&community).await.into_iter().map(|open| open.id);
    assert_eq!(ids.collect::<std::collections::BTreeSet<_>>(), [new.id, kept.id].into());

    for _ in 0..2 {
        withdraw(&community, new.id).await.unwrap();
    }
    let left: Vec<_> = open_ones(&community).await.into_iter().map(|open| open.id).collect();
    assert_eq!(left, [kept.id]);
    assert_eq!(accept(&world, &link).await.unwrap_err().code, Code::InvitationGone);
    accept(&world, &kept_link).await.unwrap();

    let read = |conn: &mut backend::db::Conn| backend::db::journal::audit_rows(conn, 0, 100);
    let rows = world.server.app.db.read(read).await.unwrap();
    let logged = rows.iter().filter(|(_, bytes, _)| bytes.contains("withdraw-invitation"));
    assert_eq!(logged.count(), 1, "once, whatever is repeated");
});

on_both!(an_invitation_that_was_taken_up_is_ended_as_a_seat, |world| {
    let community = world.staff(Role::Cmy).await;
    let new = manager(&world);
    let link = community.call::<Invite>(&(), &new).await.unwrap().secret;
    accept(&world, &link).await.unwrap();
    let refused = withdraw(&community, new.id).await.unwrap_err();
    assert_eq!((refused.status, refused.code), (409, Code::Conflict));
    assert_eq!(community.call::<ListGrants>(&(), &Nothing {}).await.unwrap().seats.len(), 1);
});

on_both!(threat_w2_another_levels_invitation_answers_like_a_missing_one, |world| {
    let community = world.staff(Role::Cmy).await;
    let new = manager(&world);
    let link = community.call::<Invite>(&(), &new).await.unwrap().secret;
    let far = Scope::Community { community: world.far_community };
    let strangers = [
        world.person(Role::Cmy, far).await,
        world.staff(Role::Twn).await,
        world.staff(Role::Pms).await,
        world.owner(0).await,
    ];
    for stranger in &strangers {
        let refused = withdraw(stranger, new.id).await.unwrap_err();
        let missing = withdraw(stranger, world.id()).await.unwrap_err();
        assert_eq!((refused.status, refused.code), (missing.status, missing.code));
        assert_eq!(refused.status, 404);
    }
    accept(&world, &link).await.unwrap();
});

on_both!(the_estates_own_town_and_community_are_no_departments_to_let_officers_into, |world| {
    let bureau = world.staff(Role::Bur).await;
    let officer = |dept: &str| NewInvitation {
        role: Role::Dep,
        scope: Scope::Dept { dept: DeptCode::parse(dept).unwrap() },
        ..manager(&world)
    };
    for own in ["TOWN", "COMMUNITY"] {
        let refused = bureau.call::<Invite>(&(), &officer(own)).await.unwrap_err();
        assert_eq!((refused.status, refused.errors[0].pointer.as_str()), (422, "/scope"), "{own}");
    }
    assert!(open_ones(&bureau).await.is_empty());
    bureau.call::<Invite>(&(), &officer("FIRE_RESCUE")).await.unwrap();
});
