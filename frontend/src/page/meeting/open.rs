//! Sharing the sums after the close: this device counts everything again itself, and shares nothing
//! that it has not added up.

use std::rc::Rc;

use ballot::{Answer, Ask};
use shared::api::Nothing;
use shared::api::vote::{GetBundle, MeetingView, PutShares, Share, ShareList, SumWanted};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::ceremony::BodyProps;
use super::figures;
use super::unlock::{Unlock, hear};
use crate::hook::use_text;
use crate::i18n::{Text, say};
use crate::net::ballot::{self as engine, OnProgress};
use crate::net::fetch::Failure;
use crate::net::{call, live};
use crate::page::vote::question;
use crate::ui::{Aside, Button, Card, Icon, Kind};

/// How far it has come.
#[derive(Clone, Debug, Default, PartialEq)]
enum Stage {
    /// The key is closed.
    #[default]
    Locked,
    /// The bundle is on its way.
    Loading,
    /// So many ballots of so many are checked.
    Checking(u32, u32),
    /// The shares are on their way.
    Sending,
    /// Something in the bundle does not hold: the evidence.
    Broken(String, Rc<str>),
    /// It did not come about.
    Failed(String),
}

/// Why it did not come about.
enum Stop {
    Broken(String, Rc<str>),
    Failed(String),
}

/// The reader's sums: unlock, count, share.
#[component]
pub(super) fn Open(props: &BodyProps) -> Html {
    let text = use_text();
    let words = &text.meeting().ceremony;
    let stage = use_state_eq(Stage::default);
    let Some(mine) = props.mine() else { return Html::default() };
    if props.ceremony.shared.contains(&mine.seat) {
        return html! { <Aside icon="clock">{ words.waiting_other }</Aside> };
    }
    let onopen = {
        let stage = stage.setter();
        let (view, wanted) = (props.view.clone(), props.ceremony.wanted.clone());
        Callback::from(move |()| {
            let (view, wanted, stage) = (view.clone(), wanted.clone(), stage.clone());
            spawn_local(async move {
                let shared = share(text, &view, &wanted, &stage).await;
                engine::stop();
                stage.set(match shared {
                    Ok(()) => Stage::Locked,
                    Err(Stop::Broken(why, bundle)) => Stage::Broken(why, bundle),
                    Err(Stop::Failed(why)) => Stage::Failed(why),
                });
                live::announce(&live::Change::All);
            });
        })
    };
    let unlock = html! {
        <Unlock estate={props.view.estate} point={mine.point.clone()} {onopen} />
    };
    html! {
        <>
            <Card class="gap" title={words.share}>
                <p class="sub">{ words.share_why }</p>
            </Card>
            { match &*stage {
                Stage::Locked => unlock,
                Stage::Failed(why) => html! {
                    <>
                        <p class="why" role="alert"><Icon name="alert" />{ why.clone() }</p>
                        { unlock }
                    </>
                },
                Stage::Broken(why, bundle) => broken(text, why, bundle),
                going => html! { <div role="status">{ progress(text, going) }</div> },
            } }
        </>
    }
}

fn progress(text: &Text, stage: &Stage) -> Html {
    let words = &text.meeting().ceremony;
    let Stage::Checking(done, of) = stage else {
        let word = if *stage == Stage::Loading { words.loading } else { words.sending };
        return html! { <p class="aside"><Icon name="refresh" /><span>{ word }</span></p> };
    };
    let count = |number: u32| figures::number(text, u64::from(number));
    html! {
        <Card class="gap">
            <p>{ (text.vote().recount.checking)(&count(*done), &count(*of)) }</p>
            <progress class="count-bar" max={of.to_string()} value={done.to_string()}
                aria-label={words.share}></progress>
        </Card>
    }
}

/// Something does not hold: nothing was shared, and the evidence can be kept.
fn broken(text: &Text, why: &str, bundle: &Rc<str>) -> Html {
    let words = &text.meeting().ceremony;
    let say = &text.vote().recount;
    let (bundle, file) = (bundle.clone(), say.file);
    let keep = Callback::from(move |_: MouseEvent| {
        // A browser that refuses says so itself.
        call::save(bundle.as_bytes(), "application/jsonl", file);
    });
    html! {
        <Card class="gap">
            <p class="why" role="alert"><Icon name="alert" />{ why.to_owned() }</p>
            <p class="sub gap-s">{ words.not_shared }</p>
            <Button class="gap" kind={Kind::Default} icon="saved" label={say.keep} onclick={keep} />
        </Card>
    }
}

/// Downloads, counts again, and shares what is wanted and nothing else.
async fn share(
    text: &Text,
    view: &MeetingView,
    wanted: &[SumWanted],
    stage: &UseStateSetter<Stage>,
) -> Result<(), Stop> {
    stage.set(Stage::Loading);
    let failed = |failure: Option<Failure>| {
        let why = failure.map(|failure| say(text, &failure));
        Stop::Failed(why.unwrap_or_else(|| text.meeting().key.no_engine.to_owned()))
    };
    let bundle = call::text::<GetBundle>(&(view.id,), &Nothing {})
        .await
        .map_err(|failure| failed(Some(failure)))?;
    let ask = Ask::Share(question(view, &bundle).await.map_err(failed)?);
    stage.set(Stage::Checking(0, 1));
    let progress: OnProgress = {
        let stage = stage.clone();
        Rc::new(move |done, of| stage.set(Stage::Checking(done, of)))
    };
    let answer = hear(text, &ask, Some(&bundle), Some(progress)).await;
    let shares = match answer.map_err(|why| Stop::Failed(why.to_owned()))? {
        Answer::Shares { shares } => only_wanted(shares, wanted),
        Answer::Broken { line, check, why } => {
            let say = &text.vote().recount;
            let reason = format!("{} ({why})", (say.check)(&check));
            return Err(Stop::Broken((say.failed)(i64::from(line), &reason), bundle.into()));
        }
        _ => return Err(failed(None)),
    };
    if shares.is_empty() {
        return Err(Stop::Failed(text.meeting().ceremony.not_signed.to_owned()));
    }
    stage.set(Stage::Sending);
    let sent = call::call::<PutShares>(&(view.id,), &ShareList { shares }).await;
    sent.map(|_| ()).map_err(|failure| failed(Some(failure)))
}

/// Those of the shares that open a sum that is wanted now.
fn only_wanted(shares: Vec<Share>, wanted: &[SumWanted]) -> Vec<Share> {
    let is_wanted = |share: &Share| {
        wanted.iter().any(|sum| {
            (sum.matter, sum.index, sum.weight) == (share.matter, share.index, share.weight)
        })
    };
    shares.into_iter().filter(is_wanted).collect()
}

#[cfg(test)]
mod tests {
    use shared::domain::vote::SumWeight;
    use shared::value::{Id, Timestamp};

    use super::*;

    #[test]
    fn nothing_is_shared_that_is_not_wanted() {
        let matter = Id::v7(Timestamp::from_ms(1), [1; 10]);
        let share = |index, weight| Share {
            matter,
            index,
            weight,
            lock: (0, 1),
            point: String::new(),
            proof: String::new(),
        };
        let wanted = [SumWanted { matter, index: 0, weight: SumWeight::Persons }];
        let all = vec![
            share(0, SumWeight::Persons),
            share(0, SumWeight::Area),
            share(1, SumWeight::Persons),
        ];
        assert_eq!(only_wanted(all, &wanted), [share(0, SumWeight::Persons)]);
    }
}
