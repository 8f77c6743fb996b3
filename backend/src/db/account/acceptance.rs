//! Invitations taken up: by staff with password and one-time code over the link, by a household with
//! the number alone.
//!
//! Whoever invites sees the link, so a link proves nothing about the number it names: an account
//! that exists without a password takes an invitation up only from a session that its holder has
//! opened by SMS, and a password set before the number was proven dies when it is
//! ([`super::person::prove`]).

use diesel::prelude::*;
use secrecy::{ExposeSecret, SecretString};
use shared::api::Code;
use shared::domain::account::{AccountId, Role};
use shared::value::{Phone, Timestamp};

use super::device::{Device, second_proof};
use super::invitation::{
    InvitationRow, by_secret, check_committee, is_held, open_invitations, refuse_conflict, use_up,
};
use super::person::{of_phone, of_phone_or_new, set_password, use_step, vouch};
use super::seat_row::{NewSeat, give};
use super::session::{Opened, open};
use super::staff::{check_pause, count_failure, forget_failures, lock_and_check_pause};
use crate::access::{Keys, totp};
use crate::db::Conn;
use crate::db::journal::{AuditLine, audit};
use crate::db::schema::invitation;
use crate::db::seat::{Factor, Who};
use crate::failure::Failure;

/// Whose password an answer is compared with.
pub struct Invitee {
    /// The number.
    pub phone: Phone,
    /// The hash of the password the account has; without one, a new one is set.
    pub password: Option<SecretString>,
}

/// What must be known before the password is hashed: 404 for a link that is gone, 429 while failures
/// have paused the number, 401 if an account without a password is not signed in.
pub fn invitee(
    conn: &mut Conn,
    keys: &Keys,
    secret: &str,
    who: Option<&Who>,
    now: Timestamp,
) -> Result<Invitee, Failure> {
    let row = by_secret(conn, secret, now)?;
    check_pause(conn, keys, &row.phone, now)?;
    let account = of_phone(conn, &row.phone)?;
    if let Some(account) = account.as_ref().filter(|account| account.password.is_none()) {
        check_holder(conn, account.id, who)?;
    }
    let password = account.and_then(|account| account.password).map(SecretString::from);
    Ok(Invitee { phone: row.phone, password })
}

fn check_holder(conn: &mut Conn, account: AccountId, who: Option<&Who>) -> Result<(), Failure> {
    let who = who.filter(|who| who.account == account).ok_or(Code::SignInRequired)?;
    second_proof(conn, who)
}

/// What came of the password.
#[derive(Clone)]
pub enum Proof {
    /// It belongs to this stored hash.
    Present(SecretString),
    /// The account has none; this is the new one's hash.
    New(SecretString),
    /// It is not the account's.
    Wrong,
}

/// An answer to an invitation.
#[derive(Clone)]
pub struct Acceptance {
    /// The link's secret.
    pub secret: SecretString,
    /// What came of the password.
    pub proof: Proof,
    /// The one-time code typed.
    pub totp: String,
    /// The device.
    pub device: Device,
    /// Who is signed in, if anybody.
    pub who: Option<Who>,
    /// The address it came from.
    pub ip: String,
    /// When.
    pub now: Timestamp,
}

/// Takes an invitation up and opens a session, or counts a failure and answers with none: that must
/// be committed, so it is no error in here.
pub fn accept(
    conn: &mut Conn,
    keys: &Keys,
    answer: &Acceptance,
) -> Result<Option<Opened>, Failure> {
    let now = answer.now;
    let row = by_secret(conn, answer.secret.expose_secret(), now)?;
    lock_and_check_pause(conn, keys, &row.phone, now)?;
    let Some(account) = proven_account(conn, keys, &row, answer)? else {
        count_failure(conn, keys, &row.phone, now)?;
        return Ok(None);
    };
    let offer = row.offer()?;
    check_committee(conn, &offer)?;
    refuse_conflict(conn, &offer, now)?;
    use_up(conn, row.id, now)?;
    let new = NewSeat {
        account,
        role: offer.role,
        scope: &offer.scope,
        until: offer.until,
        granted_by: row.giver(),
    };
    let seat = give(conn, &new, now)?;
    forget_failures(conn, keys, &row.phone)?;
    let line = AuditLine {
        at: now.ms(),
        account: account.as_str(),
        seat: seat.as_str(),
        role: offer.role.as_str(),
        action: "accept-invitation",
        object: row.id.as_str(),
        reason: "",
        ip: &answer.ip,
    };
    audit(conn, &line)?;
    open(conn, account, Factor::Totp, &answer.device, now).map(Some)
}

/// The account, made now if there is none, when password and one-time code hold.
fn proven_account(
    conn: &mut Conn,
    keys: &Keys,
    row: &InvitationRow,
    answer: &Acceptance,
) -> Result<Option<AccountId>, Failure> {
    let account = of_phone(conn, &row.phone)?;
    let present = account.as_ref().and_then(|account| account.password.as_deref());
    let first = match (&answer.proof, present) {
        (Proof::Present(compared), Some(present)) if compared.expose_secret() == present => None,
        (Proof::New(hash), None) => Some(hash),
        _ => return Ok(None),
    };
    if let (Some(account), Some(_)) = (&account, first) {
        check_holder(conn, account.id, answer.who.as_ref())?;
    }
    let (id, no) = account.map_or((row.account_id, 0), |account| (account.id, account.totp_no));
    let step = totp::check(keys.totp_secret(id, no), &answer.totp, answer.now)?;
    let Some(step) = step else { return Ok(None) };
    let account = of_phone_or_new(conn, &row.phone, &row.name, answer.now)?;
    if account.id != id || !use_step(conn, id, step)? {
        return Ok(None);
    }
    if let Some(hash) = first {
        set_password(conn, id, hash)?;
        if row.giver().is_none() {
            // The operator hands the link over and vouches for the number.
            vouch(conn, id, answer.now)?;
        }
    }
    Ok(Some(id))
}

fn households(
    conn: &mut Conn,
    phone: &Phone,
    now: Timestamp,
) -> Result<Vec<InvitationRow>, Failure> {
    let rows: Vec<InvitationRow> = open_invitations!(now.ms())
        .filter(invitation::phone.eq(phone.as_str()))
        .filter(invitation::role.eq(Role::Occ.as_str()))
        .order((invitation::created, invitation::id))
        .limit(20)
        .select(InvitationRow::as_select())
        .load(conn)?;
    let mut held = Vec::new();
    for row in rows {
        if is_held(conn, &row.granted_by, now)? {
            held.push(row);
        }
    }
    Ok(held)
}

/// The name under which a household invites a number, if one does.
pub(super) fn household_name(
    conn: &mut Conn,
    phone: &Phone,
    now: Timestamp,
) -> Result<Option<String>, Failure> {
    Ok(households(conn, phone, now)?.into_iter().next().map(|row| row.name))
}

/// Takes up the household seats a number is invited to. Its holder has just proven the number, and
/// residents need no more than that.
pub(super) fn take_up_households(
    conn: &mut Conn,
    account: AccountId,
    phone: &Phone,
    now: Timestamp,
) -> Result<(), Failure> {
    for row in households(conn, phone, now)? {
        use_up(conn, row.id, now)?;
        let scope = row.scope()?;
        let new = NewSeat {
            account,
            role: Role::Occ,
            scope: &scope,
            until: row.until,
            granted_by: Some(&row.granted_by),
        };
        give(conn, &new, now)?;
    }
    Ok(())
}
