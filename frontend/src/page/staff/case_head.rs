//! The head of a report: its ring, how urgent it is, its number, its place.

use shared::api::report::{CategoryList, ReportCard, ReportView};
use shared::domain::report::{Clock as Running, Severity, next_clock};
use shared::value::Timestamp;
use yew::prelude::*;

use super::{duty, words};
use crate::i18n::Text;
use crate::page::names;
use crate::ui::{Chip, Clock, Dot, Tone};

/// The seat's own clock that ends first; else whichever does.
fn head_clock(card: &ReportCard) -> Option<&Running> {
    let own = card.clocks.iter().filter(|clock| duty::is_own(card, clock));
    own.min_by_key(|clock| clock.due).or_else(|| next_clock(&card.clocks))
}

/// The head; `heading`: it carries the page's `h1`, where no bar does.
pub(super) fn head(
    text: &Text,
    list: Option<&CategoryList>,
    view: &ReportView,
    now: Timestamp,
    heading: bool,
) -> Html {
    let card = &view.card;
    let clock = head_clock(card);
    let filed = words::coarse(text, card.filed, card.severity, view.confidential, now);
    let late = clock.is_some_and(|clock| clock.is_late(now));
    html! {
        <header class="case-top">
            if let Some(clock) = clock {
                <Clock ..words::ring(text, clock, now) />
            } else {
                <span class="clock">
                    <Dot icon={names::category_icon(list, &card.category)} tone={Tone::Grey} />
                </span>
            }
            <div>
                <div class="chips">
                    if card.severity == Severity::P1 {
                        <Chip tone={Tone::Stop} icon="alert" text={text.staff().urgent_long} />
                    }
                    if view.confidential {
                        <Chip tone={Tone::Info} icon="lock" text={text.staff().confidential} />
                    }
                    <Chip text={card.ticket.to_string()} />
                </div>
                if heading {
                    <h1 tabindex="-1">{ names::category_label(text, list, &card.category) }</h1>
                }
                <p class={if heading { "sub" } else { "strong" }}>{ card.place.clone() }</p>
                <p class="sub">{ (text.staff().filed)(&filed) }</p>
                <p class={classes!("sub", late.then_some("t-stop"))}>
                    { words::awaited(text, list, (clock, card.status), now) }
                </p>
            </div>
        </header>
    }
}
