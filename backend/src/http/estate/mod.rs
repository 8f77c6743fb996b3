//! Estates: what everybody sees, what the offices keep, the owners' roll, the household.

mod check;
mod household;
mod office;
mod preview;
mod roll;
mod rules;

use shared::api::Nothing;
use shared::api::estate::{EstateView, GetEstate};
use shared::domain::estate::EstateId;
use shared::policy;

use super::ctx::Ctx;
use super::reply::Reply;
use super::route::{Route, route};
use crate::app::App;
use crate::db::{estate, seat};
use crate::failure::Failure;

pub(super) fn routes(app: &App) -> Vec<Route> {
    let mut routes = vec![route::<GetEstate, _, _>(app, get_estate)];
    routes.extend(office::routes(app));
    routes.extend(rules::routes(app));
    routes.extend(roll::routes(app));
    routes.extend(household::routes(app));
    routes
}

async fn get_estate(
    ctx: Ctx,
    (id,): (EstateId,),
    _: Nothing,
) -> Result<Reply<EstateView>, Failure> {
    let now = ctx.now;
    let view = ctx.read_as(move |conn, actor| {
        let node = seat::estate_node(conn, id.as_str())?;
        policy::read_estate(actor, &node)?;
        estate::view(conn, id, now)
    });
    Ok(view.await?.into())
}
