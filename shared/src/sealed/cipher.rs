//! Bytes under a key, and bytes under somebody's point (`sealed-ballot.md` 4, 7, 9).

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use curve25519_dalek::RistrettoPoint;
use zeroize::Zeroizing;

use super::encode::Point;
use super::hash::{hash_key, hash_scalar};

/// Encrypts with XChaCha20-Poly1305; none beyond the cipher's length. A key and a nonce are used
/// together once.
pub(super) fn encrypt(key: &[u8; 32], nonce: [u8; 24], aad: &[u8], msg: &[u8]) -> Option<Vec<u8>> {
    let cipher = XChaCha20Poly1305::new(&Key::from(*key));
    cipher.encrypt(&XNonce::from(nonce), Payload { msg, aad }).ok()
}

/// Decrypts; none for another key, nonce or context, or a changed byte.
pub(super) fn decrypt(
    key: &[u8; 32],
    nonce: [u8; 24],
    aad: &[u8],
    msg: &[u8],
) -> Option<Zeroizing<Vec<u8>>> {
    let cipher = XChaCha20Poly1305::new(&Key::from(*key));
    cipher.decrypt(&XNonce::from(nonce), Payload { msg, aad }).ok().map(Zeroizing::new)
}

/// Encrypts for whoever can compute `r·K`: R, then the ciphertext.
///
/// r is hashed from seed, context and content, so that no key ever meets two contents; the nonce can
/// then be fixed.
pub(super) fn encrypt_to(
    label: &str,
    to: &Point,
    seed: &[u8; 32],
    aad: &[u8],
    msg: &[u8],
) -> Option<Vec<u8>> {
    let secret =
        Zeroizing::new(hash_scalar("draw", &[label.as_bytes(), seed, to.bytes(), aad, msg]));
    let r = Point::of(RistrettoPoint::mul_base(&secret))?;
    let common = Point::of(*secret * to.group())?;
    let key = hash_key(label, &[r.bytes(), common.bytes()]);
    let mut bytes = r.bytes().to_vec();
    bytes.extend(encrypt(&key, [0; 24], aad, msg)?);
    Some(bytes)
}

/// R of what [`encrypt_to`] made.
pub(super) fn nonce_of(bytes: &[u8]) -> Option<Point> {
    Point::from_bytes(bytes.first_chunk::<32>()?)
}

/// Decrypts what [`encrypt_to`] made, with `common = r·K`.
pub(super) fn decrypt_with(
    label: &str,
    common: &Point,
    aad: &[u8],
    bytes: &[u8],
) -> Option<Zeroizing<Vec<u8>>> {
    let (r, sealed) = bytes.split_first_chunk::<32>()?;
    let key = hash_key(label, &[r, common.bytes()]);
    decrypt(&key, [0; 24], aad, sealed)
}
