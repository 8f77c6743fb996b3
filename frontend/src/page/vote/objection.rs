//! Objecting to the roll, and what was answered.

use shared::api::Nothing;
use shared::api::vote::{
    ListObjections, NOTE_MAX, NewObjection, ObjectToRoll, ObjectionOf, ObjectionView,
};
use shared::domain::vote::MeetingId;
use yew::prelude::*;

use crate::hook::{use_action, use_clock, use_query, use_text};
use crate::i18n::{Text, say, time};
use crate::net::draft;
use crate::net::id::new_id;
use crate::ui::{Button, Cell, Cells, Chip, Head, Icon, Kind, Sheet, TextArea, Tone, use_toast};

/// What [`Objections`] show.
#[derive(PartialEq, Properties)]
pub(super) struct ObjectionsProps {
    pub(super) id: MeetingId,
    /// Whether the roll may still be put right.
    pub(super) open: bool,
}

/// The reader's objections with their answers, and the form.
#[component]
pub(super) fn Objections(props: &ObjectionsProps) -> Html {
    let text = use_text();
    let words = &text.vote().roll;
    let now = use_clock();
    let list = use_query::<ListObjections>((props.id,), Nothing {});
    let sheet = use_state_eq(|| false);
    let open = {
        let sheet = sheet.setter();
        Callback::from(move |_: MouseEvent| sheet.set(true))
    };
    let onclose = {
        let sheet = sheet.setter();
        Callback::from(move |()| sheet.set(false))
    };
    let objections = list.data().map(|list| list.objections.as_slice()).unwrap_or_default();
    html! {
        <>
            if !objections.is_empty() {
                <Head title={words.objections} />
                <Cells plain=true>
                    { for objections.iter().map(|of| row(text, of, now)) }
                </Cells>
            }
            if props.open {
                <Button class="gap-m" kind={Kind::Default} icon="chat" label={words.object}
                    onclick={open} />
                <Sheet open={*sheet} onclose={onclose.clone()} id="object" title={words.object_title}>
                    <ObjectionForm id={props.id} ondone={onclose} />
                </Sheet>
            }
        </>
    }
}

fn row(text: &Text, of: &ObjectionView, now: shared::value::Timestamp) -> Html {
    let words = &text.vote().roll;
    let (tone, word) = match of.upheld {
        None => (Tone::Wait, words.waits),
        Some(true) => (Tone::Brand, words.upheld),
        Some(false) => (Tone::Grey, words.dismissed),
    };
    let answer =
        of.answer.as_ref().zip(of.answered).map(|(answer, at)| {
            AttrValue::from((words.answer)(&time::when(text, at, now), answer))
        });
    html! {
        <Cell key={of.id.to_string()} title={of.words.clone()} sub={answer}>
            <Chip {tone} text={word} />
        </Cell>
    }
}

#[derive(PartialEq, Properties)]
struct ObjectionFormProps {
    id: MeetingId,
    ondone: Callback<()>,
}

#[component]
fn ObjectionForm(props: &ObjectionFormProps) -> Html {
    let text = use_text();
    let words = &text.vote().roll;
    let toast = use_toast();
    let typed = use_state_eq(String::new);
    let missing = use_state_eq(|| false);
    // Made once: what is sent again after a lost answer is the same objection.
    let own = *use_memo((), |()| new_id::<ObjectionOf>());
    let action = use_action::<ObjectToRoll>();
    let key = format!("objection/{}", props.id);
    {
        let (typed, key) = (typed.setter(), key.clone());
        use_effect_with((), move |()| {
            wasm_bindgen_futures::spawn_local(async move {
                if let Some(kept) = draft::load(&key).await {
                    typed.set(kept.json);
                }
            });
        });
    }
    let oninput = {
        let (typed, key) = (typed.setter(), key.clone());
        Callback::from(move |value: String| {
            let (key, kept) = (key.clone(), value.clone());
            wasm_bindgen_futures::spawn_local(async move {
                // A phone without room keeps no draft; the field keeps it as long as it is open.
                let _ = draft::save(&key, &kept, &[]).await;
            });
            typed.set(value);
        })
    };
    let send = {
        let (typed, missing, action) = (typed.clone(), missing.setter(), action.clone());
        let (meeting, ondone) = (props.id, props.ondone.clone());
        Callback::from(move |_: MouseEvent| {
            let words = typed.trim().to_owned();
            missing.set(words.is_empty());
            if words.is_empty() {
                return;
            }
            let (toast, ondone, key) = (toast.clone(), ondone.clone(), key.clone());
            action.run((meeting,), NewObjection { id: own, words }, move |_| {
                wasm_bindgen_futures::spawn_local(async move { draft::remove(&key).await });
                toast.say(text.vote().roll.sent);
                ondone.emit(());
            });
        })
    };
    let error = if *missing { Some(text.common.required) } else { action.field(text, "/words") };
    html! {
        <>
            <p class="sub">{ words.object_why }</p>
            <div class="gap">
                <TextArea id="objection" label={words.words} value={(*typed).clone()} {oninput}
                    placeholder={words.words_hint} maxlength={NOTE_MAX.to_string()} rows="4"
                    {error} />
            </div>
            if let Some(failure) = action.failure() {
                <p class="why" role="alert"><Icon name="alert" />{ say(text, failure) }</p>
            }
            <Button label={words.send} busy={action.busy()} onclick={send} />
        </>
    }
}
