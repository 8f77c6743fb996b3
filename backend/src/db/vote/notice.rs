//! What the inbox says of meetings, and who hears it.

use std::collections::BTreeSet;

use diesel::prelude::*;
use shared::domain::account::Role;
use shared::domain::vote::{MeetingEvent, MeetingNewsKind, PartyId};
use shared::value::{Id, Timestamp};

use super::Meeting;
use crate::db::Conn;
use crate::db::report::Told;
use crate::db::schema::{account, meeting_notice, meeting_owner, seat};
use crate::db::seat::audience;
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
}

impl MeetingNews {
    pub(super) const fn of(event: MeetingEvent) -> Self {
        Self::Step(event)
    }

    fn kind(self) -> MeetingNewsKind {
        match self {
            Self::LocksVoid => MeetingNewsKind::LocksVoid,
            Self::PartyCast(_) => MeetingNewsKind::PartyCast,
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
        MeetingNews::PartyCast(_) => BTreeSet::new(),
        _ => offices(conn, of)?,
    };
    match news {
        MeetingNews::PartyCast(party) => audiences.extend(owners(conn, of, Some(*party))?),
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
    but: shared::domain::account::AccountId,
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
        let id: Id<()> = random::id(now)?;
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

/// The committee's members as persons, the community and the town as offices.
fn offices(conn: &mut Conn, of: &Meeting) -> Result<BTreeSet<String>, Failure> {
    let members: Vec<shared::domain::account::AccountId> = seat::table
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
    let accounts: Vec<shared::domain::account::AccountId> = rows.load(conn)?;
    Ok(accounts.into_iter().map(audience::of_account).collect())
}
