//! The app's root: which page answers which address.

use std::rc::Rc;

use yew::prelude::*;
use yew_router::prelude::*;

use crate::hook::{use_background, use_session};
use crate::page;
use crate::route::Route;
use crate::session::{Phase, SessionProvider};
use crate::ui::{Banners, Bones, Layer, PageStack, ToastProvider};

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
    vec![match route {
        Route::StaffSignIn => layer(route, html! { <page::StaffSignIn /> }),
        Route::Invitation { token } => {
            layer(route, html! { <page::Invitation token={token.clone()} /> })
        }
        _ => layer(&Route::SignIn, html! { <page::SignIn /> }),
    }]
}

fn layer(route: &Route, page: Html) -> Layer {
    Layer { key: route.to_path().into(), page, list: false }
}

/// The pages of an address: on top its own, below it those that Back leads to.
fn layers(route: &Route) -> Vec<Layer> {
    let mut below = above(route).map(|above| layers(&above)).unwrap_or_default();
    let page = match route {
        Route::Home => html! { <page::Home /> },
        Route::Report => html! { <page::report::ReportPick /> },
        Route::ReportAll => html! { <page::report::ReportAll /> },
        Route::ReportNew { category } => {
            html! { <page::report::ReportNew category={category.clone()} /> }
        }
        Route::ReportMine => html! { <page::report::ReportMine /> },
        Route::ReportQueue { id } => html! { <page::report::ReportQueue id={id.clone()} /> },
        Route::ReportShow { ticket } => {
            html! { <page::report::ReportShow ticket={ticket.clone()} /> }
        }
        Route::Mine => html! { <page::Mine /> },
        Route::Sessions => html! { <page::Sessions /> },
        Route::Inbox => html! { <page::Inbox /> },
        Route::Phones => html! { <page::Phones /> },
        Route::StaffSignIn => html! { <page::StaffSignIn /> },
        Route::Invitation { token } => html! { <page::Invitation token={token.clone()} /> },
        Route::Staff => html! { <page::StaffQueue /> },
        Route::StaffReport { ticket } => html! { <page::StaffReport ticket={ticket.clone()} /> },
        Route::Unit => html! { <page::office::Unit /> },
        Route::Office => html! { <page::office::Office /> },
        Route::OfficeRules => html! { <page::office::OfficeRules /> },
        Route::OfficeEstate { id } => html! { <page::office::OfficeEstate id={*id} /> },
        Route::OfficeRoll { id } => html! { <page::office::OfficeRoll id={*id} /> },
        _ => html! { <page::NotFound /> },
    };
    below.push(Layer { list: *route == Route::Staff, ..layer(route, page) });
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
