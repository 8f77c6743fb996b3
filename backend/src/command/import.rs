//! `linli import`: an owners' roll from a file, for whoever runs the server.

use std::fmt::Write;
use std::path::Path;

use bytes::Bytes;
use shared::domain::estate::roll::{Fault, read_roll, same_names_different_phones};

use crate::app::App;
use crate::db::estate;
use crate::failure::Failure;
use crate::sheet::read_isolated;

/// How many faults are printed; the rest is counted.
const PRINTED: usize = 50;

/// Imports a roll, all of it or nothing, and says in a few lines what was done. The estate is named
/// by its id, or by its name where only one bears it. A name with another phone is taken for another
/// person; whoever knows better decides in the app.
pub async fn import(app: &App, estate: &str, file: &Path) -> Result<String, String> {
    let bytes = std::fs::read(file).map_err(|e| format!("cannot read {}: {e}", file.display()))?;
    let reader = std::env::current_exe().map_err(|e| format!("cannot find this program: {e}"))?;
    let sheets = read_isolated(&reader, Bytes::from(bytes)).await.map_err(|e| e.to_string())?;
    let roll = read_roll(&sheets).map_err(|faults| listed(&faults))?;
    let clashes = same_names_different_phones(&roll).len();
    let named = estate.to_owned();
    let found = app.db.read(move |conn| estate::find_estate(conn, &named)).await;
    let of = found.map_err(|failure| {
        failed(&failure, &format!("no estate, or more than one, is named {estate}"))
    })?;
    let (now, skipped) = (app.clock.now(), roll.skipped_sheets.clone());
    let entries = roll.entries;
    let applied = app
        .db
        .write(move |conn| estate::import_by_operator(conn, of, &entries, now))
        .await
        .map_err(|failure| failed(&failure, "the roll was not imported"))?;
    let change = applied.change;
    let mut said = format!(
        "The roll of {estate} holds {} units: {} added, {} changed, {} removed, {} unchanged.",
        applied.units, change.added, change.changed, change.removed, change.unchanged
    );
    if clashes > 0 {
        // Writing to a text cannot fail.
        let _ = write!(
            said,
            "\n{clashes} names stand with different phones and count as different persons."
        );
    }
    for sheet in skipped {
        let _ = write!(said, "\nThe sheet {sheet} holds no roll and was left out.");
    }
    Ok(said)
}

fn failed(failure: &Failure, otherwise: &str) -> String {
    match failure {
        Failure::Problem(problem) if problem.errors.is_empty() && problem.status != 404 => {
            problem.code.en().to_owned()
        }
        Failure::Problem(_) => otherwise.to_owned(),
        Failure::Bug(bug) | Failure::Retry(bug) => format!("{otherwise}: {}", bug.what),
    }
}

fn listed(faults: &[Fault]) -> String {
    let mut text = format!("the roll has {} faults; nothing was imported", faults.len());
    for fault in faults.iter().take(PRINTED) {
        let column = fault.column.as_deref().unwrap_or("row ");
        let _ = write!(text, "\n{} {column}{}: {}", fault.sheet, fault.row, fault.code.en());
    }
    if faults.len() > PRINTED {
        let _ = write!(text, "\n… and {} more", faults.len() - PRINTED);
    }
    text
}
