//! Setting a rule for votes: a whole number without a unit, or yes or no.

use std::rc::Rc;

use shared::api::estate::{NewRule, RuleRow, SetRule};
use shared::domain::vote::{VoteRule, read_vote_rule};
use shared::value::Date;
use yew::prelude::*;

use super::form::{type_in, why};
use super::rules::value;
use crate::hook::{use_action, use_clock, use_text};
use crate::i18n::Text;
use crate::ui::{Button, Choice, Field, Segmented, use_toast};

#[derive(PartialEq, Properties)]
pub(super) struct VoteRuleFormProps {
    pub(super) rule: Rc<RuleRow>,
    pub(super) ondone: Callback<()>,
}

/// Sets one number from a day on.
#[component]
pub(super) fn VoteRuleForm(props: &VoteRuleFormProps) -> Html {
    let text = use_text();
    let today = use_clock().date();
    let toast = use_toast();
    let rules = &text.office().rules;
    let key = &props.rule.key;
    let number = {
        let stored = props.rule.value.clone();
        use_state_eq(|| stored)
    };
    let from = use_state_eq(|| today.to_string());
    let source = use_state_eq(String::new);
    let wrong = use_state_eq(|| (false, false));
    let action = use_action::<SetRule>();
    let onsubmit = {
        let (number, from, source) = (number.clone(), from.clone(), source.clone());
        let (wrong, action, key) = (wrong.setter(), action.clone(), key.clone());
        let ondone = props.ondone.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let read =
                VoteRule::parse(&key).ok().and_then(|rule| read_vote_rule(rule, &number).ok());
            let day = Date::parse(&from);
            wrong.set((read.is_none(), day.is_err()));
            let (Some(read), Ok(from)) = (read, day) else { return };
            let (value, source) = (read.to_string(), (*source).clone());
            let input = NewRule { key: key.clone(), value, source, from };
            let (ondone, toast) = (ondone.clone(), toast.clone());
            action.run((), input, move |_| {
                ondone.emit(());
                toast.say(text.office().saved);
            });
        })
    };
    let bad = |pointer: &str| action.field(text, pointer);
    let named = ["/value", "/from", "/source"].iter().any(|pointer| bad(pointer).is_some());
    let error = wrong.0.then_some(text.common.out_of_range).or(bad("/value"));
    html! {
        <form {onsubmit} novalidate=true>
            if let Some(default) = &props.rule.default {
                <p class="sub">{ format!("{} {}", rules.default, value(text, key, default)) }</p>
            }
            <div class="gap-m">{ number_field(text, key, &number, error) }</div>
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

/// Days, parties, or whether something is done at all.
fn number_field(
    text: &Text,
    key: &str,
    number: &UseStateHandle<String>,
    error: Option<&'static str>,
) -> Html {
    let rules = &text.office().rules;
    let rule = VoteRule::parse(key).ok();
    if rule == Some(VoteRule::OpenWithoutQuorum) {
        let choices: Rc<[Choice]> =
            [Choice::new("0", rules.no), Choice::new("1", rules.yes)].into();
        let set = number.setter();
        let onchange = Callback::from(move |word: AttrValue| set.set(word.to_string()));
        return html! {
            <Segmented name="rule-value" label={(rules.key)(key, "")} {choices}
                value={(**number).clone()} {onchange} />
        };
    }
    let counts = matches!(rule, Some(VoteRule::Proxies | VoteRule::MinGroup));
    html! {
        <Field id="rule-value" label={if counts { rules.number } else { rules.days }}
            inputmode="numeric" maxlength="3" value={(**number).clone()}
            oninput={type_in(number)} {error} />
    }
}
