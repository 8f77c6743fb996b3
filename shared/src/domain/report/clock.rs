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
    /// Whether a resident did it: then others know only coarsely when.
    pub by_resident: bool,
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
        shorten(&mut all, tick, periods, calendar);
        pause(&mut all, tick, periods, calendar);
        start(&mut all, tick, receipt, periods, calendar);
    }
    all
}

/// A clock that a resident's act began or ended shows no finer time than others may know.
const fn grain(tick: &Tick) -> i64 {
    if tick.by_resident {
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
        // Within the coarse moment in which it began, it ends at its beginning.
        let at = if tick.at < clock.start { seen } else { seen.max(clock.start) };
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

/// A pause holds the clock of whoever has the report in hand (`domain.md` 3.3: with a reason, shown
/// to the reporter).
fn pause(all: &mut [Clock], tick: &Tick, periods: &Periods, calendar: &Calendar) {
    if tick.event == Event::Pause {
        for clock in all.iter_mut() {
            if let Some(pause) = pause_of(clock, periods, calendar, tick.at) {
                clock.hold(pause);
            }
        }
    }
}

/// The pause that may begin now: only of a clock that measures the handling and is not late, and all
/// its pauses together are no longer than the rule allows.
pub fn pause_of(
    clock: &Clock,
    periods: &Periods,
    calendar: &Calendar,
    now: Timestamp,
) -> Option<Pause> {
    let handling = matches!(clock.kind, ClockKind::Resolve | ClockKind::Case);
    let until = periods.of(ClockKind::Pause).end(now, calendar).plus(-clock.paused_for);
    let may = handling && clock.runs() && clock.pause.is_none() && !clock.is_late(now);
    (may && until > now).then_some(Pause { since: now, until })
}

/// Whether a clock goes on through a step that moves the state.
fn outlives(kind: ClockKind, tick: &Tick) -> bool {
    use {ClockKind as K, Status as S};
    let open = !tick.course.status.is_over() && tick.course.status != S::Resolved;
    match kind {
        // The parallel tasks of a life-safety report never hold up the state, nor does it end them
        // before the matter is done.
        K::OnSite => open,
        K::Accept => open && (tick.course.severity == Severity::P1 || reroutes(tick)),
        K::Resolve => tick.course.status == S::DeptOnCase,
        _ => false,
    }
}

/// Whether the community has found another category for what it must take up: its clock goes on, or
/// a new category would be a way to be late unseen.
fn reroutes(tick: &Tick) -> bool {
    tick.event == Event::Reclassify
        && !tick.by_resident
        && tick.course.status == Status::CommunityPending
}

/// A new category may leave the community less time, never more; what turns out to be life safety
/// counts from now.
fn shorten(all: &mut [Clock], tick: &Tick, periods: &Periods, calendar: &Calendar) {
    let accepts = |clock: &&mut Clock| clock.runs() && clock.kind == ClockKind::Accept;
    if tick.event == Event::Reclassify {
        for clock in all.iter_mut().filter(accepts) {
            let from = if reroutes(tick) { clock.start } else { tick.at };
            clock.due = clock.due.min(periods.of(ClockKind::Accept).end(from, calendar));
        }
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
        S::Resolved => begin(K::Confirm, course.confirmer(), tick.at),
        S::Closed | S::Rejected | S::Merged | S::Withdrawn | S::Unknown => {}
    }
}

/// The clock that people are shown: the one that runs out next among those that run, the overdue
/// first because they ran out before.
pub fn next_clock(clocks: &[Clock]) -> Option<&Clock> {
    clocks.iter().filter(|clock| clock.runs()).min_by_key(|clock| clock.due)
}

#[cfg(test)]
mod tests;
