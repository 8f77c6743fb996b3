//! The search field: what is typed goes to the address after a short rest.

use std::rc::Rc;

use shared::api::report::CategoryList;
use shared::domain::report::CategoryCode;
use shared::domain::report::words::CategoryWords;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::filter::{Filter, Way, use_go};
use super::search::{Meaning, meanings, shown};
use crate::hook::use_text;
use crate::i18n::Text;
use crate::net::timer;
use crate::page::names;
use crate::route::Route;
use crate::ui::Icon;

/// How long typing must rest before the server is asked.
const REST_MS: i32 = 400;

/// What [`Find`] shows.
#[derive(PartialEq, Properties)]
pub(super) struct FindProps {
    /// The categories and their words.
    pub(super) list: Option<Rc<CategoryList>>,
    /// The present filter.
    pub(super) filter: Filter,
    /// The present page.
    pub(super) to: Route,
}

/// The words of every category.
#[hook]
pub(super) fn use_words(list: Option<&Rc<CategoryList>>) -> Rc<Vec<CategoryWords>> {
    use_memo(list.cloned(), |list| {
        let views = list.iter().flat_map(|list| &list.categories);
        views.map(|view| view.words.clone()).collect()
    })
}

/// The field, and under it what the words may mean.
#[component]
pub(super) fn Find(props: &FindProps) -> Html {
    let text = use_text();
    let go = use_go();
    let typed = use_state_eq(|| None::<String>);
    let turn = use_mut_ref(|| 0_u32);
    let rows = use_words(props.list.as_ref());
    let apply = {
        let (filter, to, go) = (props.filter.clone(), props.to.clone(), go.clone());
        move |find: Option<String>, typed: &str| {
            let typed = find.is_some().then(|| typed.trim().to_owned());
            if find != filter.find {
                let filter = Filter { find, typed, ..filter.clone() };
                go.emit(Way { to: to.clone(), filter, replace: true });
            }
        }
    };
    // The latest address, for a rest that began under an earlier one.
    let latest = use_mut_ref(|| None::<Rc<dyn Fn(Option<String>, &str)>>);
    latest.replace(Some(Rc::new(apply.clone())));
    let oninput = {
        let (typed, turn, rows) = (typed.setter(), turn.clone(), rows.clone());
        Callback::from(move |event: InputEvent| {
            let value = event.target_unchecked_into::<HtmlInputElement>().value();
            typed.set(Some(value.clone()));
            let mine = turn.borrow().wrapping_add(1);
            turn.replace(mine);
            let (turn, rows, latest) = (turn.clone(), rows.clone(), latest.clone());
            spawn_local(async move {
                timer::sleep(REST_MS).await;
                let apply = latest.borrow().clone();
                if let Some(apply) = apply.filter(|_| *turn.borrow() == mine) {
                    apply(meanings(&rows, &value).first().map(Meaning::sent), &value);
                }
            });
        })
    };
    let value = (*typed).clone().unwrap_or_else(|| standing(text, props));
    let words = typed.is_some() || props.filter.typed.is_some();
    let found = if words { meanings(&rows, &value) } else { Vec::new() };
    let onsubmit = {
        let (apply, first) = (apply.clone(), found.first().map(Meaning::sent));
        let value = value.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if first.is_some() {
                apply(first.clone(), &value);
            }
        })
    };
    let clear = {
        let (apply, typed, turn) = (apply.clone(), typed.setter(), turn);
        Callback::from(move |_: MouseEvent| {
            let next = turn.borrow().wrapping_add(1);
            turn.replace(next);
            typed.set(None);
            apply(None, "");
        })
    };
    let chip = |meaning: &Meaning| {
        let sent = meaning.sent();
        let on = props.filter.find.as_ref() == Some(&sent);
        let (apply, label) = (apply.clone(), name(text, props.list.as_deref(), meaning));
        let value = value.clone();
        let onclick = Callback::from(move |_: MouseEvent| apply(Some(sent.clone()), &value));
        html! {
            <button type="button" class={classes!(on.then_some("on"))} {onclick}
                aria-pressed={if on { "true" } else { "false" }}>{ label }</button>
        }
    };
    html! {
        <form role="search" {onsubmit}>
            <label class="find">
                <Icon name="search" class="i-s" />
                <span class="vh">{ text.staff().find }</span>
                <input type="search" enterkeyhint="search" maxlength="40" value={value.clone()} {oninput}
                    placeholder={text.staff().find_hint} autocomplete="off" />
                if props.filter.find.is_some() || typed.is_some() {
                    <button type="button" class="find-clear" onclick={clear}
                        aria-label={text.staff().find_clear}><Icon name="close" class="i-s" /></button>
                }
            </label>
            if found.len() > 1 {
                <div class="filters" role="group" aria-label={text.staff().find_as}>
                    { for found.iter().map(chip) }
                </div>
            }
        </form>
    }
}

/// What the field shows for the search in the address.
fn standing(text: &Text, props: &FindProps) -> String {
    if let Some(typed) = &props.filter.typed {
        return typed.clone();
    }
    let Some(find) = &props.filter.find else { return String::new() };
    let code = CategoryCode::parse(find).ok();
    let known = code.filter(|code| names::category(props.list.as_deref(), code).is_some());
    match known {
        Some(code) => names::category_label(text, props.list.as_deref(), &code).to_string(),
        None => shown(find),
    }
}

fn name(text: &Text, list: Option<&CategoryList>, meaning: &Meaning) -> AttrValue {
    match meaning {
        Meaning::Category(code) => names::category_label(text, list, code),
        Meaning::Text(words) => (text.staff().find_text)(words).into(),
    }
}
