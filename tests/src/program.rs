//! The real `linli`, run as a process of its own, and everything it says.

use std::io::{BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::process::{Child, Command, Output, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::process::linli;
use crate::{Database, eventually};

/// With nothing of the environment these tests run in.
fn command(database: &Database, arguments: &[&str]) -> Command {
    let mut command = linli(database);
    command.env_clear().env("LINLI_LOG", "info,backend=trace").args(arguments);
    command
}

/// Runs a command of `linli` to its end, which must come within half a minute: one that serves
/// though it should refuse is ended and is a failure.
pub fn run_program(database: &Database, arguments: &[&str]) -> Output {
    let mut command = command(database, arguments);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let child = command.spawn().unwrap();
    let pid = child.id().to_string();
    let (ended, end) = std::sync::mpsc::channel();
    std::thread::spawn(move || ended.send(child.wait_with_output()));
    let Ok(output) = end.recv_timeout(Duration::from_secs(30)) else {
        Command::new("kill").arg(&pid).status().unwrap();
        panic!("linli {arguments:?} does not end");
    };
    output.unwrap()
}

/// A server in a process of its own.
pub struct Program {
    /// Where it listens.
    pub address: SocketAddr,
    child: Child,
    said: Arc<Mutex<String>>,
    readers: Vec<std::thread::JoinHandle<()>>,
}

impl Program {
    /// Starts `linli serve` on a port that is free and waits until it answers.
    pub async fn serve(database: &Database, arguments: &[&str]) -> Self {
        let mut child = command(database, &["serve", "--listen", "127.0.0.1:0"])
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let said = Arc::new(Mutex::new(String::new()));
        let (out, err) = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
        let readers = vec![listen(out, said.clone()), listen(err, said.clone())];
        let address = eventually("the server's first lines", async || {
            let said = said.lock().unwrap().clone();
            // Between the word and the number stand the log's colours or JSON's quotes.
            let (_, rest) = said.split_once("127.0.0.1:")?;
            let port: String = rest.chars().take_while(char::is_ascii_digit).collect();
            port.parse().ok().map(|port: u16| SocketAddr::from(([127, 0, 0, 1], port)))
        });
        Self { address: address.await, child, said, readers }
    }

    /// Asks it to stop, as its keeper does, and gives everything it said.
    pub fn stop(mut self) -> String {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
        assert!(self.child.wait().unwrap().success(), "it stops without a fault");
        for reader in self.readers.drain(..) {
            reader.join().unwrap();
        }
        self.said.lock().unwrap().clone()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // After a failed test; one that was stopped is gone already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn listen(
    stream: impl Read + Send + 'static,
    said: Arc<Mutex<String>>,
) -> std::thread::JoinHandle<()> {
    std::thread::spawn(move || {
        for line in BufReader::new(stream).lines() {
            let mut said = said.lock().unwrap();
            said.push_str(&line.unwrap());
            said.push('\n');
        }
    })
}
