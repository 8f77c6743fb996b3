//! What a search text means: a ticket number, a place, or everyday words for a category.

use shared::domain::report::CategoryCode;
use shared::domain::report::words::{self, CategoryWords};

/// How many categories are suggested.
const SUGGESTED: usize = 3;

/// What a text may mean, the likeliest first; each is sent as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// A category.
    Category(CategoryCode),
    /// A place or a ticket number.
    Text(String),
}

impl Meaning {
    /// What is sent to the server.
    pub(super) fn sent(&self) -> String {
        match self {
            Self::Category(code) => code.to_string(),
            Self::Text(text) => text.clone(),
        }
    }
}

/// Reads a search text against the words of the categories.
pub(super) fn meanings(rows: &[CategoryWords], typed: &str) -> Vec<Meaning> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Vec::new();
    }
    if let Some(text) = number_or_building(typed) {
        return vec![Meaning::Text(text)];
    }
    let found = words::search(rows, typed).into_iter().take(SUGGESTED);
    let categories = found.map(|row| Meaning::Category(row.code.clone()));
    categories.chain([Meaning::Text(typed.to_owned())]).collect()
}

/// `3075-2216` and `30752216` are numbers; `6`, `6 幢`, `6幢2单元` are places, which the server keeps
/// as `6|2|…`.
fn number_or_building(typed: &str) -> Option<String> {
    let folded: String = typed.chars().map(half_width).collect();
    if !folded.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let digits = folded.chars().filter(char::is_ascii_digit).count();
    if digits >= 4 && folded.chars().all(|c| c.is_ascii_digit() || c == '-' || c == ' ') {
        return Some(folded.replace(' ', ""));
    }
    let known = |c: char| c.is_ascii_digit() || " -幢栋号楼单元".contains(c);
    if !folded.chars().all(known) {
        return None;
    }
    let parts: Vec<&str> =
        folded.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    match parts.as_slice() {
        [building] => Some(format!("{building}|")),
        [building, stair] => Some(format!("{building}|{stair}")),
        _ => None,
    }
}

fn half_width(c: char) -> char {
    match c {
        '０'..='９' => u32::from(c).checked_sub(0xfee0).and_then(char::from_u32).unwrap_or(c),
        '－' | '—' | '–' => '-',
        '\u{3000}' => ' ',
        _ => c,
    }
}

/// What stands in the field for what was sent: `6|2` as `6 幢 2 单元` would be typed.
pub(super) fn shown(sent: &str) -> String {
    sent.trim_end_matches('|').replace('|', "-")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows() -> Vec<CategoryWords> {
        words::parse(include_str!("../../../../data/category_words.tsv")).unwrap()
    }

    #[test]
    fn numbers_and_buildings_are_sent_as_the_server_keeps_them() {
        for (typed, sent) in [
            ("3075-2216", "3075-2216"),
            ("3075 2216", "30752216"),
            ("6", "6|"),
            ("６幢", "6|"),
            ("6幢2单元", "6|2"),
            ("6-2", "6|2"),
        ] {
            assert_eq!(meanings(&rows(), typed), [Meaning::Text(sent.to_owned())], "{typed}");
        }
    }

    #[test]
    fn everyday_words_find_a_category_first_and_the_text_stays_possible() {
        let found = meanings(&rows(), "消防通道");
        let first = found.first().map(Meaning::sent).unwrap_or_default();
        assert_eq!(first, "FIRE_LANE_BLOCKED");
        assert_eq!(found.last(), Some(&Meaning::Text("消防通道".to_owned())));
        assert!(meanings(&rows(), " ").is_empty());
    }
}
