//! Names and times as staff read them: the reporter is "the reporter", and the minute of a
//! reporter's act is told for life safety only (`threats.md` R1).

use shared::api::report::CategoryList;
use shared::domain::report::{Clock, Party, Severity, Status};
use shared::value::{HOUR, Timestamp};
use yew::AttrValue;

use crate::i18n::{Text, time};
use crate::page::{names, ring};
use crate::ui::ClockProps;

/// Who.
pub(super) fn party(text: &Text, list: Option<&CategoryList>, party: &Party) -> AttrValue {
    match party {
        Party::Reporter => AttrValue::Static(text.staff().reporter),
        _ => names::party_name(text, list, party),
    }
}

/// Where it stands.
pub(super) fn status(text: &Text, status: Status) -> &'static str {
    match status {
        Status::Resolved => text.staff().resolved,
        Status::Withdrawn => text.staff().withdrawn,
        _ => (text.report().status)(status),
    }
}

/// Who must do what by when, of the clock that is shown; where there is none, the state.
pub(super) fn awaited(
    text: &Text,
    list: Option<&CategoryList>,
    (clock, standing): (Option<&Clock>, Status),
    now: Timestamp,
) -> AttrValue {
    match clock {
        Some(clock) => names::clock_line(text, &party(text, list, &clock.party), clock, now),
        None => AttrValue::Static(status(text, standing)),
    }
}

/// A clock as a ring.
pub(super) fn ring(text: &Text, clock: &Clock, now: Timestamp) -> ClockProps {
    ring::ring(text, (text.staff().duty)(clock.kind), clock, now)
}

/// `8:02 前要到场`, `今天 16:30 前该劝阻`, `暂停中，最晚 12 月 8 日 9:00 接着算`.
pub(super) fn due(text: &Text, clock: &Clock, now: Timestamp) -> AttrValue {
    if let Some(pause) = clock.paused_at(now) {
        return (text.staff().paused)(&time::when(text, pause.until, now)).into();
    }
    let midnight = clock.due.time_of_day().ms() == 0;
    let by = if clock.due.date() == now.date() && !midnight {
        (text.common.by)(&time::time_of_day(clock.due))
    } else {
        time::by(text, clock.due, now)
    };
    let say = if clock.is_late(now) { text.staff().was_due } else { text.staff().due };
    say(&by, (text.report().duty)(clock.kind)).into()
}

/// A time as finely as others may know it: the reporter's to the hour, of confidential reports to
/// the day.
pub(super) fn coarse(
    text: &Text,
    at: Timestamp,
    severity: Severity,
    confidential: bool,
    now: Timestamp,
) -> String {
    let day = time::day(text, at, now);
    match severity {
        Severity::P1 => time::when(text, at, now),
        Severity::P2 | Severity::P3 if confidential => day,
        Severity::P2 | Severity::P3 => (text.staff().hour)(&day, at.time_of_day().ms() / HOUR),
    }
}

#[cfg(test)]
mod tests {
    use shared::domain::report::ClockKind;
    use shared::value::{Date, TimeOfDay};

    use super::*;
    use crate::i18n::Language;

    #[test]
    fn a_deadline_says_once_by_when() {
        let at =
            |hours| Timestamp::local(Date::parse("2026-11-24").unwrap(), TimeOfDay::new(hours, 0));
        let clock = Clock {
            kind: ClockKind::OnSite,
            party: Party::Company,
            start: at(9),
            due: at(11),
            paused_for: 0,
            pause: None,
            met: None,
            dropped: None,
        };
        let (zh, en) = (Language::Zh.text(), Language::En.text());
        assert_eq!(due(zh, &clock, at(10)), "11:00 前要到场");
        assert_eq!(due(en, &clock, at(10)), "To be on site by 11:00");
        assert_eq!(due(zh, &clock, at(12)), "11:00 前该到场");
        assert_eq!(due(en, &clock, at(12)), "Was to be on site by 11:00");
    }
}
