//! The app's root: which page answers which address.

use std::rc::Rc;

use shared::domain::account::Role;
use yew::prelude::*;
use yew_router::prelude::*;

use crate::erased;
use crate::hook::{use_background, use_session};
use crate::net::js;
use crate::page;
use crate::part::{self, Answer};
use crate::route::Route;
use crate::session::{Phase, SessionProvider};
use crate::ui::{Banners, Bones, Layer, PageStack, ToastProvider};

/// Starts the app in the page.
pub fn start() {
    if let Some(place) = js::document().get_element_by_id("app") {
        erased::start::<App>(place);
    }
}

/// The app.
#[component]
pub fn App() -> Html {
    html! {
        <BrowserRouter>
            <SessionProvider>
                <ToastProvider><Shell /></ToastProvider>
            </SessionProvider>
        </BrowserRouter>
    }
}

#[component]
fn Shell() -> Html {
    use_background();
    use_effect_with((), |()| part::fetch_ahead());
    let session = use_session();
    let route = use_route::<Route>().unwrap_or(Route::NotFound);
    let layers = match session.phase {
        Phase::Starting => vec![layer(&route, html! { <main><Bones /></main> })],
        Phase::Out => gate(&route),
        Phase::In if route == Route::SignIn => {
            return html! { <Redirect<Route> to={Route::Home} /> };
        }
        Phase::In => match elsewhere(&route, session.role()) {
            Some(to) => return html! { <Redirect<Route> {to} /> },
            None => layers(&route),
        },
    };
    let layers: Rc<[Layer]> = layers.into();
    // Another seat sees other things: every page begins anew.
    let seat = session.seat.map(|seat| seat.to_string());
    html! {
        <div class="app">
            <Banners />
            <PageStack key={seat.unwrap_or_default()} {layers} />
        </div>
    }
}

/// Where a role belongs instead: everybody begins with what is theirs, and a queue is for those who
/// have one.
fn elsewhere(route: &Route, role: Option<Role>) -> Option<Route> {
    let role = role?;
    let foreign = match route {
        Route::Home => true,
        Route::Staff => !page::has_queue(role),
        _ => false,
    };
    Some(page::home_of(role)).filter(|home| foreign && home != route)
}

/// Whatever the address, who is not signed in signs in first, and then is where they wanted to be.
fn gate(route: &Route) -> Vec<Layer> {
    let open = matches!(route, Route::StaffSignIn | Route::Invitation { .. });
    vec![if open {
        layer(route, page_of(route))
    } else {
        layer(&Route::SignIn, page_of(&Route::SignIn))
    }]
}

fn layer(route: &Route, page: Html) -> Layer {
    Layer { key: route.to_path().into(), page, list: false }
}

fn page_of(route: &Route) -> Html {
    html! { <Answer route={route.clone()} /> }
}

/// The pages of an address: on top its own, below it those that Back leads to.
fn layers(route: &Route) -> Vec<Layer> {
    let mut below = above(route).map(|above| layers(&above)).unwrap_or_default();
    below.push(Layer { list: *route == Route::Staff, ..layer(route, page_of(route)) });
    below
}

/// The page above an address.
fn above(route: &Route) -> Option<Route> {
    match route {
        Route::Home | Route::StaffSignIn | Route::Invitation { .. } | Route::Staff => None,
        Route::StaffReport { .. } => Some(Route::Staff),
        Route::Sessions | Route::Unit | Route::Journal => Some(Route::Mine),
        Route::OfficeRules | Route::OfficeEstate { .. } => Some(Route::Office),
        Route::OfficeRoll { id } => Some(Route::OfficeEstate { id: *id }),
        Route::ReportAll | Route::ReportNew { .. } => Some(Route::Report),
        Route::ReportShow { .. } => Some(Route::ReportMine),
        Route::Vote { path } => Some(match path.split_once('/') {
            Some((meeting, _)) => Route::Vote { path: meeting.to_owned() },
            None => Route::Votes,
        }),
        Route::Meetings { path } => Some(match path.rsplit_once('/') {
            Some(("of", _)) | None => Route::Home,
            Some((above, _)) => Route::Meetings { path: above.to_owned() },
        }),
        _ => Some(Route::Home),
    }
}
