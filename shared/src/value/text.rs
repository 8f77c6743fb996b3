//! Free text that people type.

use std::fmt;

/// Why a text is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextError {
    /// Nothing but spaces.
    Empty,
    /// More characters than the field takes.
    TooLong {
        /// What the field takes.
        max: usize,
    },
    /// Control or direction-changing characters, which can make a text read as another.
    Forbidden,
}

impl fmt::Display for TextError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("empty"),
            Self::TooLong { max } => write!(f, "longer than {max} characters"),
            Self::Forbidden => f.write_str("forbidden characters"),
        }
    }
}

impl std::error::Error for TextError {}

/// Trims a text and refuses what a neighbour's screen must never show: NUL, control characters
/// other than line breaks, and bidirectional controls (`threats.md` W4).
pub fn check_text(text: &str, max: usize) -> Result<String, TextError> {
    let text = text.trim().replace("\r\n", "\n");
    if text.is_empty() {
        return Err(TextError::Empty);
    }
    if text.chars().count() > max {
        return Err(TextError::TooLong { max });
    }
    let forbidden = |c: char| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{feff}')
    };
    if text.chars().any(forbidden) { Err(TextError::Forbidden) } else { Ok(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_trimmed_and_counted_in_characters() {
        assert_eq!(check_text("  楼道堆东西\r\n两天了 ", 10), Ok("楼道堆东西\n两天了".to_owned()));
        assert_eq!(check_text("楼道堆东西", 4), Err(TextError::TooLong { max: 4 }));
        assert_eq!(check_text(" \n ", 4), Err(TextError::Empty));
    }

    #[test]
    fn direction_changes_and_nul_are_refused() {
        for text in ["a\u{202e}b", "a\0b", "\u{2066}x"] {
            assert_eq!(check_text(text, 100), Err(TextError::Forbidden));
        }
    }
}
