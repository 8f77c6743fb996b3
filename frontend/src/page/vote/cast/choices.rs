//! What was chosen so far, kept on this phone until it is cast.

use std::cell::RefCell;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use shared::api::vote::{MatterView, MeetingView, MyParty};
use shared::domain::vote::{CandidateId, Choice, MatterDraft, MatterId, MeetingId, PartyId};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::net::{draft, json};

/// The choice on one matter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Mark {
    /// Of a question.
    One(Choice),
    /// Of an election: the names; none, on purpose, abstains.
    Names(Vec<CandidateId>),
}

/// The choices of one ballot, by matter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Choices(BTreeMap<MatterId, Mark>);

impl Choices {
    /// What was chosen on a matter.
    pub(super) fn of(&self, matter: MatterId) -> Option<&Mark> {
        self.0.get(&matter)
    }

    /// The same choices with another on this matter; with none, nothing is chosen there.
    pub(super) fn with(&self, matter: MatterId, mark: Option<Mark>) -> Self {
        let mut choices = self.0.clone();
        match mark {
            Some(mark) => choices.insert(matter, mark),
            None => choices.remove(&matter),
        };
        Self(choices)
    }

    fn json(&self) -> String {
        let pairs: Vec<(&MatterId, &Mark)> = self.0.iter().collect();
        json::write(&pairs)
    }

    fn read(text: &str) -> Option<Self> {
        let pairs: Vec<(MatterId, Mark)> = json::read(text)?;
        Some(Self(pairs.into_iter().collect()))
    }
}

/// The matters that a party decides on, in the meeting's order.
pub(super) fn matters_of<'a>(
    view: &'a MeetingView,
    party: &MyParty,
) -> Vec<(&'a MatterDraft, &'a MatterView)> {
    let decides = |matter: &MatterDraft| party.weights.iter().any(|of| of.matter == matter.id);
    let sight = |matter: &'a MatterDraft| {
        let view = view.matters.iter().find(|view| view.id == matter.id)?;
        Some((matter, view))
    };
    view.draft.matters.iter().filter(|matter| decides(matter)).filter_map(sight).collect()
}

/// Which boxes are marked, in the order of the ballot: FOR and AGAINST, or the candidates.
pub(super) fn boxes(view: &MatterView, mark: &Mark) -> Vec<bool> {
    match mark {
        Mark::One(choice) => vec![*choice == Choice::For, *choice == Choice::Against],
        Mark::Names(names) => view.candidates.iter().map(|of| names.contains(&of.id)).collect(),
    }
}

thread_local! {
    /// The ballot at hand: each step of casting is a page of its own.
    static AT_HAND: RefCell<Option<(String, Choices)>> = const { RefCell::new(None) };
}

fn key(meeting: MeetingId, party: PartyId) -> String {
    format!("vote/{meeting}/{party}")
}

/// Forgets the choices: they were cast, or the ballot was opened.
pub(super) fn forget(meeting: MeetingId, party: PartyId) {
    AT_HAND.set(None);
    spawn_local(async move { draft::remove(&key(meeting, party)).await });
}

/// The choices in the hands of a page; nothing as long as the phone looks for them.
#[derive(Clone)]
pub(super) struct UseChoices {
    state: UseStateHandle<Option<Choices>>,
    key: String,
}

impl UseChoices {
    /// What was chosen so far.
    pub(super) fn get(&self) -> Option<&Choices> {
        self.state.as_ref()
    }

    /// Chooses otherwise.
    pub(super) fn set(&self, choices: Choices) {
        AT_HAND.set(Some((self.key.clone(), choices.clone())));
        let (key, text) = (self.key.clone(), choices.json());
        spawn_local(async move {
            // A phone without room keeps them as long as the app is open.
            let _ = draft::save(&key, &text, &[]).await;
        });
        self.state.set(Some(choices));
    }
}

/// The choices of a party's ballot.
#[hook]
pub(super) fn use_choices(meeting: MeetingId, party: PartyId) -> UseChoices {
    let key = key(meeting, party);
    let state = use_state_eq(|| {
        AT_HAND.with_borrow(|at_hand| {
            at_hand.as_ref().filter(|(of, _)| *of == key).map(|(_, choices)| choices.clone())
        })
    });
    let set = state.setter();
    let known = state.is_some();
    use_effect_with(key.clone(), move |key| {
        let key = key.clone();
        if !known {
            spawn_local(async move {
                let kept = draft::load(&key).await.and_then(|kept| Choices::read(&kept.json));
                let choices = kept.unwrap_or_default();
                AT_HAND.set(Some((key, choices.clone())));
                set.set(Some(choices));
            });
        }
    });
    UseChoices { state, key }
}

#[cfg(test)]
mod tests {
    use shared::value::{Id, Timestamp};

    use super::*;

    fn id<T>(n: u8) -> Id<T> {
        Id::v7(Timestamp::from_ms(1), [n; 10])
    }

    #[test]
    fn choices_read_back_as_they_were_kept() {
        let choices = Choices::default()
            .with(id(1), Some(Mark::One(Choice::Against)))
            .with(id(2), Some(Mark::Names(vec![id(7), id(8)])))
            .with(id(3), Some(Mark::Names(Vec::new())));
        assert_eq!(Choices::read(&choices.json()), Some(choices.clone()));
        assert_eq!(choices.with(id(1), None).of(id(1)), None);
        assert_eq!(Choices::read("{\"old\":1}"), None);
    }

    #[test]
    fn nothing_is_marked_by_who_abstains() {
        let view = MatterView {
            id: id(1),
            scope: shared::domain::vote::MatterScope::Estate {},
            roll: None,
            turnout: None,
            text_hash: None,
            candidates: [1, 2, 3]
                .map(|n| shared::api::vote::CandidateView {
                    id: id(n),
                    name: String::new(),
                    about: String::new(),
                })
                .into(),
        };
        assert_eq!(boxes(&view, &Mark::One(Choice::For)), [true, false]);
        assert_eq!(boxes(&view, &Mark::One(Choice::Abstain)), [false, false]);
        assert_eq!(boxes(&view, &Mark::Names(vec![id(3)])), [false, false, true]);
        assert_eq!(boxes(&view, &Mark::Names(Vec::new())), [false; 3]);
    }
}
