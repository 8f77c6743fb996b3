//! Shares of sums, and the sums that they open (`sealed-ballot.md` 8).

use diesel::prelude::*;
use shared::api::Code;
use shared::domain::vote::{MatterId, MeetingStatus, SumWeight, TrusteeSeat, VoteFact};
use shared::policy::{HoldKey, Permit};
use shared::sealed::bundle::{ShareLine, SumName, shares_digest};
use shared::sealed::{Point, Proof, Seat, SumShare};
use shared::value::Timestamp;

use super::Meeting;
use super::meeting::append;
use super::trustee::{name, read_name, seat};
use crate::db::schema::{meeting, meeting_share, meeting_total};
use crate::db::{Conn, per_database};
use crate::failure::Failure;

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
