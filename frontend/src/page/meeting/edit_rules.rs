//! The rules by which votes are counted: parking, and whether silence follows the majority.

use std::rc::Rc;

use shared::domain::vote::ParkingCount;
use yew::prelude::*;

use super::form::{ClauseForm, Edit, Form, edit};
use crate::hook::use_text;
use crate::i18n::{Text, field_error};
use crate::net::fetch::Failure;
use crate::ui::{Card, Check, Choice, Field, Icon, Pick, TextArea};

#[derive(PartialEq, Properties)]
pub(super) struct RulesCardProps {
    pub(super) form: Form,
    pub(super) change: Callback<Edit>,
    pub(super) failure: Option<Failure>,
}

/// Which clause of the form is meant.
type Clause = fn(&mut Form) -> &mut ClauseForm;

/// Parking and 从多, each with the clause on which it rests.
#[component]
pub(super) fn RulesCard(props: &RulesCardProps) -> Html {
    let text = use_text();
    let words = &text.meeting().draft;
    let RulesCardProps { form, change, failure } = props;
    let choices: Rc<[Choice]> = ParkingCount::ALL
        .iter()
        .map(|count| Choice::new(count.as_str(), (words.parking_is)(*count)))
        .collect();
    let choose = change.reform(|word: AttrValue| {
        edit(move |form| form.parking = ParkingCount::parse(&word).unwrap_or(form.parking))
    });
    let follow = change.reform(|on: bool| edit(move |form| form.follow = on));
    let at = |pointer: &str| Place {
        text,
        change,
        failure: failure.as_ref(),
        pointer: pointer.to_owned(),
    };
    html! {
        <Card class="gap" title={words.rules}>
            <div class="picks one">
                <Pick label={words.parking} {choices} value={form.parking.as_str()}
                    onchange={choose} />
            </div>
            if form.parking != ParkingCount::None {
                { clause("parking", &form.parking_clause, |form| &mut form.parking_clause,
                    &at("/draft/parking_clause")) }
            }
            <Check id="follow" checked={form.follow} onchange={follow}>{ words.follow }</Check>
            if form.follow {
                <p class="aside warn"><Icon name="alert" /><span>{ words.follow_warning }</span></p>
                { clause("follow", &form.follow_clause, |form| &mut form.follow_clause,
                    &at("/draft/follow")) }
            }
        </Card>
    }
}

/// Where a clause stands in what is sent.
struct Place<'a> {
    text: &'a Text,
    change: &'a Callback<Edit>,
    failure: Option<&'a Failure>,
    pointer: String,
}

fn clause(id: &'static str, form: &ClauseForm, of: Clause, at: &Place<'_>) -> Html {
    let words = &at.text.meeting().draft;
    let bad = |field: &str| {
        let pointer = format!("{}/{field}", at.pointer);
        field_error(at.text, at.failure, &pointer).map(AttrValue::from)
    };
    let type_text = at.change.reform(move |typed: String| edit(move |form| of(form).text = typed));
    let type_day =
        at.change.reform(move |typed: String| edit(move |form| of(form).adopted = typed));
    html! {
        <div class="gap-s">
            <TextArea id={format!("{id}-clause")} label={words.clause} maxlength="1000" rows="2"
                placeholder={words.clause_example} value={form.text.clone()} oninput={type_text}
                error={bad("text")} />
            <Field id={format!("{id}-adopted")} kind="date" label={words.adopted}
                value={form.adopted.clone()} oninput={type_day} error={bad("adopted")} />
        </div>
    }
}
