//! Sends the messages that wait, one at a time.

use crate::app::App;
use crate::db::account::{self, Waiting};
use crate::failure::Failure;
use crate::port::sms::{Message, Sms, SmsError};

/// How many messages one run sends at most, so that it can be stopped between runs.
const MOST: usize = 200;

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
    app.db.write(move |conn| account::claim(conn, &keys, now)).await
}

async fn done(app: &App, id: String) -> Result<(), Failure> {
    let now = app.clock.now();
    app.db.write(move |conn| account::done(conn, &id, now)).await
}
