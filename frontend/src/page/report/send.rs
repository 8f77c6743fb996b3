//! Sending: always through the outbox, so that nothing is lost and nothing goes twice.
//!
//! Until a report has arrived, a copy with its photos stays beside the outbox: what was sent of it
//! leaves the outbox piece by piece, and a refused report must open again as it was written.

use std::cell::Cell;
use std::rc::Rc;

use serde::{Deserialize, Serialize};
use shared::api::report::{Act, ActOnReport, FileReport, NewReport, PhotoClaim, PutPhoto};
use shared::domain::report::{PhotoId, ReportId, Ticket};
use shared::value::Timestamp;
use web_sys::Blob;
use yew::prelude::*;

use super::form::{self, Form};
use super::queued::{is_queued, records_of};
use super::slot::{self, Slot};
use crate::i18n::Text;
use crate::net::idb::NotKept;
use crate::net::outbox::Record;
use crate::net::{call, draft, id, js, json, outbox, timer};
use crate::route::Route;
use crate::ui::Shot;

/// The keys of the copies.
const COPIES: &str = "report/queued/";
/// So long the form waits for the server before it shows the waiting report instead.
const PATIENCE_MS: i32 = 8_000;
/// How often it looks.
const LOOK_MS: i32 = 250;

/// What was sent, and the form it came from.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Copy {
    /// As it was sent.
    pub(super) report: NewReport,
    /// As it was written.
    pub(super) form: Form,
}

/// A copy with its photos.
#[derive(Clone)]
pub(super) struct Waiting {
    /// The report.
    pub(super) copy: Copy,
    /// Its photos.
    pub(super) photos: Vec<Blob>,
    /// When it was put into the outbox.
    pub(super) at: Timestamp,
}

fn copy_key(report: ReportId) -> String {
    format!("{COPIES}{report}")
}

/// The copy of a report that was put into the outbox.
pub(super) async fn copy_of(report: ReportId) -> Option<Waiting> {
    let draft = draft::load(&copy_key(report)).await?;
    let copy = json::read(&draft.json)?;
    Some(Waiting { copy, photos: draft.photos, at: draft.at })
}

/// Forgets the copies of reports that have left the outbox.
pub(super) async fn forget_copies() {
    let records = outbox::list().await;
    for key in draft::list().await.into_iter().map(|draft| draft.key) {
        let report = key.strip_prefix(COPIES).and_then(|id| ReportId::parse(id).ok());
        if report.is_some_and(|report| !is_queued(&records, report)) {
            draft::remove(&key).await;
        }
    }
}

/// The records of photos, under the ids by which they travel.
fn photo_records(ids: &[PhotoId], shots: &[Shot]) -> Vec<Record> {
    let record = |(id, shot): (&PhotoId, &Shot)| {
        let claim =
            PhotoClaim { original_sha256: shot.original_sha256.as_deref().map(str::to_owned) };
        Record::bytes::<PutPhoto>(&(*id,), &claim, &shot.blob)
    };
    ids.iter().zip(shots).map(record).collect()
}

/// Puts a report with its photos into the outbox; the draft is then no more. The answer is the
/// report as it travels.
pub(super) async fn post(
    mut report: NewReport,
    form: &Form,
    shots: &[Shot],
    slot: &Slot,
) -> Result<NewReport, NotKept> {
    report.photos = shots.iter().map(|_| id::new_id()).collect();
    let mut records = photo_records(&report.photos, shots);
    records.push(Record::json::<FileReport>(&(), &report));
    let key = copy_key(report.id);
    let mut form: Form = form.clone();
    form = json::read(&form.json(shots)).unwrap_or(form);
    let copy = Copy { report, form };
    let json = json::write(&copy);
    draft::save(&key, &json, &form::blobs(shots)).await?;
    if outbox::enqueue(records).await.is_err() {
        draft::remove(&key).await;
        return Err(NotKept);
    }
    form::forget(slot).await;
    Ok(copy.report)
}

/// Puts an event into the outbox, with the photos that it names.
pub(super) async fn post_act(ticket: Ticket, act: Act, shots: &[Shot]) -> Result<(), NotKept> {
    let mut records = photo_records(&act.photos, shots);
    records.push(Record::json::<ActOnReport>(&(ticket,), &act));
    outbox::enqueue(records).await
}

/// Where the reader goes after sending: to the report when it arrives soon, else to its page in
/// the outbox, which goes on waiting.
pub(super) async fn landing(report: &NewReport) -> Route {
    let mut waited = 0;
    loop {
        let all = outbox::list().await;
        let records = records_of(&all, report);
        if !is_queued(&all, report.id) {
            return arrived(report).await;
        }
        let stuck = records.iter().any(|record| record.failed || record.tries > 0);
        if stuck || waited >= PATIENCE_MS || !js::window().navigator().on_line() {
            return Route::ReportQueue { id: report.id.to_string() };
        }
        timer::sleep(LOOK_MS).await;
        waited += LOOK_MS;
    }
}

/// The page of a report that has left the outbox. Filing it once more changes nothing and tells
/// its number.
pub(super) async fn arrived(report: &NewReport) -> Route {
    match call::call::<FileReport>(&(), report).await {
        Ok(view) => {
            draft::remove(&copy_key(report.id)).await;
            Route::ReportShow { ticket: view.card.ticket.to_string() }
        }
        Err(_) => Route::ReportMine,
    }
}

/// Takes a report out of the outbox, with its photos and its copy.
pub(super) async fn withdraw(report: &NewReport) {
    let all = outbox::list().await;
    let seqs: Vec<f64> =
        records_of(&all, report).into_iter().filter_map(|record| record.seq).collect();
    for seq in seqs {
        outbox::remove(seq).await;
    }
    draft::remove(&copy_key(report.id)).await;
}

/// Takes a refused report back into the form, as a new one: its former id may be known.
pub(super) async fn reopen(waiting: &Waiting) {
    let form = Form { id: id::new_id(), ..waiting.copy.form.clone() };
    let shots = form::shots_of(&form, &waiting.photos);
    let slot = slot::take_empty().await;
    form::save(&slot, &form, &shots).await;
    withdraw(&waiting.copy.report).await;
}

/// Whether the page is still there: what comes later must not lead its reader elsewhere.
#[hook]
pub(super) fn use_here() -> Rc<Cell<bool>> {
    let here = (*use_memo((), |()| Rc::new(Cell::new(true)))).clone();
    let left = here.clone();
    use_effect_with((), move |()| move || left.set(false));
    here
}

/// What is said of something that waits: the promise that this browser can keep.
pub(super) fn kept_words(text: &Text) -> &'static str {
    if outbox::can_background_sync() {
        text.common.sends_itself
    } else {
        text.common.sends_when_open
    }
}
