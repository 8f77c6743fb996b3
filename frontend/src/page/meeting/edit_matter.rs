//! One matter of a draft: what the law calls it, what is asked, who decides, what it costs.

use std::rc::Rc;

use shared::api::vote::{MATTER_TEXT_MAX, SUMMARY_MAX, TITLE_MAX};
use shared::domain::vote::{Majority, Matter};
use yew::prelude::*;

use super::edit_scope::ScopeFields;
use super::figures::count;
use super::form::{Edit, MatterForm, edit};
use crate::hook::use_text;
use crate::i18n::{Text, field_error};
use crate::net::fetch::Failure;
use crate::ui::{Button, Card, Check, Choice, Field, Kind, Pick, TextArea};

#[derive(PartialEq, Properties)]
pub(super) struct MatterCardProps {
    /// Which, from 0.
    pub(super) index: usize,
    /// Of how many.
    pub(super) of: usize,
    pub(super) matter: MatterForm,
    pub(super) change: Callback<Edit>,
    pub(super) failure: Option<Failure>,
}

/// A change of one matter, found by its id: others may have been taken out in between.
pub(super) fn of_matter(
    change: &Callback<Edit>,
    matter: &MatterForm,
    set: fn(&mut MatterForm, String),
) -> Callback<String> {
    let id = matter.id;
    change.reform(move |typed: String| {
        edit(move |form| {
            if let Some(matter) = form.matters.iter_mut().find(|of| of.id == id) {
                set(matter, typed);
            }
        })
    })
}

/// The card of a matter.
#[component]
pub(super) fn MatterCard(props: &MatterCardProps) -> Html {
    let text = use_text();
    let words = &text.meeting().draft;
    let MatterCardProps { index, of, matter, change, failure } = props;
    let id = |field: &str| format!("matter-{index}-{field}");
    let bad = |field: &str| {
        let pointer = format!("/draft/matters/{index}/{field}");
        field_error(text, failure.as_ref(), &pointer).map(AttrValue::from)
    };
    let type_in = |set| of_matter(change, matter, set);
    let nth = (text.vote().matter.nth)(count(index + 1), count(*of));
    html! {
        <Card class="gap" title={nth}>
            <KindFields index={*index} matter={matter.clone()} change={change.clone()}
                failure={failure.clone()} />
            <div class="gap-m">
                <Field id={id("title")} label={words.matter_title} maxlength={TITLE_MAX.to_string()}
                    placeholder={words.matter_title_example} value={matter.title.clone()}
                    oninput={type_in(|of, typed| of.title = typed)} error={bad("title")} />
                <TextArea id={id("summary")} label={words.summary} hint={words.summary_hint}
                    maxlength={SUMMARY_MAX.to_string()} value={matter.summary.clone()}
                    oninput={type_in(|of, typed| of.summary = typed)} error={bad("summary")} />
                <TextArea id={id("text")} label={words.full} hint={words.full_hint} rows="8"
                    maxlength={MATTER_TEXT_MAX.to_string()} value={matter.text.clone()}
                    oninput={type_in(|of, typed| of.text = typed)} error={bad("text")} />
                if !matter.election {
                    <Field id={id("budget")} inputmode="decimal" label={words.budget}
                        hint={words.budget_hint} maxlength="20" value={matter.budget.clone()}
                        oninput={type_in(|of, typed| of.budget = typed)} error={bad("budget")} />
                }
            </div>
            <ScopeFields index={*index} matter={matter.clone()} change={change.clone()}
                error={bad("scope")} />
            if *of > 1 {
                { order(text, props) }
            }
        </Card>
    }
}

/// Moves a matter up, or takes it out.
fn order(text: &Text, props: &MatterCardProps) -> Html {
    let words = &text.meeting().draft;
    let (index, id) = (props.index, props.matter.id);
    let earlier = props.change.reform(move |_: MouseEvent| {
        edit(move |form| {
            if index > 0 && index < form.matters.len() {
                form.matters.swap(index - 1, index);
            }
        })
    });
    let remove = props
        .change
        .reform(move |_: MouseEvent| edit(move |form| form.matters.retain(|of| of.id != id)));
    html! {
        <div class="clash-do">
            <Button kind={Kind::Quiet} label={words.earlier} disabled={index == 0}
                onclick={earlier} />
            <Button kind={Kind::Quiet} label={words.remove} onclick={remove} />
        </div>
    }
}

#[derive(PartialEq, Properties)]
struct KindFieldsProps {
    index: usize,
    matter: MatterForm,
    change: Callback<Edit>,
    failure: Option<Failure>,
}

/// The kind in the words of the law with the majority it needs; seats, where names are elected.
#[component]
fn KindFields(props: &KindFieldsProps) -> Html {
    let text = use_text();
    let words = &text.meeting().draft;
    let KindFieldsProps { index, matter, change, failure } = props;
    let choices: Rc<[Choice]> =
        Matter::ALL.iter().map(|kind| Choice::new(kind.as_str(), (words.kind)(*kind))).collect();
    let choose = of_matter(change, matter, |of, word| {
        of.kind = Matter::parse(&word).unwrap_or(of.kind);
        of.election &= of.kind == Matter::Committee;
    })
    .reform(|word: AttrValue| word.to_string());
    let elects = of_matter(change, matter, |of, on| of.election = on == "on")
        .reform(|on: bool| if on { "on".to_owned() } else { String::new() });
    let pointer = format!("/draft/matters/{index}/seats");
    let bad = field_error(text, failure.as_ref(), &pointer).map(AttrValue::from);
    let majority = match matter.kind.majority() {
        Majority::Unanimous => words.by_name,
        majority => (text.vote().matter.majority)(majority),
    };
    html! {
        <>
            <div class="picks one">
                <Pick label={words.kind_label} {choices} value={matter.kind.as_str()}
                    onchange={choose} />
            </div>
            <p class="hint">
                { format!("{} {}", (text.vote().matter.article)(matter.kind), majority) }
            </p>
            if matter.kind == Matter::Committee {
                <Check id={format!("matter-{index}-election")} checked={matter.election}
                    onchange={elects}>{ words.election }</Check>
                if matter.election {
                    <Field id={format!("matter-{index}-seats")} inputmode="numeric"
                        label={words.seats} hint={words.seats_hint} maxlength="2"
                        value={matter.seats.clone()} error={bad}
                        oninput={of_matter(change, matter, |of, typed| of.seats = typed)} />
                }
            }
        </>
    }
}
