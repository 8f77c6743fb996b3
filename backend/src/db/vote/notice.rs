//! What the inbox says of meetings, and who hears it.

use std::collections::BTreeSet;

use diesel::prelude::*;
use shared::api::inbox::MeetingNotice;
use shared::domain::account::{AccountId, Actor, Role};
use shared::domain::vote::{MeetingDraft, MeetingEvent, MeetingId, MeetingNewsKind, PartyId};
use shared::value::{Id, Timestamp};

use super::Meeting;
use crate::db::report::Told;
use crate::db::schema::{
    account, ballot, meeting, meeting_notice, meeting_owner, meeting_read, seat,
};
use crate::db::seat::audience;
use crate::db::{Conn, per_database};
use crate::failure::Failure;
use crate::port::random;

/// What is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MeetingNews {
    /// A step.
    Step(MeetingEvent),
    /// The roll has changed: halves of locks are to be made anew.
    LocksVoid,
    /// Somebody else of the party has cast its ballot.
    PartyCast(PartyId),
    /// Time is running out for who has not voted.
    Remind,
    /// The window has begun and the key is not made.
    KeyMissing,
}

impl MeetingNews {
    pub(super) const fn of(event: MeetingEvent) -> Self {
        Self::Step(event)
    }

    fn kind(self) -> MeetingNewsKind {
        match self {
            Self::LocksVoid => MeetingNewsKind::LocksVoid,
            Self::PartyCast(_) => MeetingNewsKind::PartyCast,
            Self::Remind => MeetingNewsKind::Remind,
            Self::KeyMissing => MeetingNewsKind::KeyMissing,
            Self::Step(event) => match event {
                MeetingEvent::Review => MeetingNewsKind::Reviewed,
                MeetingEvent::Revise => MeetingNewsKind::Revised,
                MeetingEvent::Notice => MeetingNewsKind::Noticed,
                MeetingEvent::Open => MeetingNewsKind::Opened,
                MeetingEvent::Close => MeetingNewsKind::Closed,
                MeetingEvent::Tally => MeetingNewsKind::Tallied,
                MeetingEvent::Publish => MeetingNewsKind::Published,
                MeetingEvent::Cancel => MeetingNewsKind::Cancelled,
                MeetingEvent::OrderCorrection => MeetingNewsKind::CorrectionOrdered,
                MeetingEvent::Correct => MeetingNewsKind::Corrected,
                MeetingEvent::Revoke => MeetingNewsKind::Revoked,
                MeetingEvent::Annul => MeetingNewsKind::Annulled,
                MeetingEvent::Unknown => MeetingNewsKind::Unknown,
            },
        }
    }

    /// Whether every owner of the estate hears it.
    const fn is_public(self) -> bool {
        matches!(
            self,
            Self::Step(
                MeetingEvent::Notice
                    | MeetingEvent::Open
                    | MeetingEvent::Publish
                    | MeetingEvent::OrderCorrection
                    | MeetingEvent::Correct
                    | MeetingEvent::Revoke
                    | MeetingEvent::Annul
            )
        )
    }
}

/// Writes a notice for everybody concerned: the offices always, the owners on the roll where it is
/// theirs to know, of a meeting that was noticed also that it is called off.
pub(super) fn tell(
    conn: &mut Conn,
    of: &Meeting,
    news: &MeetingNews,
    now: Timestamp,
) -> Result<Vec<Told>, Failure> {
    let called_off =
        matches!(news, MeetingNews::Step(MeetingEvent::Cancel)) && of.row.noticed.is_some();
    let mut audiences = match news {
        MeetingNews::PartyCast(_) | MeetingNews::Remind => BTreeSet::new(),
        _ => offices(conn, of)?,
    };
    match news {
        MeetingNews::PartyCast(party) => audiences.extend(owners(conn, of, Some(*party))?),
        MeetingNews::Remind => audiences.extend(not_voted(conn, of)?),
        _ if news.is_public() || called_off => audiences.extend(owners(conn, of, None)?),
        _ => {}
    }
    write(conn, of, &audiences, news.kind(), now)
}

/// The same, but for one account: it knows.
pub(super) fn tell_others(
    conn: &mut Conn,
    of: &Meeting,
    party: PartyId,
    but: AccountId,
    now: Timestamp,
) -> Result<Vec<Told>, Failure> {
    let mut audiences = owners(conn, of, Some(party))?;
    audiences.remove(&audience::of_account(but));
    write(conn, of, &audiences, MeetingNews::PartyCast(party).kind(), now)
}

fn write(
    conn: &mut Conn,
    of: &Meeting,
    audiences: &BTreeSet<String>,
    kind: MeetingNewsKind,
    now: Timestamp,
) -> Result<Vec<Told>, Failure> {
    for audience in audiences {
        let id: Id<()> = random::id_in_order(now, of.row.version)?;
        diesel::insert_into(meeting_notice::table)
            .values((
                meeting_notice::estate_id.eq(of.estate()),
                meeting_notice::id.eq(id),
                meeting_notice::audience.eq(audience),
                meeting_notice::at.eq(now),
                meeting_notice::meeting_id.eq(of.id()),
                meeting_notice::kind.eq(kind),
            ))
            .execute(conn)?;
    }
    Ok(if audiences.is_empty() { Vec::new() } else { vec![Told::inbox(audiences.clone())] })
}

/// How many notices are looked through for the inbox.
const WINDOW: i64 = 500;
/// How many meetings the inbox names.
const MEETINGS: usize = 10;

/// What a seat was told of meetings: the latest of each, the latest first.
pub fn meeting_notices(conn: &mut Conn, actor: &Actor) -> Result<Vec<MeetingNotice>, Failure> {
    let audience = audience::of_seat(actor.account, &actor.seat);
    let read: Option<Timestamp> = meeting_read::table
        .find((actor.account, &audience))
        .select(meeting_read::at)
        .first(conn)
        .optional()?;
    let same = meeting::estate_id
        .eq(meeting_notice::estate_id)
        .and(meeting::id.eq(meeting_notice::meeting_id));
    let rows: Vec<(MeetingId, String, MeetingNewsKind, Timestamp)> = meeting_notice::table
        .inner_join(meeting::table.on(same))
        .filter(meeting_notice::audience.eq(&audience))
        .order((meeting_notice::at.desc(), meeting_notice::id.desc()))
        .limit(WINDOW)
        .select((meeting::id, meeting::draft, meeting_notice::kind, meeting_notice::at))
        .load(conn)?;
    let mut notices: Vec<MeetingNotice> = Vec::new();
    for (id, draft, kind, at) in rows {
        if notices.len() < MEETINGS && !notices.iter().any(|notice| notice.meeting == id) {
            let draft: MeetingDraft = serde_json::from_str(&draft).map_err(Failure::bug)?;
            let unread = read.is_none_or(|read| at > read);
            notices.push(MeetingNotice { meeting: id, title: draft.title, kind, at, unread });
        }
    }
    Ok(notices)
}

/// Everything that a seat was told of meetings is read.
pub fn read_meeting_notices(conn: &mut Conn, actor: &Actor, now: Timestamp) -> Result<(), Failure> {
    let audience = audience::of_seat(actor.account, &actor.seat);
    let mark = (
        meeting_read::account_id.eq(actor.account),
        meeting_read::audience.eq(&audience),
        meeting_read::at.eq(now),
    );
    per_database!(conn, |c| diesel::insert_into(meeting_read::table)
        .values(mark)
        .on_conflict((meeting_read::account_id, meeting_read::audience))
        .do_update()
        .set(meeting_read::at.eq(now))
        .execute(c))?;
    Ok(())
}

/// The committee's members as persons, the community and the town as offices.
fn offices(conn: &mut Conn, of: &Meeting) -> Result<BTreeSet<String>, Failure> {
    let members: Vec<AccountId> = seat::table
        .filter(seat::estate_id.eq(of.estate().as_str()).and(seat::revoked.is_null()))
        .filter(seat::role.eq_any([Role::Com, Role::Chr]))
        .select(seat::account_id)
        .load(conn)?;
    let mut audiences: BTreeSet<String> = members.into_iter().map(audience::of_account).collect();
    audiences.insert(format!("C:{}", of.node.community));
    audiences.insert(format!("T:{}", of.node.town));
    Ok(audiences)
}

/// The accounts of those on the roll, of one party or of all.
fn owners(
    conn: &mut Conn,
    of: &Meeting,
    party: Option<PartyId>,
) -> Result<BTreeSet<String>, Failure> {
    let mut rows = meeting_owner::table
        .inner_join(account::table.on(account::phone.eq(meeting_owner::phone)))
        .filter(meeting_owner::estate_id.eq(of.estate()))
        .filter(meeting_owner::meeting_id.eq(of.id()))
        .select(account::id)
        .into_boxed();
    if let Some(party) = party {
        rows = rows.filter(meeting_owner::party_id.eq(party));
    }
    let accounts: Vec<AccountId> = rows.load(conn)?;
    Ok(accounts.into_iter().map(audience::of_account).collect())
}

/// The accounts of those whose party has no ballot yet.
fn not_voted(conn: &mut Conn, of: &Meeting) -> Result<BTreeSet<String>, Failure> {
    let voted = ballot::table
        .filter(ballot::estate_id.eq(of.estate()).and(ballot::meeting_id.eq(of.id())))
        .select(ballot::party_id);
    let accounts: Vec<AccountId> = meeting_owner::table
        .inner_join(account::table.on(account::phone.eq(meeting_owner::phone)))
        .filter(meeting_owner::estate_id.eq(of.estate()))
        .filter(meeting_owner::meeting_id.eq(of.id()))
        .filter(meeting_owner::party_id.ne_all(voted))
        .select(account::id)
        .load(conn)?;
    Ok(accounts.into_iter().map(audience::of_account).collect())
}
