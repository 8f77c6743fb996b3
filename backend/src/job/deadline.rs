//! Deadlines: finds what fell due and does what the rules say, after any restart.

use std::time::Duration;

use shared::domain::report::BATCH;

use crate::app::App;
use crate::db::report::{due_now, released, run_due};
use crate::failure::Failure;
use crate::job::steady::is_believed;

/// How often the job looks.
const EVERY: Duration = Duration::from_secs(5);
/// How many due clocks one look takes.
const MOST: i64 = 100;

/// Looks for ever; ends with the server.
pub async fn run(app: App) {
    let mut tick = tokio::time::interval(EVERY);
    tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        tick.tick().await;
        app.limits.forget_idle();
        if let Err(failure) = run_if_believed(&app).await {
            tracing::error!(?failure, "deadlines could not be looked after; trying again");
        }
    }
}

/// The same, unless somebody has set the clock: a deadline that is recorded as missed stays so
/// (`threats.md` V3).
pub async fn run_if_believed(app: &App) -> Result<usize, Failure> {
    if is_believed(app) { run_once(app).await } else { Ok(0) }
}

/// Does everything that is due now. Returns how many clocks were dealt with.
pub async fn run_once(app: &App) -> Result<usize, Failure> {
    let released = release(app).await;
    let done = run_clocks(app).await?;
    released.map(|()| done)
}

async fn run_clocks(app: &App) -> Result<usize, Failure> {
    let mut done = 0;
    loop {
        let now = app.clock.now();
        let due = app.db.read(move |conn| due_now(conn, now, MOST)).await?;
        if due.is_empty() {
            return Ok(done);
        }
        for due in due {
            let rulebook = app.rulebook();
            let told = app.db.write(move |conn| run_due(conn, &rulebook, &due, now)).await?;
            done += 1;
            app.tell(told);
        }
    }
}

/// Tells the companies' listeners here of what their batches hold; each server tells its own.
async fn release(app: &App) -> Result<(), Failure> {
    let now = app.clock.now();
    let before = app.hub.looked();
    if now.floor_to(BATCH) > before {
        for told in app.db.read(move |conn| released(conn, before, now)).await? {
            app.hub.publish(&told);
        }
    }
    app.hub.look(now);
    Ok(())
}
