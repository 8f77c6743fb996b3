//! What a seat naturally does next. The server's `may` has the last word; this only orders it.

use shared::api::report::{Need, ReportCard, StepView, needs};
use shared::domain::report::{Category, Clock, ClockKind, Event, Party, Severity, Status};
use shared::policy::Standing;

/// The order in which actions are offered, where no clock says which is next.
const ORDER: [Event; 26] = [
    Event::Arrive,
    Event::Acknowledge,
    Event::CheckIn,
    Event::Dispatch,
    Event::HandleItself,
    Event::AssignFinally,
    Event::Resolve,
    Event::Dissuade,
    Event::Corrected,
    Event::Answer,
    Event::Escalate,
    Event::Assign,
    Event::FileCase,
    Event::Resume,
    Event::Pause,
    Event::End,
    Event::Merge,
    Event::Reclassify,
    Event::Reject,
    Event::Decline,
    Event::Confirm,
    Event::Reopen,
    Event::Object,
    Event::Add,
    Event::Withdraw,
    Event::Remark,
];

/// The actions that these pages offer, the natural next one first.
pub(super) fn actions(card: &ReportCard, category: Option<&Category>, may: &[Event]) -> Vec<Event> {
    let first = next_by_clock(card, category, own_clocks(card)).find(|event| may.contains(event));
    // A new place is told on the reporter's own page.
    let offered = |event: &Event| may.contains(event) && needs(*event).place == Need::No;
    let rest = ORDER.into_iter().filter(|event| Some(*event) != first);
    first.into_iter().chain(rest).filter(offered).collect()
}

/// The action that a line of the queue offers: the one that its clock asks for.
pub(super) fn asked(
    card: &ReportCard,
    category: Option<&Category>,
    clock: &Clock,
) -> Option<Event> {
    next_by_clock(card, category, std::iter::once(clock)).next()
}

/// The decline after which nobody leads yet: no dispatch and no other category came since.
pub(super) fn declined(steps: &[StepView]) -> Option<&StepView> {
    let routes = |step: &&StepView| {
        use Event::{AssignFinally, Decline, Dispatch, HandleItself, Reclassify};
        matches!(step.event, Decline | Dispatch | AssignFinally | HandleItself | Reclassify)
    };
    steps.iter().rfind(routes).filter(|step| step.event == Event::Decline)
}

/// The running clocks of the seat's own party, the one that ends first in front.
fn own_clocks(card: &ReportCard) -> impl Iterator<Item = &Clock> {
    let mut clocks: Vec<&Clock> = card.clocks.iter().filter(|clock| is_own(card, clock)).collect();
    clocks.sort_by_key(|clock| clock.due);
    clocks.into_iter()
}

/// Whether a running clock is the seat's own.
pub(super) fn is_own(card: &ReportCard, clock: &Clock) -> bool {
    let own = match (&clock.party, card.standing) {
        (Party::Company, Standing::Company)
        | (Party::Community, Standing::Community)
        | (Party::Town, Standing::Town)
        | (Party::District, Standing::District) => true,
        (Party::Dept { .. }, Standing::Dept) => clock.party == card.lead,
        _ => false,
    };
    own && clock.runs()
}

fn next_by_clock<'a>(
    card: &'a ReportCard,
    category: Option<&'a Category>,
    clocks: impl Iterator<Item = &'a Clock> + 'a,
) -> impl Iterator<Item = Event> + 'a {
    clocks.flat_map(move |clock| asks(card, category, clock.kind).iter().copied())
}

/// What stops a clock, the usual way first.
fn asks(card: &ReportCard, category: Option<&Category>, kind: ClockKind) -> &'static [Event] {
    let own_lead = category.is_some_and(|category| category.lead_party() == Party::Community);
    match kind {
        ClockKind::OnSite => &[Event::Arrive],
        ClockKind::Answer => &[Event::Answer, Event::Dissuade],
        ClockKind::Dissuade => &[Event::Dissuade, Event::Corrected],
        ClockKind::Accept
            if card.severity == Severity::P1 && card.status != Status::CommunityPending =>
        {
            &[Event::Acknowledge]
        }
        ClockKind::Accept if own_lead => &[Event::HandleItself, Event::Dispatch],
        ClockKind::Accept => &[Event::Dispatch, Event::HandleItself],
        ClockKind::CheckIn => &[Event::CheckIn],
        ClockKind::Resolve | ClockKind::Case => &[Event::Resolve],
        ClockKind::Review => &[Event::AssignFinally, Event::End],
        ClockKind::Confirm => &[Event::Confirm],
        ClockKind::Pause | ClockKind::Unknown => &[],
    }
}

#[cfg(test)]
mod tests {
    use shared::domain::estate::DeptCode;
    use shared::domain::report::{CategoryCode, Ticket};
    use shared::value::Timestamp;

    use super::*;

    fn clock(kind: ClockKind, party: Party, due: i64) -> Clock {
        let at = Timestamp::from_ms;
        Clock {
            kind,
            party,
            start: at(0),
            due: at(due),
            paused_for: 0,
            pause: None,
            met: None,
            dropped: None,
        }
    }

    fn card(standing: Standing, severity: Severity, clocks: Vec<Clock>) -> ReportCard {
        ReportCard {
            ticket: Ticket::from_random(1),
            category: CategoryCode::parse("FIRE_LANE_BLOCKED").unwrap(),
            place: String::new(),
            status: Status::Dispatched,
            severity,
            filed: Timestamp::from_ms(0),
            lead: Party::Community,
            clocks,
            standing,
            assignee: None,
            assigned_to_me: false,
        }
    }

    #[test]
    fn the_clock_that_ends_first_says_what_is_next_and_only_what_may_be_done_is_offered() {
        let clocks = vec![
            clock(ClockKind::Accept, Party::Community, 1),
            clock(ClockKind::OnSite, Party::Company, 2),
        ];
        let may = [Event::Remark, Event::Answer, Event::Arrive];
        let company = card(Standing::Company, Severity::P1, clocks);
        let offered = actions(&company, None, &may);
        assert_eq!(offered, [Event::Arrive, Event::Answer, Event::Remark]);
        let community = ReportCard { standing: Standing::Community, ..company };
        assert_eq!(actions(&community, None, &[Event::Acknowledge]), [Event::Acknowledge]);
    }

    fn step(event: Event, dept: Option<&str>) -> StepView {
        StepView {
            at: Timestamp::from_ms(0),
            event,
            by: Party::Community,
            name: None,
            from: None,
            to: Status::CommunityPending,
            note: None,
            dept: dept.and_then(|code| DeptCode::parse(code).ok()),
            category: CategoryCode::parse("FIRE_LANE_BLOCKED").unwrap(),
            clock: None,
            photos: Vec::new(),
        }
    }

    #[test]
    fn after_a_decline_nobody_leads_until_it_is_dispatched_anew() {
        let mut steps = vec![
            step(Event::File, None),
            step(Event::Dispatch, Some("FIRE_RESCUE")),
            step(Event::Decline, Some("COMP_LAW_ENF")),
            step(Event::Remark, None),
        ];
        let named = declined(&steps).and_then(|step| step.dept.clone());
        assert_eq!(named, DeptCode::parse("COMP_LAW_ENF").ok());
        steps.push(step(Event::Dispatch, Some("COMP_LAW_ENF")));
        assert_eq!(declined(&steps), None);
    }

    #[test]
    fn what_is_not_the_seats_to_do_is_never_first() {
        let clocks = vec![clock(ClockKind::OnSite, Party::Company, 2)];
        let town = card(Standing::Town, Severity::P1, clocks);
        assert_eq!(actions(&town, None, &[Event::Remark]), [Event::Remark]);
    }
}
