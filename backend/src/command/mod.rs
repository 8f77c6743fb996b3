//! The commands of `linli`: settings from flags, the environment and a file.

mod demo;
pub mod import;
mod init;
mod journal;
mod open;
mod serve;
mod verify;
pub mod witness;

use std::ffi::OsString;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use crate::access::journal_key::JournalKeys;
use crate::db::Address;
use crate::settings::{Gateway, Patience, Settings};

pub use verify::{Verdict, verify, verify_beside};

/// Linli 邻里: owner self-service for residential communities.
#[derive(Parser)]
#[command(name = "linli", version, about, max_term_width = 100)]
struct Cli {
    /// A TOML file with settings: the long names of the flags as keys, `data = "/var/lib/linli"`.
    /// Flags win over the environment (LINLI_…), the environment over the file.
    #[arg(long, global = true, env = "LINLI_CONFIG")]
    config: Option<PathBuf>,
    #[command(flatten)]
    at: At,
    #[command(subcommand)]
    command: Command,
}

/// Where the data is.
#[derive(Args, Clone)]
struct At {
    /// Folder of database, photos and keys.
    #[arg(long, global = true, env = "LINLI_DATA", default_value = "linli-data")]
    data: PathBuf,
    /// The database: postgres://… or sqlite:PATH. Left out: linli.sqlite in the data folder.
    #[arg(long, global = true, env = "LINLI_DATABASE", hide_env_values = true)]
    database: Option<String>,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the app.
    Serve(ServeArgs),
    /// Begin production: district, first administrator, keys.
    Init(init::InitArgs),
    /// Bring the database's schema up to date.
    Migrate,
    /// Load the invented demo community into an empty data folder, or print a sign-in.
    Demo(demo::DemoArgs),
    /// Import an owners' roll (.xlsx or .csv) for an estate.
    Import(ImportArgs),
    /// Recompute every estate's journal and the audit log, compare them with what was signed, and
    /// name the first bad entry.
    Verify,
    /// The key that signs the journals' checkpoints.
    JournalKey {
        #[command(subcommand)]
        act: JournalKeyAct,
    },
    /// Sign, outside the server, for what a community or a town sees of a journal.
    Witness(Box<witness::WitnessArgs>),
    /// Open a public epoch for a journal that lost entries which were signed for.
    JournalEpoch {
        /// The estate's name or id.
        #[arg(long)]
        estate: String,
    },
}

#[derive(Subcommand)]
enum JournalKeyAct {
    /// Make a new key that the old one names, in every journal.
    Rotate,
}

/// How to serve.
#[derive(Args)]
struct ServeArgs {
    /// Address and port to listen on.
    #[arg(long, env = "LINLI_LISTEN", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// Address and port where /metrics is read, for the operator's own network: what it counts tells
    /// the second of a report. Left out: nowhere.
    #[arg(long, env = "LINLI_METRICS_LISTEN")]
    metrics_listen: Option<SocketAddr>,
    /// Invented data: an empty data folder is filled, codes are shown on the screen.
    #[arg(long, env = "LINLI_DEMO")]
    demo: bool,
    /// The address people type, https://…. Required without --demo.
    #[arg(long, env = "LINLI_PUBLIC_URL")]
    public_url: Option<String>,
    /// A proxy whose X-Forwarded-For is believed. May be given several times.
    #[arg(long = "proxy", env = "LINLI_PROXY", value_delimiter = ',')]
    proxies: Vec<IpAddr>,
    /// The SMS gateway: takes POST {phone, text, id} as JSON, https only.
    #[arg(long, env = "LINLI_SMS_URL", requires = "sms_key")]
    sms_url: Option<String>,
    /// The gateway's bearer key.
    #[arg(long, env = "LINLI_SMS_KEY", hide_env_values = true)]
    sms_key: Option<String>,
    /// The most SMS a day.
    #[arg(long, env = "LINLI_SMS_DAILY", default_value_t = 5000)]
    sms_daily: i64,
}

#[derive(Args)]
struct ImportArgs {
    /// The estate's name or id.
    #[arg(long)]
    estate: String,
    /// The spreadsheet.
    file: PathBuf,
}

impl At {
    fn address(&self) -> Result<Address, String> {
        match &self.database {
            Some(url) => Address::parse(url),
            None => Ok(Address::Sqlite(self.data.join("linli.sqlite"))),
        }
    }
}

impl ServeArgs {
    fn settings(self, at: &At) -> Result<Settings, String> {
        let gateway = self.sms_url.zip(self.sms_key);
        let settings = Settings {
            listen: self.listen,
            metrics_listen: self.metrics_listen,
            data: at.data.clone(),
            database: at.address()?,
            demo: self.demo,
            public_url: self.public_url.map(|url| url.trim_end_matches('/').to_owned()),
            proxies: self.proxies,
            sms_gateway: gateway.map(|(url, key)| Gateway { url, key: key.into() }),
            sms_daily: self.sms_daily,
            patience: Patience::default(),
        };
        settings.check()?;
        Ok(settings)
    }
}

/// Runs the command that was typed.
pub fn main() -> ExitCode {
    let arguments = match with_config(std::env::args_os().collect()) {
        Ok(arguments) => arguments,
        Err(why) => return failed(&why),
    };
    let cli = Cli::parse_from(arguments);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let done = match runtime {
        Ok(runtime) => runtime.block_on(run(cli)),
        Err(error) => Err(format!("cannot start: {error}")),
    };
    match done {
        Ok(code) => code,
        Err(why) => failed(&why),
    }
}

async fn run(cli: Cli) -> Result<ExitCode, String> {
    match cli.command {
        Command::Serve(args) => serve::serve(args.settings(&cli.at)?).await,
        Command::Init(args) => init::init(&cli.at, args).await,
        Command::Migrate => {
            open::database(&cli.at.data, &cli.at.address()?, 1)?;
            say("The schema is up to date.");
            Ok(ExitCode::SUCCESS)
        }
        Command::Demo(args) => demo::demo(&cli.at, args).await,
        Command::Import(args) => {
            let app = open::app(open::offline(&cli.at, false)?).await?;
            let report = import::import(&app, &args.estate, &args.file).await?;
            say(&report);
            Ok(ExitCode::SUCCESS)
        }
        Command::JournalKey { act: JournalKeyAct::Rotate } => journal::rotate(&cli.at).await,
        Command::JournalEpoch { estate } => journal::open_epoch(&cli.at, &estate).await,
        Command::Witness(args) => witness::run(*args).await,
        Command::Verify => {
            let db = open::database(&cli.at.data, &cli.at.address()?, 1)?;
            verify::print(&db, &JournalKeys::at(&cli.at.data, true)).await
        }
    }
}

/// Puts the settings of the file before the flags, for those that neither flag nor environment gives.
fn with_config(mut arguments: Vec<OsString>) -> Result<Vec<OsString>, String> {
    let named = arguments.iter().position(|arg| arg == "--config");
    let flag = named.and_then(|place| arguments.get(place + 1)).map(PathBuf::from);
    let Some(path) = flag.or_else(|| std::env::var_os("LINLI_CONFIG").map(PathBuf::from)) else {
        return Ok(arguments);
    };
    for (key, value) in read_config(&path)? {
        let flag = format!("--{key}");
        let given = arguments.iter().any(|arg| {
            arg.to_str().is_some_and(|arg| arg == flag || arg.starts_with(&format!("{flag}=")))
        });
        let variable = format!("LINLI_{}", key.replace('-', "_").to_uppercase());
        if given || std::env::var_os(variable).is_some() {
            continue;
        }
        match value {
            toml::Value::Boolean(true) => arguments.push(flag.into()),
            toml::Value::Boolean(false) => {}
            toml::Value::String(text) => arguments.push(format!("{flag}={text}").into()),
            toml::Value::Integer(number) => arguments.push(format!("{flag}={number}").into()),
            _ => return Err(format!("{}: {key} must be a text, a number or true", path.display())),
        }
    }
    Ok(arguments)
}

fn read_config(path: &Path) -> Result<toml::Table, String> {
    let text = std::fs::read_to_string(path)
        .map_err(|e| format!("cannot read the settings file {}: {e}", path.display()))?;
    text.parse().map_err(|e| format!("{}: {e}", path.display()))
}

/// Prints a line for the person at the terminal.
#[expect(clippy::print_stdout, reason = "a command speaks to whoever typed it")]
fn say(line: &str) {
    println!("{line}");
}

#[expect(clippy::print_stderr, reason = "a command speaks to whoever typed it")]
fn failed(why: &str) -> ExitCode {
    eprintln!("linli: {why}");
    ExitCode::FAILURE
}
