//! Checkpoints of the journals: every quarter of an hour where something is new, and never between,
//! since a log that grew says that something was filed (`threats.md` R1).

use std::time::Duration;

use shared::domain::report::BATCH;

use crate::app::App;
use crate::db::tlog::{Look, looks};
use crate::failure::Failure;
use crate::tlog::{Outcome, check, sign};

/// How often the job looks.
const EVERY: Duration = Duration::from_secs(5);

/// Looks for ever; ends with the server. At the start every journal is looked at, due or not: an
/// older database is to be found before it is written to for long (`threats.md` J2).
pub async fn run(app: App) {
    let mut tick = tokio::time::interval(EVERY);
    tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let mut checked = false;
    loop {
        tick.tick().await;
        let looked = if checked { run_once(&app).await.map(drop) } else { check_all(&app).await };
        match looked {
            Ok(()) => checked = true,
            Err(failure) => {
                tracing::error!(?failure, "journals could not be signed for; trying again");
            }
        }
    }
}

/// Looks at every journal and signs nothing.
pub async fn check_all(app: &App) -> Result<(), Failure> {
    for look in app.db.read(looks).await? {
        check(app, look.estate).await?;
    }
    Ok(())
}

/// Signs for everything that is due. Returns how many checkpoints were signed. What was refused is
/// looked at again each time: a command may have put it right.
pub async fn run_once(app: &App) -> Result<usize, Failure> {
    let now = app.clock.now();
    let refused = app.tlog.refusals();
    let mut signed = 0;
    for look in app.db.read(looks).await? {
        if is_due(&look, now) || refused.contains_key(&look.estate) {
            let outcome = sign(app, look.estate).await?;
            signed += usize::from(matches!(outcome, Outcome::Signed(_)));
        }
    }
    Ok(signed)
}

fn is_due(look: &Look, now: shared::value::Timestamp) -> bool {
    match look.signed {
        None => true,
        Some((size, at)) => size != look.head && now.floor_to(BATCH) > at.floor_to(BATCH),
    }
}
