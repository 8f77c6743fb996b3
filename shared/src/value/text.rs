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
/// other than line breaks, and bidirectional controls (`threats.md` W4). A text of which nothing can be
/// seen is empty.
pub fn check_text(text: &str, max: usize) -> Result<String, TextError> {
    let text = text.trim().replace("\r\n", "\n");
    if text.chars().all(is_invisible) {
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

/// The same for a text of one line: a name, a part of a place.
pub fn check_line(text: &str, max: usize) -> Result<String, TextError> {
    let line = check_text(text, max)?;
    let breaks = |c: char| matches!(c, '\n' | '\u{2028}' | '\u{2029}');
    if line.contains(breaks) { Err(TextError::Forbidden) } else { Ok(line) }
}

/// Blanks, and the signs of Unicode that take no room or leave it empty: joiners, fillers, variation
/// selectors, tags. Some join the parts of an emoji, so only a text of nothing else is refused.
fn is_invisible(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '\u{ad}'
                | '\u{34f}'
                | '\u{115f}'
                | '\u{1160}'
                | '\u{17b4}'
                | '\u{17b5}'
                | '\u{180b}'..='\u{180f}'
                | '\u{200b}'..='\u{200d}'
                | '\u{2060}'..='\u{2064}'
                | '\u{2800}'
                | '\u{3164}'
                | '\u{fe00}'..='\u{fe0f}'
                | '\u{ffa0}'
                | '\u{e0000}'..='\u{e0fff}'
        )
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
    fn a_text_of_which_nothing_can_be_seen_is_empty() {
        for text in ["\u{200b}", "\u{200d}\u{2060} ", "\u{3164}", "\u{2800}\u{fe0f}", "\u{e0041}"] {
            assert_eq!(check_text(text, 100), Err(TextError::Empty), "{text:?}");
        }
        assert_eq!(check_text("👨\u{200d}👩", 4), Ok("👨\u{200d}👩".to_owned()));
    }

    #[test]
    fn a_line_has_no_break() {
        assert_eq!(check_line(" 楼道 ", 4), Ok("楼道".to_owned()));
        for text in ["楼\n道", "楼\r\n道", "楼\t道", "楼\u{2028}道", "楼\u{85}道"] {
            assert_eq!(check_line(text, 10), Err(TextError::Forbidden), "{text:?}");
        }
    }

    #[test]
    fn direction_changes_and_nul_are_refused() {
        for text in ["a\u{202e}b", "a\0b", "\u{2066}x"] {
            assert_eq!(check_text(text, 100), Err(TextError::Forbidden));
        }
    }
}
