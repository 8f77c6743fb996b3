//! The app's root: which page answers which address.

use std::rc::Rc;
use std::sync::OnceLock;

use yew::prelude::*;
use yew_router::prelude::*;

use crate::hook::{use_background, use_session};
use crate::net::js;
use crate::page;
use crate::part;
use crate::route::Route;
use crate::session::{Phase, SessionProvider};
use crate::ui::{Banners, Bones, Layer, PageStack, ToastProvider};

/// The pages of one part of the app: residents' and staff's are modules of their own, so that
/// nobody loads what they never open.
pub type Pages = fn(&Route) -> Option<Html>;

static PART: OnceLock<Pages> = OnceLock::new();
/// The path of the address that the page was loaded from.
static LOADED: OnceLock<String> = OnceLock::new();

/// Starts the app with the pages of one part.
pub fn start(pages: Pages) {
    // A second start would find the first one's pages: there is none.
    let _ = (PART.set(pages), LOADED.set(js::path()));
    let place = js::document().get_element_by_id("app");
    match place {
        Some(place) => yew::Renderer::<App>::with_root(place).render(),
        None => yew::Renderer::<App>::new().render(),
    };
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
    let session = use_session();
    let route = use_route::<Route>().unwrap_or(Route::NotFound);
    let layers = match session.phase {
        Phase::Starting => vec![layer(&route, html! { <main><Bones /></main> })],
        Phase::Out => gate(&route),
        Phase::In if route == Route::SignIn => {
            return html! { <Redirect<Route> to={Route::Home} /> };
        }
        // Staff begin with what waits for them.
        Phase::In if route == Route::Home && session.role().is_some_and(page::has_queue) => {
            return html! { <Redirect<Route> to={Route::Staff} /> };
        }
        Phase::In => layers(&route),
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

/// Whatever the address, who is not signed in signs in first, and then is where they wanted to be.
fn gate(route: &Route) -> Vec<Layer> {
    let open = matches!(route, Route::StaffSignIn | Route::Invitation { .. });
    vec![if open {
        layer(route, page_of(route))
    } else {
        layer(&Route::SignIn, html! { <page::SignIn /> })
    }]
}

fn layer(route: &Route, page: Html) -> Layer {
    Layer { key: route.to_path().into(), page, list: false }
}

/// The page of an address in this part of the app; the other part's are loaded as its own page.
fn page_of(route: &Route) -> Html {
    let residents: Pages = part::residents;
    let pages = PART.get().copied().unwrap_or(residents);
    pages(route).unwrap_or_else(|| html! { <OtherPart /> })
}

/// Loads the part of the app that this address belongs to. An address that was loaded as a page of
/// its own belongs to no part.
#[component]
fn OtherPart() -> Html {
    let loaded = LOADED.get().is_some_and(|path| *path == js::path());
    use_effect_with(loaded, |loaded| {
        if !loaded {
            drop(js::window().location().reload());
        }
    });
    if loaded {
        html! { <page::NotFound /> }
    } else {
        html! { <main><Bones /></main> }
    }
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
        Route::Sessions | Route::Unit => Some(Route::Mine),
        Route::OfficeRules | Route::OfficeEstate { .. } => Some(Route::Office),
        Route::OfficeRoll { id } => Some(Route::OfficeEstate { id: *id }),
        Route::ReportAll | Route::ReportNew { .. } => Some(Route::Report),
        Route::ReportShow { .. } => Some(Route::ReportMine),
        _ => Some(Route::Home),
    }
}
