//! Instants, dates and times of day in Asia/Shanghai.
//!
//! China has kept UTC+8 without summer time since 1991, so the zone is a constant.

use std::fmt;

use super::bigint_column;

/// One minute in milliseconds.
pub const MINUTE: i64 = 60_000;
/// One hour in milliseconds.
pub const HOUR: i64 = 60 * MINUTE;
/// One day in milliseconds.
pub const DAY: i64 = 24 * HOUR;
const ZONE: i64 = 8 * HOUR;

/// An instant: milliseconds since 1970-01-01T00:00Z.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(transparent)]
#[cfg_attr(
    feature = "diesel",
    derive(diesel::expression::AsExpression, diesel::deserialize::FromSqlRow)
)]
#[cfg_attr(feature = "diesel", diesel(sql_type = diesel::sql_types::BigInt))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Timestamp(i64);

bigint_column!(Timestamp);

impl Timestamp {
    /// From milliseconds since the epoch.
    pub const fn from_ms(ms: i64) -> Self {
        Self(ms)
    }

    /// Milliseconds since the epoch.
    pub const fn ms(self) -> i64 {
        self.0
    }

    /// Later by so many milliseconds; stops at the ends of what can be counted.
    #[must_use]
    pub const fn plus(self, ms: i64) -> Self {
        Self(self.0.saturating_add(ms))
    }

    /// How many milliseconds lie between an earlier instant and this one; negative if it is later.
    pub const fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }

    /// The instant of a local date and time of day.
    pub const fn local(date: Date, time: TimeOfDay) -> Self {
        Self(date.0.saturating_mul(DAY).saturating_add(time.0).saturating_sub(ZONE))
    }

    /// The local date.
    pub const fn date(self) -> Date {
        Date(self.0.saturating_add(ZONE).div_euclid(DAY))
    }

    /// The local time of day.
    pub const fn time_of_day(self) -> TimeOfDay {
        TimeOfDay(self.0.saturating_add(ZONE).rem_euclid(DAY))
    }

    /// The beginning of the interval of this length it falls in; intervals are counted from local
    /// midnight when the length divides a day.
    #[must_use]
    pub const fn floor_to(self, length: i64) -> Self {
        let local = self.0.saturating_add(ZONE);
        Self(local.saturating_sub(local.rem_euclid(length)).saturating_sub(ZONE))
    }

    /// The beginning of the next interval of this length, or this instant if one begins here.
    #[must_use]
    pub const fn ceil_to(self, length: i64) -> Self {
        let floor = self.floor_to(length);
        if floor.0 == self.0 { self } else { floor.plus(length) }
    }
}

/// RFC 3339 in local time: `2026-11-23T08:20:00.000+08:00`.
impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let time = self.time_of_day().0;
        let (hours, minutes) = (time / HOUR, time / MINUTE % 60);
        let (seconds, ms) = (time / 1000 % 60, time % 1000);
        write!(f, "{}T{hours:02}:{minutes:02}:{seconds:02}.{ms:03}+08:00", self.date())
    }
}

/// A time of day: milliseconds since local midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimeOfDay(i64);

impl TimeOfDay {
    /// Local midnight.
    pub const MIDNIGHT: Self = Self(0);

    /// So many hours and minutes after midnight, kept within the day.
    pub const fn new(hours: i64, minutes: i64) -> Self {
        Self((hours * HOUR + minutes * MINUTE).rem_euclid(DAY))
    }

    /// Milliseconds since midnight.
    pub const fn ms(self) -> i64 {
        self.0
    }
}

/// A calendar date: days since 1970-01-01. Written `YYYY-MM-DD`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(i64);

impl Date {
    /// The date of a year, month (1 to 12) and day, if there is one between the years 1900 and 9999.
    pub fn new(year: i64, month: i64, day: i64) -> Option<Self> {
        let date = Self(days_from_civil(year, month, day));
        let exists = (1900..=9999).contains(&year) && date.civil() == (year, month, day);
        exists.then_some(date)
    }

    /// Reads `YYYY-MM-DD`.
    pub fn parse(text: &str) -> Result<Self, String> {
        let bad = || format!("not a date: {}", text.chars().take(20).collect::<String>());
        let mut parts = text.split('-');
        let mut next = |length: usize| {
            let part = parts.next().filter(|part| part.len() == length);
            part.and_then(|part| part.parse::<i64>().ok()).ok_or_else(bad)
        };
        let (year, month, day) = (next(4)?, next(2)?, next(2)?);
        if parts.next().is_some() {
            return Err(bad());
        }
        Self::new(year, month, day).ok_or_else(bad)
    }

    /// Year, month (1 to 12), day.
    pub const fn civil(self) -> (i64, i64, i64) {
        // Howard Hinnant's civil_from_days, http://howardhinnant.github.io/date_algorithms.html
        let days = self.0 + 719_468;
        let era = days.div_euclid(146_097);
        let day_of_era = days.rem_euclid(146_097);
        let year_of_era =
            (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * shifted + 2) / 5 + 1;
        let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
        let year = year_of_era + era * 400 + if month <= 2 { 1 } else { 0 };
        (year, month, day)
    }

    /// So many days later.
    #[must_use]
    pub const fn plus_days(self, days: i64) -> Self {
        Self(self.0.saturating_add(days))
    }

    /// Days since 1970-01-01.
    pub const fn days(self) -> i64 {
        self.0
    }

    /// Monday is 0, Sunday 6.
    pub const fn weekday(self) -> i64 {
        (self.0 + 3).rem_euclid(7)
    }
}

const fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let shifted = if month > 2 { month - 3 } else { month + 9 };
    let day_of_year = (153 * shifted + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.civil();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl serde::Serialize for Date {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Date {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(from)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Date {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Date".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "format": "date" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_read_back_over_four_centuries() {
        for days in -25_000..150_000 {
            let date = Date(days);
            let (year, month, day) = date.civil();
            assert_eq!(Date::new(year, month, day), (1900..=9999).contains(&year).then_some(date));
        }
        assert_eq!(Date::parse("2026-11-23").unwrap().weekday(), 0);
        for text in ["2026-02-29", "2026-1-1", "2026-01-01-01", "x", "2026-13-01"] {
            assert!(Date::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn local_time_is_eight_hours_ahead() {
        let date = Date::parse("2026-11-23").unwrap();
        let at = Timestamp::local(date, TimeOfDay::new(7, 30));
        assert_eq!(at.ms(), 1_795_390_200_000);
        assert_eq!((at.date(), at.time_of_day()), (date, TimeOfDay::new(7, 30)));
        assert_eq!(at.to_string(), "2026-11-23T07:30:00.000+08:00");
    }

    #[test]
    fn intervals_begin_at_local_midnight() {
        let date = Date::parse("2026-11-23").unwrap();
        let at = Timestamp::local(date, TimeOfDay::new(7, 31));
        assert_eq!(at.floor_to(DAY), Timestamp::local(date, TimeOfDay::MIDNIGHT));
        assert_eq!(at.ceil_to(15 * MINUTE), Timestamp::local(date, TimeOfDay::new(7, 45)));
        assert_eq!(at.ceil_to(MINUTE), at);
    }
}
