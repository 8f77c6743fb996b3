//! Makes the folder of the built app, so that a debug build finds what is put there later:
//! `rust-embed` resolves the folder while compiling, and one that is missing then stays missing.

use std::{env, fs, io, path::PathBuf};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    let here = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from).unwrap_or_default();
    fs::create_dir_all(here.join("../target/app"))
}
