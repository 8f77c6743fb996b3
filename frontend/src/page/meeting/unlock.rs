//! Opening a trustee's key with its file and passphrase. The secret stays in the worker, and is gone
//! with the page.

use std::rc::Rc;

use ballot::{Answer, Ask};
use js_sys::Promise;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{File, HtmlInputElement};
use yew::prelude::*;

use super::path::Path;
use crate::hook::use_text;
use crate::i18n::Text;
use crate::net::ballot::{self as engine, OnProgress};
use crate::net::js;
use crate::ui::{Button, Card, Field, Icon, Link};
use shared::domain::estate::EstateId;

/// The longest key file that is read, in bytes: one is about half a kilobyte.
const FILE_MAX: f64 = 65_536.0;

#[derive(PartialEq, Properties)]
pub(super) struct UnlockProps {
    /// Whose key: there a new file is made of the recovery sheet.
    pub(super) estate: EstateId,
    /// E as it was published.
    pub(super) point: String,
    /// The key is open.
    pub(super) onopen: Callback<()>,
}

/// The file, the passphrase, and what to do without one of them.
#[component]
pub(super) fn Unlock(props: &UnlockProps) -> Html {
    let text = use_text();
    let words = &text.meeting().key;
    let file = use_state_eq(|| None::<(String, Rc<str>)>);
    let passphrase = use_state_eq(String::new);
    let busy = use_state_eq(|| false);
    let why = use_state_eq(|| None::<&'static str>);
    let onfile = {
        let (file, why) = (file.setter(), why.setter());
        Callback::from(move |chosen: File| {
            let (file, why) = (file.clone(), why.clone());
            spawn_local(async move {
                match read(&chosen).await {
                    Some(content) => {
                        file.set(Some((chosen.name(), content.into())));
                        why.set(None);
                    }
                    None => why.set(Some(text.meeting().key.file_unreadable)),
                }
            });
        })
    };
    let oninput = {
        let passphrase = passphrase.setter();
        Callback::from(move |typed: String| passphrase.set(typed))
    };
    let onsubmit = {
        let (file, typed, why, busy) =
            (file.clone(), passphrase.clone(), why.setter(), busy.clone());
        let (point, onopen) = (props.point.clone(), props.onopen.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let words = &text.meeting().key;
            let Some((_, content)) = &*file else { return why.set(Some(words.file_missing)) };
            if typed.is_empty() || *busy {
                return why.set((!*busy).then_some(words.passphrase_missing));
            }
            let ask = Ask::OpenKey { file: content.to_string(), passphrase: (*typed).clone() };
            let (why, busy, typed) = (why.clone(), busy.setter(), typed.setter());
            let (point, onopen) = (point.clone(), onopen.clone());
            busy.set(true);
            spawn_local(async move {
                let refused = open(text, &ask, &point).await.err();
                busy.set(false);
                why.set(refused);
                if refused.is_none() {
                    // The page needs it no longer.
                    typed.set(String::new());
                    onopen.emit(());
                }
            });
        })
    };
    html! {
        <Card class="gap" title={words.unlock}>
            <p class="sub">{ words.unlock_why }</p>
            <form {onsubmit} novalidate=true>
                <KeyFile {onfile} name={file.as_ref().map(|(name, _)| AttrValue::from(name.clone()))} />
                <div class="gap-m">
                    <Field id="passphrase" kind="password" label={words.passphrase}
                        value={(*passphrase).clone()} {oninput} error={why.map(AttrValue::from)} />
                </div>
                <Button class="gap-m" submit=true icon="lock" label={words.unlock_go} busy={*busy} />
            </form>
            <details>
                <summary>{ words.lost }<Icon name="down" /></summary>
                <p class="sub gap-s">{ words.lost_why }</p>
                <p class="gap-s">
                    <Link to={Path::Trustee(props.estate).route()}>{ words.recover }</Link>
                </p>
            </details>
        </Card>
    }
}

/// Opens the key in the worker, and looks whether it is the one that was published.
async fn open(text: &Text, ask: &Ask, point: &str) -> Result<(), &'static str> {
    let words = &text.meeting().key;
    match hear(text, ask, None, None).await? {
        Answer::KeyOpen { point: opened, .. } if opened == point => Ok(()),
        _ => {
            engine::stop();
            Err(words.other_key)
        }
    }
}

/// Asks the worker; a refusal in plain words.
pub(super) async fn hear(
    text: &Text,
    ask: &Ask,
    bundle: Option<&str>,
    progress: Option<OnProgress>,
) -> Result<Answer, &'static str> {
    let words = &text.meeting().key;
    let bundle = bundle.map(wasm_bindgen::JsValue::from_str);
    match engine::ask(ask, bundle.as_ref(), progress).await {
        Ok(Answer::Refused { code, .. }) => Err((words.refused)(&code)),
        Ok(answer) => Ok(answer),
        Err(engine::NoEngine) => Err(words.no_engine),
    }
}

async fn read(file: &File) -> Option<String> {
    if file.size() > FILE_MAX {
        return None;
    }
    let text: Promise = js::call(file, "text", &[]).dyn_into().ok()?;
    JsFuture::from(text).await.ok()?.as_string()
}

#[derive(PartialEq, Properties)]
struct KeyFileProps {
    onfile: Callback<File>,
    name: Option<AttrValue>,
}

/// Chooses a file.
#[component]
fn KeyFile(props: &KeyFileProps) -> Html {
    let text = use_text();
    let words = &text.meeting().key;
    let onfile = props.onfile.clone();
    let onchange = Callback::from(move |event: Event| {
        let input: HtmlInputElement = event.target_unchecked_into();
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            input.set_value("");
            onfile.emit(file);
        }
    });
    html! {
        <>
            <label class="weui-btn weui-btn_default file-pick">
                <Icon name="doc" />{ words.file_choose }
                <input type="file" accept=".json,application/json" {onchange} />
            </label>
            if let Some(name) = &props.name {
                <p class="sub file-name">{ name.clone() }</p>
            }
        </>
    }
}
