//! The service contracts of an estate.

use std::rc::Rc;

use shared::api::Nothing;
use shared::api::estate::{
    ContractEnd, ContractRow, CreateContract, EndContract, EstateOffice, GetOffice, NewContract,
};
use shared::domain::estate::{CompanyId, Contract, EstateId};
use shared::value::Date;
use yew::prelude::*;

use super::form::{type_in, why};
use crate::hook::{use_action, use_clock, use_query_when, use_text};
use crate::i18n::Text;
use crate::net::id::new_id;
use crate::ui::{
    Button, Cell, Cells, Chip, Choice, Field, Head, Kind, Pick, Sheet, Tone, use_toast,
};

#[derive(PartialEq, Properties)]
pub(super) struct ContractsProps {
    pub(super) estate: Rc<EstateOffice>,
    /// Whether the seat may change them.
    pub(super) keeps: bool,
}

/// The contracts; one that runs can be ended early.
#[component]
pub(super) fn Contracts(props: &ContractsProps) -> Html {
    let text = use_text();
    let today = use_clock().date();
    let ending = use_state_eq(|| None::<ContractRow>);
    let close = {
        let ending = ending.setter();
        Callback::from(move |()| ending.set(None))
    };
    let row = |contract: &ContractRow| {
        let over = contract.to < today;
        let onclick = (props.keeps && !over).then(|| {
            let (ending, contract) = (ending.setter(), contract.clone());
            Callback::from(move |_: MouseEvent| ending.set(Some(contract.clone())))
        });
        let days =
            (text.office().contract_days)(&contract.from.to_string(), &contract.to.to_string());
        let (word, tone) = state(text, contract, today);
        html! {
            <Cell key={contract.id.to_string()} icon="doc" title={contract.company_name.clone()}
                sub={days} {onclick}><Chip text={word} {tone} /></Cell>
        }
    };
    let contracts = &props.estate.contracts;
    html! {
        <>
            <Head title={text.office().contracts} />
            if contracts.is_empty() {
                <p class="sub">{ text.office().contract_none }</p>
            } else {
                <Cells>{ for contracts.iter().map(row) }</Cells>
            }
            if props.keeps {
                <NewContractForm estate={props.estate.id} />
                <EndForm estate={props.estate.id} contract={(*ending).clone()} onclose={close} />
            }
        </>
    }
}

fn state(text: &Text, contract: &ContractRow, today: Date) -> (&'static str, Tone) {
    if contract.to < today {
        (text.office().contract_over, Tone::Grey)
    } else if contract.from > today {
        (text.office().contract_later, Tone::Info)
    } else {
        (text.office().contract_now, Tone::Brand)
    }
}

#[derive(PartialEq, Properties)]
struct NewContractFormProps {
    estate: EstateId,
}

#[component]
fn NewContractForm(props: &NewContractFormProps) -> Html {
    let text = use_text();
    let toast = use_toast();
    let open = use_state_eq(|| false);
    let company = use_state_eq(AttrValue::default);
    let (from, to) = (use_state_eq(String::new), use_state_eq(String::new));
    let wrong = use_state_eq(|| (false, false, false));
    let id = use_state(new_id::<Contract>);
    let action = use_action::<CreateContract>();
    let office = use_query_when::<GetOffice>((*open).then_some(((), Nothing {})));
    let choices: Rc<[Choice]> = office
        .data()
        .map(|office| {
            let choice = |row: &shared::api::estate::CompanyRow| {
                Choice::new(row.id.to_string(), row.name.clone())
            };
            office.companies.iter().map(choice).collect()
        })
        .unwrap_or_default();
    let choose = {
        let company = company.setter();
        Callback::from(move |value| company.set(value))
    };
    let show = {
        let (open, action) = (open.setter(), action.clone());
        Callback::from(move |_: MouseEvent| {
            action.set_failure(None);
            open.set(true);
        })
    };
    let close = {
        let open = open.setter();
        Callback::from(move |()| open.set(false))
    };
    let onsubmit = {
        let (company, from, to) = (company.clone(), from.clone(), to.clone());
        let (action, id, wrong, open) = (action.clone(), id.clone(), wrong.setter(), open.setter());
        let estate = props.estate;
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let firm = company.parse::<CompanyId>();
            let days = (Date::parse(&from), Date::parse(&to));
            wrong.set((firm.is_err(), days.0.is_err(), days.1.is_err()));
            let (Ok(company), (Ok(from), Ok(to))) = (firm, days) else { return };
            let input = NewContract { id: *id, company, from, to };
            let (id, open, toast) = (id.setter(), open.clone(), toast.clone());
            action.run((estate,), input, move |_| {
                id.set(new_id());
                open.set(false);
                toast.say(text.office().saved);
            });
        })
    };
    let missing = |wrong: bool| wrong.then_some(text.common.required);
    let bad_to = missing(wrong.2).or(action.field(text, "/to"));
    let refused = action.failure().filter(|_| action.field(text, "/to").is_none());
    html! {
        <>
            <Button class="gap-m" kind={Kind::Default} icon="plus" label={text.office().contract_add}
                onclick={show} />
            <Sheet id="contract" open={*open} onclose={close} title={text.office().contract_add}>
                <form {onsubmit} novalidate=true>
                    <div class={classes!("picks", "one", "gap-s", wrong.0.then_some("wrong"))}>
                        <Pick label={text.office().contract_company} {choices}
                            value={(*company).clone()} onchange={choose} />
                    </div>
                    if wrong.0 {
                        <p class="why" role="alert">{ text.common.required }</p>
                    }
                    <div class="gap-m">
                        <Field id="contract-from" kind="date" label={text.office().contract_from}
                            value={(*from).clone()} oninput={type_in(&from)} error={missing(wrong.1)} />
                        <Field id="contract-to" kind="date" label={text.office().contract_to}
                            value={(*to).clone()} oninput={type_in(&to)} error={bad_to} />
                    </div>
                    { why(text, refused) }
                    <Button class="gap-m" label={text.office().save} submit=true
                        busy={action.busy()} />
                </form>
            </Sheet>
        </>
    }
}

#[derive(PartialEq, Properties)]
struct EndFormProps {
    estate: EstateId,
    contract: Option<ContractRow>,
    onclose: Callback<()>,
}

/// Ends a contract on another day.
#[component]
fn EndForm(props: &EndFormProps) -> Html {
    let text = use_text();
    let toast = use_toast();
    let on = use_state_eq(String::new);
    let wrong = use_state_eq(|| false);
    let action = use_action::<EndContract>();
    let onsubmit = {
        let (on, wrong, action) = (on.clone(), wrong.setter(), action.clone());
        let (estate, contract) = (props.estate, props.contract.clone());
        let onclose = props.onclose.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let day = Date::parse(&on);
            wrong.set(day.is_err());
            if let (Ok(on), Some(contract)) = (day, &contract) {
                let (onclose, toast) = (onclose.clone(), toast.clone());
                action.run((estate, contract.id), ContractEnd { on }, move |_| {
                    onclose.emit(());
                    toast.say(text.office().saved);
                });
            }
        })
    };
    let bad = action.field(text, "/on");
    let error = wrong.then_some(text.common.required).or(bad);
    html! {
        <Sheet id="contract-end" open={props.contract.is_some()} onclose={props.onclose.clone()}
            title={text.office().contract_end}>
            <p class="sub">{ text.office().contract_end_why }</p>
            <form class="gap-m" {onsubmit} novalidate=true>
                <Field id="contract-end-on" kind="date" label={text.office().contract_to}
                    value={(*on).clone()} oninput={type_in(&on)} {error} />
                { why(text, action.failure().filter(|_| bad.is_none())) }
                <Button class="gap-m" kind={Kind::Warn} label={text.office().contract_end} submit=true
                    busy={action.busy()} />
                <Button kind={Kind::Default} label={text.common.cancel}
                    onclick={props.onclose.reform(|_: MouseEvent| ())} />
            </form>
        </Sheet>
    }
}
