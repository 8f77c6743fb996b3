//! What the inbox tells of meetings of the assembly.

use std::rc::Rc;

use shared::api::inbox::MeetingNotice;
use yew::prelude::*;

use crate::hook::{use_clock, use_text};
use crate::i18n::time;
use crate::route::Route;
use crate::ui::{Cell, Cells, Chip, Head, Tone};

/// What [`MeetingNews`] shows.
#[derive(PartialEq, Properties)]
pub(super) struct MeetingNewsProps {
    pub(super) meetings: Rc<[MeetingNotice]>,
    /// Whether an office reads it, which has pages of its own.
    pub(super) staff: bool,
}

/// A line for each meeting, the latest first.
#[component]
pub(super) fn MeetingNews(props: &MeetingNewsProps) -> Html {
    let text = use_text();
    let now = use_clock();
    let news = &text.vote().news;
    if props.meetings.is_empty() {
        return Html::default();
    }
    let row = |notice: &MeetingNotice| {
        let path = notice.meeting.to_string();
        let to = if props.staff { Route::Meetings { path } } else { Route::Vote { path } };
        let when = time::when(text, notice.at, now);
        let tone = if notice.unread { Tone::Wait } else { Tone::Brand };
        html! {
            <Cell key={notice.meeting.to_string()} icon="vote" {tone} title={notice.title.clone()}
                sub={(text.common.pair)((news.happened)(notice.kind), &when)} {to}>
                if notice.unread {
                    <Chip tone={Tone::Wait} text={text.account().unread} />
                }
            </Cell>
        }
    };
    html! {
        <>
            <Head title={news.title} />
            <Cells>{ for props.meetings.iter().map(row) }</Cells>
        </>
    }
}
