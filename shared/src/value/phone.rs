//! Chinese mobile numbers.

use std::fmt;

use super::text_value;

/// A +86 mobile number: eleven digits, first `1`, second `3` to `9`.
///
/// `Debug` and [`Phone::masked`] hide the middle; [`Phone::as_str`] is for the database, the gateway
/// and its owner's own page only (`domain.md` 8).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(
    feature = "diesel",
    derive(diesel::expression::AsExpression, diesel::deserialize::FromSqlRow)
)]
#[cfg_attr(feature = "diesel", diesel(sql_type = diesel::sql_types::Text))]
pub struct Phone(String);

text_value!(Phone);

/// The text is no +86 mobile number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PhoneError;

impl fmt::Display for PhoneError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a mobile number")
    }
}

impl std::error::Error for PhoneError {}

impl Phone {
    /// Reads `138 1234 5678`, `+86 138-1234-5678` and the like.
    pub fn parse(text: &str) -> Result<Self, PhoneError> {
        let mut digits = String::with_capacity(11);
        let text = text.trim();
        let rest = text.strip_prefix("+86").or_else(|| text.strip_prefix("0086")).unwrap_or(text);
        for letter in rest.chars() {
            match letter {
                '0'..='9' => digits.push(letter),
                ' ' | '-' | '\u{a0}' => {}
                _ => return Err(PhoneError),
            }
        }
        let mobile = matches!(digits.as_bytes(), [b'1', b'3'..=b'9', ..]) && digits.len() == 11;
        if mobile { Ok(Self(digits)) } else { Err(PhoneError) }
    }

    /// The eleven digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// `138****5678`.
    pub fn masked(&self) -> String {
        let head = self.0.get(..3).unwrap_or_default();
        let tail = self.0.get(7..).unwrap_or_default();
        format!("{head}****{tail}")
    }
}

impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked())
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Phone {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Phone".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "pattern": "^1[3-9][0-9]{9}$" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mobiles_are_read_as_people_write_them_and_masked_in_logs() {
        for text in ["13812345678", "+86 138-1234-5678", "0086 138 1234 5678"] {
            let phone = Phone::parse(text).unwrap();
            assert_eq!(phone.as_str(), "13812345678");
            assert_eq!(format!("{phone:?}"), "138****5678");
        }
    }

    #[test]
    fn other_numbers_are_refused() {
        for text in ["", "1381234567", "12345678901", "+1 202 555 0100", "13812345678a"] {
            assert_eq!(Phone::parse(text), Err(PhoneError), "{text}");
        }
    }
}
