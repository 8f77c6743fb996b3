//! A neighbour's open report that may be the same, offered without photo or count.

use std::rc::Rc;

use shared::api::Nothing;
use shared::api::report::{AlikeQuery, FindAlike, JoinReport, PublicReport};
use shared::domain::estate::{EstateId, Place};
use shared::domain::report::{CategoryCode, Ticket};
use yew::prelude::*;

use crate::hook::{use_action, use_clock, use_query_when, use_text};
use crate::i18n::{say, time};
use crate::route::Route;
use crate::ui::{Button, ButtonLink, Card, Icon, Kind};

/// What [`Alike`] shows.
#[derive(PartialEq, Properties)]
pub(super) struct AlikeProps {
    /// The estate.
    pub(super) estate: EstateId,
    /// What is being reported.
    pub(super) category: CategoryCode,
    /// Where, once that is said.
    pub(super) place: Option<Place>,
    /// It was joined.
    pub(super) onjoined: Callback<Ticket>,
}

fn question(category: &CategoryCode, place: &Place) -> AlikeQuery {
    let (building, stair, name) = match place.clone() {
        Place::Building { building, stair, .. } => (Some(building), stair, None),
        Place::Common { name } => (None, None, Some(name)),
    };
    AlikeQuery { category: category.clone(), building, stair, name }
}

/// The neighbour's report, to join; nothing where there is none.
#[component]
pub(super) fn Alike(props: &AlikeProps) -> Html {
    let text = use_text();
    let form = &text.report().form;
    let now = use_clock();
    let passed = use_state_eq(|| Rc::<[Ticket]>::from([]));
    let join = use_action::<JoinReport>();
    let ask = props.place.as_ref().map(|place| question(&props.category, place));
    let alike = use_query_when::<FindAlike>(ask.map(|query| ((props.estate,), query)));
    let open = |report: &&PublicReport| !passed.contains(&report.ticket);
    let Some(report) = alike.data().and_then(|alike| alike.reports.iter().find(open)) else {
        return Html::default();
    };
    let ticket = report.ticket;
    let status = (text.report().status)(report.status);
    let place = text.report().list.place(&report.place);
    let line = (form.alike_line)(&time::day(text, report.day, now), place, status);
    let go = {
        let (join, done) = (join.clone(), props.onjoined.clone());
        Callback::from(move |_: MouseEvent| {
            let done = done.clone();
            join.run((ticket,), Nothing {}, move |_| done.emit(ticket));
        })
    };
    let pass = Callback::from(move |_: MouseEvent| {
        passed.set(passed.iter().copied().chain([ticket]).collect());
    });
    html! {
        <Card class="join">
            <h2>{ if report.mine { form.alike_mine } else { form.alike } }</h2>
            <p class="sub">{ line }</p>
            if !report.mine {
                <p class="cap">{ form.alike_why }</p>
            }
            if let Some(failure) = join.failure() {
                <p class="why" role="alert"><Icon name="alert" />{ say(text, failure) }</p>
            }
            <div class="btns">
                if report.mine {
                    <ButtonLink kind={Kind::Soft} label={form.look}
                        to={Route::ReportShow { ticket: ticket.to_string() }} />
                } else {
                    <Button class="grow2" kind={Kind::Default} label={form.join} busy={join.busy()}
                        onclick={go} />
                }
                <Button kind={Kind::Quiet} label={form.not_same} onclick={pass} />
            </div>
        </Card>
    }
}
