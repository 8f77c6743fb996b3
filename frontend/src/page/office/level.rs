//! One level of the tree: its rows, a sheet that adds one, a sheet that renames one.

use std::rc::Rc;

use yew::prelude::*;

use super::form::NameSheet;
use crate::hook::use_text;
use crate::net::fetch::Failure;
use crate::route::Route;
use crate::ui::{Button, Cell, Cells, Head, Kind, use_toast};

/// One row.
#[derive(Clone, PartialEq)]
pub(super) struct Row {
    pub(super) id: AttrValue,
    pub(super) name: AttrValue,
    pub(super) sub: Option<AttrValue>,
    /// Where it leads; a row that leads nowhere is renamed when pressed.
    pub(super) to: Option<Route>,
}

/// What a name is given for, and what to do once it is stored.
#[derive(Clone, PartialEq)]
pub(super) struct Given {
    /// The row to rename; none for a new one.
    pub(super) id: Option<AttrValue>,
    pub(super) name: String,
    pub(super) done: Callback<()>,
}

#[derive(PartialEq, Properties)]
pub(super) struct LevelProps {
    /// One of its kind on the page.
    pub(super) id: AttrValue,
    pub(super) title: AttrValue,
    pub(super) icon: AttrValue,
    pub(super) rows: Rc<[Row]>,
    /// The button that adds one; none where the seat may not, or where another form does.
    #[prop_or_default]
    pub(super) add: Option<AttrValue>,
    #[prop_or_default]
    pub(super) example: Option<AttrValue>,
    /// Whether pressing a row renames it.
    #[prop_or_default]
    pub(super) renames: bool,
    pub(super) onname: Callback<Given>,
    /// Why the last name was not stored.
    pub(super) failure: Option<Failure>,
    /// What is wrong with the name itself.
    pub(super) error: Option<AttrValue>,
    pub(super) busy: bool,
    /// A fresh sheet shows no old refusal.
    pub(super) onopen: Callback<()>,
    #[prop_or_default]
    pub(super) children: Html,
}

/// One level of the tree.
#[component]
pub(super) fn Level(props: &LevelProps) -> Html {
    let text = use_text();
    let toast = use_toast();
    // What the sheet is open for: a row's id, or empty for a new one.
    let open = use_state_eq(|| None::<AttrValue>);
    let close = {
        let open = open.setter();
        Callback::from(move |()| open.set(None))
    };
    let onsave = {
        let (open, onname, close) = (open.clone(), props.onname.clone(), close.clone());
        Callback::from(move |name: String| {
            let id = open.as_ref().filter(|id| !id.is_empty()).cloned();
            let (close, toast) = (close.clone(), toast.clone());
            let done = Callback::from(move |()| {
                close.emit(());
                toast.say(text.office().saved);
            });
            onname.emit(Given { id, name, done });
        })
    };
    let open_for = |id: AttrValue| {
        let (open, onopen) = (open.setter(), props.onopen.clone());
        Callback::from(move |_: MouseEvent| {
            onopen.emit(());
            open.set(Some(id.clone()));
        })
    };
    let cell = |row: &Row| {
        let onclick = (props.renames && row.to.is_none()).then(|| open_for(row.id.clone()));
        html! {
            <Cell key={row.id.to_string()} icon={props.icon.clone()} title={row.name.clone()}
                sub={row.sub.clone()} to={row.to.clone()} {onclick} />
        }
    };
    let named = open.as_ref().and_then(|id| props.rows.iter().find(|row| row.id == *id));
    let (title, value) = match named {
        Some(row) => (AttrValue::Static(text.office().rename), row.name.clone()),
        None => (props.add.clone().unwrap_or_default(), AttrValue::default()),
    };
    html! {
        <>
            <Head title={props.title.clone()} />
            if props.rows.is_empty() {
                <p class="sub">{ text.office().none_yet }</p>
            } else {
                <Cells>{ for props.rows.iter().map(cell) }</Cells>
            }
            if let Some(add) = &props.add {
                <Button class="gap-m" kind={Kind::Default} icon="plus" label={add.clone()}
                    onclick={open_for(AttrValue::default())} />
            }
            { props.children.clone() }
            <NameSheet id={props.id.clone()} open={open.is_some()} {title} {value}
                placeholder={props.example.clone()} error={props.error.clone()}
                failure={props.failure.clone()} busy={props.busy} {onsave} onclose={close} />
        </>
    }
}
