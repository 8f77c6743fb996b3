//! A new epoch after entries were lost: said in public, by a command and never by itself
//! (`threats.md` J2).

use shared::domain::estate::EstateId;

use super::Refusal;
use super::sign::{self, Outcome};
use crate::app::App;
use crate::db::tlog::{self, EpochRow};
use crate::failure::Failure;

/// What was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// The log's new name.
    pub origin: String,
    /// How many entries were signed for and are gone, or are not what was signed for.
    pub lost: u64,
}

/// Opens an epoch for a journal that is shorter than what was signed for, or not the same: its first
/// entry says how many were lost. A journal that goes on is refused.
pub async fn open_epoch(app: &App, estate: EstateId) -> Result<Opened, String> {
    let said = |failure: Failure| format!("no epoch was opened: {failure:?}");
    let refused = match sign::check(app, estate).await.map_err(said)? {
        Outcome::Refused(refused @ (Refusal::Shorter { .. } | Refusal::Rewritten(_))) => refused,
        Outcome::Refused(other) => return Err(format!("no epoch was opened: {other}")),
        Outcome::Signed(_) | Outcome::Unchanged => {
            return Err("nothing was lost: the journal goes on from what was signed for".to_owned());
        }
    };
    let log = app.db.read(move |conn| tlog::log(conn, estate)).await.map_err(said)?;
    let floor = app.tlog.keys.floor(estate)?;
    let floor = floor.ok_or("nothing beside the key says what was signed for")?;
    let kept = match refused {
        Refusal::Shorter { head, .. } => head,
        // Where the histories part is not known: after the last checkpoint that is still stored.
        _ => log.last.as_ref().map_or(0, |last| last.size),
    };
    let lost = floor.tree.size.saturating_sub(kept);
    let epoch = epoch_of(&floor.origin).max(log.epoch()) + 1;
    let row = EpochRow { epoch, before: floor.tree };
    let now = app.clock.now();
    let open = move |conn: &mut crate::db::Conn| tlog::next_epoch(conn, estate, row, lost, now);
    app.db.write(open).await.map_err(said)?;
    match sign::sign(app, estate).await.map_err(said)? {
        Outcome::Refused(why) => Err(format!("the epoch is open, but not signed for: {why}")),
        _ => Ok(Opened { origin: shared::journal::origin(estate, epoch), lost }),
    }
}

/// The epoch in a log's name.
fn epoch_of(origin: &str) -> u32 {
    origin.rsplit('/').next().and_then(|last| last.parse().ok()).unwrap_or(1)
}
