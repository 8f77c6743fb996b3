//! Sign-in of residents, by phone and code; and what the staff's entrance shares with it.

use std::rc::Rc;

use shared::api::Code;
use shared::api::account::{CodeRequest, CodeSent, CodeSignIn, RequestCode};
use shared::api::account::{SignIn as SignInByCode, SignedIn};
use shared::value::{Phone, Timestamp};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;
use yew_router::hooks::{use_navigator, use_route};

use crate::hook::{use_action, use_session, use_text};
use crate::i18n::{Language, Text, say, time};
use crate::net::fetch::Failure;
use crate::net::{clock, js, timer};
use crate::route::Route;
use crate::ui::{Button, Check, Field, HeroArt, Icon, Kind, Link, Sheet};

/// What a [`Gate`] shows.
#[derive(PartialEq, Properties)]
pub(super) struct GateProps {
    /// The page's title.
    pub(super) title: AttrValue,
}

/// The head of both pages: who we are, and the other language.
#[component]
pub(super) fn Gate(props: &GateProps) -> Html {
    let text = use_text();
    let session = use_session();
    let other = match session.language {
        Language::Zh => Language::En,
        Language::En => Language::Zh,
    };
    let onclick = Callback::from(move |_: MouseEvent| session.set_language(other));
    html! {
        <header class="gate">
            <HeroArt />
            <button type="button" class="gate-language" lang={other.tag()} {onclick}>
                { other.pick("中文", "English") }
            </button>
            <Icon name="mark" class="mark" />
            <h1 tabindex="-1">{ props.title.clone() }</h1>
            <p class="sub">{ text.common.slogan }</p>
        </header>
    }
}

/// Takes the session, and goes home where the address was that of a sign-in.
#[hook]
pub(super) fn use_enter() -> impl Fn(SignedIn) + Clone + 'static {
    let session = use_session();
    let navigator = use_navigator();
    let route = use_route::<Route>();
    let gate = matches!(route, Some(Route::SignIn | Route::StaffSignIn));
    move |signed_in| {
        session.signed_in(signed_in);
        if let Some(navigator) = navigator.as_ref().filter(|_| gate) {
            navigator.replace(&Route::Home);
        }
    }
}

/// What the browser calls this device, as far as its owner would know it.
pub(super) fn device(text: &Text) -> String {
    let agent = js::window().navigator().user_agent().unwrap_or_default();
    let known = [
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("HarmonyOS", "HarmonyOS"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Macintosh", "Mac"),
        ("Linux", "Linux"),
    ];
    let system = known.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name);
    let wechat = if agent.contains("MicroMessenger") { " WeChat" } else { "" };
    format!("{}{wechat}", system.unwrap_or(text.account().device))
}

/// The digits of what was typed.
pub fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// Counts the seconds to an instant, at most a minute: a phone whose clock is wrong must not wait
/// for hours.
#[hook]
pub fn use_countdown(until: Option<Timestamp>) -> i64 {
    let left = use_state_eq(|| 0);
    let set = left.setter();
    use_effect_with(until, move |until| {
        let until = *until;
        let running = Rc::new(std::cell::Cell::new(true));
        let going = running.clone();
        spawn_local(async move {
            while let Some(until) = until.filter(|_| going.get()) {
                let seconds = (until.since(clock::now()) + 999) / 1000;
                set.set(seconds.clamp(0, 60));
                if seconds <= 0 {
                    return;
                }
                timer::sleep(500).await;
            }
        });
        move || running.set(false)
    });
    *left
}

/// What is wrong with the form, before anything is sent.
#[derive(Clone, Copy, Default, PartialEq)]
struct Wrong {
    phone: bool,
    code: bool,
    consent: bool,
}

/// Sign-in of residents.
#[component]
pub fn SignIn() -> Html {
    let text = use_text();
    let account = &text.account();
    let phone = use_state_eq(String::new);
    let code = use_state_eq(String::new);
    let consent = use_state_eq(|| false);
    let wrong = use_state_eq(Wrong::default);
    let sent = use_state(|| None::<CodeSent>);
    let request = use_action::<RequestCode>();
    let enter_by_code = use_action::<SignInByCode>();
    let enter = use_enter();
    let again_in = use_countdown(sent.as_ref().map(|sent| sent.again));

    let send = {
        let (phone, consent, wrong) = (phone.clone(), consent.clone(), wrong.setter());
        let (request, sent) = (request.clone(), sent.setter());
        let enter_by_code = enter_by_code.clone();
        Callback::from(move |_: MouseEvent| {
            let found = Wrong {
                phone: Phone::parse(&phone).is_err(),
                consent: !*consent,
                ..Wrong::default()
            };
            wrong.set(found);
            if found == Wrong::default() {
                let sent = sent.clone();
                enter_by_code.set_failure(None);
                let input = CodeRequest { phone: (*phone).clone() };
                request.run((), input, move |answer| sent.set(Some(answer)));
            }
        })
    };
    let submit = {
        let (phone, code, consent) = (phone.clone(), code.clone(), consent.clone());
        let (sent, wrong, action) = (sent.clone(), wrong.setter(), enter_by_code.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let typed = digits(&code);
            let found = Wrong {
                phone: Phone::parse(&phone).is_err(),
                code: typed.len() != 6 || sent.is_none(),
                consent: !*consent,
            };
            wrong.set(found);
            if let Some(sent) = sent.as_ref().filter(|_| found == Wrong::default()) {
                let input =
                    CodeSignIn { challenge: sent.challenge, code: typed, device: device(text) };
                action.run((), input, enter.clone());
            }
        })
    };
    let type_in = |field: &UseStateHandle<String>| {
        let field = field.setter();
        Callback::from(move |typed| field.set(typed))
    };
    let tick = {
        let consent = consent.setter();
        Callback::from(move |ticked| consent.set(ticked))
    };
    let failure = enter_by_code.failure().or(request.failure());
    let dead = enter_by_code.failure().and_then(Failure::code) == Some(Code::CodeSpent);
    let alive = sent.as_ref().filter(|_| !dead);
    let send_label = match (&*sent, again_in) {
        (None, _) => account.send_code.to_owned(),
        (Some(_), 0) => account.code_again.to_owned(),
        (Some(_), seconds) => (account.code_again_in)(seconds),
    };
    let sendable = again_in == 0 && !request.busy();
    html! {
        <>
            <Gate title={text.common.app} />
            <main class="gate-form">
                <form onsubmit={submit} novalidate=true>
                    <Field id="phone" label={account.phone} kind="tel" inputmode="numeric"
                        autocomplete="tel" maxlength="20" value={(*phone).clone()}
                        oninput={type_in(&phone)}
                        error={wrong.phone.then_some(account.phone_short)} />
                    <Field id="code" label={account.code} inputmode="numeric" maxlength="11"
                        autocomplete="one-time-code" value={(*code).clone()}
                        oninput={type_in(&code)} error={wrong.code.then_some(account.code_short)}
                        hint={alive.map(|_| account.code_sent)}>
                        <button type="button" disabled={!sendable} onclick={send}>
                            { send_label }
                        </button>
                    </Field>
                    if let Some(demo) = alive.and_then(|sent| sent.demo_code.as_ref()) {
                        <p class="demo gap" role="status">{ (account.demo_code)(demo) }</p>
                    }
                    <Consent checked={*consent} onchange={tick} wrong={wrong.consent} />
                    { refusal(text, failure) }
                    if let Some(sent) = sent.as_ref().filter(|_| dead) {
                        <p class="hint">{ another(text, sent.again) }</p>
                    }
                    <Button class="gap" label={account.enter} submit=true
                        busy={enter_by_code.busy()} />
                </form>
            </main>
            <footer class="gate-foot">
                <ElderOffer />
                <p class="cap center gap">
                    { account.no_face }<br />{ account.staff_before }
                    <Link class="link" to={Route::StaffSignIn}>{ account.staff_link }</Link>
                </p>
            </footer>
        </>
    }
}

/// When another code can be had.
fn another(text: &Text, again: Timestamp) -> String {
    let at = (again > clock::now()).then(|| time::when_again(text, again));
    (text.account().code_another)(at.as_deref())
}

/// Why it was refused.
pub(super) fn refusal(text: &Text, failure: Option<&Failure>) -> Html {
    match failure {
        Some(failure) => html! {
            <p class="why" role="alert"><Icon name="alert" />{ say(text, failure) }</p>
        },
        None => Html::default(),
    }
}

/// Larger letters before anything is typed.
#[component]
fn ElderOffer() -> Html {
    let text = use_text();
    let session = use_session();
    let care = session.care;
    let label = if care { text.account().elder_leave } else { text.account().elder_offer };
    let onclick = Callback::from(move |_: MouseEvent| session.set_care(!care));
    html! { <Button kind={Kind::Default} icon="text" {label} {onclick} /> }
}

#[derive(PartialEq, Properties)]
struct ConsentProps {
    checked: bool,
    onchange: Callback<bool>,
    wrong: bool,
}

/// The consent, with what it is given to.
#[component]
fn Consent(props: &ConsentProps) -> Html {
    let text = use_text();
    let open = use_state_eq(|| false);
    let show = |shown: bool| {
        let open = open.setter();
        Callback::from(move |()| open.set(shown))
    };
    let close = show(false);
    let read = show(true).reform(|event: MouseEvent| event.prevent_default());
    html! {
        <div class="gap">
            <Check id="consent" checked={props.checked} onchange={props.onchange.clone()}
                error={props.wrong.then_some(text.account().consent_needed)}>
                { text.account().consent }
                <button type="button" class="link" onclick={read}>{ text.account().consent_link }</button>
            </Check>
            <Sheet id="consent-sheet" open={*open} onclose={close.clone()}
                title={text.account().consent_title}>
                <p class="pre">{ text.account().consent_body }</p>
                <Button label={text.common.close} onclick={close.reform(|_: MouseEvent| ())} />
            </Sheet>
        </div>
    }
}
