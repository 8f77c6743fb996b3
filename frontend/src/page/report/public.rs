//! The estate's public list: category, building, status; never who.

use shared::api::Nothing;
use shared::api::report::{ListCategories, ListEstateReports, PageQuery, PublicReport};
use shared::domain::estate::EstateId;
use yew::prelude::*;

use crate::hook::{Pages, use_clock, use_pages, use_query, use_text};
use crate::i18n::{Text, say, time};
use crate::page::names;
use crate::route::Route;
use crate::ui::{Button, Cell, Cells, Chip, Empty, Icon, Kind, Tone, show};

/// What [`PublicReports`] show.
#[derive(PartialEq, Properties)]
pub(super) struct PublicReportsProps {
    /// Of which estate.
    pub(super) estate: EstateId,
}

/// The reports of an estate as neighbours may see them.
#[component]
pub(super) fn PublicReports(props: &PublicReportsProps) -> Html {
    let text = use_text();
    let now = use_clock();
    let lists = &text.report().list;
    let list = use_query::<ListCategories>((), Nothing {});
    let list = list.data().cloned();
    let pages = use_pages::<ListEstateReports>(
        (props.estate,),
        |cursor| PageQuery { cursor },
        |page| page.next.as_deref(),
    );
    let row = |report: &PublicReport| {
        let over = report.status.is_over();
        let tone = if over { Tone::Grey } else { Tone::Wait };
        let day = time::day(text, report.day, now);
        let to = report.mine.then(|| Route::ReportShow { ticket: report.ticket.to_string() });
        html! {
            <Cell key={report.ticket.to_string()} {tone} {to}
                icon={names::category_icon(list.as_deref(), &report.category)}
                title={names::category_label(text, list.as_deref(), &report.category)}
                sub={AttrValue::from((lists.at)(lists.place(&report.place), &day))}>
                <Chip {tone} text={(text.report().status)(report.status)} />
            </Cell>
        }
    };
    show(&pages.first, |first| {
        if first.items.is_empty() {
            return html! { <Empty icon="shield" title={lists.estate_empty} sub={lists.estate_hint} /> };
        }
        html! {
            <>
                <p class="sub gap-s">{ lists.estate_hint }</p>
                <Cells class="gap">
                    { for pages.all().flat_map(|page| &page.items).map(row) }
                </Cells>
                { more(text, &pages) }
            </>
        }
    })
}

/// The button that reads on, and why it could not.
pub(super) fn more<T>(text: &Text, pages: &Pages<T>) -> Html {
    html! {
        <>
            if let Some(failure) = &pages.failure {
                <p class="why" role="alert"><Icon name="alert" />{ say(text, failure) }</p>
            }
            if pages.more.is_some() || pages.busy {
                <Button class="gap" kind={Kind::Quiet} label={text.common.next_page}
                    busy={pages.busy}
                    onclick={pages.more.clone().unwrap_or_default().reform(|_: MouseEvent| ())} />
            }
        </>
    }
}
