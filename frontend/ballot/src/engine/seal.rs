//! Sealing a ballot, and opening it to check the phone.

use shared::domain::vote::{Channel, PartyId};
use shared::journal::Digest;
use shared::sealed::{CheckSheet, Fault, Marks, Point, Poll, PollMatter, Shape, seal_ballot};
use zeroize::{Zeroize, Zeroizing};

use super::{Done, Engine, Refusal};
use crate::{Answer, Question, SealAsk};

/// From what a ballot can be sealed again. It is wiped when it is dropped.
#[derive(Debug)]
pub(super) struct Last {
    poll: Poll,
    party: PartyId,
    marks: Vec<Marks>,
    seed: Zeroizing<[u8; 32]>,
}

impl Drop for Last {
    fn drop(&mut self) {
        for of in &mut self.marks {
            of.marks.zeroize();
        }
    }
}

impl Engine {
    pub(super) fn seal(&mut self, ask: &SealAsk) -> Done {
        self.last = None;
        let poll = poll(ask)?;
        let seed = self.random()?;
        let mark = |of: &Question| Marks { marks: of.marks.clone(), matter: of.matter };
        let marks: Vec<Marks> = ask.questions.iter().map(mark).collect();
        let ballot = seal_ballot(&poll, ask.party, Channel::App, &marks, &seed)?;
        let answer =
            Answer::Sealed { ballot: ballot.json(), fingerprint: ballot.fingerprint().to_string() };
        self.last = Some(Last { poll, party: ask.party, marks, seed });
        Ok(answer)
    }

    pub(super) fn open(&mut self) -> Done {
        // It is void from now on: nothing of it stays here.
        let last = self
            .last
            .take()
            .ok_or(Refusal::Word("vote/checked-ballot", "no ballot was sealed here"))?;
        let sheet = CheckSheet::new(&last.poll, last.party, Channel::App, &last.marks, &last.seed)?;
        Ok(Answer::Sheet { sheet: sheet.json() })
    }
}

/// What the ballot is sealed for.
pub(super) fn poll(ask: &SealAsk) -> Result<Poll, Refusal> {
    let key = Point::parse(&ask.key).ok_or(Fault::KeyChanged)?;
    // What people compare with the notice board must be the key that is used.
    let plain = |digits: &str| digits.chars().filter(char::is_ascii_digit).collect::<String>();
    if plain(&key.digits()) != plain(&ask.digits) {
        return Err(Fault::KeyChanged.into());
    }
    let matter = |of: &Question| {
        let shape = Shape::new(of.marks.len(), usize::try_from(of.limit).ok()?)?;
        Some(PollMatter { matter: of.matter, text: Digest::parse(&of.text)?, shape })
    };
    let matters: Option<Vec<PollMatter>> = ask.questions.iter().map(matter).collect();
    let (Some(matters), Some(roll)) =
        (matters.filter(|all| !all.is_empty()), Digest::parse(&ask.roll))
    else {
        return Err(Refusal::Word("vote/ballot-broken", "what is to be sealed is not complete"));
    };
    Ok(Poll { community: ask.community, meeting: ask.meeting, key, roll, matters })
}
