//! Names that stand with different numbers: one person, or several?

use std::rc::Rc;

use shared::api::estate::{ClashView, DecideName, NameDecision, SightingView};
use shared::domain::estate::EstateId;
use shared::value::Phone;
use yew::prelude::*;

use super::form::why;
use super::roll_preview::unit_label;
use crate::hook::{use_action, use_text};
use crate::ui::{Button, Card, Check, Chip, Head, Kind, Tone};

/// How many names are shown at a time.
const STEP: usize = 20;

#[derive(PartialEq, Properties)]
pub(super) struct ClashesProps {
    pub(super) estate: EstateId,
    pub(super) clashes: Vec<ClashView>,
    pub(super) total: u32,
}

/// The names, those without a decision first.
#[component]
pub(super) fn Clashes(props: &ClashesProps) -> Html {
    let text = use_text();
    let import = &text.office().import;
    let shown = use_state_eq(|| STEP);
    let mut clashes: Vec<&ClashView> = props.clashes.iter().collect();
    clashes.sort_by_key(|clash| clash.decided);
    let rest = clashes.len().saturating_sub(*shown);
    let more = {
        let (shown, now) = (shown.setter(), *shown);
        Callback::from(move |_: MouseEvent| shown.set(now + STEP))
    };
    let card = |clash: &&ClashView| {
        let key = clash.name.clone();
        let clash = Rc::new((*clash).clone());
        html! { <Clash {key} estate={props.estate} {clash} /> }
    };
    html! {
        <>
            <Head title={(import.clashes)(props.total.into())} />
            <p class="sub">{ import.clashes_why }</p>
            { for clashes.iter().take(*shown).map(card) }
            if rest > 0 {
                <Button class="gap-m" kind={Kind::Quiet} onclick={more}
                    label={(import.clash_more)(i64::try_from(rest.min(STEP)).unwrap_or_default())} />
            }
        </>
    }
}

#[derive(PartialEq, Properties)]
struct ClashProps {
    estate: EstateId,
    clash: Rc<ClashView>,
}

/// One name with its numbers to tick.
#[component]
fn Clash(props: &ClashProps) -> Html {
    let text = use_text();
    let import = &text.office().import;
    let clash = &props.clash;
    // What is decided: in the preview, or since.
    let decided = {
        let before = clash.decided.then(|| clash.same.clone());
        use_state_eq(move || before)
    };
    let ticked = {
        let same = clash.same.clone();
        use_state_eq(move || same)
    };
    let action = use_action::<DecideName>();
    let decide = |same: Vec<Option<Phone>>| {
        let (action, decided, clash) = (action.clone(), decided.setter(), clash.clone());
        let estate = props.estate;
        Callback::from(move |_: MouseEvent| {
            let input = NameDecision {
                name: clash.name.clone(),
                phones: clash.sightings.iter().map(|sighting| sighting.phone.clone()).collect(),
                same: same.clone(),
            };
            let (decided, same) = (decided.clone(), same.clone());
            action.run((estate,), input, move |_| decided.set(Some(same)));
        })
    };
    let tick = |(index, sighting): (usize, &SightingView)| {
        let phone = sighting.phone.clone();
        let onchange = {
            let (ticked, phone) = (ticked.clone(), phone.clone());
            Callback::from(move |on: bool| {
                let mut phones: Vec<_> =
                    ticked.iter().filter(|other| **other != phone).cloned().collect();
                if on {
                    phones.push(phone.clone());
                }
                ticked.set(phones);
            })
        };
        let units: Vec<String> =
            sighting.units.iter().take(2).map(|unit| unit_label(text, unit)).collect();
        let all = if sighting.total > 2 { i64::from(sighting.total) } else { 0 };
        let number = phone.as_ref().map_or(import.clash_no_phone, Phone::as_str).to_owned();
        html! {
            <Check key={index} id={format!("clash-{}-{index}", clash.name)}
                checked={ticked.contains(&phone)} {onchange}>
                <b class="num">{ number }</b>
                <span class="sub block">{ (import.units_of)(&units.join("、"), all) }</span>
            </Check>
        }
    };
    let state = decided.as_ref().map(|same| {
        if same.len() > 1 { import.clash_decided_same } else { import.clash_decided_different }
    });
    html! {
        <Card class="clash">
            <h3>{ &clash.name }</h3>
            if let Some(state) = state {
                <Chip text={state} tone={Tone::Brand} icon="check" />
            }
            { for clash.sightings.iter().enumerate().map(tick) }
            <div class="clash-do">
                <Button kind={Kind::Soft} label={import.clash_same} disabled={ticked.len() < 2}
                    busy={action.busy()} onclick={decide((*ticked).clone())} />
                <Button kind={Kind::Soft} label={import.clash_different} busy={action.busy()}
                    onclick={decide(Vec::new())} />
            </div>
            { why(text, action.failure()) }
        </Card>
    }
}
