//! The trustees' keys, locks and shares (`sealed-ballot.md` 3, 4, 8).

use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use shared::api::Code;
use shared::api::vote::{KeySheet, LockView, NewTrustee, TrusteeList, TrusteeView};
use shared::domain::account::{AccountId, Actor};
use shared::domain::estate::EstateId;
use shared::domain::vote::{MatterId, MeetingStatus, SumWeight, TrusteeSeat, VoteFact};
use shared::policy::{self, HoldKey, Permit};
use shared::sealed::bundle::{ShareLine, SumName, shares_digest};
use shared::sealed::{Lock, LockHalf, Point, Proof, Seat, SumShare};
use shared::value::{Id, Timestamp};

use super::Meeting;
use super::meeting::append;
use crate::db::estate::By;
use crate::db::schema::{meeting, meeting_lock, meeting_share, meeting_total, trustee};
use crate::db::{Conn, per_database};
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

const fn name(lock: Lock) -> &'static str {
    match lock.seats() {
        (Seat::Committee, Seat::Community) => "01",
        (Seat::Committee, _) => "02",
        _ => "12",
    }
}

fn read_name(name: &str) -> Option<Lock> {
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
    let stored = of.row.key_sheet.as_deref().map(|sheet| serde_json::from_str::<Stored>(sheet));
    let stored = stored.transpose().map_err(Failure::bug)?;
    Ok(stored.map(|Stored { locks, trustees, halves, .. }| KeyParts { trustees, locks, halves }))
}

/// A stored share.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = meeting_share)]
pub struct ShareRow {
    /// Of which matter.
    pub matter_id: MatterId,
    box_no: i64,
    /// By what.
    pub weight: SumWeight,
    lock_name: String,
    /// By whom.
    pub holder: TrusteeSeat,
    /// D.
    pub point: String,
    /// Its proof.
    pub proof: String,
    /// The entry that records it.
    pub seq: i64,
}

impl ShareRow {
    /// Of which sum.
    pub fn key(&self) -> Option<SumKey> {
        let index = u32::try_from(self.box_no).ok()?;
        Some(SumKey { matter: self.matter_id, index, weight: self.weight })
    }

    /// As it is checked.
    pub fn share(&self) -> Option<SumShare> {
        Some(SumShare {
            lock: read_name(&self.lock_name)?,
            point: Point::parse(&self.point)?,
            proof: Proof::parse(&self.proof)?,
            seat: seat(self.holder)?,
        })
    }
}

/// The shares that are there.
pub fn shares(conn: &mut Conn, of: &Meeting) -> Result<Vec<ShareRow>, Failure> {
    let rows = meeting_share::table
        .filter(meeting_share::estate_id.eq(of.estate()))
        .filter(meeting_share::meeting_id.eq(of.id()))
        .order((meeting_share::seq, meeting_share::no))
        .select(ShareRow::as_select());
    Ok(rows.load(conn)?)
}

/// Stores a seat's shares, whose proofs were checked, under one entry of the journal. What is stored
/// already stays.
pub fn put_shares(
    conn: &mut Conn,
    _permit: Permit<HoldKey>,
    of: &Meeting,
    holder: Seat,
    given: &[(SumKey, SumShare)],
    now: Timestamp,
) -> Result<(), Failure> {
    lock_closed(conn, of)?;
    let known = shares(conn, of)?;
    let is_new = |(key, share): &&(SumKey, SumShare)| {
        !known.iter().any(|row| {
            row.holder == holder.into()
                && row.key() == Some(*key)
                && read_name(&row.lock_name) == Some(share.lock)
        })
    };
    let new: Vec<&(SumKey, SumShare)> = given.iter().filter(is_new).collect();
    if new.is_empty() {
        return Ok(());
    }
    let lines = new.iter().map(|(key, share)| key.line(share, 0));
    let hash = lines.collect::<Option<Vec<_>>>().and_then(|lines| shares_digest(&lines));
    let hash = hash.ok_or_else(|| Failure::bug("shares without canonical form"))?.to_string();
    let fact = VoteFact::Share { meeting: of.id(), hash };
    let by = serde_json::json!({ "by": TrusteeSeat::from(holder) });
    let seq = append(conn, of, now, fact, &by)?;
    for (no, (key, share)) in (0i64..).zip(new) {
        diesel::insert_into(meeting_share::table)
            .values((
                meeting_share::estate_id.eq(of.estate()),
                meeting_share::meeting_id.eq(of.id()),
                meeting_share::matter_id.eq(key.matter),
                meeting_share::box_no.eq(i64::from(key.index)),
                meeting_share::weight.eq(key.weight),
                meeting_share::lock_name.eq(name(share.lock)),
                meeting_share::holder.eq(TrusteeSeat::from(holder)),
                meeting_share::point.eq(share.point.text()),
                meeting_share::proof.eq(share.proof.text()),
                meeting_share::seq.eq(seq),
                meeting_share::no.eq(no),
            ))
            .execute(conn)?;
    }
    Ok(())
}

/// Of two trustees at once the second sees the first's shares, and none comes after the count.
fn lock_closed(conn: &mut Conn, of: &Meeting) -> Result<(), Failure> {
    let row = meeting::table
        .find((of.estate(), of.id()))
        .filter(meeting::status.eq(MeetingStatus::Closed));
    let locked = diesel::update(row).set(meeting::status.eq(MeetingStatus::Closed));
    if locked.execute(conn)? == 1 { Ok(()) } else { Err(Code::MeetingState.into()) }
}

/// An opened sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SumKey {
    /// Of which matter.
    pub matter: MatterId,
    /// Which box, from 0.
    pub index: u32,
    /// By what.
    pub weight: SumWeight,
}

impl SumKey {
    /// As a bundle names it.
    pub fn name(self) -> Option<SumName> {
        let index = usize::try_from(self.index).ok()?;
        Some(SumName { index, matter: self.matter, weight: self.weight })
    }

    /// A share of it as a bundle holds it.
    pub fn line(self, share: &SumShare, seq: i64) -> Option<ShareLine> {
        let SumShare { lock, point, proof, seat } = *share;
        Some(ShareLine { lock, name: self.name()?, point, proof, seat, seq })
    }
}

/// The sums that are opened.
pub fn totals(conn: &mut Conn, of: &Meeting) -> Result<Vec<(SumKey, u64)>, Failure> {
    let rows: Vec<(MatterId, i64, SumWeight, i64)> = meeting_total::table
        .filter(meeting_total::estate_id.eq(of.estate()))
        .filter(meeting_total::meeting_id.eq(of.id()))
        .order((meeting_total::matter_id, meeting_total::box_no, meeting_total::weight))
        .select((
            meeting_total::matter_id,
            meeting_total::box_no,
            meeting_total::weight,
            meeting_total::total,
        ))
        .load(conn)?;
    let read = |(matter, index, weight, total): (MatterId, i64, SumWeight, i64)| {
        let index = u32::try_from(index).map_err(Failure::bug)?;
        Ok((SumKey { matter, index, weight }, u64::try_from(total).map_err(Failure::bug)?))
    };
    rows.into_iter().map(read).collect()
}

/// Keeps opened sums.
pub fn keep_totals(conn: &mut Conn, of: &Meeting, totals: &[(SumKey, u64)]) -> Result<(), Failure> {
    for (key, total) in totals {
        let row = (
            meeting_total::estate_id.eq(of.estate()),
            meeting_total::meeting_id.eq(of.id()),
            meeting_total::matter_id.eq(key.matter),
            meeting_total::box_no.eq(i64::from(key.index)),
            meeting_total::weight.eq(key.weight),
            meeting_total::total.eq(i64::try_from(*total).map_err(Failure::bug)?),
        );
        per_database!(conn, |c| diesel::insert_into(meeting_total::table)
            .values(row)
            .on_conflict_do_nothing()
            .execute(c))?;
    }
    Ok(())
}
