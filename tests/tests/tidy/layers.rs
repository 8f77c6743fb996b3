//! The rules of dependency of the house: which layer may name which.

use std::path::{Path, PathBuf};

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().unwrap()
}

/// Every Rust file below a folder, with its text.
pub(crate) fn sources(folder: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|kind| kind == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                found.push((path, text));
            }
        }
    }
    assert!(!found.is_empty(), "{folder} has no sources");
    found
}

/// The code of a file without its comments and its tests.
fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
    let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

#[track_caller]
fn never_names(folder: &str, words: &[&str], except: &[&str]) {
    for (path, text) in sources(folder) {
        let shown = path.strip_prefix(root()).unwrap().display().to_string();
        if except.iter().any(|file| shown.ends_with(file)) {
            continue;
        }
        let code = code(&text);
        for word in words {
            assert!(!code.contains(word), "{shown} names {word}");
        }
    }
}

#[test]
fn shared_layers_look_one_way() {
    never_names("shared/src/value", &["crate::domain", "crate::policy", "crate::journal"], &[]);
    never_names("shared/src/domain", &["crate::policy", "crate::journal"], &[]);
    never_names("shared/src/policy", &["crate::journal"], &[]);
    never_names("shared/src", &["std::fs", "std::net", "std::time::SystemTime", "std::env"], &[]);
}

#[test]
fn http_names_no_diesel_and_db_no_warp() {
    never_names("backend/src/http", &["diesel", "crate::job"], &[]);
    never_names("backend/src/db", &["warp::", "crate::http", "crate::job"], &[]);
    never_names("backend/src/job", &["diesel", "warp::"], &[]);
    never_names("backend/src/port", &["crate::http", "crate::db::", "crate::job"], &[]);
    never_names("backend/src/media", &["crate::http", "crate::db", "crate::job"], &[]);
}

#[test]
fn one_file_names_the_connections_and_one_reads_the_time() {
    never_names("backend/src", &["PgConnection", "SqliteConnection"], &["db/conn.rs"]);
    never_names("backend/src", &["SystemTime::now"], &["port/clock.rs"]);
}

#[test]
fn the_browser_and_the_server_never_name_each_other() {
    never_names("frontend/src", &["backend::", "gloo_net"], &["net/fetch.rs"]);
    never_names("backend/src", &["frontend::"], &[]);
    never_names("frontend/src/ui", &["shared::domain", "shared::api", "shared::policy"], &[]);
    never_names("frontend/src", &["from_html_unchecked"], &[]);
}
