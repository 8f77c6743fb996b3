//! Signed paths: `/media/{object}/{variant}?e={ms}&s={signature}` (`threats.md` W6).
//!
//! An `<img>` sends no bearer header, so the path itself is the permission: for one variant of one photo, until `e`.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

use super::{ObjectName, Variant};

/// How long a path holds at most, in milliseconds.
pub const LIFE_MS: i64 = 10 * 60 * 1000;

/// How long the same path is given out, in milliseconds: the browser's cache knows a picture by its path.
pub const WINDOW_MS: i64 = 5 * 60 * 1000;

/// The first bytes under every signature, so that the key signs nothing else by accident.
const PURPOSE: &[u8] = b"linli media url 1\0";

/// Why a path is not honoured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignatureError {
    /// The path was good and its time is over.
    Expired,
    /// The path was never given out like this.
    Forged,
}

impl fmt::Display for SignatureError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            SignatureError::Expired => "the path has expired",
            SignatureError::Forged => "the signature does not fit the path",
        })
    }
}

impl std::error::Error for SignatureError {}

/// When a path made at `now_ms` expires, both in Unix ms: the same for every moment of a window, 5 to 10 minutes ahead.
pub const fn expiry(now_ms: i64) -> i64 {
    (now_ms - now_ms.rem_euclid(WINDOW_MS)).saturating_add(LIFE_MS)
}

/// The path of one variant of a photo that holds until `expires_at_ms` (Unix ms, from [`expiry`]).
pub fn sign(key: &[u8; 32], object: &ObjectName, variant: Variant, expires_at_ms: i64) -> String {
    let signature = mac(key, object, variant, expires_at_ms).finalize().into_bytes();
    let signature = URL_SAFE_NO_PAD.encode(signature);
    format!("/media/{object}/{variant}?e={expires_at_ms}&s={signature}")
}

/// Checks the parts of a path that arrived at `now_ms` (Unix ms). The signature is compared in constant time.
pub fn verify(
    key: &[u8; 32],
    object: &ObjectName,
    variant: Variant,
    expires_at_ms: i64,
    signature: &str,
    now_ms: i64,
) -> Result<(), SignatureError> {
    let signature = URL_SAFE_NO_PAD.decode(signature).map_err(|_| SignatureError::Forged)?;
    mac(key, object, variant, expires_at_ms)
        .verify_slice(&signature)
        .map_err(|_| SignatureError::Forged)?;
    if now_ms < expires_at_ms { Ok(()) } else { Err(SignatureError::Expired) }
}

fn mac(key: &[u8; 32], object: &ObjectName, variant: Variant, expires_at_ms: i64) -> Hmac<Sha256> {
    // HMAC fills a short key with zeros up to the block of 64 bytes; done here, the constructor cannot fail.
    let mut block = [0; 64];
    if let Some(start) = block.first_chunk_mut::<32>() {
        *start = *key;
    }
    // Each part ends where the next cannot begin: 32 digits, then one of two words, then a number.
    Hmac::<Sha256>::new(&block.into())
        .chain_update(PURPOSE)
        .chain_update(object.as_str())
        .chain_update([0])
        .chain_update(variant.as_str())
        .chain_update([0])
        .chain_update(expires_at_ms.to_be_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: [u8; 32] = [7; 32];
    const NOW: i64 = 1_790_000_123_456;

    fn name(byte: u8) -> ObjectName {
        ObjectName::from_random([byte; 16])
    }

    /// The signature of a path.
    fn signature(path: &str) -> &str {
        path.split_once("&s=").unwrap().1
    }

    #[test]
    fn a_path_holds_until_it_expires() {
        let expires = expiry(NOW);
        let path = sign(&KEY, &name(1), Variant::Large, expires);
        assert!(path.starts_with(&format!("/media/{}/large?e={expires}&s=", name(1))), "{path}");
        let check = |now| verify(&KEY, &name(1), Variant::Large, expires, signature(&path), now);
        assert_eq!(check(NOW), Ok(()));
        assert_eq!(check(expires - 1), Ok(()));
        assert_eq!(check(expires), Err(SignatureError::Expired));
        assert_eq!(check(i64::MAX), Err(SignatureError::Expired));
    }

    #[test]
    fn threat_w6_a_signature_fits_one_variant_of_one_photo_until_one_moment() {
        let expires = expiry(NOW);
        let path = sign(&KEY, &name(1), Variant::Large, expires);
        let signed = signature(&path);
        let forged = Err(SignatureError::Forged);
        assert_eq!(
            verify(&KEY, &name(1), Variant::Thumb, expires, signed, NOW),
            forged,
            "other variant"
        );
        assert_eq!(
            verify(&KEY, &name(2), Variant::Large, expires, signed, NOW),
            forged,
            "other photo"
        );
        assert_eq!(
            verify(&KEY, &name(1), Variant::Large, expires + 1, signed, NOW),
            forged,
            "other expiry"
        );
        assert_eq!(
            verify(&[8; 32], &name(1), Variant::Large, expires, signed, NOW),
            forged,
            "other key"
        );
        assert_eq!(
            verify(&KEY, &name(1), Variant::Large, i64::MAX, signed, i64::MAX),
            forged,
            "forged before expired"
        );
    }

    #[test]
    fn threat_w6_a_changed_signature_is_refused() {
        let expires = expiry(NOW);
        let path = sign(&KEY, &name(1), Variant::Thumb, expires);
        let good = signature(&path).to_owned();
        assert_eq!(good.len(), 43, "32 bytes");
        let check =
            |signature: &str| verify(&KEY, &name(1), Variant::Thumb, expires, signature, NOW);
        assert_eq!(check(&good), Ok(()));
        for at in 0..good.len() {
            let mut changed = good.clone().into_bytes();
            changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
            assert_eq!(
                check(&String::from_utf8(changed).unwrap()),
                Err(SignatureError::Forged),
                "character {at}"
            );
        }
        for bad in ["", "=", &good[..42], &format!("{good}A"), &format!("{good}="), "é"] {
            assert_eq!(check(bad), Err(SignatureError::Forged), "{bad:?}");
        }
    }

    #[test]
    fn the_signature_is_the_one_of_rfc_2104() {
        // Computed apart with another library: HMAC-SHA256 under the 32 bytes of the key.
        let path = sign(&KEY, &name(1), Variant::Large, 1_790_000_600_000);
        assert_eq!(signature(&path), "daO4wAzutW5MVdgePqEC7xeHZwjEOo9gpL_DsqyVBEg");
    }

    #[test]
    fn the_path_is_the_same_for_five_minutes_and_holds_five_to_ten() {
        let start = NOW - NOW.rem_euclid(WINDOW_MS);
        assert_eq!(expiry(start), expiry(start + WINDOW_MS - 1));
        assert_ne!(expiry(start), expiry(start + WINDOW_MS));
        assert_eq!(expiry(start) - start, LIFE_MS);
        assert_eq!(
            expiry(start + WINDOW_MS - 1) - (start + WINDOW_MS - 1),
            LIFE_MS - WINDOW_MS + 1
        );
        assert_eq!(expiry(-1), LIFE_MS - WINDOW_MS, "before 1970 as well");
    }
}
