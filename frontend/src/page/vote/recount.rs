//! Counting again on this phone: everything is downloaded, checked and added up in a worker, and held
//! against what was published and against the receipts that this phone keeps.

use std::rc::Rc;

use ballot::{Answer, Ask, LogKey, MyReceipt, RecountAsk};
use serde::Deserialize;
use shared::api::Nothing;
use shared::api::journal::{GetJournal, GetJournalGrowth, GrowthQuery};
use shared::api::vote::{GetBundle, MeetingView};
use shared::domain::vote::MeetingId;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::amount::grouped;
use super::cast::saved;
use super::path::Path;
use super::use_meeting;
use crate::hook::use_text;
use crate::i18n::{Text, say};
use crate::net::ballot::{self as engine, OnProgress};
use crate::net::fetch::Failure;
use crate::net::{call, journal, json};
use crate::ui::{Aside, Button, Card, Icon, Kind, Page, show};

/// What [`Recount`] shows.
#[derive(PartialEq, Properties)]
pub(super) struct RecountProps {
    pub(super) id: MeetingId,
}

/// How far it has come.
#[derive(Clone, Debug, Default, PartialEq)]
enum Stage {
    /// Not begun.
    #[default]
    Waiting,
    /// The bundle is on its way.
    Loading,
    /// So many ballots of so many are checked.
    Checking(u32, u32),
    /// The worker's word, and the bundle as evidence.
    Told(Rc<Answer>, Rc<str>),
    /// It did not come, or the worker did not load.
    Failed(Option<Failure>),
}

/// The page of the recount.
#[component]
pub(super) fn Recount(props: &RecountProps) -> Html {
    let text = use_text();
    let say = &text.vote().recount;
    let query = use_meeting(props.id);
    let stage = use_state_eq(Stage::default);
    // A page that is left counts no further.
    use_effect_with((), |()| engine::stop);
    let begin = query.data().cloned().map(|view| {
        let stage = stage.setter();
        Callback::from(move |_: MouseEvent| {
            let (view, stage) = (view.clone(), stage.clone());
            spawn_local(async move { run(&view, &stage).await });
        })
    });
    let stop = {
        let stage = stage.setter();
        Callback::from(move |_: MouseEvent| {
            engine::stop();
            stage.set(Stage::Waiting);
        })
    };
    let foot = match (&*stage, begin) {
        (Stage::Loading | Stage::Checking(..), _) => html! {
            <Button kind={Kind::Default} label={say.stop} onclick={stop} />
        },
        (_, None) => Html::default(),
        (Stage::Waiting, Some(onclick)) => html! { <Button label={say.go} {onclick} /> },
        (_, Some(onclick)) => html! {
            <Button kind={Kind::Default} icon="refresh" label={say.again} {onclick} />
        },
    };
    let content = show(&query, |_| {
        html! {
            <>
                <Card><p>{ say.how }</p></Card>
                <div role="status">{ told(text, &stage) }</div>
            </>
        }
    });
    html! {
        <Page title={say.title} above={Path::Result(props.id).route()} {foot}>{ content }</Page>
    }
}

fn told(text: &Text, stage: &Stage) -> Html {
    let words = &text.vote().recount;
    match stage {
        Stage::Waiting => Html::default(),
        Stage::Loading => {
            html! { <p class="aside"><Icon name="refresh" /><span>{ words.loading }</span></p> }
        }
        Stage::Checking(done, of) => html! {
            <Card class="gap">
                <p>{ (words.checking)(&grouped(u64::from(*done)), &grouped(u64::from(*of))) }</p>
                <progress class="count-bar" max={of.to_string()} value={done.to_string()}
                    aria-label={words.title}></progress>
            </Card>
        },
        Stage::Failed(failure) => {
            let why = failure.as_ref().map_or(words.no_engine.to_owned(), |of| say(text, of));
            html! { <p class="why gap" role="alert"><Icon name="alert" />{ why }</p> }
        }
        Stage::Told(answer, bundle) => verdict(text, answer, bundle),
    }
}

/// What the worker found.
fn verdict(text: &Text, answer: &Answer, bundle: &Rc<str>) -> Html {
    let say = &text.vote().recount;
    match answer {
        Answer::Counted { ballots, parties, same: Some(true), mine, .. } => {
            let (ballots, parties) = (grouped(u64::from(*ballots)), grouped(u64::from(*parties)));
            html! {
                <>
                    <div class="proof gap">
                        <Icon name="mark" />
                        <span><b>{ say.same }</b>{ (say.checked)(&ballots, &parties) }</span>
                    </div>
                    { own(text, *mine, bundle) }
                </>
            }
        }
        Answer::Counted { same: None, mine, .. } => html! {
            <><p class="aside"><Icon name="clock" /><span>{ say.not_open }</span></p>
            { own(text, *mine, bundle) }</>
        },
        Answer::Counted { same: Some(false), .. } => {
            broken(text, say.result_differs.to_owned(), bundle)
        }
        Answer::Broken { line, check, why } => {
            let reason = format!("{} ({why})", (say.check)(check));
            broken(text, (say.failed)(i64::from(*line), &reason), bundle)
        }
        _ => html! { <p class="why gap" role="alert"><Icon name="alert" />{ say.no_engine }</p> },
    }
}

/// Whether one's own ballot is counted.
fn own(text: &Text, mine: Option<bool>, bundle: &Rc<str>) -> Html {
    let say = &text.vote().recount;
    match mine {
        Some(true) => html! { <Aside icon="check">{ say.mine_in }</Aside> },
        Some(false) => broken(text, say.mine_missing.to_owned(), bundle),
        None => html! { <Aside icon="info">{ say.no_receipt }</Aside> },
    }
}

/// Something does not hold: what, and the evidence to keep.
fn broken(text: &Text, words: String, bundle: &Rc<str>) -> Html {
    let say = &text.vote().recount;
    let (bundle, file) = (bundle.clone(), say.file);
    let keep = Callback::from(move |_: MouseEvent| {
        call::save(bundle.as_bytes(), "application/jsonl", file);
    });
    html! {
        <Card class="gap">
            <p class="why" role="alert"><Icon name="alert" />{ words }</p>
            <p class="sub gap-s">{ say.failed_why }</p>
            <Button class="gap" kind={Kind::Default} icon="saved" label={say.keep} onclick={keep} />
        </Card>
    }
}

async fn run(view: &MeetingView, stage: &UseStateSetter<Stage>) {
    stage.set(Stage::Loading);
    let told = count(view, stage).await;
    stage.set(match told {
        Ok((answer, bundle)) => Stage::Told(Rc::new(answer), bundle),
        Err(failure) => Stage::Failed(failure),
    });
}

/// Downloads and counts.
async fn count(
    view: &MeetingView,
    stage: &UseStateSetter<Stage>,
) -> Result<(Answer, Rc<str>), Option<Failure>> {
    let bundle = call::text::<GetBundle>(&(view.id,), &Nothing {}).await?;
    let ask = Ask::Recount(question(view, &bundle).await?);
    stage.set(Stage::Checking(0, 1));
    let progress: OnProgress = {
        let stage = stage.clone();
        Rc::new(move |done, of| stage.set(Stage::Checking(done, of)))
    };
    let answer = engine::ask(&ask, Some(&JsValue::from_str(&bundle)), Some(progress)).await;
    engine::stop();
    Ok((answer.map_err(|_| None)?, bundle.into()))
}

/// The bundle's first line, as far as the page reads it.
#[derive(Deserialize)]
struct FirstLine {
    checkpoint: String,
}

/// The size that a checkpoint says: its second line. The worker checks it.
fn size_of(checkpoint: &str) -> Option<u64> {
    checkpoint.lines().nth(1)?.parse().ok()
}

/// What the bundle is held against.
pub(in crate::page) async fn question(
    view: &MeetingView,
    bundle: &str,
) -> Result<RecountAsk, Option<Failure>> {
    // The journal first: what this phone keeps of it must hold before the bundle is held against it.
    let known = journal::check(view.estate).await?.kept;
    let served = call::call::<GetJournal>(&(view.estate,), &Nothing {}).await?;
    let first = bundle.lines().next().and_then(json::read::<FirstLine>);
    let sizes = known
        .as_ref()
        .and_then(|known| size_of(&known.note))
        .zip(first.and_then(|first| size_of(&first.checkpoint)));
    let growth = match sizes.filter(|(kept, served)| kept != served) {
        Some((kept, served)) => {
            let ask = GrowthQuery { from: kept.min(served), to: Some(kept.max(served)) };
            call::call::<GetJournalGrowth>(&(view.estate,), &ask).await?.proof
        }
        None => Vec::new(),
    };
    let (trusted, kept) = known.map(|known| (known.vkey, known.note)).unzip();
    let receipts = saved().into_iter().filter(|of| of.meeting == view.id);
    let key = |key: shared::api::journal::LogKey| LogKey { vkey: key.vkey, note: key.note };
    Ok(RecountAsk {
        community: view.estate,
        meeting: view.id,
        keys: served.keys.into_iter().map(key).collect(),
        trusted,
        kept,
        growth,
        receipts: receipts
            .map(|of| MyReceipt { fingerprint: of.fingerprint, seq: of.seq })
            .collect(),
        results: view.results.clone(),
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_checkpoints_second_line_is_its_size() {
        assert_eq!(super::size_of("linli/x\n1307\nabc=\n\n— sig\n"), Some(1307));
        assert_eq!(super::size_of("linli/x"), None);
    }
}
