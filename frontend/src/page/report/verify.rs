//! The deadlines of a report, computed once more on this phone from its steps.

use shared::api::report::{CategoryList, ReportView};
use shared::domain::report::{Course, Event, Periods, ReportRules, Tick, advance, clocks};

use crate::page::names;

/// What this phone found.
pub(super) struct Checked {
    /// The course after the last step.
    pub(super) course: Course,
    /// Whether every clock is as the server says.
    pub(super) same: bool,
}

/// Replays the steps by the rules in force; nothing where they cannot be replayed here: a follower
/// knows the reporter's times by the hour only, and a former version's categories may be gone.
pub(super) fn check(view: &ReportView, list: &CategoryList, served: bool) -> Option<Checked> {
    let rules = rules(list)?;
    let mut ticks: Vec<(Tick, Periods)> = Vec::with_capacity(view.steps.len());
    for step in &view.steps {
        let category = &names::category(Some(list), &step.category)?.category;
        let course = match ticks.last() {
            Some((before, _)) => {
                advance(&before.course, step.event, step.dept.as_ref(), category, served)?
            }
            None if step.event == Event::File => Course::begin(category, served).filed_by(&step.by),
            None => return None,
        };
        let periods = rules.periods(course.severity, &step.category);
        let by_resident = step.by.is_resident();
        ticks.push((Tick { at: step.at, event: step.event, by_resident, course }, periods));
    }
    let computed = clocks(ticks.iter().map(|(tick, periods)| (tick, periods)), &list.calendar);
    let same = !computed.is_empty() && computed == view.card.clocks;
    ticks.pop().map(|(tick, _)| Checked { course: tick.course, same })
}

/// The periods in force, as the rules that the domain reads.
fn rules(list: &CategoryList) -> Option<ReportRules> {
    let rows: Vec<(String, String)> = list
        .categories
        .iter()
        .flat_map(|view| {
            let category = &view.category;
            view.periods.iter().map(move |(kind, period)| {
                let key = format!("report.{}.{kind}.{}", category.severity, category.code);
                (key, period.to_string())
            })
        })
        .collect();
    ReportRules::new(rows.iter().map(|(key, value)| (key.as_str(), value.as_str()))).ok()
}
