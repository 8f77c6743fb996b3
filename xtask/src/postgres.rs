//! A private PostgreSQL: its own data folder, port and password, gone when we are.

use std::net::{Ipv4Addr, TcpListener};
use std::path::PathBuf;
use std::process::Command;

use crate::command::{is_root, on_path, succeeds};
use crate::fault::{Fault, OrSay, Outcome};
use crate::leash::Leash;

/// The variable that tells tests where PostgreSQL is. Set beforehand, it is used as it is.
pub(crate) const URL_VARIABLE: &str = "LINLI_TEST_POSTGRES";

const PASSWORD_VARIABLE: &str = "LINLI_POSTGRES_PASSWORD";

/// `$1` the folder of the programs, `$2` the port, `$3` `on` or `off` for syncing to disk.
const SCRIPT: &str = r#"
set -eu
umask 077
folder=$(mktemp -d /tmp/linli-postgres.XXXXXX)
trap 'rm -rf "$folder"' EXIT
trap '' INT TERM HUP
printf %s "$LINLI_POSTGRES_PASSWORD" >"$folder/password"
unset LINLI_POSTGRES_PASSWORD
"$1/initdb" --pgdata="$folder/data" --username=linli --pwfile="$folder/password" \
  --auth=scram-sha-256 --encoding=UTF8 --no-locale --no-sync >"$folder/log" 2>&1 ||
  { cat "$folder/log" >&2; exit 1; }
"$1/postgres" -D "$folder/data" -p "$2" -h 127.0.0.1 -k "$folder" -c max_connections=200 \
  -c fsync="$3" -c synchronous_commit="$3" -c full_page_writes="$3" >"$folder/log" 2>&1 &
server=$!
tries=0
until "$1/pg_isready" -q -h 127.0.0.1 -p "$2"; do
  tries=$((tries + 1))
  if ! kill -0 "$server" 2>/dev/null || [ "$tries" -gt 300 ]; then
    cat "$folder/log" >&2
    exit 1
  fi
  sleep 0.1
done
echo ready
cat >/dev/null
kill -INT "$server"
wait "$server" || true
"#;

/// Whether commits wait for the disk.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Syncing {
    /// As in production; for measuring.
    On,
    /// Faster, and lost with the power; for tests.
    Off,
}

/// A running PostgreSQL, stopped and removed when dropped.
pub(crate) struct Postgres {
    url: String,
    _leash: Leash,
}

impl Postgres {
    /// Starts one, ready for connections.
    pub(crate) fn start(syncing: Syncing) -> Outcome<Self> {
        let programs = programs().ok_or_else(|| Fault::new("PostgreSQL is not installed."))?;
        let port = free_port()?.to_string();
        let password = password()?;
        let sync = if syncing == Syncing::On { "on" } else { "off" };
        let programs = programs.to_string_lossy();
        let wrap = another_user()?.map(|user| ["runuser", "-u", user, "--"]);
        let mut leash = Leash::start(
            wrap.as_ref().map_or(&[], <[_; 4]>::as_slice),
            SCRIPT,
            &[&programs, &port, sync],
            &[(PASSWORD_VARIABLE, &password)],
        )?;
        if leash.line().as_deref() != Some("ready") {
            return Err(Fault::new("PostgreSQL did not start; its words are above."));
        }
        let url = format!("postgres://linli:{password}@127.0.0.1:{port}/postgres");
        Ok(Self { url, _leash: leash })
    }

    /// Where it listens, with its superuser `linli`.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }
}

/// The folder with `initdb` and `postgres`, the newest version first. Debian keeps them off
/// the search path.
pub(crate) fn programs() -> Option<PathBuf> {
    let mut versions: Vec<(u32, PathBuf)> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let version = entry.file_name().to_str()?.parse().ok()?;
            let folder = entry.path().join("bin");
            folder.join("initdb").is_file().then_some((version, folder))
        })
        .collect();
    versions.sort();
    versions.pop().map(|(_, folder)| folder).or_else(|| {
        let initdb = on_path(&["initdb"])?.canonicalize().ok()?;
        initdb.parent().map(PathBuf::from)
    })
}

/// PostgreSQL refuses to run as root; the package's own user, or else nobody, runs it then.
fn another_user() -> Outcome<Option<&'static str>> {
    if !is_root()? {
        return Ok(None);
    }
    let known = succeeds(Command::new("id").args(["-u", "postgres"]));
    Ok(Some(if known { "postgres" } else { "nobody" }))
}

/// A port nobody uses just now.
fn free_port() -> Outcome<u16> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
        .and_then(|listener| listener.local_addr())
        .map(|address| address.port())
        .or_say(|| "No port is free on this machine".to_owned())
}

fn password() -> Outcome<String> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).or_say(|| "The system gives no random bytes".to_owned())?;
    Ok(data_encoding::HEXLOWER.encode(&bytes))
}
