//! Objections to the roll, and answering them: voting does not open before.

use std::rc::Rc;

use shared::api::Nothing;
use shared::api::vote::{
    AnswerObjection, ListObjections, NOTE_MAX, ObjectionAnswer, ObjectionView,
};
use shared::domain::vote::MeetingId;
use shared::value::Timestamp;
use yew::prelude::*;

use super::act::use_kept;
use crate::hook::{use_action, use_clock, use_query, use_text};
use crate::i18n::{Text, say, time};
use crate::net::draft;
use crate::ui::{
    Button, Cell, Cells, Chip, Choice, Head, Icon, Segmented, Sheet, TextArea, Tone, use_toast,
};

#[derive(PartialEq, Properties)]
pub(super) struct ObjectionsProps {
    pub(super) id: MeetingId,
    /// Whether the seat answers them now.
    pub(super) answers: bool,
}

/// All objections, those that wait first.
#[component]
pub(super) fn Objections(props: &ObjectionsProps) -> Html {
    let text = use_text();
    let now = use_clock();
    let list = use_query::<ListObjections>((props.id,), Nothing {});
    let chosen = use_state_eq(|| None::<Rc<ObjectionView>>);
    let close = {
        let chosen = chosen.setter();
        Callback::from(move |()| chosen.set(None))
    };
    let mut of: Vec<&ObjectionView> =
        list.data().map(|list| list.objections.iter().collect()).unwrap_or_default();
    if of.is_empty() {
        return Html::default();
    }
    of.sort_by_key(|objection| objection.answered.is_some());
    let row = |objection: &&ObjectionView| {
        let onclick = (props.answers && objection.answered.is_none()).then(|| {
            let (chosen, objection) = (chosen.setter(), Rc::new((*objection).clone()));
            Callback::from(move |_: MouseEvent| chosen.set(Some(objection.clone())))
        });
        row(text, objection, now, onclick)
    };
    html! {
        <>
            <Head title={text.meeting().roll.objections} />
            <Cells plain=true>{ for of.iter().map(row) }</Cells>
            <Sheet id="answer" open={chosen.is_some()} onclose={close.clone()}
                title={text.meeting().roll.answer}>
                if let Some(objection) = &*chosen {
                    <AnswerForm key={objection.id.to_string()} id={props.id}
                        objection={objection.clone()} ondone={close} />
                }
            </Sheet>
        </>
    }
}

fn row(
    text: &Text,
    of: &ObjectionView,
    now: Timestamp,
    onclick: Option<Callback<MouseEvent>>,
) -> Html {
    let words = &text.vote().roll;
    let (tone, word) = match of.upheld {
        None => (Tone::Wait, words.waits),
        Some(true) => (Tone::Brand, words.upheld),
        Some(false) => (Tone::Grey, words.dismissed),
    };
    let when = time::when(text, of.at, now);
    let who = of.unit.as_ref().map_or(when.clone(), |unit| (text.common.pair)(unit, &when));
    let answer = of
        .answer
        .as_ref()
        .zip(of.answered)
        .map(|(answer, at)| (words.answer)(&time::when(text, at, now), answer));
    html! {
        <Cell key={of.id.to_string()} title={of.words.clone()} sub={AttrValue::from(who)} {onclick}
            below={html! {
                if let Some(answer) = answer {
                    <span class="cap block">{ answer }</span>
                }
            }}>
            <Chip {tone} text={word} />
        </Cell>
    }
}

#[derive(PartialEq, Properties)]
struct AnswerFormProps {
    id: MeetingId,
    objection: Rc<ObjectionView>,
    ondone: Callback<()>,
}

/// Whether it was right, and what was found and done.
#[component]
fn AnswerForm(props: &AnswerFormProps) -> Html {
    let text = use_text();
    let words = &text.meeting().roll;
    let toast = use_toast();
    let key = format!("objection-answer/{}", props.objection.id);
    let (typed, oninput) = use_kept(key.clone());
    let upheld = use_state_eq(|| None::<bool>);
    let missing = use_state_eq(|| (false, false));
    let action = use_action::<AnswerObjection>();
    let choices: Rc<[Choice]> =
        [Choice::new("yes", words.upheld), Choice::new("no", words.dismissed)].into();
    let value = match *upheld {
        Some(true) => "yes",
        Some(false) => "no",
        None => "",
    };
    let choose = {
        let upheld = upheld.setter();
        Callback::from(move |word: AttrValue| upheld.set(Some(word == "yes")))
    };
    let onsubmit = {
        let (typed, upheld, missing) = (typed.clone(), *upheld, missing.setter());
        let (action, ondone) = (action.clone(), props.ondone.clone());
        let (meeting, objection) = (props.id, props.objection.id);
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let words = typed.trim().to_owned();
            missing.set((words.is_empty(), upheld.is_none()));
            let Some(upheld) = upheld.filter(|_| !words.is_empty()) else { return };
            let (ondone, toast, key) = (ondone.clone(), toast.clone(), key.clone());
            action.run((meeting, objection), ObjectionAnswer { words, upheld }, move |_| {
                wasm_bindgen_futures::spawn_local(async move { draft::remove(&key).await });
                toast.say(text.meeting().roll.answered);
                ondone.emit(());
            });
        })
    };
    let bad = action.field(text, "/words");
    html! {
        <form {onsubmit} novalidate=true>
            <p class="text">{ props.objection.words.clone() }</p>
            <p class="sub gap-s">{ words.answer_why }</p>
            <div class="gap-m">
                <Segmented name="upheld" label={words.answer} {choices} {value} onchange={choose} />
                if missing.1 {
                    <p class="why" role="alert"><Icon name="alert" />{ text.common.required }</p>
                }
                <TextArea id="answer-words" label={words.answer_words} value={typed} {oninput}
                    maxlength={NOTE_MAX.to_string()} rows="4"
                    error={missing.0.then_some(text.common.required).or(bad)} />
            </div>
            if let Some(failure) = action.failure().filter(|_| bad.is_none()) {
                <p class="why" role="alert"><Icon name="alert" />{ say(text, failure) }</p>
            }
            <Button class="gap-m" submit=true label={words.answer_send} busy={action.busy()} />
        </form>
    }
}
