//! Inputs of the offices, checked field by field.

use shared::api::{FieldRule, Problem};
use shared::value::{TextError, check_line};

use crate::failure::Failure;

/// A field that breaks a rule.
pub(super) fn wrong(pointer: &str, rule: FieldRule) -> Failure {
    Problem::field(pointer, rule).into()
}

/// A text of one line.
pub(super) fn line(text: &str, max: usize, pointer: &str) -> Result<String, Failure> {
    let rule = match check_line(text, max) {
        Ok(text) => return Ok(text),
        Err(TextError::Empty) => FieldRule::Required,
        Err(TextError::TooLong { .. }) => FieldRule::TooLong,
        Err(TextError::Forbidden) => FieldRule::Malformed,
    };
    Err(wrong(pointer, rule))
}

/// A number as it is dialled: digits with blanks, hyphens, a plus before and an extension after
/// `转`.
pub(super) fn dialled(text: &str, pointer: &str) -> Result<String, Failure> {
    let number = line(text, 30, pointer)?;
    let fits = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '-' | '+' | '转');
    let digits = number.chars().filter(char::is_ascii_digit).count();
    if number.chars().all(fits) && (3..=20).contains(&digits) {
        Ok(number)
    } else {
        Err(wrong(pointer, FieldRule::Malformed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_kept_as_people_dial_them() {
        for number in ["96333", "0575-8412 3300", "0575-84123300转802", "+86 138 1234 5678"] {
            assert_eq!(dialled(number, "/number").unwrap(), number);
        }
        for number in ["", "12", "tel:110", "0575-8412\n3300", "call me"] {
            assert!(dialled(number, "/number").is_err(), "{number}");
        }
    }

    #[test]
    fn a_name_is_one_line() {
        assert_eq!(line(" 鉴水苑 ", 40, "/name").unwrap(), "鉴水苑");
        for name in ["", "鉴水\n苑", "\u{202e}苑", "一二三四五六七"] {
            assert!(line(name, 6, "/name").is_err(), "{name}");
        }
    }
}
