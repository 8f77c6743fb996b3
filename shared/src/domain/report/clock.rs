//! The clocks of `domain.md` 3.3, computed from the stored steps, so that a restart loses none and
//! the phone can compute them again.

use serde::{Deserialize, Serialize};

use super::{ClockKind, Course, Event, Party, Periods, Severity, Status};
use crate::value::{Calendar, DAY, HOUR, MINUTE, Timestamp};

/// Reports that are no life-safety matter reach the company in batches of this length, so that the
/// minute does not tell who was at home (`threats.md` R1).
pub const BATCH: i64 = 15 * MINUTE;

/// One clock: who must do what by when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Clock {
    /// What it measures.
    pub kind: ClockKind,
    /// Who must act.
    pub party: Party,
    /// When it began.
    pub start: Timestamp,
    /// By when.
    pub due: Timestamp,
    /// When the party did it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub met: Option<Timestamp>,
    /// When it stopped mattering without being met.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dropped: Option<Timestamp>,
}

impl Clock {
    /// Whether it still runs.
    pub const fn runs(&self) -> bool {
        self.met.is_none() && self.dropped.is_none()
    }

    /// When 80 % of it have passed: the reminder.
    pub const fn remind_at(&self) -> Timestamp {
        self.start.plus(self.due.since(self.start) / 5 * 4)
    }

    /// Whether it was not met in time, as of `now`.
    pub fn is_late(&self, now: Timestamp) -> bool {
        match (self.met, self.dropped) {
            (Some(met), _) => met > self.due,
            (None, Some(dropped)) => dropped > self.due,
            (None, None) => now > self.due,
        }
    }

    /// Who is told when it passes: one level up, 物业 → 社区 → 镇街 → 区专班办 (seed 四1).
    pub fn told_when_overdue(&self, course: &Course) -> Option<Party> {
        let town = || if course.town_excluded { Party::District } else { Party::Town };
        match self.party {
            Party::Company if course.community_excluded => Some(town()),
            Party::Company => Some(Party::Community),
            Party::Community | Party::Dept { .. } => Some(town()),
            Party::Town => Some(Party::District),
            Party::Reporter | Party::Follower | Party::District | Party::Timer => None,
        }
    }
}

/// What of a step the clocks need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tick {
    /// When.
    pub at: Timestamp,
    /// What happened.
    pub event: Event,
    /// The course after it.
    pub course: Course,
}

/// When the company gets a report: at once for life safety, else with the next batch.
pub const fn released_at(filed: Timestamp, severity: Severity) -> Timestamp {
    match severity {
        Severity::P1 => filed,
        Severity::P2 | Severity::P3 => filed.ceil_to(BATCH),
    }
}

/// How finely others may know when a reporter acted: to the minute for life safety, else to the
/// hour, for confidential categories to the day (`threats.md` R1).
pub const fn reporter_grain(severity: Severity, confidential: bool) -> i64 {
    match severity {
        Severity::P1 => 1,
        Severity::P2 | Severity::P3 if confidential => DAY,
        Severity::P2 | Severity::P3 => HOUR,
    }
}

/// All clocks of a report, from its steps in order, the filing first. `periods` are those of the
/// category at each step.
pub fn clocks<'a>(
    ticks: impl IntoIterator<Item = (&'a Tick, &'a Periods)>,
    calendar: &Calendar,
) -> Vec<Clock> {
    let mut all: Vec<Clock> = Vec::new();
    let mut receipt: Option<Timestamp> = None;
    for (tick, periods) in ticks {
        let receipt = *receipt.get_or_insert(tick.at);
        stop(&mut all, tick);
        start(&mut all, tick, receipt, periods, calendar);
    }
    all
}

/// A clock that a resident's act began or ended shows no finer time than others may know.
const fn grain(tick: &Tick) -> i64 {
    if tick.event.may_be_a_residents() {
        reporter_grain(tick.course.severity, tick.course.confidential)
    } else {
        1
    }
}

/// Stops what this step meets or makes pointless.
fn stop(all: &mut [Clock], tick: &Tick) {
    use {ClockKind as K, Event as E};
    let seen = tick.at.floor_to(grain(tick));
    for clock in all.iter_mut().filter(|clock| clock.runs()) {
        let at = seen.max(clock.start.min(tick.at));
        let met = matches!(
            (clock.kind, tick.event),
            (K::OnSite, E::Arrive)
                | (K::Answer, E::Answer | E::Dissuade | E::Corrected | E::Escalate)
                | (K::Dissuade, E::Corrected | E::Escalate)
                | (
                    K::Accept,
                    E::Acknowledge | E::Dispatch | E::HandleItself | E::Reject | E::Merge
                )
                | (K::CheckIn, E::CheckIn | E::Decline)
                | (K::Resolve | K::Case, E::Resolve)
                | (K::Review, E::AssignFinally | E::End)
                | (K::Confirm, E::Confirm | E::Reopen)
        );
        if met {
            clock.met = Some(at);
        } else if tick.event.moves() && !outlives(clock.kind, tick) {
            clock.dropped = Some(at);
        }
    }
}

/// Whether a clock goes on through a step that moves the state.
fn outlives(kind: ClockKind, tick: &Tick) -> bool {
    use {ClockKind as K, Status as S};
    let open = !tick.course.status.is_over() && tick.course.status != S::Resolved;
    match kind {
        // The parallel tasks of a life-safety report never hold up the state, nor does it end them
        // before the matter is done.
        K::OnSite => open,
        K::Accept => open && tick.course.severity == Severity::P1,
        K::Resolve => tick.course.status == S::DeptOnCase,
        _ => false,
    }
}

/// Starts what this step sets going.
fn start(
    all: &mut Vec<Clock>,
    tick: &Tick,
    receipt: Timestamp,
    periods: &Periods,
    calendar: &Calendar,
) {
    use {ClockKind as K, Status as S};
    let course = &tick.course;
    let grain = grain(tick);
    let mut begin = |kind: K, party: Party, from: Timestamp| {
        let grain = if party == Party::Company { 1 } else { grain };
        if !all.iter().any(|clock| clock.kind == kind && clock.party == party && clock.runs()) {
            let due = periods.of(kind).end(from, calendar).ceil_to(grain);
            all.push(Clock {
                kind,
                party,
                start: from.floor_to(grain),
                due,
                met: None,
                dropped: None,
            });
        }
    };
    if !tick.event.moves() {
        return;
    }
    let life_safety = course.severity == Severity::P1;
    if life_safety && matches!(tick.event, Event::File | Event::Reclassify) {
        if course.company {
            begin(K::OnSite, Party::Company, tick.at);
        }
        if !course.community_excluded {
            begin(K::Accept, Party::Community, tick.at);
        }
    }
    match course.status {
        S::Dissuading => {
            let released = released_at(tick.at, course.severity);
            begin(K::Answer, Party::Company, released);
            begin(K::Dissuade, Party::Company, released);
        }
        S::CommunityPending => begin(K::Accept, Party::Community, tick.at),
        S::CommunityHandling => begin(K::Resolve, Party::Community, tick.at),
        S::Dispatched => {
            // P1 counts from receipt, the rest from the dispatch; a final assignment starts anew.
            let anew = !life_safety || tick.event == Event::AssignFinally;
            let from = if anew { tick.at } else { receipt };
            begin(K::CheckIn, course.lead.clone(), from);
            begin(K::Resolve, course.lead.clone(), from);
        }
        S::DeptOnCase => begin(K::Resolve, course.lead.clone(), tick.at),
        S::CaseFiled => begin(K::Case, course.lead.clone(), tick.at),
        S::Review => begin(K::Review, course.reviewer(), tick.at),
        S::Resolved => begin(K::Confirm, Party::Reporter, tick.at),
        S::Closed | S::Rejected | S::Merged | S::Withdrawn | S::Unknown => {}
    }
}

/// The clock that people are shown: the one that runs out next among those that run, the overdue
/// first because they ran out before.
pub fn next_clock(clocks: &[Clock]) -> Option<&Clock> {
    clocks.iter().filter(|clock| clock.runs()).min_by_key(|clock| clock.due)
}

#[cfg(test)]
mod tests {
    use super::super::routing::shipped;
    use super::super::{CategoryCode, ReportRules};
    use super::*;
    use crate::value::{Date, DayKind, HOUR, TimeOfDay};

    fn at(date: &str, hours: i64, minutes: i64) -> Timestamp {
        Timestamp::local(Date::parse(date).unwrap(), TimeOfDay::new(hours, minutes))
    }

    struct Story {
        ticks: Vec<Tick>,
        periods: Periods,
    }

    fn story(code: &str, filed: Timestamp) -> Story {
        let routing = shipped();
        let code = CategoryCode::parse(code).unwrap();
        let category = routing.get(&code).unwrap();
        let course = Course::begin(category, true);
        Story {
            periods: ReportRules::default().periods(category.severity, &code),
            ticks: vec![Tick { at: filed, event: Event::File, course }],
        }
    }

    impl Story {
        fn then(mut self, at: Timestamp, event: Event) -> Self {
            let course = self.ticks.last().unwrap().course.after(event).unwrap();
            self.ticks.push(Tick { at, event, course });
            self
        }

        fn running(&self) -> Vec<(ClockKind, Party, Timestamp)> {
            let calendar = Calendar::new([(Date::parse("2026-11-25").unwrap(), DayKind::Off)]);
            let ticks = self.ticks.iter().map(|tick| (tick, &self.periods));
            let all = clocks(ticks, &calendar);
            let running = all.into_iter().filter(Clock::runs);
            running.map(|clock| (clock.kind, clock.party, clock.due)).collect()
        }
    }

    fn fire() -> Party {
        Party::parse("FIRE_RESCUE").unwrap()
    }

    #[test]
    fn a_life_safety_report_starts_four_clocks_at_once_at_night_too() {
        let filed = at("2026-11-22", 23, 10);
        assert_eq!(
            story("FIRE_LANE_BLOCKED", filed).running(),
            [
                (ClockKind::OnSite, Party::Company, filed.plus(30 * MINUTE)),
                (ClockKind::Accept, Party::Community, filed.plus(HOUR)),
                (ClockKind::CheckIn, fire(), filed.plus(2 * HOUR)),
                (ClockKind::Resolve, fire(), filed.plus(24 * HOUR)),
            ]
        );
    }

    #[test]
    fn parallel_tasks_outlive_check_in_and_end_with_the_matter() {
        let filed = at("2026-11-23", 8, 0);
        let on_case = story("FIRE_LANE_BLOCKED", filed).then(filed.plus(HOUR), Event::CheckIn);
        let kinds = |story: &Story| story.running().iter().map(|(k, ..)| *k).collect::<Vec<_>>();
        assert_eq!(kinds(&on_case), [ClockKind::OnSite, ClockKind::Accept, ClockKind::Resolve]);
        let done = on_case.then(filed.plus(2 * HOUR), Event::Resolve);
        assert_eq!(kinds(&done), [ClockKind::Confirm]);
    }

    #[test]
    fn the_companys_clocks_start_when_its_batch_is_released() {
        let story = story("DECOR_ILLEGAL", at("2026-11-23", 9, 1));
        let released = at("2026-11-23", 9, 15);
        assert_eq!(
            story.running(),
            [
                (ClockKind::Answer, Party::Company, released.plus(4 * HOUR)),
                (ClockKind::Dissuade, Party::Company, released.plus(24 * HOUR)),
            ]
        );
    }

    #[test]
    fn a_clock_begun_by_the_reporter_tells_the_hour_or_the_day_only() {
        let revenue = story("COMMON_REVENUE", at("2026-11-23", 9, 41));
        let (_, _, due) = revenue.running().remove(0);
        assert_eq!(due, at("2026-11-25", 0, 0), "confidential: the day");
        let fee = story("PM_SERVICE", at("2026-11-23", 9, 41));
        let (_, _, due) = fee.running().remove(0);
        assert_eq!(due, at("2026-11-24", 10, 0), "the hour");
    }

    #[test]
    fn a_dispatch_starts_check_in_and_resolution_in_working_days() {
        let filed = at("2026-11-23", 9, 0);
        let dispatched = at("2026-11-24", 10, 30);
        let story = story("DECOR_ILLEGAL", filed)
            .then(filed.plus(HOUR), Event::Escalate)
            .then(dispatched, Event::Dispatch);
        let lead = Party::parse("COMP_LAW_ENF").unwrap();
        // Wednesday 25 is configured as a holiday here.
        assert_eq!(
            story.running(),
            [
                (ClockKind::CheckIn, lead.clone(), at("2026-11-26", 10, 30)),
                (ClockKind::Resolve, lead, at("2026-12-02", 10, 30)),
            ]
        );
    }

    #[test]
    fn a_filed_case_replaces_the_resolution_clock_by_ninety_days() {
        let filed = at("2026-11-23", 9, 0);
        let story = story("FIRE_LANE_BLOCKED", filed)
            .then(filed.plus(MINUTE), Event::Arrive)
            .then(filed.plus(MINUTE), Event::Acknowledge)
            .then(filed.plus(HOUR), Event::CheckIn)
            .then(filed.plus(2 * HOUR), Event::FileCase);
        let due = filed.plus(2 * HOUR).plus(90 * 24 * HOUR);
        assert_eq!(story.running(), [(ClockKind::Case, fire(), due)]);
    }

    #[test]
    fn the_reminder_comes_at_eighty_percent_and_lateness_is_told_one_level_up() {
        let filed = at("2026-11-23", 9, 0);
        let story = story("FIRE_LANE_BLOCKED", filed);
        let calendar = Calendar::default();
        let all = clocks(story.ticks.iter().map(|t| (t, &story.periods)), &calendar);
        let on_site = &all[0];
        assert_eq!(on_site.remind_at(), filed.plus(24 * MINUTE));
        assert!(!on_site.is_late(on_site.due) && on_site.is_late(on_site.due.plus(1)));
        let course = &story.ticks[0].course;
        let told: Vec<_> = all.iter().map(|c| c.told_when_overdue(course)).collect();
        assert_eq!(
            told,
            [Some(Party::Community), Some(Party::Town), Some(Party::Town), Some(Party::Town)]
        );
    }
}
