//! Every category, by group.

use std::rc::Rc;

use shared::api::Nothing;
use shared::api::estate::GetEstate;
use shared::api::report::{CategoryList, CategoryView, ListCategories};
use shared::domain::report::CategoryCode;
use yew::prelude::*;

use super::find::{Find, row};
use super::urgent::use_choosing;
use crate::hook::{use_query, use_query_when, use_session, use_text};
use crate::i18n::Text;
use crate::route::Route;
use crate::ui::{Cells, Head, Page, show};

/// The page with every category.
#[component]
pub fn ReportAll() -> Html {
    let text = use_text();
    let session = use_session();
    let list = use_query::<ListCategories>((), Nothing {});
    let estate =
        use_query_when::<GetEstate>(session.estate().map(|estate| ((estate,), Nothing {})));
    let choosing = use_choosing(list.data().cloned(), estate.data().cloned());
    let onchoose = choosing.onchoose.clone();
    let content = show(&list, |list| {
        html! {
            <Find list={list.clone()} onchoose={onchoose.clone()}>
                { groups(text, list, &onchoose) }
            </Find>
        }
    });
    html! {
        <Page title={text.report().pick.all_title} above={Route::Report}>
            { content }{ choosing.sheet }
        </Page>
    }
}

/// The groups in the order in which the table names them first.
pub(super) fn groups(
    text: &Text,
    list: &Rc<CategoryList>,
    onchoose: &Callback<CategoryCode>,
) -> Html {
    let mut groups: Vec<(&str, Vec<&CategoryView>)> = Vec::new();
    for view in list.categories.iter().filter(|view| view.words.is_offered()) {
        let group = view.category.group.as_str();
        match groups.iter_mut().find(|(name, _)| *name == group) {
            Some((_, views)) => views.push(view),
            None => groups.push((group, vec![view])),
        }
    }
    let group = |(name, views): &(&str, Vec<&CategoryView>)| {
        html! {
            <>
                <Head title={(text.report().pick.group)(name)} />
                <Cells>{ for views.iter().map(|view| row(text, view, onchoose)) }</Cells>
            </>
        }
    };
    html! { <>{ for groups.iter().map(group) }</> }
}
