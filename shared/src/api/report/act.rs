//! What can be recorded of a report, and what each event needs.

use serde::{Deserialize, Serialize};

use super::file::{check_photos, checked_place, optional_text};
use crate::api::{FieldError, FieldRule};
use crate::domain::account::SeatId;
use crate::domain::estate::{DeptCode, Place};
use crate::domain::report::{CategoryCode, Event, PhotoId, StepId, Ticket};

/// An event to record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Act {
    /// Made by the client.
    pub id: StepId,
    /// What.
    pub event: Event,
    /// Words, reason, result, method.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Photos already sent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub photos: Vec<PhotoId>,
    /// The lead of a dispatch; who instead of a decline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dept: Option<DeptCode>,
    /// The helpers of a dispatch.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub co: Vec<DeptCode>,
    /// The report it is merged into.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub into: Option<Ticket>,
    /// The new category.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<CategoryCode>,
    /// The corrected place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// To whom it is assigned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assignee: Option<SeatId>,
}

/// Whether a part of an [`Act`] must, may or may not be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Must be given.
    Must,
    /// May be given.
    May,
    /// Makes no sense here.
    No,
}

/// What an event needs: the form shows it, the server demands it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Needs {
    /// Words.
    pub note: Need,
    /// Photos.
    pub photos: Need,
    /// A department.
    pub dept: Need,
    /// Helpers.
    pub co: Need,
    /// Another report.
    pub into: Need,
    /// A category.
    pub category: Need,
    /// A place.
    pub place: Need,
    /// A colleague.
    pub assignee: Need,
}

/// What an event needs (`domain.md` 3.2: time, method, photo; reason; result and evidence).
pub const fn needs(event: Event) -> Needs {
    use {Event as E, Need as N};
    let mut needs = Needs {
        note: N::May,
        photos: N::No,
        dept: N::No,
        co: N::No,
        into: N::No,
        category: N::No,
        place: N::No,
        assignee: N::No,
    };
    match event {
        E::Corrected | E::Resolve | E::Dissuade => {
            needs.note = N::Must;
            needs.photos = N::Must;
        }
        E::Arrive | E::Add => needs.photos = N::May,
        E::Answer | E::Reject | E::Object | E::End | E::Remark | E::FileCase | E::Escalate => {
            needs.note = N::Must;
            needs.photos = N::May;
        }
        E::Reopen => {
            needs.note = N::Must;
            needs.photos = N::May;
        }
        E::Pause => needs.note = N::Must,
        E::Dispatch | E::AssignFinally => {
            needs.dept = N::Must;
            needs.co = N::May;
        }
        E::Decline => {
            needs.note = N::Must;
            needs.dept = N::Must;
        }
        E::Merge => needs.into = N::Must,
        E::Reclassify => needs.category = N::Must,
        E::Correct => needs.place = N::Must,
        E::Assign => needs.assignee = N::Must,
        _ => {}
    }
    needs
}

/// Whether somebody records the event by hand, here. Filing, joining and rating have endpoints of
/// their own; a merged report absorbs by itself, and the clock does what falls due.
const fn is_recorded_by_hand(event: Event) -> bool {
    use Event as E;
    !matches!(
        event,
        E::File
            | E::Join
            | E::Rate
            | E::Absorb
            | E::DissuasionExpired
            | E::Silence
            | E::Remind
            | E::Overdue
            | E::Unknown
    )
}

impl Act {
    /// An event with nothing else.
    pub const fn new(id: StepId, event: Event) -> Self {
        Self {
            id,
            event,
            note: None,
            photos: Vec::new(),
            dept: None,
            co: Vec::new(),
            into: None,
            category: None,
            place: None,
            assignee: None,
        }
    }

    /// Trims the texts, or names every field that needs another look.
    pub fn checked(mut self) -> Result<Self, Vec<FieldError>> {
        let mut errors = Vec::new();
        self.note = optional_text(self.note, "/note", &mut errors);
        self.place = self.place.map(|place| checked_place(place, &mut errors));
        check_photos(&self.photos, &mut errors);
        if !is_recorded_by_hand(self.event) {
            let unknown = self.event == Event::Unknown;
            let rule = if unknown { FieldRule::Unknown } else { FieldRule::Unexpected };
            errors.push(FieldError { pointer: "/event".to_owned(), rule });
        }
        let needs = needs(self.event);
        let parts = [
            ("/note", needs.note, self.note.is_some()),
            ("/photos", needs.photos, !self.photos.is_empty()),
            ("/dept", needs.dept, self.dept.is_some()),
            ("/co", needs.co, !self.co.is_empty()),
            ("/into", needs.into, self.into.is_some()),
            ("/category", needs.category, self.category.is_some()),
            ("/place", needs.place, self.place.is_some()),
            ("/assignee", needs.assignee, self.assignee.is_some()),
        ];
        for (pointer, need, given) in parts {
            let rule = match (need, given) {
                (Need::Must, false) => FieldRule::Required,
                (Need::No, true) => FieldRule::Unexpected,
                _ => continue,
            };
            // Adding takes words or photos, whichever there are.
            errors.push(FieldError { pointer: pointer.to_owned(), rule });
        }
        if self.event == Event::Add && self.note.is_none() && self.photos.is_empty() {
            errors.push(FieldError { pointer: "/note".to_owned(), rule: FieldRule::Required });
        }
        if errors.is_empty() { Ok(self) } else { Err(errors) }
    }
}

/// How the reporter found it: 1 to 5 each (`domain.md` 4, ticket rating).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Rating {
    /// How fast.
    pub speed: u8,
    /// How good the result.
    pub result: u8,
    /// How they were treated.
    pub attitude: u8,
}

impl Rating {
    /// Names every mark outside 1 to 5.
    pub fn check(&self) -> Vec<FieldError> {
        let marks =
            [("/speed", self.speed), ("/result", self.result), ("/attitude", self.attitude)];
        let wrong = marks.into_iter().filter(|(_, mark)| !(1..=5).contains(mark));
        wrong
            .map(|(pointer, _)| FieldError {
                pointer: pointer.to_owned(),
                rule: FieldRule::OutOfRange,
            })
            .collect()
    }
}
