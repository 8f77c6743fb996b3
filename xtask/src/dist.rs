//! `cargo xtask dist`: the one file to put on a server.

use std::fs;
use std::path::PathBuf;

use sha2::{Digest, Sha256};

use crate::app::{self, Finish};
use crate::budget;
use crate::command::{cargo, run};
use crate::fault::{OrSay, Outcome};
use crate::pack::Build;
use crate::place::Place;
use crate::tools;

/// Names the app to embed. A changed value makes the compiler embed it again
/// (backend/src/http/assets.rs).
pub(crate) const APP_VARIABLE: &str = "LINLI_APP_BUILD";

/// Builds the server for release with the app inside, into `target/dist`.
pub(crate) fn dist() -> Outcome {
    let place = Place::find()?;
    tools::ensure_compiler()?;
    let build = app::build(&place, Finish::Full)?;
    budget::check(&build)?;
    let server = server(&place, &build)?;
    let folder = place.root.join("target/dist");
    let failed = || format!("{} cannot be written", folder.display());
    fs::create_dir_all(&folder).or_say(failed)?;
    let program = folder.join("linli");
    fs::copy(server, &program).or_say(failed)?;
    let bytes = fs::read(&program).or_say(failed)?;
    let hash = data_encoding::HEXLOWER.encode(&Sha256::digest(&bytes));
    fs::write(folder.join("SHA256SUMS"), format!("{hash}  linli\n")).or_say(failed)?;
    println!("{} ({} bytes, app {})", program.display(), bytes.len(), build.id);
    Ok(())
}

/// Builds the server for release with the app inside; where it lies.
pub(crate) fn server(place: &Place, build: &Build) -> Outcome<PathBuf> {
    let mut server = cargo(&place.root);
    server.args(["build", "--locked", "--release", "--package", "backend", "--bin", "linli"]);
    server.env(APP_VARIABLE, &build.id);
    run(&mut server, "The server did not build; the compiler's words are above.")?;
    Ok(place.target.join("release/linli"))
}
