//! `cargo xtask audit`: what the packages we depend on bring along, and what takes too long for every
//! test run.

use crate::command::{cargo, run, succeeds};
use crate::fault::Outcome;
use crate::place::Place;

/// How many cases a property is tried with: a hundred times proptest's own number.
const CASES: &str = "25600";

/// Checks licences, banned packages and where packages come from (`deny.toml`), then tries the
/// properties of sealed ballots for long: readers, sums, recounts.
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
    run(&mut deny, "The audit found something; it is above.")?;
    let mut long = cargo(&place.root);
    long.env("PROPTEST_CASES", CASES);
    long.args([
        "test",
        "--release",
        "--package",
        "shared",
        "--features",
        "sealed",
        "--lib",
        "sealed::",
    ]);
    run(&mut long, "A reader or a proof of sealed ballots broke; the case is above.")
}
