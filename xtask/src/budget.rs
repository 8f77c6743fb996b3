//! The size of the first load over the wire.

use crate::fault::{Fault, Outcome};
use crate::pack::{Build, Packed};

/// Bytes after Brotli of wasm, scripts and styles together that a first visit may cost.
const BUDGET: usize = 250_000;

/// The parts of the first pages: a resident's home, with sign-in before it, and the staff's entrance.
const FIRST: [&str; 2] = ["entrance", "home"];

/// Prints what the first load and each part of the app cost, and refuses a first page over budget.
pub(crate) fn check(build: &Build) -> Outcome {
    println!("build {}", build.id);
    println!("{:<40} {:>10} {:>10} {:>10}", "first load", "bytes", "gzip", "brotli");
    let first: Vec<&Packed> = build.files.iter().filter(|file| counts(file, build)).collect();
    for file in &first {
        println!(
            "{:<40} {:>10} {:>10} {:>10}",
            file.path,
            file.bytes,
            file.gzip.unwrap_or(file.bytes),
            brotli(file)
        );
    }
    let ground: usize = first.into_iter().map(brotli).sum();
    println!("{:<40} {ground:>32}", "together");
    let mut over = Vec::new();
    for (part, files) in &build.parts {
        let more: usize =
            build.files.iter().filter(|file| files.contains(&file.path)).map(brotli).sum();
        let whole = ground + more;
        let held = FIRST.contains(&part.as_str());
        let budget = if held { format!(" of {BUDGET}") } else { String::new() };
        println!("with the first page of {part:<12} {more:>8} more, {whole:>8} in all{budget}");
        if held && whole > BUDGET {
            over.push(format!(
                "The first page of `{part}` is {} bytes over the budget.",
                whole - BUDGET
            ));
        }
    }
    for part in FIRST.iter().filter(|part| !build.parts.contains_key(**part)) {
        over.push(format!("There is no part `{part}` to hold to the budget."));
    }
    if over.is_empty() { Ok(()) } else { Err(Fault::new(over.join(" "))) }
}

/// What the page asks for before it shows anything.
fn counts(file: &Packed, build: &Build) -> bool {
    file.path.starts_with("assets/")
        && [".wasm", ".js", ".css"].iter().any(|ending| file.path.ends_with(ending))
        && !build.parts.values().flatten().any(|path| *path == file.path)
}

fn brotli(file: &Packed) -> usize {
    file.brotli.unwrap_or(file.bytes)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn build(wasm: usize) -> Build {
        let file = |path: &str, brotli| Packed {
            path: path.to_owned(),
            bytes: 900_000,
            brotli: Some(brotli),
            gzip: None,
        };
        let files = vec![
            file("assets/app-1.wasm", wasm),
            file("assets/app-1.js", 10_000),
            file("assets/split_home-1.wasm", 40_000),
            file("assets/split_office-1.wasm", 700_000),
            file("assets/style-1.css", 20_000),
            file("assets/icons-1.svg", 700_000),
            file("sw.js", 700_000),
        ];
        let part = |name: &str| (name.to_owned(), vec![format!("assets/split_{name}-1.wasm")]);
        let parts = BTreeMap::from([part("entrance"), part("home"), part("office")]);
        Build { id: "b1".to_owned(), files, parts, sources: String::new() }
    }

    #[test]
    fn what_the_first_page_needs_counts_and_nothing_else() {
        assert!(check(&build(180_000)).is_ok());
        let mut nameless = build(1);
        nameless.parts.remove("entrance");
        let fault = check(&nameless).unwrap_err();
        assert_eq!(fault.to_string(), "There is no part `entrance` to hold to the budget.");
        let fault = check(&build(180_001)).unwrap_err();
        assert_eq!(fault.to_string(), "The first page of `home` is 1 bytes over the budget.");
    }
}
