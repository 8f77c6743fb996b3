//! [`Db`]: one use case, one closure, one transaction.
//!
//! SQLite: dedicated reader threads, and one writer thread that commits waiting writes together, a
//! savepoint each, and answers only after COMMIT. PostgreSQL: a pool on blocking threads,
//! serializable with bounded retry.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc;

use diesel::r2d2;
use shared::api::Code;
use tokio::sync::oneshot;

use super::conn::{self, Address, Conn};
use crate::failure::Failure;

/// The database.
#[derive(Clone)]
pub struct Db {
    inner: Arc<Inner>,
}

enum Inner {
    Sqlite {
        readers: Vec<mpsc::SyncSender<Reading>>,
        next: std::sync::atomic::AtomicUsize,
        writer: mpsc::SyncSender<Box<dyn Writing>>,
    },
    Postgres {
        pool: r2d2::Pool<Opener>,
        address: Address,
    },
}

type Reading = Box<dyn FnOnce(&mut Conn) + Send>;

/// How many writes one commit takes at most.
const GROUP: usize = 64;
/// How many requests may wait for one thread before the server says that it is busy.
const WAITING: usize = 1024;
/// How often a serializable transaction is tried.
const TRIES: u32 = 6;

impl Db {
    /// Opens the database and brings its schema up to date.
    pub fn open(address: &Address, readers: usize) -> Result<Self, String> {
        let mut first = conn::open(address)?;
        conn::migrate(&mut first)?;
        let inner = match address {
            Address::Sqlite(_) => {
                let readers = (0..readers.max(1))
                    .map(|n| spawn_reader(conn::open(address)?, n))
                    .collect::<Result<Vec<_>, String>>()?;
                Inner::Sqlite { readers, next: 0.into(), writer: spawn_writer(first)? }
            }
            Address::Postgres(_) => {
                drop(first);
                let size = u32::try_from(readers.max(2) * 4).unwrap_or(16);
                let pool = r2d2::Pool::builder()
                    .max_size(size)
                    .min_idle(Some(1))
                    .connection_timeout(conn::CONNECT)
                    .build(Opener { address: address.clone() })
                    .map_err(|e| format!("cannot reach the PostgreSQL server: {e}"))?;
                Inner::Postgres { pool, address: address.clone() }
            }
        };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// Whether several servers may share this database.
    pub fn is_shared(&self) -> bool {
        matches!(*self.inner, Inner::Postgres { .. })
    }

    /// Runs a use case that only reads, on one snapshot.
    pub async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Conn) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        match &*self.inner {
            Inner::Sqlite { readers, next, .. } => {
                let turn = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                let Some(reader) = readers.get(turn % readers.len().max(1)) else {
                    return Err(Failure::bug("no reader"));
                };
                let (answer, answered) = oneshot::channel();
                let reading: Reading = Box::new(move |conn| {
                    // A caller that went away needs no answer.
                    let _ = answer.send(read_on(conn, work));
                });
                reader.try_send(reading).map_err(|_| Failure::from(Code::Unavailable))?;
                answered.await.map_err(|_| Failure::bug("the reader stopped"))?
            }
            Inner::Postgres { pool, .. } => {
                let pool = pool.clone();
                blocking(move || read_on(&mut *connection(&pool)?, work)).await
            }
        }
    }

    /// Runs a use case that writes, in one transaction. `work` may run again after a serialization
    /// failure, so it must only touch the database.
    pub async fn write<T: Send + 'static>(
        &self,
        work: impl Fn(&mut Conn) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        match &*self.inner {
            Inner::Sqlite { writer, .. } => {
                let (answer, answered) = oneshot::channel();
                let writing = Box::new(Write { work, done: None, answer });
                writer.try_send(writing).map_err(|_| Failure::from(Code::Unavailable))?;
                answered.await.map_err(|_| Failure::bug("the writer stopped"))?
            }
            Inner::Postgres { pool, .. } => {
                let pool = pool.clone();
                blocking(move || write_with_retry(&pool, &work)).await
            }
        }
    }

    /// Tells the other servers on this database. Call it after the commit: a NOTIFY inside a
    /// transaction holds a lock of the whole database until its end (`threats.md` K3).
    pub async fn broadcast(&self, text: String) -> Result<(), Failure> {
        match &*self.inner {
            Inner::Sqlite { .. } => Ok(()),
            Inner::Postgres { pool, .. } => {
                let pool = pool.clone();
                blocking(move || Ok(conn::notify(&mut *connection(&pool)?, &text)?)).await
            }
        }
    }

    /// A connection of its own on which the other servers are heard; none where this server is alone.
    pub async fn ear(&self) -> Result<Option<Ear>, Failure> {
        match &*self.inner {
            Inner::Sqlite { .. } => Ok(None),
            Inner::Postgres { address, .. } => {
                let address = address.clone();
                let open = move || {
                    let mut conn = conn::open(&address).map_err(Failure::bug)?;
                    conn::listen(&mut conn)?;
                    Ok(Some(Ear { conn }))
                };
                blocking(open).await
            }
        }
    }

    /// Asks the database whether it is there.
    pub async fn ping(&self) -> Result<(), Failure> {
        self.read(|conn| Ok(conn::ping(conn)?)).await
    }
}

/// Hears what other servers on the same PostgreSQL tell.
pub struct Ear {
    conn: Conn,
}

impl Ear {
    /// What has arrived since the last look. Asks the database now and then whether it is still
    /// there: a connection that died silently would be silent for ever.
    pub async fn hear(mut self, still_there: bool) -> Result<(Self, Vec<String>), Failure> {
        let look = move || {
            if still_there {
                conn::ping(&mut self.conn)?;
            }
            let heard = conn::heard(&mut self.conn)?;
            Ok((self, heard))
        };
        blocking(look).await
    }
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Failure> + Send + 'static,
) -> Result<T, Failure> {
    tokio::task::spawn_blocking(work).await.map_err(Failure::bug)?
}

fn read_on<T>(
    conn: &mut Conn,
    work: impl FnOnce(&mut Conn) -> Result<T, Failure>,
) -> Result<T, Failure> {
    conn::begin_read(conn)?;
    let done = caught(conn, work);
    conn::roll_back(conn)?;
    done
}

/// Turns a panic into a fault, so that the connection is not left inside its transaction.
fn caught<T>(
    conn: &mut Conn,
    work: impl FnOnce(&mut Conn) -> Result<T, Failure>,
) -> Result<T, Failure> {
    catch_unwind(AssertUnwindSafe(|| work(conn)))
        .unwrap_or_else(|_| Err(Failure::bug("a panic inside a transaction")))
}

fn spawn_reader(mut conn: Conn, n: usize) -> Result<mpsc::SyncSender<Reading>, String> {
    let (sender, jobs) = mpsc::sync_channel::<Reading>(WAITING);
    let run = move || {
        while let Ok(job) = jobs.recv() {
            job(&mut conn);
        }
    };
    std::thread::Builder::new()
        .name(format!("reader-{n}"))
        .spawn(run)
        .map_err(|e| format!("cannot start a reader thread: {e}"))?;
    Ok(sender)
}

/// One waiting write.
trait Writing: Send {
    /// Runs inside the group's transaction.
    fn run(&mut self, conn: &mut Conn);
    /// Answers, after the group's fate is known.
    fn finish(self: Box<Self>, committed: bool);
}

struct Write<T, F> {
    work: F,
    done: Option<Result<T, Failure>>,
    answer: oneshot::Sender<Result<T, Failure>>,
}

impl<T: Send, F: Fn(&mut Conn) -> Result<T, Failure> + Send> Writing for Write<T, F> {
    fn run(&mut self, conn: &mut Conn) {
        self.done = Some(conn::savepoint(conn, |conn| caught(conn, &self.work)));
    }

    fn finish(self: Box<Self>, committed: bool) {
        let done = match (self.done, committed) {
            (Some(done), true) => done,
            // It failed by itself: that is the answer, whatever became of the group.
            (Some(Err(failure)), false) => Err(failure),
            _ => Err(Code::Unavailable.into()),
        };
        // A caller that went away needs no answer.
        let _ = self.answer.send(done);
    }
}

fn spawn_writer(mut conn: Conn) -> Result<mpsc::SyncSender<Box<dyn Writing>>, String> {
    let (sender, jobs) = mpsc::sync_channel::<Box<dyn Writing>>(WAITING);
    let run = move || {
        while let Ok(first) = jobs.recv() {
            let mut group = vec![first];
            group.extend(jobs.try_iter().take(GROUP - 1));
            let committed = write_group(&mut conn, &mut group);
            if let Err(failure) = &committed {
                tracing::error!(failure = ?failure, writes = group.len(), "a group of writes was not committed");
            }
            for writing in group {
                writing.finish(committed.is_ok());
            }
        }
        // Nobody is left to see a failure here.
        let _ = conn::optimize(&mut conn);
    };
    std::thread::Builder::new()
        .name("writer".to_owned())
        .spawn(run)
        .map_err(|e| format!("cannot start the writer thread: {e}"))?;
    Ok(sender)
}

fn write_group(conn: &mut Conn, group: &mut [Box<dyn Writing>]) -> Result<(), Failure> {
    conn::begin_write(conn)?;
    for writing in group.iter_mut() {
        writing.run(conn);
    }
    if let Err(error) = conn::commit(conn) {
        // A failed commit leaves the transaction open.
        let _ = conn::roll_back(conn);
        return Err(error.into());
    }
    Ok(())
}

fn write_with_retry<T>(
    pool: &r2d2::Pool<Opener>,
    work: impl Fn(&mut Conn) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let mut tries = 0;
    loop {
        tries += 1;
        let conn = &mut *connection(pool)?;
        conn::begin_write(conn)?;
        let done = caught(conn, &work).and_then(|value| {
            conn::commit(conn)?;
            Ok(value)
        });
        let Err(failure) = done else { return done };
        // After a failed commit there may be nothing left to undo.
        let _ = conn::roll_back(conn);
        match failure {
            Failure::Retry(bug) if tries >= TRIES => {
                tracing::warn!(?bug, tries, "gave up a transaction that kept colliding");
                return Err(Code::Unavailable.into());
            }
            Failure::Retry(_) => std::thread::sleep(pause(tries)),
            other => return Err(other),
        }
    }
}

/// A few milliseconds, different for each caller, so that colliding transactions part.
fn pause(tries: u32) -> std::time::Duration {
    let mut random = [0u8; 1];
    // Without randomness the pause is merely even.
    let _ = getrandom::fill(&mut random);
    std::time::Duration::from_millis(u64::from(tries) * (2 + u64::from(random[0]) / 16))
}

type Pooled = r2d2::PooledConnection<Opener>;

fn connection(pool: &r2d2::Pool<Opener>) -> Result<Pooled, Failure> {
    pool.get().map_err(|error| {
        tracing::error!(%error, "no database connection");
        Code::Unavailable.into()
    })
}

/// Opens pooled connections by the address's scheme.
#[derive(Debug)]
struct Opener {
    address: Address,
}

impl r2d2::ManageConnection for Opener {
    type Connection = Conn;
    type Error = OpenError;

    fn connect(&self) -> Result<Conn, OpenError> {
        conn::open(&self.address).map_err(OpenError)
    }

    fn is_valid(&self, conn: &mut Conn) -> Result<(), OpenError> {
        conn::ping(conn).map_err(|e| OpenError(e.to_string()))
    }

    fn has_broken(&self, conn: &mut Conn) -> bool {
        std::thread::panicking() || conn::ping(conn).is_err()
    }
}

/// A pooled connection could not be opened.
#[derive(Debug)]
struct OpenError(String);

impl std::fmt::Display for OpenError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for OpenError {}
