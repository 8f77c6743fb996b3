//! What can be recorded of a report as things stand: the screen offers it, the server takes it, and
//! both ask here.

use super::Standing;
use crate::domain::report::{Clock, ClockKind, Course, Event, Party};

/// Whether an event can be recorded now (409 where not). Who may is
/// [`act_on_report`](super::act_on_report)'s answer.
pub fn is_open(event: Event, standing: Standing, course: &Course, clocks: &[Clock]) -> bool {
    let runs = |kind: ClockKind, party: Option<Party>| {
        let of = |clock: &Clock| party.as_ref().is_none_or(|party| clock.party == *party);
        clocks.iter().any(|clock| clock.runs() && clock.kind == kind && of(clock))
    };
    match event {
        // The reporter changes the category before a dispatch only (`domain.md` 3.2).
        Event::Reclassify => {
            course.may_reclassify() && !(standing == Standing::Reporter && course.dispatched)
        }
        // Once: what comes later is a remark.
        Event::Arrive => runs(ClockKind::OnSite, None) && course.next(event).is_some(),
        Event::Acknowledge => {
            runs(ClockKind::Accept, Some(Party::Community)) && course.next(event).is_some()
        }
        other => course.next(other).is_some(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::report::{CategoryCode, Department, Routing};

    fn course(code: &str) -> Course {
        let depts = Department::read_tsv(include_str!("../../../data/departments.tsv")).unwrap();
        let routing = Routing::parse(include_str!("../../../data/routing.tsv"), &depts).unwrap();
        Course::begin(routing.get(&CategoryCode::parse(code).unwrap()).unwrap(), true)
    }

    #[test]
    fn the_reporter_changes_the_category_before_a_dispatch_only_and_the_community_later_too() {
        let mut at = course("DECOR_ILLEGAL");
        for standing in [Standing::Reporter, Standing::Community] {
            assert!(is_open(Event::Reclassify, standing, &at, &[]));
        }
        for event in [Event::Escalate, Event::Dispatch, Event::Decline] {
            at = at.after(event).unwrap();
        }
        assert!(!is_open(Event::Reclassify, Standing::Reporter, &at, &[]));
        assert!(is_open(Event::Reclassify, Standing::Community, &at, &[]));
    }

    #[test]
    fn arriving_needs_a_clock_that_waits_for_it() {
        let at = course("FIRE_LANE_BLOCKED");
        assert!(at.next(Event::Arrive).is_some());
        assert!(!is_open(Event::Arrive, Standing::Company, &at, &[]));
    }
}
