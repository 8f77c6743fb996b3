//! The server's own binary, as operators run it.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};

use backend::db::Address;

use crate::{Database, eventually};

/// A database and a folder on which the binary runs.
pub struct Installation {
    /// Its database, photos and keys.
    pub database: Database,
    /// Where it listens, the same after each start.
    pub address: SocketAddr,
}

/// A server in a process of its own. Killed when dropped.
pub struct Process {
    child: Child,
}

impl Installation {
    /// On a database that somebody has laid the ground of.
    pub fn new(database: Database) -> Self {
        // The port is free again at once, and nobody else is given it for a while.
        let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
        Self { database, address: listener.local_addr().unwrap() }
    }

    /// Starts the server, which may not be ready yet.
    pub fn spawn(&self) -> Process {
        let mut command = self.command("serve");
        command.args(["--demo", "--listen", &self.address.to_string()]);
        let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        Process { child }
    }

    /// Starts the server and waits until it answers.
    pub async fn serve(&self) -> Process {
        let mut process = self.spawn();
        let url = format!("http://{}/readyz", self.address);
        eventually("the server to be ready", || {
            assert!(process.child.try_wait().unwrap().is_none(), "the server does not start");
            let asked = reqwest::get(&url);
            async move { asked.await.ok().filter(|answer| answer.status() == 200).map(drop) }
        })
        .await;
        process
    }

    /// `linli verify`.
    pub fn verify(&self) -> Output {
        self.command("verify").output().unwrap()
    }

    fn command(&self, name: &str) -> Command {
        command_on(&self.database, name)
    }
}

/// A command of `linli` on a database of the tests.
pub fn command_on(database: &Database, name: &str) -> Command {
    let mut command = linli(database);
    command.arg(name);
    command
}

/// `linli` on a database of the tests.
pub(crate) fn linli(database: &Database) -> Command {
    let mut command = Command::new(binary());
    let url = match &database.address {
        Address::Sqlite(path) => format!("sqlite:{}", path.display()),
        Address::Postgres(url) => url.clone(),
    };
    command.arg("--data").arg(database.folder.path()).args(["--database", &url]);
    command
}

/// The binary beside the tests, which `cargo xtask test` builds before them.
fn binary() -> PathBuf {
    let own = std::env::current_exe().unwrap();
    let name = format!("linli{}", std::env::consts::EXE_SUFFIX);
    let path = own.parent().and_then(|folder| folder.parent()).unwrap().join(name);
    assert!(path.exists(), "{} is missing: cargo build -p backend --bin linli", path.display());
    path
}

impl Process {
    /// Ends it as a power cut would: SIGKILL, no farewell.
    pub fn kill(mut self) {
        self.end();
    }

    fn end(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // After `kill` there is nothing left to end.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
