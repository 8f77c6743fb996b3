//! The protocol's hash: SHA-512 over fields that cannot run into each other (`sealed-ballot.md` 5).

use curve25519_dalek::Scalar;
use sha2::{Digest as _, Sha512};
use zeroize::Zeroizing;

/// The version of the protocol. It stands first in every hash and in every context.
pub const VERSION: &str = "linli.vote.v1";

/// H: SHA-512 over version, label and fields, each behind its length as 32 bits, little endian.
pub(super) fn hash(label: &str, fields: &[&[u8]]) -> [u8; 64] {
    let mut hash = Sha512::new();
    for field in [VERSION.as_bytes(), label.as_bytes()].iter().chain(fields) {
        // No field comes near 4 GiB: the longest is the points of one item.
        let length = u32::try_from(field.len()).unwrap_or(u32::MAX);
        hash.update(length.to_le_bytes());
        hash.update(field);
    }
    hash.finalize().into()
}

/// Hs: the hash as a little-endian number modulo the group's order.
pub(super) fn hash_scalar(label: &str, fields: &[&[u8]]) -> Scalar {
    Scalar::from_bytes_mod_order_wide(&Zeroizing::new(hash(label, fields)))
}

/// The first half of the hash, as a key for a cipher.
pub(super) fn hash_key(label: &str, fields: &[&[u8]]) -> Zeroizing<[u8; 32]> {
    let whole = Zeroizing::new(hash(label, fields));
    let mut key = Zeroizing::new([0; 32]);
    for (to, from) in key.iter_mut().zip(whole.iter()) {
        *to = *from;
    }
    key
}
