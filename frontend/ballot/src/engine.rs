//! What the worker does for each [`Ask`].

use shared::journal::Digest;
use shared::sealed::{Failure, Fault, TrusteeKey};

use crate::{Answer, Ask};

mod count;
mod seal;
mod trustee;

/// Fills bytes with randomness; whether it could.
pub type Draw = fn(&mut [u8]) -> bool;

/// Hears how far a count has come: done, of.
pub type Progress<'a> = &'a mut dyn FnMut(u32, u32);

/// A worker's state: what the last ballot was sealed with, and the trustee's key that is open.
#[derive(Debug)]
pub struct Engine {
    draw: Draw,
    last: Option<seal::Last>,
    key: Option<TrusteeKey>,
}

/// Why there is no answer of the wanted kind.
enum Refusal {
    /// The protocol refuses.
    Fault(Fault),
    /// What was asked cannot be done here.
    Word(&'static str, &'static str),
}

impl From<Fault> for Refusal {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl From<Failure> for Refusal {
    fn from(failure: Failure) -> Self {
        Self::Fault(Fault::Failed(failure))
    }
}

impl From<Refusal> for Answer {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Fault(Fault::Failed(failure)) => Self::Broken {
                line: number(failure.line),
                check: failure.check.as_str().to_owned(),
                why: failure.why.to_owned(),
            },
            Refusal::Fault(fault) => {
                Self::Refused { code: fault.code().to_owned(), why: fault.to_string() }
            }
            Refusal::Word(code, why) => {
                Self::Refused { code: code.to_owned(), why: why.to_owned() }
            }
        }
    }
}

type Done = Result<Answer, Refusal>;

impl Engine {
    /// A worker that draws its randomness so.
    pub const fn new(draw: Draw) -> Self {
        Self { draw, last: None, key: None }
    }

    /// Does what a text asks, with the bundle beside it.
    pub fn hear(&mut self, text: &str, bundle: Option<&str>, progress: Progress<'_>) -> Answer {
        let done = match serde_json::from_str(text) {
            Ok(ask) => self.obey(ask, bundle.unwrap_or_default(), progress),
            Err(_) => Err(Refusal::Word("any/unreadable", "unreadable")),
        };
        done.unwrap_or_else(Answer::from)
    }

    fn obey(&mut self, ask: Ask, bundle: &str, progress: Progress<'_>) -> Done {
        match ask {
            Ask::Seal(ask) => self.seal(&ask),
            Ask::Open {} => self.open(),
            Ask::Forget {} => {
                self.last = None;
                self.key = None;
                Ok(Answer::Done {})
            }
            Ask::Recount(ask) => count::recount(&ask, bundle, progress),
            Ask::MakeKey { community, seat, passphrase } => {
                self.make_key(community, seat, passphrase)
            }
            Ask::OpenKey { file, passphrase } => self.open_key(&file, passphrase),
            Ask::RecoverKey { community, recovery, passphrase } => {
                self.recover_key(community, recovery, passphrase)
            }
            Ask::Lock(ask) => self.lock(&ask),
            Ask::Share(ask) => self.share(&ask, bundle, progress),
        }
    }

    fn random<const N: usize>(&self) -> Result<zeroize::Zeroizing<[u8; N]>, Refusal> {
        let mut bytes = zeroize::Zeroizing::new([0; N]);
        if (self.draw)(bytes.as_mut_slice()) {
            Ok(bytes)
        } else {
            Err(Refusal::Word("any/internal", "no randomness"))
        }
    }
}

/// A count, as it travels.
fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Every text of a list as a hash; none where one is not.
fn digests(texts: &[String]) -> Option<Vec<Digest>> {
    texts.iter().map(|text| Digest::parse(text)).collect()
}

#[cfg(test)]
mod tests;
