//! Meetings: drafted, looked over, noticed, decided.

use shared::api::report::{PageQuery, field_rule};
use shared::api::vote::{
    ActOnMeeting, CreateMeeting, GetMeeting, ListMeetings, MeetingAct, MeetingCard,
    MeetingRevision, MeetingView, NOTE_MAX, NewMeeting, ReviseMeeting, checked_draft,
};
use shared::api::{Nothing, Problem};
use shared::domain::estate::EstateId;
use shared::domain::vote::{MeetingDraft, MeetingId};
use shared::policy;
use shared::value::{Page, check_text};

use super::load;
use crate::app::App;
use crate::db::estate::By;
use crate::db::{seat, vote};
use crate::failure::Failure;
use crate::http::ctx::Ctx;
use crate::http::cursor;
use crate::http::reply::Reply;
use crate::http::route::{Route, route};

pub(super) fn routes(app: &App) -> Vec<Route> {
    vec![
        route::<ListMeetings, _, _>(app, list_meetings),
        route::<CreateMeeting, _, _>(app, create_meeting),
        route::<GetMeeting, _, _>(app, get_meeting),
        route::<ReviseMeeting, _, _>(app, revise_meeting),
        route::<ActOnMeeting, _, _>(app, act_on_meeting),
    ]
}

async fn list_meetings(
    ctx: Ctx,
    (estate,): (EstateId,),
    query: PageQuery,
) -> Result<Reply<Page<MeetingCard>>, Failure> {
    let list = format!("meetings of {estate}");
    let after = cursor::open(&ctx.app, &list, query.cursor.as_deref())?;
    let now = ctx.now;
    let listed = ctx.read_as(move |conn, actor| {
        let node = seat::estate_node(conn, estate.as_str())?;
        policy::read_estate(actor, &node)?;
        vote::list(conn, estate, actor, after.as_ref(), now)
    });
    Ok(cursor::page(&ctx.app, &list, listed.await?)?.into())
}

fn checked(draft: MeetingDraft) -> Result<MeetingDraft, Failure> {
    checked_draft(draft).map_err(|errors| Problem::fields(errors).into())
}

async fn create_meeting(
    ctx: Ctx,
    (estate,): (EstateId,),
    new: NewMeeting,
) -> Result<Reply<MeetingView>, Failure> {
    let new = NewMeeting { draft: checked(new.draft)?, ..new };
    let (ip, now) = (ctx.peer.to_string(), ctx.now);
    let view = ctx.write_as(move |conn, actor| {
        let node = seat::estate_node(conn, estate.as_str())?;
        let permit = policy::draft_meeting(actor, &node, new.draft.organiser)?;
        let of = vote::create(conn, permit, By { actor, ip: &ip, now }, estate, &new)?;
        let permit = policy::read_meeting(actor, &of.sight())?;
        vote::view(conn, &permit, &of, actor, now)
    });
    Ok(Reply::created(view.await?))
}

async fn get_meeting(
    ctx: Ctx,
    (id,): (MeetingId,),
    _: Nothing,
) -> Result<Reply<MeetingView>, Failure> {
    let inner = ctx.clone();
    let view = ctx.read_as(move |conn, actor| {
        let of = load(conn, &inner, id)?;
        let permit = policy::read_meeting(actor, &of.sight())?;
        vote::view(conn, &permit, &of, actor, inner.now)
    });
    Ok(view.await?.into())
}

async fn revise_meeting(
    ctx: Ctx,
    (id,): (MeetingId,),
    revision: MeetingRevision,
) -> Result<Reply<MeetingView>, Failure> {
    let revision = MeetingRevision { draft: checked(revision.draft)?, ..revision };
    let inner = ctx.clone();
    let view = ctx.write_as(move |conn, actor| {
        let of = load(conn, &inner, id)?;
        let read = policy::read_meeting(actor, &of.sight())?;
        // Whose the draft is, and whose it would become.
        policy::draft_meeting(actor, of.node(), of.draft().organiser)?;
        let permit = policy::draft_meeting(actor, of.node(), revision.draft.organiser)?;
        let of = vote::revise(conn, permit, inner.now, &of, &revision)?;
        vote::view(conn, &read, &of, actor, inner.now)
    });
    Ok(view.await?.into())
}

async fn act_on_meeting(
    ctx: Ctx,
    (id,): (MeetingId,),
    act: MeetingAct,
) -> Result<Reply<MeetingView>, Failure> {
    let note = act.note.filter(|note| !note.trim().is_empty());
    let note = note.map(|note| text(&note, "/note"));
    let act = MeetingAct { note: note.transpose()?, ..act };
    let (inner, ip) = (ctx.clone(), ctx.peer.to_string());
    let done = ctx.write_as(move |conn, actor| {
        let of = load(conn, &inner, id)?;
        let read = policy::read_meeting(actor, &of.sight())?;
        let permit = policy::act_on_meeting(actor, &of.sight(), act.event)?;
        let by = By { actor, ip: &ip, now: inner.now };
        let (of, told) = vote::act(conn, permit, by, &of, &act)?;
        Ok((vote::view(conn, &read, &of, actor, inner.now)?, told))
    });
    let (view, told) = done.await?;
    ctx.app.tell(told);
    Ok(view.into())
}

/// A text of an input that must be there.
pub(super) fn text(text: &str, pointer: &str) -> Result<String, Failure> {
    let checked = check_text(text, NOTE_MAX);
    checked.map_err(|why| Problem::field(pointer, field_rule(why)).into())
}
