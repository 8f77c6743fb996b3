//! The estate's journal: canonical bytes and hashes (ADR 0002).

mod canonical;
mod leaf;

pub use canonical::canonical;
pub use leaf::{Entry, Fact, Hash, commitment, leaf_hash, root};
