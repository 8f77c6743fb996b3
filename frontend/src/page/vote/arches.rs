//! Turnout as twin arches, with the arithmetic beside them.

use shared::api::vote::Turnout;
use shared::domain::vote::{Weight, is_quorate};
use yew::prelude::*;

use super::amount::missing;
use super::words::{arch_label, area_of, persons_of, shares};
use crate::hook::use_clock;
use crate::i18n::{Text, time};
use crate::ui::{Icon, TwinArch};

/// The small arches of a list.
pub(super) fn small(text: &Text, part: Weight, whole: Weight) -> Html {
    arches(text, part, whole, false)
}

fn arches(text: &Text, part: Weight, whole: Weight, big: bool) -> Html {
    let say = &text.vote().matter;
    let (upper, lower) = shares(part, whole);
    let label = arch_label(text, (upper, lower));
    html! {
        <TwinArch {big} {upper} {lower} upper_word={say.area} lower_word={say.persons}
            line_word={say.two_thirds} {label} />
    }
}

/// What the quorum still misses, in one sentence.
pub(super) fn missing_line(text: &Text, part: Weight, whole: Weight) -> String {
    let say = &text.vote().list;
    let area = missing(part.area, whole.area);
    let persons = missing(part.persons, whole.persons);
    let (area_words, persons_words) = (area_of(text, area), persons_of(text, persons));
    match (persons, area) {
        (0, 0) => say.enough.to_owned(),
        (_, 0) => (say.missing_persons)(&persons_words),
        (0, _) => (say.missing_area)(&area_words),
        _ => (say.missing)(&persons_words, &area_words),
    }
}

/// The card that asks whether enough take part.
pub(super) fn card(text: &Text, number: Option<u8>, part: Weight, whole: Weight) -> Html {
    let say = &text.vote().matter;
    let (area, persons) = (missing(part.area, whole.area), missing(part.persons, whole.persons));
    let box_of = |word: &'static str, lacks: u64, words: String| {
        html! {
            <div class={classes!((lacks == 0).then_some("ok"))}>
                <span class="cap">{ word }</span>
                <b class="num">{ if lacks == 0 { say.reached.to_owned() } else { words } }</b>
            </div>
        }
    };
    let (area_word, persons_word) = if is_quorate(part, whole) {
        (say.area, say.persons)
    } else {
        (say.area_missing, say.persons_missing)
    };
    html! {
        <section class="card">
            { question(number, say.quorum) }
            { arches(text, part, whole, true) }
            <div class="short">
                { box_of(if area == 0 { say.area } else { area_word }, area, area_of(text, area)) }
                { box_of(if persons == 0 { say.persons } else { persons_word }, persons,
                    persons_of(text, persons)) }
            </div>
            <p class="sub gap">
                { (say.turnout)(&area_of(text, whole.area), &persons_of(text, whole.persons),
                    &area_of(text, part.area), &persons_of(text, part.persons)) }
            </p>
        </section>
    }
}

/// A numbered question as a heading.
pub(super) fn question(number: Option<u8>, words: &'static str) -> Html {
    html! {
        <h2 class="q">
            if let Some(number) = number {
                <b aria-hidden="true">{ number }</b>
            }
            { words }
        </h2>
    }
}

/// What [`Buildings`] shows.
#[derive(PartialEq, Properties)]
pub(super) struct BuildingsProps {
    pub(super) text: &'static Text,
    pub(super) turnout: Turnout,
}

/// Turnout by building, folded; and as of when it is counted.
#[component]
pub(super) fn Buildings(props: &BuildingsProps) -> Html {
    let (text, turnout) = (props.text, &props.turnout);
    let now = use_clock();
    let say = &text.vote().matter;
    // In small scopes the count stands still until midnight.
    let stands = turnout.at.time_of_day().ms() == 0;
    let row = |of: &shared::api::vote::BuildingTurnout| {
        let place = shared::domain::estate::Place::Building {
            building: of.building.clone(),
            stair: None,
            spot: None,
        };
        let (_, persons) = shares(of.participating, of.roll);
        html! {
            <li key={of.building.clone()}>
                <span>{ crate::page::names::place(text, &place) }</span>
                <meter min="0" max="10000" value={persons.to_string()} aria-hidden="true"></meter>
                <span class="num">
                    { (say.building)(&persons_of(text, of.participating.persons),
                        &persons_of(text, of.roll.persons)) }
                </span>
            </li>
        }
    };
    html! {
        <>
            if stands {
                <p class="aside"><Icon name="clock" />
                    <span>{ (say.as_of)(&time::when(text, turnout.at, now)) }</span></p>
            }
            if !turnout.buildings.is_empty() {
                <details class="card fold gap">
                    <summary>{ say.by_building }<Icon name="down" /></summary>
                    <ul class="houses gap-m">{ for turnout.buildings.iter().map(row) }</ul>
                </details>
            }
        </>
    }
}
