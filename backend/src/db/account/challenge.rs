//! SMS codes: asked for, counted, checked (`threats.md` S1, S2, S3).

use std::net::IpAddr;

use diesel::prelude::*;
use shared::api::account::{ChallengeId, CodeSent};
use shared::api::{Code, Problem};
use shared::value::{DAY, HOUR, MINUTE, Phone, Timestamp};
use subtle::ConstantTimeEq;

use super::tally::{Count, LOOK_BACK, Penalty, Window, day_of, free_at, paused_until};
use crate::access::Keys;
use crate::db::Conn;
use crate::db::schema::{challenge, sms_outbox};
use crate::failure::Failure;
use crate::port::random;

/// How long a code lives, in ms.
pub const LIFE: i64 = 5 * MINUTE;
/// How many wrong tries kill a challenge.
const TRIES: i64 = 5;

const PER_PHONE: [Window; 3] = [
    Window { span: MINUTE, most: 1 },
    Window { span: HOUR, most: 5 },
    Window { span: DAY, most: 10 },
];
/// Carriers put many phones behind one address.
const PER_NETWORK: [Window; 1] = [Window { span: HOUR, most: 60 }];
const WRONG: Penalty = Penalty { every: 10, pause: HOUR, doubling: true };

/// `{code}` is filled in when it is sent, so that no code lies in the database.
const SIGN_IN: &str =
    "【邻里】登录验证码 {code}，5 分钟内有效。请勿告诉任何人，工作人员不会向您索要。";
const CAST: &str =
    "【邻里】投票确认码 {code}，输入后您家的选票投出，不能再改。5 分钟内有效，请勿告诉任何人。";

/// A request for a code.
#[derive(Clone, Debug)]
pub struct CodeAsk {
    /// Whose phone.
    pub phone: Phone,
    /// The fingerprint of the ballot that it confirms; empty for signing in.
    pub about: String,
    /// The address it came from.
    pub peer: IpAddr,
    /// When.
    pub now: Timestamp,
    /// How many messages the server sends on one local day.
    pub budget: i64,
    /// Whether the code is shown on the screen and nothing is sent: the demo.
    pub screen: bool,
}

/// Makes a challenge and queues its message. Nothing depends on whether the number is known: it is
/// not looked up.
pub fn request_code(conn: &mut Conn, keys: &Keys, ask: &CodeAsk) -> Result<CodeSent, Failure> {
    let now = ask.now;
    let subject = keys.phone_hash(&ask.phone);
    let again = count_sending(conn, &subject, ask)?;

    let id: ChallengeId = random::id(now)?;
    let salt: [u8; 16] = random::bytes()?;
    let expires = now.plus(LIFE);
    diesel::insert_into(challenge::table)
        .values((
            challenge::id.eq(id.as_str()),
            challenge::phone.eq(ask.phone.as_str()),
            challenge::salt.eq(salt.as_slice()),
            challenge::about.eq(&ask.about),
            challenge::created.eq(now.ms()),
            challenge::expires.eq(expires.ms()),
            challenge::tries.eq(0i64),
            challenge::used.eq(false),
        ))
        .execute(conn)?;
    let demo_code = if ask.screen {
        Some(keys.code(id.as_str(), &salt, &ask.phone, &ask.about))
    } else {
        diesel::insert_into(sms_outbox::table)
            .values((
                sms_outbox::id.eq(id.as_str()),
                sms_outbox::phone.eq(ask.phone.as_str()),
                sms_outbox::text.eq(if ask.about.is_empty() { SIGN_IN } else { CAST }),
                sms_outbox::created.eq(now.ms()),
                sms_outbox::expires.eq(expires.ms()),
                sms_outbox::next_try.eq(now.ms()),
                sms_outbox::tries.eq(0i64),
            ))
            .execute(conn)?;
        None
    };
    Ok(CodeSent { challenge: id, expires, again, demo_code })
}

/// Counts one sending, or answers 429. Says when the next one is allowed.
fn count_sending(conn: &mut Conn, subject: &str, ask: &CodeAsk) -> Result<Timestamp, Failure> {
    let now = ask.now;
    let refuse = |until: Timestamp| -> Result<(), Failure> {
        if until > now { Err(Problem::from(Code::TooMany).retry_at(until).into()) } else { Ok(()) }
    };
    let sent = Count { kind: "sms", subject };
    sent.lock(conn, now)?;
    let wrong = Count { kind: "code-wrong", subject }.times(conn, now.plus(-LOOK_BACK))?;
    refuse(paused_until(&wrong, &WRONG))?;
    let mut times = sent.times(conn, now.plus(-DAY))?;
    refuse(free_at(&times, &PER_PHONE))?;

    let network = network(ask.peer);
    let from = Count { kind: "sms-from", subject: &network };
    from.lock(conn, now)?;
    refuse(free_at(&from.times(conn, now.plus(-HOUR))?, &PER_NETWORK))?;

    let (today, tomorrow) = day_of(now);
    if (Count { kind: "sms-day", subject: "" }).add(conn, today)? > ask.budget {
        tracing::warn!(budget = ask.budget, "the day's budget of SMS is used up");
        refuse(tomorrow)?;
    }
    sent.add(conn, now)?;
    from.add(conn, now)?;
    times.push(now.ms());
    Ok(free_at(&times, &PER_PHONE))
}

/// Who shares a limit: an IPv4 address, or an IPv6 network of 64 bits.
fn network(peer: IpAddr) -> String {
    match peer.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
    }
}

/// What became of one try.
pub enum Try {
    /// Right: whose phone it is. The challenge is used up.
    Right(Phone),
    /// Wrong, used, or too old.
    Wrong,
    /// The last try is gone; whoever holds the challenge may know that it is dead.
    Spent,
}

/// Spends one try of a challenge that was asked for `about`.
///
/// The try is counted even if the code is wrong, so the caller must let the transaction commit.
pub fn spend(
    conn: &mut Conn,
    keys: &Keys,
    (id, about): (ChallengeId, &str),
    code: &str,
    now: Timestamp,
) -> Result<Try, Failure> {
    let open = challenge::table
        .find(id.as_str())
        .filter(challenge::about.eq(about))
        .filter(challenge::used.eq(false).and(challenge::tries.lt(TRIES)))
        .filter(challenge::expires.gt(now.ms()));
    // Locks the row: of fifty tries at once each sees the count of the one before.
    let counted =
        diesel::update(open).set(challenge::tries.eq(challenge::tries + 1)).execute(conn)?;
    let row: Option<(Phone, Vec<u8>, i64, bool)> = challenge::table
        .find(id.as_str())
        .filter(challenge::about.eq(about))
        .select((challenge::phone, challenge::salt, challenge::tries, challenge::used))
        .first(conn)
        .optional()?;
    let Some((phone, salt, tries, used)) = row else { return Ok(Try::Wrong) };
    let wrong = if tries >= TRIES && !used { Try::Spent } else { Try::Wrong };
    if counted == 0 {
        return Ok(wrong);
    }
    let right = keys.code(id.as_str(), &salt, &phone, about);
    if bool::from(right.as_bytes().ct_eq(code.trim().as_bytes())) {
        let used = challenge::used.eq(true);
        diesel::update(challenge::table.find(id.as_str())).set(used).execute(conn)?;
        return Ok(Try::Right(phone));
    }
    let subject = keys.phone_hash(&phone);
    Count { kind: "code-wrong", subject: &subject }.add(conn, now)?;
    Ok(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ipv6_network_counts_as_one_and_a_mapped_ipv4_as_itself() {
        let of = |text: &str| network(text.parse().unwrap());
        assert_eq!(of("2001:db8:1:2:3:4:5:6"), of("2001:db8:1:2::1"));
        assert_ne!(of("2001:db8:1:2::1"), of("2001:db8:1:3::1"));
        assert_eq!(of("::ffff:192.0.2.1"), "192.0.2.1");
    }
}
