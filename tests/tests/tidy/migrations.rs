//! Two dialects, one schema.

use crate::layers::root;

fn names(dialect: &str) -> Vec<String> {
    let folder = std::fs::read_dir(root().join("migrations").join(dialect)).unwrap();
    let mut names: Vec<String> =
        folder.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// A file without comments, and without what only one dialect says: blob types and triggers.
fn tables(dialect: &str, name: &str) -> String {
    let path = root().join("migrations").join(dialect).join(name).join("up.sql");
    let text = std::fs::read_to_string(path).unwrap().replace(" BYTEA", " BLOB");
    let tables =
        text.split("CREATE TRIGGER").next().unwrap().split("CREATE FUNCTION").next().unwrap();
    let lines = tables.lines().filter(|line| !line.trim_start().starts_with("--"));
    lines.collect::<Vec<_>>().join("\n").trim().to_owned()
}

#[test]
fn both_dialects_make_the_same_tables() {
    let sqlite = names("sqlite");
    assert_eq!(sqlite, names("postgres"));
    for name in sqlite {
        assert_eq!(tables("sqlite", &name), tables("postgres", &name), "{name}");
    }
}

#[test]
fn tables_of_an_estate_carry_it_first_in_their_key() {
    for name in names("sqlite") {
        for table in tables("sqlite", &name).split("CREATE TABLE ").skip(1) {
            let body = table.split("\n);").next().unwrap();
            let of_estate = body.contains("\n    estate_id TEXT NOT NULL");
            let keyed = body.contains("PRIMARY KEY (estate_id")
                || body.contains("estate_id TEXT PRIMARY KEY");
            let name = table.split_whitespace().next().unwrap();
            // The inbox spans estates: its key is the audience's.
            assert!(!of_estate || keyed || name == "notice", "{name}");
        }
    }
}
