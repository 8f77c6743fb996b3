//! The commands people type.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command talks to its person")]

mod app;
mod audit;
mod bench;
mod budget;
mod command;
mod css;
mod dev;
mod dist;
mod fault;
mod leash;
mod module;
mod pack;
mod place;
mod postgres;
mod run;
mod stage;
mod test;
mod tools;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::app::Finish;
use crate::fault::Outcome;
use crate::place::Place;
use crate::postgres::{Postgres, Syncing};

/// Builds, runs and tests Linli.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Line {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build everything and serve it with a living demo
    Run(run::Options),
    /// Check everything that must hold before a change goes in
    Test {
        /// Only tests whose names contain one of these
        #[arg(last = true, value_name = "NAME")]
        names: Vec<String>,
    },
    /// Build the app for the browser and say what its first load costs
    App,
    /// Check licences, bans and sources of the packages in use
    Audit,
    /// Measure a release build against the limits of this machine (`-- --quick`, `-- PART`)
    Bench {
        /// Only parts whose names contain one of these; `--quick` to see that everything runs
        #[arg(last = true, value_name = "PART")]
        words: Vec<String>,
    },
    /// Build the one file to put on a server, into target/dist
    Dist,
    /// Start a private PostgreSQL until Ctrl-C, for running single tests by hand
    Postgres {
        /// Commits wait for the disk, as in production
        #[arg(long)]
        durable: bool,
    },
}

fn main() -> ExitCode {
    let outcome = match Line::parse().command {
        Command::Run(options) => run::run(&options),
        Command::Test { names } => test::test(&names),
        Command::App => build_app(),
        Command::Audit => audit::audit(),
        Command::Bench { words } => bench::bench(&words),
        Command::Dist => dist::dist(),
        Command::Postgres { durable } => serve_postgres(durable),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("{fault}");
            ExitCode::FAILURE
        }
    }
}

fn build_app() -> Outcome {
    budget::check(&app::build(&Place::find()?, Finish::Full)?)
}

fn serve_postgres(durable: bool) -> Outcome {
    tools::ensure(&[tools::Tool::Postgres])?;
    let syncing = if durable { Syncing::On } else { Syncing::Off };
    let postgres = Postgres::start(syncing)?;
    println!("export {}={}", postgres::URL_VARIABLE, postgres.url());
    loop {
        // Ctrl-C ends us, and the end of us ends PostgreSQL.
        std::thread::park();
    }
}
