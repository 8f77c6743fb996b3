//! The wall's clock against the time that passed (`threats.md` V3): says aloud when somebody has set
//! it. What cannot be undone asks [`is_believed`] first and waits.

use std::time::Duration;

use crate::app::App;

/// How often the job looks.
const EVERY: Duration = Duration::from_secs(5);

/// Looks for ever; ends with the server.
pub async fn run(app: App) {
    let mut tick = tokio::time::interval(EVERY);
    tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let mut before = true;
    loop {
        tick.tick().await;
        let now = is_believed(&app);
        match (before, now) {
            (true, false) => tracing::error!(
                "the clock was set: what cannot be undone waits until it is put right"
            ),
            (false, true) => tracing::info!("the clock is right again"),
            _ => {}
        }
        before = now;
    }
}

/// Whether the clock may decide what cannot be undone: a deadline that is recorded as missed, a vote
/// that closes.
pub fn is_believed(app: &App) -> bool {
    app.clock.is_steady()
}
