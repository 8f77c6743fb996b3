//! Idle memory: the release binary as it ships, started on the demo's data, after one request.

use std::io::Read;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use bytes::Bytes;
use http_body_util::Full;
use tests::figures::{Figure, Target, median};

use crate::load;
use crate::{Pace, side::Side};

/// Where the release binary is: `cargo xtask bench` builds it and says so.
const PROGRAM: &str = "LINLI_BENCH_SERVER";

pub fn measure(pace: Pace) -> Vec<Figure> {
    let program = std::env::var(PROGRAM).unwrap_or_else(|_| {
        panic!("{PROGRAM} must name the release binary: run `cargo xtask bench`")
    });
    let data = tempfile::tempdir_in(crate::target()).unwrap();
    // The first start makes the demo, which takes memory that no later start needs.
    drop(Linli::start(&program, data.path()));
    let answer = data.path().join("answer");
    std::fs::write(&answer, "{}").unwrap();
    let (mut rss, mut pss, mut bare_rss) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..pace.rounds {
        let linli = Linli::start(&program, data.path());
        load::answer(linli.address, &ask("/"));
        rss.push(megabytes(linli.child.id(), "status", "VmRSS:"));
        pss.push(megabytes(linli.child.id(), "smaps_rollup", "Pss:"));
        let bare = Side::bare(&answer, "");
        load::answer(bare.address, &ask("/"));
        bare_rss.push(megabytes(bare.id(), "status", "VmRSS:"));
    }
    vec![
        Figure::of_rounds("idle memory, resident", "MB", &rss, &bare_rss, "bare warp's process")
            .should(Target::AtMost(60.0)),
        Figure::alone("idle memory, proportional", "MB", median(&pss)),
    ]
}

fn ask(path: &str) -> load::Ask {
    http::Request::get(path).header("host", "localhost").body(Full::<Bytes>::default()).unwrap()
}

/// One line of what the kernel says of a process, in MB.
fn megabytes(process: u32, file: &str, name: &str) -> f64 {
    let text = std::fs::read_to_string(format!("/proc/{process}/{file}")).unwrap();
    let line = text.lines().find_map(|line| line.strip_prefix(name)).unwrap();
    let kib: f64 = line.trim().trim_end_matches(" kB").parse().unwrap();
    kib * 1024.0 / 1e6
}

/// The server, until dropped.
struct Linli {
    child: Child,
    address: SocketAddr,
}

impl Linli {
    /// Starts and waits until it is ready.
    fn start(program: &str, data: &Path) -> Self {
        let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = free.local_addr().unwrap();
        drop(free);
        let child = Command::new(program)
            .args(["serve", "--demo", "--listen", &address.to_string(), "--data"])
            .arg(data)
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut linli = Self { child, address };
        linli.wait();
        linli
    }

    fn wait(&mut self) {
        let began = Instant::now();
        while TcpStream::connect(self.address).is_err() || !self.is_ready() {
            if self.child.try_wait().unwrap().is_some() || began.elapsed().as_secs() > 120 {
                let mut words = String::new();
                self.child.kill().ok();
                self.child.stderr.take().unwrap().read_to_string(&mut words).unwrap();
                panic!("the release binary does not serve: {words}");
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    fn is_ready(&self) -> bool {
        load::status(self.address, &ask("/readyz")).is_some_and(|status| status == 200)
    }
}

impl Drop for Linli {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}
