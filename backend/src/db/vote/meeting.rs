//! A meeting's row and course: drafted, noticed, opened, closed; each step once.

use diesel::prelude::*;
use shared::api::vote::{MeetingAct, MeetingRevision, NewMeeting, needs_note};
use shared::api::{Code, FieldRule, Problem};
use shared::domain::account::{AccountId, Role};
use shared::domain::estate::{EstateId, EstateNode};
use shared::domain::vote::{
    MeetingDraft, MeetingEvent, MeetingId, MeetingStatus, Organiser, VoteFact, VoteRules,
};
use shared::journal::Fact;
use shared::policy::{ActOnMeeting, DraftMeeting, MeetingSight, Permit};
use shared::value::{DAY, MINUTE, TimeOfDay, Timestamp};

use super::notice::{self, MeetingNews};
use super::{check, roll};
use crate::db::estate::By;
use crate::db::report::Told;
use crate::db::schema::{meeting, meeting_step};
use crate::db::seat::{self, NamedEstate};
use crate::db::{Conn, journal};
use crate::failure::{Failure, OnConflict};

/// The row.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = meeting)]
pub(super) struct MeetingRow {
    pub(super) estate_id: EstateId,
    pub(super) id: MeetingId,
    pub(super) organiser: Organiser,
    pub(super) status: MeetingStatus,
    pub(super) version: i64,
    pub(super) draft: String,
    pub(super) rules: Option<String>,
    pub(super) noticed: Option<Timestamp>,
    pub(super) opened: Option<Timestamp>,
    pub(super) closed: Option<Timestamp>,
    pub(super) published: Option<Timestamp>,
    pub(super) roll_root: Option<String>,
    pub(super) key_sheet: Option<String>,
    pub(super) first_seq: Option<i64>,
    pub(super) last_seq: Option<i64>,
}

/// A meeting with everything the policy and the next step need.
#[derive(Clone, Debug)]
pub struct Meeting {
    pub(super) row: MeetingRow,
    pub(super) node: EstateNode,
    pub(super) estate_name: String,
    pub(super) draft: MeetingDraft,
    /// Those it was noticed under; before, those in force.
    pub(super) rules: VoteRules,
}

impl Meeting {
    /// By its id, or 404.
    pub fn by_id(conn: &mut Conn, id: MeetingId, now: Timestamp) -> Result<Self, Failure> {
        let row = meeting::table
            .filter(meeting::id.eq(id))
            .select(MeetingRow::as_select())
            .first(conn)?;
        Self::of_row(conn, row, now)
    }

    pub(super) fn of_row(
        conn: &mut Conn,
        row: MeetingRow,
        now: Timestamp,
    ) -> Result<Self, Failure> {
        let NamedEstate { node, name } = seat::named_estate(conn, row.estate_id.as_str())?;
        let draft = serde_json::from_str(&row.draft).map_err(Failure::bug)?;
        let rules = match &row.rules {
            Some(rules) => serde_json::from_str(rules).map_err(Failure::bug)?,
            None => super::rules::in_force(conn, now)?,
        };
        Ok(Self { row, node, estate_name: name, draft, rules })
    }

    /// What the policy must know.
    pub const fn sight(&self) -> MeetingSight<'_> {
        MeetingSight {
            node: &self.node,
            organiser: self.row.organiser,
            noticed: self.row.noticed.is_some(),
        }
    }

    /// Which.
    pub const fn id(&self) -> MeetingId {
        self.row.id
    }

    /// Where.
    pub const fn estate(&self) -> EstateId {
        self.row.estate_id
    }

    /// Where, with what lies above.
    pub const fn node(&self) -> &EstateNode {
        &self.node
    }

    /// Where it stands.
    pub const fn status(&self) -> MeetingStatus {
        self.row.status
    }

    /// What its organiser has written.
    pub const fn draft(&self) -> &MeetingDraft {
        &self.draft
    }

    /// The rules that it keeps.
    pub const fn rules(&self) -> &VoteRules {
        &self.rules
    }

    /// The root of its roll, hex, from the notice on.
    pub fn roll_root(&self) -> Option<&str> {
        self.row.roll_root.as_deref()
    }

    /// The places of its first and last entry in the journal that a recount needs.
    pub const fn entries(&self) -> Option<(i64, i64)> {
        match (self.row.first_seq, self.row.last_seq) {
            (Some(first), Some(last)) => Some((first, last)),
            _ => None,
        }
    }

    /// When its notice was given.
    pub const fn noticed(&self) -> Option<Timestamp> {
        self.row.noticed
    }

    /// Until when the result must be made public: the end of the third day after the close (SX9).
    pub(super) fn publish_by(&self) -> Option<Timestamp> {
        let closed = self.row.closed?;
        let day = closed.date().plus_days(self.rules.publish_days + 1);
        Some(Timestamp::local(day, TimeOfDay::MIDNIGHT))
    }

    pub(super) fn illegal() -> Failure {
        Code::MeetingState.into()
    }
}

/// Whether the ballots are counted and the result is known.
pub(super) const fn is_counted(status: MeetingStatus) -> bool {
    matches!(
        status,
        MeetingStatus::Tallied
            | MeetingStatus::Published
            | MeetingStatus::CorrectionOrdered
            | MeetingStatus::Corrected
            | MeetingStatus::Revoked
            | MeetingStatus::Annulled
    )
}

/// Begins a draft, or answers with the stored one when the same is sent again.
pub fn create(
    conn: &mut Conn,
    _permit: Permit<DraftMeeting>,
    by: By<'_>,
    estate: EstateId,
    new: &NewMeeting,
) -> Result<Meeting, Failure> {
    let draft = serde_json::to_string(&new.draft).map_err(Failure::bug)?;
    let stored: Option<MeetingRow> = meeting::table
        .filter(meeting::id.eq(new.id))
        .select(MeetingRow::as_select())
        .first(conn)
        .optional()?;
    if let Some(row) = stored {
        let same = row.estate_id == estate && row.draft == draft;
        return if same { Meeting::of_row(conn, row, by.now) } else { Err(Code::IdTaken.into()) };
    }
    diesel::insert_into(meeting::table)
        .values((
            meeting::estate_id.eq(estate),
            meeting::id.eq(new.id),
            meeting::organiser.eq(new.draft.organiser),
            meeting::status.eq(MeetingStatus::Draft),
            meeting::version.eq(1i64),
            meeting::draft.eq(draft),
            meeting::opens.eq(new.draft.opens),
            meeting::closes.eq(new.draft.closes),
            meeting::created.eq(by.now),
        ))
        .execute(conn)
        .on_conflict(Code::IdTaken)?;
    Meeting::by_id(conn, new.id, by.now)
}

/// Replaces the draft. The version is compared and set, so that nothing written meanwhile is lost.
pub fn revise(
    conn: &mut Conn,
    _permit: Permit<DraftMeeting>,
    now: Timestamp,
    of: &Meeting,
    revision: &MeetingRevision,
) -> Result<Meeting, Failure> {
    if !of.status().is_editable() {
        let frozen = of.row.noticed.is_some();
        return Err(if frozen { Code::MeetingFrozen } else { Code::MeetingState }.into());
    }
    let draft = serde_json::to_string(&revision.draft).map_err(Failure::bug)?;
    if draft == of.row.draft {
        return Ok(of.clone());
    }
    let row = meeting::table
        .find((of.estate(), of.id()))
        .filter(meeting::status.eq(MeetingStatus::Draft))
        .filter(meeting::version.eq(i64::from(revision.version)));
    let set = diesel::update(row).set((
        meeting::draft.eq(draft),
        meeting::organiser.eq(revision.draft.organiser),
        meeting::opens.eq(revision.draft.opens),
        meeting::closes.eq(revision.draft.closes),
        meeting::version.eq(meeting::version + 1),
    ));
    if set.execute(conn)? == 0 {
        return Err(Code::Conflict.into());
    }
    Meeting::by_id(conn, of.id(), now)
}

/// Records a step that somebody decides on.
pub fn act(
    conn: &mut Conn,
    _permit: Permit<ActOnMeeting>,
    by: By<'_>,
    of: &Meeting,
    act: &MeetingAct,
) -> Result<(Meeting, Vec<Told>), Failure> {
    if i64::from(act.version) != of.row.version {
        return Err(Code::Conflict.into());
    }
    if needs_note(act.event) && act.note.is_none() {
        return Err(Problem::field("/note", FieldRule::Required).into());
    }
    let deadline = match (act.event, act.deadline) {
        (MeetingEvent::OrderCorrection, None) => {
            return Err(Problem::field("/deadline", FieldRule::Required).into());
        }
        (MeetingEvent::OrderCorrection, Some(day)) if day <= by.now.date() => {
            return Err(Problem::field("/deadline", FieldRule::OutOfRange).into());
        }
        (MeetingEvent::OrderCorrection, Some(day)) => {
            Some(Timestamp::local(day, TimeOfDay::MIDNIGHT).plus(DAY))
        }
        (_, Some(_)) => return Err(Problem::field("/deadline", FieldRule::Unexpected).into()),
        (_, None) => None,
    };
    let next = of.status().next(act.event).ok_or_else(Meeting::illegal)?;
    if act.event == MeetingEvent::Notice {
        check::before_notice(conn, of, by.now)?;
    }
    let step = NewStep {
        event: act.event,
        role: Some(by.actor.role()),
        account: Some(by.actor.account),
        note: act.note.clone(),
        deadline,
        at: by.now,
    };
    let told = record(conn, of, next, &step)?;
    Ok((Meeting::by_id(conn, of.id(), by.now)?, told))
}

/// A step to write down.
pub(super) struct NewStep {
    pub(super) event: MeetingEvent,
    /// Who, as an office; none for what time does.
    pub(super) role: Option<Role>,
    pub(super) account: Option<AccountId>,
    pub(super) note: Option<String>,
    pub(super) deadline: Option<Timestamp>,
    pub(super) at: Timestamp,
}

impl NewStep {
    /// What time does.
    pub(super) const fn of_timer(event: MeetingEvent, at: Timestamp) -> Self {
        Self { event, role: None, account: None, note: None, deadline: None, at }
    }
}

/// Sets the new state where the old one still holds, writes the step, the journal's entry and the
/// notices, and does what belongs to the step.
pub(super) fn record(
    conn: &mut Conn,
    of: &Meeting,
    next: MeetingStatus,
    step: &NewStep,
) -> Result<Vec<Told>, Failure> {
    let row = meeting::table
        .find((of.estate(), of.id()))
        .filter(meeting::status.eq(of.status()).and(meeting::version.eq(of.row.version)));
    let set = diesel::update(row)
        .set((meeting::status.eq(next), meeting::version.eq(of.row.version + 1)));
    if set.execute(conn)? == 0 {
        return Err(Code::Conflict.into());
    }
    stamp(conn, of, step)?;
    diesel::insert_into(meeting_step::table)
        .values((
            meeting_step::estate_id.eq(of.estate()),
            meeting_step::meeting_id.eq(of.id()),
            meeting_step::no.eq(of.row.version),
            meeting_step::at.eq(step.at),
            meeting_step::event.eq(step.event),
            meeting_step::status.eq(next),
            meeting_step::role.eq(step.role),
            meeting_step::account_id.eq(step.account),
            meeting_step::note.eq(&step.note),
            meeting_step::deadline.eq(step.deadline),
        ))
        .execute(conn)?;
    if step.event == MeetingEvent::Notice {
        let rules = serde_json::to_string(&of.rules).map_err(Failure::bug)?;
        let row = meeting::table.find((of.estate(), of.id()));
        diesel::update(row).set(meeting::rules.eq(rules)).execute(conn)?;
        roll::freeze_matters(conn, of, step.at)?;
        roll::write(conn, of, step.at)?;
    }
    if step.event == MeetingEvent::Open {
        roll::journal_root(conn, of, step.at)?;
    }
    let fact = VoteFact::Step { meeting: of.id(), event: step.event, status: next };
    // A draft is nobody's but its organiser's; what it came to, the notice says.
    if of.row.noticed.is_some() || step.event == MeetingEvent::Notice {
        append(conn, of, step.at, fact, &private(step))?;
    }
    notice::tell(conn, of, &MeetingNews::of(step.event), step.at)
}

/// Writes an entry of a meeting into the estate's journal. Answers with its place.
pub(super) fn append(
    conn: &mut Conn,
    of: &Meeting,
    at: Timestamp,
    fact: VoteFact,
    private: &serde_json::Value,
) -> Result<i64, Failure> {
    let fact = Fact::Vote { fact };
    let seq = journal::append(conn, of.estate(), at.floor_to(MINUTE), fact, &private.to_string())?;
    // What comes after the count is no part of a recount.
    if !is_counted(of.status()) {
        let row = meeting::table.find((of.estate(), of.id()));
        diesel::update(row.filter(meeting::first_seq.is_null()))
            .set(meeting::first_seq.eq(Some(seq)))
            .execute(conn)?;
        diesel::update(row).set(meeting::last_seq.eq(Some(seq))).execute(conn)?;
    }
    Ok(seq)
}

fn private(step: &NewStep) -> serde_json::Value {
    serde_json::json!({ "by": step.account, "deadline": step.deadline, "note": step.note })
}

/// When it came to each of the states that count time.
fn stamp(conn: &mut Conn, of: &Meeting, step: &NewStep) -> Result<(), Failure> {
    let row = meeting::table.find((of.estate(), of.id()));
    let at = Some(step.at);
    match step.event {
        MeetingEvent::Notice => {
            diesel::update(row).set(meeting::noticed.eq(at)).execute(conn)?;
        }
        MeetingEvent::Open => {
            diesel::update(row).set(meeting::opened.eq(at)).execute(conn)?;
        }
        MeetingEvent::Close => {
            diesel::update(row).set(meeting::closed.eq(at)).execute(conn)?;
        }
        MeetingEvent::Tally => {
            diesel::update(row).set(meeting::tallied.eq(at)).execute(conn)?;
        }
        MeetingEvent::Publish => {
            diesel::update(row).set(meeting::published.eq(at)).execute(conn)?;
        }
        _ => {}
    }
    Ok(())
}
