//! Who was elected, in rank, with what was cast for each.

use shared::api::vote::{CandidateView, MatterView};
use shared::domain::vote::{BoxTotal, CandidateId, MatterDraft, MatterResult};
use yew::prelude::*;

use super::words::{area_of, count, persons_of};
use crate::i18n::Text;
use crate::ui::{Card, Cell, Cells, Head};

/// Members, alternates and who was not elected.
pub(super) fn names(
    text: &Text,
    of: &MatterDraft,
    sight: Option<&MatterView>,
    result: &MatterResult,
) -> Html {
    let say = &text.vote().result;
    let Some(elected) = &result.elected else { return Html::default() };
    let candidates = sight.map(|sight| sight.candidates.as_slice()).unwrap_or_default();
    let listed = |ids: &[CandidateId]| -> Html {
        let rows = ids.iter().filter_map(|id| {
            let at = candidates.iter().position(|of| of.id == *id)?;
            Some(row(text, candidates.get(at)?, result.boxes.get(at).copied()))
        });
        html! { <Cells plain=true>{ for rows }</Cells> }
    };
    let chosen = |id: &CandidateId| elected.members.contains(id) || elected.alternates.contains(id);
    let others: Vec<CandidateId> =
        candidates.iter().map(|of| of.id).filter(|id| !chosen(id)).collect();
    let seats = of.seats.map(i64::from).unwrap_or_default();
    html! {
        <>
            <Card>
                <p class="strong">{ (say.seats)(count(elected.members.len()), seats) }</p>
                <p class="sub">{ (say.established)(elected.established) }</p>
            </Card>
            if !elected.members.is_empty() {
                <Head title={say.elected} />{ listed(&elected.members) }
            }
            if !elected.alternates.is_empty() {
                <Head title={say.alternates} />{ listed(&elected.alternates) }
            }
            if !others.is_empty() {
                <Head title={say.others} />{ listed(&others) }
            }
        </>
    }
}

fn row(text: &Text, of: &CandidateView, total: Option<BoxTotal>) -> Html {
    let say = &text.vote().result;
    let sealed = || say.sealed.to_owned();
    let total = total.unwrap_or_default();
    let persons = total.persons.map_or_else(sealed, |persons| persons_of(text, persons));
    // An area that stays sealed is simply not told: the persons decide.
    let sub = match total.area {
        Some(area) => (say.votes)(&persons, &area_of(text, area)),
        None => persons,
    };
    html! { <Cell key={of.id.to_string()} title={of.name.clone()} sub={AttrValue::from(sub)} /> }
}
