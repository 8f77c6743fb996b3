//! `cargo xtask run`: from a clean clone to the served app.

use std::io::ErrorKind;
use std::net::{Ipv4Addr, TcpListener, TcpStream, ToSocketAddrs};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::app::{self, Finish};
use crate::command::{cargo, run as run_command};
use crate::dev;
use crate::fault::{Fault, OrSay, Outcome};
use crate::place::Place;
use crate::tools;

/// Free bytes below which nothing is started: a build and a demo need about as much, and the
/// server itself stops taking photos there.
const FREE_BYTES: u64 = 500_000_000;

/// How long an unreachable database may keep a person waiting.
const DATABASE_WAIT: Duration = Duration::from_secs(3);

/// What `run` was asked for.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Port to listen on, on this machine only
    #[arg(long, default_value_t = 8080)]
    pub(crate) port: u16,
    /// Folder of the database and the photos [default: linli-data in the project]
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// PostgreSQL instead of the built-in SQLite, as `postgres://user:password@host/name`
    #[arg(long, value_name = "URL")]
    database: Option<String>,
    /// Start empty, without the demo
    #[arg(long)]
    no_demo: bool,
    /// Rebuild and reload when a source changes
    #[arg(long)]
    dev: bool,
}

/// Builds and serves.
pub(crate) fn run(options: &Options) -> Outcome {
    let place = Place::find()?;
    check_port(options.port)?;
    let data = data_folder(&place, options)?;
    for folder in [&place.root, &data] {
        check_disk(folder)?;
    }
    if let Some(url) = &options.database {
        check_database(url)?;
    }
    tools::ensure_compiler()?;
    let finish = if options.dev { Finish::Quick } else { Finish::Full };
    println!("Building the app");
    app::build(&place, finish)?;
    println!("Building the server");
    build_server(&place)?;
    check_port(options.port)?;
    let server = Server { program: place.target.join("debug/linli"), data, options };
    if options.dev {
        return dev::follow(&place, &server);
    }
    // The server takes our place, so that it gets every signal itself.
    let fault = Command::new(&server.program).args(server.arguments()).exec();
    Err(fault).or_say(|| "The server does not start".to_owned())
}

/// The server's program and what it is told.
pub(crate) struct Server<'a> {
    pub(crate) program: PathBuf,
    data: PathBuf,
    options: &'a Options,
}

impl Server<'_> {
    /// The words after `linli`.
    pub(crate) fn arguments(&self) -> Vec<String> {
        let mut words = vec!["serve".to_owned()];
        let mut add = |name: &str, value: String| words.extend([name.to_owned(), value]);
        add("--listen", format!("{}:{}", Ipv4Addr::LOCALHOST, self.options.port));
        add("--data", self.data.to_string_lossy().into_owned());
        if let Some(url) = &self.options.database {
            add("--database", url.clone());
        }
        if !self.options.no_demo {
            words.push("--demo".to_owned());
        }
        words
    }
}

/// Compiles the server without optimising: soon there, and it reads the app from its folder.
pub(crate) fn build_server(place: &Place) -> Outcome {
    let mut compiler = cargo(&place.root);
    compiler.args(["build", "--package", "backend", "--bin", "linli"]);
    run_command(&mut compiler, "The server did not build; the compiler's words are above.")
}

fn data_folder(place: &Place, options: &Options) -> Outcome<PathBuf> {
    let folder = options.data.clone().unwrap_or_else(|| place.root.join("linli-data"));
    let failed = || format!("The data folder {} cannot be used", folder.display());
    std::fs::create_dir_all(&folder).or_say(failed)?;
    folder.canonicalize().or_say(failed)
}

fn check_port(port: u16) -> Outcome {
    match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == ErrorKind::AddrInUse => {
            Err(Fault::new(format!("Port {port} is in use. Choose another with --port.")))
        }
        Err(error) => Err(Fault::new(format!(
            "Port {port} cannot be used: {error}. Choose another with --port."
        ))),
    }
}

fn check_disk(folder: &Path) -> Outcome {
    let free = fs4::available_space(folder)
        .or_say(|| format!("The free space of {} is unknown", folder.display()))?;
    if free >= FREE_BYTES {
        return Ok(());
    }
    let (free, folder) = (free / 1_000_000, folder.display());
    Err(Fault::new(format!("The disk of {folder} is nearly full: {free} MB are free, 500 needed.")))
}

/// A wrong address should not cost the minutes of a build.
fn check_database(url: &str) -> Outcome {
    let Some((host, port)) = database_address(url)? else { return Ok(()) };
    let unreachable = || format!("The database at {host}:{port} cannot be reached");
    let addresses = (host.as_str(), port).to_socket_addrs().or_say(unreachable)?;
    let mut last = Err(Fault::new(format!("{}: it has no address.", unreachable())));
    for address in addresses {
        match TcpStream::connect_timeout(&address, DATABASE_WAIT) {
            Ok(_) => return Ok(()),
            Err(error) => last = Err(error).or_say(unreachable),
        }
    }
    last
}

/// Host and port of a PostgreSQL URL; nothing when it names a socket on this machine.
fn database_address(url: &str) -> Outcome<Option<(String, u16)>> {
    let wrong = || Fault::new("The database's address is postgres://user:password@host:port/name.");
    let rest = url
        .strip_prefix("postgres://")
        .or_else(|| url.strip_prefix("postgresql://"))
        .ok_or_else(wrong)?;
    let authority = rest.split(['/', '?']).next().unwrap_or_default();
    let place = authority.rsplit_once('@').map_or(authority, |(_, place)| place);
    let (host, port) = match place.strip_prefix('[') {
        Some(v6) => v6.split_once(']').ok_or_else(wrong)?,
        None => place.find(':').map_or((place, ""), |colon| place.split_at(colon)),
    };
    let port = match port.strip_prefix(':') {
        Some(digits) => digits.parse().map_err(|_| wrong())?,
        None => 5432,
    };
    // libpq takes an empty host, or one that is a folder, for a socket.
    let socket = host.is_empty() || host.to_ascii_lowercase().starts_with("%2f");
    Ok((!socket).then(|| (host.to_owned(), port)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_used_port_is_said_in_one_sentence() {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let fault = check_port(port).unwrap_err().to_string();
        assert_eq!(fault, format!("Port {port} is in use. Choose another with --port."));
    }

    #[test]
    fn the_database_is_found_in_every_form_of_its_address() {
        for (url, host, port) in [
            ("postgres://linli@db.example/linli", "db.example", 5432),
            ("postgresql://a:b@10.0.0.7:6432/x?sslmode=require", "10.0.0.7", 6432),
            ("postgres://[::1]:5433", "::1", 5433),
            ("postgres://[::1]/x", "::1", 5432),
        ] {
            assert_eq!(database_address(url).unwrap(), Some((host.to_owned(), port)), "{url}");
        }
        for socket in ["postgres:///linli", "postgres://%2Fvar%2Frun/linli"] {
            assert_eq!(database_address(socket).unwrap(), None, "{socket}");
        }
        for wrong in ["mysql://x", "linli.db", "postgres://x:door/y", "postgres://[::1"] {
            assert!(database_address(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn an_unreachable_database_is_named() {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        drop(listener);
        let fault = check_database(&format!("postgres://127.0.0.1:{port}/x")).unwrap_err();
        let start = format!("The database at 127.0.0.1:{port} cannot be reached: ");
        assert!(fault.to_string().starts_with(&start), "{fault}");
    }
}
