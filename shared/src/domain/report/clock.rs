//! The clocks of `domain.md` 3.3, computed from the stored steps, so that a restart loses none and
//! the phone can compute them again.

use serde::{Deserialize, Serialize};

use super::{ClockKind, Course, Event, Party, Periods, Severity, Status};
use crate::value::{Calendar, DAY, HOUR, MINUTE, Timestamp};

/// Reports that are no life-safety matter reach the company in batches of this length, so that the
/// minute does not tell who was at home (`threats.md` R1).
pub const BATCH: i64 = 15 * MINUTE;

/// A clock stands still.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Pause {
    /// Since when.
    pub since: Timestamp,
    /// When it goes on by itself at the latest.
    pub until: Timestamp,
}

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
    /// By when; while it stands still, by when at the latest.
    pub due: Timestamp,
    /// The pauses that `due` contains, ms: the last one as long as it may hold the clock.
    #[serde(default)]
    pub paused_for: i64,
    /// The pause that holds it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pause: Option<Pause>,
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

    /// When 80 % of it have passed: the reminder. Pauses do not count.
    pub const fn remind_at(&self) -> Timestamp {
        let length = self.due.since(self.start) - self.paused_for;
        self.start.plus(self.paused_for + length / 5 * 4)
    }

    /// The pause that holds it at `now`.
    pub fn paused_at(&self, now: Timestamp) -> Option<Pause> {
        self.pause.filter(|pause| self.runs() && now < pause.until)
    }

    /// What is left of it at `now`, ms, negative when it has passed; a pause uses nothing up.
    pub fn left(&self, now: Timestamp) -> i64 {
        self.due.since(self.paused_at(now).map_or(now, |pause| pause.until))
    }

    /// How much of it is used at `now`, in per cent.
    pub fn used(&self, now: Timestamp) -> i64 {
        let length = (self.due.since(self.start) - self.paused_for).max(1);
        ((length - self.left(now)).saturating_mul(100) / length).clamp(0, 100)
    }

    /// It stands still: what was to be done is due later by as long as the pause lasts.
    fn hold(&mut self, pause: Pause) {
        let longest = pause.until.since(pause.since);
        self.due = self.due.plus(longest);
        self.paused_for += longest;
        self.pause = Some(pause);
    }

    /// It goes on: what the pause might still have lasted is given back.
    fn go_on(&mut self, at: Timestamp) {
        if let Some(pause) = self.pause.take() {
            let left = pause.until.since(at).max(0);
            self.due = self.due.plus(-left);
            self.paused_for -= left;
        }
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
        pause(&mut all, tick, periods, calendar);
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
        let ends = met || (tick.event.moves() && !outlives(clock.kind, tick));
        if ends || tick.event == E::Resume {
            clock.go_on(tick.at);
        }
        if met {
            clock.met = Some(at);
        } else if ends {
            clock.dropped = Some(at);
        }
    }
}

/// A pause holds the clock of whoever has the report in hand, for so long at most
/// (`domain.md` 3.3: with a reason, shown to the reporter).
fn pause(all: &mut [Clock], tick: &Tick, periods: &Periods, calendar: &Calendar) {
    let held = |clock: &&mut Clock| {
        clock.runs() && matches!(clock.kind, ClockKind::Resolve | ClockKind::Case)
    };
    if tick.event == Event::Pause {
        let until = periods.of(ClockKind::Pause).end(tick.at, calendar);
        for clock in all.iter_mut().filter(held) {
            clock.hold(Pause { since: tick.at, until });
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
                paused_for: 0,
                pause: None,
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
    fn a_pause_moves_the_deadline_by_as_long_as_it_lasts_and_by_thirty_days_at_most() {
        let filed = at("2026-11-23", 9, 0);
        let checked_in = filed.plus(2 * HOUR);
        let on_case = || {
            story("DECOR_ILLEGAL", filed)
                .then(filed.plus(HOUR), Event::Escalate)
                .then(filed.plus(HOUR), Event::Dispatch)
                .then(checked_in, Event::CheckIn)
        };
        let resolve = |story: &Story| {
            let all = clocks(story.ticks.iter().map(|t| (t, &story.periods)), &Calendar::default());
            all.into_iter().rfind(|clock| clock.kind == ClockKind::Resolve).unwrap()
        };
        let plain = resolve(&on_case());
        let since = checked_in.plus(DAY);
        let paused = on_case().then(since, Event::Pause);
        let held = resolve(&paused);
        assert_eq!(held.due, plain.due.plus(30 * DAY));
        let until = since.plus(30 * DAY);
        assert_eq!(held.paused_at(since.plus(DAY)), Some(Pause { since, until }));
        assert_eq!(held.paused_at(until), None, "it goes on by itself");
        assert_eq!(held.left(since.plus(9 * DAY)), plain.left(since), "a pause uses nothing up");
        assert_eq!(held.used(since.plus(9 * DAY)), plain.used(since));
        assert_eq!(held.remind_at(), plain.remind_at().plus(30 * DAY));

        let resumed = resolve(&paused.then(since.plus(2 * DAY), Event::Resume));
        assert_eq!((resumed.due, resumed.pause), (plain.due.plus(2 * DAY), None));
        assert_eq!(resumed.remind_at(), plain.remind_at().plus(2 * DAY));

        // What is done during a pause is done in time.
        let done = on_case().then(since, Event::Pause).then(plain.due.plus(HOUR), Event::Resolve);
        assert!(!resolve(&done).is_late(plain.due.plus(HOUR)));
        // Two pauses add up.
        let again = on_case()
            .then(since, Event::Pause)
            .then(since.plus(DAY), Event::Resume)
            .then(since.plus(2 * DAY), Event::Pause)
            .then(since.plus(5 * DAY), Event::Resume);
        assert_eq!(resolve(&again).due, plain.due.plus(4 * DAY));
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
