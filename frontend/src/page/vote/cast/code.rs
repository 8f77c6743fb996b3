//! The last page: a fresh SMS code confirms one announced ballot, and it is cast.

use shared::api::Code;
use shared::api::account::CodeSent;
use shared::api::vote::{Cast, CastBallot, RequestCastCode};
use yew::prelude::*;
use yew_router::hooks::use_navigator;

use super::choices::{self, matters_of, use_choices};
use super::review::chosen;
use super::{NeedsNetwork, StepProps, receipt, sealing, step_of};
use crate::hook::{use_action, use_text};
use crate::i18n::{Text, say};
use crate::net::clock;
use crate::net::fetch::Failure;
use crate::page::vote::path::{Path, Step};
use crate::page::vote::words::count;
use crate::page::{digits, use_countdown};
use crate::ui::{Button, Field, Icon, Kind, Page};

/// The page of the code.
#[component]
pub(super) fn Confirm(props: &StepProps) -> Html {
    let text = use_text();
    let say = &text.vote().cast;
    let navigator = use_navigator();
    let typed = use_state_eq(String::new);
    let wrong = use_state_eq(|| false);
    let sent = use_state(|| None::<CodeSent>);
    let request = use_action::<RequestCastCode>();
    let cast = use_action::<CastBallot>();
    let (meeting, party) = (props.view.id, props.party.party);
    let sealed = sealing::at_hand(meeting, party);
    let again_in = use_countdown(sent.as_ref().map(|sent| sent.again));
    let refused = cast.failure().or(request.failure()).and_then(Failure::code);
    use_retreat(props, sealed.is_none(), refused);

    let ask = {
        let (request, sent, cast) = (request.clone(), sent.setter(), cast.clone());
        let mark = sealed.as_ref().map(sealing::SealedBallot::mark);
        Callback::from(move |_: MouseEvent| {
            if let Some(mark) = mark.clone() {
                cast.set_failure(None);
                let sent = sent.clone();
                request.run((meeting, party), mark, move |answer| sent.set(Some(answer)));
            }
        })
    };
    let submit = {
        let (typed, wrong, sent, cast) =
            (typed.clone(), wrong.setter(), sent.clone(), cast.clone());
        let ballot = sealed.as_ref().map(|sealed| sealed.ballot.to_string());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let code = digits(&typed);
            let whole = code.len() == 6 && sent.is_some();
            wrong.set(!whole);
            if let (Some(sent), Some(ballot), true) = (&*sent, ballot.clone(), whole) {
                let navigator = navigator.clone();
                let input = Cast { ballot, challenge: sent.challenge, code };
                cast.run((meeting, party), input, move |answer| {
                    receipt::save(meeting, &answer);
                    choices::forget(meeting, party);
                    sealing::forget();
                    if let Some(navigator) = &navigator {
                        navigator.replace(&Path::Receipt(meeting, party).route());
                    }
                });
            }
        })
    };
    let oninput = {
        let typed = typed.setter();
        Callback::from(move |value| typed.set(value))
    };
    let matters = matters_of(&props.view, &props.party).len();
    let alive = sent.as_ref().filter(|sent| sent.expires > clock::now());
    html! {
        <Page title={say.title} above={Path::Meeting(meeting).route()}>
            <NeedsNetwork />
            <div class="matter">
                <p class="sub">{ step_of(text, matters + 2, matters) }{ " " }{ say.not_yet }</p>
                <h2>{ say.code_why }</h2>
            </div>
            if let Some(sealed) = &sealed {
                <p class="sub">{ say.fingerprint }{ " " }<b class="strong">{ sealed.short() }</b></p>
            }
            <form class="gap-m" onsubmit={submit} novalidate=true>
                <Field id="cast-code" label={text.account().code} inputmode="numeric" maxlength="11"
                    autocomplete="one-time-code" value={(*typed).clone()} {oninput}
                    error={wrong.then_some(text.account().code_short)}
                    hint={alive.map(|_| say.code_sent)}>
                    <button type="button" disabled={again_in > 0 || request.busy()} onclick={ask}>
                        { send_label(text, sent.is_some(), again_in) }
                    </button>
                </Field>
                if let Some(demo) = alive.and_then(|sent| sent.demo_code.as_ref()) {
                    <p class="demo gap" role="status">{ (text.account().demo_code)(demo) }</p>
                }
                { why(text, cast.failure().or(request.failure()), cast.failure().is_some()) }
                <CastButton of={props.clone()} busy={cast.busy()} />
            </form>
        </Page>
    }
}

fn send_label(text: &Text, sent: bool, again_in: i64) -> String {
    match (sent, again_in) {
        (false, _) => text.vote().cast.send_code.to_owned(),
        (true, 0) => text.account().code_again.to_owned(),
        (true, seconds) => (text.account().code_again_in)(seconds),
    }
}

/// Without a sealed ballot, or with one that can never be cast, the choices are looked over anew; when
/// somebody of the party was first, the meeting says so.
#[hook]
fn use_retreat(props: &StepProps, unsealed: bool, refused: Option<Code>) {
    let navigator = use_navigator();
    let (review, again) = (props.at(Step::Review), props.again.clone());
    use_effect_with((unsealed, refused), move |(unsealed, refused)| {
        if matches!(refused, Some(Code::AlreadyCast)) {
            again.emit(());
        }
        let dead =
            matches!(refused, Some(Code::BallotBroken | Code::CheckedBallot | Code::KeyChanged));
        if dead {
            sealing::forget();
        }
        if let Some(navigator) = navigator.as_ref().filter(|_| *unsealed) {
            navigator.replace(&review);
        }
    });
}

/// Why it was refused. A cast whose answer was lost can be repeated: the same ballot counts once.
fn why(text: &Text, failure: Option<&Failure>, casting: bool) -> Html {
    let Some(failure) = failure else { return Html::default() };
    let words = if *failure == Failure::Network && casting {
        text.vote().cast.repeat.to_owned()
    } else {
        say(text, failure)
    };
    html! { <p class="why" role="alert"><Icon name="alert" />{ words }</p> }
}

#[derive(PartialEq, Properties)]
struct CastButtonProps {
    of: StepProps,
    busy: bool,
}

/// The last button repeats the choice.
#[component]
fn CastButton(props: &CastButtonProps) -> Html {
    let text = use_text();
    let say = &text.vote().cast;
    let StepProps { view, party, .. } = &props.of;
    let choices = use_choices(view.id, party.party);
    let matters = matters_of(view, party);
    let label = match (matters.as_slice(), choices.get()) {
        ([(matter, sight)], Some(choices)) => {
            let words = choices.of(matter.id).map(|mark| chosen(text, sight, mark).1);
            words.map_or_else(String::new, |words| (say.cast_one)(&words))
        }
        (several, _) => (say.cast_many)(count(several.len())),
    };
    html! { <Button class="gap-m" kind={Kind::Primary} {label} submit=true busy={props.busy} /> }
}
