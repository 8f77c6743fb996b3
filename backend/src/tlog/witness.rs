//! What a witness shows: a checkpoint that our key has signed.

use shared::journal::{Checkpoint, Note};

use super::sign::{self, Stop, on_disk};
use crate::access::journal_key::Floor;
use crate::app::App;
use crate::db::tlog::{LogRow, Stored};
use crate::failure::Failure;

/// Whether the journal holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Witnessed {
    /// It does.
    Ours,
    /// It does not, though our key has signed it: from now on nothing is signed here.
    NotOurs,
}

/// Compares a checkpoint that bears our signature with the journal. One that is larger, or has
/// another root, is kept beside the key: an older database was put in the place of the one that
/// signed it, or the key has signed elsewhere.
pub async fn accept(
    app: &App,
    log: &LogRow,
    checkpoint: &Checkpoint,
    note: &Note,
) -> Result<Witnessed, Failure> {
    let (estate, tree) = (log.estate, checkpoint.tree);
    if tree.size <= log.head {
        let read = move |conn: &mut crate::db::Conn| Ok(Stored::anew(conn, estate).tree(tree.size));
        if app.db.read(read).await?? == tree {
            return Ok(Witnessed::Ours);
        }
    }
    if let Some(floor) = Floor::of(note.clone()) {
        let keys = app.tlog.keys.clone();
        match on_disk(move || keys.bind(estate, &floor)).await {
            Ok(()) => {}
            Err(Stop::Refused(why)) => return Err(Failure::bug(why)),
            Err(Stop::Failure(failure)) => return Err(failure),
        }
    }
    sign::check(app, estate).await?;
    Ok(Witnessed::NotOurs)
}
