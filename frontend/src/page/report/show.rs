//! One report: who must do what by when, what happened, and what the reader can do.

use std::rc::Rc;

use shared::api::Nothing;
use shared::api::estate::{EstateView, GetEstate};
use shared::api::report::{CategoryList, GetReport, ListCategories, ReportView};
use shared::domain::report::{Clock, Course, Event, Party, Status, Ticket, next_clock};
use shared::policy::Standing;
use yew::prelude::*;

use super::act::ActSheet;
use super::decide::{Decide, outcome, result, silence};
use super::rate::rating;
use super::sight;
use super::steps::{Setting, paused_for, photos, tally, timeline};
use super::unsent::{Unsent, is_rated};
use super::verify::{Checked, check};
use crate::hook::{use_clock, use_outbox, use_query, use_query_when, use_text};
use crate::i18n::{Text, time};
use crate::page::{names, ring};
use crate::route::Route;
use crate::ui::{
    Button, ButtonLink, Card, Cell, Cells, Chip, Due, Empty, Head, Icon, Kind, Page, Sheet, Shots,
    Tone, Verified, show,
};

/// What [`ReportShow`] shows.
#[derive(PartialEq, Properties)]
pub struct ReportShowProps {
    /// The report's number, as the address has it.
    pub ticket: AttrValue,
}

/// The page of one report.
#[component]
pub fn ReportShow(props: &ReportShowProps) -> Html {
    let text = use_text();
    let ticket = Ticket::parse(&props.ticket).ok();
    let query = use_query_when::<GetReport>(ticket.map(|ticket| ((ticket,), Nothing {})));
    let list = use_query::<ListCategories>((), Nothing {});
    let list = list.data().cloned();
    let estate = query.data().map(|view| ((view.estate,), Nothing {}));
    let estate = use_query_when::<GetEstate>(estate);
    let estate = estate.data().cloned();
    let sheet = use_state_eq(|| None::<Event>);
    let more = use_state_eq(|| false);
    let open = {
        let (sheet, more) = (sheet.setter(), more.setter());
        Callback::from(move |event: Event| {
            more.set(false);
            sheet.set(Some(event));
        })
    };
    let view = query.data().cloned();
    let title = match &view {
        Some(view) => names::category_label(text, list.as_deref(), &view.card.category),
        None => AttrValue::Static(text.report().form.queue),
    };
    let content = if ticket.is_none() {
        html! {
            <Empty icon="search" title={text.common.not_found} sub={text.common.not_found_why}>
                <ButtonLink label={text.common.go_home} to={Route::Home} />
            </Empty>
        }
    } else {
        show(&query, |view| {
            let (view, list, estate) = (view.clone(), list.clone(), estate.clone());
            html! { <Body {view} {list} {estate} onact={open.clone()} /> }
        })
    };
    let (action, foot) =
        view.as_deref().map(|view| bars(text, view, &more, &open)).unwrap_or_default();
    let onclose = {
        let sheet = sheet.setter();
        Callback::from(move |()| sheet.set(None))
    };
    html! {
        <Page {title} above={Route::ReportMine} {action} {foot}>
            { content }
            if let Some(view) = view {
                { further(text, &view, &more, &open) }
                <ActSheet {view} event={*sheet} {list} {estate} {onclose} />
            }
        </Page>
    }
}

/// What the reader may do and what has no button of its own on the page.
fn rest(view: &ReportView) -> Vec<Event> {
    [Event::Correct, Event::Reclassify, Event::Withdraw]
        .into_iter()
        .filter(|event| view.may.contains(event))
        .collect()
}

/// The action of the bar and the foot.
fn bars(
    text: &Text,
    view: &ReportView,
    more: &UseStateHandle<bool>,
    open: &Callback<Event>,
) -> (Html, Html) {
    let action = if rest(view).is_empty() {
        Html::default()
    } else {
        let more = more.setter();
        let onclick = Callback::from(move |_: MouseEvent| more.set(true));
        html! {
            <button type="button" class="bar-btn" aria-haspopup="dialog"
                aria-label={text.report().show.more} {onclick}><Icon name="more" /></button>
        }
    };
    let foot = if view.may.contains(&Event::Add) {
        let onclick = open.reform(|_: MouseEvent| Event::Add);
        html! {
            <Button kind={Kind::Default} icon="camera" label={(text.report().show.go)(Event::Add)}
                {onclick} />
        }
    } else {
        Html::default()
    };
    (action, foot)
}

/// The sheet of further actions.
fn further(
    text: &Text,
    view: &ReportView,
    more: &UseStateHandle<bool>,
    open: &Callback<Event>,
) -> Html {
    let close = more.setter();
    let onclose = Callback::from(move |()| close.set(false));
    let until = view.correct_until.map(|until| {
        AttrValue::from((text.report().show.correct_until)(&time::time_of_day(until)))
    });
    let row = |event: Event| {
        let (icon, sub) = match event {
            Event::Correct => ("pin", until.clone()),
            Event::Reclassify => ("refresh", until.clone()),
            _ => ("close", None),
        };
        let onclick = open.reform(move |_: MouseEvent| event);
        html! {
            <Cell key={event.as_str()} {icon} title={(text.report().show.go)(event)} {sub}
                onclick={Some(onclick)} />
        }
    };
    html! {
        <Sheet open={**more} {onclose} id="more" title={text.report().show.more}>
            <Cells>{ for rest(view).into_iter().map(row) }</Cells>
        </Sheet>
    }
}

#[derive(PartialEq, Properties)]
struct BodyProps {
    view: Rc<ReportView>,
    list: Option<Rc<CategoryList>>,
    estate: Option<Rc<EstateView>>,
    onact: Callback<Event>,
}

#[component]
fn Body(props: &BodyProps) -> Html {
    let text = use_text();
    let now = use_clock();
    let outbox = use_outbox();
    let view = &props.view;
    let served = props.estate.as_ref().map(|estate| estate.company.is_some());
    let found =
        props.list.as_deref().zip(served).and_then(|(list, served)| check(view, list, served));
    let course = found.as_ref().map(|found| found.course.clone());
    let setting = Setting { text, list: props.list.as_deref(), view, now };
    let reviewer = course.as_ref().map_or(Party::Town, Course::reviewer);
    let rated = outbox.as_deref().is_some_and(|records| is_rated(records, view.card.ticket));
    html! {
        <>
            { head(setting, course.as_ref(), &props.onact) }
            <Decide view={view.clone()} course={course.clone()} by={silence(setting)}
                reviewer={setting.party(&reviewer)}
                onreopen={props.onact.reform(|()| Event::Reopen)} />
            { rating(setting, rated) }
            <Unsent ticket={view.card.ticket} />
            // A box that stays: where nothing is unsent, yew inserts what stands above before the
            // element that follows here, and remembers it even when it was replaced.
            <div>{ course_card(setting, found.as_ref()) }</div>
            { reported(setting) }
            { seen_by(setting, course.as_ref()) }
        </>
    }
}

/// What is to be known first: who must act, or how it ended.
fn head(setting: Setting<'_>, course: Option<&Course>, onact: &Callback<Event>) -> Html {
    let Setting { text, view, .. } = setting;
    match view.card.status {
        // A matter can also be closed without a result: by a review, or with another.
        Status::Resolved | Status::Closed if result(view).is_some() => outcome(setting),
        Status::Rejected => html! {
            <>
                { ended(setting) }
                if view.may.contains(&Event::Object) {
                    <Card>
                        <p class="sub">{ text.report().show.rejected_why }</p>
                        <Button class="gap" label={(text.report().show.go)(Event::Object)}
                            onclick={onact.reform(|_: MouseEvent| Event::Object)} />
                    </Card>
                }
            </>
        },
        Status::Merged => html! {
            <>
                { ended(setting) }
                if let Some(into) = view.merged_into {
                    <Cells>
                        <Cell icon="share" title={(text.report().show.merged)(into.as_str())}
                            to={Route::ReportShow { ticket: into.to_string() }} />
                    </Cells>
                }
            </>
        },
        Status::Withdrawn | Status::Resolved | Status::Closed => ended(setting),
        _ => match next_clock(&view.card.clocks) {
            Some(clock) => due(setting, clock, course),
            None => ended(setting),
        },
    }
}

/// The state, and what was said when it came to it.
fn ended(setting: Setting<'_>) -> Html {
    let Setting { text, view, .. } = setting;
    let status = view.card.status;
    let (tone, icon) = match status {
        Status::Closed => (Tone::Brand, "check"),
        Status::Rejected => (Tone::Stop, "alert"),
        _ => (Tone::Grey, "info"),
    };
    let last = view.steps.iter().rev().find(|step| step.to == status && step.event.moves());
    let said = last.and_then(|step| step.note.clone());
    html! {
        <Card>
            <Chip {tone} {icon} text={(text.report().status)(status)} />
            if let Some(said) = said {
                <p class="said gap-s pre">{ said }</p>
            }
        </Card>
    }
}

/// The ring, its sentence, and what happens by itself.
fn due(setting: Setting<'_>, clock: &Clock, course: Option<&Course>) -> Html {
    let Setting { text, now, .. } = setting;
    let page = &text.report().show;
    let late = clock.is_late(now);
    let title = (page.duty)(&setting.party(&clock.party), (text.report().duty)(clock.kind));
    let title = sight::sentence(&title);
    let ring = ring::ring(text, &title, clock, now);
    let day = |at| format!("{} {}", time::date_with_weekday(text, at, now), time::time_of_day(at));
    let (over, by, why) = match clock.paused_at(now) {
        Some(pause) => {
            let left = time::span(text, clock.left(now));
            let by = (page.paused_left)(&left, &day(pause.until));
            (text.common.paused_word, by, paused_for(setting))
        }
        None if late => (page.overdue, time::by_date(text, clock.due, now), None),
        None => (page.waits, time::by_date(text, clock.due, now), None),
    };
    let paused = clock.paused_at(now).is_some();
    let told = course.filter(|_| !paused).and_then(|course| clock.told_when_overdue(course));
    let told = told.map(|party| {
        let say = if late { page.told_now } else { page.told_then };
        say(&setting.party(&party))
    });
    html! {
        <Card>
            <Due clock={ring} {over} {title} {by} />
            if let Some(why) = why {
                <p class="said gap pre">{ why }</p>
            }
            if let Some(told) = told {
                <p class="sub gap">{ told }</p>
            }
        </Card>
    }
}

/// The steps; folded where the matter is decided, so that the decision stands first.
fn course_card(setting: Setting<'_>, found: Option<&Checked>) -> Html {
    let Setting { text, view, .. } = setting;
    let verified = found.is_some_and(|found| found.same);
    let badge = html! {
        if verified {
            <div class="gap"><Verified what={text.report().show.verified} /></div>
        }
    };
    let settled = view.card.status.is_over() || view.card.status == Status::Resolved;
    if settled {
        let (steps, late) = tally(setting);
        return html! {
            <>
                <details class="card fold gap">
                    <summary>{ (text.report().show.steps_done)(steps, late) }<Icon name="down" /></summary>
                    <div class="gap-m">{ timeline(setting) }</div>
                </details>
                { badge }
            </>
        };
    }
    html! {
        <>
            <Card class="gap"><h2 class="vh">{ text.report().show.steps }</h2>{ timeline(setting) }</Card>
            { badge }
        </>
    }
}

/// What was reported: photos, words, facts.
fn reported(setting: Setting<'_>) -> Html {
    let Setting { text, view, now, .. } = setting;
    let page = &text.report().show;
    let mine = view.card.standing == Standing::Reporter;
    let filed = time::when(text, view.card.filed, now);
    let helpers: Vec<String> =
        view.co.iter().map(|dept| setting.party(&Party::of_code(dept)).to_string()).collect();
    let helpers = (!helpers.is_empty()).then(|| helpers.join(text.report().form.comma));
    let facts = [
        (page.place, Some(names::place(text, &view.exact_place))),
        (if mine { page.filed } else { page.filed_neighbour }, Some(filed)),
        (page.lead, Some(setting.party(&view.card.lead).to_string())),
        (page.helpers, helpers),
        (page.followers, view.followers.map(|count| (page.people)(i64::from(count)))),
        (page.law, view.legal.clone()),
        (page.number, Some(view.card.ticket.to_string())),
    ];
    let fact = |(name, value): (&'static str, Option<String>)| {
        let value = value?;
        Some(html! { <><dt>{ name }</dt><dd>{ value }</dd></> })
    };
    html! {
        <>
            <Head title={page.reported} />
            <Card>
                if !view.photos.is_empty() {
                    <Shots photos={photos(&view.photos)} />
                }
                if let Some(words) = &view.words {
                    <p class="said pre gap-s">{ words }</p>
                }
                <dl class="facts gap">{ for facts.into_iter().filter_map(fact) }</dl>
            </Card>
        </>
    }
}

/// Who sees the reporter's name, for the reporter.
fn seen_by(setting: Setting<'_>, course: Option<&Course>) -> Html {
    let Setting { text, list, view, .. } = setting;
    let category = names::category(list, &view.card.category);
    match (category, course, view.card.standing) {
        (Some(category), Some(course), Standing::Reporter) => {
            sight::who_sees(text, &category.category, course)
        }
        _ => Html::default(),
    }
}
