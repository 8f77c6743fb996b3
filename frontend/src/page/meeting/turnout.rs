//! Turnout, the only thing that is known while voting is open: both lines of two thirds, and by
//! building.

use shared::api::vote::{BuildingTurnout, MeetingView, Turnout};
use shared::domain::vote::{MeetingStatus, share};
use shared::value::Timestamp;
use yew::prelude::*;

use super::figures;
use crate::i18n::{Text, time};
use crate::ui::{Card, Icon, TwinArch};

/// The turnout from the opening on.
pub(super) fn turnout(text: &Text, view: &MeetingView, now: Timestamp) -> Html {
    let Some(turnout) = &view.turnout else { return Html::default() };
    let say = &text.vote().matter;
    let (roll, part) = (turnout.roll, turnout.participating);
    let label = (say.arch)(
        &figures::percent(part.area, roll.area),
        &figures::percent(part.persons, roll.persons),
    );
    html! {
        <Card class="gap" title={say.quorum}>
            <TwinArch big=true upper={share(part.area, roll.area)}
                lower={share(part.persons, roll.persons)} upper_word={say.area}
                lower_word={say.persons} line_word={say.two_thirds} {label} />
            <p class="sub gap-s">
                { (say.turnout)(&figures::area(text, roll.area), &figures::persons(text, roll.persons),
                    &figures::area(text, part.area), &figures::persons(text, part.persons)) }
            </p>
            { as_of(text, view, turnout, now) }
            if view.status == MeetingStatus::Open {
                <p class="cap gap-s">{ text.vote().meeting.sealed }</p>
            }
            if !turnout.buildings.is_empty() {
                <details>
                    <summary>{ say.by_building }<Icon name="down" /></summary>
                    <ul class="houses gap-s">
                        { for turnout.buildings.iter().map(|of| building(text, of)) }
                    </ul>
                </details>
            }
        </Card>
    }
}

/// In small scopes turnout is counted at midnight only.
fn as_of(text: &Text, view: &MeetingView, turnout: &Turnout, now: Timestamp) -> Html {
    let behind = view.status == MeetingStatus::Open && turnout.at.date() < now.date();
    if !behind && turnout.at.time_of_day().ms() != 0 {
        return Html::default();
    }
    html! {
        <p class="cap">{ (text.vote().matter.as_of)(&time::when(text, turnout.at, now)) }</p>
    }
}

fn building(text: &Text, of: &BuildingTurnout) -> Html {
    let say = &text.vote().matter;
    let (came, all) = (of.participating.persons, of.roll.persons);
    let words = (say.building)(&figures::number(text, came), &figures::persons(text, all));
    let name = (text.meeting().course.building)(&of.building);
    html! {
        <li key={of.building.clone()}>
            <span>{ name.clone() }</span>
            <meter min="0" max={all.to_string()} value={came.to_string()}
                aria-label={format!("{name} {words}")}></meter>
            <span class="num">{ words }</span>
        </li>
    }
}
