//! My unit and its household.

use shared::api::estate::{
    AddOccupant, BOUND_MAX_DAYS, GetMyUnit, MyUnit, NAME_MAX, NewOccupant, Occupant, OccupantId,
    RemoveOccupant,
};
use shared::api::{Code, FieldRule, Nothing, Problem};
use shared::domain::account::Actor;
use shared::policy::{self, BindHousehold, Permit};
use shared::value::{Phone, Timestamp};

use super::check::{line, wrong};
use crate::app::App;
use crate::db::account;
use crate::db::estate::{self, By, CheckedOccupant};
use crate::failure::Failure;
use crate::http::ctx::Ctx;
use crate::http::reply::Reply;
use crate::http::route::{Route, route};

pub(super) fn routes(app: &App) -> Vec<Route> {
    vec![
        route::<GetMyUnit, _, _>(app, get_my_unit),
        route::<AddOccupant, _, _>(app, add_occupant),
        route::<RemoveOccupant, _, _>(app, remove_occupant),
    ]
}

async fn get_my_unit(ctx: Ctx, (): (), _: Nothing) -> Result<Reply<MyUnit>, Failure> {
    let who = ctx.who()?;
    let unit = ctx.read_as(move |conn, actor| {
        let permit = policy::read_unit(actor)?;
        let proven = account::waiting(conn, &who)?.is_none();
        estate::my_unit(conn, permit, actor, proven, who.now)
    });
    Ok(unit.await?.into())
}

/// OWN binds the household of the same unit (`domain.md` 1).
fn may_bind(actor: &Actor) -> Result<Permit<BindHousehold>, Failure> {
    Ok(policy::bind_household(actor, &actor.seat.scope)?)
}

async fn add_occupant(ctx: Ctx, (): (), new: NewOccupant) -> Result<Reply<Occupant>, Failure> {
    let new = checked(new, ctx.now)?;
    let (keys, book) = (ctx.app.keys.clone(), ctx.app.rulebook());
    let (ip, now, who) = (ctx.peer.to_string(), ctx.now, ctx.who()?);
    let occupant = ctx.write_as(move |conn, actor| {
        let permit = may_bind(actor)?;
        account::second_proof(conn, &who)?;
        let with = (&keys, book.departments.as_slice());
        estate::add_occupant(conn, permit, By { actor, ip: &ip, now }, with, &new)
    });
    Ok(Reply::created(occupant.await?))
}

fn checked(new: NewOccupant, now: Timestamp) -> Result<CheckedOccupant, Failure> {
    let phone = Phone::parse(&new.phone).map_err(|_| {
        let field = Problem::field("/phone", FieldRule::Malformed);
        Failure::from(Problem { errors: field.errors, ..Problem::new(Code::PhoneInvalid) })
    })?;
    let today = now.date();
    if new.until < today || new.until > today.plus_days(BOUND_MAX_DAYS) {
        return Err(wrong("/until", FieldRule::OutOfRange));
    }
    let name = line(&new.name, NAME_MAX, "/name")?;
    Ok(CheckedOccupant { id: new.id, name, phone, until: new.until })
}

async fn remove_occupant(
    ctx: Ctx,
    (id,): (OccupantId,),
    _: Nothing,
) -> Result<Reply<Nothing>, Failure> {
    let (ip, now, who) = (ctx.peer.to_string(), ctx.now, ctx.who()?);
    ctx.write_as(move |conn, actor| {
        let permit = may_bind(actor)?;
        account::second_proof(conn, &who)?;
        estate::remove_occupant(conn, permit, By { actor, ip: &ip, now }, id)
    })
    .await?;
    Ok(Nothing {}.into())
}
