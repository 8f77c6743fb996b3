//! Names of categories, parties and steps, for every page that shows a report.

use shared::api::report::{CategoryList, CategoryView};
use shared::domain::account::Role;
use shared::domain::estate::Place;
use shared::domain::report::{CategoryCode, Clock, Party, Status, Ticket, next_clock};
use shared::value::Timestamp;
use yew::AttrValue;

use crate::i18n::{Language, Text, time};

use crate::route::Route;

/// A category with its words.
pub fn category<'a>(
    list: Option<&'a CategoryList>,
    code: &CategoryCode,
) -> Option<&'a CategoryView> {
    list?.categories.iter().find(|view| view.category.code == *code)
}

/// What a category is called.
pub fn category_label(text: &Text, list: Option<&CategoryList>, code: &CategoryCode) -> AttrValue {
    match category(list, code) {
        Some(view) => text.language.pick(&view.words.label_zh, &view.words.label_en).clone().into(),
        None => AttrValue::Static(text.common.tab_report),
    }
}

/// A category's symbol.
pub fn category_icon(list: Option<&CategoryList>, code: &CategoryCode) -> AttrValue {
    category(list, code).map_or("whistle".into(), |view| view.words.icon.clone().into())
}

/// Who: a department by its own name.
pub fn party_name(text: &Text, list: Option<&CategoryList>, party: &Party) -> AttrValue {
    let department = match party {
        Party::Dept { dept } => {
            list.and_then(|list| list.departments.iter().find(|other| other.code == *dept))
        }
        _ => None,
    };
    match department {
        Some(department) => {
            text.language.pick(&department.name_zh, &department.name_en).clone().into()
        }
        None => AttrValue::Static((text.report().party)(party)),
    }
}

/// Who must do what by when, as a sentence; where nobody must, the state.
pub fn next_line(
    text: &Text,
    list: Option<&CategoryList>,
    clocks: &[Clock],
    status: Status,
    now: Timestamp,
) -> AttrValue {
    let Some(clock) = next_clock(clocks) else {
        return AttrValue::Static((text.report().status)(status));
    };
    clock_line(text, &party_name(text, list, &clock.party), clock, now)
}

/// Who must do what by when, or until when they have paused.
pub fn clock_line(text: &Text, who: &str, clock: &Clock, now: Timestamp) -> AttrValue {
    if let Some(pause) = clock.paused_at(now) {
        return (text.report().paused)(who, &time::when(text, pause.until, now)).into();
    }
    let what = (text.report().duty)(clock.kind);
    let by = time::by(text, clock.due, now);
    let say = if clock.is_late(now) { text.report().was_due } else { text.report().waits_for };
    say(who, what, &by).into()
}

/// How far a report has come: steps done, and how many there are
/// (劝阻, 吹哨, 接报, 报到, 办结).
pub const fn progress(status: Status) -> (usize, usize) {
    match status {
        Status::Dissuading => (0, 5),
        Status::CommunityPending => (2, 5),
        Status::CommunityHandling => (3, 4),
        Status::Dispatched | Status::Review | Status::Unknown => (3, 5),
        Status::DeptOnCase | Status::CaseFiled | Status::Resolved => (4, 5),
        Status::Closed | Status::Rejected | Status::Merged | Status::Withdrawn => (5, 5),
    }
}

/// Where a report is shown to a role: residents follow it, staff work on it.
pub fn report_route(role: Option<Role>, ticket: Ticket) -> Route {
    let ticket = ticket.to_string();
    if role.is_none_or(Role::is_resident) {
        Route::ReportShow { ticket }
    } else {
        Route::StaffReport { ticket }
    }
}

/// A place; numbers and known parts of buildings in the reader's language.
pub fn place(text: &Text, place: &Place) -> String {
    let plain = |part: &String| part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    match (text.language, place) {
        (Language::En, Place::Building { building, stair, spot }) => {
            let mut label =
                if plain(building) { format!("Bldg {building}") } else { building.clone() };
            if let Some(stair) = stair {
                let word = if plain(stair) { "stair " } else { "" };
                label.push_str(&format!(", {word}{stair}"));
            }
            if let Some(spot) = spot {
                let number = spot.bytes().all(|b| b.is_ascii_digit());
                let word = if number { "floor " } else { "" };
                label.push_str(&format!(", {word}{}", spot_name(spot)));
            }
            label
        }
        (_, place) => place.label_zh(),
    }
}

/// Parts of a building that are no floor, as they are stored, and in English.
pub const SPOTS: [(&str, &str); 7] = [
    ("楼道", "Corridor"),
    ("电梯", "Lift"),
    ("大堂", "Hall"),
    ("楼顶", "Roof"),
    ("外墙", "Outer wall"),
    ("地下室", "Basement"),
    ("架空层", "Open ground floor"),
];

fn spot_name(spot: &str) -> String {
    let known = SPOTS.iter().find(|(zh, _)| *zh == spot);
    known.map_or_else(|| spot.to_owned(), |(_, en)| en.to_lowercase())
}
