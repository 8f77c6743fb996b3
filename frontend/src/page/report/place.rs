//! Where: in a building, or a shared place outside.

use std::rc::Rc;

use serde::{Deserialize, Serialize};
use shared::api::estate::{BuildingView, EstateView};
use shared::domain::estate::{Place, is_unlisted_building};
use yew::prelude::*;

use crate::hook::use_text;
use crate::i18n::Text;
use crate::page::names::{self, SPOTS};
use crate::ui::{Choice, Field, Icon, Pick, Segmented};

/// Chosen where none of the estate's places fits.
const ELSEWHERE: &str = "*";

/// A place as it is being chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct PlaceForm {
    /// Outside of the buildings.
    pub(super) outside: bool,
    building: String,
    stair: String,
    spot: String,
    common: String,
    free: String,
}

fn given(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

impl PlaceForm {
    /// The reader's own building and stair, found in the words of their unit.
    pub(super) fn own(estate: &EstateView, unit: Option<&str>) -> Self {
        let at = |building: &str, stair: Option<&str>| {
            let building = building.to_owned();
            Place::Building { building, stair: stair.map(str::to_owned), spot: None }.label_zh()
        };
        let begins = |label: &str| {
            unit.and_then(|unit| unit.strip_prefix(label))
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        };
        let own = estate.buildings.iter().find(|building| begins(&at(&building.name, None)));
        let Some(own) = own else { return Self::default() };
        let stair = own.stairs.iter().find(|stair| begins(&at(&own.name, Some(stair))));
        Self {
            building: own.name.clone(),
            stair: stair.cloned().unwrap_or_default(),
            ..Self::default()
        }
    }

    /// A place that is to be corrected.
    pub(super) fn of(place: &Place, estate: &EstateView) -> Self {
        match place {
            Place::Building { building, stair, spot } => Self {
                building: building.clone(),
                stair: stair.clone().unwrap_or_default(),
                spot: spot.clone().unwrap_or_default(),
                ..Self::default()
            },
            Place::Common { name } if estate.places.contains(name) => {
                Self { outside: true, common: name.clone(), ..Self::default() }
            }
            Place::Common { name } => Self {
                outside: true,
                common: ELSEWHERE.to_owned(),
                free: name.clone(),
                ..Self::default()
            },
        }
    }

    /// As it is sent; what is missing is left empty.
    pub(super) fn place(&self) -> Place {
        if self.outside {
            let free = self.common == ELSEWHERE || self.common.is_empty();
            let name = if free { self.free.trim() } else { self.common.as_str() };
            return Place::Common { name: name.to_owned() };
        }
        Place::Building {
            building: self.building.clone(),
            stair: given(&self.stair),
            spot: given(&self.spot),
        }
    }

    /// Whether it says enough to be sent.
    pub(super) fn is_complete(&self) -> bool {
        match self.place() {
            Place::Building { building, .. } => !building.is_empty(),
            Place::Common { name } => !name.is_empty(),
        }
    }
}

/// What a [`PlaceField`] shows.
#[derive(PartialEq, Properties)]
pub(super) struct PlaceFieldProps {
    /// Its name, one of its kind on the page.
    pub(super) id: AttrValue,
    /// What stands in the estate.
    pub(super) estate: Rc<EstateView>,
    /// What is chosen.
    pub(super) value: PlaceForm,
    /// What it becomes.
    pub(super) onchange: Callback<PlaceForm>,
    /// Whether something is missing.
    #[prop_or_default]
    pub(super) wrong: bool,
}

/// A choice of the estate's buildings and places.
#[component]
pub(super) fn PlaceField(props: &PlaceFieldProps) -> Html {
    let text = use_text();
    let form = &text.report().form;
    let value = &props.value;
    let choices: Rc<[Choice]> =
        [Choice::new("in", form.inside), Choice::new("out", form.outside)].into();
    let onchange = edit(props, |place, chosen| place.outside = chosen == "out");
    let parts = if value.outside { outside(text, props) } else { inside(text, props) };
    let why = if value.outside { form.need_place } else { form.need_building };
    html! {
        <div id={props.id.clone()} class={classes!(props.wrong.then_some("wrong"))}>
            <Segmented name={format!("{}-side", props.id)} label={form.place} {choices} {onchange}
                value={if value.outside { "out" } else { "in" }} />
            { parts }
            if props.wrong {
                <p class="why" role="alert"><Icon name="alert" />{ why }</p>
            }
        </div>
    }
}

/// The callback of one part of the form.
fn edit(
    props: &PlaceFieldProps,
    with: impl Fn(&mut PlaceForm, String) + 'static,
) -> Callback<AttrValue> {
    let value = props.value.clone();
    props.onchange.reform(move |chosen: AttrValue| {
        let mut value = value.clone();
        with(&mut value, chosen.to_string());
        value
    })
}

fn inside(text: &Text, props: &PlaceFieldProps) -> Html {
    let form = &text.report().form;
    let value = &props.value;
    if props.estate.buildings.is_empty() {
        return unlisted(text, props);
    }
    let building = |building: &BuildingView| {
        let label = Place::Building { building: building.name.clone(), stair: None, spot: None };
        Choice::new(building.name.clone(), names::place(text, &label))
    };
    let buildings: Rc<[Choice]> = props.estate.buildings.iter().map(building).collect();
    let chosen = props.estate.buildings.iter().find(|building| building.name == value.building);
    let stairs = chosen.map_or(&[][..], |building| &building.stairs);
    let stairs: Rc<[Choice]> =
        stairs.iter().map(|stair| Choice::new(stair.clone(), stair_label(text, stair))).collect();
    let floors = chosen.map_or(0, |building| building.floors);
    let spots: Rc<[Choice]> = spots(text, floors, &value.spot).into();
    html! {
        <div class="picks">
            <Pick label={form.building} choices={buildings} value={value.building.clone()}
                onchange={edit(props, |place, chosen| {
                    place.building = chosen;
                    place.stair.clear();
                })} />
            if !stairs.is_empty() {
                <Pick label={form.stair} choices={stairs} value={value.stair.clone()} optional=true
                    onchange={edit(props, |place, chosen| place.stair = chosen)} />
            }
            <Pick label={form.spot} choices={spots} value={value.spot.clone()} optional=true
                onchange={edit(props, |place, chosen| place.spot = chosen)} />
        </div>
    }
}

/// An estate whose roll names no building yet: the number is written.
fn unlisted(text: &Text, props: &PlaceFieldProps) -> Html {
    let form = &text.report().form;
    let value = &props.value;
    let write = edit(props, |place, written| written.trim().clone_into(&mut place.building));
    let said = !value.building.is_empty() && !is_unlisted_building(&value.building);
    let spots: Rc<[Choice]> = spots(text, 0, &value.spot).into();
    html! {
        <>
            <Field id={format!("{}-building", props.id)} label={form.building}
                value={value.building.clone()} placeholder={form.number_hint} maxlength="8"
                error={said.then_some(form.number_only)}
                oninput={write.reform(AttrValue::from)} />
            <div class="picks one">
                <Pick label={form.spot} choices={spots} value={value.spot.clone()} optional=true
                    onchange={edit(props, |place, chosen| place.spot = chosen)} />
            </div>
        </>
    }
}

fn stair_label(text: &Text, stair: &str) -> String {
    let is_number = stair.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let word = text.report().form.stair;
    let (zh, en) = (format!("{stair} {word}"), format!("{word} {stair}"));
    if is_number { text.language.pick(zh, en) } else { stair.to_owned() }
}

fn spots(text: &Text, floors: u32, now: &str) -> Vec<Choice> {
    let named = SPOTS.map(|(zh, en)| Choice::new(zh, text.language.pick(zh, en)));
    let floors = (1..=floors.min(99)).map(|floor| {
        let floor = floor.to_string();
        Choice::new(floor.clone(), (text.report().form.floor)(&floor))
    });
    let mut spots: Vec<Choice> = named.into_iter().chain(floors).collect();
    if !now.is_empty() && !spots.iter().any(|choice| choice.value == now) {
        spots.insert(0, Choice::new(now.to_owned(), now.to_owned()));
    }
    spots
}

fn outside(text: &Text, props: &PlaceFieldProps) -> Html {
    let form = &text.report().form;
    let value = &props.value;
    let mut choices: Vec<Choice> =
        props.estate.places.iter().map(|name| Choice::new(name.clone(), name.clone())).collect();
    let listed = !choices.is_empty();
    choices.push(Choice::new(ELSEWHERE, form.elsewhere));
    let write = edit(props, |place, chosen| place.free = chosen);
    html! {
        <>
            if listed {
                <div class="picks one">
                    <Pick label={form.common} choices={Rc::<[Choice]>::from(choices)}
                        value={value.common.clone()}
                        onchange={edit(props, |place, chosen| place.common = chosen)} />
                </div>
            }
            if !listed || value.common == ELSEWHERE {
                <div class="free">
                    <Field id={format!("{}-free", props.id)} label={form.free}
                        value={value.free.clone()} placeholder={form.free_hint} maxlength="40"
                        oninput={write.reform(AttrValue::from)} />
                </div>
            }
        </>
    }
}
