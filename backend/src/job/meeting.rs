//! Opens and closes meetings when it is time, and counts those that are closed.

use std::time::Duration;

use shared::domain::vote::MeetingId;
use shared::value::Timestamp;

use crate::app::App;
use crate::assembly;
use crate::db::vote;
use crate::failure::Failure;
use crate::job::steady::is_believed;

/// How often the job looks.
const EVERY: Duration = Duration::from_secs(5);
/// How many meetings one look takes.
const MOST: i64 = 100;

/// Looks for ever; ends with the server.
pub async fn run(app: App) {
    // A server that stopped between the close and the count takes it up again.
    if let Err(failure) = count_closed(&app).await {
        tracing::error!(?failure, "closed meetings could not be counted");
    }
    let mut tick = tokio::time::interval(EVERY);
    tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        tick.tick().await;
        // A window that a wrong clock opens or closes cannot be opened again.
        if !is_believed(&app) {
            continue;
        }
        if let Err(failure) = run_once(&app).await {
            tracing::error!(?failure, "meetings could not be looked after; trying again");
        }
    }
}

/// Does everything that is due now. Returns how many meetings were opened or closed.
pub async fn run_once(app: &App) -> Result<usize, Failure> {
    let now = app.clock.now();
    let mut done = 0;
    for id in app.db.read(move |conn| vote::due_now(conn, now, MOST)).await? {
        // One that fails keeps no other from its hour.
        match run_one(app, id, now).await {
            Ok(ran) => done += usize::from(ran),
            Err(failure) => tracing::error!(?failure, meeting = %id, "a meeting stands still"),
        }
    }
    for id in app.db.read(move |conn| vote::reminders_due(conn, now)).await? {
        app.tell(app.db.write(move |conn| vote::remind(conn, id, now)).await?);
    }
    Ok(done)
}

/// Opens or closes one meeting. Whether it did.
async fn run_one(app: &App, id: MeetingId, now: Timestamp) -> Result<bool, Failure> {
    let Some(told) = app.db.write(move |conn| vote::run_due(conn, id, now)).await? else {
        return Ok(false);
    };
    app.tell(told);
    assembly::advance(app, id).await?;
    Ok(true)
}

async fn count_closed(app: &App) -> Result<(), Failure> {
    for id in app.db.read(vote::closed).await? {
        assembly::advance(app, id).await?;
    }
    Ok(())
}
