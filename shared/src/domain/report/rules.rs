//! The periods of `domain.md` 3.3. Neither the seed nor SX sets hours, so every one is a rule that
//! the authority may change; a report keeps the version it began under.

use std::collections::BTreeMap;
use std::fmt;

use super::{CategoryCode, Severity};
use crate::value::{Calendar, DAY, HOUR, MINUTE, Timestamp, word_enum};

/// A length of time on a clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    /// Minutes that run day and night.
    Minutes(u32),
    /// Hours that run day and night.
    Hours(u32),
    /// Days that run on: the same time of day, so many days later.
    Days(u32),
    /// Working days: the same time of day, counted inside working hours.
    WorkingDays(u32),
}

impl Period {
    /// Reads `30min`, `4h`, `1d`, `5WD`.
    pub fn parse(text: &str) -> Result<Self, String> {
        let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
        let (number, unit) = text.split_at(end);
        let number: u32 =
            number.parse().ok().filter(|n| (1..=1000).contains(n)).ok_or("not a period")?;
        match unit {
            "min" => Ok(Self::Minutes(number)),
            "h" => Ok(Self::Hours(number)),
            "d" => Ok(Self::Days(number)),
            "WD" => Ok(Self::WorkingDays(number)),
            _ => Err("not a period".to_owned()),
        }
    }

    /// When it ends, begun at `start`.
    pub fn end(self, start: Timestamp, calendar: &Calendar) -> Timestamp {
        match self {
            Self::Minutes(n) => start.plus(i64::from(n) * MINUTE),
            Self::Hours(n) => start.plus(i64::from(n) * HOUR),
            Self::Days(n) => start.plus(i64::from(n) * DAY),
            Self::WorkingDays(n) => calendar.plus_working_days(start, n),
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Minutes(n) => write!(f, "{n}min"),
            Self::Hours(n) => write!(f, "{n}h"),
            Self::Days(n) => write!(f, "{n}d"),
            Self::WorkingDays(n) => write!(f, "{n}WD"),
        }
    }
}

impl serde::Serialize for Period {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Period {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(from)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Period {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Period".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "pattern": "^[0-9]{1,4}(min|h|d|WD)$" })
    }
}

word_enum! {
    /// What a clock measures.
    ClockKind {
        /// The company comes on site (P1).
        OnSite = "ON_SITE",
        /// The company answers the reporter (P2, P3).
        Answer = "ANSWER",
        /// The company dissuades, then must report.
        Dissuade = "DISSUADE",
        /// The community takes it up; for P1: acknowledges.
        Accept = "ACCEPT",
        /// The lead checks in 报到.
        CheckIn = "CHECK_IN",
        /// The lead, or the community, brings it to 办好.
        Resolve = "RESOLVE",
        /// A filed case is decided (行政处罚法60: 90 days).
        Case = "CASE",
        /// The reviewer decides.
        Review = "REVIEW",
        /// The reporter confirms; silence closes it.
        Confirm = "CONFIRM",
        /// How long a pause holds a clock at most; no clock is of this kind.
        Pause = "PAUSE",
    } else Unknown
}

/// The periods in force for one category.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Periods(BTreeMap<ClockKind, Period>);

impl Periods {
    /// The period of a kind; kinds a severity does not have are never asked for and get a day.
    pub fn of(&self, kind: ClockKind) -> Period {
        self.0.get(&kind).copied().unwrap_or(Period::Days(1))
    }
}

/// The default of every rule, as the table of `domain.md` 3.3: key, value, source.
pub const DEFAULTS: &[(&str, &str, &str)] = &[
    ("report.P1.ON_SITE", "30min", "D, unverified"),
    ("report.P1.ACCEPT", "1h", "D, unverified"),
    ("report.P1.CHECK_IN", "2h", "D, unverified"),
    ("report.P1.RESOLVE", "1d", "D, unverified"),
    ("report.P1.REVIEW", "2h", "D, unverified: life safety waits for no office hours"),
    ("report.P2.ANSWER", "4h", "D, unverified"),
    ("report.P2.DISSUADE", "1d", "D, unverified; then SX31(4)(5)"),
    ("report.P2.ACCEPT", "1WD", "D, unverified"),
    ("report.P2.CHECK_IN", "1WD", "D, unverified"),
    ("report.P2.RESOLVE", "5WD", "D, unverified"),
    ("report.P2.REVIEW", "3WD", "D, unverified"),
    ("report.P3.ANSWER", "1WD", "D, unverified"),
    ("report.P3.DISSUADE", "3d", "D, unverified; then SX31(4)(5)"),
    ("report.P3.ACCEPT", "1WD", "D, unverified"),
    ("report.P3.CHECK_IN", "3WD", "D, unverified"),
    ("report.P3.RESOLVE", "10WD", "D, unverified"),
    ("report.P3.REVIEW", "5WD", "D, unverified"),
    ("report.CASE", "90d", "行政处罚法60"),
    ("report.CONFIRM", "7d", "domain.md 3.2"),
    ("report.PAUSE", "30d", "D, unverified"),
];

/// The rules for reports: defaults, overlaid with what the authority has set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportRules {
    /// Found once for each severity: every step of every report that is read asks for them.
    by_severity: BTreeMap<Severity, Periods>,
    /// What holds for one category alone.
    by_category: BTreeMap<String, Vec<(Severity, ClockKind, Period)>>,
}

impl Default for ReportRules {
    fn default() -> Self {
        Self::of(&BTreeMap::new())
    }
}

impl ReportRules {
    /// From the rule table: keys as in [`DEFAULTS`], or with a category for one category alone:
    /// `report.P2.ANSWER.DECOR_ILLEGAL`. Other keys are not ours and are passed over.
    pub fn new<'a>(rules: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self, String> {
        let ours = rules.into_iter().filter(|(key, _)| key.starts_with("report."));
        let read = ours.map(|(key, value)| match Period::parse(value) {
            Ok(period) => Ok((key.to_owned(), period)),
            Err(why) => Err(format!("rule {key}: {why}")),
        });
        Ok(Self::of(&read.collect::<Result<_, _>>()?))
    }

    fn of(set: &BTreeMap<String, Period>) -> Self {
        let mut by_category: BTreeMap<String, Vec<_>> = BTreeMap::new();
        for (key, period) in set {
            let mut words = key.split('.').skip(1);
            let (severity, kind) =
                (words.next().map(Severity::parse), words.next().map(ClockKind::parse));
            if let (Some(Ok(severity)), Some(Ok(kind)), Some(category)) =
                (severity, kind, words.next())
            {
                by_category.entry(category.to_owned()).or_default().push((severity, kind, *period));
            }
        }
        let by_severity =
            Severity::ALL.iter().map(|severity| (*severity, periods_of(set, *severity)));
        Self { by_severity: by_severity.collect(), by_category }
    }

    /// The periods for a category.
    pub fn periods(&self, severity: Severity, category: &CategoryCode) -> Periods {
        let mut periods = self.by_severity.get(&severity).cloned().unwrap_or_default();
        let own = self.by_category.get(category.as_str()).into_iter().flatten();
        let own = own.filter(|(of, ..)| *of == severity);
        periods.0.extend(own.map(|(_, kind, period)| (*kind, *period)));
        periods
    }
}

/// What is set for a severity, else for all, else the default.
fn periods_of(set: &BTreeMap<String, Period>, severity: Severity) -> Periods {
    let find = |kind: &ClockKind| {
        let keys = [format!("report.{severity}.{kind}"), format!("report.{kind}")];
        let set = keys.iter().find_map(|key| set.get(key).copied());
        let default = || {
            let row = DEFAULTS.iter().find(|(key, ..)| keys.iter().any(|k| k == key));
            row.and_then(|(_, value, _)| Period::parse(value).ok())
        };
        set.or_else(default).map(|period| (*kind, period))
    };
    Periods(ClockKind::ALL.iter().filter_map(find).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_default_is_a_period_and_the_authority_overrides_it() {
        for (key, value, _) in DEFAULTS {
            assert!(Period::parse(value).is_ok(), "{key}");
        }
        let decor = CategoryCode::parse("DECOR_ILLEGAL").unwrap();
        let rules =
            ReportRules::new([("report.P2.ANSWER.DECOR_ILLEGAL", "2h"), ("vote.x", "?")]).unwrap();
        assert_eq!(rules.periods(Severity::P2, &decor).of(ClockKind::Answer), Period::Hours(2));
        let other = CategoryCode::parse("ILLEGAL_BUILD").unwrap();
        assert_eq!(rules.periods(Severity::P2, &other).of(ClockKind::Answer), Period::Hours(4));
        assert!(ReportRules::new([("report.P2.ANSWER", "soon")]).is_err());
    }
}
