//! Opening what a command works on, with one clear sentence for each thing that can be wrong.

use std::fs::{File, OpenOptions, TryLockError};
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use super::At;
use crate::access::keys::Keys;
use crate::app::App;
use crate::db::{Address, Db};
use crate::port::blob::Blobs;
use crate::port::clock::SystemClock;
use crate::settings::{Patience, Settings};

/// Space that must be free to start at all.
const FLOOR: u64 = 100_000_000;

/// The database with its schema up to date, the data folder made when it is missing.
pub(super) fn database(data: &Path, address: &Address, readers: usize) -> Result<Db, String> {
    folder(data)?;
    Db::open(address, readers)
}

fn folder(data: &Path) -> Result<(), String> {
    let named = |e: std::io::Error| format!("cannot use the data folder {}: {e}", data.display());
    std::fs::create_dir_all(data).map_err(named)?;
    let free = fs4::available_space(data).map_err(named)?;
    if free < FLOOR {
        return Err(format!(
            "the disk of {} is full: {} MB are free, at least {} MB are needed",
            data.display(),
            free / 1_000_000,
            FLOOR / 1_000_000
        ));
    }
    Ok(())
}

/// Holds the data folder of a SQLite database: a second server on it is refused
/// (`threats.md` K4). Released when dropped.
pub(super) fn hold(data: &Path) -> Result<File, String> {
    folder(data)?;
    let path = data.join("server.lock");
    let named = |e: std::io::Error| format!("cannot use {}: {e}", path.display());
    let file =
        OpenOptions::new().create(true).truncate(false).write(true).open(&path).map_err(named)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => {
            Err(format!("another server already uses the data folder {}", data.display()))
        }
        Err(TryLockError::Error(error)) => Err(named(error)),
    }
}

/// Settings for a command that serves nobody.
pub(super) fn offline(at: &At, demo: bool) -> Result<Settings, String> {
    Ok(Settings {
        listen: SocketAddr::from(([127, 0, 0, 1], 0)),
        metrics_listen: None,
        data: at.data.clone(),
        database: at.address()?,
        demo,
        public_url: None,
        proxies: Vec::new(),
        sms_gateway: None,
        sms_daily: 0,
        patience: Patience::default(),
    })
}

/// The server's parts over the real clock.
pub(super) async fn app(settings: Settings) -> Result<App, String> {
    let readers = std::thread::available_parallelism().map_or(2, usize::from);
    let db = database(&settings.data, &settings.database, readers)?;
    let keys = keys(&settings)?;
    let blobs = Blobs::open(&settings.data.join("photos")).map_err(|e| e.to_string())?;
    let app = App::new(db, Arc::new(SystemClock), keys, blobs, settings).await;
    app.map_err(|failure| format!("cannot start: {failure:?}"))
}

/// The keys; the demo makes its own on first start.
fn keys(settings: &Settings) -> Result<Keys, String> {
    let path = settings.data.join("keys").join("master.key");
    if settings.demo && !path.exists() {
        return Keys::create(&path);
    }
    if !path.exists() {
        return Err(format!(
            "there are no keys in {}: begin with `linli init`",
            settings.data.display()
        ));
    }
    Keys::load(&path, settings.demo)
}
