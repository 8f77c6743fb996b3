//! Photos on disk, and the signed paths under which they are shown.
//!
//! A photo has a random name and two variants; [`Blobs`] keeps the files, [`sign`] and [`verify`] make and check the paths.
//! Whoever holds a signed path sees the picture until it expires, so paths are given out only with an answer whose reader may
//! see it.

mod store;
mod url;

pub use self::store::{BlobError, Blobs, FREE_FLOOR};
pub use self::url::{LIFE_MS, SignatureError, WINDOW_MS, expiry, sign, verify};

use std::fmt;

/// The name of a photo: 16 random bytes, written as 32 lower-case hex digits.
///
/// Random, never a version 7 UUID: that would tell the millisecond of a report to everyone who sees its photo (`threats.md` R1).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ObjectName(String);

impl ObjectName {
    /// The name made of random bytes.
    pub fn from_random(bytes: [u8; 16]) -> ObjectName {
        ObjectName(data_encoding::HEXLOWER.encode(&bytes))
    }

    /// Reads a name from a path or a row; `None` unless it is exactly 32 lower-case hex digits.
    pub fn parse(text: &str) -> Option<ObjectName> {
        let digits = text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        (text.len() == 32 && digits).then(|| ObjectName(text.to_owned()))
    }

    /// The 32 digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ObjectName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Which of the two pictures of a photo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Variant {
    /// At most 1600 pixels on the longest side.
    Large,
    /// At most 320 pixels on the longest side.
    Thumb,
}

impl Variant {
    /// The word in paths and file names.
    pub const fn as_str(self) -> &'static str {
        match self {
            Variant::Large => "large",
            Variant::Thumb => "thumb",
        }
    }

    /// Reads the word of a path.
    pub fn parse(text: &str) -> Option<Variant> {
        [Variant::Large, Variant::Thumb].into_iter().find(|variant| variant.as_str() == text)
    }
}

impl fmt::Display for Variant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::{ObjectName, Variant};

    #[test]
    fn a_name_is_read_back_and_nothing_else_is_a_name() {
        let name = ObjectName::from_random([0xab; 16]);
        assert_eq!(name.as_str(), "ab".repeat(16));
        assert_eq!(ObjectName::parse(name.as_str()), Some(name));
        for other in [
            "",
            "ab",
            &"AB".repeat(16),
            &"ab".repeat(17),
            &"../a".repeat(8),
            &"g0".repeat(16),
            &"é0".repeat(16),
        ] {
            assert_eq!(ObjectName::parse(other), None, "{other}");
        }
    }

    #[test]
    fn a_variant_is_read_back_from_its_word() {
        for variant in [Variant::Large, Variant::Thumb] {
            assert_eq!(Variant::parse(variant.as_str()), Some(variant));
        }
        assert_eq!(Variant::parse("Large"), None);
        assert_eq!(Variant::parse(""), None);
    }
}
