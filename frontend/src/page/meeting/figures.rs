//! Weights, shares and amounts in words.

use shared::domain::estate::Place;
use shared::domain::vote::{MatterScope, Weight, share};
use shared::value::Fen;

use crate::i18n::{Text, time};
use crate::page::names;

/// A whole number with its thousands apart.
pub(super) fn number(text: &Text, number: u64) -> String {
    time::number(text.language, i64::try_from(number).unwrap_or(i64::MAX))
}

/// `52,318.60 ㎡`.
pub(super) fn area(text: &Text, hundredths: u64) -> String {
    let words = format!("{}.{:02}", number(text, hundredths / 100), hundredths % 100);
    (text.vote().list.area)(&words)
}

/// `486 人`.
pub(super) fn persons(text: &Text, persons: u64) -> String {
    (text.vote().list.persons)(&number(text, persons))
}

/// `89.37 ㎡ · 1 人`.
pub(super) fn weight(text: &Text, weight: Weight) -> String {
    (text.common.pair)(&area(text, weight.area), &persons(text, weight.persons))
}

/// `62.89%` of a whole.
pub(super) fn percent(part: u64, whole: u64) -> String {
    let share = share(part, whole);
    format!("{}.{:02}%", share / 100, share % 100)
}

/// `120,000.00`: yuan.
pub(super) fn yuan(text: &Text, amount: Fen) -> String {
    let fen = amount.get();
    format!("{}.{:02}", time::number(text.language, fen / 100), fen.rem_euclid(100))
}

/// How many, as the texts count.
pub(super) fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// Who decides.
pub(super) fn scope(text: &Text, scope: &MatterScope) -> String {
    let say = &text.vote().matter;
    let building = |building: &str, stair: Option<&str>| {
        let (building, stair) = (building.to_owned(), stair.map(str::to_owned));
        names::place(text, &Place::Building { building, stair, spot: None })
    };
    match scope {
        MatterScope::Estate {} => say.estate.to_owned(),
        MatterScope::Buildings { buildings } => {
            let names: Vec<String> = buildings.iter().map(|name| building(name, None)).collect();
            (say.buildings)(&names.join(say.comma))
        }
        MatterScope::Stair { building: of, stair } => (say.stair)(&building(of, Some(stair))),
        MatterScope::Units { units } => (say.units)(count(units.len())),
    }
}
