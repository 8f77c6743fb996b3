//! Quorum and majority of a result as bars, with the arithmetic in words under each.

use std::rc::Rc;

use shared::domain::vote::{BoxTotal, Majority, MatterResult, Weight, is_quorate, share};
use yew::prelude::*;

use super::amount::{area, grouped, line_of, measure, percent, two_thirds};
use super::arches::question;
use super::words::{area_of, persons_of, shares};
use crate::i18n::Text;
use crate::ui::{Bar, Chip, Fill, FillKey, Tone};

/// Where the quorum's line lies, in hundredths of a per cent.
const QUORUM_LINE: u64 = 6_667;

fn verdict(text: &Text, reached: bool) -> Html {
    let say = &text.vote().result;
    if reached {
        html! { <Chip tone={Tone::Brand} icon="check" text={say.reached} /> }
    } else {
        html! { <Chip icon="abstain" text={say.not_reached} /> }
    }
}

/// ① Whether enough took part.
pub(super) fn quorum(text: &Text, result: &MatterResult) -> Html {
    let (say, matter) = (&text.vote().result, &text.vote().matter);
    let (part, whole) = (result.participating, result.roll);
    let (of_area, of_persons) = shares(part, whole);
    let bar = |word: &'static str, share: u64, words: String| {
        let parts: Rc<[(Fill, u64)]> = [(Fill::Solid, share)].into();
        html! {
            <div class="sum">
                <h3>{ word }<b class="num">{ percent(share) }</b></h3>
                <Bar {parts} line={QUORUM_LINE} label={(say.quorum_bar)(word, &percent(share))} />
                <p class="sub">{ words }</p>
            </div>
        }
    };
    let area_words = (say.quorum)(
        &area_of(text, whole.area),
        &area_of(text, two_thirds(whole.area)),
        &area_of(text, part.area),
    );
    let persons_words = (say.quorum)(
        &persons_of(text, whole.persons),
        &persons_of(text, two_thirds(whole.persons)),
        &persons_of(text, part.persons),
    );
    html! {
        <section class="card gap">
            <div class="q-row">
                { question(Some(1), matter.quorum) }
                { verdict(text, is_quorate(part, whole)) }
            </div>
            { bar(matter.area, of_area, area_words) }
            { bar(matter.persons, of_persons, persons_words) }
        </section>
    }
}

/// The three numbers of one measure, as far as they were opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Parts {
    whole: u64,
    favour: u64,
    against: u64,
}

impl Parts {
    fn of(whole: u64, favour: Option<u64>, against: Option<u64>) -> Option<Self> {
        Some(Self { whole, favour: favour?, against: against? })
    }

    fn abstained(self) -> u64 {
        self.whole.saturating_sub(self.favour).saturating_sub(self.against)
    }

    fn reaches(self, majority: Majority, roll: u64) -> bool {
        let (favour, whole) = (u128::from(self.favour), u128::from(self.whole));
        match majority {
            Majority::Ordinary => 2 * favour > whole,
            Majority::Special => 4 * favour >= 3 * whole,
            Majority::Unanimous => self.favour == roll,
        }
    }
}

/// ② Whether enough of them agreed.
pub(super) fn majority(text: &Text, result: &MatterResult) -> Html {
    let say = &text.vote().result;
    let matter = &text.vote().matter;
    let [favour, against] = boxes(result);
    let Weight { area: came_area, persons: came } = result.participating;
    let by_area = Parts::of(came_area, favour.area, against.area);
    let by_persons = Parts::of(came, favour.persons, against.persons);
    let reached = [(by_area, result.roll.area), (by_persons, result.roll.persons)]
        .into_iter()
        .filter_map(|(parts, roll)| parts.map(|parts| parts.reaches(result.majority, roll)))
        .all(|reached| reached);
    html! {
        <section class="card">
            <div class="q-row">
                { question(Some(2), (matter.majority_asked)(result.majority)) }
                { verdict(text, reached) }
            </div>
            { sum(text, result.majority, matter.area, by_area, Unit::Area) }
            { sum(text, result.majority, matter.persons, by_persons, Unit::Persons) }
            <div class="key">
                <FillKey fill={Fill::Solid} label={(say.choice)(shared::domain::vote::Choice::For)} />
                <FillKey fill={Fill::Hatched}
                    label={(say.choice)(shared::domain::vote::Choice::Against)} />
                <FillKey fill={Fill::Dotted}
                    label={(say.choice)(shared::domain::vote::Choice::Abstain)} />
                <span>{ say.key_line }</span>
            </div>
        </section>
    }
}

/// FOR and AGAINST.
fn boxes(result: &MatterResult) -> [BoxTotal; 2] {
    let at = |index: usize| result.boxes.get(index).copied().unwrap_or_default();
    [at(0), at(1)]
}

/// What is measured.
#[derive(Clone, Copy)]
enum Unit {
    Area,
    Persons,
}

impl Unit {
    fn words(self, text: &Text, number: u64) -> String {
        match self {
            Self::Area => area_of(text, number),
            Self::Persons => persons_of(text, number),
        }
    }

    /// Without the unit, where it was said before.
    fn bare(self, number: u64) -> String {
        match self {
            Self::Area => area(number),
            Self::Persons => grouped(number),
        }
    }

    /// The exact part that a majority is measured by.
    fn line(self, text: &Text, majority: Majority, whole: u64) -> String {
        let list = &text.vote().list;
        match self {
            Self::Area => (list.area)(&measure(majority, whole, 2)),
            Self::Persons => (list.persons)(&measure(majority, whole, 0)),
        }
    }
}

fn sum(
    text: &Text,
    majority: Majority,
    word: &'static str,
    parts: Option<Parts>,
    unit: Unit,
) -> Html {
    let say = &text.vote().result;
    let title = (say.in_favour)(word);
    let Some(parts) = parts else {
        return html! {
            <div class="sum"><h3>{ title }<b class="num">{ say.sealed }</b></h3></div>
        };
    };
    let of = |part: u64| share(part, parts.whole);
    let drawn: Rc<[(Fill, u64)]> = [
        (Fill::Solid, of(parts.favour)),
        (Fill::Hatched, of(parts.against)),
        (Fill::Dotted, of(parts.abstained())),
    ]
    .into();
    let arithmetic = (say.parts)(
        &unit.words(text, parts.favour),
        &unit.bare(parts.against),
        &unit.bare(parts.abstained()),
    );
    let line = (say.line)(
        majority,
        &unit.words(text, parts.whole),
        &unit.line(text, majority, parts.whole),
    );
    html! {
        <div class="sum">
            <h3>{ title }<b class="num">{ percent(of(parts.favour)) }</b></h3>
            <Bar parts={drawn} line={line_of(majority)} label={arithmetic.clone()} />
            <p class="sub">{ line }{ arithmetic }</p>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_measure_is_held_to_its_majority_exactly() {
        let parts = |favour, against, whole| Parts { whole, favour, against };
        assert!(parts(31, 29, 60).reaches(Majority::Ordinary, 90), "TC01");
        assert!(!parts(30, 30, 60).reaches(Majority::Ordinary, 90), "TC03: half is no majority");
        assert!(parts(45, 15, 60).reaches(Majority::Special, 90), "TC05");
        assert!(!parts(44, 16, 60).reaches(Majority::Special, 90), "TC06");
        assert!(!parts(60, 0, 60).reaches(Majority::Unanimous, 61));
        assert_eq!(parts(49, 9, 63).abstained(), 5);
        assert_eq!(Parts::of(63, Some(49), None), None, "what stays sealed is not guessed");
    }
}
