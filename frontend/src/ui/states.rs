//! Nothing here, on its way, did not come.

use std::rc::Rc;

use yew::prelude::*;

use super::{Button, ButtonLink, Icon, StaleBanner};
use crate::hook::{Query, UseQuery, use_text};
use crate::i18n::say;
use crate::net::fetch::Failure;
use crate::route::Route;

/// What [`Empty`] shows.
#[derive(PartialEq, Properties)]
pub struct EmptyProps {
    /// Its symbol.
    pub icon: AttrValue,
    /// What there is not.
    pub title: AttrValue,
    /// What would fill it.
    #[prop_or_default]
    pub sub: Option<AttrValue>,
    /// The action that fills it.
    #[prop_or_default]
    pub children: Html,
}

/// Nothing here yet.
#[component]
pub fn Empty(props: &EmptyProps) -> Html {
    html! {
        <div class="empty">
            <Icon name={props.icon.clone()} />
            <h2>{ props.title.clone() }</h2>
            if let Some(sub) = &props.sub {
                <p class="sub">{ sub.clone() }</p>
            }
            { props.children.clone() }
        </div>
    }
}

/// Still shapes of the content's size, after 0.3 seconds.
#[component]
pub fn Bones() -> Html {
    let text = use_text();
    html! {
        <div class="bones" aria-busy="true">
            <p class="vh" role="status">{ text.common.loading }</p>
            <div class="card">
                <i class="bone w2"></i><i class="bone tall"></i>
                <i class="bone w5"></i><i class="bone w4"></i>
            </div>
            <div class="card"><i class="bone w3"></i><i class="bone w1"></i></div>
        </div>
    }
}

/// What [`Failed`] shows.
#[derive(PartialEq, Properties)]
pub struct FailedProps {
    /// Why.
    pub failure: Failure,
    /// What did not load; a general word where none is given.
    #[prop_or_default]
    pub title: Option<AttrValue>,
    /// Asks once more.
    #[prop_or_default]
    pub again: Option<Callback<()>>,
}

/// What failed, whose fault it is, what is safe, and the next step.
#[component]
pub fn Failed(props: &FailedProps) -> Html {
    let text = use_text();
    let title = props.title.clone().unwrap_or(AttrValue::Static(text.common.failed));
    let reference = match &props.failure {
        Failure::Problem(problem) if problem.status >= 500 => problem.request.clone(),
        _ => None,
    };
    let icon = if props.failure == Failure::Network { "offline" } else { "alert" };
    html! {
        <div class="empty bad" role="alert">
            <Icon name={icon} />
            <h2>{ title }</h2>
            <p class="sub">{ say(text, &props.failure) }</p>
            if props.failure.is_not_found() {
                <ButtonLink label={text.common.go_home} to={Route::Home} />
            } else if let Some(again) = &props.again {
                <Button label={text.common.retry} icon="refresh"
                    onclick={again.reform(|_: MouseEvent| ())} />
            }
            if let Some(reference) = reference {
                <p class="cap gap">{ (text.common.reference)(&reference) }</p>
            }
        </div>
    }
}

/// Shows what a query knows: bones, the answer (with its age where it is old), or the failure.
pub fn show<T>(query: &UseQuery<T>, render: impl FnOnce(&Rc<T>) -> Html) -> Html {
    match &**query {
        Query::Loading => html! { <Bones /> },
        Query::Failed(failure) => {
            html! { <Failed failure={failure.clone()} again={query.again()} /> }
        }
        Query::Ready { data, age: None } => render(data),
        Query::Ready { data, age: Some(age) } => {
            let age = age.ms();
            html! { <><StaleBanner {age} again={query.again()} />{ render(data) }</> }
        }
    }
}
