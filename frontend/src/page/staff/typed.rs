//! What has been typed into the forms of a report: kept while a form is closed, and after a failure.

use std::collections::BTreeMap;
use std::rc::Rc;

use shared::api::report::{Act, Need, StepView, needs};
use shared::domain::account::SeatId;
use shared::domain::estate::DeptCode;
use shared::domain::report::{Category, CategoryCode, Event, PhotoId, StepId, Ticket};
use yew::prelude::*;

use super::duty::declined;
use crate::net::id::new_id;
use crate::ui::Shot;

/// One form.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Typed {
    /// Of which action.
    pub(super) event: Event,
    /// The step it will be: the same at each try, so that none counts twice.
    pub(super) step: StepId,
    /// Words, reason, result, method.
    pub(super) note: String,
    /// New photos.
    pub(super) shots: Rc<[Shot]>,
    /// The department's code; empty where none is chosen.
    pub(super) dept: AttrValue,
    /// The helpers.
    pub(super) co: Vec<DeptCode>,
    /// The other report's number, as typed.
    pub(super) into: String,
    /// The new category's code; empty where none is chosen.
    pub(super) category: AttrValue,
    /// The colleague's seat; empty where none is chosen.
    pub(super) assignee: AttrValue,
}

impl Typed {
    /// A fresh form; a dispatch proposes the category's own lead and helpers, after a decline whom
    /// that named.
    pub(super) fn begin(event: Event, category: Option<&Category>, steps: &[StepView]) -> Self {
        let proposed = category.filter(|_| needs(event).co != Need::No);
        let lead = proposed.map(|category| match declined(steps) {
            Some(decline) => decline.dept.as_ref().map(ToString::to_string).unwrap_or_default(),
            None => category.lead.to_string(),
        });
        Self {
            event,
            step: new_id(),
            note: String::new(),
            shots: Rc::from([]),
            dept: lead.unwrap_or_default().into(),
            co: proposed.map(|category| category.co.clone()).unwrap_or_default(),
            into: String::new(),
            category: AttrValue::default(),
            assignee: AttrValue::default(),
        }
    }

    /// The act, with the ids under which the photos are sent.
    pub(super) fn act(&self, photos: Vec<PhotoId>) -> Act {
        let needs = needs(self.event);
        let used = |need: Need| need != Need::No;
        let dept = DeptCode::parse(&self.dept).ok();
        let co = self.co.iter().filter(|code| Some(*code) != dept.as_ref()).cloned().collect();
        Act {
            note: Some(self.note.clone()).filter(|note| !note.trim().is_empty()),
            photos,
            co: if used(needs.co) { co } else { Vec::new() },
            dept: dept.filter(|_| used(needs.dept)),
            into: ticket(&self.into).filter(|_| used(needs.into)),
            category: CategoryCode::parse(&self.category).ok().filter(|_| used(needs.category)),
            assignee: SeatId::parse(&self.assignee).ok().filter(|_| used(needs.assignee)),
            ..Act::new(self.step, self.event)
        }
    }
}

/// A number as people type it: with or without its hyphen.
pub(super) fn ticket(typed: &str) -> Option<Ticket> {
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    let (head, tail) = digits.split_at_checked(4)?;
    Ticket::parse(&format!("{head}-{tail}")).ok()
}

/// A change of one form.
pub(super) enum Edit {
    /// It is opened: what was typed before stays.
    Open(Box<Typed>),
    /// It was sent.
    Sent,
    /// Words.
    Note(String),
    /// Photos.
    Shots(Rc<[Shot]>),
    /// A department.
    Dept(AttrValue),
    /// Helpers.
    Co(Vec<DeptCode>),
    /// Another report.
    Into(String),
    /// A category.
    Category(AttrValue),
    /// A colleague.
    Assignee(AttrValue),
}

/// The forms of one report.
#[derive(Clone, Default, PartialEq)]
pub(super) struct Forms(BTreeMap<Event, Typed>);

impl Forms {
    /// What has been typed for an action.
    pub(super) fn get(&self, event: Event) -> Option<&Typed> {
        self.0.get(&event)
    }
}

impl Reducible for Forms {
    type Action = (Event, Edit);

    fn reduce(self: Rc<Self>, (event, edit): Self::Action) -> Rc<Self> {
        let mut forms = (*self).clone();
        match edit {
            Edit::Open(typed) => drop(forms.0.entry(event).or_insert(*typed)),
            Edit::Sent => drop(forms.0.remove(&event)),
            edit => {
                if let Some(typed) = forms.0.get_mut(&event) {
                    change(typed, edit);
                }
            }
        }
        Rc::new(forms)
    }
}

fn change(typed: &mut Typed, edit: Edit) {
    match edit {
        Edit::Note(note) => typed.note = note,
        Edit::Shots(shots) => typed.shots = shots,
        Edit::Dept(dept) => typed.dept = dept,
        Edit::Co(co) => typed.co = co,
        Edit::Into(into) => typed.into = into,
        Edit::Category(category) => typed.category = category,
        Edit::Assignee(assignee) => typed.assignee = assignee,
        Edit::Open(_) | Edit::Sent => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_with_or_without_its_hyphen() {
        let number = Ticket::parse("3075-2216").ok();
        for typed in ["3075-2216", "30752216", " 3075 2216 "] {
            assert_eq!(ticket(typed), number, "{typed}");
        }
        assert_eq!(ticket("307"), None);
        assert_eq!(ticket("3075-22161"), None);
    }
}
