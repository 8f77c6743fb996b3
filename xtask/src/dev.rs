//! `run --dev`: builds again what a change touches. The open page sees the new build's name
//! in `/build.json` and reloads itself.

use std::fs;
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, SystemTime};

use crate::app::{self, Finish};
use crate::fault::Outcome;
use crate::leash::Leash;
use crate::place::Place;
use crate::run::{Server, build_server};

/// How often the sources are looked at: soon enough for a person, cheap enough for a laptop.
const PAUSE: Duration = Duration::from_millis(500);

const APP_SOURCES: [&str; 4] = ["Cargo.toml", "Cargo.lock", "shared", "frontend"];
const SERVER_SOURCES: [&str; 6] =
    ["Cargo.toml", "Cargo.lock", "shared", "backend", "migrations", "data"];

/// `$@` is the server's command line. It gets five seconds to end well.
const SERVE: &str = r#"
"$@" </dev/null >&2 &
server=$!
cat >/dev/null
kill -TERM "$server" 2>/dev/null
tries=0
while kill -0 "$server" 2>/dev/null && [ "$tries" -lt 50 ]; do
  tries=$((tries + 1))
  sleep 0.1
done
kill -KILL "$server" 2>/dev/null
"#;

/// Serves, and follows the sources until Ctrl-C.
pub(crate) fn follow(place: &Place, server: &Server<'_>) -> Outcome {
    let app_seen = || Seen::look(place, &APP_SOURCES);
    let server_seen = || Seen::look(place, &SERVER_SOURCES);
    let (mut app, mut code) = (app_seen(), server_seen());
    let mut running = Some(start(server)?);
    loop {
        sleep(PAUSE);
        if app != app_seen() {
            app = app_seen();
            say(app::build(place, Finish::Quick).map(|build| build.id));
        }
        if code != server_seen() {
            code = server_seen();
            // The old server goes on while the new one does not compile.
            if say(build_server(place)) {
                drop(running.take());
                running = Some(start(server)?);
            }
        }
    }
}

fn start(server: &Server<'_>) -> Outcome<Leash> {
    let program = server.program.to_string_lossy().into_owned();
    let words: Vec<String> = std::iter::once(program).chain(server.arguments()).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    Leash::start(&[], SERVE, &words, &[])
}

/// Tells a failure and goes on: the next change may cure it.
fn say<T>(outcome: Outcome<T>) -> bool {
    match outcome {
        Ok(_) => true,
        Err(fault) => {
            println!("{fault} Waiting for the next change.");
            false
        }
    }
}

/// What some sources looked like: any added, removed or changed file makes another.
#[derive(PartialEq, Eq)]
struct Seen {
    files: usize,
    newest: Option<SystemTime>,
}

impl Seen {
    fn look(place: &Place, names: &[&str]) -> Self {
        let mut seen = Self { files: 0, newest: None };
        for name in names {
            seen.add(&place.root.join(name));
        }
        seen
    }

    fn add(&mut self, path: &Path) {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if matches!(name, "node_modules" | "target") || name.starts_with('.') {
            return;
        }
        let Ok(about) = path.metadata() else { return };
        if about.is_dir() {
            fs::read_dir(path).into_iter().flatten().flatten().for_each(|e| self.add(&e.path()));
        } else {
            self.files += 1;
            self.newest = self.newest.max(about.modified().ok());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(folder: &Path) -> Seen {
        let mut seen = Seen { files: 0, newest: None };
        seen.add(folder);
        seen
    }

    #[test]
    fn an_added_file_is_seen_and_a_library_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let sources = folder.path().join("sources");
        fs::create_dir_all(sources.join("node_modules")).unwrap();
        fs::write(sources.join("a.rs"), "").unwrap();
        let before = look(&sources);
        fs::write(sources.join("node_modules/b.js"), "").unwrap();
        assert!(before == look(&sources));
        fs::write(sources.join("c.rs"), "").unwrap();
        assert!(before != look(&sources));
    }
}
