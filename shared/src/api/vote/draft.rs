//! Drafting: what an organiser sends, and how it is checked on both sides.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::api::report::field_rule;
use crate::api::{FieldError, FieldRule};
use crate::domain::estate::PLACE_TEXT_MAX;
use crate::domain::vote::{
    CandidateId, Clause, MatterDraft, MatterScope, MeetingDraft, MeetingEvent, MeetingId,
};
use crate::value::{Date, TextError, check_line, check_text};

/// The most matters of one meeting.
pub const MATTERS_MAX: usize = 20;
/// The longest title, in characters.
pub const TITLE_MAX: usize = 60;
/// The longest summary, in characters.
pub const SUMMARY_MAX: usize = 300;
/// The longest full text of a matter, in characters.
pub const MATTER_TEXT_MAX: usize = 20_000;
/// The longest clause or note, in characters.
pub const NOTE_MAX: usize = 1_000;
/// The most buildings or units that a scope lists.
pub const SCOPE_MAX: usize = 500;

/// Begins a draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NewMeeting {
    /// Made by the client.
    pub id: MeetingId,
    /// What it is about.
    pub draft: MeetingDraft,
}

/// Replaces a draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MeetingRevision {
    /// The version that was looked at.
    pub version: u32,
    /// What takes its place.
    pub draft: MeetingDraft,
}

/// A step to record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MeetingAct {
    /// What.
    pub event: MeetingEvent,
    /// The version that was looked at.
    pub version: u32,
    /// Words, reason, number of the order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Until the end of which day an order is to be followed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<Date>,
}

/// Whether an event needs words: reasons, grounds, orders.
pub const fn needs_note(event: MeetingEvent) -> bool {
    matches!(
        event,
        MeetingEvent::Cancel
            | MeetingEvent::Revise
            | MeetingEvent::OrderCorrection
            | MeetingEvent::Correct
            | MeetingEvent::Revoke
            | MeetingEvent::Annul
    )
}

/// A candidate on a ballot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CandidateView {
    /// Who.
    pub id: CandidateId,
    /// The name, published with the candidate's consent.
    pub name: String,
    /// In their own words.
    pub about: String,
}

/// Trims the texts of a draft, or names every field that needs another look.
pub fn checked_draft(mut draft: MeetingDraft) -> Result<MeetingDraft, Vec<FieldError>> {
    let mut errors = Errors(Vec::new());
    draft.title = errors.line(&draft.title, TITLE_MAX, "/draft/title");
    draft.follow = draft.follow.map(|clause| errors.clause(clause, "/draft/follow"));
    draft.parking_clause =
        draft.parking_clause.map(|clause| errors.clause(clause, "/draft/parking_clause"));
    if draft.closes <= draft.opens {
        errors.add("/draft/closes", FieldRule::OutOfRange);
    }
    if draft.matters.len() > MATTERS_MAX {
        errors.add("/draft/matters", FieldRule::TooLong);
    }
    let ids: BTreeSet<_> = draft.matters.iter().map(|matter| matter.id).collect();
    if ids.len() != draft.matters.len() {
        errors.add("/draft/matters", FieldRule::Malformed);
    }
    let matters = draft.matters.into_iter().enumerate();
    draft.matters = matters.map(|(index, matter)| errors.matter(matter, index)).collect();
    if errors.0.is_empty() { Ok(draft) } else { Err(errors.0) }
}

struct Errors(Vec<FieldError>);

impl Errors {
    fn add(&mut self, pointer: &str, rule: FieldRule) {
        self.0.push(FieldError { pointer: pointer.to_owned(), rule });
    }

    fn take(&mut self, read: Result<String, TextError>, text: &str, pointer: &str) -> String {
        read.unwrap_or_else(|why| {
            self.add(pointer, field_rule(why));
            text.to_owned()
        })
    }

    fn line(&mut self, text: &str, max: usize, pointer: &str) -> String {
        self.take(check_line(text, max), text, pointer)
    }

    fn text(&mut self, text: &str, max: usize, pointer: &str) -> String {
        self.take(check_text(text, max), text, pointer)
    }

    fn clause(&mut self, clause: Clause, pointer: &str) -> Clause {
        let text = self.text(&clause.text, NOTE_MAX, &format!("{pointer}/text"));
        Clause { text, ..clause }
    }

    fn matter(&mut self, matter: MatterDraft, index: usize) -> MatterDraft {
        let at = |field: &str| format!("/draft/matters/{index}/{field}");
        if matter.budget.is_some_and(|budget| !(0..=AMOUNT_MAX).contains(&budget.get())) {
            self.add(&at("budget"), FieldRule::OutOfRange);
        }
        if matter.seats.is_some_and(|seats| !(1..=SEATS_MAX).contains(&seats)) {
            self.add(&at("seats"), FieldRule::OutOfRange);
        }
        MatterDraft {
            title: self.line(&matter.title, TITLE_MAX, &at("title")),
            summary: self.text(&matter.summary, SUMMARY_MAX, &at("summary")),
            text: self.text(&matter.text, MATTER_TEXT_MAX, &at("text")),
            scope: self.scope(matter.scope, &at("scope")),
            ..matter
        }
    }

    fn scope(&mut self, scope: MatterScope, pointer: &str) -> MatterScope {
        let listed = match &scope {
            MatterScope::Buildings { buildings } => buildings.len(),
            MatterScope::Units { units } => units.len(),
            MatterScope::Estate {} | MatterScope::Stair { .. } => 1,
        };
        if listed == 0 {
            self.add(pointer, FieldRule::Required);
        } else if listed > SCOPE_MAX {
            self.add(pointer, FieldRule::TooLong);
        }
        match scope {
            MatterScope::Buildings { buildings } => {
                let line = |name: String| self.line(&name, PLACE_TEXT_MAX, pointer);
                MatterScope::Buildings { buildings: buildings.into_iter().map(line).collect() }
            }
            MatterScope::Stair { building, stair } => MatterScope::Stair {
                building: self.line(&building, PLACE_TEXT_MAX, pointer),
                stair,
            },
            other => other,
        }
    }
}

/// The largest amount: 10 milliard yuan.
const AMOUNT_MAX: i64 = 1_000_000_000_000;
/// More seats than any committee has.
const SEATS_MAX: u32 = 99;
