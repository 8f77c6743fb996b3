//! The helpers of a dispatch: those of the category are proposed, any may be left out or added.

use std::rc::Rc;

use shared::domain::estate::DeptCode;
use shared::domain::report::{Department, Party};
use yew::prelude::*;

use crate::hook::use_text;
use crate::i18n::Text;
use crate::ui::{Check, Choice, Pick};

/// What a department is called; the estate's own town and community by their everyday names.
pub(super) fn dept_name(text: &Text, department: &Department) -> AttrValue {
    if !department.is_of_district() {
        return AttrValue::Static((text.report().party)(&Party::of_code(&department.code)));
    }
    text.language.pick(&department.name_zh, &department.name_en).clone().into()
}

/// Departments as choices, without some.
pub(super) fn dept_choices(
    text: &Text,
    departments: &[Department],
    without: &[DeptCode],
) -> Rc<[Choice]> {
    let rest = departments.iter().filter(|department| !without.contains(&department.code));
    rest.map(|department| Choice::new(department.code.to_string(), dept_name(text, department)))
        .collect()
}

/// What a [`CoPick`] shows.
#[derive(PartialEq, Properties)]
pub(super) struct CoPickProps {
    /// The departments.
    pub(super) departments: Rc<[Department]>,
    /// Those that help.
    pub(super) co: Vec<DeptCode>,
    /// The lead, which does not help itself.
    pub(super) lead: Option<DeptCode>,
    /// Those that help become these.
    pub(super) onchange: Callback<Vec<DeptCode>>,
    /// What is wrong with them.
    #[prop_or_default]
    pub(super) error: Option<AttrValue>,
}

/// A box to tick for each helper, and a list to add another.
#[component]
pub(super) fn CoPick(props: &CoPickProps) -> Html {
    let text = use_text();
    // One that is unticked stays in sight, so that it can be ticked again.
    let seen = use_mut_ref(Vec::<DeptCode>::new);
    {
        let mut seen = seen.borrow_mut();
        for code in &props.co {
            if !seen.contains(code) {
                seen.push(code.clone());
            }
        }
    }
    let seen: Vec<DeptCode> =
        seen.borrow().iter().filter(|code| Some(*code) != props.lead.as_ref()).cloned().collect();
    let tick = |code: &DeptCode| {
        let name = props.departments.iter().find(|department| department.code == *code);
        let name = name.map(|department| dept_name(text, department)).unwrap_or_default();
        let onchange = {
            let (co, onchange, code) = (props.co.clone(), props.onchange.clone(), code.clone());
            Callback::from(move |on: bool| {
                let mut co: Vec<DeptCode> =
                    co.iter().filter(|other| **other != code).cloned().collect();
                if on {
                    co.push(code.clone());
                }
                onchange.emit(co);
            })
        };
        html! {
            <Check key={code.to_string()} id={format!("co-{code}")}
                checked={props.co.contains(code)} {onchange}>{ name }</Check>
        }
    };
    let add = {
        let (co, onchange) = (props.co.clone(), props.onchange.clone());
        Callback::from(move |value: AttrValue| {
            if let Ok(code) = DeptCode::parse(&value) {
                onchange.emit(co.iter().cloned().chain([code]).collect());
            }
        })
    };
    let without: Vec<DeptCode> = seen.iter().chain(&props.lead).cloned().collect();
    let choices = dept_choices(text, &props.departments, &without);
    html! {
        <fieldset class="part">
            <legend class="label">{ text.staff().co }</legend>
            { for seen.iter().map(tick) }
            <div class="picks one">
                <Pick label={text.staff().co_add} {choices} value="" onchange={add} />
            </div>
            if let Some(error) = &props.error {
                <p class="why">{ error.clone() }</p>
            }
        </fieldset>
    }
}
