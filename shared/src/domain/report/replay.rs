//! A report's course and clocks, from its stored steps: on the server to decide, on the phone to
//! check.

use super::{
    Category, CategoryCode, Clock, Course, Event, Party, Periods, ReportRules, Routing, Tick,
    clocks,
};
use crate::domain::estate::DeptCode;
use crate::value::{Calendar, Timestamp};

/// What of a stored step decides the rest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Past {
    /// When.
    pub at: Timestamp,
    /// What.
    pub event: Event,
    /// Who.
    pub by: Party,
    /// The lead that a dispatch names.
    pub dept: Option<DeptCode>,
    /// The category after it.
    pub category: CategoryCode,
}

/// The steps do not follow from one another: the store was changed behind the rules' back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Inconsistent {
    /// Which step, counted from 1.
    pub step: usize,
}

impl std::fmt::Display for Inconsistent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "step {} does not follow from those before it", self.step)
    }
}

impl std::error::Error for Inconsistent {}

/// A report's history, replayed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replay {
    ticks: Vec<(Tick, CategoryCode)>,
}

/// Moves a course by one step: the dispatch sets the lead, a new category routes anew.
pub fn advance(
    course: &Course,
    event: Event,
    dept: Option<&DeptCode>,
    category: &Category,
    served: bool,
) -> Option<Course> {
    if event == Event::Reclassify {
        return course.reclassified(category, served);
    }
    let mut next = course.after(event)?;
    if matches!(event, Event::Dispatch | Event::AssignFinally)
        && let Some(dept) = dept
    {
        next.lead = Party::of_code(dept);
    }
    Some(next)
}

impl Replay {
    /// Replays stored steps; the first must be the filing. `served`: a company served the estate
    /// when it was filed.
    pub fn of(past: &[Past], routing: &Routing, served: bool) -> Result<Self, Inconsistent> {
        let mut ticks: Vec<(Tick, CategoryCode)> = Vec::with_capacity(past.len());
        for (index, step) in past.iter().enumerate() {
            let fail = Inconsistent { step: index + 1 };
            let category = routing.get(&step.category).ok_or(fail)?;
            let course = match ticks.last() {
                None if step.event == Event::File => {
                    Some(Course::begin(category, served).filed_by(&step.by))
                }
                None => None,
                Some((before, _)) => {
                    advance(&before.course, step.event, step.dept.as_ref(), category, served)
                }
            };
            let course = course.ok_or(fail)?;
            let by_resident = step.by.is_resident();
            let tick = Tick { at: step.at, event: step.event, by_resident, course };
            ticks.push((tick, step.category.clone()));
        }
        if ticks.is_empty() { Err(Inconsistent { step: 1 }) } else { Ok(Self { ticks }) }
    }

    /// The course after the last step.
    pub fn course(&self) -> Option<&Course> {
        self.ticks.last().map(|(tick, _)| &tick.course)
    }

    /// Every clock, met, dropped and running, in the order they began.
    pub fn clocks(&self, rules: &ReportRules, calendar: &Calendar) -> Vec<Clock> {
        let periods: Vec<Periods> = self
            .ticks
            .iter()
            .map(|(tick, category)| rules.periods(tick.course.severity, category))
            .collect();
        clocks(self.ticks.iter().map(|(tick, _)| tick).zip(&periods), calendar)
    }
}
