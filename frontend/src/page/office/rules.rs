//! Calendar and rules, for the property authority.

use std::rc::Rc;

use shared::api::Nothing;
use shared::api::estate::{ListRules, NewRule, RuleRow, SetRule};
use shared::api::report::{CategoryList, ListCategories};
use shared::domain::report::{CategoryCode, Period};
use shared::domain::vote::{VoteRule, read_vote_rule};
use yew::prelude::*;

use super::form::{midnight, type_in, why};
use super::rules_calendar::CalendarPart;
use super::rules_vote::VoteRuleForm;
use crate::hook::{use_action, use_clock, use_query, use_text};
use crate::i18n::{Text, time};
use crate::page::names;
use crate::route::Route;
use crate::ui::{Button, Cell, Cells, Choice, Field, Head, Page, Pick, Sheet, show, use_toast};
use shared::value::{Date, Timestamp};

/// Days off and worked weekends, then every period.
#[component]
pub fn OfficeRules() -> Html {
    let text = use_text();
    let now = use_clock();
    let rules = use_query::<ListRules>((), Nothing {});
    let categories = use_query::<ListCategories>((), Nothing {});
    let list = categories.data().map(|list| &**list);
    let chosen = use_state_eq(|| None::<Rc<RuleRow>>);
    let close = {
        let chosen = chosen.setter();
        Callback::from(move |()| chosen.set(None))
    };
    let row = |rule: &RuleRow| {
        let onclick = {
            let (chosen, rule) = (chosen.setter(), Rc::new(rule.clone()));
            Callback::from(move |_: MouseEvent| chosen.set(Some(rule.clone())))
        };
        html! {
            <Cell key={rule.key.clone()} title={name(text, list, &rule.key)}
                sub={under(text, rule, now)} {onclick}>
                <span class="num">{ value(text, &rule.key, &rule.value) }</span>
            </Cell>
        }
    };
    html! {
        <Page title={text.office().rules.title} above={Route::Office}>
            <CalendarPart />
            <Head title={text.office().rules.rules} />
            <p class="sub">{ text.office().rules.rules_why }</p>
            { show(&rules, |list| {
                let (votes, periods): (Vec<&RuleRow>, Vec<&RuleRow>) =
                    list.rules.iter().partition(|rule| VoteRule::parse(&rule.key).is_ok());
                html! {
                    <>
                        <Cells plain=true>{ for periods.into_iter().map(row) }</Cells>
                        <Head title={text.office().rules.votes} />
                        <p class="sub">{ text.office().rules.votes_why }</p>
                        <Cells plain=true>{ for votes.into_iter().map(row) }</Cells>
                    </>
                }
            }) }
            <Sheet id="rule" open={chosen.is_some()} onclose={close.clone()}
                title={chosen.as_ref().map(|rule| name(text, list, &rule.key)).unwrap_or_default()}>
                if let Some(rule) = chosen.as_ref().filter(|rule| VoteRule::parse(&rule.key).is_ok()) {
                    <VoteRuleForm key={rule.key.clone()} rule={rule.clone()} ondone={close} />
                } else if let Some(rule) = &*chosen {
                    <RuleForm key={rule.key.clone()} rule={rule.clone()} ondone={close} />
                }
            </Sheet>
        </Page>
    }
}

/// What a rule is about; the last part of its key may be a category.
fn name(text: &Text, list: Option<&CategoryList>, key: &str) -> String {
    let code = key.split('.').nth(3).and_then(|code| CategoryCode::parse(code).ok());
    let category = code.map(|code| names::category_label(text, list, &code)).unwrap_or_default();
    (text.office().rules.key)(key, &category)
}

/// A stored value in words: a period, or a number of a rule for votes.
pub(super) fn value(text: &Text, key: &str, value: &str) -> String {
    let rules = &text.office().rules;
    match VoteRule::parse(key) {
        Ok(rule) => read_vote_rule(rule, value)
            .map_or_else(|_| value.to_owned(), |number| (rules.vote_value)(rule, number)),
        Err(_) => {
            Period::parse(value).map_or_else(|_| value.to_owned(), |period| (rules.period)(period))
        }
    }
}

/// Since when and from which document, and what is to come.
fn under(text: &Text, rule: &RuleRow, now: Timestamp) -> String {
    let rules = &text.office().rules;
    let mut said = match rule.since {
        Some(since) => (rules.since)(&time::date(text, since, now), &rule.source),
        None => rules.default.to_owned(),
    };
    for change in &rule.coming {
        let from = time::date(text, midnight(change.from), now);
        said.push_str(" · ");
        said.push_str(&(rules.coming)(&from, &value(text, &rule.key, &change.value)));
    }
    said
}

#[derive(PartialEq, Properties)]
struct RuleFormProps {
    rule: Rc<RuleRow>,
    ondone: Callback<()>,
}

/// Sets one period from a day on.
#[component]
fn RuleForm(props: &RuleFormProps) -> Html {
    let text = use_text();
    let today = use_clock().date();
    let toast = use_toast();
    let rules = &text.office().rules;
    let stored = props.rule.value.clone();
    let split = stored.find(|c: char| !c.is_ascii_digit()).unwrap_or(stored.len());
    let (number, unit) = stored.split_at(split);
    let (number, unit) = (number.to_owned(), AttrValue::from(unit.to_owned()));
    let number = use_state_eq(|| number);
    let unit = use_state_eq(|| unit);
    let from = use_state_eq(|| today.to_string());
    let source = use_state_eq(String::new);
    let wrong = use_state_eq(|| (false, false));
    let action = use_action::<SetRule>();
    let choose = {
        let unit = unit.setter();
        Callback::from(move |value| unit.set(value))
    };
    let onsubmit = {
        let (number, unit, from, source) =
            (number.clone(), unit.clone(), from.clone(), source.clone());
        let (wrong, action, key) = (wrong.setter(), action.clone(), props.rule.key.clone());
        let ondone = props.ondone.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let value = format!("{}{}", number.trim(), *unit);
            let (period, day) = (Period::parse(&value), Date::parse(&from));
            wrong.set((period.is_err(), day.is_err()));
            let (Ok(_), Ok(from)) = (period, day) else { return };
            let input = NewRule { key: key.clone(), value, source: (*source).clone(), from };
            let (ondone, toast) = (ondone.clone(), toast.clone());
            action.run((), input, move |_| {
                ondone.emit(());
                toast.say(text.office().saved);
            });
        })
    };
    let choices: Rc<[Choice]> = [
        Choice::new("min", rules.unit_min),
        Choice::new("h", rules.unit_h),
        Choice::new("d", rules.unit_d),
        Choice::new("WD", rules.unit_wd),
    ]
    .into();
    let bad = |pointer: &str| action.field(text, pointer);
    let named = ["/value", "/from", "/source"].iter().any(|pointer| bad(pointer).is_some());
    html! {
        <form {onsubmit} novalidate=true>
            if let Some(default) = &props.rule.default {
                <p class="sub">{ format!("{} {}", rules.default, value(text, &props.rule.key, default)) }</p>
            }
            <div class="gap-m">
                <Field id="rule-value" label={rules.value} inputmode="numeric" maxlength="4"
                    value={(*number).clone()} oninput={type_in(&number)}
                    error={wrong.0.then_some(text.common.malformed).or(bad("/value"))} />
            </div>
            <div class="picks one gap-s">
                <Pick label={rules.unit} {choices} value={(*unit).clone()} onchange={choose} />
            </div>
            <div class="gap-m">
                <Field id="rule-from" kind="date" label={rules.from} hint={rules.from_hint}
                    value={(*from).clone()} oninput={type_in(&from)}
                    error={wrong.1.then_some(text.common.required).or(bad("/from"))} />
                <Field id="rule-source" label={rules.source} maxlength="200"
                    placeholder={rules.source_example} value={(*source).clone()}
                    oninput={type_in(&source)} error={bad("/source")} />
            </div>
            { why(text, action.failure().filter(|_| !named)) }
            <Button class="gap-m" label={text.office().save} submit=true busy={action.busy()} />
        </form>
    }
}
