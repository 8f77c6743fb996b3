//! Points and scalars as bytes and as text: one encoding for each, and nothing else is read
//! (RFC 9496, 4.3; `sealed-ballot.md` 5).

use std::fmt;

use curve25519_dalek::ristretto::CompressedRistretto;
use curve25519_dalek::traits::Identity;
use curve25519_dalek::{RistrettoPoint, Scalar};
use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A group element other than the identity, with its canonical 32 bytes.
#[derive(Clone, Copy)]
pub struct Point {
    group: RistrettoPoint,
    bytes: [u8; 32],
}

impl Point {
    /// Reads the canonical encoding; none for anything else, and for the identity.
    pub fn from_bytes(bytes: &[u8; 32]) -> Option<Self> {
        let group = decompress(bytes)?;
        (group != RistrettoPoint::identity()).then_some(Self { group, bytes: *bytes })
    }

    /// Of a group element; none for the identity.
    pub(super) fn of(group: RistrettoPoint) -> Option<Self> {
        (group != RistrettoPoint::identity())
            .then(|| Self { group, bytes: group.compress().to_bytes() })
    }

    /// The canonical encoding.
    pub const fn bytes(&self) -> &[u8; 32] {
        &self.bytes
    }

    /// As lower-case hex: how contexts and the journal name it.
    pub fn hex(&self) -> String {
        HEXLOWER.encode(&self.bytes)
    }

    /// Reads lower-case hex.
    pub fn from_hex(text: &str) -> Option<Self> {
        Self::from_bytes(&HEXLOWER.decode(text.as_bytes()).ok()?.try_into().ok()?)
    }

    /// As base64url: how it travels.
    pub fn text(&self) -> String {
        base64(&self.bytes)
    }

    /// Reads base64url without padding.
    pub fn parse(text: &str) -> Option<Self> {
        Self::from_bytes(&unbase64(text)?.try_into().ok()?)
    }

    pub(super) const fn group(&self) -> &RistrettoPoint {
        &self.group
    }

    /// Twenty digits to compare on paper: four groups of five of a hash of the point.
    ///
    /// The hash's first 128 bits modulo 10²⁰; to meet a given number takes some 2⁶⁶ attempts.
    pub fn digits(&self) -> String {
        let hash = super::hash::hash("digits", &[&self.bytes]);
        let number = hash.first_chunk::<16>().map_or(0, |first| u128::from_le_bytes(*first));
        let digits = format!("{:020}", number % 100_000_000_000_000_000_000);
        let groups = [0, 5, 10, 15].map(|at| digits.get(at..at + 5).unwrap_or_default());
        groups.join(" ")
    }
}

impl PartialEq for Point {
    fn eq(&self, other: &Self) -> bool {
        self.bytes == other.bytes
    }
}

impl Eq for Point {}

impl fmt::Debug for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

impl Serialize for Point {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.text())
    }
}

impl<'de> Deserialize<'de> for Point {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(from)?;
        Self::parse(&text).ok_or_else(|| D::Error::custom("not a group element"))
    }
}

/// A group element, the identity included, from its canonical encoding alone.
pub(super) fn decompress(bytes: &[u8; 32]) -> Option<RistrettoPoint> {
    CompressedRistretto(*bytes).decompress()
}

/// A number below the group's order, little endian; none for anything else.
pub(super) fn scalar(bytes: &[u8; 32]) -> Option<Scalar> {
    Scalar::from_canonical_bytes(*bytes).into_option()
}

/// Base64url without padding (RFC 4648, 5).
pub(super) fn base64(bytes: &[u8]) -> String {
    BASE64URL_NOPAD.encode(bytes)
}

/// Reads base64url without padding; a text that stands for no bytes of its own is refused.
pub(super) fn unbase64(text: &str) -> Option<Vec<u8>> {
    BASE64URL_NOPAD.decode(text.as_bytes()).ok()
}

/// Bytes that travel as base64url without padding.
pub(super) mod base64_bytes {
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};

    pub(in super::super) fn serialize<S: Serializer>(
        bytes: &[u8],
        to: S,
    ) -> Result<S::Ok, S::Error> {
        to.serialize_str(&super::base64(bytes))
    }

    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Vec<u8>, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(from)?;
        super::unbase64(&text).ok_or_else(|| D::Error::custom("not base64url"))
    }
}
