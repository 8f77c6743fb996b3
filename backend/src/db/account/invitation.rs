//! Invitations to seats: made and opened.

use diesel::prelude::*;
use secrecy::ExposeSecret;
use shared::api::Code;
use shared::api::account::{InvitationId, InvitationView, Invited, OpenInvitationView};
use shared::domain::account::{AccountId, Actor, Role, Scope, Seat};
use shared::domain::report::Department;
use shared::policy::{BindHousehold, GrantSeat, Permit};
use shared::value::{DAY, Phone, Timestamp};

use super::bind::owns_in;
use super::grant::check_place;
use super::person::{of_phone, promised_id};
use crate::access::{Keys, secret, totp};
use crate::db::Conn;
use crate::db::journal::{AuditLine, audit};
use crate::db::schema::{invitation, seat};
use crate::db::seat::{read_scope, scope_columns, seats};
use crate::failure::{Failure, OnConflict};
use crate::port::random;

/// How long an invitation may be taken up, in ms.
const LIFE: i64 = 7 * DAY;
/// Stands for the giving seat where the operator gives.
const OPERATOR: &str = "";

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
    pub(super) id: InvitationId,
    pub(super) role: Role,
    scope_kind: String,
    scope_id: String,
    estate_id: Option<String>,
    pub(super) name: String,
    pub(super) phone: Phone,
    pub(super) account_id: AccountId,
    pub(super) until: Option<Timestamp>,
    pub(super) expires: Timestamp,
    pub(super) granted_by: String,
    pub(super) used: Option<i64>,
}

impl InvitationRow {
    /// What it offers.
    pub(super) fn offer(&self) -> Result<Offer, Failure> {
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
        Ok(OpenInvitationView {
            id: self.id,
            role: self.role,
            name: self.name.clone(),
            place,
            expires: self.expires,
        })
    }

    /// The seat that gives it; none for the operator.
    pub(super) fn giver(&self) -> Option<&str> {
        Some(self.granted_by.as_str()).filter(|by| *by != OPERATOR)
    }

    /// The scope it offers.
    pub(super) fn scope(&self) -> Result<Scope, Failure> {
        Ok(self.offer()?.scope)
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
    with: (&Keys, &[Department]),
    actor: &Actor,
    offer: &Offer,
    at: (&str, Timestamp),
) -> Result<Invited, Failure> {
    make(conn, with, actor, offer, at)
}

/// Invites somebody into a household, the same way. They are bound when they sign in with the
/// number; there is no link to it ([`by_secret`]).
pub fn bind(
    conn: &mut Conn,
    _permit: Permit<BindHousehold>,
    with: (&Keys, &[Department]),
    actor: &Actor,
    offer: &Offer,
    at: (&str, Timestamp),
) -> Result<(), Failure> {
    make(conn, with, actor, offer, at).map(drop)
}

fn make(
    conn: &mut Conn,
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
    check_committee(conn, offer)?;
    refuse_conflict(conn, offer, now)?;
    let expires = store(conn, offer, (&token, actor.seat.id.as_str()), now)?;
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

fn store(
    conn: &mut Conn,
    offer: &Offer,
    (token, granted_by): (&[u8; 32], &str),
    now: Timestamp,
) -> Result<Timestamp, Failure> {
    let (kind, scope_id, estate) = scope_columns(&offer.scope);
    let account = match of_phone(conn, &offer.phone)? {
        Some(row) => row.id,
        None => promised_id(conn, &offer.phone, now)?,
    };
    let expires = now.plus(LIFE);
    diesel::insert_into(invitation::table)
        .values((
            invitation::id.eq(offer.id.as_str()),
            invitation::secret_hash.eq(secret::hash(token).as_slice()),
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
            invitation::granted_by.eq(granted_by),
        ))
        .execute(conn)
        .on_conflict(Code::IdTaken)?;
    Ok(expires)
}

/// The operator's invitation, from the command line: no seat gives it. The secret of its link.
pub fn invite_first(
    conn: &mut Conn,
    keys: &Keys,
    role: Role,
    scope: &Scope,
    name: &str,
    phone: &Phone,
    now: Timestamp,
) -> Result<String, Failure> {
    let offer = Offer {
        id: random::id(now)?,
        role,
        scope: scope.clone(),
        name: name.to_owned(),
        phone: phone.clone(),
        until: None,
    };
    let token = keys.invitation(offer.id.as_str());
    store(conn, &offer, (&token, OPERATOR), now)?;
    Ok(secret::text(&token).expose_secret().to_owned())
}

fn invited(token: &[u8; 32], expires: Timestamp) -> Invited {
    Invited { secret: secret::text(token).expose_secret().to_owned(), expires }
}

pub(super) fn by_id(conn: &mut Conn, id: InvitationId) -> Result<Option<InvitationRow>, Failure> {
    let row = invitation::table.find(id.as_str()).select(InvitationRow::as_select());
    Ok(row.first(conn).optional()?)
}

/// A member of the committee is an owner of the estate (`domain.md` 1): the roll says so, whether
/// they have signed in yet or not.
pub(super) fn check_committee(conn: &mut Conn, offer: &Offer) -> Result<(), Failure> {
    match &offer.scope {
        Scope::Estate { estate } if offer.role.is_committee() => {
            if owns_in(conn, &offer.phone, *estate)? {
                Ok(())
            } else {
                Err(Code::NotAnOwner.into())
            }
        }
        _ => Ok(()),
    }
}

/// An employee of the serving company cannot sit on the committee (SX22(8)); whichever of the two
/// seats comes second is refused.
pub(super) fn refuse_conflict(
    conn: &mut Conn,
    offer: &Offer,
    now: Timestamp,
) -> Result<(), Failure> {
    let against = |seat: &Seat| {
        seat.scope.estate() == offer.scope.estate()
            && ((offer.role.is_committee() && seat.role.is_company())
                || (offer.role.is_company() && seat.role.is_committee()))
    };
    let Some(row) = of_phone(conn, &offer.phone)? else { return Ok(()) };
    if seats(conn, row.id, now)?.iter().any(against) {
        Err(Code::ConflictOfInterest.into())
    } else {
        Ok(())
    }
}

/// The invitation of a link, while it is open and its giver still holds the seat that gave it. A
/// resident's seat hangs on a number that its holder proves, so no link leads to one.
pub(super) fn by_secret(
    conn: &mut Conn,
    secret: &str,
    now: Timestamp,
) -> Result<InvitationRow, Failure> {
    let token = secret::read(secret).ok_or(Code::InvitationGone)?;
    let row = open_invitations!(now.ms())
        .filter(invitation::secret_hash.eq(secret::hash(&token).as_slice()))
        .filter(invitation::role.ne_all([Role::Own.as_str(), Role::Occ.as_str()]))
        .select(InvitationRow::as_select())
        .first(conn)
        .optional()?;
    let row = row.ok_or(Code::InvitationGone)?;
    if is_held(conn, &row.granted_by, now)? { Ok(row) } else { Err(Code::InvitationGone.into()) }
}

pub(super) fn is_held(conn: &mut Conn, id: &str, now: Timestamp) -> Result<bool, Failure> {
    if id == OPERATOR {
        return Ok(true);
    }
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

/// Marks an invitation as used: of two answers at once the second finds it gone.
pub(super) fn use_up(conn: &mut Conn, id: InvitationId, now: Timestamp) -> Result<(), Failure> {
    let open = invitation::table.find(id.as_str()).filter(invitation::used.is_null());
    let used = diesel::update(open).set(invitation::used.eq(now.ms())).execute(conn)?;
    if used == 1 { Ok(()) } else { Err(Code::InvitationGone.into()) }
}
