//! The size of the first load over the wire.

use crate::fault::{Fault, Outcome};
use crate::pack::{Build, Packed};

/// Bytes after Brotli of wasm, scripts and styles together (docs/adr; 250 KB).
const LIMIT: usize = 250_000;

/// Prints what a first visit costs and refuses an app over the budget.
pub(crate) fn check(build: &Build) -> Outcome {
    println!("build {}", build.id);
    println!("{:<40} {:>10} {:>10} {:>10}", "first load", "bytes", "gzip", "brotli");
    for file in build.files.iter().filter(|file| counts(file)) {
        println!("{:<40} {:>10} {:>10} {:>10}", file.path, file.bytes, gzip(file), brotli(file));
    }
    let whole = total(&build.files);
    println!("{:<40} {:>32}", "together", whole);
    println!("{:<40} {:>32}", "budget", LIMIT);
    if whole > LIMIT {
        let over = whole - LIMIT;
        return Err(Fault::new(format!("The first load is {over} bytes over its budget.")));
    }
    Ok(())
}

/// What the page asks for before it shows anything.
fn counts(file: &Packed) -> bool {
    file.path.starts_with("assets/")
        && [".wasm", ".js", ".css"].iter().any(|ending| file.path.ends_with(ending))
}

fn total(files: &[Packed]) -> usize {
    files.iter().filter(|file| counts(file)).map(brotli).sum()
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
            file("assets/style-1.css", 20_000),
            file("assets/icons-1.svg", 700_000),
            file("sw.js", 700_000),
        ];
        Build { id: "b1".to_owned(), files, sources: String::new() }
    }

    #[test]
    fn wasm_scripts_and_styles_count_and_nothing_else() {
        assert!(check(&build(220_000)).is_ok());
        let fault = check(&build(220_001)).unwrap_err();
        assert_eq!(fault.to_string(), "The first load is 1 bytes over its budget.");
    }
}
