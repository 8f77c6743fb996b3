//! A new report: photos, place, a word.

use std::rc::Rc;

use shared::api::Nothing;
use shared::api::estate::{EstateView, GetEstate};
use shared::api::report::{Act, CategoryList, CategoryView, ListCategories, NewReport, PHOTOS_MAX};
use shared::domain::report::{CategoryCode, Course, Event, Ticket};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;
use yew_router::hooks::use_navigator;

use super::alike::Alike;
use super::form::{self, Form, Keeper, Kept, use_leaving};
use super::place::{PlaceField, PlaceForm};
use super::send::{self, use_here};
use super::sight;
use super::slot::{self, Slot};
use crate::hook::{Query, use_query, use_query_when, use_session, use_text};
use crate::i18n::Text;
use crate::net::{id, js};
use crate::page::names;
use crate::route::Route;
use crate::ui::{
    Button, ButtonLink, Card, Empty, Icon, Kind, Link, Page, PhotoPicker, Shot, TextArea, show,
    use_toast,
};

/// What [`ReportNew`] shows.
#[derive(PartialEq, Properties)]
pub struct ReportNewProps {
    /// The category's code, as the address has it.
    pub category: AttrValue,
}

/// The form, as soon as categories, estate and draft are known.
#[component]
pub fn ReportNew(props: &ReportNewProps) -> Html {
    let text = use_text();
    let session = use_session();
    let list = use_query::<ListCategories>((), Nothing {});
    let estate =
        use_query_when::<GetEstate>(session.estate().map(|estate| ((estate,), Nothing {})));
    let begun = use_state(|| None::<Begun>);
    let set = begun.setter();
    use_effect_with((), move |()| {
        spawn_local(async move {
            let (slot, elsewhere) = slot::take().await;
            let kept = form::load(&slot.key()).await.map(Rc::new);
            set.set(Some(Begun { slot, kept, elsewhere }));
        });
    });
    let code = CategoryCode::parse(&props.category).ok();
    let view = list.data().zip(code).and_then(|(list, code)| {
        names::category(Some(list), &code).filter(|view| view.words.is_offered()).cloned()
    });
    if let (Some(list), Some(view), Some(estate), Some(begun)) =
        (list.data(), view, estate.data(), &*begun)
    {
        let (list, estate, begun) = (list.clone(), estate.clone(), begun.clone());
        return html! { <Writing {list} view={Rc::new(view)} {estate} {begun} /> };
    }
    let content = match &*list {
        Query::Ready { .. } if CategoryCode::parse(&props.category).is_err() => unknown(text),
        Query::Ready { data, .. } if !is_listed(data, &props.category) => unknown(text),
        Query::Ready { .. } => show(&estate, |_| Html::default()),
        Query::Loading | Query::Failed(_) => show(&list, |_| Html::default()),
    };
    html! { <Page title={text.report().form.queue} above={Route::Report}>{ content }</Page> }
}

fn is_listed(list: &CategoryList, code: &str) -> bool {
    list.categories
        .iter()
        .any(|view| view.category.code.as_str() == code && view.words.is_offered())
}

fn unknown(text: &Text) -> Html {
    html! {
        <Empty icon="search" title={text.report().form.no_category}>
            <ButtonLink label={text.report().pick.title} to={Route::Report} replace=true />
        </Empty>
    }
}

#[derive(PartialEq, Properties)]
struct WritingProps {
    list: Rc<CategoryList>,
    view: Rc<CategoryView>,
    estate: Rc<EstateView>,
    begun: Begun,
}

/// Where it is kept, and what was there.
#[derive(Clone)]
struct Begun {
    slot: Rc<Slot>,
    kept: Option<Rc<Kept>>,
    /// Whether another window writes one, too.
    elsewhere: bool,
}

impl PartialEq for Begun {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.slot, &other.slot)
    }
}

/// What is wrong with the form, before anything is sent.
#[derive(Clone, Copy, Default, PartialEq)]
struct Wrong {
    place: bool,
    storage: bool,
}

/// What is written. Photos become ready while somebody writes, so each part is a state of its own.
#[derive(Clone)]
struct Draft {
    form: UseStateHandle<Form>,
    shots: UseStateHandle<Rc<[Shot]>>,
}

fn begin(props: &WritingProps, unit: Option<&str>) -> Form {
    let category = props.view.category.code.clone();
    match props.begun.kept.as_deref() {
        Some(kept) => Form { category, ..kept.form.clone() },
        None => Form::new(category, PlaceForm::own(&props.estate, unit)),
    }
}

/// The draft, kept on the phone as it changes.
#[hook]
fn use_draft(props: &WritingProps) -> (Draft, Keeper) {
    let session = use_session();
    let unit = session.seat_view().and_then(|view| view.unit.clone());
    let form = use_state_eq(|| begin(props, unit.as_deref()));
    let kept = props.begun.kept.as_deref();
    let shots = use_state_eq(|| kept.map_or_else(|| Rc::from([]), |kept| kept.shots.clone()));
    let keeper = (*use_memo((), |()| Keeper::new(props.begun.slot.clone()))).clone();
    use_leaving(&keeper);
    {
        let keeper = keeper.clone();
        use_effect_with(((*form).clone(), (*shots).clone()), move |(form, shots)| {
            keeper.later(form.clone(), shots.clone());
        });
    }
    (Draft { form, shots }, keeper)
}

#[component]
fn Writing(props: &WritingProps) -> Html {
    let text = use_text();
    let (draft, keeper) = use_draft(props);
    let wrong = use_state_eq(Wrong::default);
    let busy = use_state_eq(|| false);
    let navigator = use_navigator();
    let toast = use_toast();
    let here = use_here();
    let code = props.view.category.code.clone();
    let leave = {
        let (navigator, here) = (navigator.clone(), here.clone());
        move |to: Route| {
            if let Some(navigator) = navigator.as_ref().filter(|_| here.get()) {
                navigator.replace(&to);
            }
        }
    };
    let onsend = {
        let (draft, keeper, leave, toast) =
            (draft.clone(), keeper.clone(), leave.clone(), toast.clone());
        let (wrong, busy, sending) = (wrong.setter(), busy.setter(), busy.clone());
        let (estate, slot) = (props.estate.id, props.begun.slot.clone());
        Callback::from(move |_: MouseEvent| {
            if *sending {
                return;
            }
            if !draft.form.place.is_complete() {
                wrong.set(Wrong { place: true, ..Wrong::default() });
                scroll_to("place");
                return;
            }
            wrong.set(Wrong::default());
            busy.set(true);
            keeper.stop();
            let (draft, leave, toast) = (draft.clone(), leave.clone(), toast.clone());
            let (wrong, busy, slot) = (wrong.clone(), busy.clone(), slot.clone());
            spawn_local(async move {
                let report = report(&draft.form, estate);
                match send::post(report, &draft.form, &draft.shots, &slot).await {
                    Ok(report) => {
                        let to = send::landing(&report).await;
                        if matches!(to, Route::ReportShow { .. }) {
                            toast.say(text.report().form.sent);
                        }
                        leave(to);
                    }
                    Err(_) => wrong.set(Wrong { storage: true, ..Wrong::default() }),
                }
                busy.set(false);
            });
        })
    };
    let onjoined = {
        let (draft, keeper, leave, toast) = (draft.clone(), keeper, leave, toast);
        let slot = props.begun.slot.clone();
        Callback::from(move |ticket: Ticket| {
            keeper.stop();
            let (draft, leave, toast) = (draft.clone(), leave.clone(), toast.clone());
            let slot = slot.clone();
            spawn_local(async move {
                if bring_along(ticket, &draft).await {
                    form::forget(&slot).await;
                }
                toast.say(text.report().form.joined);
                leave(Route::ReportShow { ticket: ticket.to_string() });
            });
        })
    };
    let label = text.language.pick(&props.view.words.label_zh, &props.view.words.label_en).clone();
    let action = html! {
        <Link class="bar-btn bar-text" to={Route::Report}>{ text.report().form.change }</Link>
    };
    let written = !draft.shots.is_empty() || !draft.form.words.is_empty();
    let kept = props.begun.kept.is_some() && written;
    let place = draft.form.place.is_complete().then(|| draft.form.place.place());
    html! {
        <Page title={label} above={Route::Report} {action}
            foot={foot(text, props, *wrong, *busy, &onsend)}>
            if !*busy {
                <Restored elsewhere={props.begun.elsewhere} {kept} onrestart={restart(props, &draft)} />
            }
            <Card class="field" title={text.report().form.photos}>
                <PhotoPicker shots={(*draft.shots).clone()} max={PHOTOS_MAX}
                    onchange={set_shots(&draft)} />
            </Card>
            <Card class="field" title={text.report().form.place}>
                <PlaceField id="place" estate={props.estate.clone()} wrong={wrong.place}
                    value={draft.form.place.clone()}
                    onchange={edit(&draft, |form, place| form.place = place)} />
            </Card>
            <Alike estate={props.estate.id} category={code} {place} {onjoined} />
            <Card title={text.report().form.words} aside={text.common.optional}>
                <TextArea id="words" quiet=true label={text.report().form.words}
                    placeholder={text.report().form.words_hint} value={draft.form.words.clone()}
                    oninput={edit(&draft, |form, words| form.words = words)} />
            </Card>
            { sight::who_sees(text, &props.view.category, &course(props)) }
        </Page>
    }
}

fn served(props: &WritingProps) -> bool {
    props.estate.company.is_some()
}

fn course(props: &WritingProps) -> Course {
    Course::begin(&props.view.category, served(props))
}

fn report(form: &Form, estate: shared::domain::estate::EstateId) -> NewReport {
    let words = form.words.trim();
    NewReport {
        id: form.id,
        estate,
        category: form.category.clone(),
        place: form.place.place(),
        words: (!words.is_empty()).then(|| words.to_owned()),
        photos: Vec::new(),
    }
}

/// The callback of one part of the form.
fn edit<T: 'static>(draft: &Draft, with: impl Fn(&mut Form, T) + 'static) -> Callback<T> {
    let form = draft.form.clone();
    Callback::from(move |part: T| {
        let mut changed = (*form).clone();
        with(&mut changed, part);
        form.set(changed);
    })
}

fn set_shots(draft: &Draft) -> Callback<Rc<[Shot]>> {
    let shots = draft.shots.setter();
    Callback::from(move |chosen| shots.set(chosen))
}

/// Photos and words go along with who joins a neighbour's report; whether they are safe.
async fn bring_along(ticket: Ticket, draft: &Draft) -> bool {
    let words = draft.form.words.trim();
    if words.is_empty() && draft.shots.is_empty() {
        return true;
    }
    let mut act = Act::new(id::new_id(), Event::Add);
    act.note = (!words.is_empty()).then(|| words.to_owned());
    act.photos = draft.shots.iter().map(|_| id::new_id()).collect();
    send::post_act(ticket, act, &draft.shots).await.is_ok()
}

#[derive(PartialEq, Properties)]
struct RestoredProps {
    elsewhere: bool,
    kept: bool,
    onrestart: Callback<()>,
}

/// Says that the draft is here again, and offers to throw it away, asking once; or that another
/// window writes one, too.
#[component]
fn Restored(props: &RestoredProps) -> Html {
    let text = use_text();
    let form = &text.report().form;
    let sure = use_state_eq(|| false);
    if !props.kept {
        return html! {
            if props.elsewhere {
                <div class="banner info in-page" role="status">
                    <Icon name="saved" /><span>{ form.other_window }</span>
                </div>
            }
        };
    }
    let (words, label) =
        if *sure { (form.restart_sure, form.restart_yes) } else { (form.restored, form.restart) };
    let onclick = {
        let (sure, onrestart) = (sure.clone(), props.onrestart.clone());
        Callback::from(move |_: MouseEvent| {
            // The handle tells the new value once it is set.
            let confirmed = *sure;
            sure.set(!confirmed);
            if confirmed {
                onrestart.emit(());
            }
        })
    };
    html! {
        <div class="banner info in-page" role="status">
            <Icon name="saved" /><span>{ words }</span>
            <button type="button" {onclick}>{ label }</button>
        </div>
    }
}

/// What was written is thrown away; the place stays.
fn restart(props: &WritingProps, draft: &Draft) -> Callback<()> {
    let (draft, code) = (draft.clone(), props.view.category.code.clone());
    Callback::from(move |()| {
        draft.form.set(Form::new(code.clone(), draft.form.place.clone()));
        draft.shots.set(Rc::from([]));
    })
}

fn foot(
    text: &Text,
    props: &WritingProps,
    wrong: Wrong,
    busy: bool,
    onsend: &Callback<MouseEvent>,
) -> Html {
    let promise = sight::first_duty_words(text, Some(&props.list), &props.view, served(props));
    html! {
        <>
            if wrong.storage {
                <p class="why" role="alert"><Icon name="alert" />{ text.common.not_kept }</p>
            } else if let Some((who, span, what)) = promise {
                <p class="cap">{ (text.report().form.promise)(&who, &span, what) }</p>
            }
            <Button kind={Kind::Primary} label={text.report().form.send} icon="whistle" {busy}
                onclick={onsend.clone()} />
        </>
    }
}

fn scroll_to(id: &str) {
    if let Some(element) = js::document().get_element_by_id(id) {
        element.scroll_into_view();
    }
}
