//! Hears of the changes that other servers on the same PostgreSQL make, and tells the listeners here.

use std::time::Duration;

use crate::app::App;
use crate::db::Ear;
use crate::failure::Failure;

/// How often the job looks: what a reader waits at most. A look costs no round trip.
const EVERY: Duration = Duration::from_millis(100);
/// After how many looks the database is asked whether it is still there.
const STILL_THERE: u32 = 300;
/// How long to wait before a lost connection is opened again.
const AGAIN: Duration = Duration::from_secs(2);

/// Listens for ever; ends with the server, and at once where the database has no other servers.
pub async fn run(app: App) {
    let mut lost = false;
    loop {
        match app.db.ear().await {
            Ok(None) => return,
            Ok(Some(ear)) => {
                if lost {
                    app.hub.publish_reload();
                }
                if let Err(failure) = listen(&app, ear).await {
                    tracing::warn!(?failure, "other servers are not heard; trying again");
                }
            }
            Err(failure) => tracing::warn!(?failure, "other servers cannot be heard; trying again"),
        }
        lost = true;
        tokio::time::sleep(AGAIN).await;
    }
}

async fn listen(app: &App, mut ear: Ear) -> Result<(), Failure> {
    let mut tick = tokio::time::interval(EVERY);
    tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let mut looks = 0;
    loop {
        tick.tick().await;
        looks = (looks + 1) % STILL_THERE;
        let (kept, heard) = ear.hear(looks == 0).await?;
        ear = kept;
        for message in heard {
            app.tell_of_others(&message);
        }
    }
}
