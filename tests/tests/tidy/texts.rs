//! The project speaks of itself alone, and of what it does.

use std::process::Command;

use crate::layers::{root, sources};

/// Everything that is committed, as text.
fn committed() -> Vec<(String, String)> {
    let listed =
        Command::new("git").arg("-C").arg(root()).args(["ls-files", "-z"]).output().unwrap();
    let names = String::from_utf8(listed.stdout).unwrap();
    let names = names.split('\0').filter(|name| !name.is_empty());
    names
        .filter_map(|name| {
            Some((name.to_owned(), std::fs::read_to_string(root().join(name)).ok()?))
        })
        .collect()
}

#[test]
fn nothing_is_left_unfinished_or_silenced() {
    let words = ["todo!(", "unimplemented!(", "#[ignore]", "TODO", "FIXME"];
    for folder in ["shared/src", "backend/src", "frontend/src", "xtask/src"] {
        for (path, text) in sources(folder) {
            for word in words {
                assert!(!text.contains(word), "{} holds {word}", path.display());
            }
        }
    }
}

#[test]
fn no_path_of_one_machine_stands_in_the_project() {
    let machine = ["/work".to_owned() + "/main", "/ro".to_owned() + "ot/"];
    for (name, text) in committed() {
        for path in &machine {
            assert!(!text.contains(path.as_str()), "{name} names {path}");
        }
    }
}

#[test]
fn the_journal_is_described_where_it_was_decided() {
    let adr = std::fs::read_to_string(root().join("docs/adr/0002-journal-leaf.md")).unwrap();
    let vector = include_str!(
        "../../../shared/src/journal/snapshots/shared__journal__leaf__tests__journal_entry.snap"
    );
    for line in vector.split("---").last().unwrap().trim().lines() {
        assert!(adr.contains(line), "the ADR's vector is not the tested one: {line}");
    }
}
