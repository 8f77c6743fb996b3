//! The nouns of a report.

use crate::domain::estate::{DeptCode, is_code};
use crate::value::{Id, text_value, word_enum};

/// A report 吹哨.
#[derive(Debug)]
pub enum Report {}
/// A photo of a report.
#[derive(Debug)]
pub enum PhotoOf {}
/// One step of a report's history.
#[derive(Debug)]
pub enum StepOf {}

/// Names a report: known to its reporter's phone only.
pub type ReportId = Id<Report>;
/// Names a photo: known to the phone that sent it only.
pub type PhotoId = Id<PhotoOf>;
/// Names a step: made by the phone that sends it, so that a repeated request changes nothing.
pub type StepId = Id<StepOf>;

/// 单号: eight random digits, `3075-2216`. It tells nothing of the time (`threats.md` R1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(
    feature = "diesel",
    derive(diesel::expression::AsExpression, diesel::deserialize::FromSqlRow)
)]
#[cfg_attr(feature = "diesel", diesel(sql_type = diesel::sql_types::Text))]
pub struct Ticket([u8; 9]);

text_value!(Ticket);

impl Ticket {
    /// From a random number.
    pub fn from_random(random: u32) -> Self {
        let mut rest = random % 100_000_000;
        let mut text = *b"0000-0000";
        for place in text.iter_mut().rev().filter(|place| **place != b'-') {
            // A remainder by ten fits a byte.
            *place = b'0' + u8::try_from(rest % 10).unwrap_or(0);
            rest /= 10;
        }
        Self(text)
    }

    /// Reads `3075-2216`.
    pub fn parse(text: &str) -> Result<Self, String> {
        let bytes: Option<[u8; 9]> = text.as_bytes().try_into().ok();
        let well_formed = |bytes: &[u8; 9]| {
            bytes
                .iter()
                .enumerate()
                .all(|(i, b)| if i == 4 { *b == b'-' } else { b.is_ascii_digit() })
        };
        bytes.filter(well_formed).map(Self).ok_or_else(|| "not a ticket number".to_owned())
    }

    /// The text form.
    pub fn as_str(&self) -> &str {
        // Only ASCII is ever stored, so the fallback is never taken.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl crate::api::PathArg for Ticket {
    fn text(&self) -> String {
        self.as_str().to_owned()
    }
    fn read(text: &str) -> Option<Self> {
        Self::parse(text).ok()
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Ticket {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Ticket".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "pattern": "^[0-9]{4}-[0-9]{4}$" })
    }
}

/// The code of a category in `data/routing.tsv`: `FIRE_LANE_BLOCKED`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(
    feature = "diesel",
    derive(diesel::expression::AsExpression, diesel::deserialize::FromSqlRow)
)]
#[cfg_attr(feature = "diesel", diesel(sql_type = diesel::sql_types::Text))]
pub struct CategoryCode(String);

text_value!(CategoryCode);

impl CategoryCode {
    /// Reads a code: 2 to 40 capitals, digits and underscores.
    pub fn parse(text: &str) -> Result<Self, crate::domain::estate::CodeError> {
        if is_code(text) {
            Ok(Self(text.to_owned()))
        } else {
            Err(crate::domain::estate::CodeError)
        }
    }

    /// The code.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for CategoryCode {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "CategoryCode".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "pattern": "^[A-Z][A-Z0-9_]{1,39}$" })
    }
}

word_enum! {
    /// How urgent a category is.
    Severity {
        /// Life safety.
        P1 = "P1",
        /// Serious.
        P2 = "P2",
        /// Ordinary.
        P3 = "P3",
    }
}

word_enum! {
    /// The states of `domain.md` 3.2. Mediation comes with its own feature.
    Status {
        /// The company talks to whoever does it.
        Dissuading = "DISSUADING",
        /// The community must take it up.
        CommunityPending = "COMMUNITY_PENDING",
        /// The community handles it itself.
        CommunityHandling = "COMMUNITY_HANDLING",
        /// Assigned to a lead that has not checked in.
        Dispatched = "DISPATCHED",
        /// The lead has checked in 报到.
        DeptOnCase = "DEPT_ON_CASE",
        /// A case is filed 立案.
        CaseFiled = "CASE_FILED",
        /// The town, or the district office, decides.
        Review = "REVIEW",
        /// 办好: done, waiting for the reporter's word.
        Resolved = "RESOLVED",
        /// 办结.
        Closed = "CLOSED",
        /// The community does not take it, with a reason.
        Rejected = "REJECTED",
        /// It goes on in another report.
        Merged = "MERGED",
        /// The reporter took it back.
        Withdrawn = "WITHDRAWN",
    } else Unknown
}

impl Status {
    /// Whether nobody has anything more to do unless the reporter speaks.
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Closed | Self::Rejected | Self::Merged | Self::Withdrawn)
    }
}

/// Who holds a clock or acts on a report. On the wire its code: `COMPANY`, `FIRE_RESCUE`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Party {
    /// Whoever filed it.
    Reporter,
    /// A neighbour who joined it (`domain.md` 3.2).
    Follower,
    /// The property company that serves the estate.
    Company,
    /// The estate's community office.
    Community,
    /// The estate's town.
    Town,
    /// A district department.
    Dept {
        /// Which.
        dept: DeptCode,
    },
    /// The district office.
    District,
    /// The clock itself: what the rules do when nobody acts.
    Timer,
}

impl Party {
    /// The party of a code of the routing table: `TOWN` and `COMMUNITY` name the estate's own.
    pub fn of_code(code: &DeptCode) -> Self {
        match code.as_str() {
            "TOWN" => Self::Town,
            "COMMUNITY" => Self::Community,
            _ => Self::Dept { dept: code.clone() },
        }
    }

    /// Whether it is a resident: when they acted is told only coarsely (`threats.md` R1).
    pub const fn is_resident(&self) -> bool {
        matches!(self, Self::Reporter | Self::Follower)
    }

    /// The code under which it is stored.
    pub fn code(&self) -> &str {
        match self {
            Self::Reporter => "REPORTER",
            Self::Follower => "FOLLOWER",
            Self::Company => "COMPANY",
            Self::Community => "COMMUNITY",
            Self::Town => "TOWN",
            Self::Dept { dept } => dept.as_str(),
            Self::District => "DISTRICT",
            Self::Timer => "TIMER",
        }
    }

    /// Reads what [`Party::code`] wrote.
    pub fn parse(code: &str) -> Result<Self, crate::domain::estate::CodeError> {
        Ok(match code {
            "REPORTER" => Self::Reporter,
            "FOLLOWER" => Self::Follower,
            "COMPANY" => Self::Company,
            "DISTRICT" => Self::District,
            "TIMER" => Self::Timer,
            other => Self::of_code(&DeptCode::parse(other)?),
        })
    }
}

impl serde::Serialize for Party {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.code())
    }
}

impl<'de> serde::Deserialize<'de> for Party {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let code = std::borrow::Cow::<'de, str>::deserialize(from)?;
        Self::parse(&code).map_err(serde::de::Error::custom)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Party {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Party".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "description": "REPORTER, FOLLOWER, COMPANY, COMMUNITY, TOWN, DISTRICT, TIMER, or a department's code",
            "pattern": "^[A-Z][A-Z0-9_]{1,39}$"
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ticket_is_eight_digits() {
        assert_eq!(Ticket::from_random(30_752_216).as_str(), "3075-2216");
        assert_eq!(Ticket::from_random(7).as_str(), "0000-0007");
        assert_eq!(Ticket::parse("3075-2216").unwrap(), Ticket::from_random(30_752_216));
        for text in ["30752216", "3075-221", "3075_2216", "a075-2216"] {
            assert!(Ticket::parse(text).is_err(), "{text}");
        }
    }
}
