//! When people do things.

use shared::value::{DAY, Date, HOUR, MINUTE, TimeOfDay, Timestamp};

use super::Writer;

impl Writer<'_> {
    /// So many minutes later, a few more or less.
    pub(super) fn later(&mut self, from: Timestamp, low: i64, high: i64) -> Timestamp {
        let seconds = self.dice.between(0, 59) * 1000;
        from.plus(self.dice.between(low, high) * MINUTE + seconds)
    }

    /// So many minutes later, and then not before the office is open.
    pub(super) fn office(&mut self, from: Timestamp, low: i64, high: i64) -> Timestamp {
        let wanted = self.later(from, low, high);
        let start = self.calendar.office_start(wanted);
        if start == wanted { wanted } else { self.later(start, 4, 70) }
    }

    /// So many working days later, in office hours.
    pub(super) fn working_days(&mut self, from: Timestamp, low: i64, high: i64) -> Timestamp {
        let days = u32::try_from(self.dice.between(low, high)).unwrap_or(1);
        let end = self.calendar.plus_working_days(from, days);
        self.office(end, -100, 90)
    }

    /// The last time at which the office was open, at least so long ago.
    pub(super) fn office_before(&self, ago: i64, time: TimeOfDay) -> Timestamp {
        let latest = self.now.plus(-ago);
        let days = (0..40).map(|days| latest.date().plus_days(-days));
        let mut open = days
            .filter(|date| self.calendar.is_working_day(*date))
            .map(|date| Timestamp::local(date, time));
        open.find(|at| *at <= latest).unwrap_or(latest)
    }

    /// When somebody does something who sleeps at night, a while later.
    pub(super) fn awake(&mut self, from: Timestamp, low: i64, high: i64) -> Timestamp {
        let wanted = self.later(from, low, high);
        let hour = wanted.time_of_day().ms() / HOUR;
        if (7..23).contains(&hour) {
            return wanted;
        }
        let day = if hour < 7 { wanted.date() } else { wanted.date().plus_days(1) };
        let morning = Timestamp::local(day, TimeOfDay::new(7, 10));
        self.later(morning, 0, 150)
    }

    /// A time of day at which people notice things: before work, at noon, in the evening; at the
    /// weekend all day.
    pub(super) fn noticed(&mut self, date: Date) -> Timestamp {
        let free = !self.calendar.is_working_day(date);
        let hours = if free {
            [8, 9, 10, 11, 14, 15, 16, 19, 20, 21]
        } else {
            [7, 7, 8, 12, 12, 18, 19, 20, 21, 21]
        };
        let hour = self.dice.pick(&hours).unwrap_or(19);
        let at = Timestamp::local(date, TimeOfDay::new(hour, self.dice.between(0, 59)));
        self.later(at, 0, 0)
    }

    /// A day so many days ago.
    pub(super) fn days_ago(&self, days: i64) -> Date {
        self.now.plus(-days * DAY).date()
    }
}
