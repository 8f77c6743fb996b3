//! Who decides on a matter: the estate, buildings, a stair; listed units stay as they are.

use std::rc::Rc;

use yew::prelude::*;

use super::edit_matter::of_matter;
use super::figures::count;
use super::form::{Edit, MatterForm, ScopeKind};
use crate::hook::use_text;
use crate::ui::{Choice, Field, Icon, Pick};

#[derive(PartialEq, Properties)]
pub(super) struct ScopeFieldsProps {
    pub(super) index: usize,
    pub(super) matter: MatterForm,
    pub(super) change: Callback<Edit>,
    pub(super) error: Option<AttrValue>,
}

impl ScopeKind {
    const fn word(self) -> &'static str {
        match self {
            Self::Estate => "estate",
            Self::Buildings => "buildings",
            Self::Stair => "stair",
            Self::Units => "units",
        }
    }

    fn parse(word: &str) -> Self {
        match word {
            "buildings" => Self::Buildings,
            "stair" => Self::Stair,
            "units" => Self::Units,
            _ => Self::Estate,
        }
    }
}

/// The kind of scope, and what that kind needs.
#[component]
pub(super) fn ScopeFields(props: &ScopeFieldsProps) -> Html {
    let text = use_text();
    let words = &text.meeting().draft;
    let ScopeFieldsProps { index, matter, change, error } = props;
    let mut kinds = vec![
        Choice::new(ScopeKind::Estate.word(), words.scope_estate),
        Choice::new(ScopeKind::Buildings.word(), words.scope_buildings),
        Choice::new(ScopeKind::Stair.word(), words.scope_stair),
    ];
    if !matter.units.is_empty() {
        let listed = (text.vote().matter.units)(count(matter.units.len()));
        kinds.push(Choice::new(ScopeKind::Units.word(), listed));
    }
    let choices: Rc<[Choice]> = kinds.into();
    let choose = of_matter(change, matter, |of, word| of.scope = ScopeKind::parse(&word))
        .reform(|word: AttrValue| word.to_string());
    let id = |field: &str| format!("matter-{index}-{field}");
    let several = matter.scope == ScopeKind::Buildings;
    let (label, hint) = if several {
        (words.buildings, Some(words.buildings_hint))
    } else {
        (words.building, None)
    };
    html! {
        <>
            <div class="picks one gap-m">
                <Pick label={words.scope} {choices} value={matter.scope.word()}
                    onchange={choose} />
            </div>
            if matches!(matter.scope, ScopeKind::Buildings | ScopeKind::Stair) {
                <div class="gap-m">
                    <Field id={id("buildings")} {label} hint={hint.map(AttrValue::from)}
                        maxlength="400" value={matter.buildings.clone()} error={error.clone()}
                        oninput={of_matter(change, matter, |of, typed| of.buildings = typed)} />
                    if matter.scope == ScopeKind::Stair {
                        <Field id={id("stair")} label={words.stair} maxlength="20"
                            value={matter.stair.clone()}
                            oninput={of_matter(change, matter, |of, typed| of.stair = typed)} />
                    }
                </div>
            } else if let Some(error) = error {
                <p class="why" role="alert"><Icon name="alert" />{ error.clone() }</p>
            }
        </>
    }
}
