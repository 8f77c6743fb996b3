//! The owners' committee: who may sit on it (`domain.md` 1).

use backend::access::totp;
use shared::api::account::{
    AcceptInvitation, InvitationAnswer, InvitationSecret, Invite, Invited, NewInvitation,
    OpenInvitation, SignedIn,
};
use shared::api::estate::GetEstate;
use shared::api::{Code, Nothing, Problem};
use shared::domain::account::{Role, Scope};
use shared::domain::estate::EstateId;
use tests::{Person, World, on_both, phone};

use crate::roll::{import, sheet};

async fn invite(
    world: &World,
    town: &Person,
    role: Role,
    estate: EstateId,
    number: &str,
) -> Result<Invited, Problem> {
    let invitation = NewInvitation {
        id: world.id(),
        role,
        scope: Scope::Estate { estate },
        name: "李明".to_owned(),
        phone: number.to_owned(),
        until: None,
    };
    town.call::<Invite>(&(), &invitation).await
}

/// Takes an invitation up with a first password.
async fn accept(world: &World, secret: String) -> Result<Person, Problem> {
    let invitee = Person::stranger(&world.server);
    let shown = InvitationSecret { secret: secret.clone() };
    let offer = invitee.call::<OpenInvitation>(&(), &shown).await?;
    let key = data_encoding::BASE32_NOPAD.decode(offer.totp_secret.unwrap().as_bytes()).unwrap();
    let answer = InvitationAnswer {
        secret,
        password: "correct horse battery".to_owned(),
        totp: totp::code(key.try_into().unwrap(), world.server.now()).unwrap(),
        device: "测试电脑".to_owned(),
    };
    let session: SignedIn = invitee.call::<AcceptInvitation>(&(), &answer).await?;
    Ok(invitee.signed_in(session))
}

on_both!(only_an_owner_of_the_estate_is_invited_to_its_committee, |world| {
    let town = world.staff(Role::Twn).await;
    let nobody = world.fresh_phone();
    for role in [Role::Com, Role::Chr] {
        // Nobody's number, and that of an owner elsewhere.
        for number in [&nobody, &phone(50)] {
            let refused = invite(&world, &town, role, world.estate, number).await.unwrap_err();
            assert_eq!((refused.status, refused.code), (422, Code::NotAnOwner), "{role}");
        }
        invite(&world, &town, role, world.estate, &phone(0)).await.unwrap();
    }
    // Household is not ownership: the roll decides.
    let tenant = world.fresh_phone();
    let scope = Scope::Unit { estate: world.estate, unit: world.flat };
    world.grant(&tenant, Role::Occ, scope, None).await;
    let refused = invite(&world, &town, Role::Com, world.estate, &tenant).await.unwrap_err();
    assert_eq!(refused.code, Code::NotAnOwner);
});

on_both!(whoever_sold_the_flat_before_accepting_is_no_member, |world| {
    let (town, community) = (world.staff(Role::Twn).await, world.staff(Role::Cmy).await);
    let secret = invite(&world, &town, Role::Com, world.bare, &phone(50)).await.unwrap().secret;
    let sold = sheet(&[("101", "89.37", "王芳", &world.fresh_phone())]);
    import(&community, world.bare, &sold).await;
    let refused = accept(&world, secret).await.err().unwrap();
    assert_eq!(refused.code, Code::NotAnOwner);
});

on_both!(whoever_sells_the_last_flat_leaves_the_committee_at_once, |world| {
    let (town, community) = (world.staff(Role::Twn).await, world.staff(Role::Cmy).await);
    let own = phone(50);
    let buyer = world.fresh_phone();
    let two = sheet(&[("101", "89.37", "李明", &own), ("102", "89.37", "李明", &own)]);
    import(&community, world.bare, &two).await;
    let secret = invite(&world, &town, Role::Com, world.bare, &own).await.unwrap().secret;
    let member = accept(&world, secret).await.unwrap();
    // The owner's seats come with the number's own proof.
    let owner = Person::by_code(&world.server, &own).await;
    assert_eq!(owner.me.as_ref().unwrap().seats.len(), 3);
    let secret = world.grant(&own, Role::Com, Scope::Estate { estate: world.bare }, None).await;
    let again = world.sign_in_staff(&own, secret).await.as_role(Role::Com);
    drop(member);

    let one = sheet(&[("101", "89.37", "李明", &own), ("102", "89.37", "王芳", &buyer)]);
    import(&community, world.bare, &one).await;
    again.call::<GetEstate>(&(world.bare,), &Nothing {}).await.unwrap();
    let none = sheet(&[("101", "89.37", "王芳", &buyer), ("102", "89.37", "王芳", &buyer)]);
    import(&community, world.bare, &none).await;
    let gone = again.call::<GetEstate>(&(world.bare,), &Nothing {}).await.unwrap_err();
    assert_eq!(gone.status, 403);
});
