//! Small forms in a sheet.

use shared::value::{Date, TimeOfDay, Timestamp};
use yew::prelude::*;

use crate::hook::use_text;
use crate::i18n::{Text, say};
use crate::net::fetch::Failure;
use crate::ui::{Button, Field, Kind, Sheet};

/// Why it was not done, as an alert.
pub(super) fn why(text: &Text, failure: Option<&Failure>) -> Html {
    match failure {
        Some(failure) => html! { <p class="why" role="alert">{ say(text, failure) }</p> },
        None => Html::default(),
    }
}

/// What is typed into a field.
pub(super) fn type_in(field: &UseStateHandle<String>) -> Callback<String> {
    let field = field.setter();
    Callback::from(move |typed| field.set(typed))
}

/// The first moment of a day, for showing it.
pub(super) const fn midnight(date: Date) -> Timestamp {
    Timestamp::local(date, TimeOfDay::MIDNIGHT)
}

#[derive(PartialEq, Properties)]
pub(super) struct NameSheetProps {
    /// One of its kind on the page.
    pub(super) id: AttrValue,
    /// Its heading.
    pub(super) title: AttrValue,
    pub(super) open: bool,
    /// The present name.
    #[prop_or_default]
    pub(super) value: AttrValue,
    #[prop_or_default]
    pub(super) placeholder: Option<AttrValue>,
    pub(super) error: Option<AttrValue>,
    pub(super) failure: Option<Failure>,
    pub(super) busy: bool,
    pub(super) onsave: Callback<String>,
    pub(super) onclose: Callback<()>,
}

/// Asks for a name.
#[component]
pub(super) fn NameSheet(props: &NameSheetProps) -> Html {
    let text = use_text();
    let name = use_state_eq(String::new);
    {
        let name = name.setter();
        let value = props.value.to_string();
        use_effect_with(props.open, move |_| name.set(value));
    }
    let onsubmit = {
        let (name, onsave) = (name.clone(), props.onsave.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            onsave.emit((*name).clone());
        })
    };
    // What is wrong with the name stands under it; anything else below.
    let failure = props.failure.as_ref().filter(|_| props.error.is_none());
    html! {
        <Sheet id={props.id.clone()} open={props.open} onclose={props.onclose.clone()}
            title={props.title.clone()}>
            <form {onsubmit} novalidate=true>
                <Field id={format!("{}-name", props.id)} label={text.office().name} maxlength="80"
                    value={(*name).clone()} oninput={type_in(&name)}
                    placeholder={props.placeholder.clone()} error={props.error.clone()} />
                { why(text, failure) }
                <Button class="gap-m" label={text.office().save} submit=true busy={props.busy} />
                <Button kind={Kind::Default} label={text.common.cancel}
                    onclick={props.onclose.reform(|_: MouseEvent| ())} />
            </form>
        </Sheet>
    }
}
