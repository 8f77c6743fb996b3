//! Reports in the outbox.

use shared::api::Endpoint;
use shared::api::report::{FileReport, NewReport};
use shared::domain::report::ReportId;

use crate::net::fetch::Body;
use crate::net::json;
use crate::net::outbox::Record;

/// The address at which reports are filed.
const FILE_PATH: &str = FileReport::INFO.path;

/// The report that a record files.
pub(super) fn report_in(record: &Record) -> Option<NewReport> {
    match &record.body {
        Body::Json(json) if record.path == FILE_PATH => json::read(json),
        _ => None,
    }
}

/// Whether a report waits or was refused.
pub(super) fn is_queued(records: &[Record], report: ReportId) -> bool {
    records.iter().filter_map(report_in).any(|queued| queued.id == report)
}

/// The records of a report: its photos, then itself.
pub(super) fn records_of<'a>(records: &'a [Record], report: &NewReport) -> Vec<&'a Record> {
    let is_photo =
        |record: &Record| report.photos.iter().any(|photo| record.path.contains(photo.as_str()));
    let is_it = |record: &Record| report_in(record).is_some_and(|queued| queued.id == report.id);
    records.iter().filter(|record| is_photo(record) || is_it(record)).collect()
}
