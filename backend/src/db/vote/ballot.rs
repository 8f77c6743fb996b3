//! Ballots: announced, checked or cast, each party's first one for good (`sealed-ballot.md` 6;
//! `threats.md` V1, V2).

use diesel::prelude::*;
use shared::api::Code;
use shared::api::account::ChallengeId;
use shared::api::vote::Receipt;
use shared::domain::account::AccountId;
use shared::domain::vote::{Channel, MeetingStatus, PartyId, VoteFact};
use shared::policy::{CastVote, Permit};
use shared::sealed::Ballot;
use shared::value::Timestamp;

use super::Meeting;
use super::meeting::append;
use super::notice::tell_others;
use super::voter::voting;
use crate::access::Keys;
use crate::db::account::{self, Try};
use crate::db::estate::By;
use crate::db::report::Told;
use crate::db::schema::{ballot, ballot_mark, ballot_point, meeting};
use crate::db::{Conn, per_database};
use crate::failure::{Failure, OnConflict};

/// How many ballots of one party may be announced: each check of a phone voids one.
const MARKS_MAX: i64 = 50;

/// A stored ballot.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = ballot)]
pub struct BallotRow {
    /// Whose.
    pub party_id: PartyId,
    /// SHA-256, hex.
    pub fingerprint: String,
    /// Its canonical text.
    pub body: String,
    /// How it came in.
    pub channel: Channel,
    /// When.
    pub at: Timestamp,
    /// Its place in the journal.
    pub seq: i64,
}

impl BallotRow {
    /// The ballot, read; none for a text that was never taken.
    pub fn ballot(&self) -> Option<Ballot> {
        Ballot::parse(&self.body).ok()
    }

    fn receipt(&self) -> Receipt {
        Receipt {
            party: self.party_id,
            fingerprint: self.fingerprint.clone(),
            seq: self.seq,
            at: self.at,
            channel: self.channel,
        }
    }
}

/// Whether a party's ballot is in.
pub(super) fn has_cast(conn: &mut Conn, of: &Meeting, party: PartyId) -> Result<bool, Failure> {
    Ok(stored(conn, of, party)?.is_some())
}

/// Whether voting is open; locks the meeting, so that no ballot comes after the close.
fn lock_open(conn: &mut Conn, of: &Meeting, now: Timestamp) -> Result<(), Failure> {
    let row = meeting::table
        .find((of.estate(), of.id()))
        .filter(meeting::status.eq(MeetingStatus::Open))
        .filter(meeting::opens.le(now).and(meeting::closes.gt(now)));
    let open = diesel::update(row).set(meeting::status.eq(MeetingStatus::Open)).execute(conn)?;
    if open == 1 { Ok(()) } else { Err(Code::VoteClosed.into()) }
}

/// Whether voting is open as of a request.
pub fn is_open(of: &Meeting, now: Timestamp) -> bool {
    of.status() == MeetingStatus::Open && of.draft.opens <= now && now < of.draft.closes
}

/// Announces a ballot by its fingerprint. Twice is once.
pub fn announce(
    conn: &mut Conn,
    _permit: &Permit<CastVote>,
    of: &Meeting,
    (account, party): (AccountId, PartyId),
    fingerprint: &str,
    now: Timestamp,
) -> Result<(), Failure> {
    if !is_open(of, now) {
        return Err(Code::VoteClosed.into());
    }
    let marks: i64 = ballot_mark::table
        .filter(ballot_mark::estate_id.eq(of.estate()).and(ballot_mark::meeting_id.eq(of.id())))
        .filter(ballot_mark::party_id.eq(party).and(ballot_mark::fingerprint.ne(fingerprint)))
        .count()
        .get_result(conn)?;
    if marks >= MARKS_MAX {
        return Err(Code::TooMany.into());
    }
    let mark = (
        ballot_mark::estate_id.eq(of.estate()),
        ballot_mark::meeting_id.eq(of.id()),
        ballot_mark::party_id.eq(party),
        ballot_mark::fingerprint.eq(fingerprint),
        ballot_mark::at.eq(now),
        ballot_mark::account_id.eq(account),
        ballot_mark::checked.eq(false),
    );
    per_database!(conn, |c| diesel::insert_into(ballot_mark::table)
        .values(mark)
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(())
}

/// What became of an announced ballot.
fn mark(
    conn: &mut Conn,
    of: &Meeting,
    party: PartyId,
    fingerprint: &str,
) -> Result<Option<bool>, Failure> {
    let mark = ballot_mark::table
        .find((of.estate(), of.id(), party, fingerprint))
        .select(ballot_mark::checked);
    Ok(mark.first(conn).optional()?)
}

/// The announced ballot was opened to check the phone: it can never be cast. Twice is once.
pub fn mark_checked(
    conn: &mut Conn,
    _permit: &Permit<CastVote>,
    of: &Meeting,
    party: PartyId,
    fingerprint: &str,
    now: Timestamp,
) -> Result<(), Failure> {
    lock_open(conn, of, now)?;
    if stored(conn, of, party)?.is_some_and(|cast| cast.fingerprint == fingerprint) {
        return Err(Code::AlreadyCast.into());
    }
    match mark(conn, of, party, fingerprint)? {
        None => Err(Code::BallotBroken.into()),
        Some(true) => Ok(()),
        Some(false) => {
            let row = ballot_mark::table.find((of.estate(), of.id(), party, fingerprint));
            diesel::update(row).set(ballot_mark::checked.eq(true)).execute(conn)?;
            let fingerprint = fingerprint.to_owned();
            let fact = VoteFact::Checked { meeting: of.id(), fingerprint };
            append(conn, of, now, fact, &serde_json::json!({ "party": party })).map(drop)
        }
    }
}

/// That a code may be sent: the ballot is announced and not checked, and the party has not voted.
pub fn may_confirm(
    conn: &mut Conn,
    _permit: &Permit<CastVote>,
    of: &Meeting,
    party: PartyId,
    fingerprint: &str,
    now: Timestamp,
) -> Result<(), Failure> {
    if !is_open(of, now) {
        return Err(Code::VoteClosed.into());
    }
    if stored(conn, of, party)?.is_some() {
        return Err(Code::AlreadyCast.into());
    }
    castable(mark(conn, of, party, fingerprint)?)
}

/// An announced ballot can be cast unless it was checked.
fn castable(mark: Option<bool>) -> Result<(), Failure> {
    match mark {
        Some(false) => Ok(()),
        Some(true) => Err(Code::CheckedBallot.into()),
        None => Err(Code::BallotBroken.into()),
    }
}

/// A party's ballot.
pub(super) fn stored(
    conn: &mut Conn,
    of: &Meeting,
    party: PartyId,
) -> Result<Option<BallotRow>, Failure> {
    let row = ballot::table
        .find((of.estate(), of.id(), party))
        .select(BallotRow::as_select())
        .first(conn);
    Ok(row.optional()?)
}

/// A ballot whose proofs hold.
#[derive(Clone, Debug)]
pub struct CheckedBallot {
    /// Whose.
    pub party: PartyId,
    /// SHA-256, hex.
    pub fingerprint: String,
    /// Its canonical text.
    pub body: String,
    /// The first point of every box: none was seen before.
    pub points: Vec<String>,
}

/// What confirms a ballot.
#[derive(Clone, Debug)]
pub struct Confirmation {
    /// Whose code.
    pub challenge: ChallengeId,
    /// The code.
    pub code: String,
}

/// What became of a ballot.
pub enum Casting {
    /// It is in, or was in already.
    In(Receipt, Vec<Told>),
    /// The code is wrong.
    Wrong,
    /// The code is dead.
    Spent,
}

/// Casts a ballot whose proofs hold: window, fingerprint, code, then row, points and journal entry in
/// one transaction. The same ballot again is answered with its receipt.
pub fn cast(
    conn: &mut Conn,
    _permit: &Permit<CastVote>,
    by: By<'_>,
    keys: &Keys,
    of: &Meeting,
    new: &CheckedBallot,
    confirmation: &Confirmation,
) -> Result<Casting, Failure> {
    if let Some(cast) = stored(conn, of, new.party)? {
        let same = cast.fingerprint == new.fingerprint;
        let receipt = || Ok(Casting::In(cast.receipt(), Vec::new()));
        return if same { receipt() } else { Err(Code::AlreadyCast.into()) };
    }
    lock_open(conn, of, by.now)?;
    castable(mark(conn, of, new.party, &new.fingerprint)?)?;
    let Confirmation { challenge, code } = confirmation;
    match account::spend(conn, keys, (*challenge, &new.fingerprint), code, by.now)? {
        Try::Wrong => return Ok(Casting::Wrong),
        Try::Spent => return Ok(Casting::Spent),
        Try::Right(phone) => {
            // The code went to the number that asks.
            if phone != account::person(conn, by.actor.account)?.1 {
                return Ok(Casting::Wrong);
            }
        }
    }
    let fact = VoteFact::Cast { meeting: of.id(), fingerprint: new.fingerprint.clone() };
    let private = serde_json::json!({ "by": by.actor.account, "party": new.party });
    let seq = append(conn, of, by.now, fact, &private)?;
    store(conn, of, new, (by.actor.account, Channel::App), seq, by.now)?;
    let told = tell_others(conn, of, new.party, by.actor.account, by.now)?;
    let receipt = Receipt {
        party: new.party,
        fingerprint: new.fingerprint.clone(),
        seq,
        at: by.now,
        channel: Channel::App,
    };
    Ok(Casting::In(receipt, told))
}

fn store(
    conn: &mut Conn,
    of: &Meeting,
    new: &CheckedBallot,
    (account, channel): (AccountId, Channel),
    seq: i64,
    now: Timestamp,
) -> Result<(), Failure> {
    diesel::insert_into(ballot::table)
        .values((
            ballot::estate_id.eq(of.estate()),
            ballot::meeting_id.eq(of.id()),
            ballot::party_id.eq(new.party),
            ballot::fingerprint.eq(&new.fingerprint),
            ballot::body.eq(&new.body),
            ballot::invalid.eq("[]"),
            ballot::channel.eq(channel),
            ballot::at.eq(now),
            ballot::account_id.eq(account),
            ballot::seq.eq(seq),
        ))
        .execute(conn)
        .on_conflict(Code::AlreadyCast)?;
    for point in &new.points {
        diesel::insert_into(ballot_point::table)
            .values((
                ballot_point::estate_id.eq(of.estate()),
                ballot_point::meeting_id.eq(of.id()),
                ballot_point::point.eq(point),
            ))
            .execute(conn)
            .on_conflict(Code::BallotBroken)?;
    }
    Ok(())
}

/// The receipt of a party that the account votes for.
pub fn receipt(
    conn: &mut Conn,
    permit: &Permit<CastVote>,
    of: &Meeting,
    (account, party): (AccountId, PartyId),
) -> Result<Receipt, Failure> {
    voting(conn, permit, of, (account, party))?;
    let row = stored(conn, of, party)?;
    row.map(|row| row.receipt()).ok_or_else(|| Code::NotFound.into())
}

/// Every ballot of a meeting, in the journal's order.
pub fn ballots(conn: &mut Conn, of: &Meeting) -> Result<Vec<BallotRow>, Failure> {
    let rows = ballot::table
        .filter(ballot::estate_id.eq(of.estate()).and(ballot::meeting_id.eq(of.id())))
        .order(ballot::seq)
        .select(BallotRow::as_select());
    Ok(rows.load(conn)?)
}
