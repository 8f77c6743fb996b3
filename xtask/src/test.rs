//! `cargo xtask test`: everything that decides whether a change may go in.

use std::process::{Command, Stdio};

use crate::app::{self, Finish};
use crate::budget;
use crate::command::{cargo, run};
use crate::fault::{Fault, OrSay, Outcome};
use crate::place::Place;
use crate::postgres::{Postgres, Syncing, URL_VARIABLE};
use crate::stage::Stages;
use crate::tools::{self, Tool, WASM};

/// The order in which the test binaries of `tests` run; others that exist run after these.
const SUITES: [&str; 4] = ["tidy", "api", "browser", "faults"];

/// A set of tests that one cargo command runs.
struct Suite {
    name: String,
    arguments: Vec<String>,
}

impl Suite {
    /// Unit, property and documentation tests of the native crates.
    fn units() -> Self {
        let crates = ["test", "--workspace", "--exclude", "frontend", "--exclude", "tests"];
        let features = ["--features", "ballot/engine"];
        let arguments = crates.into_iter().chain(features).map(str::to_owned).collect();
        Self { name: "unit tests".to_owned(), arguments }
    }

    /// The app's own, as far as they need no browser.
    fn units_of_the_app() -> Self {
        let arguments = ["test", "--package", "frontend", "--lib"];
        Self {
            name: "unit tests of the app".to_owned(),
            arguments: arguments.map(str::to_owned).to_vec(),
        }
    }

    /// One test binary of the package `tests`.
    fn binary(name: &str) -> Self {
        let arguments = ["test", "--package", "tests", "--test", name];
        Self { name: format!("tests: {name}"), arguments: arguments.map(str::to_owned).to_vec() }
    }

    /// Whether the built app and a browser are part of it.
    fn opens_the_app(&self) -> bool {
        self.name == "tests: browser"
    }

    fn run(&self, place: &Place, database: Option<&str>, names: &[String]) -> Outcome {
        let mut command = self.command(place, names);
        if let Some(url) = database {
            command.env(URL_VARIABLE, url);
        }
        run(&mut command, "Tests failed; their words are above.")
    }

    /// How many tests bear one of the names.
    fn count(&self, place: &Place, names: &[String]) -> Outcome<usize> {
        let mut command = self.command(place, names);
        let output = command
            .arg("--list")
            .stderr(Stdio::inherit())
            .output()
            .or_say(|| "cargo does not start".to_owned())?;
        if !output.status.success() {
            return Err(Fault::new("The tests did not build; the compiler's words are above."));
        }
        let list = String::from_utf8_lossy(&output.stdout);
        Ok(list.lines().filter(|line| line.ends_with(": test")).count())
    }

    fn command(&self, place: &Place, names: &[String]) -> Command {
        let mut command = cargo(&place.root);
        command.args(&self.arguments).arg("--").args(names);
        command
    }
}

/// Runs everything, or the tests whose names contain one of `names`.
pub(crate) fn test(names: &[String]) -> Outcome {
    let place = Place::find()?;
    if names.is_empty() { whole(&place) } else { narrowed(&place, names) }
}

fn whole(place: &Place) -> Outcome {
    let mut stages = Stages::default();
    if stages.run("tools", || all_tools(place)).is_none() {
        return stages.finish();
    }
    if !place.root.join("../shared/data").is_dir() {
        let why =
            "the folder of real files is not on this machine: tests use small ones of their own";
        stages.left_out("real photos and rolls", why);
    }
    lints(place, &mut stages);
    server(place, &mut stages);
    let database = stages.run("PostgreSQL", Database::open);
    let url = database.as_ref().map(Database::url);
    for suite in suites(place, &mut stages) {
        let mut ready = database.is_some();
        if suite.opens_the_app() {
            ready &= app(place, &mut stages);
        }
        if ready {
            stages.run(&suite.name, || suite.run(place, url, &[]));
        } else {
            stages.not_run(&suite.name, "what it needs is missing");
        }
    }
    if !place.suites.iter().any(|name| name == "browser") {
        app(place, &mut stages);
    }
    stages.finish()
}

fn all_tools(place: &Place) -> Outcome {
    tools::ensure_compiler()?;
    tools::ensure(&[Tool::Chromium, Tool::Driver, Tool::Fonts, Tool::Postgres])?;
    tools::ensure_wasm(place)?;
    tools::ensure_npm(place)
}

fn lints(place: &Place, stages: &mut Stages) {
    let checks: [(&str, &[&str], &str); 5] = [
        ("format", &["fmt", "--all", "--check"], "Run: cargo fmt --all"),
        (
            "lints",
            &[
                "clippy",
                "--workspace",
                "--exclude",
                "frontend",
                "--features",
                "ballot/engine",
                "--all-targets",
                "--",
                "-D",
                "warnings",
            ],
            "Lints are errors; they are above.",
        ),
        (
            "lints of the app",
            &["clippy", "--package", "frontend", "--target", WASM, "--", "-D", "warnings"],
            "Lints are errors; they are above.",
        ),
        (
            "lints of the ballots' worker",
            &[
                "clippy",
                "--package",
                "ballot",
                "--features",
                "engine",
                "--target",
                WASM,
                "--",
                "-D",
                "warnings",
            ],
            "Lints are errors; they are above.",
        ),
        (
            "shared in the browser",
            &["check", "--package", "shared", "--target", WASM],
            "The crate `shared` must compile for the browser.",
        ),
    ];
    for (name, arguments, failed) in checks {
        stages.run(name, || run(cargo(&place.root).args(arguments), failed));
    }
}

/// The server's binary: spreadsheets are read in a child of it.
fn server(place: &Place, stages: &mut Stages) {
    let build = ["build", "--package", "backend", "--bin", "linli"];
    let failed = "The server did not build; the compiler's words are above.";
    stages.run("server", || run(cargo(&place.root).args(build), failed));
}

/// The app and its budget, as two stages; whether there is an app to open.
fn app(place: &Place, stages: &mut Stages) -> bool {
    let build = stages.run("app", || app::build(place, Finish::Full));
    match &build {
        Some(build) => {
            stages.run("size budget", || budget::check(build));
        }
        None => stages.not_run("size budget", "the app did not build"),
    }
    build.is_some()
}

/// Everything there is to run, in order.
fn suites(place: &Place, stages: &mut Stages) -> Vec<Suite> {
    let mut suites = vec![Suite::units(), Suite::units_of_the_app()];
    for name in SUITES {
        if place.suites.iter().any(|there| there == name) {
            suites.push(Suite::binary(name));
        } else {
            stages.left_out(&format!("tests: {name}"), "tests/Cargo.toml has no such binary");
        }
    }
    let others = place.suites.iter().filter(|name| !SUITES.contains(&name.as_str()));
    suites.extend(others.map(|name| Suite::binary(name)));
    suites
}

fn narrowed(place: &Place, names: &[String]) -> Outcome {
    let mut stages = Stages::default();
    stages.left_out("format, lints, size budget", "the run is narrowed");
    let mut chosen = Vec::new();
    for suite in suites(place, &mut stages) {
        println!("\n== Looking for the names in {}", suite.name);
        if suite.count(place, names)? > 0 {
            chosen.push(suite);
        } else {
            stages.left_out(&suite.name, "no test bears the name");
        }
    }
    if chosen.is_empty() {
        return Err(Fault::new(format!("No test's name contains {}.", names.join(" or "))));
    }
    tools::ensure(&[Tool::Postgres])?;
    server(place, &mut stages);
    let database = Database::open()?;
    for suite in chosen {
        if suite.opens_the_app() {
            tools::ensure(&[Tool::Chromium, Tool::Driver, Tool::Fonts])?;
            if stages.run("app", || app::build(place, Finish::Full)).is_none() {
                stages.not_run(&suite.name, "the app did not build");
                continue;
            }
        }
        stages.run(&suite.name, || suite.run(place, Some(database.url()), names));
    }
    stages.finish()
}

/// The PostgreSQL of the tests: the one the environment names, or our own.
enum Database {
    Given(String),
    Started(Postgres),
}

impl Database {
    fn open() -> Outcome<Self> {
        match std::env::var(URL_VARIABLE) {
            Ok(url) if !url.is_empty() => Ok(Self::Given(url)),
            _ => Postgres::start(Syncing::Off).map(Self::Started),
        }
    }

    fn url(&self) -> &str {
        match self {
            Self::Given(url) => url,
            Self::Started(postgres) => postgres.url(),
        }
    }
}
