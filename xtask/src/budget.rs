//! The size of the first load over the wire.

use crate::fault::{Fault, Outcome};
use crate::pack::{Build, Packed};

/// Bytes after Brotli of wasm, scripts and styles together that a first visit may cost.
const BUDGET: usize = 250_000;

/// Prints what a first visit and each part of the app cost, and refuses an app over the budget.
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
    let whole: usize = first.into_iter().map(brotli).sum();
    println!("{:<40} {whole:>32}", "together");
    println!("{:<40} {BUDGET:>32}", "budget");
    for (part, files) in &build.parts {
        let bytes: usize =
            build.files.iter().filter(|file| files.contains(&file.path)).map(brotli).sum();
        println!("{:<40} {bytes:>32}", format!("with the first page of `{part}`, more"));
    }
    if whole > BUDGET {
        let over = whole - BUDGET;
        return Err(Fault::new(format!("The first load is {over} bytes over its budget.")));
    }
    Ok(())
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
            file("assets/split_own-1.wasm", 700_000),
            file("assets/style-1.css", 20_000),
            file("assets/icons-1.svg", 700_000),
            file("sw.js", 700_000),
        ];
        let parts =
            BTreeMap::from([("own".to_owned(), vec!["assets/split_own-1.wasm".to_owned()])]);
        Build { id: "b1".to_owned(), files, parts, sources: String::new() }
    }

    #[test]
    fn what_the_first_page_needs_counts_and_nothing_else() {
        assert!(check(&build(220_000)).is_ok());
        let fault = check(&build(220_001)).unwrap_err();
        assert_eq!(fault.to_string(), "The first load is 1 bytes over its budget.");
    }
}
