//! The matters of a meeting as their organiser wrote them, and what became of them.

use shared::api::vote::{MatterView, MeetingView};
use shared::domain::vote::{MatterDraft, ParkingCount};
use shared::value::{TimeOfDay, Timestamp};
use yew::prelude::*;

use super::figures;
use crate::i18n::{Text, time};
use crate::ui::{Card, Chip, Icon, Tone};

/// Every matter, then the rules by which votes are counted.
pub(super) fn matters(text: &Text, view: &MeetingView, now: Timestamp) -> Html {
    let of = view.draft.matters.len();
    let card = |(index, matter): (usize, &MatterDraft)| card(text, view, matter, (index, of));
    html! {
        <>
            { for view.draft.matters.iter().enumerate().map(card) }
            { rules(text, view, now) }
        </>
    }
}

fn card(text: &Text, view: &MeetingView, of: &MatterDraft, (index, all): (usize, usize)) -> Html {
    let say = &text.vote().matter;
    let sight = view.matters.iter().find(|sight| sight.id == of.id);
    let result = view.results.iter().find(|result| result.matter == of.id);
    html! {
        <Card key={of.id.to_string()} class="gap">
            <div class="chips">
                <Chip text={(say.nth)(figures::count(index + 1), figures::count(all))} />
                <Chip text={(say.kind)(of.kind)} />
                if let Some(result) = result {
                    <Chip tone={Tone::Brand} text={(text.vote().list.outcome)(result.decision())} />
                }
            </div>
            <h2 class="gap-s">{ of.title.clone() }</h2>
            <p class="gap-s">{ of.summary.clone() }</p>
            <p class="sub gap-s">{ figures::scope(text, &of.scope) }</p>
            <p class="sub">
                { match of.seats {
                    Some(seats) => (say.election)(i64::from(seats)),
                    None => (say.majority)(of.majority()).to_owned(),
                } }
            </p>
            if let Some(budget) = of.budget {
                <p class="sub">{ (say.budget)(&figures::yuan(text, budget)) }</p>
            }
            <details>
                <summary>{ say.full }<Icon name="down" /></summary>
                <p class="text gap-s">{ of.text.clone() }</p>
                { sealed(text, sight) }
            </details>
        </Card>
    }
}

/// The frozen text's fingerprint, and the candidates.
fn sealed(text: &Text, sight: Option<&MatterView>) -> Html {
    let say = &text.vote().matter;
    let Some(sight) = sight else { return Html::default() };
    html! {
        <>
            if !sight.candidates.is_empty() {
                <p class="strong gap-s">
                    { (say.candidates)(figures::count(sight.candidates.len())) }
                </p>
                <ol class="gap-s">
                    { for sight.candidates.iter().map(|of| html! { <li>{ of.name.clone() }</li> }) }
                </ol>
            }
            if let Some(hash) = &sight.text_hash {
                <p class="cap hash gap-s">{ (say.hash)(hash) }</p>
            }
        </>
    }
}

/// How parking counts, and whether silence follows the majority.
fn rules(text: &Text, view: &MeetingView, now: Timestamp) -> Html {
    let say = &text.meeting().draft;
    let clause = |clause: &shared::domain::vote::Clause| {
        let adopted = Timestamp::local(clause.adopted, TimeOfDay::MIDNIGHT);
        (text.vote().meeting.clause)(&clause.text, &time::date(text, adopted, now))
    };
    let draft = &view.draft;
    if draft.parking == ParkingCount::None && draft.follow.is_none() {
        return Html::default();
    }
    html! {
        <Card class="gap" title={say.rules}>
            if draft.parking != ParkingCount::None {
                <p>{ (say.parking_is)(draft.parking) }</p>
                if let Some(of) = &draft.parking_clause {
                    <p class="sub">{ clause(of) }</p>
                }
            }
            if let Some(of) = &draft.follow {
                <p class="gap-s">{ text.vote().meeting.follow }</p>
                <p class="sub">{ clause(of) }</p>
            }
        </Card>
    }
}
