//! The journals as transparency logs (ADR 0008): checkpoints signed after the commit, and only while
//! the journal goes on from what was signed before.

mod epoch;
mod rotate;
mod sign;
mod witness;

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;
use std::sync::{PoisonError, RwLock};

use shared::domain::estate::EstateId;
use shared::journal::Tree;
use tokio::sync::Mutex;

use crate::access::journal_key::JournalKeys;

pub use epoch::{Opened, open_epoch};
pub use rotate::{Rotated, rotate};
pub use sign::{Outcome, check, sign};
pub use witness::{Witnessed, accept};

/// What signs, and what keeps it from signing.
#[derive(Debug)]
pub struct Tlog {
    /// The keys.
    pub keys: JournalKeys,
    refusals: RwLock<BTreeMap<EstateId, Refusal>>,
    /// One signature at a time: each looks at what was signed before.
    turn: Mutex<()>,
}

/// Why a journal is not signed for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is shorter than what was signed for (`threats.md` J2): an older database.
    Shorter {
        /// How many entries it has.
        head: u64,
        /// How many were signed for.
        signed: u64,
    },
    /// It is not what was signed for (`threats.md` J1): another root at the same size.
    Rewritten(Tree),
    /// An entry's bytes do not give its hash, or it is missing (`threats.md` J4).
    Entry(u64),
    /// The key that signs here is not in the folder (`threats.md` J3).
    NoKey,
    /// The folder cannot be used.
    Folder(String),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Shorter { head, signed } => {
                write!(f, "it has {head} entries, and {signed} were signed for")
            }
            Self::Rewritten(tree) => {
                write!(f, "its first {} entries are not those that were signed for", tree.size)
            }
            Self::Entry(seq) => write!(f, "entry {seq} does not hold"),
            Self::NoKey => f.write_str("the key that signs for it is not in the keys' folder"),
            Self::Folder(why) => f.write_str(why),
        }
    }
}

impl Tlog {
    /// With the keys of a data folder.
    pub fn new(data: &Path, demo: bool) -> Self {
        let keys = JournalKeys::at(data, demo);
        Self { keys, refusals: RwLock::default(), turn: Mutex::new(()) }
    }

    /// The journals that are not signed for, and why.
    pub fn refusals(&self) -> BTreeMap<EstateId, Refusal> {
        self.refusals.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Remembers how it went; an alarm that is new is said aloud.
    fn remember(&self, estate: EstateId, refusal: Option<&Refusal>) {
        let mut refusals = self.refusals.write().unwrap_or_else(PoisonError::into_inner);
        match refusal {
            Some(refusal) => {
                if refusals.get(&estate) != Some(refusal) {
                    tracing::error!(%estate, why = %refusal, "a journal is not signed for");
                }
                refusals.insert(estate, refusal.clone());
            }
            None => {
                if refusals.remove(&estate).is_some() {
                    tracing::info!(%estate, "the journal is signed for again");
                }
            }
        }
    }
}
