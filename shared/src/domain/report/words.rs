//! The everyday words by which a resident finds a category (`data/category_words.tsv`).
//!
//! The phone searches while one types: all of it is pure, and works with no network.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::CategoryCode;

mod search;

use search::fold;
pub use search::search;

/// What a resident reads and types for one category.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CategoryWords {
    /// The category, as in `data/routing.tsv`.
    pub code: CategoryCode,
    /// What to press: at most [`LABEL_CHARS`] characters.
    pub label_zh: String,
    /// The same in English.
    pub label_en: String,
    /// The symbol's id in the icon sheet, without `i-`.
    pub icon: String,
    /// The place among the categories shown first, from 1; none for those behind "all".
    pub pick: Option<u8>,
    /// Whom to telephone first where life is at risk, in order: a number, or `DUTY` for the
    /// company's duty room.
    pub call: Vec<String>,
    /// Everyday words and phrases.
    pub words_zh: Vec<String>,
    /// Pinyin initials: of the label, then of each of `words_zh`.
    pub initials: Vec<String>,
    /// English words and phrases.
    pub words_en: Vec<String>,
}

impl CategoryWords {
    /// Whether residents may choose it. Leads of the 12345 hotline enter by the petition bureau
    /// alone (A03-1).
    pub fn is_offered(&self) -> bool {
        self.code.as_str() != "HOTLINE_LEAD"
    }
}

/// The longest Chinese label, in characters: what two columns hold at 320 px.
pub const LABEL_CHARS: usize = 7;
/// How many categories are shown first (`mockups/report.png`).
pub const PICKS: u8 = 14;
/// Whom `call` may name. 96333 frees people shut in a lift.
pub const CALLS: [&str; 5] = ["119", "110", "120", "96333", "DUTY"];

const COLUMNS: [&str; 9] = [
    "category_code",
    "label_zh",
    "label_en",
    "icon",
    "pick",
    "call",
    "words_zh",
    "pinyin",
    "words_en",
];

/// A table that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordsError {
    /// The line, counted from 1.
    pub line: usize,
    /// The column's name; `row` where the fault is the whole line's.
    pub column: &'static str,
    /// What is wrong.
    pub why: &'static str,
}

impl fmt::Display for WordsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "category words line {}, column {}: {}", self.line, self.column, self.why)
    }
}

impl std::error::Error for WordsError {}

/// Reads the table; the first fault stops it. Words must stand in folded form (lower case, half
/// width) already, so that a search need not fold them each time.
pub fn parse(tsv: &str) -> Result<Vec<CategoryWords>, WordsError> {
    let mut lines = (1..).zip(tsv.lines());
    if !lines.next().is_some_and(|(_, header)| header.split('\t').eq(COLUMNS)) {
        return Err(WordsError { line: 1, column: "row", why: "not the expected header" });
    }
    let mut rows: Vec<CategoryWords> = Vec::new();
    for (line, text) in lines {
        let fail = |(column, why)| WordsError { line, column, why };
        let row = read_row(text).map_err(fail)?;
        if rows.iter().any(|other| other.code == row.code) {
            return Err(fail(("category_code", "stands in an earlier line too")));
        }
        if row.pick.is_some() && rows.iter().any(|other| other.pick == row.pick) {
            return Err(fail(("pick", "taken by an earlier line")));
        }
        rows.push(row);
    }
    Ok(rows)
}

/// The column at fault, and what is wrong with it.
type Fault = (&'static str, &'static str);

fn read_row(text: &str) -> Result<CategoryWords, Fault> {
    let fields: Vec<&str> = text.split('\t').collect();
    let [code, label_zh, label_en, icon, pick, call, words_zh, pinyin, words_en] =
        fields.as_slice()
    else {
        return Err(("row", "not nine columns"));
    };
    let row = CategoryWords {
        code: CategoryCode::parse(code).map_err(|_| ("category_code", "not a code"))?,
        label_zh: (*label_zh).to_owned(),
        label_en: (*label_en).to_owned(),
        icon: (*icon).to_owned(),
        pick: read_pick(pick)?,
        call: list(call),
        words_zh: list(words_zh),
        initials: list(pinyin),
        words_en: list(words_en),
    };
    check_row(&row).map(|()| row)
}

fn read_pick(text: &str) -> Result<Option<u8>, Fault> {
    let known = |pick: &u8| (1..=PICKS).contains(pick) && pick.to_string() == text;
    match text {
        "" => Ok(None),
        _ => text.parse().ok().filter(known).map(Some).ok_or(("pick", "not from 1 to 14")),
    }
}

fn list(text: &str) -> Vec<String> {
    if text.is_empty() { Vec::new() } else { text.split(';').map(str::to_owned).collect() }
}

fn check_row(row: &CategoryWords) -> Result<(), Fault> {
    let unfit = |word: &String| word.is_empty() || fold(word) != *word;
    let known = |number: &String| CALLS.contains(&number.as_str());
    let drawn = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    // One letter for each character: a missing or shifted entry is found by its length.
    let spelt = |(initials, word): (&String, &String)| {
        initials.len() == word.chars().count() && initials.bytes().all(|b| b.is_ascii_lowercase())
    };
    let faults = [
        (unfit(&row.label_zh), "label_zh", "empty, or not in folded form"),
        (row.label_zh.chars().count() > LABEL_CHARS, "label_zh", "longer than 7 characters"),
        (fold(&row.label_en).is_empty(), "label_en", "empty"),
        (row.icon.is_empty() || !row.icon.chars().all(drawn), "icon", "not a symbol's id"),
        (!row.call.iter().all(known), "call", "not 119, 110, 120, 96333 or DUTY"),
        (repeats(&row.call), "call", "a number twice"),
        (row.words_zh.is_empty(), "words_zh", "empty"),
        (row.words_zh.iter().any(unfit), "words_zh", "a word is empty or not in folded form"),
        (
            repeats(&row.words_zh) || row.words_zh.contains(&row.label_zh),
            "words_zh",
            "a word twice, or the label again",
        ),
        (
            row.initials.len() != row.words_zh.len().saturating_add(1),
            "pinyin",
            "not one entry for the label and one for each word",
        ),
        (
            !row.initials.iter().zip(spoken(row)).all(spelt),
            "pinyin",
            "not one lower-case letter for each character",
        ),
        (row.words_en.is_empty(), "words_en", "empty"),
        (row.words_en.iter().any(unfit), "words_en", "a word is empty or not in folded form"),
        (repeats(&row.words_en), "words_en", "a word twice"),
    ];
    match faults.into_iter().find(|(wrong, ..)| *wrong) {
        Some((_, column, why)) => Err((column, why)),
        None => Ok(()),
    }
}

fn repeats(words: &[String]) -> bool {
    words.iter().zip(1..).any(|(word, next)| words.iter().skip(next).any(|other| other == word))
}

/// The label, then the words: what `initials` spell.
fn spoken(row: &CategoryWords) -> impl Iterator<Item = &String> + Clone {
    std::iter::once(&row.label_zh).chain(&row.words_zh)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    pub(super) const TABLE: &str = include_str!("../../../../data/category_words.tsv");
    const ROUTING: &str = include_str!("../../../../data/routing.tsv");

    /// A column of the routing table, by category.
    fn routing(column: &str) -> BTreeMap<&'static str, &'static str> {
        let mut lines = ROUTING.lines();
        let place = lines.next().unwrap().split('\t').position(|name| name == column).unwrap();
        lines
            .map(|line| (line.split('\t').next().unwrap(), line.split('\t').nth(place).unwrap()))
            .collect()
    }

    #[test]
    fn every_category_has_exactly_one_row_in_the_order_of_the_routing_table() {
        let rows = parse(TABLE).unwrap();
        let listed: Vec<&str> = rows.iter().map(|row| row.code.as_str()).collect();
        let routed: Vec<&str> =
            ROUTING.lines().skip(1).filter_map(|line| line.split('\t').next()).collect();
        assert_eq!(listed, routed);
    }

    #[test]
    fn every_row_has_enough_words_and_not_too_many() {
        for row in parse(TABLE).unwrap() {
            assert!((8..=20).contains(&row.words_zh.len()), "{}: words_zh", row.code);
            assert!((4..=10).contains(&row.words_en.len()), "{}: words_en", row.code);
            assert_eq!(row.initials.len(), row.words_zh.len() + 1, "{}: pinyin", row.code);
        }
    }

    #[test]
    fn no_word_stands_for_more_than_two_categories_and_no_label_for_two() {
        let rows = parse(TABLE).unwrap();
        let mut users: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for row in &rows {
            for word in &row.words_zh {
                users.entry(word).or_default().push(row.code.as_str());
            }
            let same = rows
                .iter()
                .filter(|other| other.label_zh == row.label_zh || other.label_en == row.label_en);
            assert_eq!(same.count(), 1, "{}", row.label_zh);
        }
        let general: Vec<_> = users.iter().filter(|(_, codes)| codes.len() > 2).collect();
        assert!(general.is_empty(), "{general:?}");
    }

    #[test]
    fn fourteen_are_shown_first_and_the_urgent_four_lead() {
        let mut shown: Vec<_> = parse(TABLE)
            .unwrap()
            .into_iter()
            .filter_map(|row| row.pick.map(|pick| (pick, row)))
            .collect();
        shown.sort_by_key(|(pick, _)| *pick);
        assert!(shown.iter().map(|(pick, _)| *pick).eq(1..=PICKS));
        let urgent: Vec<&str> =
            shown.iter().take(4).map(|(_, row)| row.label_zh.as_str()).collect();
        assert_eq!(urgent, ["消防通道被堵", "飞线充电", "电梯不安全", "高空抛物"]);
    }

    #[test]
    fn numbers_to_call_stand_at_life_safety_only_and_never_name_an_accused_company() {
        let (severity, accused, group) =
            (routing("severity"), routing("exclude_roles"), routing("group"));
        for row in parse(TABLE).unwrap() {
            let code = row.code.as_str();
            assert!(row.call.is_empty() || severity[code] == "P1", "{code} is not life safety");
            let company = row.call.iter().any(|number| number == "DUTY");
            assert!(
                !(company && accused[code].split(';').any(|role| role == "PM")),
                "{code} accuses the company"
            );
            assert!(
                !row.call.is_empty() || severity[code] != "P1" || group[code] != "SAFETY",
                "{code} has nobody to call"
            );
        }
    }

    #[test]
    fn every_icon_is_in_the_icon_sheet() {
        let sheet = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/mockups/icons.svg");
        let Ok(sheet) = std::fs::read_to_string(sheet) else {
            println!("the icons are not checked: no ../shared/mockups/icons.svg");
            return;
        };
        for row in parse(TABLE).unwrap() {
            assert!(
                sheet.contains(&format!("id=\"i-{}\"", row.icon)),
                "{}: {}",
                row.code,
                row.icon
            );
        }
    }

    #[test]
    fn a_fault_names_its_line_and_column() {
        let good = "DOG\t养狗扰民\tDog trouble\tdog\t13\t\t狗叫;狗屎\tygrm;gj;gs\tdog;bark";
        let read = |row: &str| {
            parse(&format!("{}\n{row}\n", COLUMNS.join("\t"))).map_err(|e| e.to_string())
        };
        assert_eq!(read(good).unwrap().len(), 1);
        for (from, to, column) in [
            ("DOG", "dog", "category_code"),
            ("养狗扰民", "养狗扰民真的太烦", "label_zh"),
            ("Dog trouble", "", "label_en"),
            ("\tdog\t13", "\ti dog\t13", "icon"),
            ("13", "15", "pick"),
            ("13", "+3", "pick"),
            ("13\t", "13\t114", "call"),
            ("狗叫", "", "words_zh"),
            ("狗叫", "养狗扰民", "words_zh"),
            ("狗屎", "ＫＴＶ", "words_zh"),
            (";gs", "", "pinyin"),
            ("gj;gs", "gj;gou", "pinyin"),
            ("gj;gs", "gj;GS", "pinyin"),
            ("dog;bark", "Dog", "words_en"),
            ("dog;bark", "dog;dog", "words_en"),
            ("\tdog;bark", "", "row"),
        ] {
            let why = read(&good.replacen(from, to, 1)).unwrap_err();
            assert!(
                why.starts_with(&format!("category words line 2, column {column}: ")),
                "{to}: {why}"
            );
        }
        let twice = read(&format!("{good}\n{good}")).unwrap_err();
        assert_eq!(
            twice,
            "category words line 3, column category_code: stands in an earlier line too"
        );
        let pick = read(&format!("{good}\n{}", good.replacen("DOG", "CAT", 1))).unwrap_err();
        assert_eq!(pick, "category words line 3, column pick: taken by an earlier line");
        assert_eq!(parse("").unwrap_err().line, 1);
    }
}
