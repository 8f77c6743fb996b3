//! The roll of a meeting, and objections to it.

use shared::api::vote::{
    AnswerObjection, ListObjections, ListRoll, NewDelivery, NewObjection, ObjectToRoll,
    ObjectionAnswer, ObjectionId, ObjectionList, RecordDelivery, RollPage, RollQuery,
};
use shared::api::{FieldRule, Nothing, Problem};
use shared::domain::vote::{DeliveryChannel, MeetingId, PartyId};
use shared::policy;

use super::load;
use super::meeting::text;
use crate::app::App;
use crate::db::estate::By;
use crate::db::{Listed, vote};
use crate::failure::Failure;
use crate::http::ctx::Ctx;
use crate::http::cursor;
use crate::http::reply::Reply;
use crate::http::route::{Route, route};

/// The longest text that is looked for, in characters.
const FIND_MAX: usize = 40;

pub(super) fn routes(app: &App) -> Vec<Route> {
    vec![
        route::<ListRoll, _, _>(app, list_roll),
        route::<RecordDelivery, _, _>(app, record_delivery),
        route::<ObjectToRoll, _, _>(app, object_to_roll),
        route::<ListObjections, _, _>(app, list_objections),
        route::<AnswerObjection, _, _>(app, answer_objection),
    ]
}

async fn list_roll(
    ctx: Ctx,
    (id,): (MeetingId,),
    query: RollQuery,
) -> Result<Reply<RollPage>, Failure> {
    let find = query.find.map(|find| find.trim().to_owned()).filter(|find| !find.is_empty());
    if find.as_ref().is_some_and(|find| find.chars().count() > FIND_MAX) {
        return Err(Problem::field("/find", FieldRule::TooLong).into());
    }
    let list = format!("roll of {id}");
    let after = cursor::open(&ctx.app, &list, query.cursor.as_deref())?;
    let inner = ctx.clone();
    let listed = ctx.read_as(move |conn, actor| {
        let of = load(conn, &inner, id)?;
        let permit = policy::read_roll(actor, &of.sight())?;
        vote::roll_page(conn, &permit, &of, actor, (find.as_deref(), after.as_ref()), inner.now)
    });
    let (RollPage { summary, page }, after) = listed.await?;
    let page = cursor::page(&ctx.app, &list, Listed { items: page.items, after })?;
    Ok(RollPage { summary, page }.into())
}

async fn record_delivery(
    ctx: Ctx,
    (id, party): (MeetingId, PartyId),
    new: NewDelivery,
) -> Result<Reply<Nothing>, Failure> {
    let (inner, ip) = (ctx.clone(), ctx.peer.to_string());
    ctx.write_as(move |conn, actor| {
        let of = load(conn, &inner, id)?;
        let permit = policy::record_delivery(actor, &of.sight(), new.channel)?;
        if new.channel == DeliveryChannel::App {
            let voter = policy::cast_vote(actor, &of.sight())?;
            vote::voting(conn, &voter, &of, (actor.account, party))?;
        }
        let by = By { actor, ip: &ip, now: inner.now };
        vote::record_delivery(conn, permit, by, &of, party, &new)
    })
    .await?;
    Ok(Nothing {}.into())
}

async fn object_to_roll(
    ctx: Ctx,
    (id,): (MeetingId,),
    new: NewObjection,
) -> Result<Reply<ObjectionList>, Failure> {
    let new = NewObjection { words: text(&new.words, "/words")?, ..new };
    let (inner, ip) = (ctx.clone(), ctx.peer.to_string());
    let list = ctx.write_as(move |conn, actor| {
        let of = load(conn, &inner, id)?;
        let permit = policy::object_to_roll(actor, &of.sight())?;
        vote::object(conn, permit, By { actor, ip: &ip, now: inner.now }, &of, &new)?;
        vote::objections(conn, &policy::read_roll(actor, &of.sight())?, &of, actor)
    });
    Ok(Reply::created(list.await?))
}

async fn list_objections(
    ctx: Ctx,
    (id,): (MeetingId,),
    _: Nothing,
) -> Result<Reply<ObjectionList>, Failure> {
    let inner = ctx.clone();
    let list = ctx.read_as(move |conn, actor| {
        let of = load(conn, &inner, id)?;
        let permit = policy::read_roll(actor, &of.sight())?;
        vote::objections(conn, &permit, &of, actor)
    });
    Ok(list.await?.into())
}

async fn answer_objection(
    ctx: Ctx,
    (id, objection): (MeetingId, ObjectionId),
    answer: ObjectionAnswer,
) -> Result<Reply<ObjectionList>, Failure> {
    let answer = ObjectionAnswer { words: text(&answer.words, "/words")?, ..answer };
    let (inner, ip) = (ctx.clone(), ctx.peer.to_string());
    let list = ctx.write_as(move |conn, actor| {
        let of = load(conn, &inner, id)?;
        let permit = policy::answer_objection(actor, &of.sight())?;
        let by = By { actor, ip: &ip, now: inner.now };
        vote::answer(conn, permit, by, &of, objection, &answer)?;
        vote::objections(conn, &policy::read_roll(actor, &of.sight())?, &of, actor)
    });
    Ok(list.await?.into())
}
