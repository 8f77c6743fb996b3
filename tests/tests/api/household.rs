//! Who lives in a unit: bound by an owner, by number, until a day (`domain.md` 1: OCC).

use serde_json::json;
use shared::api::account::{Invite, NewInvitation};
use shared::api::estate::{AddOccupant, BOUND_MAX_DAYS, GetMyUnit, NewOccupant, RemoveOccupant};
use shared::api::report::{ListEstateReports, PageQuery};
use shared::api::{Code, Endpoint, Nothing};
use shared::domain::account::{Role, Scope};
use shared::value::{DAY, Date};
use tests::{Person, on_both};

on_both!(check_1_8_a_tenant_taken_out_loses_the_unit_at_once, |world| {
    let owner = world.owner(0).await;
    let phone = world.fresh_phone();
    let until = world.server.now().plus(90 * DAY).date();
    let new =
        NewOccupant { id: world.id(), name: "李小红".to_owned(), phone: phone.clone(), until };
    let invited = owner.call::<AddOccupant>(&(), &new).await.unwrap();
    assert!(!invited.bound);
    assert_eq!(owner.call::<AddOccupant>(&(), &new).await.unwrap(), invited);
    let tenant = Person::by_code(&world.server, &phone).await;
    let unit = tenant.call::<GetMyUnit>(&(), &Nothing {}).await.unwrap();
    assert_eq!(
        (unit.may_keep, unit.household.len(), unit.owners),
        (false, 0, vec!["张*".to_owned()])
    );
    let list = ListEstateReports::INFO.path.replace("{}", world.estate.as_str());
    assert_eq!(tenant.send("GET", &list, &json!({})).await.status(), 200);

    let household = owner.call::<GetMyUnit>(&(), &Nothing {}).await.unwrap().household;
    assert_eq!(household.len(), 1);
    let bound = &household[0];
    assert!(bound.bound && bound.name == "李小红" && bound.phone.contains("****"));
    assert_eq!(bound.until, until);
    let neighbour = world.owner(1).await;
    let other = neighbour.call::<RemoveOccupant>(&(bound.id,), &Nothing {}).await.unwrap_err();
    assert_eq!(other.status, 404);
    assert_eq!(
        tenant.call::<RemoveOccupant>(&(bound.id,), &Nothing {}).await.unwrap_err().status,
        403
    );
    owner.call::<RemoveOccupant>(&(bound.id,), &Nothing {}).await.unwrap();
    let refused =
        tenant.call::<ListEstateReports>(&(world.estate,), &PageQuery { cursor: None }).await;
    assert_eq!(refused.unwrap_err().status, 403);
    assert!(owner.call::<GetMyUnit>(&(), &Nothing {}).await.unwrap().household.is_empty());
});

on_both!(an_invited_tenant_can_be_taken_back_before_signing_in, |world| {
    let owner = world.owner(0).await;
    let phone = world.fresh_phone();
    let until = world.server.now().plus(90 * DAY).date();
    let new = NewOccupant { id: world.id(), name: "李小红".to_owned(), phone, until };
    owner.call::<AddOccupant>(&(), &new).await.unwrap();
    for _ in 0..2 {
        owner.call::<RemoveOccupant>(&(new.id,), &Nothing {}).await.unwrap();
    }
    assert!(owner.call::<GetMyUnit>(&(), &Nothing {}).await.unwrap().household.is_empty());
    let past =
        NewOccupant { id: world.id(), until: Date::parse("2026-11-22").unwrap(), ..new.clone() };
    assert_eq!(
        owner.call::<AddOccupant>(&(), &past).await.unwrap_err().errors[0].pointer,
        "/until"
    );
    let landline = NewOccupant { id: world.id(), phone: "057584120000".to_owned(), ..new };
    assert_eq!(
        owner.call::<AddOccupant>(&(), &landline).await.unwrap_err().code,
        Code::PhoneInvalid
    );
});

on_both!(threat_s4_nobody_invites_to_a_residents_seat_and_an_owner_to_none_at_all, |world| {
    let owner = world.owner(0).await;
    let unit = Scope::Unit { estate: world.estate, unit: world.flat };
    let people = [
        owner.clone(),
        world.staff(Role::Pmm).await,
        world.staff(Role::Cmy).await,
        world.staff(Role::Twn).await,
        world.staff(Role::Bur).await,
        world.staff(Role::Adm).await,
    ];
    let until = Some(world.server.now().plus(90 * DAY));
    let invitation = |role: Role, scope: Scope| NewInvitation {
        id: world.id(),
        role,
        scope,
        name: "李小红".to_owned(),
        phone: world.fresh_phone(),
        until,
    };
    for person in &people {
        for role in [Role::Own, Role::Occ] {
            let refused =
                person.call::<Invite>(&(), &invitation(role, unit.clone())).await.unwrap_err();
            assert!(matches!(refused.status, 403 | 404), "{role}: {refused:?}");
        }
    }
    let committee = invitation(Role::Com, Scope::Estate { estate: world.estate });
    assert_eq!(owner.call::<Invite>(&(), &committee).await.unwrap_err().status, 403);
    assert!(owner.call::<GetMyUnit>(&(), &Nothing {}).await.unwrap().household.is_empty());
});

on_both!(threat_l2_a_unit_binds_thirty_people_and_each_until_a_day, |world| {
    let owner = world.owner(0).await;
    let today = world.server.now().date();
    let new = |days: i64| NewOccupant {
        id: world.id(),
        name: "李小红".to_owned(),
        phone: world.fresh_phone(),
        until: today.plus_days(days),
    };
    for beyond in [-1, BOUND_MAX_DAYS + 1] {
        let refused = owner.call::<AddOccupant>(&(), &new(beyond)).await.unwrap_err();
        assert_eq!((refused.status, refused.errors[0].pointer.as_str()), (422, "/until"));
    }
    // Bound or only invited, both count.
    let tenant = new(BOUND_MAX_DAYS);
    owner.call::<AddOccupant>(&(), &tenant).await.unwrap();
    Person::by_code(&world.server, &tenant.phone).await;
    for _ in 1..30 {
        owner.call::<AddOccupant>(&(), &new(90)).await.unwrap();
    }
    let refused = owner.call::<AddOccupant>(&(), &new(90)).await.unwrap_err();
    assert_eq!((refused.status, refused.errors[0].pointer.as_str()), (422, "/phone"));
    let household = owner.call::<GetMyUnit>(&(), &Nothing {}).await.unwrap().household;
    assert_eq!(household.len(), 30);
    owner.call::<RemoveOccupant>(&(household[0].id,), &Nothing {}).await.unwrap();
    owner.call::<AddOccupant>(&(), &new(90)).await.unwrap();
});
