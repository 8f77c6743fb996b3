//! The estate's journal: canonical bytes and hashes (ADR 0002).

mod canonical;
mod frozen;
mod leaf;
mod proof;

pub use canonical::canonical;
pub use frozen::{BallotOption, Digest, FrozenMatter, FrozenRoll, FrozenRow, scopes, texts_digest};
pub use leaf::{Entry, Fact, Hash, commitment, leaf_hash, root};
pub use proof::{Tree, consistency, inclusion, is_consistent, is_included};
