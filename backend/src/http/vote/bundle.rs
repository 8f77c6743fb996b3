//! Everything that a recount needs.

use shared::api::vote::GetBundle;
use shared::api::{Code, Nothing};
use shared::domain::vote::{MeetingId, MeetingStatus};
use shared::policy;

use super::load;
use crate::app::App;
use crate::assembly;
use crate::failure::Failure;
use crate::http::ctx::Ctx;
use crate::http::reply::FileReply;
use crate::http::route::{Route, file_route};

pub(super) fn routes(app: &App) -> Vec<Route> {
    vec![file_route::<GetBundle, _, _>(app, get_bundle)]
}

async fn get_bundle(ctx: Ctx, (id,): (MeetingId,), _: Nothing) -> Result<FileReply, Failure> {
    let inner = ctx.clone();
    let parts = ctx.read_as(move |conn, actor| {
        let of = load(conn, &inner, id)?;
        policy::read_roll(actor, &of.sight())?;
        if matches!(of.status(), MeetingStatus::Noticed | MeetingStatus::Open) {
            return Err(Code::TallySealed.into());
        }
        assembly::bundle(conn, of, inner.now)
    });
    let bytes = parts.await?;
    Ok(FileReply { bytes, kind: "application/x-ndjson", name: "meeting.jsonl" })
}
