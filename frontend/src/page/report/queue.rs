//! A report that waits on this phone.

use std::cell::Cell;
use std::rc::Rc;

use shared::api::estate::{EstateView, GetEstate};
use shared::api::report::{CategoryList, ListCategories};
use shared::api::{FieldError, Nothing, Problem};
use shared::domain::report::ReportId;
use wasm_bindgen_futures::spawn_local;
use web_sys::Blob;
use yew::prelude::*;
use yew_router::hooks::use_navigator;

use super::queued::{is_queued, records_of};
use super::send::{self, Waiting, use_here};
use super::sight;
use super::urgent::duty_phones;
use crate::hook::{
    use_clock, use_object_urls, use_online, use_outbox, use_query, use_query_when, use_session,
    use_text,
};
use crate::i18n::{Text, say, say_rule, time};
use crate::net::fetch::Failure;
use crate::net::outbox::{self, Record};
use crate::page::names;
use crate::route::Route;
use crate::ui::{
    Aside, Bones, Button, ButtonLink, Card, Chip, Empty, Icon, Kind, Page, Sheet, Tone,
};

/// What [`ReportQueue`] shows.
#[derive(PartialEq, Properties)]
pub struct ReportQueueProps {
    /// The report's id, as the address has it.
    pub id: AttrValue,
}

/// Where the waiting report stands.
#[derive(Clone, Copy, PartialEq)]
enum Stand {
    /// It is on its way.
    Sending,
    /// It waits for the network.
    Waits,
    /// The server refused it.
    Refused,
}

/// The waiting report; once it has arrived, its page.
#[component]
pub fn ReportQueue(props: &ReportQueueProps) -> Html {
    let text = use_text();
    let id = ReportId::parse(&props.id).ok();
    let records = use_outbox();
    let waiting = use_state(|| None::<Option<Rc<Waiting>>>);
    let here = use_here();
    let taken_back = (*use_memo((), |()| Rc::new(Cell::new(false)))).clone();
    let navigator = use_navigator();
    let set = waiting.setter();
    use_effect_with(id, move |id| {
        let id = *id;
        spawn_local(async move {
            let found = match id {
                Some(id) => send::copy_of(id).await,
                None => None,
            };
            set.set(Some(found.map(Rc::new)));
        });
    });
    let queued = records.as_deref().zip(id).map(|(records, id)| is_queued(records, id));
    let copy = (*waiting).clone();
    // What its writer took back has left the outbox too, and must not be asked after.
    let sent = copy.clone().flatten().filter(|_| queued == Some(false) && !taken_back.get());
    use_effect_with(sent.is_some(), move |_| {
        if let Some(waiting) = sent {
            spawn_local(async move {
                let to = send::arrived(&waiting.copy.report).await;
                if let Some(navigator) = navigator.filter(|_| here.get()) {
                    navigator.replace(&to);
                }
            });
        }
    });
    match (copy, queued, records) {
        (Some(Some(waiting)), Some(true), Some(records)) => {
            html! { <Held {waiting} {records} {taken_back} /> }
        }
        (Some(None), ..) => html! {
            <Page title={text.report().form.queue} above={Route::Home}>
                <Empty icon="whistle" title={text.report().form.gone} sub={text.report().form.gone_why}>
                    <ButtonLink label={text.report().mine} to={Route::ReportMine} replace=true />
                </Empty>
            </Page>
        },
        _ => html! {
            <Page title={text.report().form.queue} above={Route::Home}><Bones /></Page>
        },
    }
}

#[derive(Properties)]
struct HeldProps {
    waiting: Rc<Waiting>,
    records: Rc<Vec<Record>>,
    /// Set before the report is taken out of the outbox unsent.
    taken_back: Rc<Cell<bool>>,
}

impl PartialEq for HeldProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.waiting, &other.waiting) && Rc::ptr_eq(&self.records, &other.records)
    }
}

#[component]
fn Held(props: &HeldProps) -> Html {
    let text = use_text();
    let session = use_session();
    let online = use_online();
    let navigator = use_navigator();
    let sure = use_state_eq(|| false);
    let list = use_query::<ListCategories>((), Nothing {});
    let list = list.data().cloned();
    let estate =
        use_query_when::<GetEstate>(session.estate().map(|estate| ((estate,), Nothing {})));
    let estate = estate.data().cloned();
    let report = &props.waiting.copy.report;
    let records = records_of(&props.records, report);
    let stand = if records.iter().any(|record| record.failed) {
        Stand::Refused
    } else if online && records.iter().all(|record| record.tries == 0) {
        Stand::Sending
    } else {
        Stand::Waits
    };
    let edit = {
        let (waiting, navigator) = (props.waiting.clone(), navigator.clone());
        let taken_back = props.taken_back.clone();
        Callback::from(move |_: MouseEvent| {
            taken_back.set(true);
            let (waiting, navigator) = (waiting.clone(), navigator.clone());
            spawn_local(async move {
                let category = waiting.copy.report.category.to_string();
                send::reopen(&waiting).await;
                if let Some(navigator) = navigator {
                    navigator.replace(&Route::ReportNew { category });
                }
            });
        })
    };
    let give_up = {
        let (waiting, taken_back) = (props.waiting.clone(), props.taken_back.clone());
        Callback::from(move |_: MouseEvent| {
            taken_back.set(true);
            let (waiting, navigator) = (waiting.clone(), navigator.clone());
            spawn_local(async move {
                send::withdraw(&waiting.copy.report).await;
                if let Some(navigator) = navigator {
                    navigator.replace(&Route::Home);
                }
            });
        })
    };
    let ask = |open: bool| {
        let sure = sure.setter();
        Callback::from(move |_: MouseEvent| sure.set(open))
    };
    let close = {
        let sure = sure.setter();
        Callback::from(move |()| sure.set(false))
    };
    let foot = foot(text, stand, edit, ask(true));
    html! {
        <Page title={text.report().form.queue} above={Route::Home} {foot}>
            { head(text, stand, &records) }
            <Letter waiting={props.waiting.clone()} list={list.clone()} {stand} />
            { promises(text, list.as_deref(), estate.as_deref(), &props.waiting, stand) }
            if stand != Stand::Refused {
                <Button class="gap" kind={Kind::Quiet} label={text.report().form.give_up}
                    onclick={ask(true)} />
            }
            <Sheet open={*sure} id="give-up" title={text.report().form.give_up_sure}
                onclose={close}>
                <p class="sub">{ text.report().form.give_up_why }</p>
                <Button kind={Kind::Warn} label={text.report().form.give_up} onclick={give_up} />
                <Button kind={Kind::Quiet} label={text.report().form.keep} onclick={ask(false)} />
            </Sheet>
        </Page>
    }
}

/// Saved, sending, or refused and why.
fn head(text: &Text, stand: Stand, records: &[&Record]) -> Html {
    let form = &text.report().form;
    let syncs = outbox::can_background_sync();
    let problem = records.iter().find_map(|record| record.problem.clone());
    let why = problem.map(|problem| refusal(text, problem));
    let (icon, title, sub) = match stand {
        Stand::Sending => ("share", form.sending, form.sending_why.to_owned()),
        Stand::Waits if syncs => ("saved", text.common.sends_itself, form.safe_to_close.to_owned()),
        Stand::Waits => ("saved", text.common.sends_when_open, form.open_to_send.to_owned()),
        Stand::Refused => ("alert", form.refused, why.unwrap_or_default()),
    };
    let bad = (stand == Stand::Refused).then_some("bad");
    html! {
        <div class={classes!("done", bad)} role="status">
            <div class="ring"><Icon name={icon} /></div>
            <h2>{ title }</h2>
            <p class="sub pre">{ sub }</p>
        </div>
    }
}

/// Why the server refused it, and which parts need another look.
fn refusal(text: &Text, problem: Rc<Problem>) -> String {
    let form = &text.report().form;
    let part = |error: &FieldError| {
        let name = match error.pointer.split('/').nth(1) {
            Some("place") => form.place,
            Some("words") => form.words,
            Some("photos") => form.photos,
            _ => form.change,
        };
        format!("{name}{}{}", text.language.pick("：", ": "), say_rule(text, error.rule))
    };
    let mut lines: Vec<String> = problem.errors.iter().map(part).collect();
    lines.insert(0, say(text, &Failure::Problem(problem)));
    lines.join("\n")
}

#[derive(Properties)]
struct LetterProps {
    waiting: Rc<Waiting>,
    list: Option<Rc<CategoryList>>,
    stand: Stand,
}

impl PartialEq for LetterProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.waiting, &other.waiting)
            && self.list == other.list
            && self.stand == other.stand
    }
}

/// What waits: category, place, photos, since when.
#[component]
fn Letter(props: &LetterProps) -> Html {
    let text = use_text();
    let now = use_clock();
    let photos = &props.waiting.photos;
    let urls = use_object_urls(photos.get(..1).unwrap_or_default());
    let report = &props.waiting.copy.report;
    let title = names::category_label(text, props.list.as_deref(), &report.category);
    let (tone, icon, word) = match props.stand {
        Stand::Sending => (Tone::Wait, "clock", text.report().form.sending),
        Stand::Waits => (Tone::Wait, "clock", text.common.queued),
        Stand::Refused => (Tone::Stop, "alert", text.common.refused),
    };
    let since = time::when(text, props.waiting.at, now);
    let line = match i64::try_from(photos.len()).unwrap_or_default() {
        0 => (text.report().form.no_photos_line)(&since),
        count => (text.report().form.photos_line)(count, &size(photos), &since),
    };
    html! {
        <Card>
            <div class="row-item">
                if let Some(url) = urls.first() {
                    <span class="shot-s"><img class="shot" src={url.clone()} alt="" /></span>
                }
                <div class="grow">
                    <h3>{ title }</h3>
                    <p class="sub">{ names::place(text, &report.place) }</p>
                    <p class="cap">{ line }</p>
                </div>
                <Chip {tone} {icon} text={word} />
            </div>
        </Card>
    }
}

/// `2.1 MB`, `340 KB`.
fn size(photos: &[Blob]) -> String {
    let bytes: i64 = photos.iter().map(|photo| crate::net::js::whole(photo.size())).sum();
    let tenths = bytes.saturating_mul(10) / (1 << 20);
    if tenths == 0 {
        format!("{} KB", (bytes >> 10).max(1))
    } else {
        format!("{}.{} MB", tenths / 10, tenths % 10)
    }
}

/// From when the periods count, and whom to call if it cannot wait.
fn promises(
    text: &Text,
    list: Option<&CategoryList>,
    estate: Option<&EstateView>,
    waiting: &Waiting,
    stand: Stand,
) -> Html {
    let form = &text.report().form;
    let served = estate.is_none_or(|estate| estate.company.is_some());
    let view = names::category(list, &waiting.copy.report.category);
    let duty = view.and_then(|view| sight::first_duty_words(text, list, view, served));
    let duty = duty.filter(|_| stand != Stand::Refused);
    html! {
        <>
            if let Some((who, span, what)) = duty {
                <Aside icon="clock">{ sight::sentence(&(form.counts_from)(&who, what, &span)) }</Aside>
            }
            if let Some(phone) = duty_phones(estate).next() {
                <Aside icon="alert">
                    { form.haste }{ " " }
                    <a class="link" href={tel(&phone.number)}>{ (form.haste_call)(&phone.label) }</a>
                </Aside>
            }
        </>
    }
}

fn tel(number: &str) -> String {
    "tel:".chars().chain(number.chars().filter(char::is_ascii_digit)).collect()
}

fn foot(
    text: &Text,
    stand: Stand,
    edit: Callback<MouseEvent>,
    give_up: Callback<MouseEvent>,
) -> Html {
    let form = &text.report().form;
    if stand == Stand::Refused {
        return html! {
            <div class="btns">
                <Button kind={Kind::Default} label={form.give_up} onclick={give_up} />
                <Button label={form.edit} onclick={edit} />
            </div>
        };
    }
    let again = Callback::from(|_: MouseEvent| spawn_local(outbox::flush()));
    html! {
        <div class="btns">
            <Button kind={Kind::Default} label={form.try_now} onclick={again} />
            <ButtonLink label={text.common.go_home} to={Route::Home} replace=true />
        </div>
    }
}
