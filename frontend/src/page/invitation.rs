//! An invitation to a staff seat: what it offers, the authenticator's secret, a password.

use std::rc::Rc;

use shared::api::account::{
    AcceptInvitation, InvitationAnswer, InvitationSecret, InvitationView, OpenInvitation, SignedIn,
};
use yew::prelude::*;
use yew_router::hooks::use_navigator;

use super::signin::{Gate, device, digits, refusal};
use crate::hook::{use_action, use_clock, use_session, use_text};
use crate::i18n::{Text, time};
use crate::route::Route;
use crate::ui::{Bones, Button, Card, Failed, Field, QrCode};

/// The shortest and the longest password that the server takes.
const PASSWORD: std::ops::RangeInclusive<usize> = 12..=128;

/// What an [`Invitation`] needs.
#[derive(PartialEq, Properties)]
pub struct InvitationProps {
    /// The secret of the link.
    pub token: AttrValue,
}

/// Opens an invitation and takes it up.
#[component]
pub fn Invitation(props: &InvitationProps) -> Html {
    let text = use_text();
    let view = use_state(|| None::<Rc<InvitationView>>);
    let open = use_action::<OpenInvitation>();
    let ask = {
        let (open, view, secret) = (open.clone(), view.setter(), props.token.to_string());
        Callback::from(move |()| {
            let view = view.clone();
            let input = InvitationSecret { secret: secret.clone() };
            open.run((), input, move |found| view.set(Some(Rc::new(found))));
        })
    };
    {
        let ask = ask.clone();
        use_effect_with(props.token.clone(), move |_| ask.emit(()));
    }
    let content = match (&*view, open.failure()) {
        (Some(view), _) => html! { <Offer view={view.clone()} token={props.token.clone()} /> },
        (None, Some(failure)) => html! {
            <Failed title={text.staff().invitation_failed} failure={failure.clone()}
                again={(failure.code().is_none()).then_some(ask)} />
        },
        (None, None) => html! { <Bones /> },
    };
    html! {
        <>
            <Gate title={text.staff().invitation} />
            <main class="gate-form">{ content }</main>
        </>
    }
}

#[derive(PartialEq, Properties)]
struct OfferProps {
    view: Rc<InvitationView>,
    token: AttrValue,
}

/// Goes in, acting in the seat that was just taken up.
#[hook]
fn use_arrival(view: Rc<InvitationView>) -> impl Fn(SignedIn) + Clone + 'static {
    let session = use_session();
    let navigator = use_navigator();
    move |signed_in: SignedIn| {
        let new = |seat: &&shared::api::account::SeatView| {
            seat.seat.role == view.role && seat.place == view.place
        };
        let seat = signed_in.me.seats.iter().find(new).map(|seat| seat.seat.id);
        session.signed_in(signed_in);
        if let Some(seat) = seat {
            session.choose(seat);
        }
        if let Some(navigator) = &navigator {
            navigator.replace(&Route::Home);
        }
    }
}

/// What is offered, and the form that takes it up.
#[component]
fn Offer(props: &OfferProps) -> Html {
    let text = use_text();
    let now = use_clock();
    let staff = &text.staff();
    let view = &props.view;
    let password = use_state_eq(String::new);
    let totp = use_state_eq(String::new);
    let wrong = use_state_eq(|| (false, false));
    let action = use_action::<AcceptInvitation>();
    let arrive = use_arrival(view.clone());
    let fresh = view.totp_secret.is_some();
    let onsubmit = {
        let (password, totp, wrong) = (password.clone(), totp.clone(), wrong.setter());
        let (action, secret) = (action.clone(), props.token.to_string());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let code = digits(&totp);
            let short = !PASSWORD.contains(&password.chars().count());
            let found = (short, code.len() != 6);
            wrong.set(found);
            if found == (false, false) {
                let input = InvitationAnswer {
                    secret: secret.clone(),
                    password: (*password).clone(),
                    totp: code,
                    device: device(text),
                };
                action.run((), input, arrive.clone());
            }
        })
    };
    let type_in = |field: &UseStateHandle<String>| {
        let field = field.setter();
        Callback::from(move |typed| field.set(typed))
    };
    let role = (text.account().role)(view.role);
    let until = time::when(text, view.expires, now);
    let (label, autocomplete) = if fresh {
        (staff.password_new, "new-password")
    } else {
        (staff.password_present, "current-password")
    };
    html! {
        <>
            <Card>
                <p class="strong">{ (staff.invited)(&view.name, role, &view.place) }</p>
                <p class="sub gap-s">{ (staff.invited_until)(&view.phone, &until) }</p>
            </Card>
            { secret_card(text, view) }
            <form class="gap-l" {onsubmit} novalidate=true>
                <Field id="password" kind="password" {label} {autocomplete} maxlength="128"
                    value={(*password).clone()} oninput={type_in(&password)}
                    hint={fresh.then_some(staff.password_hint)}
                    error={wrong.0.then_some(staff.password_length)
                        .or(action.field(text, "/password"))} />
                <Field id="totp" label={text.account().totp} inputmode="numeric" maxlength="11"
                    autocomplete="one-time-code" value={(*totp).clone()} oninput={type_in(&totp)}
                    hint={text.account().totp_hint}
                    error={wrong.1.then_some(text.account().code_short)
                        .or(action.field(text, "/totp"))} />
                { refusal(text, action.failure()) }
                <Button class="gap-m" label={staff.accept} submit=true busy={action.busy()} />
            </form>
        </>
    }
}

/// The authenticator's secret, to scan, to open and to read.
fn secret_card(text: &Text, view: &InvitationView) -> Html {
    let staff = &text.staff();
    let Some(secret) = &view.totp_secret else { return Html::default() };
    html! {
        <Card title={staff.secret_title} class="secret">
            <p class="sub">{ staff.secret_how }</p>
            if let Some(uri) = &view.totp_uri {
                <QrCode text={uri.clone()} label={staff.secret_square} />
                <a class="weui-btn weui-btn_default" href={uri.clone()}>{ staff.secret_open }</a>
            }
            <p class="sub gap">{ staff.secret_text }</p>
            <p class="secret-text">{ grouped(secret) }</p>
        </Card>
    }
}

/// In groups of four, as it is easiest to type.
fn grouped(secret: &str) -> String {
    let letters: Vec<char> = secret.chars().filter(|c| !c.is_whitespace()).collect();
    let groups: Vec<String> = letters.chunks(4).map(|group| group.iter().collect()).collect();
    groups.join(" ")
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_secret_is_read_in_groups_of_four() {
        assert_eq!(super::grouped("JBSWY3DPEHPK3PXP2"), "JBSW Y3DP EHPK 3PXP 2");
    }
}
