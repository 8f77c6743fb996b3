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
        ticks: vec![Tick { at: filed, event: Event::File, by_resident: true, course }],
    }
}

impl Story {
    fn then(mut self, at: Timestamp, event: Event) -> Self {
        let course = self.ticks.last().unwrap().course.after(event).unwrap();
        self.ticks.push(Tick { at, event, by_resident: false, course });
        self
    }

    fn all(&self) -> Vec<Clock> {
        clocks(self.ticks.iter().map(|tick| (tick, &self.periods)), &Calendar::default())
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

#[test]
fn a_clock_that_was_dropped_before_it_began_tells_the_hour_only() {
    let filed = at("2026-11-23", 9, 1);
    let mut withdrawn = story("DECOR_ILLEGAL", filed).then(filed.plus(MINUTE), Event::Withdraw);
    withdrawn.ticks[1].by_resident = true;
    for clock in withdrawn.all() {
        assert_eq!(clock.dropped, Some(at("2026-11-23", 9, 0)));
    }
}

#[test]
fn a_pause_hides_no_lateness_and_all_pauses_together_last_no_longer_than_the_rule() {
    let filed = at("2026-11-23", 9, 0);
    let on_case = story("DECOR_ILLEGAL", filed)
        .then(filed.plus(HOUR), Event::Escalate)
        .then(filed.plus(HOUR), Event::Dispatch)
        .then(filed.plus(2 * HOUR), Event::CheckIn);
    let calendar = Calendar::default();
    let pause = |story: &Story, now| {
        let clock = story.all().pop().unwrap();
        pause_of(&clock, &story.periods, &calendar, now).map(|pause| pause.until.since(now))
    };
    let due = on_case.all().pop().unwrap().due;
    assert_eq!(pause(&on_case, due), Some(30 * DAY));
    assert_eq!(pause(&on_case, due.plus(1)), None, "it is late");
    let since = filed.plus(3 * HOUR);
    let once = on_case.then(since, Event::Pause).then(since.plus(20 * DAY), Event::Resume);
    assert_eq!(pause(&once, since.plus(21 * DAY)), Some(10 * DAY));
    let twice =
        once.then(since.plus(21 * DAY), Event::Pause).then(since.plus(40 * DAY), Event::Resume);
    assert_eq!(twice.all().pop().unwrap().due, due.plus(30 * DAY));
    assert_eq!(pause(&twice, since.plus(31 * DAY)), None, "it is used up");
}

#[test]
fn a_new_category_leaves_the_community_no_more_time_and_life_safety_an_hour() {
    let filed = at("2026-11-23", 9, 0);
    let at_community = || story("DECOR_ILLEGAL", filed).then(filed.plus(HOUR), Event::Escalate);
    let accept = |story: &Story| {
        let (rules, code) = (ReportRules::default(), CategoryCode::parse("ANY").unwrap());
        let periods = story.ticks.iter().map(|tick| rules.periods(tick.course.severity, &code));
        let periods: Vec<Periods> = periods.collect();
        let all = clocks(story.ticks.iter().zip(&periods), &Calendar::default());
        let clocks: Vec<_> =
            all.into_iter().filter(|clock| clock.kind == ClockKind::Accept).collect();
        assert_eq!(clocks.len(), 1, "it goes on");
        clocks[0].clone()
    };
    let plain = accept(&at_community());
    let reclassified = |code: &str, now: Timestamp| {
        let mut story = at_community();
        let routing = shipped();
        let code = CategoryCode::parse(code).unwrap();
        let category = routing.get(&code).unwrap();
        let course = story.ticks.last().unwrap().course.reclassified(category, true).unwrap();
        story.ticks.push(Tick { at: now, event: Event::Reclassify, by_resident: false, course });
        accept(&story)
    };
    let late = plain.due.plus(HOUR);
    let other = reclassified("LAW_POLICY", late);
    assert_eq!((other.due, other.is_late(late)), (plain.due, true));
    let now = filed.plus(2 * HOUR);
    assert_eq!(reclassified("FIRE_LANE_BLOCKED", now).due, now.plus(HOUR));
}
