//! Sign-in of staff: phone, password, one-time code.

use shared::api::account::{SignInStaff, StaffSignIn as Answer};
use shared::value::Phone;
use yew::prelude::*;

use super::signin::{Gate, device, digits, refusal, use_enter};
use crate::hook::{use_action, use_text};
use crate::route::Route;
use crate::ui::{Button, Field, Link};

/// What is wrong with the form, before anything is sent.
#[derive(Clone, Copy, Default, PartialEq)]
struct Wrong {
    phone: bool,
    password: bool,
    code: bool,
}

/// The staff's entrance.
#[component]
pub fn StaffSignIn() -> Html {
    let text = use_text();
    let account = &text.account();
    let phone = use_state_eq(String::new);
    let password = use_state_eq(String::new);
    let totp = use_state_eq(String::new);
    let wrong = use_state_eq(Wrong::default);
    let action = use_action::<SignInStaff>();
    let enter = use_enter();
    let submit = {
        let (phone, password, totp) = (phone.clone(), password.clone(), totp.clone());
        let (wrong, action) = (wrong.setter(), action.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let code = digits(&totp);
            let found = Wrong {
                phone: Phone::parse(&phone).is_err(),
                password: password.is_empty(),
                code: code.len() != 6,
            };
            wrong.set(found);
            if found == Wrong::default() {
                let input = Answer {
                    phone: (*phone).clone(),
                    password: (*password).clone(),
                    totp: code,
                    device: device(text),
                };
                action.run((), input, enter.clone());
            }
        })
    };
    let type_in = |field: &UseStateHandle<String>| {
        let field = field.setter();
        Callback::from(move |typed| field.set(typed))
    };
    html! {
        <>
            <Gate title={account.staff_title} />
            <main class="gate-form">
                <form onsubmit={submit} novalidate=true>
                    <Field id="phone" label={account.phone} kind="tel" inputmode="numeric"
                        autocomplete="username" maxlength="20" value={(*phone).clone()}
                        oninput={type_in(&phone)}
                        error={wrong.phone.then_some(account.phone_short)} />
                    <Field id="password" label={account.password} kind="password"
                        autocomplete="current-password" maxlength="128"
                        value={(*password).clone()} oninput={type_in(&password)}
                        error={wrong.password.then_some(text.staff().password_missing)} />
                    <Field id="totp" label={account.totp} inputmode="numeric" maxlength="11"
                        autocomplete="one-time-code" value={(*totp).clone()}
                        oninput={type_in(&totp)} hint={account.totp_hint}
                        error={wrong.code.then_some(account.code_short)} />
                    { refusal(text, action.failure()) }
                    <Button class="gap-m" label={account.enter} submit=true busy={action.busy()} />
                </form>
                <p class="cap center gap">
                    <Link class="link" to={Route::SignIn}>{ account.resident_link }</Link>
                </p>
            </main>
        </>
    }
}
