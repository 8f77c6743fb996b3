//! Invitations to seats: made, opened, taken up.
//!
//! Whoever invites sees the link, so a link proves nothing about the number it names: an account
//! that exists without a password takes an invitation up only from a session that its holder has
//! opened by SMS, and a password set before the number was proven dies when it is
//! ([`super::person::prove`]).

use diesel::prelude::*;
use secrecy::{ExposeSecret, SecretString};
use shared::api::Code;
use shared::api::account::{InvitationId, InvitationView, Invited, OpenInvitationView};
use shared::domain::account::{AccountId, Actor, Role, Scope, Seat};
use shared::domain::report::Department;
use shared::policy::{GrantSeat, Permit};
use shared::value::{DAY, Phone, Timestamp};

use super::grant::check_place;
use super::person::{of_phone, of_phone_or_new, promised_id, set_password, use_step};
use super::seat_row::{NewSeat, give};
use super::session::{Opened, open};
use super::staff::{check_pause, count_failure, forget_failures, lock_and_check_pause};
use crate::access::{Keys, secret, totp};
use crate::db::journal::{AuditLine, audit};
use crate::db::schema::{invitation, seat};
use crate::db::seat::{Factor, Who, read_scope, scope_columns, seats, session_factor};
use crate::db::Conn;
use crate::failure::{Failure, OnConflict};

/// How long an invitation may be taken up, in ms.
const LIFE: i64 = 7 * DAY;

/// What is offered to whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// Made by the client.
    pub id: InvitationId,
    /// The role.
    pub role: Role,
    /// Where.
    pub scope: Scope,
    /// Whom.
    pub name: String,
    /// Their number.
    pub phone: Phone,
    /// When the seat ends, if it is to end.
    pub until: Option<Timestamp>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = invitation)]
pub(super) struct InvitationRow {
    id: InvitationId,
    role: Role,
    scope_kind: String,
    scope_id: String,
    estate_id: Option<String>,
    name: String,
    phone: Phone,
    account_id: AccountId,
    until: Option<Timestamp>,
    expires: Timestamp,
    granted_by: String,
}

impl InvitationRow {
    fn offer(&self) -> Result<Offer, Failure> {
        Ok(Offer {
            id: self.id,
            role: self.role,
            scope: read_scope(&self.scope_kind, &self.scope_id, self.estate_id.as_deref())?,
            name: self.name.clone(),
            phone: self.phone.clone(),
            until: self.until,
        })
    }

    fn place(&self, conn: &mut Conn, departments: &[Department]) -> Result<String, Failure> {
        let Offer { role, scope, until, .. } = self.offer()?;
        let seat = Seat { id: self.id.cast(), role, scope, until };
        let view = super::me::view(conn, departments, seat)?;
        Ok(place_line(view.place, view.unit))
    }

    /// As the granting level sees it.
    pub(super) fn view(
        &self,
        conn: &mut Conn,
        departments: &[Department],
    ) -> Result<OpenInvitationView, Failure> {
        let place = self.place(conn, departments)?;
        Ok(OpenInvitationView { role: self.role, name: self.name.clone(), place, expires: self.expires })
    }

    /// The scope it offers.
    pub(super) fn scope(&self) -> Result<Scope, Failure> {
        Ok(self.offer()?.scope)
    }

    /// The role it offers.
    pub(super) const fn role(&self) -> Role {
        self.role
    }
}

/// A place in one line.
pub(super) fn place_line(place: String, unit: Option<String>) -> String {
    unit.map_or(place.clone(), |unit| format!("{place} {unit}"))
}

/// Open invitations at an instant: unused, in time, with an end that is still to come.
macro_rules! open_invitations {
    ($now:expr) => {{
        let now: i64 = $now;
        invitation::table
            .filter(invitation::used.is_null().and(invitation::expires.gt(now)))
            .filter(invitation::until.is_null().or(invitation::until.gt(now)))
    }};
}
pub(super) use open_invitations;

/// Makes an invitation. The same request again gets the same link; the same id with other content
/// is 409.
pub fn invite(
    conn: &mut Conn,
    _permit: Permit<GrantSeat>,
    (keys, departments): (&Keys, &[Department]),
    actor: &Actor,
    offer: &Offer,
    (ip, now): (&str, Timestamp),
) -> Result<Invited, Failure> {
    let token = keys.invitation(offer.id.as_str());
    if let Some(row) = by_id(conn, offer.id)? {
        let same = row.offer()? == *offer && row.granted_by == actor.seat.id.as_str();
        return if same { Ok(invited(&token, row.expires)) } else { Err(Code::IdTaken.into()) };
    }
    check_place(conn, &offer.scope, departments, now)?;
    refuse_conflict(conn, offer, now)?;
    let (kind, scope_id, estate) = scope_columns(&offer.scope);
    let account = match of_phone(conn, &offer.phone)? {
        Some(row) => row.id,
        None => promised_id(conn, &offer.phone, now)?,
    };
    let expires = now.plus(LIFE);
    diesel::insert_into(invitation::table)
        .values((
            invitation::id.eq(offer.id.as_str()),
            invitation::secret_hash.eq(secret::hash(&token).as_slice()),
            invitation::role.eq(offer.role.as_str()),
            invitation::scope_kind.eq(kind),
            invitation::scope_id.eq(scope_id),
            invitation::estate_id.eq(estate),
            invitation::name.eq(&offer.name),
            invitation::phone.eq(offer.phone.as_str()),
            invitation::account_id.eq(account.as_str()),
            invitation::until.eq(offer.until.map(Timestamp::ms)),
            invitation::created.eq(now.ms()),
            invitation::expires.eq(expires.ms()),
            invitation::granted_by.eq(actor.seat.id.as_str()),
        ))
        .execute(conn)
        .on_conflict(Code::IdTaken)?;
    let line = AuditLine {
        at: now.ms(),
        account: actor.account.as_str(),
        seat: actor.seat.id.as_str(),
        role: actor.role().as_str(),
        action: "invite",
        object: offer.id.as_str(),
        reason: offer.role.as_str(),
        ip,
    };
    audit(conn, &line)?;
    Ok(invited(&token, expires))
}

fn invited(token: &[u8; 32], expires: Timestamp) -> Invited {
    Invited { secret: secret::text(token).expose_secret().to_owned(), expires }
}

fn by_id(conn: &mut Conn, id: InvitationId) -> Result<Option<InvitationRow>, Failure> {
    let row = invitation::table.find(id.as_str()).select(InvitationRow::as_select());
    Ok(row.first(conn).optional()?)
}

/// An employee of the serving company cannot sit on the committee (SX22(8)); whichever of the two
/// seats comes second is refused.
fn refuse_conflict(conn: &mut Conn, offer: &Offer, now: Timestamp) -> Result<(), Failure> {
    let committee = |role: Role| matches!(role, Role::Com | Role::Chr);
    let against = |seat: &Seat| {
        seat.scope.estate() == offer.scope.estate()
            && ((committee(offer.role) && seat.role.is_company())
                || (offer.role.is_company() && committee(seat.role)))
    };
    let Some(row) = of_phone(conn, &offer.phone)? else { return Ok(()) };
    if seats(conn, row.id, now)?.iter().any(against) {
        Err(Code::ConflictOfInterest.into())
    } else {
        Ok(())
    }
}

/// The invitation of a link, while it is open and its giver still holds the seat that gave it.
fn by_secret(conn: &mut Conn, secret: &str, now: Timestamp) -> Result<InvitationRow, Failure> {
    let token = secret::read(secret).ok_or(Code::InvitationGone)?;
    let row = open_invitations!(now.ms())
        .filter(invitation::secret_hash.eq(secret::hash(&token).as_slice()))
        .select(InvitationRow::as_select())
        .first(conn)
        .optional()?;
    let row = row.ok_or(Code::InvitationGone)?;
    if is_held(conn, &row.granted_by, now)? { Ok(row) } else { Err(Code::InvitationGone.into()) }
}

fn is_held(conn: &mut Conn, id: &str, now: Timestamp) -> Result<bool, Failure> {
    let holder: Option<AccountId> =
        seat::table.find(id).select(seat::account_id).first(conn).optional()?;
    let Some(holder) = holder else { return Ok(false) };
    Ok(seats(conn, holder, now)?.iter().any(|seat| seat.id.as_str() == id))
}

/// What a link offers.
pub fn offer(
    conn: &mut Conn,
    keys: &Keys,
    departments: &[Department],
    secret: &str,
    now: Timestamp,
) -> Result<InvitationView, Failure> {
    let row = by_secret(conn, secret, now)?;
    let phone = row.phone.masked();
    let totp = match of_phone(conn, &row.phone)? {
        Some(account) if account.password.is_some() => None,
        Some(account) => Some(keys.totp_secret(account.id, account.totp_no)),
        None => Some(keys.totp_secret(row.account_id, 0)),
    };
    Ok(InvitationView {
        role: row.role,
        place: row.place(conn, departments)?,
        name: row.name.clone(),
        totp_secret: totp.map(totp::base32),
        totp_uri: totp.map(|totp| totp::uri(totp, &phone)),
        phone,
        expires: row.expires,
    })
}

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
    session_factor(conn, who).map(drop)
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
    /// What the device calls itself.
    pub device: String,
    /// Who is signed in, if anybody.
    pub who: Option<Who>,
    /// The address it came from.
    pub ip: String,
    /// When.
    pub now: Timestamp,
}

/// Takes an invitation up and opens a session, or counts a failure and answers with none: that must
/// be committed, so it is no error in here.
pub fn accept(conn: &mut Conn, keys: &Keys, answer: &Acceptance) -> Result<Option<Opened>, Failure> {
    let now = answer.now;
    let row = by_secret(conn, answer.secret.expose_secret(), now)?;
    lock_and_check_pause(conn, keys, &row.phone, now)?;
    let Some(account) = proven_account(conn, keys, &row, answer)? else {
        count_failure(conn, keys, &row.phone, now)?;
        return Ok(None);
    };
    let offer = row.offer()?;
    refuse_conflict(conn, &offer, now)?;
    use_up(conn, row.id, now)?;
    let new = NewSeat {
        account,
        role: offer.role,
        scope: &offer.scope,
        until: offer.until,
        granted_by: Some(&row.granted_by),
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
    }
    Ok(Some(id))
}

/// Marks an invitation as used: of two answers at once the second finds it gone.
fn use_up(conn: &mut Conn, id: InvitationId, now: Timestamp) -> Result<(), Failure> {
    let open = invitation::table.find(id.as_str()).filter(invitation::used.is_null());
    let used = diesel::update(open).set(invitation::used.eq(now.ms())).execute(conn)?;
    if used == 1 { Ok(()) } else { Err(Code::InvitationGone.into()) }
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
