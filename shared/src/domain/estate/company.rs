//! 统一社会信用代码: the code that names a company.

use std::fmt;

use crate::value::text_value;

/// A unified social credit code: 18 characters, the last a check character (GB 32100-2015).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(
    feature = "diesel",
    derive(diesel::expression::AsExpression, diesel::deserialize::FromSqlRow)
)]
#[cfg_attr(feature = "diesel", diesel(sql_type = diesel::sql_types::Text))]
pub struct CreditCode(String);

text_value!(CreditCode);

/// The text is no unified social credit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CreditCodeError;

impl fmt::Display for CreditCodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a unified social credit code")
    }
}

impl std::error::Error for CreditCodeError {}

/// The characters in the order of their values; I, O, S, V and Z are left out (GB 32100-2015, 4).
const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

impl CreditCode {
    /// Reads a code; lower case and blanks between groups are taken as typed.
    pub fn parse(text: &str) -> Result<Self, CreditCodeError> {
        let code: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let code = code.to_ascii_uppercase();
        let values: Option<Vec<usize>> =
            code.bytes().map(|byte| ALPHABET.iter().position(|known| *known == byte)).collect();
        match values {
            Some(values) if values.len() == 18 && checks(&values) => Ok(Self(code)),
            _ => Err(CreditCodeError),
        }
    }

    /// The 18 characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The weighted sum with the check character's value is a multiple of 31; the weights are the powers
/// of 3 modulo 31, and the check character weighs 1 (GB 32100-2015, annex A).
fn checks(values: &[usize]) -> bool {
    let (Some(check), digits) = (values.last(), values.iter().take(17)) else { return false };
    let mut weight = 1;
    let mut sum = *check;
    for value in digits {
        sum += value * weight;
        weight = weight * 3 % 31;
    }
    sum % 31 == 0
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for CreditCode {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "CreditCode".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "pattern": "^[0-9A-HJ-NPQRTUWXY]{18}$" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_codes_check_and_a_slip_of_the_finger_does_not() {
        for code in ["91330100799655058B", "91350100M000100Y43", " 9133 0100 7996 5505 8b "] {
            assert!(CreditCode::parse(code).is_ok(), "{code}");
        }
        for code in [
            "91330100799655059B",
            "91330100799655085B",
            "9133010079965505",
            "913301007996550I8B",
            "",
        ] {
            assert_eq!(CreditCode::parse(code), Err(CreditCodeError), "{code}");
        }
    }
}
