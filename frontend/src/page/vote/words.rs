//! Weights and scopes in words.

use shared::domain::estate::Place;
use shared::domain::vote::{MatterScope, Weight, share};

use super::amount::{area, grouped, percent};
use crate::i18n::Text;
use crate::page::names;

/// `52,318.60 ㎡`.
pub(super) fn area_of(text: &Text, hundredths: u64) -> String {
    (text.vote().list.area)(&area(hundredths))
}

/// `486 人`.
pub(super) fn persons_of(text: &Text, persons: u64) -> String {
    (text.vote().list.persons)(&grouped(persons))
}

/// `89.37 ㎡，1 人`: what a ballot weighs.
pub(super) fn weight_of(text: &Text, weight: Weight) -> String {
    (text.common.pair)(&area_of(text, weight.area), &persons_of(text, weight.persons))
}

/// The shares of area and persons, in hundredths of a per cent.
pub(super) fn shares(part: Weight, whole: Weight) -> (u64, u64) {
    (share(part.area, whole.area), share(part.persons, whole.persons))
}

/// The arches as a sentence.
pub(super) fn arch_label(text: &Text, (area, persons): (u64, u64)) -> String {
    (text.vote().matter.arch)(&percent(area), &percent(persons))
}

/// Who decides.
pub(super) fn scope(text: &Text, scope: &MatterScope) -> String {
    let say = &text.vote().matter;
    let building = |building: &String, stair: Option<&String>| {
        let place =
            Place::Building { building: building.clone(), stair: stair.cloned(), spot: None };
        names::place(text, &place)
    };
    match scope {
        MatterScope::Estate {} => say.estate.to_owned(),
        MatterScope::Buildings { buildings } => {
            let names: Vec<String> = buildings.iter().map(|name| building(name, None)).collect();
            (say.buildings)(&names.join(say.comma))
        }
        MatterScope::Stair { building: of, stair } => (say.stair)(&building(of, Some(stair))),
        MatterScope::Units { units } => (say.units)(i64::try_from(units.len()).unwrap_or(i64::MAX)),
    }
}

/// How many, as the texts count.
pub(super) fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
