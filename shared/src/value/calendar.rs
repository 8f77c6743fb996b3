//! Working days: a table, because 调休 (weekends worked to bridge a holiday) changes every year.

use std::collections::BTreeMap;
use std::fmt;

use super::{Date, TimeOfDay, Timestamp, word_enum};

/// Offices open; a period that begins before counts from here.
pub const WORK_OPEN: TimeOfDay = TimeOfDay::new(9, 0);
/// Offices close; what arrives later counts from the next working day (`domain.md`, Conventions:
/// Friday 17:00 is still inside).
pub const WORK_CLOSE: TimeOfDay = TimeOfDay::new(17, 30);

word_enum! {
    /// How a listed date differs from its weekday.
    DayKind {
        /// A holiday, whatever the weekday.
        Off = "OFF",
        /// A weekend day that is worked.
        Work = "WORK",
    }
}

/// One listed date.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CalendarDay {
    /// The date.
    pub date: Date,
    /// Off or worked.
    pub kind: DayKind,
    /// The holiday's name.
    pub name: String,
    /// Not yet published by the State Council: statutory days only.
    pub provisional: bool,
}

/// The listed dates; every other date follows its weekday. On the wire a list of pairs.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(from = "Vec<(Date, DayKind)>", into = "Vec<(Date, DayKind)>")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(with = "Vec<(Date, DayKind)>"))]
pub struct Calendar {
    days: BTreeMap<Date, DayKind>,
}

impl From<Vec<(Date, DayKind)>> for Calendar {
    fn from(days: Vec<(Date, DayKind)>) -> Self {
        Self::new(days)
    }
}

impl From<Calendar> for Vec<(Date, DayKind)> {
    fn from(calendar: Calendar) -> Self {
        calendar.days.into_iter().collect()
    }
}

/// A row of the calendar table that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarError {
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong.
    pub why: String,
}

impl fmt::Display for CalendarError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "calendar line {}: {}", self.line, self.why)
    }
}

impl std::error::Error for CalendarError {}

impl Calendar {
    /// From listed days; the last entry of a date stands.
    pub fn new(days: impl IntoIterator<Item = (Date, DayKind)>) -> Self {
        Self { days: days.into_iter().collect() }
    }

    /// Reads `data/calendar.tsv`: a heading, then date, kind, name and status.
    pub fn read_tsv(tsv: &str) -> Result<Vec<CalendarDay>, CalendarError> {
        let rows = tsv.lines().enumerate().skip(1).filter(|(_, line)| !line.trim().is_empty());
        rows.map(|(index, line)| {
            let fail = |why: String| CalendarError { line: index + 1, why };
            let mut fields = line.split('\t');
            let mut field = |name: &str| fields.next().ok_or_else(|| fail(format!("no {name}")));
            Ok(CalendarDay {
                date: Date::parse(field("date")?).map_err(fail)?,
                kind: DayKind::parse(field("kind")?).map_err(fail)?,
                name: field("name")?.to_owned(),
                provisional: match field("status")? {
                    "PUBLISHED" => false,
                    "PROVISIONAL" => true,
                    other => return Err(fail(format!("unknown status {other}"))),
                },
            })
        })
        .collect()
    }

    /// Whether offices work on this date.
    pub fn is_working_day(&self, date: Date) -> bool {
        match self.days.get(&date) {
            Some(DayKind::Off) => false,
            Some(DayKind::Work) => true,
            None => date.weekday() < 5,
        }
    }

    /// The first working day after a date. A table that lists every date as off for over a year is
    /// no calendar: then the next date is given, so that the search ends.
    pub fn next_working_day(&self, date: Date) -> Date {
        let next = (1..=400).map(|days| date.plus_days(days));
        next.into_iter().find(|date| self.is_working_day(*date)).unwrap_or(date.plus_days(1))
    }

    /// When office work on something that arrived begins: at once inside working hours, else at the
    /// next opening.
    pub fn office_start(&self, arrived: Timestamp) -> Timestamp {
        let (date, time) = (arrived.date(), arrived.time_of_day());
        if !self.is_working_day(date) || time > WORK_CLOSE {
            Timestamp::local(self.next_working_day(date), WORK_OPEN)
        } else if time < WORK_OPEN {
            Timestamp::local(date, WORK_OPEN)
        } else {
            arrived
        }
    }

    /// `n` working days on a clock: the same time of day `n` working days later; what arrives
    /// outside working hours counts from the next opening (`domain.md`, Conventions).
    pub fn plus_working_days(&self, arrived: Timestamp, n: u32) -> Timestamp {
        let start = self.office_start(arrived);
        let date = (0..n).fold(start.date(), |date, _| self.next_working_day(date));
        Timestamp::local(date, start.time_of_day())
    }

    /// How many working days begin after `from` and not after `to`: for "2 working days left".
    pub fn working_days_between(&self, from: Timestamp, to: Timestamp) -> u32 {
        let mut count = 0;
        let mut date = from.date();
        while date < to.date() && count < 400 {
            date = self.next_working_day(date);
            if date <= to.date() {
                count += 1;
            }
        }
        count
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calendar() -> Calendar {
        let days = Calendar::read_tsv(include_str!("../../../data/calendar.tsv")).unwrap();
        Calendar::new(days.into_iter().map(|day| (day.date, day.kind)))
    }

    fn at(date: &str, hours: i64, minutes: i64) -> Timestamp {
        Timestamp::local(Date::parse(date).unwrap(), TimeOfDay::new(hours, minutes))
    }

    /// `domain.md` 3, check 13: Friday 17:00 + 1 WD skips the weekend and a configured holiday.
    #[test]
    fn check_3_13_one_working_day_skips_weekend_and_holiday() {
        let calendar = calendar();
        assert_eq!(calendar.plus_working_days(at("2026-11-20", 17, 0), 1), at("2026-11-23", 17, 0));
        // Friday before 清明: Saturday to Monday are off.
        assert_eq!(calendar.plus_working_days(at("2026-04-03", 17, 0), 1), at("2026-04-07", 17, 0));
        // 2026-05-09 is a worked Saturday.
        assert_eq!(calendar.plus_working_days(at("2026-05-08", 10, 0), 1), at("2026-05-09", 10, 0));
    }

    #[test]
    fn what_arrives_outside_hours_counts_from_nine_of_the_next_working_day() {
        let calendar = calendar();
        assert_eq!(calendar.plus_working_days(at("2026-11-20", 22, 0), 1), at("2026-11-24", 9, 0));
        assert_eq!(calendar.plus_working_days(at("2026-11-23", 6, 0), 1), at("2026-11-24", 9, 0));
        assert_eq!(calendar.plus_working_days(at("2026-11-22", 12, 0), 3), at("2026-11-26", 9, 0));
    }

    #[test]
    fn a_bad_row_is_named() {
        let error =
            Calendar::read_tsv("date\tkind\tname\tstatus\n2026-01-01\tHALF\t元旦\tPUBLISHED")
                .unwrap_err();
        assert_eq!(error.line, 2);
    }
}
