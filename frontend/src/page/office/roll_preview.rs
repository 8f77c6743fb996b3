//! What a roll holds and would change.

use std::rc::Rc;

use shared::api::estate::{RollPreview, UnitChange, UnitFacts};
use shared::domain::estate::EstateId;
use shared::domain::estate::roll::UnitKey;
use shared::value::Area;
use yew::prelude::*;

use super::roll_clashes::Clashes;
use crate::hook::use_text;
use crate::i18n::{Text, time};
use crate::ui::{Card, Chip, Tone};

#[derive(PartialEq, Properties)]
pub(super) struct PreviewProps {
    pub(super) estate: EstateId,
    pub(super) roll: Rc<RollPreview>,
}

/// A unit in one line, as on the sheet.
pub(super) fn unit_label(text: &Text, unit: &UnitKey) -> String {
    let place = [unit.building.as_str(), &unit.stair, &unit.room];
    let place: Vec<&str> = place.into_iter().filter(|part| !part.is_empty()).collect();
    let kind = text.language.pick(unit.kind.zh(), unit.kind.en());
    format!("{} {kind}", place.join("-"))
}

/// Counts, differences, and the names to decide on.
#[component]
pub(super) fn Preview(props: &PreviewProps) -> Html {
    let text = use_text();
    let roll = &props.roll;
    html! {
        <>
            <Card title={text.office().import.holds} class="gap-l">{ holds(text, roll) }</Card>
            <Card title={text.office().import.changes}>{ changes(text, roll) }</Card>
            // A roll that is stored as it stands asks nothing.
            if !roll.clashes.is_empty() && !unchanged(roll) {
                <Clashes estate={props.estate} clashes={roll.clashes.clone()}
                    total={roll.clashes_total} />
            }
        </>
    }
}

/// An area with its thousands apart.
fn area(text: &Text, area: Area) -> String {
    let said = area.to_string();
    let whole = |digits: &str| digits.parse().map(|n| time::number(text.language, n)).ok();
    match said.split_once('.') {
        Some((digits, rest)) => whole(digits).map(|whole| format!("{whole}.{rest}")),
        None => whole(&said),
    }
    .unwrap_or(said)
}

fn holds(text: &Text, roll: &RollPreview) -> Html {
    let import = &text.office().import;
    let number = |n: u32| time::number(text.language, n.into());
    let kind = |count: &shared::api::estate::KindCount| {
        let name = text.language.pick(count.kind.zh(), count.kind.en());
        let line = (import.kind)(name, &number(count.units), &area(text, count.area));
        html! { <li>{ line }</li> }
    };
    html! {
        <ul class="roll-facts">
            { for roll.kinds.iter().map(kind) }
            <li>{ (import.parties)(&number(roll.flat_parties), &number(roll.parties)) }</li>
            if roll.of_developer > 0 {
                <li>{ (import.developer)(&number(roll.of_developer)) }</li>
            }
            if !roll.skipped_sheets.is_empty() {
                <li>{ (import.skipped)(&roll.skipped_sheets.join("、")) }</li>
            }
        </ul>
    }
}

/// Whether the file holds what is stored already.
fn unchanged(roll: &RollPreview) -> bool {
    roll.change.added + roll.change.changed + roll.change.removed == 0
}

fn changes(text: &Text, roll: &RollPreview) -> Html {
    let import = &text.office().import;
    let change = &roll.change;
    let number = |n: u32| time::number(text.language, n.into());
    if unchanged(roll) {
        return html! { <p>{ import.same }</p> };
    }
    html! {
        <>
            <p class="chips">
                <Chip text={(import.added)(&number(change.added))} tone={Tone::Brand} />
                <Chip text={(import.changed)(&number(change.changed))} tone={Tone::Info} />
                <Chip text={(import.removed)(&number(change.removed))} tone={Tone::Stop} />
                <Chip text={(import.unchanged)(&number(change.unchanged))} />
            </p>
            <p class="sub gap-s">{ import.seats }</p>
            { units(text, (import.removed)(&number(change.removed)), &roll.removed) }
            if !roll.changed.is_empty() {
                <details>
                    <summary>{ (import.changed)(&number(change.changed)) }</summary>
                    { cut(text, change.changed, roll.changed.len()) }
                    <ul class="roll-facts">{ for roll.changed.iter().map(|unit| changed(text, unit)) }</ul>
                </details>
            }
            { units(text, (import.added)(&number(change.added)), &roll.added) }
        </>
    }
}

fn cut(text: &Text, total: u32, shown: usize) -> Html {
    let shown = i64::try_from(shown).unwrap_or(i64::MAX);
    if i64::from(total) > shown {
        html! { <p class="sub">{ (text.office().import.first_of)(shown) }</p> }
    } else {
        Html::default()
    }
}

fn units(text: &Text, title: String, units: &[UnitKey]) -> Html {
    if units.is_empty() {
        return Html::default();
    }
    html! {
        <details>
            <summary>{ title }</summary>
            <ul class="roll-units">
                { for units.iter().map(|unit| html! { <li>{ unit_label(text, unit) }</li> }) }
            </ul>
        </details>
    }
}

fn changed(text: &Text, change: &UnitChange) -> Html {
    let import = &text.office().import;
    let facts = |facts: &UnitFacts| {
        let handover = text.language.pick(facts.handover.zh(), facts.handover.en());
        format!("{} m² · {handover} · {}", facts.area, facts.owners.join("、"))
    };
    html! {
        <li>
            <b>{ unit_label(text, &change.unit) }</b>
            <span class="sub block">{ import.before }{ " " }{ facts(&change.before) }</span>
            <span class="block">{ import.after }{ " " }{ facts(&change.after) }</span>
        </li>
    }
}
