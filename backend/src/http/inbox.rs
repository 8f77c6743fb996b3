//! The inbox.

use shared::api::Nothing;
use shared::api::inbox::{Inbox, InboxQuery, InboxRead, ListInbox, ReadInbox};

use super::ctx::Ctx;
use super::cursor;
use super::reply::Reply;
use super::route::{Route, route};
use crate::app::App;
use crate::db::{account, inbox, vote};
use crate::failure::Failure;

pub(super) fn routes(app: &App) -> Vec<Route> {
    vec![route::<ListInbox, _, _>(app, list_inbox), route::<ReadInbox, _, _>(app, read_inbox)]
}

async fn list_inbox(ctx: Ctx, (): (), query: InboxQuery) -> Result<Reply<Inbox>, Failure> {
    let list = format!("inbox {:?}", ctx.who()?.seat);
    let after = cursor::open(&ctx.app, &list, query.cursor.as_deref())?;
    let now = ctx.now;
    let (unread, listed, devices, meetings) = ctx
        .read_as(move |conn, actor| {
            let (devices, meetings) = match after {
                None => (
                    account::device_notices(conn, actor.account)?,
                    vote::meeting_notices(conn, actor)?,
                ),
                Some(_) => (Vec::new(), Vec::new()),
            };
            let (unread, listed) = inbox::list(conn, actor, after.as_ref(), now)?;
            Ok((unread, listed, devices, meetings))
        })
        .await?;
    let page = cursor::page(&ctx.app, &list, listed)?;
    Ok(Inbox { unread, page, devices, meetings }.into())
}

async fn read_inbox(ctx: Ctx, (): (), read: InboxRead) -> Result<Reply<Nothing>, Failure> {
    let now = ctx.now;
    ctx.write_as(move |conn, actor| {
        if read.ticket.is_none() {
            account::read_device_notices(conn, actor.account)?;
            vote::read_meeting_notices(conn, actor, now)?;
        }
        inbox::read(conn, actor, read.ticket, now)
    })
    .await?;
    Ok(Nothing {}.into())
}
