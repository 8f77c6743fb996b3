//! The parts of the app: which pages are loaded together, when the first of them is opened, so
//! that nobody waits for what they never open (ADR 7).
#![expect(clippy::unnecessary_wraps, reason = "`wasm_split` reports a failed load in this Result")]

use std::cell::RefCell;

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use wasm_split_helpers::{SplitLoaderError, wasm_split};
use yew::prelude::*;

use crate::net::fetch::Failure;
use crate::net::js;
use crate::page;
use crate::route::Route;
use crate::ui::{Bones, Failed};

/// Which page of a part answers an address.
type Pages = fn(&Route) -> Option<Html>;

/// The code of a part, or why it did not come.
type Loading = Result<Pages, SplitLoaderError>;

/// A part of the app; what all of them need, and sign-in, is there from the start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// Home.
    Home,
    /// What is one's own: flat, devices, notices, numbers to call, votes. A part more would cost the
    /// first page 6 KB: with each part there are more pieces that several need, and none is free.
    Own,
    /// Reporting.
    Report,
    /// How staff come in.
    Entrance,
    /// The queue.
    Staff,
    /// People and places, and the meetings that offices call and oversee.
    Office,
}

thread_local! {
    static LOADED: RefCell<Vec<(Part, Pages)>> = const { RefCell::new(Vec::new()) };
}

impl Part {
    /// Every part that residents open, in the order they are likely to.
    const RESIDENTS: [Self; 3] = [Self::Home, Self::Report, Self::Own];

    /// The part that answers an address.
    const fn of(route: &Route) -> Option<Self> {
        match route {
            Route::Home => Some(Self::Home),
            Route::Mine
            | Route::Sessions
            | Route::Inbox
            | Route::Phones
            | Route::Unit
            | Route::Journal
            | Route::Votes
            | Route::Vote { .. } => Some(Self::Own),
            Route::Report
            | Route::ReportNew { .. }
            | Route::ReportAll
            | Route::ReportMine
            | Route::ReportQueue { .. }
            | Route::ReportShow { .. } => Some(Self::Report),
            Route::StaffSignIn | Route::Invitation { .. } => Some(Self::Entrance),
            Route::Staff | Route::StaffReport { .. } => Some(Self::Staff),
            Route::Office
            | Route::OfficeRules
            | Route::OfficeEstate { .. }
            | Route::OfficeRoll { .. }
            | Route::Meetings { .. } => Some(Self::Office),
            Route::SignIn | Route::NotFound => None,
        }
    }

    fn pages(self) -> Option<Pages> {
        LOADED.with_borrow(|loaded| {
            loaded.iter().find(|(part, _)| *part == self).map(|(_, pages)| *pages)
        })
    }

    /// The sheets that its pages need beside that of all; one's own unit is dressed as the offices.
    const fn sheets(self) -> &'static [&'static str] {
        match self {
            Self::Own => &["report", "office", "vote"],
            Self::Staff => &["report", "office"],
            Self::Office => &["report", "office", "vote"],
            Self::Report => &["report"],
            Self::Home | Self::Entrance => &[],
        }
    }

    async fn load(self) -> Option<Pages> {
        if let Some(pages) = self.pages() {
            return Some(pages);
        }
        for sheet in self.sheets() {
            let sheet = js::call(&js::window(), "linliSheet", &[&JsValue::from_str(sheet)]);
            JsFuture::from(sheet.dyn_into::<js_sys::Promise>().ok()?).await.ok()?;
        }
        let pages = match self {
            Self::Home => home().await,
            Self::Own => own().await,
            Self::Report => report().await,
            Self::Entrance => entrance().await,
            Self::Staff => staff().await,
            Self::Office => office().await,
        };
        let pages = pages.ok()?;
        LOADED.with_borrow_mut(|loaded| loaded.push((self, pages)));
        Some(pages)
    }
}

#[wasm_split(home, fallible)]
fn home() -> Loading {
    Ok(|route| (*route == Route::Home).then(|| html! { <page::Home /> }))
}

/// Once it is here, the journal is followed.
#[wasm_split(own, fallible)]
fn own() -> Loading {
    crate::net::journal::begin();
    Ok(|route| {
        Some(match route {
            Route::Mine => html! { <page::Mine /> },
            Route::Sessions => html! { <page::Sessions /> },
            Route::Inbox => html! { <page::Inbox /> },
            Route::Phones => html! { <page::Phones /> },
            Route::Unit => html! { <page::office::Unit /> },
            Route::Journal => html! { <page::Journal /> },
            Route::Votes => html! { <page::vote::Votes /> },
            Route::Vote { path } => html! { <page::vote::Vote path={path.clone()} /> },
            _ => return None,
        })
    })
}

#[wasm_split(report, fallible)]
fn report() -> Loading {
    Ok(|route| {
        Some(match route {
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
            _ => return None,
        })
    })
}

#[wasm_split(entrance, fallible)]
fn entrance() -> Loading {
    Ok(|route| {
        Some(match route {
            Route::StaffSignIn => html! { <page::StaffSignIn /> },
            Route::Invitation { token } => html! { <page::Invitation token={token.clone()} /> },
            _ => return None,
        })
    })
}

#[wasm_split(staff, fallible)]
fn staff() -> Loading {
    Ok(|route| {
        Some(match route {
            Route::Staff => html! { <page::StaffQueue /> },
            Route::StaffReport { ticket } => {
                html! { <page::StaffReport ticket={ticket.clone()} /> }
            }
            _ => return None,
        })
    })
}

#[wasm_split(office, fallible)]
fn office() -> Loading {
    Ok(|route| {
        Some(match route {
            Route::Office => html! { <page::office::Office /> },
            Route::OfficeRules => html! { <page::office::OfficeRules /> },
            Route::OfficeEstate { id } => html! { <page::office::OfficeEstate id={*id} /> },
            Route::OfficeRoll { id } => html! { <page::office::OfficeRoll id={*id} /> },
            Route::Meetings { path } => html! { <page::meeting::Meetings path={path.clone()} /> },
            _ => return None,
        })
    })
}

/// Fetches ahead what a resident opens next; what fails is fetched when it is opened.
pub fn fetch_ahead() {
    spawn_local(async {
        for part in Part::RESIDENTS {
            part.load().await;
        }
    });
}

/// What [`Answer`] answers.
#[derive(PartialEq, Properties)]
pub struct AnswerProps {
    /// The address.
    pub route: Route,
}

/// How far the page's code has come.
#[derive(Clone, Copy)]
enum Stage {
    Loading,
    Loaded(Pages),
    Failed,
}

/// The page of an address, as soon as its part is here.
#[component]
pub fn Answer(props: &AnswerProps) -> Html {
    let part = Part::of(&props.route);
    let stage = use_state(|| part.and_then(Part::pages).map_or(Stage::Loading, Stage::Loaded));
    let attempt = use_state(|| 0_u32);
    {
        let stage = stage.clone();
        use_effect_with((part, *attempt), move |&(part, _)| {
            let Some(part) = part.filter(|_| !matches!(*stage, Stage::Loaded(_))) else { return };
            spawn_local(async move {
                let loaded = part.load().await;
                if loaded.is_none() {
                    js::dispatch("linli:part-missing");
                }
                stage.set(loaded.map_or(Stage::Failed, Stage::Loaded));
            });
        });
    }
    match (*stage, &props.route) {
        (_, Route::SignIn) => html! { <page::SignIn /> },
        (_, route) if Part::of(route).is_none() => html! { <page::NotFound /> },
        (Stage::Loading, _) => html! { <main><Bones /></main> },
        (Stage::Loaded(pages), route) => {
            pages(route).unwrap_or_else(|| html! { <page::NotFound /> })
        }
        (Stage::Failed, _) => {
            let again = Callback::from(move |()| {
                stage.set(Stage::Loading);
                attempt.set(*attempt + 1);
            });
            html! { <main><Failed failure={Failure::Network} again={Some(again)} /></main> }
        }
    }
}
