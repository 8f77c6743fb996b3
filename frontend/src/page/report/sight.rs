//! What the rules promise the reporter: who must act first, and who sees their name.

use shared::api::report::{CategoryList, CategoryView};
use shared::domain::account::Role;
use shared::domain::report::{Category, ClockKind, Course, Party, Severity, Status};
use shared::policy::{NameSight, Standing, name_sight};
use yew::prelude::*;

use crate::i18n::Text;
use crate::page::names;
use crate::ui::Aside;

/// A sentence that may begin with the name of a party: its first letter is a capital.
pub(super) fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

/// Who must do what first once a report of this category is filed.
pub(super) fn first_duty(view: &CategoryView, served: bool) -> (Party, ClockKind) {
    let course = Course::begin(&view.category, served);
    if course.severity == Severity::P1 && course.company {
        return (Party::Company, ClockKind::OnSite);
    }
    match course.status {
        Status::Dissuading => (Party::Company, ClockKind::Answer),
        Status::Dispatched => (course.lead, ClockKind::CheckIn),
        _ => (Party::Community, ClockKind::Accept),
    }
}

/// The first duty with its period, as words: who, within what time, to do what.
pub(super) fn first_duty_words(
    text: &Text,
    list: Option<&CategoryList>,
    view: &CategoryView,
    served: bool,
) -> Option<(AttrValue, String, &'static str)> {
    let (party, kind) = first_duty(view, served);
    let period = view.periods.get(&kind)?;
    let who = names::party_name(text, list, &party);
    Some((who, (text.report().pick.period)(*period), (text.report().duty)(kind)))
}

/// The role through which a standing is accused.
const fn role_of(standing: Standing) -> Option<Role> {
    match standing {
        Standing::Community => Some(Role::Cmy),
        Standing::Town => Some(Role::Twn),
        _ => None,
    }
}

/// Who sees the reporter's masked name at this point, by the policy.
fn masked(category: &Category, course: &Course) -> Vec<Standing> {
    let accused = |standing| role_of(standing).is_some_and(|role| category.excludes(role));
    let sees = |standing: &Standing| {
        !accused(*standing)
            && name_sight(*standing, course, category.confidential) == NameSight::Masked
    };
    Standing::ALL.iter().copied().filter(sees).collect()
}

/// Who sees the reporter's name, in sentences.
pub(super) fn who_sees(text: &Text, category: &Category, course: &Course) -> Html {
    let form = &text.report().form;
    let names: Vec<&str> =
        masked(category, course).into_iter().map(|standing| (form.standing)(standing)).collect();
    let names = names.join(form.comma);
    let line =
        if category.confidential { (form.masked_handler)(&names) } else { (form.masked)(&names) };
    html! {
        <>
            <Aside icon="hidden">{ form.hidden }</Aside>
            if !names.is_empty() {
                <Aside icon="person">{ line }</Aside>
            }
        </>
    }
}
