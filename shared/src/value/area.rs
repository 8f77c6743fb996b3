//! Floor area in 0.01 m².

use std::fmt;

use super::bigint_column;

/// A floor area, in hundredths of a square metre. Never a float: two thirds by area must be exact.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize,
)]
#[serde(transparent)]
#[cfg_attr(
    feature = "diesel",
    derive(diesel::expression::AsExpression, diesel::deserialize::FromSqlRow)
)]
#[cfg_attr(feature = "diesel", diesel(sql_type = diesel::sql_types::BigInt))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Area(i64);

bigint_column!(Area);

/// Why a text is no area.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AreaError {
    /// Not a decimal number.
    NotANumber,
    /// More than two decimals: a deed quotes two.
    TooPrecise,
    /// Beyond ±10 million m².
    TooLarge,
}

impl fmt::Display for AreaError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotANumber => "not a number",
            Self::TooPrecise => "more than two decimals",
            Self::TooLarge => "too large",
        })
    }
}

impl std::error::Error for AreaError {}

const LIMIT: i64 = 1_000_000_000;

impl Area {
    /// From hundredths of a square metre.
    pub const fn from_hundredths(hundredths: i64) -> Self {
        Self(hundredths)
    }

    /// In hundredths of a square metre.
    pub const fn hundredths(self) -> i64 {
        self.0
    }

    /// Reads `89.37` or `1,024.50`: square metres with at most two decimals (trailing zeros may
    /// follow, as spreadsheets write them).
    pub fn parse(text: &str) -> Result<Self, AreaError> {
        let text = text.trim();
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        if !well_grouped(whole) || !fraction.bytes().all(|b| b.is_ascii_digit()) {
            return Err(AreaError::NotANumber);
        }
        let fraction = fraction.trim_end_matches('0');
        if fraction.len() > 2 {
            return Err(AreaError::TooPrecise);
        }
        let mut hundredths: i64 = 0;
        let places = whole.bytes().filter(u8::is_ascii_digit);
        let decimals = fraction.bytes().chain(std::iter::repeat(b'0')).take(2);
        for digit in places.chain(decimals) {
            hundredths = hundredths * 10 + i64::from(digit - b'0');
            if hundredths > LIMIT {
                return Err(AreaError::TooLarge);
            }
        }
        Ok(Self(if negative { -hundredths } else { hundredths }))
    }

    /// The sum, or `None` beyond what an `i64` holds.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }
}

/// Digits alone, or in thousands groups.
fn well_grouped(whole: &str) -> bool {
    let mut groups = whole.split(',');
    let Some(first) = groups.next() else { return false };
    let digits = |group: &str| !group.is_empty() && group.bytes().all(|b| b.is_ascii_digit());
    let mut grouped = false;
    let rest = groups.all(|group| {
        grouped = true;
        group.len() == 3 && digits(group)
    });
    digits(first) && rest && (!grouped || first.len() <= 3)
}

impl fmt::Display for Area {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let value = self.0.unsigned_abs();
        write!(f, "{sign}{}.{:02}", value / 100, value % 100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deeds_and_spreadsheets_are_read_to_the_hundredth() {
        for (text, hundredths) in [
            ("89.37", 8937),
            (" 1,024.50 ", 102_450),
            ("12.5", 1250),
            ("100", 10_000),
            ("-3.10", -310),
            ("12.500", 1250),
        ] {
            assert_eq!(Area::parse(text), Ok(Area::from_hundredths(hundredths)), "{text}");
        }
        assert_eq!(Area::from_hundredths(102_450).to_string(), "1024.50");
    }

    #[test]
    fn what_is_no_area_says_why() {
        for (text, why) in [
            ("约九十", AreaError::NotANumber),
            ("", AreaError::NotANumber),
            ("1,02.5", AreaError::NotANumber),
            ("89.375", AreaError::TooPrecise),
            ("99999999999", AreaError::TooLarge),
        ] {
            assert_eq!(Area::parse(text), Err(why), "{text}");
        }
    }
}
