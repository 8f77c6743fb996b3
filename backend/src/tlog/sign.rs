//! Signing a checkpoint: what is committed, hashed anew from its bytes, going on from what was signed
//! before (`threats.md` J1, J2, J4).

use shared::domain::estate::EstateId;
use shared::journal::{Checkpoint, SignerKey, Tree};

use super::Refusal;
use crate::access::journal_key::{Floor, Seed};
use crate::app::App;
use crate::db::tlog::{self, Flaw, LogRow, Signed, Stored};
use crate::failure::Failure;

/// How it went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A checkpoint over so many entries was signed and kept.
    Signed(Tree),
    /// Nothing is new since the last one.
    Unchanged,
    /// It was not signed, and why.
    Refused(Refusal),
}

/// What stops short of a signature.
pub(super) enum Stop {
    /// The journal or the key does not allow it.
    Refused(Refusal),
    /// Our own fault, or the database's.
    Failure(Failure),
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        Self::Failure(failure)
    }
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<Flaw> for Stop {
    fn from(flaw: Flaw) -> Self {
        match flaw {
            Flaw::Failure(failure) => Self::Failure(failure),
            Flaw::Entry(seq) => Self::Refused(Refusal::Entry(seq)),
        }
    }
}

/// Signs for what an estate's journal holds now. Nothing is signed twice; of two servers that sign at
/// once both make the same note.
pub async fn sign(app: &App, estate: EstateId) -> Result<Outcome, Failure> {
    let _turn = app.tlog.turn.lock().await;
    remembered(app, estate, sign_in_turn(app, estate).await)
}

/// Looks whether an estate's journal still goes on from what was signed for, and signs nothing.
pub async fn check(app: &App, estate: EstateId) -> Result<Outcome, Failure> {
    let _turn = app.tlog.turn.lock().await;
    let checked = async {
        let log = app.db.read(move |conn| tlog::log(conn, estate)).await?;
        goes_on(app, &log).await?;
        Ok(Outcome::Unchanged)
    };
    // A refusal for another reason stands until something is signed.
    match checked.await {
        Ok(outcome) => Ok(outcome),
        refused => remembered(app, estate, refused),
    }
}

fn remembered(
    app: &App,
    estate: EstateId,
    done: Result<Outcome, Stop>,
) -> Result<Outcome, Failure> {
    match done {
        Ok(outcome) => {
            app.tlog.remember(estate, None);
            Ok(outcome)
        }
        Err(Stop::Refused(refusal)) => {
            app.tlog.remember(estate, Some(&refusal));
            Ok(Outcome::Refused(refusal))
        }
        Err(Stop::Failure(failure)) => Err(failure),
    }
}

async fn sign_in_turn(app: &App, estate: EstateId) -> Result<Outcome, Stop> {
    let log = with_key(app, estate).await?;
    goes_on(app, &log).await?;
    if log.last.as_ref().is_some_and(|last| last.size == log.head) {
        return Ok(Outcome::Unchanged);
    }
    let key = signer(app, &log)?;
    while app.db.write(move |conn| Ok(tlog::grow(conn, estate, log.head)?)).await? {}
    // Read by themselves, outside any write: what is signed for is committed.
    let head = log.head;
    let tree = app.db.read(move |conn| Ok(Stored::anew(conn, estate).tree(head))).await??;
    let note = Checkpoint::new(&log.origin(), tree).sign(&key);
    let floor = note.and_then(Floor::of).ok_or_else(|| Failure::bug("an unsigned checkpoint"))?;
    let signed = Signed {
        epoch: log.epoch(),
        size: tree.size,
        note: floor.note.to_string(),
        at: app.clock.now(),
    };
    // First beside the key, then in the database, where everybody reads it.
    let keys = app.tlog.keys.clone();
    on_disk(move || keys.raise(estate, &floor)).await?;
    app.db.write(move |conn| tlog::keep(conn, estate, &signed)).await?;
    Ok(Outcome::Signed(tree))
}

/// The log with the key that signs first, made where no key ever signed.
async fn with_key(app: &App, estate: EstateId) -> Result<LogRow, Stop> {
    let read =
        move |conn: &mut crate::db::Conn| Ok((tlog::log(conn, estate)?, tlog::has_keys(conn)?));
    let (log, any) = app.db.read(read).await?;
    if !log.keys.is_empty() {
        return Ok(log);
    }
    let seeds = app.tlog.keys.seeds().map_err(Refusal::Folder)?;
    let newest = match seeds.into_iter().last() {
        Some(seed) => seed,
        // A folder that was lost, not one that was never there.
        None if any => return Err(Refusal::NoKey.into()),
        None => {
            let keys = app.tlog.keys.clone();
            on_disk(move || keys.make(1)).await?
        }
    };
    let public = newest.public().ok_or_else(|| Failure::bug("a key without its public half"))?;
    let now = app.clock.now();
    let first = move |conn: &mut crate::db::Conn| {
        tlog::first_key(conn, estate, &public, now)?;
        tlog::log(conn, estate)
    };
    Ok(app.db.write(first).await?)
}

/// The key that signs for a log now.
fn signer(app: &App, log: &LogRow) -> Result<SignerKey, Stop> {
    let seeds = app.tlog.keys.seeds().map_err(Refusal::Folder)?;
    Ok(signer_of(&seeds, log).ok_or(Refusal::NoKey)?)
}

/// The same from given secrets.
pub(super) fn signer_of(seeds: &[Seed], log: &LogRow) -> Option<SignerKey> {
    let current = log.keys.last()?;
    let seed = seeds.iter().find(|seed| seed.public() == Some(current.public))?;
    seed.signer(&log.origin())
}

/// Refuses a journal that does not go on from what was signed for: by the note beside the key, which
/// no backup of the database brings back, and by the last one that is stored.
async fn goes_on(app: &App, log: &LogRow) -> Result<(), Stop> {
    let estate = log.estate;
    let floor = app.tlog.keys.floor(estate).map_err(Refusal::Folder)?;
    let mut known = Vec::new();
    match floor {
        Some(floor) if floor.origin == log.origin() => known.push(floor.tree),
        // The epoch that runs was opened over it.
        Some(floor) if log.epochs.last().is_some_and(|row| row.before == floor.tree) => {}
        Some(floor) if floor.tree.size > log.head => {
            return Err(Refusal::Shorter { head: log.head, signed: floor.tree.size }.into());
        }
        Some(floor) => return Err(Refusal::Rewritten(floor.tree).into()),
        None => {}
    }
    if let Some(last) = &log.last {
        let note = shared::journal::Note::parse(&last.note);
        let opened = note.and_then(|note| Checkpoint::open(&note, &log.verifiers(last.epoch)));
        let stored =
            opened.ok_or_else(|| Failure::bug("a stored checkpoint that does not hold"))?;
        known.push(stored.tree);
    }
    known.dedup();
    for signed in known {
        if signed.size > log.head {
            return Err(Refusal::Shorter { head: log.head, signed: signed.size }.into());
        }
        let read =
            move |conn: &mut crate::db::Conn| Ok(Stored::anew(conn, estate).tree(signed.size));
        let tree = app.db.read(read).await??;
        if tree != signed {
            return Err(Refusal::Rewritten(signed).into());
        }
    }
    Ok(())
}

/// Files are written beside the threads that answer.
pub(super) async fn on_disk<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, String> + Send + 'static,
) -> Result<T, Stop> {
    let done = tokio::task::spawn_blocking(work).await.map_err(Failure::bug)?;
    Ok(done.map_err(Refusal::Folder)?)
}
