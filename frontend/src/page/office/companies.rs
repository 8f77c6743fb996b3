//! Property companies.

use std::rc::Rc;

use shared::api::estate::{
    CompanyRow, CreateCompany, NewCompany, NewName, OfficeView, RenameCompany,
};
use shared::domain::estate::{Company, CompanyId, CreditCode};
use yew::prelude::*;

use super::form::{type_in, why};
use super::level::{Given, Level, Row};
use crate::hook::{use_action, use_text};
use crate::net::id::new_id;
use crate::ui::{Button, Field, Kind, Sheet, use_toast};

#[derive(PartialEq, Properties)]
pub(super) struct CompaniesProps {
    pub(super) rows: Rc<OfficeView>,
}

/// The companies, to add and rename.
#[component]
pub(super) fn Companies(props: &CompaniesProps) -> Html {
    let text = use_text();
    let rename = use_action::<RenameCompany>();
    let onname = {
        let rename = rename.clone();
        Callback::from(move |Given { id, name, done }: Given| {
            let id: Option<CompanyId> = id.and_then(|id| id.parse().ok());
            if let Some(id) = id {
                rename.run((id,), NewName { name }, move |_| done.emit(()));
            }
        })
    };
    let row = |company: &CompanyRow| Row {
        id: company.id.to_string().into(),
        name: company.name.clone().into(),
        sub: Some(company.credit_code.clone().into()),
        to: None,
    };
    let rows: Rc<[Row]> = props.rows.companies.iter().map(row).collect();
    let onopen = {
        let rename = rename.clone();
        Callback::from(move |()| rename.set_failure(None))
    };
    html! {
        <Level id="company" title={text.office().companies} icon="doc" {rows} renames=true {onname}
            failure={rename.failure().cloned()} busy={rename.busy()} {onopen}
            error={rename.field(text, "/name").map(AttrValue::Static)}>
            <NewCompanyForm />
        </Level>
    }
}

/// Adds a company; the code is checked before it is sent.
#[component]
fn NewCompanyForm() -> Html {
    let text = use_text();
    let toast = use_toast();
    let open = use_state_eq(|| false);
    let (name, code) = (use_state_eq(String::new), use_state_eq(String::new));
    let wrong = use_state_eq(|| false);
    let id = use_state(new_id::<Company>);
    let action = use_action::<CreateCompany>();
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
        let (name, code, wrong, id) = (name.clone(), code.clone(), wrong.setter(), id.clone());
        let (action, open) = (action.clone(), open.setter());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let bad = CreditCode::parse(&code).is_err();
            wrong.set(bad);
            if bad {
                return;
            }
            let input = NewCompany { id: *id, name: (*name).clone(), credit_code: (*code).clone() };
            let (id, open, toast) = (id.setter(), open.clone(), toast.clone());
            let (name, code) = (name.setter(), code.setter());
            action.run((), input, move |_| {
                id.set(new_id());
                name.set(String::new());
                code.set(String::new());
                open.set(false);
                toast.say(text.office().saved);
            });
        })
    };
    let (bad_name, bad_code) = (action.field(text, "/name"), action.field(text, "/credit_code"));
    let refused = action.failure().filter(|_| bad_name.is_none() && bad_code.is_none());
    let code_error = (*wrong || bad_code.is_some()).then_some(text.office().credit_code_wrong);
    html! {
        <>
            <Button class="gap-m" kind={Kind::Default} icon="plus" label={text.office().company_add}
                onclick={show} />
            <Sheet id="company-new" open={*open} onclose={close} title={text.office().company_add}>
                <form {onsubmit} novalidate=true>
                    <Field id="company-new-name" label={text.office().name} maxlength="80"
                        value={(*name).clone()} oninput={type_in(&name)} error={bad_name}
                        hint={text.office().company_example} />
                    <Field id="company-new-code" label={text.office().credit_code} maxlength="24"
                        value={(*code).clone()} oninput={type_in(&code)} error={code_error}
                        hint={text.office().credit_code_hint} />
                    { why(text, refused) }
                    <Button class="gap-m" label={text.office().save} submit=true
                        busy={action.busy()} />
                </form>
            </Sheet>
        </>
    }
}
