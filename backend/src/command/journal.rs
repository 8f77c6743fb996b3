//! `linli journal-key` and `linli journal-epoch`: what the operator does to a log, in public.

use std::process::ExitCode;

use super::{At, open, say};
use crate::db::estate;
use crate::tlog;

/// Makes a new key. A server that runs takes it up by itself.
pub(super) async fn rotate(at: &At) -> Result<ExitCode, String> {
    let app = open::app(open::offline(at, false)?).await?;
    let rotated = tlog::rotate(&app).await?;
    say(&format!(
        "Key {} signs from now on for {} journals. Keep the new file as you keep the old one.",
        rotated.no, rotated.logs
    ));
    Ok(ExitCode::SUCCESS)
}

/// Opens an epoch.
pub(super) async fn open_epoch(at: &At, named: &str) -> Result<ExitCode, String> {
    let app = open::app(open::offline(at, false)?).await?;
    let name = named.to_owned();
    let found = app.db.read(move |conn| estate::find_estate(conn, &name)).await;
    let of = found.map_err(|_| format!("no estate, or more than one, is named {named}"))?;
    let opened = tlog::open_epoch(&app, of).await?;
    say(&format!("{} is open. {} entries are said to be lost.", opened.origin, opened.lost));
    Ok(ExitCode::SUCCESS)
}
