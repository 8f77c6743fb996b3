//! What a seat may do now with a meeting. Each step says its consequence before it happens.

use std::rc::Rc;

use shared::api::Code;
use shared::api::vote::{ActOnMeeting, MeetingAct, MeetingView, NOTE_MAX, needs_note};
use shared::domain::vote::MeetingEvent;
use shared::value::{Date, TimeOfDay, Timestamp};
use yew::prelude::*;

use crate::hook::{use_action, use_clock, use_text};
use crate::i18n::{say, time};
use crate::net::{draft, live};
use crate::ui::{Button, Field, Icon, Kind, Sheet, TextArea, use_toast};

/// What [`Acts`] show.
#[derive(PartialEq, Properties)]
pub(super) struct ActsProps {
    pub(super) view: Rc<MeetingView>,
}

/// A button for each step that is the seat's.
#[component]
pub(super) fn Acts(props: &ActsProps) -> Html {
    let text = use_text();
    let words = &text.meeting().course;
    let open = use_state_eq(|| None::<MeetingEvent>);
    let onclose = {
        let open = open.setter();
        Callback::from(move |()| open.set(None))
    };
    let button = |(index, event): (usize, &MeetingEvent)| {
        let (open, event) = (open.setter(), *event);
        let onclick = Callback::from(move |_: MouseEvent| open.set(Some(event)));
        let kind = match (ends(event), index) {
            (true, _) => Kind::Quiet,
            (false, 0) => Kind::Primary,
            (false, _) => Kind::Default,
        };
        html! { <Button key={event.as_str()} {kind} label={(words.act)(event)} {onclick} /> }
    };
    let mut events = props.view.events.clone();
    // What ends a meeting stands last.
    events.sort_by_key(|event| ends(*event));
    let title = open.map_or("", |event| (words.act)(event));
    html! {
        <>
            <div class="acts gap">{ for events.iter().enumerate().map(button) }</div>
            <Sheet id="act" open={open.is_some()} {title} onclose={onclose.clone()}
                mark={open.filter(|event| ends(*event)).map(|_| AttrValue::Static("alert"))}>
                if let Some(event) = *open {
                    <ActForm key={event.as_str()} view={props.view.clone()} {event}
                        ondone={onclose} />
                }
            </Sheet>
        </>
    }
}

/// Whether a step ends what was meant to hold.
const fn ends(event: MeetingEvent) -> bool {
    matches!(event, MeetingEvent::Cancel | MeetingEvent::Revoke | MeetingEvent::Annul)
}

#[derive(PartialEq, Properties)]
struct ActFormProps {
    view: Rc<MeetingView>,
    event: MeetingEvent,
    ondone: Callback<()>,
}

/// The consequence, what the step needs, and the step.
#[component]
fn ActForm(props: &ActFormProps) -> Html {
    let text = use_text();
    let words = &text.meeting().course;
    let now = use_clock();
    let toast = use_toast();
    let (event, view) = (props.event, &props.view);
    let key = format!("meeting-act/{}/{event}", view.id);
    let (note, oninput) = use_kept(key.clone());
    let until = use_state_eq(String::new);
    let missing = use_state_eq(|| (false, false));
    let action = use_action::<ActOnMeeting>();
    let orders = event == MeetingEvent::OrderCorrection;
    let onsubmit = {
        let (note, until, missing) = (note.clone(), until.clone(), missing.setter());
        let (action, view, ondone) = (action.clone(), view.clone(), props.ondone.clone());
        Callback::from(move |submit: SubmitEvent| {
            submit.prevent_default();
            let deadline = Date::parse(&until).ok().filter(|_| orders);
            let lacks = (needs_note(event) && note.trim().is_empty(), orders && deadline.is_none());
            missing.set(lacks);
            if lacks != (false, false) {
                return;
            }
            let note = Some(note.trim().to_owned()).filter(|note| !note.is_empty());
            let act = MeetingAct { event, version: view.version, note, deadline };
            let (ondone, toast, key) = (ondone.clone(), toast.clone(), key.clone());
            action.run((view.id,), act, move |_| {
                wasm_bindgen_futures::spawn_local(async move { draft::remove(&key).await });
                toast.say(text.meeting().course.done);
                ondone.emit(());
            });
        })
    };
    let type_until = {
        let until = until.setter();
        Callback::from(move |typed: String| until.set(typed))
    };
    let again = Callback::from(|_: MouseEvent| live::announce(&live::Change::All));
    let changed = action.failure().is_some_and(|failure| failure.code() == Some(Code::Conflict));
    let bad = |pointer: &str| action.field(text, pointer);
    let named = ["/note", "/deadline"].iter().any(|pointer| bad(pointer).is_some());
    let opens = time::date_with_weekday(text, view.draft.opens, now);
    let tomorrow = Timestamp::local(now.date().plus_days(1), TimeOfDay::MIDNIGHT).date();
    html! {
        <form {onsubmit} novalidate=true>
            <p>{ (words.consequence)(event, &opens) }</p>
            if needs_note(event) {
                <div class="gap-m">
                    <TextArea id="act-note" label={(words.note)(event)} value={note} {oninput}
                        maxlength={NOTE_MAX.to_string()} rows="4"
                        error={missing.0.then_some(text.common.required).or(bad("/note"))} />
                </div>
            }
            if orders {
                <div class="gap-m">
                    <Field id="act-until" kind="date" label={words.until}
                        hint={(words.until_hint)(&tomorrow.to_string())}
                        value={(*until).clone()} oninput={type_until}
                        error={missing.1.then_some(text.common.required).or(bad("/deadline"))} />
                </div>
            }
            if let Some(failure) = action.failure().filter(|_| !named) {
                <p class="why" role="alert"><Icon name="alert" />{ say(text, failure) }</p>
                if changed {
                    <Button kind={Kind::Default} icon="refresh" label={words.look_again}
                        onclick={again} />
                }
            }
            <Button class="gap-m" submit=true label={(words.act)(event)} busy={action.busy()}
                kind={if ends(event) { Kind::Warn } else { Kind::Primary }} />
            <Button kind={Kind::Default} label={text.common.cancel}
                onclick={props.ondone.reform(|_: MouseEvent| ())} />
        </form>
    }
}

/// Words that outlive the sheet: kept on this device as they are typed.
#[hook]
pub(super) fn use_kept(key: String) -> (AttrValue, Callback<String>) {
    let typed = use_state_eq(String::new);
    {
        let typed = typed.setter();
        use_effect_with(key.clone(), move |key| {
            let key = key.clone();
            wasm_bindgen_futures::spawn_local(async move {
                if let Some(kept) = draft::load(&key).await {
                    typed.set(kept.json);
                }
            });
        });
    }
    let oninput = {
        let typed = typed.setter();
        Callback::from(move |value: String| {
            let (key, kept) = (key.clone(), value.clone());
            wasm_bindgen_futures::spawn_local(async move {
                // A browser without room keeps no draft; the field keeps it as long as it is open.
                let _ = draft::save(&key, &kept, &[]).await;
            });
            typed.set(value);
        })
    };
    (AttrValue::from((*typed).clone()), oninput)
}
