//! One matter: what is decided in plain words, the full text a tap away, what it needs, what it costs.

use shared::api::vote::{CandidateView, MatterView, MeetingView};
use shared::domain::vote::{MatterDraft, MatterId, SMALL_SCOPE, Weight};
use shared::value::Timestamp;
use yew::prelude::*;

use super::amount::{grouped, yuan};
use super::arches::question;
use super::words::{area_of, count, scope};
use crate::i18n::Text;
use crate::ui::{Card, Chip, Icon, Tone};

/// What the cards of a meeting are made from.
#[derive(Clone, Copy)]
pub(super) struct Setting<'a> {
    pub(super) text: &'static Text,
    pub(super) view: &'a MeetingView,
    pub(super) now: Timestamp,
}

impl Setting<'_> {
    /// Each matter as it was written, with who decides on it.
    pub(super) fn matters(&self) -> impl Iterator<Item = (&MatterDraft, Option<&MatterView>)> {
        self.view.draft.matters.iter().map(|matter| (matter, self.sight(matter.id)))
    }

    fn sight(&self, id: MatterId) -> Option<&MatterView> {
        self.view.matters.iter().find(|view| view.id == id)
    }

    /// What the reader's parties weigh in a matter together.
    pub(super) fn my_weight(&self, matter: MatterId) -> Weight {
        let weights = self.view.mine.iter().flat_map(|party| &party.weights);
        weights
            .filter(|weight| weight.matter == matter)
            .fold(Weight::default(), |sum, weight| sum.plus(weight.weight))
    }

    /// Whether every matter is decided by the same roll with the same turnout: then one pair of
    /// arches says it all.
    pub(super) fn is_of_one_roll(&self) -> bool {
        let mut views = self.view.matters.iter().map(|view| (view.roll, view.turnout));
        let first = views.next();
        views.all(|view| Some(view) == first)
    }
}

/// What is decided: summary, full text, who decides.
pub(super) fn plain(setting: Setting<'_>, matter: &MatterDraft, view: Option<&MatterView>) -> Html {
    let text = setting.text;
    html! {
        <Card>
            <p class="said pre">{ matter.summary.clone() }</p>
            <p class="sub gap-s">{ scope(text, &matter.scope) }</p>
            { candidates(text, view) }
            { full(text, matter, view) }
        </Card>
    }
}

/// The full text, and the fingerprint under which it was noticed.
pub(super) fn full(text: &Text, matter: &MatterDraft, view: Option<&MatterView>) -> Html {
    let say = &text.vote().matter;
    let hash = view.and_then(|view| view.text_hash.as_ref());
    let words = if hash.is_some() { say.full_frozen } else { say.full };
    html! {
        <details class="seal-fold">
            <summary class="seal">
                <Icon name={if hash.is_some() { "lock" } else { "doc" }} />{ words }<Icon name="down" />
            </summary>
            <p class="said pre">{ matter.text.clone() }</p>
            if let Some(hash) = hash {
                <p class="cap gap hash">{ (say.hash)(hash) }</p>
            }
        </details>
    }
}

fn candidates(text: &Text, view: Option<&MatterView>) -> Html {
    let candidates = view.map(|view| view.candidates.as_slice()).unwrap_or_default();
    if candidates.is_empty() {
        return Html::default();
    }
    let row = |of: &CandidateView| {
        html! {
            <li key={of.id.to_string()}>
                <b>{ of.name.clone() }</b><span class="sub pre">{ of.about.clone() }</span>
            </li>
        }
    };
    html! {
        <>
            <h3 class="gap">{ (text.vote().matter.candidates)(count(candidates.len())) }</h3>
            <ul class="names">{ for candidates.iter().map(row) }</ul>
        </>
    }
}

/// What decides: the majority in plain words, its article, and that nobody sees a result before.
pub(super) fn majority(setting: Setting<'_>, matter: &MatterDraft, number: Option<u8>) -> Html {
    let text = setting.text;
    let say = &text.vote().matter;
    let words = match matter.seats {
        Some(seats) => (say.election)(i64::from(seats)),
        None => (say.majority)(matter.majority()).to_owned(),
    };
    html! {
        <>
            if matter.seats.is_none() {
                { question(number, (say.majority_asked)(matter.majority())) }
            }
            <p class="sub">{ words }</p>
            <p class="seal still"><Icon name="doc" />{ (say.article)(matter.kind) }</p>
        </>
    }
}

/// What a matter costs, and what of it falls on the reader's area.
pub(super) fn cost(setting: Setting<'_>, matter: &MatterDraft, view: Option<&MatterView>) -> Html {
    let text = setting.text;
    let say = &text.vote().matter;
    let Some(budget) = matter.budget else { return Html::default() };
    let mine = setting.my_weight(matter.id).area;
    let share = view
        .and_then(|view| view.roll)
        .filter(|_| mine > 0)
        .and_then(|roll| budget.share(mine, roll.area));
    html! {
        <Card title={say.cost}>
            if let Some(share) = share {
                <p class="strong">{ (say.cost_share)(&yuan(share), &area_of(text, mine)) }</p>
            }
            <p class="sub">{ (say.budget)(&yuan(budget)) }</p>
            if share.is_some() {
                <p class="cap gap-s">{ say.cost_why }</p>
            }
        </Card>
    }
}

/// The warning of a scope so small that neighbours may work out who chose what.
pub(super) fn small(text: &Text, view: Option<&MatterView>) -> Html {
    let parties = view.and_then(|view| view.roll).map(|roll| roll.persons);
    match parties.filter(|parties| *parties < u64::from(SMALL_SCOPE)) {
        Some(parties) => html! {
            <p class="aside warn"><Icon name="alert" />
                <span>{ (text.vote().matter.small)(i64::try_from(parties).unwrap_or_default()) }</span></p>
        },
        None => Html::default(),
    }
}

/// A matter among several: its place, what the law calls it, its title.
pub(super) fn nth(text: &Text, matter: &MatterDraft, index: usize, of: usize) -> Html {
    let say = &text.vote().matter;
    html! {
        <div class="matter nth">
            <div class="chips">
                <Chip tone={Tone::Grey} text={(say.nth)(count(index + 1), count(of))} />
                <Chip tone={Tone::Grey} text={(say.kind)(matter.kind)} />
            </div>
            <h2>{ matter.title.clone() }</h2>
        </div>
    }
}

/// Letters in groups of so many: as it is easiest to compare.
pub(super) fn in_groups(text: &str, size: usize) -> String {
    let letters: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    let groups: Vec<String> =
        letters.chunks(size.max(1)).map(|group| group.iter().collect()).collect();
    groups.join(" ")
}

/// How many parties, with their thousands apart.
pub(super) fn parties(number: u32) -> String {
    grouped(u64::from(number))
}

#[cfg(test)]
mod tests {
    #[test]
    fn digits_stand_in_groups_of_five() {
        assert_eq!(super::in_groups("1234567890 1234567890", 5), "12345 67890 12345 67890");
        assert_eq!(super::in_groups("", 5), "");
    }
}
