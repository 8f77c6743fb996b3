//! The key under which ballots are sealed, as digits that people compare with the notice board.

use shared::api::vote::KeySheet;
use shared::domain::vote::MeetingStatus;
use yew::prelude::*;

use super::matter::{Setting, in_groups};
use crate::i18n::Text;
use crate::ui::{Aside, Card};

/// The key sheet: K and the trustees' keys as digits, to compare with the notice board.
pub(super) fn key(setting: Setting<'_>) -> Html {
    let Setting { text, view, .. } = setting;
    let say = &text.vote().meeting;
    match (&view.key, view.status) {
        (Some(sheet), _) => html! {
            <Card class="gap" title={say.key}>
                <p class="sub">{ say.key_why }</p>
                { key_facts(text, sheet) }
            </Card>
        },
        (None, MeetingStatus::Noticed) => {
            html! { <Aside icon="lock">{ say.key_missing }</Aside> }
        }
        _ => Html::default(),
    }
}

/// The digits of the key sheet.
fn key_facts(text: &Text, sheet: &KeySheet) -> Html {
    let say = &text.vote().meeting;
    let row = |(name, digits): (&'static str, &String)| {
        html! { <><dt>{ name }</dt><dd class="digits">{ in_groups(digits, 5) }</dd></> }
    };
    html! {
        <dl class="key-sheet gap">
            { row((say.key_all, &sheet.digits)) }
            { for say.key_seats.into_iter().zip(&sheet.trustees).map(row) }
        </dl>
    }
}
