//! A fresh database for each test: a SQLite file, or a PostgreSQL database made from a migrated
//! template.

use std::path::PathBuf;
use std::sync::OnceLock;

use backend::db::{Address, Db};
use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection};
use tempfile::TempDir;

/// A fresh database; gone when dropped.
pub struct Database {
    /// Where it is.
    pub address: Address,
    /// The folder of photos and of a SQLite file.
    pub folder: TempDir,
    dropped: Option<(String, String)>,
}

impl Database {
    /// A SQLite file, copied from one that was migrated once.
    pub fn sqlite() -> Self {
        static TEMPLATE: OnceLock<(TempDir, PathBuf)> = OnceLock::new();
        let (_, template) = TEMPLATE.get_or_init(|| {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("template.sqlite");
            drop(Db::open(&Address::Sqlite(path.clone()), 1).unwrap());
            // Everything out of the log and into the file that is copied.
            let mut conn = diesel::SqliteConnection::establish(path.to_str().unwrap()).unwrap();
            conn.batch_execute("PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
            (folder, path)
        });
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("linli.sqlite");
        std::fs::copy(template, &path).unwrap();
        Self { address: Address::Sqlite(path), folder, dropped: None }
    }

    /// A PostgreSQL database on the server that `cargo xtask test` starts.
    pub fn postgres() -> Self {
        let server = std::env::var("LINLI_TEST_POSTGRES").expect(
            "LINLI_TEST_POSTGRES must name a PostgreSQL server: run `cargo xtask test`, or `cargo xtask postgres`",
        );
        static TEMPLATE: OnceLock<String> = OnceLock::new();
        let template = TEMPLATE.get_or_init(|| {
            let name = unique("template");
            admin(&server, &format!("CREATE DATABASE {name}"));
            drop(Db::open(&Address::Postgres(named(&server, &name)), 1).unwrap());
            name
        });
        let name = unique("t");
        admin(&server, &format!("CREATE DATABASE {name} TEMPLATE {template}"));
        Self {
            address: Address::Postgres(named(&server, &name)),
            folder: tempfile::tempdir().unwrap(),
            dropped: Some((server, name)),
        }
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        if let Some((server, name)) = &self.dropped {
            admin(server, &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
        }
    }
}

/// Runs one statement beside the tests' databases. Copying a template needs it to be idle, so that
/// two tests that start together take turns.
fn admin(server: &str, statement: &str) {
    static TURN: std::sync::Mutex<()> = std::sync::Mutex::new(());
    let _turn = TURN.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let mut conn = PgConnection::establish(server).unwrap();
    conn.batch_execute(statement).unwrap();
}

fn unique(kind: &str) -> String {
    let mut random = [0u8; 8];
    getrandom::fill(&mut random).unwrap();
    let random: String = random.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("linli_{kind}_{random}")
}

/// The server's address with another database's name.
fn named(server: &str, name: &str) -> String {
    let (base, query) = server.split_once('?').map_or((server, None), |(b, q)| (b, Some(q)));
    let (head, _) = base.rsplit_once('/').unwrap();
    match query {
        Some(query) => format!("{head}/{name}?{query}"),
        None => format!("{head}/{name}"),
    }
}
