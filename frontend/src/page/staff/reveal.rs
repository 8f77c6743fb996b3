//! The reporter's name: hidden, masked, or in full after a reason that is logged.

use std::rc::Rc;

use shared::api::report::{PersonView, RevealReason, RevealReporter, Revealed};
use shared::domain::report::Ticket;
use yew::prelude::*;

use crate::hook::{use_action, use_text};
use crate::i18n::say;
use crate::ui::{Button, CallLink, Icon, Kind, Sheet, TextArea};

/// What [`Reveal`] shows.
#[derive(PartialEq, Properties)]
pub(super) struct RevealProps {
    /// Of which report.
    pub(super) ticket: Ticket,
    /// The masked name, where the seat may see that much.
    pub(super) person: Option<Rc<PersonView>>,
    /// Whether the seat may see the full name.
    pub(super) may: bool,
}

/// The name as far as it may be seen. The full one is gone as soon as the page is left.
#[component]
pub(super) fn Reveal(props: &RevealProps) -> Html {
    let text = use_text();
    let staff = &text.staff();
    let open = use_state_eq(|| false);
    let reason = use_state_eq(String::new);
    let missing = use_state_eq(|| false);
    let revealed = use_state(|| None::<Revealed>);
    let action = use_action::<RevealReporter>();
    if let Some(revealed) = &*revealed {
        return html! {
            <div class="revealed">
                <b>{ revealed.name.clone() }</b>
                <CallLink kind={Kind::Soft} class="weui-btn_inline" number={revealed.phone.clone()}>
                    <Icon name="phone" class="i-s" />{ revealed.phone.clone() }
                </CallLink>
                <p class="cap" role="status">{ staff.revealed }</p>
            </div>
        };
    }
    let Some(person) = &props.person else {
        return html! {
            <span class="hid"><Icon name="hidden" class="i-s" />{ staff.hidden }</span>
        };
    };
    let set_open = |up: bool| {
        let open = open.setter();
        Callback::from(move |()| open.set(up))
    };
    let oninput = {
        let reason = reason.setter();
        Callback::from(move |typed| reason.set(typed))
    };
    let onsubmit = {
        let (action, ticket, reason) = (action.clone(), props.ticket, reason.clone());
        let (missing, revealed, open) = (missing.setter(), revealed.setter(), open.setter());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let words = reason.trim().to_owned();
            missing.set(words.is_empty());
            if !words.is_empty() {
                let (revealed, open) = (revealed.clone(), open.clone());
                action.run((ticket,), RevealReason { reason: words }, move |answer| {
                    open.set(false);
                    revealed.set(Some(answer));
                });
            }
        })
    };
    let wrong = missing.then_some(text.common.required).or(action.field(text, "/reason"));
    html! {
        <>
            <span class="num">{ format!("{} {}", person.name, person.phone) }</span>
            if props.may {
                <Button kind={Kind::Soft} inline=true class="reveal" label={staff.reveal}
                    onclick={set_open(true).reform(|_: MouseEvent| ())} />
            }
            <Sheet id="reveal" open={*open} onclose={set_open(false)} title={staff.reveal_title}
                mark="hidden">
                <form class="stack" {onsubmit} novalidate=true>
                    <p class="sub">{ staff.reveal_note }</p>
                    <TextArea id="reveal-reason" label={staff.reveal_reason}
                        placeholder={staff.reveal_example} value={(*reason).clone()} {oninput}
                        maxlength="200" error={wrong} />
                    if let Some(failure) = action.failure() {
                        <p class="why" role="alert"><Icon name="alert" />{ say(text, failure) }</p>
                    }
                    <Button submit=true label={staff.reveal} busy={action.busy()} />
                    <Button kind={Kind::Quiet} label={text.common.cancel}
                        onclick={set_open(false).reform(|_: MouseEvent| ())} />
                </form>
            </Sheet>
        </>
    }
}
