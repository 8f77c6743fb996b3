//! The messages that wait to be sent.

use diesel::prelude::*;
use secrecy::SecretString;
use shared::value::{Phone, Timestamp};

use crate::access::Keys;
use crate::db::Conn;
use crate::db::schema::{challenge, sms_outbox};
use crate::failure::Failure;

/// How long one instance may take over one message before another may try, in ms: longer than the
/// gateway's timeout. Doubles with each try.
const PATIENCE: i64 = 20_000;
/// How many messages one look considers, so that two instances seldom want the same.
const CANDIDATES: i64 = 8;

/// A message that this instance alone sends now.
#[derive(Debug)]
pub struct Waiting {
    /// Its id, by which the gateway knows a repetition.
    pub id: String,
    /// To whom.
    pub phone: Phone,
    /// The whole text.
    pub text: SecretString,
}

/// Whether a message is due.
pub fn is_due(conn: &mut Conn, now: Timestamp) -> Result<bool, Failure> {
    let due = sms_outbox::table
        .filter(sms_outbox::sent.is_null().and(sms_outbox::next_try.le(now.ms())))
        .filter(sms_outbox::expires.gt(now.ms()));
    Ok(diesel::select(diesel::dsl::exists(due)).get_result(conn)?)
}

/// Claims the next message that is due, if there is one.
pub fn claim(conn: &mut Conn, keys: &Keys, now: Timestamp) -> Result<Option<Waiting>, Failure> {
    let due: Vec<(String, i64, i64)> = sms_outbox::table
        .filter(sms_outbox::sent.is_null().and(sms_outbox::next_try.le(now.ms())))
        .filter(sms_outbox::expires.gt(now.ms()))
        .order((sms_outbox::next_try, sms_outbox::id))
        .limit(CANDIDATES)
        .select((sms_outbox::id, sms_outbox::next_try, sms_outbox::tries))
        .load(conn)?;
    for (id, next_try, tries) in due {
        let later = now.ms().saturating_add(PATIENCE << tries.clamp(0, 6));
        // Compare and set: of two instances one finds the time moved on.
        let mine = sms_outbox::table
            .find(&id)
            .filter(sms_outbox::sent.is_null().and(sms_outbox::next_try.eq(next_try)));
        let claimed = diesel::update(mine)
            .set((sms_outbox::next_try.eq(later), sms_outbox::tries.eq(tries + 1)))
            .execute(conn)?;
        if claimed == 1
            && let Some(waiting) = fill_in(conn, keys, id)?
        {
            return Ok(Some(waiting));
        }
    }
    Ok(None)
}

/// The text with the code of its challenge. None once the challenge is swept away.
fn fill_in(conn: &mut Conn, keys: &Keys, id: String) -> Result<Option<Waiting>, Failure> {
    let (phone, text): (Phone, String) =
        sms_outbox::table.find(&id).select((sms_outbox::phone, sms_outbox::text)).first(conn)?;
    if !text.contains("{code}") {
        return Ok(Some(Waiting { id, phone, text: text.into() }));
    }
    let asked: Option<(Vec<u8>, String)> = challenge::table
        .find(&id)
        .select((challenge::salt, challenge::about))
        .first(conn)
        .optional()?;
    Ok(asked.map(|(salt, about)| {
        let text = text.replace("{code}", &keys.code(&id, &salt, &phone, &about));
        Waiting { id, phone, text: text.into() }
    }))
}

/// The gateway has taken a message.
pub fn done(conn: &mut Conn, id: &str, now: Timestamp) -> Result<(), Failure> {
    diesel::update(sms_outbox::table.find(id)).set(sms_outbox::sent.eq(now.ms())).execute(conn)?;
    Ok(())
}
