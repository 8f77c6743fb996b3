//! The two parts of the app: which page answers which address in each.

use yew::prelude::*;

use crate::page;
use crate::route::Route;

/// What everybody with an account has.
fn everybodys(route: &Route) -> Option<Html> {
    Some(match route {
        Route::Mine => html! { <page::Mine /> },
        Route::Sessions => html! { <page::Sessions /> },
        Route::Inbox => html! { <page::Inbox /> },
        Route::NotFound => html! { <page::NotFound /> },
        _ => return None,
    })
}

/// Home, reports, phones, the flat.
pub fn residents(route: &Route) -> Option<Html> {
    Some(match route {
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
        Route::Phones => html! { <page::Phones /> },
        Route::Unit => html! { <page::office::Unit /> },
        other => return everybodys(other),
    })
}

/// The queue, the office, and how staff come in. Below `/staff`, `/office`, `/invitation` and
/// `/signin/staff`; the server gives these addresses the page that loads this part.
pub fn staff(route: &Route) -> Option<Html> {
    Some(match route {
        Route::StaffSignIn => html! { <page::StaffSignIn /> },
        Route::Invitation { token } => html! { <page::Invitation token={token.clone()} /> },
        Route::Staff => html! { <page::StaffQueue /> },
        Route::StaffReport { ticket } => html! { <page::StaffReport ticket={ticket.clone()} /> },
        Route::Office => html! { <page::office::Office /> },
        Route::OfficeRules => html! { <page::office::OfficeRules /> },
        Route::OfficeEstate { id } => html! { <page::office::OfficeEstate id={*id} /> },
        Route::OfficeRoll { id } => html! { <page::office::OfficeRoll id={*id} /> },
        other => return everybodys(other),
    })
}
