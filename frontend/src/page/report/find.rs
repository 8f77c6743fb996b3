//! The search field over the categories, and what it finds.

use std::rc::Rc;

use shared::api::report::{CategoryList, CategoryView};
use shared::domain::report::CategoryCode;
use shared::domain::report::words::{CategoryWords, search};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::pick::offered;
use crate::hook::use_text;
use crate::i18n::Text;
use crate::ui::{Button, Cell, Cells, Empty, Head, Icon, Kind, Tone};

/// How many finds are shown: the likeliest are first.
const SHOWN: usize = 12;
/// What nothing else fits.
const OTHER: &str = "OTHER";

/// What a [`Find`] shows.
#[derive(PartialEq, Properties)]
pub(super) struct FindProps {
    /// The categories.
    pub(super) list: Rc<CategoryList>,
    /// One was chosen.
    pub(super) onchoose: Callback<CategoryCode>,
    /// Shows all of them, where the page does not do so below.
    #[prop_or_default]
    pub(super) onall: Callback<()>,
    /// What stands below while nothing is searched for.
    pub(super) children: Html,
}

/// A search field; what is found replaces what stands below it.
#[component]
pub(super) fn Find(props: &FindProps) -> Html {
    let text = use_text();
    let query = use_state_eq(String::new);
    let words = use_memo(props.list.clone(), |list| {
        list.categories.iter().map(|view| view.words.clone()).collect::<Vec<CategoryWords>>()
    });
    let oninput = {
        let query = query.setter();
        Callback::from(move |event: InputEvent| {
            query.set(event.target_unchecked_into::<HtmlInputElement>().value());
        })
    };
    let onall = {
        let (query, onall) = (query.setter(), props.onall.clone());
        Callback::from(move |_: MouseEvent| {
            query.set(String::new());
            onall.emit(());
        })
    };
    let onsubmit = Callback::from(|event: SubmitEvent| event.prevent_default());
    html! {
        <>
            <form role="search" {onsubmit}>
                <label class="find">
                    <Icon name="search" class="i-s" />
                    <span class="vh">{ text.report().pick.find }</span>
                    <input type="search" value={(*query).clone()} {oninput} enterkeyhint="search"
                        placeholder={text.report().pick.find_hint} autocomplete="off" maxlength="120" />
                </label>
            </form>
            if query.trim().is_empty() {
                { props.children.clone() }
            } else {
                { found(text, props, &search(&words, &query), &onall) }
            }
        </>
    }
}

fn found(
    text: &Text,
    props: &FindProps,
    found: &[&CategoryWords],
    onall: &Callback<MouseEvent>,
) -> Html {
    let FindProps { list, onchoose, .. } = props;
    let pick = &text.report().pick;
    if found.is_empty() {
        let mut codes = list.categories.iter().map(|view| &view.category.code);
        let other = codes.find(|code| code.as_str() == OTHER).cloned();
        return html! {
            <>
                <div role="status">
                    <Empty icon="search" title={pick.nothing} sub={pick.nothing_why} />
                </div>
                <div class="btns">
                    <Button kind={Kind::Default} label={(pick.all)(offered(list))} onclick={onall.clone()} />
                    if let Some(code) = other {
                        <Button kind={Kind::Default} label={pick.other}
                            onclick={onchoose.reform(move |_: MouseEvent| code.clone())} />
                    }
                </div>
            </>
        };
    }
    let count = i64::try_from(found.len().min(SHOWN)).unwrap_or_default();
    let views = found
        .iter()
        .take(SHOWN)
        .filter_map(|words| list.categories.iter().find(|view| view.words.code == words.code));
    html! {
        <>
            <div role="status"><Head title={(text.report().pick.found)(count)} /></div>
            <Cells>{ for views.map(|view| row(text, view, onchoose)) }</Cells>
        </>
    }
}

/// A category as a row.
pub(super) fn row(text: &Text, view: &CategoryView, onchoose: &Callback<CategoryCode>) -> Html {
    let label = text.language.pick(&view.words.label_zh, &view.words.label_en).clone();
    let name = text.language.pick(&view.category.name_zh, &view.category.name_en);
    let sub = (*name != label).then(|| AttrValue::from(name.clone()));
    let code = view.category.code.clone();
    let onclick = onchoose.reform(move |_: MouseEvent| code.clone());
    let tone = if view.words.call.is_empty() { Tone::Brand } else { Tone::Stop };
    html! {
        <Cell key={view.category.code.as_str()} icon={view.words.icon.clone()} {tone}
            title={label} {sub} onclick={Some(onclick)} />
    }
}
