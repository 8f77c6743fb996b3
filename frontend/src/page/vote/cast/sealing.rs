//! A ballot sealed by this phone: made and announced when the choices are looked over.

use std::cell::RefCell;
use std::rc::Rc;

use ballot::{Answer, Ask, Question, SealAsk};
use shared::api::Code;
use shared::api::vote::{BallotMark, MatterView, MeetingView, MyParty, SendFingerprint};
use shared::domain::vote::{MatterDraft, MeetingId, PartyId};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::choices::{Choices, boxes, matters_of};
use crate::i18n::{Text, say};
use crate::net::fetch::Failure;
use crate::net::{ballot as engine, call};

/// A sealed ballot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SealedBallot {
    meeting: MeetingId,
    party: PartyId,
    choices: Choices,
    /// Its canonical text.
    pub(super) ballot: Rc<str>,
    /// SHA-256 of it, hex.
    pub(super) fingerprint: Rc<str>,
}

impl SealedBallot {
    /// Its first eight characters: as much as a person compares.
    pub(super) fn short(&self) -> String {
        short(&self.fingerprint)
    }

    /// Names it to the server.
    pub(super) fn mark(&self) -> BallotMark {
        BallotMark { fingerprint: self.fingerprint.to_string() }
    }
}

/// The first eight characters of a fingerprint, in two groups: `7F3C 91A0`.
pub(super) fn short(fingerprint: &str) -> String {
    let upper = fingerprint.to_ascii_uppercase();
    let groups = [upper.get(..4), upper.get(4..8)];
    groups.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// Why nothing was sealed or announced.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Unsealed {
    /// The worker did not load.
    NoEngine,
    /// The worker refused; the code under which people are told.
    Refused(Code),
    /// What the server gave is not complete: no key, no hash of a text.
    Incomplete,
    /// The server did not take the fingerprint.
    NotAnnounced(Failure),
}

impl Unsealed {
    /// As a sentence.
    pub(super) fn say(&self, text: &Text) -> String {
        let cast = &text.vote().cast;
        match self {
            Self::NoEngine => cast.no_engine.to_owned(),
            Self::Refused(Code::KeyChanged) => {
                let say = (const { Code::KeyChanged.zh() }, const { Code::KeyChanged.en() });
                text.language.pick(say.0, say.1).to_owned()
            }
            Self::Refused(_) => cast.not_sealed.to_owned(),
            Self::Incomplete => {
                let say = (const { Code::KeyMissing.zh() }, const { Code::KeyMissing.en() });
                text.language.pick(say.0, say.1).to_owned()
            }
            Self::NotAnnounced(failure) => say(text, failure),
        }
    }
}

thread_local! {
    static SEALED: RefCell<Option<SealedBallot>> = const { RefCell::new(None) };
}

/// The ballot that is sealed and announced, if it is this party's.
pub(super) fn at_hand(meeting: MeetingId, party: PartyId) -> Option<SealedBallot> {
    SEALED.with_borrow(|sealed| {
        sealed.as_ref().filter(|of| of.meeting == meeting && of.party == party).cloned()
    })
}

/// Forgets the ballot, and ends the worker with what it was sealed with.
pub(super) fn forget() {
    SEALED.set(None);
    spawn_local(async {
        // Wiped first: ending the worker frees its memory unwiped. One that is gone has nothing.
        let _ = engine::ask(&Ask::Forget {}, None, None).await;
        engine::stop();
    });
}

/// What a ballot is sealed from.
fn seal_ask(view: &MeetingView, party: &MyParty, choices: &Choices) -> Option<SealAsk> {
    let (key, roll) = view.key.as_ref().zip(view.roll.as_ref())?;
    let question = |(matter, sight): (&MatterDraft, &MatterView)| {
        Some(Question {
            matter: matter.id,
            text: sight.text_hash.clone()?,
            limit: matter.seats.unwrap_or(1),
            marks: boxes(sight, choices.of(matter.id)?),
        })
    };
    Some(SealAsk {
        community: view.estate,
        meeting: view.id,
        party: party.party,
        key: key.key.clone(),
        digits: key.digits.clone(),
        roll: roll.root.clone(),
        questions: matters_of(view, party).into_iter().map(question).collect::<Option<_>>()?,
    })
}

/// Seals the choices and announces the fingerprint; what is sealed already is taken as it is.
async fn seal(
    view: &MeetingView,
    party: &MyParty,
    choices: &Choices,
) -> Result<SealedBallot, Unsealed> {
    if let Some(sealed) = at_hand(view.id, party.party).filter(|of| of.choices == *choices) {
        return Ok(sealed);
    }
    SEALED.set(None);
    let ask = seal_ask(view, party, choices).ok_or(Unsealed::Incomplete)?;
    let answer = engine::ask(&Ask::Seal(ask), None, None).await.map_err(|_| Unsealed::NoEngine)?;
    let (ballot, fingerprint) = match answer {
        Answer::Sealed { ballot, fingerprint } => (ballot, fingerprint),
        Answer::Refused { code, .. } => return Err(Unsealed::Refused(Code::parse(&code))),
        _ => return Err(Unsealed::NoEngine),
    };
    let sealed = SealedBallot {
        meeting: view.id,
        party: party.party,
        choices: choices.clone(),
        ballot: ballot.into(),
        fingerprint: fingerprint.into(),
    };
    // Before it is cast or opened the server knows which one it is.
    call::call::<SendFingerprint>(&(view.id, party.party), &sealed.mark())
        .await
        .map_err(Unsealed::NotAnnounced)?;
    SEALED.set(Some(sealed.clone()));
    Ok(sealed)
}

/// How far sealing has come.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Sealing {
    /// It runs.
    Running,
    /// It is done.
    Sealed(SealedBallot),
    /// It is not.
    Failed(Unsealed),
}

/// Seals the choices as soon as there are all; the callback tries once more.
#[hook]
pub(super) fn use_sealing(
    view: Rc<MeetingView>,
    party: MyParty,
    choices: Option<Choices>,
) -> (Sealing, Callback<()>) {
    let state = use_state_eq(|| Sealing::Running);
    let attempt = use_state_eq(|| 0_u32);
    {
        let set = state.setter();
        use_effect_with((choices, *attempt), move |(choices, _)| {
            if let Some(choices) = choices.clone() {
                spawn_local(async move {
                    let sealed = seal(&view, &party, &choices).await;
                    set.set(sealed.map_or_else(Sealing::Failed, Sealing::Sealed));
                });
            }
        });
    }
    let again = {
        let state = state.setter();
        Callback::from(move |()| {
            state.set(Sealing::Running);
            attempt.set(*attempt + 1);
        })
    };
    ((*state).clone(), again)
}

#[cfg(test)]
mod tests {
    #[test]
    fn people_compare_eight_characters() {
        assert_eq!(super::short("7f3c91a0d2e45b68"), "7F3C 91A0");
        assert_eq!(super::short("7f"), "");
    }
}
