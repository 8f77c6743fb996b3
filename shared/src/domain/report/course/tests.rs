use proptest::prelude::*;

use super::super::routing::shipped;
use super::*;
use crate::domain::report::CategoryCode;

/// A name, and what it changes of a course.
type Mark = (&'static str, fn(&mut Course));

fn course(code: &str) -> Course {
    let routing = shipped();
    Course::begin(routing.get(&CategoryCode::parse(code).unwrap()).unwrap(), true)
}

fn walk(code: &str, events: &[Event]) -> Option<Status> {
    let mut at = course(code);
    for event in events {
        at = at.after(*event)?;
    }
    Some(at.status)
}

/// The whole table as text: every state and event, with the marks that change the answer.
#[test]
fn the_table_is_as_domain_3_2_says() {
    let mut table = String::new();
    let marks: [Mark; 6] = [
        ("P2", |_| {}),
        ("P1", |c| c.severity = Severity::P1),
        ("community accused", |c| c.community_excluded = true),
        ("after a decline", |c| c.declines = 1),
        ("assigned finally", |c| c.final_assignment = true),
        ("reopened twice", |c| c.reopens = 2),
    ];
    for (mark, set) in marks {
        table.push_str(&format!("## {mark}\n"));
        for status in Status::ALL {
            let mut at = course("DECOR_ILLEGAL");
            at.status = *status;
            set(&mut at);
            for event in Event::ALL.iter().filter(|event| event.moves()) {
                if let Some(next) = at.next(*event) {
                    table.push_str(&format!("{status} + {event} -> {next}\n"));
                }
            }
        }
    }
    insta::assert_snapshot!("course_table", table);
}

#[test]
fn check_3_4_a_department_cannot_resolve_before_check_in() {
    use Event as E;
    assert_eq!(walk("DECOR_ILLEGAL", &[E::Escalate, E::Dispatch, E::Resolve]), None);
    assert_eq!(
        walk("DECOR_ILLEGAL", &[E::Escalate, E::Dispatch, E::CheckIn, E::Resolve]),
        Some(Status::Resolved)
    );
}

#[test]
fn check_3_5_a_second_decline_goes_to_review() {
    use Event as E;
    let first = [E::Escalate, E::Dispatch, E::Decline];
    assert_eq!(walk("DECOR_ILLEGAL", &first), Some(Status::CommunityPending));
    let second = [E::Escalate, E::Dispatch, E::Decline, E::Dispatch, E::Decline];
    assert_eq!(walk("DECOR_ILLEGAL", &second), Some(Status::Review));
    // Where the community is accused, the first decline already does.
    assert_eq!(walk("PUBLIC_OFFICIAL_MISCONDUCT", &[E::Decline]), Some(Status::Review));
    let finally = [&second[..], &[E::AssignFinally, E::Decline]].concat();
    assert_eq!(walk("DECOR_ILLEGAL", &finally), None);
}

#[test]
fn check_3_8_the_third_reopening_goes_to_review() {
    use Event as E;
    let mut events = vec![E::CheckIn, E::Resolve];
    for expected in [Status::DeptOnCase, Status::DeptOnCase, Status::Review] {
        events.push(E::Reopen);
        assert_eq!(walk("FIRE_LANE_BLOCKED", &events), Some(expected));
        events.push(E::Resolve);
    }
    assert_eq!(
        walk("DECOR_ILLEGAL", &[E::Corrected, E::Reopen]),
        Some(Status::CommunityPending),
        "what the company had resolved goes to the community"
    );
}

#[test]
fn check_3_11_without_a_company_illegal_decoration_starts_at_the_community() {
    let routing = shipped();
    let decor = routing.get(&CategoryCode::parse("DECOR_ILLEGAL").unwrap()).unwrap();
    assert_eq!(Course::begin(decor, false).status, Status::CommunityPending);
    assert_eq!(Course::begin(decor, true).status, Status::Dissuading);
}

#[test]
fn whoever_has_it_in_hand_stops_the_clock_once_and_never_over_life_safety() {
    use Event as E;
    let on_case = [E::Escalate, E::Dispatch, E::CheckIn];
    let with = |more: &[Event]| walk("DECOR_ILLEGAL", &[&on_case[..], more].concat());
    assert_eq!(with(&[E::Pause]), Some(Status::DeptOnCase));
    assert_eq!(with(&[E::Pause, E::Pause]), None);
    assert_eq!(with(&[E::Resume]), None, "it runs");
    assert_eq!(with(&[E::Pause, E::Remark, E::Resume, E::Pause]), Some(Status::DeptOnCase));
    assert_eq!(with(&[E::Pause, E::FileCase, E::Resume]), None, "a new clock runs");
    assert_eq!(walk("DECOR_ILLEGAL", &[E::Pause]), None, "the duty to report waits for nobody");
    assert_eq!(walk("FIRE_LANE_BLOCKED", &[E::CheckIn, E::Pause]), None);
}

#[test]
fn check_3_12_a_life_safety_report_cannot_be_withdrawn() {
    assert_eq!(walk("FIRE_LANE_BLOCKED", &[Event::Withdraw]), None);
    assert_eq!(walk("DECOR_ILLEGAL", &[Event::Withdraw]), Some(Status::Withdrawn));
    let dispatched = [Event::Escalate, Event::Dispatch, Event::Decline, Event::Withdraw];
    assert_eq!(walk("DECOR_ILLEGAL", &dispatched), None);
}

proptest! {
    #[test]
    fn what_is_over_stays_over_but_for_one_objection(
        steps in prop::collection::vec(0..Event::ALL.len(), 0..40),
    ) {
        let mut at = course("DECOR_ILLEGAL");
        for step in steps {
            let Some(next) = at.after(Event::ALL[step]) else { continue };
            let revived = at.status.is_over() && !next.status.is_over();
            prop_assert!(!revived || (at.status == Status::Rejected && !at.objected));
            at = next;
        }
    }
}
