//! The sides that are measured, each a process of its own: this very program, told to play a role. It ends when the one that
//! started it does.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};

use backend::access::keys::Keys;
use backend::app::App;
use backend::db::{Address, Db};
use backend::http::limit::Limits;
use backend::port::blob::Blobs;
use backend::port::clock::ManualClock;
use backend::settings::{Patience, Settings};
use bytes::Bytes;
use shared::value::Timestamp;
use tokio::net::TcpListener;
use warp::Filter;

/// A server in a process of its own.
pub struct Side {
    /// Where it listens.
    pub address: SocketAddr,
    child: Child,
}

impl Side {
    /// Ours on the database of a folder, its clock standing still.
    pub fn ours(folder: &Path, now: Timestamp) -> Self {
        Self::start(&["ours", folder.to_str().unwrap(), &now.ms().to_string()])
    }

    /// A bare warp handler that answers everything with the bytes of a file.
    pub fn bare(file: &Path, coding: &str) -> Self {
        Self::start(&["bare", file.to_str().unwrap(), coding])
    }

    /// The process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    fn start(words: &[&str]) -> Self {
        let program = std::env::current_exe().unwrap();
        let mut child = Command::new(program)
            .arg("--as")
            .args(words)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().parse().unwrap_or_else(|_| panic!("{words:?} does not serve"));
        Self { address, child }
    }
}

impl Drop for Side {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        self.child.wait().unwrap();
    }
}

/// Plays a role until standard input closes, or the work is done.
pub fn play(role: &str, words: &[String]) {
    match (role, words) {
        ("ours", [folder, now]) => {
            serve(ours(folder.into(), Timestamp::from_ms(now.parse().unwrap())));
        }
        ("bare", [file, coding]) => {
            serve(bare(std::fs::read(file).unwrap().into(), coding.clone()))
        }
        ("photo", [from, to]) => crate::photos::prepare(from.as_ref(), to.as_ref()),
        _ => panic!("there is no role {role} with {words:?}"),
    }
}

fn serve(starting: impl Future<Output = SocketAddr>) {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let address = runtime.block_on(starting);
    #[allow(clippy::print_stdout, reason = "the one who started it waits for this line")]
    {
        println!("{address}");
    }
    std::io::stdin().read_to_end(&mut Vec::new()).unwrap();
    runtime.shutdown_background();
}

async fn listener() -> (TcpListener, SocketAddr) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    (listener, address)
}

/// As `linli serve` starts, with its log written to where nobody reads it, and rates that no load reaches: these are checked,
/// but never hit.
async fn ours(folder: std::path::PathBuf, now: Timestamp) -> SocketAddr {
    let nowhere = Mutex::new(File::create("/dev/null").unwrap());
    tracing_subscriber::fmt().json().with_writer(nowhere).init();
    let (listener, address) = listener().await;
    let database = Address::Sqlite(folder.join("linli.sqlite"));
    let readers = std::thread::available_parallelism().map_or(2, usize::from);
    let db = Db::open(&database, readers).unwrap();
    let blobs = Blobs::open(&folder.join("photos")).unwrap();
    let settings = Settings {
        listen: address,
        metrics_listen: None,
        data: folder,
        database,
        demo: true,
        public_url: None,
        proxies: Vec::new(),
        sms_gateway: None,
        sms_daily: 0,
        patience: Patience::default(),
    };
    let clock = Arc::new(ManualClock::at(now));
    let limits = Limits::of(u32::MAX, u32::MAX);
    let app = App::with_limits(db, clock, Keys::demo(), blobs, settings, limits).await.unwrap();
    // It serves for as long as it is held: to the end of this process.
    std::mem::forget(backend::http::serve(&app, listener).unwrap());
    address
}

/// The least that warp does: a GET, any path, bytes that are there already.
async fn bare(bytes: Bytes, coding: String) -> SocketAddr {
    let (listener, address) = listener().await;
    let answer = warp::get().map(move || {
        let response = warp::http::Response::builder().header("content-type", "application/json");
        let response = if coding.is_empty() {
            response
        } else {
            response.header("content-encoding", coding.as_str())
        };
        response.body(bytes.clone()).unwrap()
    });
    tokio::spawn(warp::serve(answer).incoming(listener).run());
    address
}
