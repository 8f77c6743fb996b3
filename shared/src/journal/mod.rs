//! The estate's journal: canonical bytes and hashes (ADR 0002), and with the feature `proofs` what
//! is signed of them (ADR 0008).

mod canonical;
#[cfg(feature = "proofs")]
mod checkpoint;
mod frozen;
mod leaf;
#[cfg(feature = "proofs")]
mod note;
mod proof;
mod range;
mod tile;

pub use canonical::canonical;
#[cfg(feature = "proofs")]
pub use checkpoint::{Checkpoint, origin, succession, successor};
pub use frozen::{BallotOption, Digest, FrozenMatter, FrozenRoll, FrozenRow, scopes, texts_digest};
pub use leaf::{Entry, Fact, Hash, commitment, leaf_hash, root};
#[cfg(feature = "proofs")]
pub use note::{KeyKind, Note, Signature, SignerKey, VerifierKey};
pub use proof::{Tree, consistency, inclusion, is_consistent, is_included};
pub use range::{Frontier, consistency_from, inclusion_from, root_from};
pub use tile::{HEIGHT, LONGEST, Tile, TileKind, WIDTH, bundle, unbundle};
