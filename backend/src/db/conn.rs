//! The two databases behind one connection type. The only file that names a concrete connection.

use std::time::Duration;

use diesel::connection::{AnsiTransactionManager, SimpleConnection, TransactionManager};
use diesel::migration::MigrationVersion;
use diesel::{Connection, QueryResult, RunQueryDsl};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

/// A connection to SQLite or PostgreSQL.
///
/// The derived `establish` is never used: it tries one after the other, so that a PostgreSQL outage
/// would create a file named `postgres://…`.
#[derive(diesel::MultiConnection)]
pub enum Conn {
    /// PostgreSQL.
    Postgres(diesel::PgConnection),
    /// SQLite.
    Sqlite(diesel::SqliteConnection),
}

const SQLITE: EmbeddedMigrations = embed_migrations!("../migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("../migrations/postgres");

/// Runs one expression on whichever database is open: for what the union cannot say (`on_conflict`,
/// many rows at once).
macro_rules! per_database {
    ($conn:expr, |$c:ident| $body:expr) => {
        match $conn {
            $crate::db::Conn::Postgres($c) => $body,
            $crate::db::Conn::Sqlite($c) => $body,
        }
    };
}
pub(crate) use per_database;

/// Which database, from its address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address {
    /// A file.
    Sqlite(std::path::PathBuf),
    /// A server.
    Postgres(String),
}

impl Address {
    /// Reads `postgres://…` or `sqlite:PATH`. Anything else is refused, so that a typing error
    /// creates no file.
    pub fn parse(url: &str) -> Result<Self, String> {
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            Ok(Self::Postgres(url.to_owned()))
        } else if let Some(path) = url.strip_prefix("sqlite:") {
            Ok(Self::Sqlite(path.into()))
        } else {
            Err("a database is named by postgres://… or sqlite:PATH".to_owned())
        }
    }
}

/// Opens a connection and sets it up.
pub(super) fn open(address: &Address) -> Result<Conn, String> {
    match address {
        Address::Sqlite(path) => {
            let path = path.to_string_lossy();
            let mut conn = diesel::SqliteConnection::establish(&path)
                .map_err(|e| format!("cannot open the database file {path}: {e}"))?;
            // Each its own statement, the waiting time first.
            for pragma in [
                "PRAGMA busy_timeout = 10000",
                "PRAGMA journal_mode = WAL",
                "PRAGMA synchronous = FULL",
                "PRAGMA foreign_keys = ON",
                "PRAGMA mmap_size = 0",
                "PRAGMA cache_size = -4000",
            ] {
                conn.batch_execute(pragma).map_err(|e| format!("cannot set up {path}: {e}"))?;
            }
            Ok(Conn::Sqlite(conn))
        }
        Address::Postgres(url) => {
            let mut conn = diesel::PgConnection::establish(url)
                .map_err(|e| format!("cannot reach the PostgreSQL server: {e}"))?;
            conn.batch_execute(
                "SET TIME ZONE 'UTC'; SET lock_timeout = '10s'; SET statement_timeout = '30s'; \
                 SET idle_in_transaction_session_timeout = '60s'",
            )
            .map_err(|e| format!("cannot set up the PostgreSQL connection: {e}"))?;
            Ok(Conn::Postgres(conn))
        }
    }
}

/// Brings the schema up to date. Returns what was applied.
pub(super) fn migrate(conn: &mut Conn) -> Result<Vec<MigrationVersion<'static>>, String> {
    let run = match conn {
        Conn::Postgres(c) => {
            // Two instances that start together wait for each other.
            c.batch_execute("SELECT pg_advisory_lock(7305)").map_err(|e| e.to_string())?;
            let run = c.run_pending_migrations(POSTGRES).map(owned);
            c.batch_execute("SELECT pg_advisory_unlock(7305)").map_err(|e| e.to_string())?;
            run
        }
        Conn::Sqlite(c) => c.run_pending_migrations(SQLITE).map(owned),
    };
    run.map_err(|e| format!("cannot bring the schema up to date: {e}"))
}

fn owned(versions: Vec<MigrationVersion<'_>>) -> Vec<MigrationVersion<'static>> {
    versions.iter().map(MigrationVersion::as_owned).collect()
}

/// Begins a transaction: for writing on SQLite at once, else a later upgrade fails as busy;
/// serializable on PostgreSQL.
pub(super) fn begin_write(conn: &mut Conn) -> QueryResult<()> {
    match conn {
        Conn::Postgres(c) => AnsiTransactionManager::begin_transaction_sql(
            c,
            "BEGIN TRANSACTION ISOLATION LEVEL SERIALIZABLE",
        ),
        Conn::Sqlite(c) => AnsiTransactionManager::begin_transaction_sql(c, "BEGIN IMMEDIATE"),
    }
}

/// Begins a transaction for one snapshot.
pub(super) fn begin_read(conn: &mut Conn) -> QueryResult<()> {
    match conn {
        Conn::Postgres(c) => AnsiTransactionManager::begin_transaction_sql(
            c,
            "BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY",
        ),
        Conn::Sqlite(c) => AnsiTransactionManager::begin_transaction_sql(c, "BEGIN DEFERRED"),
    }
}

type Manager = <Conn as Connection>::TransactionManager;

/// Commits.
pub(super) fn commit(conn: &mut Conn) -> QueryResult<()> {
    Manager::commit_transaction(conn)
}

/// Undoes everything since the transaction began.
pub(super) fn roll_back(conn: &mut Conn) -> QueryResult<()> {
    Manager::rollback_transaction(conn)
}

/// Runs something inside a savepoint of the open transaction: undone alone when it fails.
pub(super) fn savepoint<T, E: From<diesel::result::Error>>(
    conn: &mut Conn,
    work: impl FnOnce(&mut Conn) -> Result<T, E>,
) -> Result<T, E> {
    #[expect(clippy::disallowed_methods, reason = "this is what Db::write is made of")]
    conn.transaction(work)
}

/// Asks the database whether it is there.
pub(super) fn ping(conn: &mut Conn) -> QueryResult<()> {
    diesel::sql_query("SELECT 1").execute(conn).map(drop)
}

/// The channel on which servers of one PostgreSQL tell each other of changes.
const CHANNEL: &str = "linli_changes";

/// Begins to listen to the other servers. On SQLite there are none.
pub(super) fn listen(conn: &mut Conn) -> QueryResult<()> {
    match conn {
        Conn::Postgres(c) => c.batch_execute(&format!("LISTEN {CHANNEL}")),
        Conn::Sqlite(_) => Ok(()),
    }
}

/// Tells the other servers. Never inside a transaction.
pub(super) fn notify(conn: &mut Conn, text: &str) -> QueryResult<()> {
    match conn {
        Conn::Postgres(c) => diesel::sql_query("SELECT pg_notify($1, $2)")
            .bind::<diesel::sql_types::Text, _>(CHANNEL)
            .bind::<diesel::sql_types::Text, _>(text)
            .execute(c)
            .map(drop),
        Conn::Sqlite(_) => Ok(()),
    }
}

/// What has arrived from the other servers; does not wait, and asks the server nothing.
pub(super) fn heard(conn: &mut Conn) -> QueryResult<Vec<String>> {
    match conn {
        Conn::Postgres(c) => {
            let arrived = c.notifications_iter();
            arrived.map(|notification| notification.map(|n| n.payload)).collect()
        }
        Conn::Sqlite(_) => Ok(Vec::new()),
    }
}

/// Makes or refreshes the planner's statistics; cheap when nothing changed much.
pub(super) fn optimize(conn: &mut Conn) -> QueryResult<()> {
    match conn {
        Conn::Postgres(_) => Ok(()),
        Conn::Sqlite(c) => c.batch_execute("PRAGMA optimize"),
    }
}

/// How long a PostgreSQL connection may take to open.
pub(super) const CONNECT: Duration = Duration::from_secs(5);

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(diesel::QueryableByName)]
    struct Flag {
        #[diesel(sql_type = diesel::sql_types::Text)]
        compile_options: String,
    }

    #[test]
    fn sqlite_is_compiled_as_the_house_wants_it() {
        let mut conn = diesel::SqliteConnection::establish(":memory:").unwrap();
        let flags: Vec<Flag> = diesel::sql_query("PRAGMA compile_options").load(&mut conn).unwrap();
        let has = |flag: &str| flags.iter().any(|have| have.compile_options == flag);
        // Set in .cargo/config.toml.
        assert!(has("ENABLE_QPSG") && has("DEFAULT_MEMSTATUS=0"));
        assert!(!has("ENABLE_MEMORY_MANAGEMENT"));
    }
}
