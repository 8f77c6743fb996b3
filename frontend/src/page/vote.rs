//! The assembly's votes, as its owners see them.

use shared::api::Nothing;
use shared::api::vote::{GetMeeting, MeetingView};
use shared::domain::vote::MeetingId;
use yew::prelude::*;

use crate::hook::{UseQuery, use_query, use_text};
use crate::i18n::Text;
use crate::route::Route;
use crate::ui::{ButtonLink, Empty, Page};

mod amount;
mod arches;
mod bars;
mod cast;
mod elected;
mod key_sheet;
mod list;
mod matter;
mod meeting;
mod objection;
mod path;
mod print;
mod recount;
mod result;
mod roll;
mod served;
mod words;

pub use list::Votes;
pub(super) use recount::question;

use path::Path;

/// What [`Vote`] shows.
#[derive(PartialEq, Properties)]
pub struct VoteProps {
    /// What follows `/vote/` in the address.
    pub path: AttrValue,
}

/// The page of a meeting, or one of those below it.
#[component]
pub fn Vote(props: &VoteProps) -> Html {
    let text = use_text();
    match Path::parse(&props.path) {
        Some(Path::Meeting(id)) => html! { <meeting::Meeting {id} /> },
        Some(Path::Roll(id)) => html! { <roll::VoteRoll {id} /> },
        Some(Path::Cast(meeting, party, step)) => {
            html! { <cast::Casting {meeting} {party} {step} /> }
        }
        Some(Path::Receipt(meeting, party)) => html! { <cast::ReceiptPage {meeting} {party} /> },
        Some(Path::Result(id)) => html! { <result::Outcome {id} /> },
        Some(Path::Print(id)) => html! { <print::Announcement {id} /> },
        Some(Path::Recount(id)) => html! { <recount::Recount {id} /> },
        None => nowhere(text),
    }
}

/// An address that names nothing.
fn nowhere(text: &Text) -> Html {
    html! {
        <Page title={text.vote().list.title} above={Route::Votes}>
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
