//! Texts of meetings, for those who call, guide and oversee them.

mod ceremony;
mod checklist;
mod course;
mod draft;
mod key;
mod list;
mod roll;

use ceremony::CeremonyText;
use checklist::ChecklistText;
use course::CourseText;
use draft::DraftText;
use key::KeyText;
use list::MeetingsText;
use roll::MeetingRollText;

/// What those pages say.
pub struct AssemblyText {
    /// The list.
    pub list: MeetingsText,
    /// One meeting.
    pub course: CourseText,
    /// What a draft misses.
    pub checklist: ChecklistText,
    /// The form.
    pub draft: DraftText,
    /// The roll and deliveries.
    pub roll: MeetingRollText,
    /// A trustee's key.
    pub key: KeyText,
    /// What trustees do for a meeting.
    pub ceremony: CeremonyText,
}

/// Chinese.
pub(super) static ZH: AssemblyText = AssemblyText {
    list: list::ZH,
    course: course::ZH,
    checklist: checklist::ZH,
    draft: draft::ZH,
    roll: roll::ZH,
    key: key::ZH,
    ceremony: ceremony::ZH,
};

/// English.
pub(super) static EN: AssemblyText = AssemblyText {
    list: list::EN,
    course: course::EN,
    checklist: checklist::EN,
    draft: draft::EN,
    roll: roll::EN,
    key: key::EN,
    ceremony: ceremony::EN,
};
