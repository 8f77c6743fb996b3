//! Writing a draft: the meeting, its matters, and beside them what law and rules still miss.

use std::rc::Rc;

use shared::api::vote::{
    CreateMeeting, MATTERS_MAX, MeetingRevision, MeetingView, NewMeeting, ReviseMeeting,
    checked_draft,
};
use shared::api::{Code, Problem};
use shared::domain::estate::EstateId;
use shared::domain::vote::{MeetingId, Organiser, VoteRules};
use shared::policy::organises;
use shared::value::{Date, TimeOfDay, Timestamp};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;
use yew_router::hooks::use_navigator;

use super::checklist::checklist;
use super::draft::{self, Slot, use_keeping};
use super::edit_matter::MatterCard;
use super::edit_rules::RulesCard;
use super::form::{Edit, Form, MatterForm, edit};
use super::path::Path;
use super::use_meeting;
use crate::hook::{use_action, use_clock, use_session, use_text};
use crate::i18n::{Text, field_error, say, time};
use crate::net::fetch::Failure;
use crate::net::live;
use crate::ui::{
    Aside, Bones, Button, ButtonLink, Card, Choice, Empty, Field, Icon, Kind, Page, Pick, show,
    use_toast,
};

/// What [`NewDraft`] needs.
#[derive(PartialEq, Properties)]
pub(super) struct NewDraftProps {
    pub(super) estate: EstateId,
}

/// Those for whom the seat speaks.
#[hook]
fn use_organisers() -> Vec<Organiser> {
    let role = use_session().role();
    let may = |of: &&Organiser| role.is_some_and(|role| organises(role, **of));
    Organiser::ALL.iter().filter(may).copied().collect()
}

/// The page of a new draft.
#[component]
pub(super) fn NewDraft(props: &NewDraftProps) -> Html {
    let text = use_text();
    let organisers = use_organisers();
    let earliest = use_earliest();
    let slot = Slot::New(props.estate);
    let content = match organisers.first() {
        Some(first) => {
            let stored = Form::new(*first, earliest);
            html! { <Kept {slot} {stored} view={None::<Rc<MeetingView>>} /> }
        }
        None => html! {
            <Empty icon="lock" title={text.meeting().draft.not_yours}
                sub={text.meeting().draft.not_yours_why} />
        },
    };
    html! {
        <Page title={text.meeting().draft.title} above={Path::Estate(props.estate).route()}>
            { content }
        </Page>
    }
}

/// The first day on which voting may begin if the notice is given today.
#[hook]
fn use_earliest() -> Date {
    use_clock().date().plus_days(VoteRules::default().notice_days)
}

/// What [`EditDraft`] needs.
#[derive(PartialEq, Properties)]
pub(super) struct EditDraftProps {
    pub(super) id: MeetingId,
}

/// The page of a stored draft.
#[component]
pub(super) fn EditDraft(props: &EditDraftProps) -> Html {
    let text = use_text();
    let organisers = use_organisers();
    let query = use_meeting(props.id);
    let content = show(&query, |view| {
        if !view.status.is_editable() || !organisers.contains(&view.draft.organiser) {
            let why = text.meeting().draft.frozen_why;
            return html! { <Empty icon="lock" title={text.meeting().draft.frozen} sub={why} /> };
        }
        let stored = Form::of(view.id, view.version, &view.draft);
        html! { <Kept slot={Slot::Stored(view.id)} {stored} view={Some(view.clone())} /> }
    });
    html! {
        <Page title={text.meeting().draft.title} above={Path::Meeting(props.id).route()}>
            { content }
        </Page>
    }
}

#[derive(PartialEq, Properties)]
struct KeptProps {
    slot: Slot,
    stored: Form,
    view: Option<Rc<MeetingView>>,
}

/// First what was typed here before.
#[component]
fn Kept(props: &KeptProps) -> Html {
    let kept = use_state(|| None::<Option<Form>>);
    {
        let kept = kept.setter();
        use_effect_with(props.slot, move |slot| {
            let slot = *slot;
            spawn_local(async move { kept.set(Some(draft::find(slot).await)) });
        });
    }
    match &*kept {
        None => html! { <Bones /> },
        Some(kept) => {
            let begun = kept.clone().unwrap_or_else(|| props.stored.clone());
            html! {
                <Draft slot={props.slot} stored={props.stored.clone()} {begun}
                    view={props.view.clone()} />
            }
        }
    }
}

#[derive(PartialEq, Properties)]
struct DraftProps {
    slot: Slot,
    /// As the server knows it.
    stored: Form,
    /// As it was typed here.
    begun: Form,
    view: Option<Rc<MeetingView>>,
}

/// The form with its checklist.
#[component]
fn Draft(props: &DraftProps) -> Html {
    let text = use_text();
    let words = &text.meeting().draft;
    let form = {
        let begun = props.begun.clone();
        use_reducer(move || begun)
    };
    let first = use_memo((), |()| props.stored.clone());
    let stored = if props.view.is_some() { &props.stored } else { &*first };
    use_keeping(props.slot, &form, stored);
    let save = use_save(props, form.dispatcher());
    let change = {
        let form = form.dispatcher();
        Callback::from(move |edit: Edit| form.dispatch(edit))
    };
    let onsubmit = {
        let (save, form) = (save.clone(), form.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            save.run(&form);
        })
    };
    let failure = save.failure();
    // Somebody was faster: what the page knows is old.
    let faster = failure.as_ref().is_some_and(|why| why.code() == Some(Code::Conflict));
    use_effect_with(faster, |faster| {
        if *faster {
            live::announce(&live::Change::All);
        }
    });
    let behind = form.version.zip(stored.version).is_some_and(|(mine, theirs)| mine < theirs);
    html! {
        <form class="meeting" {onsubmit} novalidate=true>
            <div class="meeting-main">
                if behind {
                    { overtaken(text, props, &change) }
                }
                <About form={(*form).clone()} change={change.clone()} failure={failure.clone()} />
                { matters(text, &form, &change, failure.as_ref()) }
                <RulesCard form={(*form).clone()} {change} failure={failure.clone()} />
            </div>
            <div class="meeting-side">
                if let Some(view) = &props.view {
                    { checklist(text, view) }
                    <p class="hint">{ words.checked_saved }</p>
                } else {
                    <Aside icon="info">{ words.checked_later }</Aside>
                }
                if let Some(failure) = &failure {
                    <p class="why" role="alert">
                        <Icon name="alert" />
                        { if is_of_fields(failure) { words.look_again.to_owned() } else { say(text, failure) } }
                    </p>
                }
                <Button class="gap-m" submit=true label={words.save} busy={save.busy()} />
                if let Some(view) = &props.view {
                    <ButtonLink kind={Kind::Default} label={words.leave}
                        to={Path::Meeting(view.id).route()} />
                }
                <p class="hint">{ words.kept }</p>
            </div>
        </form>
    }
}

/// Whether the fields themselves say what is wrong.
fn is_of_fields(failure: &Failure) -> bool {
    matches!(failure, Failure::Problem(problem) if !problem.errors.is_empty())
}

/// Somebody else has saved in between: nothing is lost, and nothing is overwritten unasked.
fn overtaken(text: &Text, props: &DraftProps, change: &Callback<Edit>) -> Html {
    let words = &text.meeting().draft;
    let (stored, slot) = (props.stored.clone(), props.slot);
    let take = {
        let stored = stored.clone();
        change.reform(move |_: MouseEvent| {
            draft::forget(slot);
            let stored = stored.clone();
            edit(move |form| *form = stored)
        })
    };
    let keep = change.reform(move |_: MouseEvent| {
        let version = stored.version;
        edit(move |form| form.version = version)
    });
    html! {
        <Card class="gap-m call-out" title={words.overtaken}>
            <p class="sub">{ words.overtaken_why }</p>
            <Button kind={Kind::Default} label={words.take_theirs} onclick={take} />
            <Button kind={Kind::Default} label={words.keep_mine} onclick={keep} />
        </Card>
    }
}

#[derive(PartialEq, Properties)]
struct AboutProps {
    form: Form,
    change: Callback<Edit>,
    failure: Option<Failure>,
}

/// Title, organiser, window.
#[component]
fn About(props: &AboutProps) -> Html {
    let text = use_text();
    let words = &text.meeting().draft;
    let now = use_clock();
    let earliest = Timestamp::local(use_earliest(), TimeOfDay::MIDNIGHT);
    let earliest = time::date_with_weekday(text, earliest, now);
    let organisers = use_organisers();
    let bad =
        |pointer: &str| field_error(text, props.failure.as_ref(), pointer).map(AttrValue::from);
    let form = &props.form;
    let type_in = |set: fn(&mut Form, String)| {
        props.change.reform(move |typed: String| edit(move |form| set(form, typed)))
    };
    let choices: Rc<[Choice]> = organisers
        .iter()
        .map(|of| Choice::new(of.as_str(), (text.vote().meeting.organiser)(*of)))
        .collect();
    let choose = props.change.reform(|word: AttrValue| {
        edit(move |form| form.organiser = Organiser::parse(&word).unwrap_or(form.organiser))
    });
    html! {
        <Card class="gap-m">
            <Field id="meeting-title" label={words.name} maxlength="60"
                placeholder={words.name_example} value={form.title.clone()}
                oninput={type_in(|form, typed| form.title = typed)} error={bad("/draft/title")} />
            <div class="picks one gap-m">
                <Pick label={words.organiser} {choices} value={form.organiser.as_str()}
                    onchange={choose} />
            </div>
            <div class="day-time gap-m">
                <Field id="opens-day" kind="date" label={words.opens} value={form.opens.0.clone()}
                    oninput={type_in(|form, typed| form.opens.0 = typed)}
                    error={bad("/draft/opens")} />
                <Field id="opens-time" kind="time" label={words.opens_time}
                    value={form.opens.1.clone()}
                    oninput={type_in(|form, typed| form.opens.1 = typed)} />
            </div>
            <p class="hint">{ (words.earliest)(&earliest) }</p>
            <div class="day-time gap-m">
                <Field id="closes-day" kind="date" label={words.closes} value={form.closes.0.clone()}
                    oninput={type_in(|form, typed| form.closes.0 = typed)}
                    error={bad("/draft/closes")} />
                <Field id="closes-time" kind="time" label={words.closes_time}
                    value={form.closes.1.clone()}
                    oninput={type_in(|form, typed| form.closes.1 = typed)} />
            </div>
            <p class="hint">{ words.window_hint }</p>
        </Card>
    }
}

fn matters(text: &Text, form: &Form, change: &Callback<Edit>, failure: Option<&Failure>) -> Html {
    let words = &text.meeting().draft;
    let card = |(index, matter): (usize, &MatterForm)| {
        html! {
            <MatterCard key={matter.id.to_string()} {index} of={form.matters.len()}
                matter={matter.clone()} change={change.clone()} failure={failure.cloned()} />
        }
    };
    let add = change.reform(|_: MouseEvent| edit(|form| form.matters.push(MatterForm::new())));
    let wrong = field_error(text, failure, "/draft/matters");
    html! {
        <>
            { for form.matters.iter().enumerate().map(card) }
            if let Some(wrong) = wrong {
                <p class="why" role="alert"><Icon name="alert" />{ wrong }</p>
            }
            if form.matters.len() < MATTERS_MAX {
                <Button class="gap-m" kind={Kind::Default} icon="plus" label={words.matter_add}
                    onclick={add} />
            }
        </>
    }
}

/// Saving in the hands of the form.
#[derive(Clone)]
struct Save {
    create: crate::hook::UseAction<CreateMeeting>,
    revise: crate::hook::UseAction<ReviseMeeting>,
    wrong: UseStateHandle<Option<Failure>>,
    slot: Slot,
    saved: Callback<Rc<MeetingView>>,
}

#[hook]
fn use_save(props: &DraftProps, form: UseReducerDispatcher<Form>) -> Save {
    let text = use_text();
    let toast = use_toast();
    let navigator = use_navigator();
    let create = use_action::<CreateMeeting>();
    let revise = use_action::<ReviseMeeting>();
    let wrong = use_state(|| None::<Failure>);
    let slot = props.slot;
    let saved = Callback::from(move |view: Rc<MeetingView>| {
        draft::forget(slot);
        toast.say(text.meeting().draft.saved);
        let stored = Form::of(view.id, view.version, &view.draft);
        form.dispatch(edit(move |form| *form = stored));
        if let (Slot::New(_), Some(navigator)) = (slot, &navigator) {
            navigator.replace(&Path::Edit(view.id).route());
        }
    });
    Save { create, revise, wrong, slot, saved }
}

impl Save {
    fn busy(&self) -> bool {
        self.create.busy() || self.revise.busy()
    }

    fn failure(&self) -> Option<Failure> {
        let sent = self.create.failure().or_else(|| self.revise.failure());
        (*self.wrong).clone().or_else(|| sent.cloned())
    }

    /// Sends what can be read, and says of the rest what is wrong.
    fn run(&self, form: &Form) {
        let draft = match form.read().and_then(checked_draft) {
            Ok(draft) => draft,
            Err(errors) => {
                self.wrong.set(Some(Failure::Problem(Rc::new(Problem::fields(errors)))));
                return;
            }
        };
        self.wrong.set(None);
        let saved = self.saved.clone();
        match (self.slot, form.version) {
            (Slot::New(estate), _) => {
                let new = NewMeeting { id: form.id, draft };
                self.create.run((estate,), new, move |view| saved.emit(Rc::new(view)));
            }
            (Slot::Stored(id), version) => {
                let revision = MeetingRevision { version: version.unwrap_or_default(), draft };
                self.revise.run((id,), revision, move |view| saved.emit(Rc::new(view)));
            }
        }
    }
}
