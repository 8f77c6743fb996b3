//! A new key, named by the old one (`threats.md` J3).

use shared::domain::estate::EstateId;
use shared::journal::{Note, succession};

use super::sign::signer_of;
use crate::access::journal_key::Seed;
use crate::app::App;
use crate::db::tlog::{self, KeyRow, LogRow};
use crate::failure::Failure;

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rotated {
    /// The number of the key that signs from now on.
    pub no: u32,
    /// How many logs passed to it.
    pub logs: usize,
}

/// Makes a key and lets every log's present key name it, in the log itself. Where a rotation was
/// interrupted, that one is brought to its end and no further key is made.
pub async fn rotate(app: &App) -> Result<Rotated, String> {
    let _turn = app.tlog.turn.lock().await;
    let said = |failure: Failure| format!("the key was not changed: {failure:?}");
    let estates = app.db.read(tlog::logs).await.map_err(said)?;
    if estates.is_empty() {
        return Err("no journal has been signed for yet: there is no key to follow".to_owned());
    }
    let mut logs = Vec::new();
    for estate in estates {
        logs.push(app.db.read(move |conn| tlog::log(conn, estate)).await.map_err(said)?);
    }
    let mut seeds = app.tlog.keys.seeds()?;
    let newest = seeds.last().ok_or("there is no key in the keys' folder")?;
    if logs.iter().all(|log| is_signed_by(log, newest)) {
        let (no, keys) = (newest.no + 1, app.tlog.keys.clone());
        seeds.push(
            tokio::task::spawn_blocking(move || keys.make(no))
                .await
                .map_err(|e| e.to_string())??,
        );
    }
    let Some(newest) = seeds.last() else { return Err("no key was made".to_owned()) };
    let waiting: Vec<&LogRow> = logs.iter().filter(|log| !is_signed_by(log, newest)).collect();
    for log in &waiting {
        let row = named(&seeds, log, newest)
            .ok_or_else(|| format!("the key of {} is not in the keys' folder", log.origin()))?;
        keep(app, log.estate, row).await.map_err(said)?;
    }
    Ok(Rotated { no: newest.no, logs: waiting.len() })
}

fn is_signed_by(log: &LogRow, seed: &Seed) -> bool {
    log.keys.last().map(|key| key.public) == seed.public()
}

/// The new key as the old one names it.
fn named(seeds: &[Seed], log: &LogRow, newest: &Seed) -> Option<KeyRow> {
    let (old, new) = (signer_of(seeds, log)?, newest.signer(&log.origin())?);
    let note = Note::sign(&succession(old.verifier(), new.verifier()), &old, 0)?;
    let no = log.keys.last()?.no + 1;
    Some(KeyRow { no, public: new.verifier().public(), note: Some(note.to_string()) })
}

async fn keep(app: &App, estate: EstateId, row: KeyRow) -> Result<(), Failure> {
    let now = app.clock.now();
    app.db.write(move |conn| tlog::next_key(conn, estate, &row, now)).await
}
