//! Another category for a report that is there already.

use std::rc::Rc;

use shared::api::report::CategoryList;
use shared::domain::report::CategoryCode;
use yew::prelude::*;

use super::all::groups;
use super::find::{Find, row};
use super::pick::{offered, picks};
use crate::hook::use_text;
use crate::ui::{Button, Cells, Head, Kind};

/// What [`Choices`] show.
#[derive(PartialEq, Properties)]
pub(super) struct ChoicesProps {
    /// The categories.
    pub(super) list: Rc<CategoryList>,
    /// The one that the report has.
    pub(super) now: CategoryCode,
    /// One was chosen.
    pub(super) onchoose: Callback<CategoryCode>,
}

/// The common ones, and all of them when asked for.
#[component]
pub(super) fn Choices(props: &ChoicesProps) -> Html {
    let text = use_text();
    let pick = &text.report().pick;
    let all = use_state_eq(|| false);
    let ChoicesProps { list, now, onchoose } = props;
    let onall = {
        let all = all.setter();
        Callback::from(move |()| all.set(true))
    };
    let onclick = onall.reform(|_: MouseEvent| ());
    let common = picks(list).into_iter().filter(|view| view.category.code != *now);
    html! {
        <Find list={list.clone()} onchoose={onchoose.clone()} {onall}>
            if *all {
                { groups(text, list, onchoose) }
            } else {
                <Head title={pick.common} />
                <Cells>{ for common.map(|view| row(text, view, onchoose)) }</Cells>
                <Button class="gap" kind={Kind::Default} label={(pick.all)(offered(list))} {onclick} />
            }
        </Find>
    }
}
