//! Pages lie on one another: the lower ones stay as they were, so that Back is instant.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

use super::link::{arrive, set_title};
use crate::hook::{use_text, use_wide};
use crate::net::js;

/// One page of the stack.
#[derive(Clone, PartialEq)]
pub struct Layer {
    /// Its address: while it stays in the stack, the page keeps its state.
    pub key: AttrValue,
    /// The page.
    pub page: Html,
    /// Whether it stays in sight beside the page above it where both fit (1024 px).
    pub list: bool,
}

/// What a [`PageStack`] shows.
#[derive(Properties, PartialEq)]
pub struct PageStackProps {
    /// The pages, the topmost last.
    pub layers: Rc<[Layer]>,
}

/// Shows the topmost page, and the list below it beside it where both fit.
#[component]
pub fn PageStack(props: &PageStackProps) -> Html {
    let text = use_text();
    let wide = use_wide();
    let root = use_node_ref();
    let before = use_mut_ref(Vec::<(AttrValue, HtmlElement)>::new);
    let top = props.layers.last().map(|layer| layer.key.clone()).unwrap_or_default();
    let list = |layer: &Layer| layer.list && wide;
    let split = props.layers.iter().any(list);
    let back = use_memo(top.clone(), |top| arrive(top));
    let first = use_mut_ref(|| true);

    remember(&before, &top);
    {
        let (root, top) = (root.clone(), top.clone());
        let app = text.common.app;
        use_effect_with(top, move |top| {
            if let Some(root) = root.cast::<HtmlElement>() {
                let focus = !first.replace(false);
                settle(&root, focus, back.then(|| take(&before, top)).flatten(), app);
            }
        });
    }
    let count = props.layers.len();
    let page = |(index, layer): (usize, &Layer)| {
        let on_top = index + 1 == count;
        let shown = on_top || list(layer);
        let class = classes!(
            "page",
            (on_top && index > 0).then_some("over"),
            list(layer).then_some("list"),
        );
        html! {
            <div key={layer.key.as_str()} {class} inert={!shown}>
                { layer.page.clone() }
            </div>
        }
    };
    html! {
        <div class={classes!("pages", split.then_some("split"))} ref={root}>
            { for props.layers.iter().enumerate().map(page) }
        </div>
    }
}

/// Where the focus was on the page that is being left, for the way back.
fn remember(before: &RefCell<Vec<(AttrValue, HtmlElement)>>, top: &AttrValue) {
    thread_local! {
        static AT: RefCell<AttrValue> = RefCell::default();
    }
    let left = AT.replace(top.clone());
    if left != *top
        && let Some(element) = js::document().active_element()
        && let Ok(element) = element.dyn_into::<HtmlElement>()
    {
        take(before, &left);
        before.borrow_mut().push((left, element));
    }
}

fn take(before: &RefCell<Vec<(AttrValue, HtmlElement)>>, key: &AttrValue) -> Option<HtmlElement> {
    let mut before = before.borrow_mut();
    let index = before.iter().position(|(other, _)| other == key)?;
    Some(before.swap_remove(index).1)
}

/// Names the page, and moves the focus to its title, or back to where it was.
fn settle(root: &HtmlElement, focus: bool, former: Option<HtmlElement>, app: &str) {
    let Some(page) = root.last_element_child() else { return };
    let title = page.query_selector("h1").ok().flatten();
    let words = title.as_ref().and_then(|title| title.text_content()).unwrap_or_default();
    set_title(&words, app);
    if !focus {
        return;
    }
    let target = former
        .filter(|element| element.is_connected())
        .or_else(|| title.and_then(|title| title.dyn_into().ok()));
    if let Some(target) = target {
        // The page keeps its own place: Back must not jump.
        let how = js_sys::Object::new();
        js::set(&how, "preventScroll", &wasm_bindgen::JsValue::TRUE);
        js::call(&target, "focus", &[&how]);
    }
}
