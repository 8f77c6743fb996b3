//! Sends the messages that wait, one at a time, and throws away what sign-in no longer needs.

use std::time::Duration;

use shared::value::{HOUR, Timestamp};

use crate::app::App;
use crate::db::account::{self, Waiting};
use crate::failure::Failure;
use crate::port::sms::{HttpGateway, Message, Outbox, Sms, SmsError};

/// How often the job looks: a code is waited for.
const EVERY: Duration = Duration::from_secs(1);
/// How many messages one look sends at most, so that it can be stopped in between.
const MOST: usize = 200;
/// How often what is over is thrown away, in ms.
const TIDY_EVERY: i64 = HOUR;

/// Looks for ever; ends with the server.
pub async fn run(app: App) {
    let sms: Box<dyn Sms> = match gateway(&app) {
        Ok(sms) => sms,
        Err(error) => {
            tracing::error!(error, "no message can be sent");
            return;
        }
    };
    let mut tick = tokio::time::interval(EVERY);
    tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let mut tidied = Timestamp::from_ms(0);
    loop {
        tick.tick().await;
        if let Err(failure) = send_waiting(&app, sms.as_ref()).await {
            tracing::error!(?failure, "messages could not be sent; trying again");
        }
        let now = app.clock.now();
        if now.since(tidied) >= TIDY_EVERY {
            tidied = now;
            if let Err(failure) = app.db.write(move |conn| account::tidy(conn, now)).await {
                tracing::error!(?failure, "tidying failed; trying again in an hour");
            }
        }
    }
}

/// The gateway of the settings. The demo without one queues nothing: its codes are on the screen.
fn gateway(app: &App) -> Result<Box<dyn Sms>, String> {
    match &app.settings.sms_gateway {
        Some(gateway) => Ok(Box::new(HttpGateway::new(&gateway.url, gateway.key.clone())?)),
        None if app.settings.demo => Ok(Box::new(Outbox::default())),
        None => Err("there is no SMS gateway".to_owned()),
    }
}

/// Sends what is due and says how many messages went out. A message that the gateway does not take
/// is tried again later, each time after a longer pause, until it expires; two instances never send
/// the same one at once.
pub async fn send_waiting(app: &App, sms: &dyn Sms) -> Result<usize, Failure> {
    let mut sent = 0;
    for _ in 0..MOST {
        let Some(waiting) = claim(app).await? else { break };
        let Waiting { id, phone, text } = waiting;
        let message = Message { id, phone, text };
        match sms.send(&message).await {
            Ok(()) => {
                done(app, message.id).await?;
                sent += 1;
            }
            // Neither number nor text: `threats.md` U4.
            Err(error @ SmsError::Refused(_)) => tracing::warn!(%error, "a message was not taken"),
            Err(error @ SmsError::Unreachable) => {
                tracing::warn!(%error, "messages wait");
                break;
            }
        }
    }
    Ok(sent)
}

async fn claim(app: &App) -> Result<Option<Waiting>, Failure> {
    let (keys, now) = (app.keys.clone(), app.clock.now());
    // Mostly there is nothing: that is found out without taking a turn at writing.
    if !app.db.read(move |conn| account::is_due(conn, now)).await? {
        return Ok(None);
    }
    app.db.write(move |conn| account::claim(conn, &keys, now)).await
}

async fn done(app: &App, id: String) -> Result<(), Failure> {
    let now = app.clock.now();
    app.db.write(move |conn| account::done(conn, &id, now)).await
}
