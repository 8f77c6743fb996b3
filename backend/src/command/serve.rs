//! `linli serve`.

use std::net::SocketAddr;
use std::process::ExitCode;

use tokio::net::TcpListener;
use tracing_subscriber::EnvFilter;

use super::{open, say};
use crate::app::App;
use crate::db::Address;
use crate::settings::Settings;
use crate::{demo, http, job};

/// Serves until Ctrl-C or SIGTERM, then lets open requests finish.
pub(super) async fn serve(settings: Settings) -> Result<ExitCode, String> {
    log(settings.demo);
    let listen = settings.listen;
    let listener = bind(listen, "--listen").await?;
    let counted = match settings.metrics_listen {
        Some(address) => Some(bind(address, "--metrics-listen").await?),
        None => None,
    };
    let held = match &settings.database {
        Address::Sqlite(_) => Some(open::hold(&settings.data)?),
        Address::Postgres(_) => None,
    };
    let app = open::app(settings).await?;
    refuse_demo_data(&app).await?;
    if app.settings.demo {
        greet(&app, listen.port()).await?;
    }
    let jobs = [
        tokio::spawn(job::checkpoint::run(app.clone())),
        tokio::spawn(job::deadline::run(app.clone())),
        tokio::spawn(job::meeting::run(app.clone())),
        tokio::spawn(job::relay::run(app.clone())),
        tokio::spawn(job::sms::run(app.clone())),
        tokio::spawn(job::sweep::run(app.clone())),
    ];
    let server = http::serve(&app, listener).map_err(|e| format!("cannot serve: {e}"))?;
    tracing::info!(address = %server.address, "serving");
    let metrics = counted.map(|listener| http::serve_metrics(&app, listener)).transpose();
    let metrics = metrics.map_err(|e| format!("cannot serve: {e}"))?;
    if let Some(metrics) = &metrics {
        tracing::info!(port = metrics.address.port(), "serving metrics");
    }
    stopped().await;
    tracing::info!("stopping");
    for job in &jobs {
        job.abort();
    }
    server.stop().await;
    if let Some(metrics) = metrics {
        metrics.stop().await;
    }
    drop(held);
    Ok(ExitCode::SUCCESS)
}

async fn bind(address: SocketAddr, flag: &str) -> Result<TcpListener, String> {
    TcpListener::bind(address).await.map_err(|error| match error.kind() {
        std::io::ErrorKind::AddrInUse => {
            format!("port {} is in use; choose another with {flag}", address.port())
        }
        _ => format!("cannot listen on {address}: {error}"),
    })
}

/// Structured lines on standard error: readable in the demo, JSON in production.
fn log(demo: bool) {
    let filter = EnvFilter::try_from_env("LINLI_LOG")
        .unwrap_or_else(|_| EnvFilter::new(if demo { "warn" } else { "info" }));
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    // A second subscriber, set by a test, stays.
    let _ = if demo { lines.try_init() } else { lines.json().try_init() };
}

/// Production on demo data is refused (`threats.md` S9).
async fn refuse_demo_data(app: &App) -> Result<(), String> {
    let kind = app.db.read(crate::db::district::is_demo).await;
    let demo_data = kind.map_err(|failure| format!("cannot start: {failure:?}"))?;
    match (app.settings.demo, demo_data) {
        (false, Some(true)) => {
            Err("this data folder holds the invented demo; production needs one of its own"
                .to_owned())
        }
        (false, None) => Err("there is no district yet: begin with `linli init`".to_owned()),
        (true, Some(false)) => {
            Err("this data folder holds real data; the demo needs one of its own".to_owned())
        }
        _ => Ok(()),
    }
}

async fn greet(app: &App, port: u16) -> Result<(), String> {
    let empty = app.db.read(crate::db::district::is_demo).await;
    if empty.map_err(|failure| format!("cannot start: {failure:?}"))?.is_none() {
        say("Making the demo community …");
        demo::load(app).await.map_err(|failure| format!("cannot make the demo: {failure:?}"))?;
    }
    say(&format!("\nLinli 邻里 is open at http://localhost:{port}  (invented data)\n"));
    for line in demo::sign_in_lines(app).map_err(|failure| format!("{failure:?}"))? {
        say(&line);
    }
    say("");
    Ok(())
}

/// Ctrl-C, or SIGTERM from the service's keeper.
async fn stopped() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        let terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate());
        if let Ok(mut terminate) = terminate {
            tokio::select! {
                _ = interrupt => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    // Without a handler the process ends at the signal anyway.
    let _ = interrupt.await;
}
