//! One matter: nothing is chosen until the voter does.

use std::rc::Rc;

use shared::api::vote::{CandidateView, MatterView};
use shared::domain::vote::{CandidateId, Choice, MatterDraft, Weight};
use yew::prelude::*;

use super::choices::{Mark, UseChoices, matters_of, use_choices};
use super::{NeedsNetwork, StepProps, step_of};
use crate::hook::{use_session, use_text};
use crate::i18n::Text;
use crate::page::vote::matter;
use crate::page::vote::meeting::units;
use crate::page::vote::nowhere;
use crate::page::vote::path::{Path, Step};
use crate::page::vote::words::{area_of, count, persons_of};
use crate::ui::{Aside, Bones, Button, Card, Check, Chip, Icon, Page, Tone};
use yew_router::hooks::use_navigator;

/// What [`Choose`] shows.
#[derive(PartialEq, Properties)]
pub(super) struct ChooseProps {
    pub(super) of: StepProps,
    /// Which of the party's matters, from 0.
    pub(super) index: usize,
}

/// The page of one matter's choice.
#[component]
pub(super) fn Choose(props: &ChooseProps) -> Html {
    let text = use_text();
    let care = use_session().care;
    let navigator = use_navigator();
    let missing = use_state_eq(|| false);
    let StepProps { view, party, .. } = &props.of;
    let choices = use_choices(view.id, party.party);
    let say = &text.vote().cast;
    let matters = matters_of(view, party);
    let Some((matter, sight)) = matters.get(props.index).copied() else { return nowhere(text) };
    let Some(chosen) = choices.get().map(|choices| choices.of(matter.id).cloned()) else {
        return html! { <main><Bones /></main> };
    };
    let last = props.index + 1 == matters.len();
    let next = props.of.at(if last { Step::Review } else { Step::Choose(props.index + 1) });
    let onnext = {
        let (missing, whole) = (missing.setter(), chosen.is_some());
        Callback::from(move |_: MouseEvent| {
            missing.set(!whole);
            if let Some(navigator) = navigator.as_ref().filter(|_| whole) {
                navigator.push(&next);
            }
        })
    };
    let foot = html! {
        <>
            if care && last {
                <p class="cap">{ say.review_follows }</p>
            }
            <Button label={if last { say.review } else { say.next }} onclick={onnext} />
        </>
    };
    let onmark = onmark(&choices, matter);
    let weight = party.weights.iter().find(|of| of.matter == matter.id).map(|of| of.weight);
    html! {
        <Page title={say.title} above={Path::Meeting(view.id).route()} {foot}>
            <NeedsNetwork />
            <div class="matter">
                <p class="sub">{ step_of(text, props.index + 1, matters.len()) }</p>
                <h2>{ matter.title.clone() }</h2>
            </div>
            if !care {
                <Card>
                    <p class="said pre">{ matter.summary.clone() }</p>
                    { matter::full(text, matter, Some(sight)) }
                </Card>
            }
            <div class="gap-m">
                { options(text, matter, sight, chosen.as_ref(), &onmark) }
            </div>
            if *missing && chosen.is_none() {
                <p class="why" role="alert"><Icon name="alert" />{ say.choose_one }</p>
            }
            { matter::small(text, Some(sight)) }
            if !care {
                { weight_card(text, &props.of, weight.unwrap_or_default()) }
            }
            <Aside icon="lock">{ say.sealed }</Aside>
        </Page>
    }
}

fn onmark(choices: &UseChoices, matter: &MatterDraft) -> Callback<Option<Mark>> {
    let (choices, matter) = (choices.clone(), matter.id);
    Callback::from(move |mark| {
        if let Some(present) = choices.get() {
            choices.set(present.with(matter, mark));
        }
    })
}

fn options(
    text: &'static Text,
    matter: &MatterDraft,
    sight: &MatterView,
    chosen: Option<&Mark>,
    onmark: &Callback<Option<Mark>>,
) -> Html {
    match matter.seats {
        None => {
            let chosen = match chosen {
                Some(Mark::One(choice)) => Some(*choice),
                _ => None,
            };
            html! { <Question {text} {chosen} onmark={onmark.clone()} /> }
        }
        Some(seats) => {
            let marked = match chosen {
                Some(Mark::Names(names)) => Some(Rc::from(names.as_slice())),
                _ => None,
            };
            let candidates: Rc<[CandidateView]> = sight.candidates.as_slice().into();
            html! { <Names {text} {seats} {candidates} {marked} onmark={onmark.clone()} /> }
        }
    }
}

/// What it weighs, and what that rests on.
fn weight_card(text: &Text, of: &StepProps, weight: Weight) -> Html {
    let say = &text.vote().cast;
    let agent = of.party.standing == shared::api::vote::Standing::Agent;
    html! {
        <Card class="gap-m">
            <div class="weight">
                <span>{ say.weight }</span>
                <b class="num">
                    { (say.weight_of)(&area_of(text, weight.area), &persons_of(text, weight.persons)) }
                </b>
            </div>
            <p class="cap gap-s">{ units(text, &of.party) }</p>
            if of.party.shared {
                <p class="cap">{ say.shared }</p>
            }
            if agent {
                <p class="cap">{ say.agent }</p>
            }
        </Card>
    }
}

#[derive(PartialEq, Properties)]
struct QuestionProps {
    text: &'static Text,
    chosen: Option<Choice>,
    onmark: Callback<Option<Mark>>,
}

/// The symbol of a choice.
pub(super) const fn icon(choice: Choice) -> &'static str {
    match choice {
        Choice::For => "yes",
        Choice::Against => "no",
        Choice::Abstain => "abstain",
    }
}

/// In favour, against, abstain.
#[component]
fn Question(props: &QuestionProps) -> Html {
    let say = &props.text.vote().cast;
    let option = |choice: &Choice| {
        let choice = *choice;
        let on = props.chosen == Some(choice);
        let onchange = props.onmark.reform(move |_: Event| Some(Mark::One(choice)));
        html! {
            <label class={classes!(on.then_some("on"))}>
                <input type="radio" name="choice" checked={on} {onchange} />
                <Icon name={icon(choice)} />
                <span><b>{ (say.choice)(choice) }</b><span class="sub">{ (say.means)(choice) }</span></span>
                if on {
                    <span class="picked"><Chip tone={Tone::Brand} icon="check" text={say.picked} /></span>
                }
            </label>
        }
    };
    html! {
        <fieldset class="ballot">
            <legend class="vh">{ say.choices }</legend>
            { for Choice::ALL.iter().map(option) }
        </fieldset>
    }
}

#[derive(PartialEq, Properties)]
struct NamesProps {
    text: &'static Text,
    seats: u32,
    candidates: Rc<[CandidateView]>,
    marked: Option<Rc<[CandidateId]>>,
    onmark: Callback<Option<Mark>>,
}

/// The names of an election, of which as many may be marked as there are seats.
#[component]
fn Names(props: &NamesProps) -> Html {
    let say = &props.text.vote().cast;
    let marked = props.marked.as_deref().unwrap_or_default();
    let most = usize::try_from(props.seats).unwrap_or(usize::MAX);
    let full = marked.len() >= most;
    let option = |candidate: &CandidateView| {
        let (id, on) = (candidate.id, marked.contains(&candidate.id));
        let mut next: Vec<CandidateId> =
            marked.iter().copied().filter(|other| *other != id).collect();
        if !on {
            next.push(id);
        }
        // Taking the last mark away chooses nothing: nobody abstains by accident.
        let mark = (!next.is_empty()).then_some(Mark::Names(next));
        let onchange = props.onmark.reform(move |_: Event| mark.clone());
        html! {
            <label key={id.to_string()} class={classes!(on.then_some("on"))}>
                <input type="checkbox" checked={on} disabled={full && !on} {onchange} />
                <Icon name={if on { "check" } else { "person" }} />
                <span>
                    <b>{ candidate.name.clone() }</b>
                    <span class="sub two-lines">{ candidate.about.clone() }</span>
                </span>
                if on {
                    <span class="picked"><Chip tone={Tone::Brand} icon="check" text={say.picked} /></span>
                }
            </label>
        }
    };
    let nobody = props.marked.as_ref().is_some_and(|marked| marked.is_empty());
    let onnobody = props.onmark.reform(|ticked: bool| ticked.then(|| Mark::Names(Vec::new())));
    let limit = i64::from(props.seats);
    html! {
        <>
            <p class="strong names-count" role="status">{ (say.marked)(count(marked.len()), limit) }</p>
            <fieldset class="ballot gap-s">
                <legend class="vh">{ say.choices }</legend>
                { for props.candidates.iter().map(option) }
            </fieldset>
            if full {
                <p class="sub gap-s">{ (say.too_many)(limit) }</p>
            }
            if marked.is_empty() {
                <div class="gap">
                    <Check id="nobody" checked={nobody} onchange={onnobody}>{ say.nobody_tick }</Check>
                    <p class="sub">{ say.nobody }</p>
                </div>
            }
        </>
    }
}
