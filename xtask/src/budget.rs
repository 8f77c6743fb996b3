//! The size of the first load over the wire.

use crate::app::PARTS;
use crate::fault::{Fault, Outcome};
use crate::pack::{Build, Packed};

/// Bytes after Brotli of wasm, scripts and styles together: what each part is to cost.
const TARGET: usize = 250_000;

/// What each part may cost until it meets its target, in the order of [`PARTS`]: a ceiling that is
/// only ever lowered (docs/operations.md, "Known gaps").
const CEILINGS: [usize; PARTS.len()] = [375_000, 512_000];

/// Prints what a first visit costs and refuses an app over the budget.
pub(crate) fn check(build: &Build) -> Outcome {
    println!("build {}", build.id);
    let mut over = Vec::new();
    for (part, ceiling) in PARTS.into_iter().zip(CEILINGS) {
        println!(
            "{:<40} {:>10} {:>10} {:>10}",
            format!("first load of {part}"),
            "bytes",
            "gzip",
            "brotli"
        );
        for file in build.files.iter().filter(|file| counts(file, part)) {
            println!(
                "{:<40} {:>10} {:>10} {:>10}",
                file.path,
                file.bytes,
                gzip(file),
                brotli(file)
            );
        }
        let whole = total(&build.files, part);
        println!("{:<40} {:>32}", "together", whole);
        println!("{:<40} {:>32}", "target", TARGET);
        if whole > TARGET {
            println!("{:<40} {:>32}", "KNOWN GAP, over the target by", whole - TARGET);
        }
        if whole > ceiling {
            over.push(format!(
                "The first load of {part} is {} bytes over its ceiling.",
                whole - ceiling
            ));
        }
    }
    if over.is_empty() { Ok(()) } else { Err(Fault::new(over.join(" "))) }
}

/// What the page of a part asks for before it shows anything.
fn counts(file: &Packed, part: &str) -> bool {
    let others = PARTS.iter().filter(|other| **other != part);
    file.path.starts_with("assets/")
        && [".wasm", ".js", ".css"].iter().any(|ending| file.path.ends_with(ending))
        && others.into_iter().all(|other| !file.path.starts_with(&format!("assets/{other}-")))
}

fn total(files: &[Packed], part: &str) -> usize {
    files.iter().filter(|file| counts(file, part)).map(brotli).sum()
}

fn brotli(file: &Packed) -> usize {
    file.brotli.unwrap_or(file.bytes)
}

fn gzip(file: &Packed) -> usize {
    file.gzip.unwrap_or(file.bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn build(wasm: usize, staff: usize) -> Build {
        let file = |path: &str, brotli| Packed {
            path: path.to_owned(),
            bytes: 900_000,
            brotli: Some(brotli),
            gzip: None,
        };
        let files = vec![
            file("assets/app-1.wasm", wasm),
            file("assets/app-1.js", 10_000),
            file("assets/staff-1.wasm", staff),
            file("assets/style-1.css", 20_000),
            file("assets/icons-1.svg", 700_000),
            file("sw.js", 700_000),
        ];
        Build { id: "b1".to_owned(), files, sources: String::new() }
    }

    #[test]
    fn wasm_scripts_and_styles_count_and_nothing_else() {
        let [app, staff] = CEILINGS.map(|ceiling| ceiling - 30_000);
        assert!(check(&build(app, staff)).is_ok());
        let fault = check(&build(app + 1, staff)).unwrap_err();
        assert_eq!(fault.to_string(), "The first load of app is 1 bytes over its ceiling.");
        let fault = check(&build(app, staff + 10_002)).unwrap_err();
        assert_eq!(fault.to_string(), "The first load of staff is 2 bytes over its ceiling.");
    }

    #[test]
    fn no_ceiling_lies_below_the_target() {
        assert!(CEILINGS.iter().all(|ceiling| *ceiling >= TARGET));
    }
}
