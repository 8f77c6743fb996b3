//! Looking all choices over while the phone seals them; nothing is cast yet.

use shared::api::vote::MatterView;
use shared::domain::vote::{CandidateId, MatterDraft, Weight};
use yew::prelude::*;
use yew_router::hooks::use_navigator;

use super::choices::{Choices, Mark, matters_of, use_choices};
use super::choose::icon;
use super::sealing::{Sealing, use_sealing};
use super::{NeedsNetwork, StepProps, step_of};
use crate::hook::{use_session, use_text};
use crate::i18n::Text;
use crate::page::vote::meeting::units;
use crate::page::vote::path::{Path, Step};
use crate::page::vote::words::{area_of, persons_of};
use crate::ui::{Aside, Button, ButtonLink, Card, Icon, Kind, Link, Page};

/// The page of all choices.
#[component]
pub(super) fn Review(props: &StepProps) -> Html {
    let text = use_text();
    let say = &text.vote().cast;
    let session = use_session();
    let navigator = use_navigator();
    let StepProps { view, party, .. } = props;
    let choices = use_choices(view.id, party.party);
    let matters = matters_of(view, party);
    let first_open = choices
        .get()
        .and_then(|all| matters.iter().position(|(matter, _)| all.of(matter.id).is_none()));
    // Who comes here by an address first chooses.
    let back = first_open.map(|index| props.at(Step::Choose(index)));
    use_effect_with(back, move |back| {
        if let (Some(back), Some(navigator)) = (back, &navigator) {
            navigator.replace(back);
        }
    });
    let whole = choices.get().filter(|_| first_open.is_none()).cloned();
    let (sealing, again) = use_sealing(view.clone(), party.clone(), whole.clone());
    let rows = whole.iter().flat_map(|choices| {
        matters.iter().map(move |(matter, sight)| row(text, props, choices, matter, sight))
    });
    let name = session.me.as_ref().map(|me| me.name.clone()).unwrap_or_default();
    let one = match matters.as_slice() {
        [(matter, _)] => party.weights.iter().find(|of| of.matter == matter.id).map(|of| of.weight),
        _ => None,
    };
    let foot = html! {
        <>
            if matches!(sealing, Sealing::Sealed(_)) {
                <ButtonLink label={say.go_code} to={props.at(Step::Code)} />
            } else {
                <Button label={say.go_code} disabled=true />
            }
            <ButtonLink kind={Kind::Quiet} label={say.change} to={props.at(Step::Choose(0))} />
        </>
    };
    html! {
        <Page title={say.title} above={Path::Meeting(view.id).route()} {foot}>
            <NeedsNetwork />
            <div class="matter">
                <p class="sub">{ step_of(text, matters.len() + 1, matters.len()) }{ " " }{ say.not_yet }</p>
            </div>
            { for rows }
            <Card class="gap">{ facts(text, &name, &units(text, party), one) }</Card>
            { sealed(text, props, &sealing, &again) }
            <Aside icon="alert"><b class="strong">{ say.final_word }</b>{ say.final_why }</Aside>
        </Page>
    }
}

/// One matter with its choice, and the way back to it.
fn row(
    text: &Text,
    props: &StepProps,
    choices: &Choices,
    matter: &MatterDraft,
    sight: &MatterView,
) -> Html {
    let say = &text.vote().cast;
    let Some(mark) = choices.of(matter.id) else { return Html::default() };
    let matters = matters_of(&props.view, &props.party);
    let index = matters.iter().position(|(of, _)| of.id == matter.id).unwrap_or_default();
    let several = matters.len() > 1;
    let (symbol, words) = chosen(text, sight, mark);
    html! {
        <section key={matter.id.to_string()} class={classes!("card", "review", several.then_some("many"))}>
            <p class="sub">{ matter.title.clone() }</p>
            <div class="choice"><Icon name={symbol} /><span>{ words }</span></div>
            if several {
                <Link class="more" to={props.at(Step::Choose(index))}>{ say.change }</Link>
            }
        </section>
    }
}

/// A choice with its symbol, in words.
pub(super) fn chosen(text: &Text, sight: &MatterView, mark: &Mark) -> (&'static str, String) {
    let say = &text.vote().cast;
    match mark {
        Mark::One(choice) => (icon(*choice), (say.choice)(*choice).to_owned()),
        Mark::Names(names) if names.is_empty() => ("abstain", say.nobody_word.to_owned()),
        Mark::Names(names) => {
            let marked = |id: CandidateId| names.contains(&id);
            let listed: Vec<&str> = sight
                .candidates
                .iter()
                .filter(|candidate| marked(candidate.id))
                .map(|candidate| candidate.name.as_str())
                .collect();
            ("yes", listed.join(text.vote().matter.comma))
        }
    }
}

fn facts(text: &Text, name: &str, units: &str, weight: Option<Weight>) -> Html {
    let say = &text.vote().cast;
    html! {
        <dl class="facts">
            <dt>{ say.voter }</dt><dd>{ name.to_owned() }</dd>
            <dt>{ say.units }</dt><dd>{ units.to_owned() }</dd>
            if let Some(weight) = weight {
                <dt>{ say.area }</dt><dd class="num">{ area_of(text, weight.area) }</dd>
                <dt>{ say.persons }</dt><dd class="num">{ persons_of(text, weight.persons) }</dd>
            }
        </dl>
    }
}

/// How far sealing has come: the fingerprint, and the way to check the phone.
fn sealed(text: &Text, props: &StepProps, sealing: &Sealing, again: &Callback<()>) -> Html {
    let say = &text.vote().cast;
    match sealing {
        Sealing::Running => {
            html! { <p class="aside" role="status"><Icon name="lock" /><span>{ say.sealing }</span></p> }
        }
        Sealing::Failed(why) => html! {
            <Card class="gap">
                <p class="why" role="alert"><Icon name="alert" />{ why.say(text) }</p>
                <Button class="gap" kind={Kind::Default} icon="refresh" label={text.common.retry}
                    onclick={again.reform(|_: MouseEvent| ())} />
            </Card>
        },
        Sealing::Sealed(ballot) => html! {
            <Card class="gap">
                <p class="sub">{ say.fingerprint }</p>
                <p class="fingerprint">{ ballot.short() }</p>
                <p class="cap">{ say.fingerprint_why }</p>
                <Link class="more gap" to={props.at(Step::Check)}>{ say.check }</Link>
            </Card>
        },
    }
}
