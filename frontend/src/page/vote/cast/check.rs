//! Checking the phone: the sealed ballot is opened for another device to seal again, and is void.

use ballot::{Answer, Ask};
use shared::api::vote::MarkChecked;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::sealing::{self, SealedBallot};
use super::{StepProps, choices};
use crate::hook::{use_action, use_text};
use crate::i18n::say;
use crate::net::ballot as engine;
use crate::page::vote::path::{Path, Step};
use crate::ui::{Button, ButtonLink, Card, Icon, Kind, Page, QrCode};

/// The page that opens a ballot.
#[component]
pub(super) fn Check(props: &StepProps) -> Html {
    let text = use_text();
    let words = &text.vote().cast;
    let (meeting, party) = (props.view.id, props.party.party);
    let sealed = use_state_eq(|| sealing::at_hand(meeting, party));
    let sheet = use_state_eq(|| None::<AttrValue>);
    let broken = use_state_eq(|| false);
    let mark = use_action::<MarkChecked>();
    let open = {
        let (mark, sheet, broken) = (mark.clone(), sheet.setter(), broken.setter());
        let sealed = (*sealed).clone();
        Callback::from(move |_: MouseEvent| {
            let Some(sealed) = &sealed else { return };
            let (sheet, broken) = (sheet.clone(), broken.clone());
            // Void on the server first: what anybody has seen can never be cast.
            mark.run((meeting, party), sealed.mark(), move |_| {
                spawn_local(async move {
                    match engine::ask(&Ask::Open {}, None, None).await {
                        Ok(Answer::Sheet { sheet: text }) => sheet.set(Some(text.into())),
                        _ => broken.set(true),
                    }
                    sealing::forget();
                    choices::forget(meeting, party);
                });
            });
        })
    };
    let again =
        html! { <ButtonLink label={words.again} to={props.at(Step::Choose(0))} replace=true /> };
    let foot = match (&*sheet, &*sealed) {
        (None, Some(_)) if !*broken => html! {
            <>
                <Button kind={Kind::Warn} label={words.check_open} busy={mark.busy()} onclick={open} />
                <ButtonLink kind={Kind::Quiet} label={text.common.cancel} to={props.at(Step::Review)}
                    replace=true />
            </>
        },
        _ => again,
    };
    html! {
        <Page title={words.check_title} above={Path::Meeting(meeting).route()} {foot}>
            { fingerprint(words.check_before, sealed.as_ref()) }
            if let Some(sheet) = &*sheet {
                <Card class="gap center">
                    <p>{ words.check_void }</p>
                    <div class="check-square">
                        <QrCode text={sheet.clone()} label={words.check_square} />
                    </div>
                    <pre class="check-text" tabindex="0" aria-label={words.check_square}>{ sheet.clone() }</pre>
                </Card>
            } else {
                <Card class="gap"><p>{ words.check_how }</p></Card>
            }
            if *broken {
                <p class="why" role="alert"><Icon name="alert" />{ words.no_engine }</p>
            }
            if let Some(failure) = mark.failure() {
                <p class="why" role="alert"><Icon name="alert" />{ say(text, failure) }</p>
            }
        </Page>
    }
}

fn fingerprint(before: &'static str, sealed: Option<&SealedBallot>) -> Html {
    let Some(sealed) = sealed else { return Html::default() };
    html! {
        <Card>
            <p class="sub">{ before }</p>
            <p class="fingerprint">{ sealed.short() }</p>
            <p class="cap hash">{ sealed.fingerprint.to_string() }</p>
        </Card>
    }
}
