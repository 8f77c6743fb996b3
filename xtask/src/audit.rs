//! `cargo xtask audit`: what the packages we depend on bring along.

use crate::command::{cargo, run, succeeds};
use crate::fault::Outcome;
use crate::place::Place;

/// Checks licences, banned packages and where packages come from (`deny.toml`).
pub(crate) fn audit() -> Outcome {
    let place = Place::find()?;
    if !succeeds(cargo(&place.root).args(["deny", "--version"])) {
        println!("Installing cargo-deny");
        let mut install = cargo(&place.root);
        install.args(["install", "--locked", "cargo-deny"]);
        run(&mut install, "cargo-deny is missing. Install: cargo install --locked cargo-deny")?;
    }
    let mut deny = cargo(&place.root);
    deny.args(["deny", "--workspace", "check", "bans", "licenses", "sources"]);
    run(&mut deny, "The audit found something; it is above.")
}
