//! The numbers of `domain.md` 2 that towns may change. A meeting keeps those it was noticed under.

use serde::{Deserialize, Serialize};

use crate::value::word_enum;

/// The default of every rule: key, value, source.
pub const VOTE_DEFAULTS: &[(&str, &str, &str)] = &[
    ("vote.NOTICE_DAYS", "15", "PMR14, SX13"),
    ("vote.WINDOW_MIN_DAYS", "5", "D, HZ20"),
    ("vote.WINDOW_MAX_DAYS", "60", "D, HZ20"),
    ("vote.PUBLISH_DAYS", "3", "SX9"),
    ("vote.RENEWAL_DAYS", "90", "SX34"),
    ("vote.REMIND_DAYS", "3", "D"),
    ("vote.PROXIES", "3", "domain.md 2.3, unverified"),
    ("vote.MIN_GROUP", "3", "sealed-ballot.md 8"),
    ("vote.OPEN_WITHOUT_QUORUM", "0", "sealed-ballot.md 8"),
];

/// The rules for votes: defaults, overlaid with what the authority has set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct VoteRules {
    /// Days from the notice to the opening at the least (PMR14, SX13).
    pub notice_days: i64,
    /// Days that voting lasts at the least.
    pub window_min_days: i64,
    /// Days that voting lasts at the most.
    pub window_max_days: i64,
    /// Days until the result is made public (SX9).
    pub publish_days: i64,
    /// Days between a decision on the property company and the end of its contract (SX34).
    pub renewal_days: i64,
    /// Days between two reminders to who has not voted.
    pub remind_days: i64,
    /// For how many principals one agent may vote.
    pub proxies: u32,
    /// Groups below this size keep their area closed where the result does not need it; 0 opens all
    /// (`sealed-ballot.md` 8).
    pub min_group: u32,
    /// Whether sums are opened though the quorum was not met (`sealed-ballot.md` 8).
    pub open_without_quorum: bool,
}

word_enum! {
    /// The keys of [`VOTE_DEFAULTS`].
    VoteRule {
        /// [`VoteRules::notice_days`].
        NoticeDays = "vote.NOTICE_DAYS",
        /// [`VoteRules::window_min_days`].
        WindowMinDays = "vote.WINDOW_MIN_DAYS",
        /// [`VoteRules::window_max_days`].
        WindowMaxDays = "vote.WINDOW_MAX_DAYS",
        /// [`VoteRules::publish_days`].
        PublishDays = "vote.PUBLISH_DAYS",
        /// [`VoteRules::renewal_days`].
        RenewalDays = "vote.RENEWAL_DAYS",
        /// [`VoteRules::remind_days`].
        RemindDays = "vote.REMIND_DAYS",
        /// [`VoteRules::proxies`].
        Proxies = "vote.PROXIES",
        /// [`VoteRules::min_group`].
        MinGroup = "vote.MIN_GROUP",
        /// [`VoteRules::open_without_quorum`]: 1 or 0.
        OpenWithoutQuorum = "vote.OPEN_WITHOUT_QUORUM",
    }
}

/// Reads a rule's value: a whole number that the rule may have.
pub fn read_vote_rule(rule: VoteRule, value: &str) -> Result<u32, String> {
    let most = match rule {
        VoteRule::OpenWithoutQuorum => 1,
        VoteRule::MinGroup | VoteRule::Proxies => 20,
        _ => 365,
    };
    let value = value.trim().parse().ok().filter(|value| *value <= most);
    value.ok_or_else(|| format!("{rule}: not a whole number up to {most}"))
}

impl Default for VoteRules {
    fn default() -> Self {
        Self {
            notice_days: 15,
            window_min_days: 5,
            window_max_days: 60,
            publish_days: 3,
            renewal_days: 90,
            remind_days: 3,
            proxies: 3,
            min_group: 3,
            open_without_quorum: false,
        }
    }
}

impl VoteRules {
    /// From the rule table. Other features' keys are passed over.
    pub fn new<'a>(rules: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self, String> {
        let mut read = Self::default();
        for (key, value) in rules {
            if let Ok(rule) = VoteRule::parse(key) {
                read.set(rule, read_vote_rule(rule, value)?);
            }
        }
        Ok(read)
    }

    fn set(&mut self, rule: VoteRule, value: u32) {
        let days = i64::from(value);
        match rule {
            VoteRule::NoticeDays => self.notice_days = days,
            VoteRule::WindowMinDays => self.window_min_days = days,
            VoteRule::WindowMaxDays => self.window_max_days = days,
            VoteRule::PublishDays => self.publish_days = days,
            VoteRule::RenewalDays => self.renewal_days = days,
            VoteRule::RemindDays => self.remind_days = days,
            VoteRule::Proxies => self.proxies = value,
            VoteRule::MinGroup => self.min_group = value,
            VoteRule::OpenWithoutQuorum => self.open_without_quorum = value == 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_defaults_are_those_of_the_table() {
        let table = VOTE_DEFAULTS.iter().map(|(key, value, _)| (*key, *value));
        assert_eq!(VoteRules::new(table), Ok(VoteRules::default()));
        assert_eq!(VOTE_DEFAULTS.len(), VoteRule::ALL.len());
    }

    #[test]
    fn what_the_authority_sets_takes_the_defaults_place_and_nonsense_is_refused() {
        let set = VoteRules::new([("vote.MIN_GROUP", "0"), ("report.PAUSE", "30d")]).unwrap();
        assert_eq!((set.min_group, set.notice_days), (0, 15));
        for (key, value) in [("vote.NOTICE_DAYS", "15d"), ("vote.OPEN_WITHOUT_QUORUM", "2")] {
            assert!(VoteRules::new([(key, value)]).is_err(), "{key}");
        }
    }
}
