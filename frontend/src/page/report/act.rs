//! What a reporter or a neighbour who joined can do: the form of one event, drawn from what the
//! event needs.

use std::cell::RefCell;
use std::rc::Rc;

use shared::api::estate::EstateView;
use shared::api::report::{
    Act, ActOnReport, CategoryList, Need, PHOTOS_MAX, PhotoClaim, PutPhoto, ReportView, needs,
};
use shared::api::{FieldError, Problem};
use shared::domain::report::{CategoryCode, Event, PhotoId, StepId, Ticket};
use wasm_bindgen_futures::spawn_local;
use web_sys::Blob;
use yew::prelude::*;

use super::choices::Choices;
use super::place::{PlaceField, PlaceForm};
use super::send;
use crate::hook::use_text;
use crate::i18n::{Text, field_error, say};
use crate::net::fetch::Failure;
use crate::net::{call, id, live};
use crate::page::names;
use crate::ui::{Button, Cell, Cells, Icon, Kind, PhotoPicker, Sheet, Shot, TextArea, use_toast};

/// What an [`ActSheet`] shows.
#[derive(PartialEq, Properties)]
pub(super) struct ActSheetProps {
    /// The report.
    pub(super) view: Rc<ReportView>,
    /// Which event; none: the sheet is down.
    pub(super) event: Option<Event>,
    /// The categories, for another one.
    pub(super) list: Option<Rc<CategoryList>>,
    /// The estate, for another place.
    pub(super) estate: Option<Rc<EstateView>>,
    /// It was closed, or it is done.
    pub(super) onclose: Callback<()>,
}

/// The sheet with the form of one event.
#[component]
pub(super) fn ActSheet(props: &ActSheetProps) -> Html {
    let text = use_text();
    let title = props.event.map_or("", |event| (text.report().show.form)(event));
    let form = props.event.map(|event| {
        let (view, list) = (props.view.clone(), props.list.clone());
        let (estate, onclose) = (props.estate.clone(), props.onclose.clone());
        html! { <ActForm key={event.as_str()} {event} {view} {list} {estate} {onclose} /> }
    });
    html! {
        <Sheet open={props.event.is_some()} id="act" {title} onclose={props.onclose.clone()}>
            { form.unwrap_or_default() }
        </Sheet>
    }
}

#[derive(PartialEq, Properties)]
struct ActFormProps {
    event: Event,
    view: Rc<ReportView>,
    list: Option<Rc<CategoryList>>,
    estate: Option<Rc<EstateView>>,
    onclose: Callback<()>,
}

/// The ids under which it travels: a second try after a lost answer is the same event with the same
/// photos, and changes nothing twice.
struct Ids {
    act: StepId,
    photos: Vec<(Blob, PhotoId)>,
}

impl Ids {
    fn of(&mut self, shot: &Shot) -> PhotoId {
        if let Some((_, id)) = self.photos.iter().find(|(blob, _)| *blob == shot.blob) {
            return *id;
        }
        let id = id::new_id();
        self.photos.push((shot.blob.clone(), id));
        id
    }
}

/// What is filled in.
#[derive(Clone)]
struct Filled {
    ids: Rc<RefCell<Ids>>,
    note: UseStateHandle<String>,
    shots: UseStateHandle<Rc<[Shot]>>,
    place: UseStateHandle<Option<PlaceForm>>,
    category: UseStateHandle<Option<CategoryCode>>,
}

impl Filled {
    fn act(&self, event: Event) -> Act {
        let mut ids = self.ids.borrow_mut();
        let mut act = Act::new(ids.act, event);
        act.note = Some(self.note.trim().to_owned()).filter(|note| !note.is_empty());
        act.photos = self.shots.iter().map(|shot| ids.of(shot)).collect();
        act.place = self.place.as_ref().map(PlaceForm::place);
        act.category.clone_from(&self.category);
        act
    }
}

/// How it went.
enum Went {
    /// It is done.
    Done,
    /// It waits on this phone.
    Kept,
}

#[component]
fn ActForm(props: &ActFormProps) -> Html {
    let text = use_text();
    let toast = use_toast();
    let event = props.event;
    let needs = needs(event);
    let start = match (&props.estate, needs.place) {
        (Some(estate), Need::Must) => Some(PlaceForm::of(&props.view.exact_place, estate)),
        _ => None,
    };
    let filled = Filled {
        ids: use_mut_ref(|| Ids { act: id::new_id(), photos: Vec::new() }),
        note: use_state_eq(String::new),
        shots: use_state_eq(|| Rc::from([])),
        place: use_state_eq(|| start),
        category: use_state_eq(|| None),
    };
    let busy = use_state_eq(|| false);
    let failure = use_state_eq(|| None::<Failure>);
    let onsend = {
        let (filled, busy, failure) = (filled.clone(), busy.clone(), failure.setter());
        let (ticket, onclose) = (props.view.card.ticket, props.onclose.clone());
        Callback::from(move |_: MouseEvent| {
            if *busy {
                return;
            }
            let act = match filled.act(event).checked() {
                Ok(act) => act,
                Err(errors) => return failure.set(Some(invalid(errors))),
            };
            busy.set(true);
            failure.set(None);
            let (shots, toast, onclose) = ((*filled.shots).clone(), toast.clone(), onclose.clone());
            let (busy, failure) = (busy.setter(), failure.clone());
            spawn_local(async move {
                let went = perform(ticket, act, &shots).await;
                busy.set(false);
                match went {
                    Ok(Went::Done) => toast.say((text.report().show.said)(event)),
                    Ok(Went::Kept) => toast.say(send::kept_words(text)),
                    Err(why) => return failure.set(Some(why)),
                }
                onclose.emit(());
            });
        })
    };
    let (failed, why) = (failure.as_ref(), general(text, failure.as_ref()));
    let grave = event == Event::Withdraw;
    html! {
        <div class="stack act">
            <p class="sub">{ (text.report().show.means)(event) }</p>
            { words(text, event, needs.note, &filled, failed) }
            if needs.photos != Need::No {
                <PhotoPicker shots={(*filled.shots).clone()} max={PHOTOS_MAX}
                    error={field(text, failed, "/photos")}
                    onchange={set(&filled.shots)} />
            }
            { place(props, &filled, failed) }
            { category(text, props, &filled, failed) }
            if let Some(why) = why {
                <p class="why" role="alert"><Icon name="alert" />{ why }</p>
            }
            <Button disabled={needs.category == Need::Must && filled.category.is_none()}
                kind={if grave { Kind::Warn } else { Kind::Primary }} busy={*busy}
                label={(text.report().show.send)(event)} onclick={onsend} />
            <Button kind={Kind::Quiet} label={text.common.cancel}
                onclick={props.onclose.reform(|_: MouseEvent| ())} />
        </div>
    }
}

fn set<T: 'static>(state: &UseStateHandle<T>) -> Callback<T> {
    let state = state.setter();
    Callback::from(move |value| state.set(value))
}

fn invalid(errors: Vec<FieldError>) -> Failure {
    Failure::Problem(Rc::new(Problem::fields(errors)))
}

fn field(text: &Text, failure: Option<&Failure>, pointer: &str) -> Option<AttrValue> {
    field_error(text, failure, pointer).map(AttrValue::Static)
}

/// A failure that stands under no field of the form.
fn general(text: &Text, failure: Option<&Failure>) -> Option<String> {
    let shown = ["/note", "/photos", "/place/building", "/place/name", "/category"];
    let under = shown.iter().any(|pointer| field_error(text, failure, pointer).is_some());
    failure.filter(|_| !under).map(|failure| say(text, failure))
}

/// Sends photos, then the event. Without a network, additions wait on this phone; decisions do not,
/// since the matter may have moved on by then.
async fn perform(ticket: Ticket, act: Act, shots: &[Shot]) -> Result<Went, Failure> {
    match straight(ticket, &act, shots).await {
        Err(Failure::Network) if act.event == Event::Add => {
            match send::post_act(ticket, act, shots).await {
                Ok(()) => Ok(Went::Kept),
                Err(_) => Err(Failure::Network),
            }
        }
        Ok(()) => {
            live::announce(&live::Change::All);
            Ok(Went::Done)
        }
        Err(failure) => Err(failure),
    }
}

async fn straight(ticket: Ticket, act: &Act, shots: &[Shot]) -> Result<(), Failure> {
    for (photo, shot) in act.photos.iter().zip(shots) {
        let original_sha256 = shot.original_sha256.as_deref().map(str::to_owned);
        let claim = PhotoClaim { original_sha256 };
        call::upload::<PutPhoto>(&(*photo,), &claim, &shot.blob).await?;
    }
    call::call::<ActOnReport>(&(ticket,), act).await.map(drop)
}

fn words(
    text: &Text,
    event: Event,
    need: Need,
    filled: &Filled,
    failure: Option<&Failure>,
) -> Html {
    // Who corrects or withdraws need not explain themselves.
    let silent = matches!(event, Event::Correct | Event::Reclassify | Event::Withdraw);
    if need == Need::No || silent {
        return Html::default();
    }
    let error = field(text, failure, "/note").map(|error| match event {
        Event::Add if filled.note.trim().is_empty() => {
            AttrValue::Static(text.report().show.nothing_added)
        }
        _ => error,
    });
    html! {
        <TextArea id="act-note" label={(text.report().show.note)(event)}
            value={(*filled.note).clone()} oninput={set(&filled.note)}
            {error} />
    }
}

fn place(props: &ActFormProps, filled: &Filled, failure: Option<&Failure>) -> Html {
    let (Some(estate), Some(value)) = (&props.estate, &*filled.place) else {
        return Html::default();
    };
    let wrong = matches!(failure, Some(Failure::Problem(problem))
        if problem.errors.iter().any(|error| error.pointer.starts_with("/place")));
    let state = filled.place.setter();
    let onchange = Callback::from(move |place| state.set(Some(place)));
    html! {
        <PlaceField id="act-place" estate={estate.clone()} value={value.clone()} {onchange} {wrong} />
    }
}

fn category(text: &Text, props: &ActFormProps, filled: &Filled, failure: Option<&Failure>) -> Html {
    let Some(list) = props.list.as_ref().filter(|_| needs(props.event).category == Need::Must)
    else {
        return Html::default();
    };
    if let Some(code) = &*filled.category {
        let state = filled.category.setter();
        let onclick = Callback::from(move |_: MouseEvent| state.set(None));
        return html! {
            <Cells>
                <Cell icon={names::category_icon(Some(list), code)} onclick={Some(onclick)}
                    title={names::category_label(text, Some(list), code)}>
                    <span class="t-brand">{ text.report().form.change }</span>
                </Cell>
            </Cells>
        };
    }
    let state = filled.category.setter();
    let onchoose = Callback::from(move |code| state.set(Some(code)));
    html! {
        <>
            <Choices list={list.clone()} now={props.view.card.category.clone()} {onchoose} />
            if let Some(why) = field(text, failure, "/category") {
                <p class="why" role="alert"><Icon name="alert" />{ why }</p>
            }
        </>
    }
}
