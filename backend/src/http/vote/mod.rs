//! The owners' assembly.

mod ballot;
mod bundle;
mod meeting;
mod roll;
mod trustee;

use shared::domain::vote::MeetingId;

use super::ctx::Ctx;
use super::route::Route;
use crate::app::App;
use crate::db::Conn;
use crate::db::vote::Meeting;
use crate::failure::Failure;

pub(super) fn routes(app: &App) -> Vec<Route> {
    [
        meeting::routes(app),
        roll::routes(app),
        ballot::routes(app),
        trustee::routes(app),
        bundle::routes(app),
    ]
    .concat()
}

/// The meeting as of the request, or 404. What of it the seat may see, the policy says.
fn load(conn: &mut Conn, ctx: &Ctx, id: MeetingId) -> Result<Meeting, Failure> {
    Meeting::by_id(conn, id, ctx.now)
}
