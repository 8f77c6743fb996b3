//! Meetings of the assembly, for those who call, guide and oversee them: drafts, their course, the
//! roll and who was served, and what the trustees do.

use shared::api::Nothing;
use shared::api::vote::{GetMeeting, MeetingView};
use shared::domain::estate::EstateId;
use shared::domain::vote::MeetingId;
use yew::prelude::*;

use super::MainTabs;
use crate::hook::{UseQuery, use_query, use_session, use_text};
use crate::route::Route;
use crate::ui::{ButtonLink, Empty, Page, TabPage};

mod act;
mod ceremony;
mod checklist;
mod deliver;
mod draft;
mod edit;
mod edit_matter;
mod edit_rules;
mod edit_scope;
mod figures;
mod form;
mod key_sheet;
mod list;
mod matters;
mod objections;
mod open;
mod path;
mod roll;
mod show;
mod trustee;
mod turnout;
mod unlock;

pub(crate) use path::Path;

/// What [`Meetings`] shows.
#[derive(PartialEq, Properties)]
pub struct MeetingsProps {
    /// What follows `/meeting/` in the address.
    pub path: AttrValue,
}

/// The meetings of an estate, or one of the pages below them.
#[component]
pub fn Meetings(props: &MeetingsProps) -> Html {
    match Path::parse(&props.path) {
        Some(Path::Own) => html! { <OwnMeetings /> },
        Some(Path::Estate(estate)) => html! { <EstateMeetings {estate} /> },
        Some(Path::New(estate)) => html! { <edit::NewDraft {estate} /> },
        Some(Path::Trustee(estate)) => html! { <trustee::Trustee {estate} /> },
        Some(Path::Meeting(id)) => html! { <show::Meeting {id} /> },
        Some(Path::Edit(id)) => html! { <edit::EditDraft {id} /> },
        Some(Path::Roll(id)) => html! { <roll::MeetingRoll {id} /> },
        Some(Path::KeySheet(id)) => html! { <key_sheet::KeySheetPage {id} /> },
        Some(Path::Ceremony(id)) => html! { <ceremony::CeremonyPage {id} /> },
        None => html! { <Nowhere /> },
    }
}

/// The committee's list: a tab of theirs.
#[component]
fn OwnMeetings() -> Html {
    let text = use_text();
    let estate = use_session().estate();
    let tabs = html! { <MainTabs current={Path::Own.route()} /> };
    html! {
        <TabPage title={text.meeting().list.title} {tabs}>
            if let Some(estate) = estate {
                <list::List {estate} />
            } else {
                <Empty icon="vote" title={text.vote().list.no_estate}
                    sub={text.vote().list.no_estate_why} />
            }
        </TabPage>
    }
}

#[derive(PartialEq, Properties)]
struct EstateMeetingsProps {
    estate: EstateId,
}

/// An office's list: below the estate.
#[component]
fn EstateMeetings(props: &EstateMeetingsProps) -> Html {
    let text = use_text();
    html! {
        <Page title={text.meeting().list.title} above={Route::OfficeEstate { id: props.estate }}>
            <list::List estate={props.estate} />
        </Page>
    }
}

/// An address that names nothing.
#[component]
fn Nowhere() -> Html {
    let text = use_text();
    html! {
        <Page title={text.meeting().list.title} above={Route::Home}>
            <Empty icon="search" title={text.common.not_found} sub={text.common.not_found_why}>
                <ButtonLink label={text.common.go_home} to={Route::Home} />
            </Empty>
        </Page>
    }
}

/// One meeting, as the server knows it.
#[hook]
fn use_meeting(id: MeetingId) -> UseQuery<MeetingView> {
    use_query::<GetMeeting>((id,), Nothing {})
}

/// Where the list of a meeting's estate is: the committee's is a tab of theirs.
#[hook]
fn use_list_of(estate: Option<EstateId>) -> Route {
    let own = use_session().estate();
    match estate {
        Some(estate) if own != Some(estate) => Path::Estate(estate).route(),
        _ if own.is_some() => Path::Own.route(),
        _ => Route::Office,
    }
}
