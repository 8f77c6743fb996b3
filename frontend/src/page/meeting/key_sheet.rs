//! The key sheet 钥匙确认单: the meeting's key and the trustees' keys as digits, compared on paper,
//! signed by all three and posted on the notice board.

use shared::api::vote::KeySheet;
use shared::domain::vote::MeetingId;
use yew::prelude::*;

use super::list::window;
use super::path::Path;
use super::use_meeting;
use crate::hook::{use_clock, use_text};
use crate::i18n::Text;
use crate::net::js;
use crate::ui::{Button, Empty, Page, show};

/// What [`KeySheetPage`] shows.
#[derive(PartialEq, Properties)]
pub(super) struct KeySheetPageProps {
    pub(super) id: MeetingId,
}

/// The page to print.
#[component]
pub(super) fn KeySheetPage(props: &KeySheetPageProps) -> Html {
    let text = use_text();
    let now = use_clock();
    let words = &text.meeting().ceremony;
    let query = use_meeting(props.id);
    let print = Callback::from(|_: MouseEvent| {
        js::call(&js::window(), "print", &[]);
    });
    let foot = if query.data().is_some_and(|view| view.key.is_some()) {
        html! { <Button icon="doc" label={words.print} onclick={print} /> }
    } else {
        Html::default()
    };
    let sign = |seat: &'static str| html! { <p key={seat}>{ (words.sign)(seat) }</p> };
    let content = show(&query, |view| {
        let Some(sheet) = &view.key else {
            return html! { <Empty icon="lock" title={words.no_sheet} sub={words.no_sheet_why} /> };
        };
        html! {
            <article class="paper">
                <h2>{ words.sheet }</h2>
                <p>{ (text.common.pair)(&view.estate_name, &view.draft.title) }</p>
                <p>{ window(text, view.draft.opens, view.draft.closes, now) }</p>
                { digits(text, sheet) }
                <p>{ words.sheet_why }</p>
                <div class="key-signs">{ for text.vote().meeting.key_seats.into_iter().map(sign) }</div>
            </article>
        }
    });
    html! {
        <Page title={words.sheet} above={Path::Meeting(props.id).route()} {foot}>{ content }</Page>
    }
}

/// The digits of all four keys, in groups of five.
pub(super) fn digits(text: &Text, sheet: &KeySheet) -> Html {
    let words = &text.vote().meeting;
    let row = |(name, digits): (&'static str, &String)| {
        html! { <><dt>{ name }</dt><dd class="digits">{ in_groups(digits) }</dd></> }
    };
    html! {
        <dl class="key-sheet gap">
            { row((words.key_all, &sheet.digits)) }
            { for words.key_seats.into_iter().zip(&sheet.trustees).map(row) }
        </dl>
    }
}

/// `01234 56789 …`.
fn in_groups(digits: &str) -> String {
    let mut grouped = String::new();
    for (place, digit) in digits.chars().filter(char::is_ascii_digit).enumerate() {
        if place > 0 && place % 5 == 0 {
            grouped.push(' ');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_stand_in_groups_of_five() {
        assert_eq!(in_groups("01234567890123456789"), "01234 56789 01234 56789");
        assert_eq!(in_groups("01234 5"), "01234 5");
    }
}
