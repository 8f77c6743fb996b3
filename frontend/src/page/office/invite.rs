//! Inviting somebody to a seat: the link is made once and given to the person alone.

use std::rc::Rc;

use shared::api::account::{InvitationOf, Invite, NewInvitation};
use shared::domain::account::{Role, Scope};
use shared::value::Timestamp;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use yew::prelude::*;

use super::form::{type_in, why};
use crate::hook::{use_action, use_clock, use_text};
use crate::i18n::{Text, time};
use crate::net::id::new_id;
use crate::net::js;
use crate::ui::{Button, Choice, Field, Kind, Pick, QrCode, Sheet, use_toast};

/// A seat that may be offered.
#[derive(Clone, PartialEq)]
pub(super) struct Offer {
    /// `社区 · 清溪社区`.
    label: AttrValue,
    role: Role,
    scope: Scope,
}

impl Offer {
    /// A role at a place.
    pub(super) fn new(text: &Text, role: Role, place: &str, scope: Scope) -> Self {
        let label = format!("{} · {place}", (text.account().role)(role)).into();
        Self { label, role, scope }
    }
}

/// What was made: the link's secret, and until when it works.
#[derive(Clone, PartialEq)]
struct Link {
    secret: AttrValue,
    expires: Timestamp,
}

#[derive(PartialEq, Properties)]
pub(super) struct InvitationProps {
    pub(super) offers: Rc<[Offer]>,
}

/// A button and its sheet: first the form, then the link.
#[component]
pub(super) fn Invitation(props: &InvitationProps) -> Html {
    let text = use_text();
    let open = use_state_eq(|| false);
    let made = use_state_eq(|| None::<Link>);
    let show = {
        let (open, made) = (open.setter(), made.setter());
        Callback::from(move |_: MouseEvent| {
            made.set(None);
            open.set(true);
        })
    };
    let close = {
        let open = open.setter();
        Callback::from(move |()| open.set(false))
    };
    let onmade = {
        let made = made.setter();
        Callback::from(move |link: Link| made.set(Some(link)))
    };
    let title = if made.is_some() { text.office().invite_link } else { text.office().invite };
    html! {
        <>
            <Button class="gap-m" kind={Kind::Default} icon="plus" label={text.office().invite}
                onclick={show} />
            <Sheet id="invite" open={*open} onclose={close} {title}>
                if let Some(link) = &*made {
                    <MadeLink made={link.clone()} />
                } else {
                    <Form offers={props.offers.clone()} {onmade} />
                }
            </Sheet>
        </>
    }
}

#[derive(PartialEq, Properties)]
struct FormProps {
    offers: Rc<[Offer]>,
    onmade: Callback<Link>,
}

#[component]
fn Form(props: &FormProps) -> Html {
    let text = use_text();
    let first = || if props.offers.len() == 1 { "0" } else { "" };
    let chosen = use_state_eq(|| AttrValue::Static(first()));
    let (name, phone) = (use_state_eq(String::new), use_state_eq(String::new));
    let missing = use_state_eq(|| false);
    let id = use_state(new_id::<InvitationOf>);
    let action = use_action::<Invite>();
    let choose = {
        let chosen = chosen.setter();
        Callback::from(move |value| chosen.set(value))
    };
    let onsubmit = {
        let (name, phone, chosen) = (name.clone(), phone.clone(), chosen.clone());
        let (action, offers, onmade) = (action.clone(), props.offers.clone(), props.onmade.clone());
        let (id, missing) = (*id, missing.setter());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let offer = chosen.parse().ok().and_then(|index: usize| offers.get(index));
            missing.set(offer.is_none());
            let Some(offer) = offer else { return };
            let input = NewInvitation {
                id,
                role: offer.role,
                scope: offer.scope.clone(),
                name: (*name).clone(),
                phone: (*phone).clone(),
                until: None,
            };
            let onmade = onmade.clone();
            action.run((), input, move |made| {
                onmade.emit(Link { secret: made.secret.into(), expires: made.expires });
            });
        })
    };
    let choices: Rc<[Choice]> = props
        .offers
        .iter()
        .enumerate()
        .map(|(index, offer)| Choice::new(index.to_string(), offer.label.clone()))
        .collect();
    let (bad_name, bad_phone) = (action.field(text, "/name"), action.field(text, "/phone"));
    let refused = action.failure().filter(|_| bad_name.is_none() && bad_phone.is_none());
    html! {
        <form {onsubmit} novalidate=true>
            <div class={classes!("picks", "one", "gap-s", missing.then_some("wrong"))}>
                <Pick label={text.office().invite_role} {choices} value={(*chosen).clone()}
                    onchange={choose} />
            </div>
            if *missing {
                <p class="why" role="alert">{ text.common.required }</p>
            }
            <div class="gap-m">
                <Field id="invite-name" label={text.office().invite_name} maxlength="40"
                    value={(*name).clone()} oninput={type_in(&name)} error={bad_name} />
                <Field id="invite-phone" kind="tel" inputmode="tel" label={text.office().invite_phone}
                    maxlength="20" value={(*phone).clone()} oninput={type_in(&phone)}
                    error={bad_phone} />
            </div>
            { why(text, refused) }
            <Button class="gap-m" label={text.office().invite_send} submit=true busy={action.busy()} />
        </form>
    }
}

#[derive(PartialEq, Properties)]
struct MadeLinkProps {
    made: Link,
}

/// The link, shown once: as a code to scan, and to copy.
#[component]
fn MadeLink(props: &MadeLinkProps) -> Html {
    let text = use_text();
    let now = use_clock();
    let toast = use_toast();
    let origin = js::window().location().origin().unwrap_or_default();
    let link = format!("{origin}/invitation/{}", props.made.secret);
    let until = time::when(text, props.made.expires, now);
    let copy = {
        let (link, toast) = (link.clone(), toast.clone());
        Callback::from(move |_: MouseEvent| {
            let (link, toast) = (link.clone(), toast.clone());
            spawn_local(async move {
                // Where the browser has no clipboard to offer, the link can be marked by hand.
                let clipboard = js::get(&js::window().navigator(), "clipboard");
                if clipboard.is_undefined() {
                    return;
                }
                let clipboard: web_sys::Clipboard = clipboard.unchecked_into();
                if JsFuture::from(clipboard.write_text(&link)).await.is_ok() {
                    toast.say(text.office().invite_copied);
                }
            });
        })
    };
    html! {
        <>
            <p class="sub">{ (text.office().invite_note)(&until) }</p>
            <div class="invite-code"><QrCode text={link.clone()} label={text.office().invite_link} /></div>
            <p class="invite-link">{ &link }</p>
            <Button label={text.office().invite_copy} icon="doc" onclick={copy} />
        </>
    }
}
