//! The estate's journal, followed by this phone (`threats.md` J1): what it saw last stays here, and at
//! each visit what the server shows must go on from it. Only the part of one's own pages names this,
//! so that the first page does not carry the arithmetic of signatures.

use std::cell::Cell;

use serde::{Deserialize, Serialize};
use shared::api::journal::{
    AlarmId, GetJournal, GetJournalGrowth, GrowthQuery, JournalView, NewAlarm,
};
use shared::api::{Code, Nothing};
use shared::domain::estate::EstateId;
use shared::journal::{Followed, Hash, Note, Shown, Step, VerifierKey, follow, size_of};
use shared::value::{MINUTE, Timestamp};
use wasm_bindgen_futures::spawn_local;

use super::fetch::Failure;
use super::js::{self, OnEvent};
use super::{call, clock, id, json};
use crate::session;

/// Where an alarm is shown.
const PLACE: &str = "/journal";
/// How often a page that is looked at again asks, in ms: the server signs no oftener.
const AGAIN: i64 = 15 * MINUTE;

/// What this phone keeps of one estate's journal. Nothing of it is secret, and it outlives a
/// sign-out: whoever signs in next is warned by it too.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// The key that is trusted and the last checkpoint that held.
    #[serde(default)]
    pub kept: Option<Followed>,
    /// How many entries it speaks for.
    #[serde(default)]
    pub size: u64,
    /// When it held, ms.
    #[serde(default)]
    pub at: i64,
    /// How many witnesses have signed it, of how many.
    #[serde(default)]
    pub witnesses: (u32, u32),
    /// What did not hold. It stays until the person begins anew.
    #[serde(default)]
    pub alarm: Option<Evidence>,
    /// The last checkpoint of the log that ended with a public loss, until it was read.
    #[serde(default)]
    pub ended: Option<String>,
}

/// What the server has said twice, differently.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// Names the alarm, whenever it is sent.
    pub id: AlarmId,
    /// The checkpoint that was kept.
    pub kept: String,
    /// The one that was shown.
    pub served: String,
    /// The proof that came with it, hex.
    pub proof: Vec<String>,
    /// Whether it is signed by a key that the known one has not named.
    pub unknown_key: bool,
    /// When it did not hold, ms.
    pub at: i64,
    /// Whether the town has it.
    pub sent: bool,
}

impl Evidence {
    /// As the town takes it.
    pub fn alarm(&self) -> NewAlarm {
        NewAlarm {
            id: self.id,
            kept: self.kept.clone(),
            served: self.served.clone(),
            proof: self.proof.clone(),
        }
    }
}

/// The evidence as a file: both signed notes and the proof, for any program that knows the formats.
pub fn file_of(kept: &str, served: &str, proof: &[String]) -> String {
    format!("{kept}\n{served}\n{}\n", proof.join("\n"))
}

impl Record {
    fn name(estate: EstateId) -> String {
        format!("linli-journal-{estate}")
    }

    /// What is kept of an estate's journal.
    pub fn read(estate: EstateId) -> Self {
        let kept = js::setting(&Self::name(estate));
        kept.and_then(|text| json::read(&text)).unwrap_or_default()
    }

    /// Keeps it.
    pub fn keep(&self, estate: EstateId) {
        js::set_setting(&Self::name(estate), Some(&json::write(self)));
    }
}

/// Asks the server and compares. An alarm is not taken back by a later answer.
pub async fn check(estate: EstateId) -> Result<Record, Failure> {
    let mut record = Record::read(estate);
    if record.alarm.is_some() {
        return Ok(record);
    }
    let view = call::call::<GetJournal>(&(estate,), &Nothing {}).await?;
    let Some(served) = view.checkpoint.clone() else {
        // A log that this phone has seen is not unsaid by silence.
        let went = record.kept.as_ref().map(|kept| evidence(kept, &kept.note, Vec::new(), false));
        record.alarm = went;
        record.keep(estate);
        return Ok(record);
    };
    let proof = growth(estate, &record, &served).await?;
    let step = compare(record.kept.as_ref(), &served, &proof, &view);
    match (step, record.kept.take()) {
        (Step::GoesOn(now), _) => record.kept = Some(now),
        (Step::Lost(now), before) => {
            record.ended = before.map(|before| before.note);
            record.kept = Some(now);
        }
        (step @ (Step::Forked | Step::Unknown), Some(before)) => {
            record.alarm = Some(evidence(&before, &served, proof, step == Step::Unknown));
            record.kept = Some(before);
        }
        // Nothing is known yet, and what is shown is nobody's: there is nothing to hold it against.
        (Step::Forked | Step::Unknown, None) => return Err(Code::Internal.into()),
    }
    if record.alarm.is_none() {
        record.at = clock::now().ms();
        record.size = record.kept.as_ref().and_then(size_of).unwrap_or(0);
        record.witnesses = witnessed(&served, &view);
    }
    record.keep(estate);
    Ok(record)
}

fn compare(kept: Option<&Followed>, served: &str, proof: &[String], view: &JournalView) -> Step {
    let keys: Vec<_> = view.keys.iter().map(|key| (key.vkey.clone(), key.note.clone())).collect();
    let hashes: Option<Vec<Hash>> = proof.iter().map(|hash| unhex(hash)).collect();
    follow(kept, &Shown { note: served, keys: &keys, proof: &hashes.unwrap_or_default() })
}

fn evidence(before: &Followed, served: &str, proof: Vec<String>, unknown_key: bool) -> Evidence {
    let (kept, served) = (before.note.clone(), served.to_owned());
    Evidence {
        id: id::new_id(),
        kept,
        served,
        proof,
        unknown_key,
        at: clock::now().ms(),
        sent: false,
    }
}

/// The proof from what is kept to what is shown; none where none is due, or where the server has none
/// to give: then nothing holds.
async fn growth(estate: EstateId, record: &Record, served: &str) -> Result<Vec<String>, Failure> {
    // As the note says; whether it is true is seen when it is compared.
    let to = served.lines().nth(1).and_then(|size| size.parse::<u64>().ok());
    let (from, Some(to)) = (record.size, to) else { return Ok(Vec::new()) };
    if from == 0 || from >= to {
        return Ok(Vec::new());
    }
    let query = GrowthQuery { from, to: Some(to) };
    match call::call::<GetJournalGrowth>(&(estate,), &query).await {
        Ok(proof) => Ok(proof.proof),
        Err(failure) if failure.is_not_found() => Ok(Vec::new()),
        Err(failure) => Err(failure),
    }
}

/// How many of the witnesses have signed a checkpoint.
fn witnessed(served: &str, view: &JournalView) -> (u32, u32) {
    let Some(note) = Note::parse(served) else { return (0, 0) };
    let keys = view.witnesses.iter().filter_map(|witness| VerifierKey::parse(&witness.vkey));
    keys.fold((0, 0), |(signed, of), key| (signed + u32::from(note.is_signed_by(&key)), of + 1))
}

fn unhex(text: &str) -> Option<Hash> {
    let mut hash = [0; 32];
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    for (byte, place) in hash.iter_mut().zip((0..).step_by(2)) {
        *byte = u8::from_str_radix(text.get(place..place + 2)?, 16).ok()?;
    }
    Some(hash)
}

thread_local! {
    static LOOKED: Cell<i64> = const { Cell::new(0) };
    static SEEN: Cell<Option<OnEvent>> = const { Cell::new(None) };
}

/// Looks now, and whenever the page is looked at again after a while.
pub fn begin() {
    if js::path() != PLACE {
        // There the page itself looks.
        spawn_local(visit());
    }
    let again = |_| {
        if js::is_visible() && clock::now().ms() - LOOKED.get() >= AGAIN {
            spawn_local(visit());
        }
    };
    SEEN.set(Some(OnEvent::new(&js::document(), "visibilitychange", again)));
}

/// One look at the journal of the estate that one is in. What does not hold is shown at once, whatever
/// one came for, until the town has it.
async fn visit() {
    LOOKED.set(clock::now().ms());
    let Some(estate) = session::stored_estate() else { return };
    // Without an answer there is nothing to compare; the next visit asks again.
    let Ok(record) = check(estate).await else { return };
    let is_new = record.alarm.is_some_and(|alarm| !alarm.sent) || record.ended.is_some();
    if is_new && js::path() != PLACE {
        js::call(&js::window().location(), "assign", &[&PLACE.into()]);
    }
}

/// When the last checkpoint held.
pub fn held(record: &Record) -> Option<Timestamp> {
    (record.at > 0).then(|| Timestamp::from_ms(record.at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_64_hex_digits_and_nothing_else() {
        assert_eq!(unhex(&"0a".repeat(32)), Some([10; 32]));
        for bad in ["", &"0a".repeat(31), &"0a".repeat(33), &"0g".repeat(32), &"字".repeat(32)] {
            assert_eq!(unhex(bad), None, "{bad}");
        }
    }
}
