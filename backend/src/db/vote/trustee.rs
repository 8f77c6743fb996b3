//! The trustees' keys, locks and shares (`sealed-ballot.md` 3, 4, 8).

use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use shared::api::Code;
use shared::api::vote::{KeySheet, LockView, NewTrustee, TrusteeList, TrusteeView};
use shared::domain::account::{AccountId, Actor};
use shared::domain::estate::EstateId;
use shared::domain::vote::{MeetingStatus, TrusteeSeat, VoteFact};
use shared::policy::{self, HoldKey, Permit};
use shared::sealed::{Lock, LockHalf, Point, Proof, Seat};
use shared::value::{Id, Timestamp};

use super::Meeting;
use super::meeting::append;
use crate::db::Conn;
use crate::db::estate::By;
use crate::db::schema::{meeting, meeting_lock, trustee};
use crate::failure::Failure;
use crate::port::random;

/// A trustee's row.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = trustee)]
pub struct TrusteeRow {
    id: String,
    /// Which seat.
    pub seat: TrusteeSeat,
    account_id: AccountId,
    /// E.
    pub point: String,
    /// Proof of knowledge.
    pub proof: String,
    since: Timestamp,
}

impl TrusteeRow {
    /// Whether somebody is this trustee.
    pub fn is_of(&self, actor: &Actor) -> bool {
        self.account_id == actor.account
    }
}

/// What is kept of a key once it is made.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Stored {
    /// As it hangs on the notice board.
    pub(super) sheet: KeySheet,
    /// The points of the three locks.
    pub(super) locks: [Point; 3],
    /// The trustees whose keys made it.
    pub(super) trustees: Vec<TrusteeView>,
    /// The six halves.
    pub(super) halves: Vec<LockHalf>,
}

/// The trustees of an estate whose keys hold now, in the order of their seats.
pub fn trustees(conn: &mut Conn, estate: EstateId) -> Result<Vec<TrusteeRow>, Failure> {
    let mut rows: Vec<TrusteeRow> = trustee::table
        .filter(trustee::estate_id.eq(estate).and(trustee::until.is_null()))
        .select(TrusteeRow::as_select())
        .load(conn)?;
    rows.sort_by_key(|row| row.seat.number());
    Ok(rows)
}

/// Every key that somebody has published in an estate, those that were followed by others too.
pub fn points_of(conn: &mut Conn, estate: EstateId, actor: &Actor) -> Result<Vec<String>, Failure> {
    let rows = trustee::table
        .filter(trustee::estate_id.eq(estate).and(trustee::account_id.eq(actor.account)))
        .select(trustee::point);
    Ok(rows.load(conn)?)
}

/// The same as their reader sees them.
pub fn trustee_list(
    conn: &mut Conn,
    estate: EstateId,
    actor: &Actor,
) -> Result<TrusteeList, Failure> {
    let rows = trustees(conn, estate)?;
    let trustees = rows.iter().map(|row| shown(row, actor)).collect();
    Ok(TrusteeList { trustees, seat: policy::trustee_seat(actor.role()) })
}

fn shown(row: &TrusteeRow, actor: &Actor) -> TrusteeView {
    TrusteeView {
        seat: row.seat,
        point: row.point.clone(),
        proof: row.proof.clone(),
        since: row.since,
        mine: row.account_id == actor.account,
    }
}

/// Publishes a seat's key, whose proof was checked. The same again changes nothing; another one takes
/// the place of the one before, also of that of the person before in the seat.
pub fn put_trustee(
    conn: &mut Conn,
    _permit: Permit<HoldKey>,
    by: By<'_>,
    (estate, seat): (EstateId, TrusteeSeat),
    new: &NewTrustee,
) -> Result<(), Failure> {
    let held = trustee::table
        .filter(trustee::estate_id.eq(estate).and(trustee::seat.eq(seat)))
        .filter(trustee::until.is_null());
    let before: Option<TrusteeRow> = held.select(TrusteeRow::as_select()).first(conn).optional()?;
    if before
        .as_ref()
        .is_some_and(|row| row.point == new.point && row.account_id == by.actor.account)
    {
        return Ok(());
    }
    // Any two seats hold all three locks: they are two persons'.
    let others = trustees(conn, estate)?;
    if others.iter().any(|row| row.seat != seat && row.is_of(by.actor)) {
        return Err(Code::Forbidden.into());
    }
    diesel::update(held).set(trustee::until.eq(Some(by.now))).execute(conn)?;
    let id: Id<()> = random::id(by.now)?;
    diesel::insert_into(trustee::table)
        .values((
            trustee::estate_id.eq(estate),
            trustee::id.eq(id),
            trustee::seat.eq(seat),
            trustee::account_id.eq(by.actor.account),
            trustee::point.eq(&new.point),
            trustee::proof.eq(&new.proof),
            trustee::since.eq(by.now),
        ))
        .execute(conn)?;
    if let Some(before) = before {
        void_locks(conn, estate, &before.id)?;
    }
    by.note(conn, "put-trustee", estate.as_str(), seat.as_str())
}

/// Halves that rest on a key that is no more are void, where the meeting's own key is not made.
fn void_locks(conn: &mut Conn, estate: EstateId, gone: &str) -> Result<(), Failure> {
    let unmade = meeting::table
        .filter(meeting::estate_id.eq(estate))
        .filter(meeting::status.eq(MeetingStatus::Noticed).and(meeting::key_sheet.is_null()))
        .select(meeting::id);
    let ids: Vec<shared::domain::vote::MeetingId> = unmade.load(conn)?;
    let touched: Vec<shared::domain::vote::MeetingId> = meeting_lock::table
        .filter(meeting_lock::estate_id.eq(estate).and(meeting_lock::meeting_id.eq_any(&ids)))
        .filter(meeting_lock::trustee_id.eq(gone))
        .select(meeting_lock::meeting_id)
        .distinct()
        .load(conn)?;
    // The other halves were made with that key too.
    let locks = meeting_lock::table
        .filter(meeting_lock::estate_id.eq(estate).and(meeting_lock::meeting_id.eq_any(touched)));
    diesel::delete(locks).execute(conn)?;
    Ok(())
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = meeting_lock)]
struct LockRow {
    lock_name: String,
    holder: TrusteeSeat,
    point: String,
    proof: String,
}

pub(super) const fn name(lock: Lock) -> &'static str {
    match lock.seats() {
        (Seat::Committee, Seat::Community) => "01",
        (Seat::Committee, _) => "02",
        _ => "12",
    }
}

pub(super) fn read_name(name: &str) -> Option<Lock> {
    Lock::ALL.into_iter().find(|lock| self::name(*lock) == name)
}

/// The halves that are there.
pub fn halves(conn: &mut Conn, of: &Meeting) -> Result<Vec<LockHalf>, Failure> {
    let rows: Vec<LockRow> = meeting_lock::table
        .filter(meeting_lock::estate_id.eq(of.estate()).and(meeting_lock::meeting_id.eq(of.id())))
        .order((meeting_lock::lock_name, meeting_lock::holder))
        .select(LockRow::as_select())
        .load(conn)?;
    let read = |row: LockRow| {
        let half = || {
            Some(LockHalf {
                lock: read_name(&row.lock_name)?,
                seat: seat(row.holder)?,
                point: Point::parse(&row.point)?,
                proof: Proof::parse(&row.proof)?,
            })
        };
        half().ok_or_else(|| Failure::bug("a stored lock that cannot be read"))
    };
    rows.into_iter().map(read).collect()
}

/// The seat of the protocol.
pub fn seat(of: TrusteeSeat) -> Option<Seat> {
    Seat::ALL.into_iter().find(|seat| seat.number() == of.number())
}

/// A half as it travels.
pub fn lock_view(half: &LockHalf) -> LockView {
    let (low, high) = half.lock.seats();
    LockView {
        holder: half.seat.into(),
        half: shared::api::vote::LockHalf {
            lock: (low.number(), high.number()),
            point: half.point.text(),
            proof: half.proof.text(),
        },
    }
}

/// Stores a seat's two halves, whose proofs were checked; new ones take the place of old ones as long
/// as the key is not made.
pub fn put_locks(
    conn: &mut Conn,
    _permit: Permit<HoldKey>,
    of: &Meeting,
    holder: &TrusteeRow,
    halves: &[LockHalf],
    now: Timestamp,
) -> Result<(), Failure> {
    lock_keyless(conn, of)?;
    let old = meeting_lock::table
        .filter(meeting_lock::estate_id.eq(of.estate()).and(meeting_lock::meeting_id.eq(of.id())))
        .filter(meeting_lock::holder.eq(holder.seat));
    diesel::delete(old).execute(conn)?;
    for half in halves {
        diesel::insert_into(meeting_lock::table)
            .values((
                meeting_lock::estate_id.eq(of.estate()),
                meeting_lock::meeting_id.eq(of.id()),
                meeting_lock::lock_name.eq(name(half.lock)),
                meeting_lock::holder.eq(holder.seat),
                meeting_lock::trustee_id.eq(&holder.id),
                meeting_lock::point.eq(half.point.text()),
                meeting_lock::proof.eq(half.proof.text()),
                meeting_lock::at.eq(now),
            ))
            .execute(conn)?;
    }
    Ok(())
}

/// Of two trustees at once the second sees the first's halves, and a key that is made stays.
fn lock_keyless(conn: &mut Conn, of: &Meeting) -> Result<(), Failure> {
    let row = meeting::table
        .find((of.estate(), of.id()))
        .filter(meeting::status.eq(MeetingStatus::Noticed).and(meeting::key_sheet.is_null()));
    let locked = diesel::update(row).set(meeting::status.eq(MeetingStatus::Noticed));
    if locked.execute(conn)? == 1 { Ok(()) } else { Err(Code::MeetingState.into()) }
}

/// Keeps the key of six halves that agree, and writes it into the journal.
pub fn keep_key(
    conn: &mut Conn,
    of: &Meeting,
    actor: &Actor,
    key: &shared::sealed::MeetingKey,
    halves: &[LockHalf],
    now: Timestamp,
) -> Result<(), Failure> {
    let rows = trustees(conn, of.estate())?;
    let digits = rows.iter().filter_map(|row| Point::parse(&row.point)).map(|e| e.digits());
    let sheet =
        KeySheet { key: key.key().text(), digits: key.key().digits(), trustees: digits.collect() };
    let trustees = rows.iter().map(|row| TrusteeView { mine: false, ..shown(row, actor) });
    let stored = Stored {
        sheet,
        locks: *key.locks(),
        trustees: trustees.collect(),
        halves: halves.to_vec(),
    };
    let text = serde_json::to_string(&stored).map_err(Failure::bug)?;
    let row = meeting::table.find((of.estate(), of.id()));
    diesel::update(row).set(meeting::key_sheet.eq(Some(text))).execute(conn)?;
    let fact = VoteFact::Key { meeting: of.id(), key: key.key().hex() };
    append(conn, of, now, fact, &serde_json::json!({})).map(drop)
}

/// The key of a meeting with what made it, once it is made.
#[derive(Clone, Debug)]
pub struct KeyParts {
    /// The trustees whose keys made it.
    pub trustees: Vec<TrusteeView>,
    /// The points of the three locks.
    pub locks: [Point; 3],
    /// The six halves.
    pub halves: Vec<LockHalf>,
}

/// The key of a meeting with what made it, once it is made.
pub fn key_parts(of: &Meeting) -> Result<Option<KeyParts>, Failure> {
    let stored = of.row.key_sheet.as_deref().map(serde_json::from_str::<Stored>);
    let stored = stored.transpose().map_err(Failure::bug)?;
    Ok(stored.map(|Stored { locks, trustees, halves, .. }| KeyParts { trustees, locks, halves }))
}
