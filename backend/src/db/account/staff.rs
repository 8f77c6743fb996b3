//! Staff sign-in: password and one-time code (`threats.md` S5).

use diesel::prelude::*;
use secrecy::{ExposeSecret, SecretString};
use shared::api::{Code, Problem};
use shared::domain::account::AccountId;
use shared::value::{MINUTE, Phone, Timestamp};

use super::device::Device;
use super::person::{of_phone, use_step};
use super::session::{Opened, open};
use super::tally::{Count, LOOK_BACK, Penalty, paused_until};
use crate::access::{Keys, totp};
use crate::db::Conn;
use crate::db::schema::account;
use crate::db::seat::Factor;
use crate::failure::Failure;

const WRONG: Penalty = Penalty { every: 10, pause: 15 * MINUTE, doubling: false };
const KIND: &str = "staff-wrong";

/// What a sign-in is compared with.
pub struct Credentials {
    /// The account; none for an unknown number.
    pub account: Option<AccountId>,
    /// The password's hash.
    pub password: Option<SecretString>,
}

/// What is stored for a number, or 429 while it is paused. Unknown numbers are paused just the same
/// (`threats.md` S3).
pub fn credentials(
    conn: &mut Conn,
    keys: &Keys,
    phone: &Phone,
    now: Timestamp,
) -> Result<Credentials, Failure> {
    check_pause(conn, keys, phone, now)?;
    let row = of_phone(conn, phone)?;
    Ok(Credentials {
        account: row.as_ref().map(|row| row.id),
        password: row.and_then(|row| row.password).map(SecretString::from),
    })
}

/// 429 while failures have paused a number.
pub(super) fn check_pause(
    conn: &mut Conn,
    keys: &Keys,
    phone: &Phone,
    now: Timestamp,
) -> Result<(), Failure> {
    let subject = keys.phone_hash(phone);
    let times = Count { kind: KIND, subject: &subject }.times(conn, now.plus(-LOOK_BACK))?;
    let until = paused_until(&times, &WRONG);
    if until > now { Err(Problem::from(Code::SignInPaused).retry_at(until).into()) } else { Ok(()) }
}

/// Locks the failures of a number until the transaction ends, then checks the pause again.
pub(super) fn lock_and_check_pause(
    conn: &mut Conn,
    keys: &Keys,
    phone: &Phone,
    now: Timestamp,
) -> Result<(), Failure> {
    let subject = keys.phone_hash(phone);
    Count { kind: KIND, subject: &subject }.lock(conn, now)?;
    check_pause(conn, keys, phone, now)
}

/// Counts a failure. The caller must let the transaction commit.
pub(super) fn count_failure(
    conn: &mut Conn,
    keys: &Keys,
    phone: &Phone,
    now: Timestamp,
) -> Result<(), Failure> {
    let subject = keys.phone_hash(phone);
    Count { kind: KIND, subject: &subject }.add(conn, now).map(drop)
}

/// Forgets the failures after a success.
pub(super) fn forget_failures(conn: &mut Conn, keys: &Keys, phone: &Phone) -> Result<(), Failure> {
    let subject = keys.phone_hash(phone);
    Count { kind: KIND, subject: &subject }.clear(conn)
}

/// A sign-in whose password has been compared.
#[derive(Clone)]
pub struct StaffEntry {
    /// The number.
    pub phone: Phone,
    /// The hash that the password belongs to; none when it was wrong or the number is unknown.
    pub proven: Option<SecretString>,
    /// The one-time code typed.
    pub totp: String,
    /// The device.
    pub device: Device,
    /// When.
    pub now: Timestamp,
}

/// Opens a session, or counts a failure and answers with none: that must be committed, so it is no
/// error in here.
pub fn sign_in_staff(
    conn: &mut Conn,
    keys: &Keys,
    entry: &StaffEntry,
) -> Result<Option<Opened>, Failure> {
    lock_and_check_pause(conn, keys, &entry.phone, entry.now)?;
    let Some(account) = passes(conn, keys, entry)? else {
        count_failure(conn, keys, &entry.phone, entry.now)?;
        return Ok(None);
    };
    forget_failures(conn, keys, &entry.phone)?;
    open(conn, account, Factor::Totp, &entry.device, entry.now).map(Some)
}

fn passes(conn: &mut Conn, keys: &Keys, entry: &StaffEntry) -> Result<Option<AccountId>, Failure> {
    let Some(proven) = &entry.proven else { return Ok(None) };
    // The password that was compared must still be the account's.
    let same = account::table
        .filter(account::phone.eq(entry.phone.as_str()))
        .filter(account::password.eq(proven.expose_secret()))
        .select((account::id, account::totp_no));
    let row: Option<(AccountId, i64)> = same.first(conn).optional()?;
    let Some((id, no)) = row else { return Ok(None) };
    let step = totp::check(keys.totp_secret(id, no), &entry.totp, entry.now)?;
    let Some(step) = step else { return Ok(None) };
    Ok(use_step(conn, id, step)?.then_some(id))
}
