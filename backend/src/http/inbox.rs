//! The inbox.

use shared::api::Nothing;
use shared::api::inbox::{Inbox, InboxQuery, InboxRead, ListInbox, ReadInbox};

use super::ctx::Ctx;
use super::cursor;
use super::reply::Reply;
use super::route::{Route, route};
use crate::app::App;
use crate::db::inbox;
use crate::failure::Failure;

pub(super) fn routes(app: &App) -> Vec<Route> {
    vec![route::<ListInbox, _, _>(app, list_inbox), route::<ReadInbox, _, _>(app, read_inbox)]
}

async fn list_inbox(ctx: Ctx, (): (), query: InboxQuery) -> Result<Reply<Inbox>, Failure> {
    let list = format!("inbox {:?}", ctx.who()?.seat);
    let after = cursor::open(&ctx.app, &list, query.cursor.as_deref())?;
    let now = ctx.now;
    let (unread, listed) =
        ctx.read_as(move |conn, actor| inbox::list(conn, actor, after.as_ref(), now)).await?;
    Ok(Inbox { unread, page: cursor::page(&ctx.app, &list, listed)? }.into())
}

async fn read_inbox(ctx: Ctx, (): (), read: InboxRead) -> Result<Reply<Nothing>, Failure> {
    let now = ctx.now;
    ctx.write_as(move |conn, actor| inbox::read(conn, actor, read.ticket, now)).await?;
    Ok(Nothing {}.into())
}
