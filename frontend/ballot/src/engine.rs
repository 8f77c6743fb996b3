//! What the worker does for each [`Ask`].

use shared::domain::vote::Channel;
use shared::journal::Digest;
use shared::sealed::{CheckSheet, Fault, Marks, Point, Poll, PollMatter, Shape, seal_ballot};
use zeroize::Zeroizing;

use crate::{Answer, Ask, SealAsk};

/// Fills a seed with randomness; whether it could.
pub type Draw = fn(&mut [u8; 32]) -> bool;

/// A worker's state: what the last ballot was sealed with.
#[derive(Debug)]
pub struct Engine {
    draw: Draw,
    last: Option<Last>,
}

/// From what a ballot can be sealed again. It is wiped when it is dropped.
#[derive(Debug)]
struct Last {
    poll: Poll,
    party: shared::domain::vote::PartyId,
    marks: Vec<Marks>,
    seed: Zeroizing<[u8; 32]>,
}

impl Drop for Last {
    fn drop(&mut self) {
        for mark in self.marks.iter_mut().flat_map(|of| &mut of.marks) {
            *mark = false;
        }
    }
}

impl Engine {
    /// A worker that draws its randomness so.
    pub const fn new(draw: Draw) -> Self {
        Self { draw, last: None }
    }

    /// Does what a text asks.
    pub fn hear(&mut self, text: &str) -> Answer {
        match serde_json::from_str(text) {
            Ok(ask) => self.obey(ask).unwrap_or_else(refused),
            Err(_) => refuse("any/unreadable", "unreadable"),
        }
    }

    fn obey(&mut self, ask: Ask) -> Result<Answer, Fault> {
        match ask {
            Ask::Seal(ask) => self.seal(&ask),
            Ask::Open {} => self.open(),
            Ask::Forget {} => {
                self.last = None;
                Ok(Answer::Done {})
            }
        }
    }

    fn seal(&mut self, ask: &SealAsk) -> Result<Answer, Fault> {
        self.last = None;
        let Some(poll) = poll(ask)? else {
            return Ok(refuse("vote/ballot-broken", "what is to be sealed is not complete"));
        };
        let mut seed = Zeroizing::new([0; 32]);
        if !(self.draw)(&mut seed) {
            return Ok(refuse("vote/ballot-broken", "no randomness"));
        }
        let mark = |of: &crate::Question| Marks { marks: of.marks.clone(), matter: of.matter };
        let marks: Vec<Marks> = ask.questions.iter().map(mark).collect();
        let ballot = seal_ballot(&poll, ask.party, Channel::App, &marks, &seed)?;
        let answer =
            Answer::Sealed { ballot: ballot.json(), fingerprint: ballot.fingerprint().to_string() };
        self.last = Some(Last { poll, party: ask.party, marks, seed });
        Ok(answer)
    }

    fn open(&mut self) -> Result<Answer, Fault> {
        // It is void from now on: nothing of it stays here.
        let Some(last) = self.last.take() else {
            return Ok(refuse("vote/checked-ballot", "no ballot was sealed here"));
        };
        let sheet = CheckSheet::new(&last.poll, last.party, Channel::App, &last.marks, &last.seed)?;
        Ok(Answer::Sheet { sheet: sheet.json() })
    }
}

/// What the ballot is sealed for; none where a hash or a key is not one.
fn poll(ask: &SealAsk) -> Result<Option<Poll>, Fault> {
    let Some(key) = Point::parse(&ask.key) else { return Err(Fault::KeyChanged) };
    // What people compare with the notice board must be the key that is used.
    let plain = |digits: &str| digits.chars().filter(char::is_ascii_digit).collect::<String>();
    if plain(&key.digits()) != plain(&ask.digits) {
        return Err(Fault::KeyChanged);
    }
    let matter = |of: &crate::Question| {
        let shape = Shape::new(of.marks.len(), usize::try_from(of.limit).ok()?)?;
        Some(PollMatter { matter: of.matter, text: Digest::parse(&of.text)?, shape })
    };
    let matters: Option<Vec<PollMatter>> = ask.questions.iter().map(matter).collect();
    let (roll, matters) = (Digest::parse(&ask.roll), matters.filter(|all| !all.is_empty()));
    Ok(roll.zip(matters).map(|(roll, matters)| Poll {
        community: ask.community,
        meeting: ask.meeting,
        key,
        roll,
        matters,
    }))
}

fn refuse(code: &str, why: &str) -> Answer {
    Answer::Refused { code: code.to_owned(), why: why.to_owned() }
}

fn refused(fault: Fault) -> Answer {
    refuse(fault.code(), &fault.to_string())
}

#[cfg(test)]
mod tests;
