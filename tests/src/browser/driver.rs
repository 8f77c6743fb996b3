//! One chromedriver for the whole test binary. It ends with it, however that ends: a small shell
//! holds the driver and reads a pipe whose other end only this process has.

use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;

/// The program; `cargo xtask test` installs it.
const DRIVER: &str = "/usr/bin/chromedriver";

/// Starts the driver in a group of its own, and ends the whole group, browsers too, when standard
/// input closes.
const SCRIPT: &str = r#"
"$1" --port=0 --log-level=WARNING &
driver=$!
cat >/dev/null
kill "$driver" 2>/dev/null
wait "$driver" 2>/dev/null
kill -TERM 0
"#;

struct Driver {
    /// Kept for its standard input, which closes when this process ends.
    _shell: Child,
    address: String,
}

/// Where the driver listens; started by the first who asks.
pub(super) fn address() -> &'static str {
    static DRIVER: OnceLock<Driver> = OnceLock::new();
    &DRIVER.get_or_init(start).address
}

fn start() -> Driver {
    let mut shell = Command::new("sh")
        .args(["-c", SCRIPT, "linli", DRIVER])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        // Ctrl-C must reach it only by our ending.
        .process_group(0)
        .spawn()
        .expect("a shell");
    let out = BufReader::new(shell.stdout.take().expect("a pipe"));
    let mut lines = out.lines().map_while(Result::ok);
    let port = lines.find_map(|line| {
        let (_, rest) = line.split_once("started successfully on port ")?;
        rest.trim_end_matches('.').parse::<u16>().ok()
    });
    let port = port.unwrap_or_else(|| panic!("{DRIVER} does not start: install chromium-driver"));
    // Whatever it prints later must not fill the pipe.
    std::thread::spawn(move || lines.for_each(drop));
    Driver { _shell: shell, address: format!("http://127.0.0.1:{port}") }
}
