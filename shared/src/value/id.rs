//! Identifiers: `UUIDv7` (RFC 9562) in their text form.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;

use super::Timestamp;

/// The id of a `T`: a UUID in lower-case text form, usually version 7, made by whoever creates the
/// thing, so that a repeated request meets the row it made before.
///
/// A version 7 id tells the millisecond of its making: it is never shown to staff (`threats.md` R1).
#[cfg_attr(
    feature = "diesel",
    derive(diesel::expression::AsExpression, diesel::deserialize::FromSqlRow)
)]
#[cfg_attr(feature = "diesel", diesel(sql_type = diesel::sql_types::Text))]
pub struct Id<T> {
    text: [u8; 36],
    of: PhantomData<fn() -> T>,
}

/// The text is not a lower-case UUID.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IdError;

impl fmt::Display for IdError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not an id")
    }
}

impl std::error::Error for IdError {}

const HYPHENS: [usize; 4] = [8, 13, 18, 23];

impl<T> Id<T> {
    /// Makes a version 7 id from the time and ten random bytes.
    pub fn v7(at: Timestamp, random: [u8; 10]) -> Self {
        let ms = at.ms().to_be_bytes();
        let mut bytes = [0u8; 16];
        for (to, from) in bytes.iter_mut().zip(ms.into_iter().skip(2).chain(random)) {
            *to = from;
        }
        let [.., version, _, variant, _, _, _, _, _, _, _] = &mut bytes;
        *version = (*version & 0x0f) | 0x70;
        *variant = (*variant & 0x3f) | 0x80;
        let mut hex = bytes.iter().flat_map(|byte| [byte >> 4, byte & 0x0f]).map(digit);
        let mut text = [b'-'; 36];
        for (index, place) in text.iter_mut().enumerate() {
            if !HYPHENS.contains(&index)
                && let Some(digit) = hex.next()
            {
                *place = digit;
            }
        }
        Self { text, of: PhantomData }
    }

    /// Reads the lower-case text form.
    pub fn parse(text: &str) -> Result<Self, IdError> {
        let bytes: [u8; 36] = text.as_bytes().try_into().map_err(|_| IdError)?;
        let well_formed = bytes.iter().enumerate().all(|(index, byte)| {
            if HYPHENS.contains(&index) {
                *byte == b'-'
            } else {
                matches!(byte, b'0'..=b'9' | b'a'..=b'f')
            }
        });
        if well_formed { Ok(Self { text: bytes, of: PhantomData }) } else { Err(IdError) }
    }

    /// The text form.
    pub fn as_str(&self) -> &str {
        // Only ASCII is ever stored, so the fallback is never taken.
        std::str::from_utf8(&self.text).unwrap_or_default()
    }

    /// The same id, of another kind of thing: for tables that share keys.
    pub fn cast<U>(self) -> Id<U> {
        Id { text: self.text, of: PhantomData }
    }
}

const fn digit(nibble: u8) -> u8 {
    if nibble < 10 { b'0' + nibble } else { b'a' + nibble - 10 }
}

impl<T> Clone for Id<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Id<T> {}
impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}
impl<T> Eq for Id<T> {}
impl<T> PartialOrd for Id<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<T> Ord for Id<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.text.cmp(&other.text)
    }
}
impl<T> Hash for Id<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}
impl<T> fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
impl<T> std::str::FromStr for Id<T> {
    type Err = IdError;
    fn from_str(text: &str) -> Result<Self, IdError> {
        Self::parse(text)
    }
}

impl<T> fmt::Display for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
impl<T> serde::Serialize for Id<T> {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.as_str())
    }
}
impl<'de, T> serde::Deserialize<'de> for Id<T> {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(from)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}
#[cfg(feature = "diesel")]
impl<T: fmt::Debug, DB: diesel::backend::Backend>
    diesel::serialize::ToSql<diesel::sql_types::Text, DB> for Id<T>
where
    str: diesel::serialize::ToSql<diesel::sql_types::Text, DB>,
{
    fn to_sql<'b>(
        &'b self,
        out: &mut diesel::serialize::Output<'b, '_, DB>,
    ) -> diesel::serialize::Result {
        self.as_str().to_sql(out)
    }
}
#[cfg(feature = "diesel")]
impl<T, DB: diesel::backend::Backend> diesel::deserialize::FromSql<diesel::sql_types::Text, DB>
    for Id<T>
where
    String: diesel::deserialize::FromSql<diesel::sql_types::Text, DB>,
{
    fn from_sql(bytes: DB::RawValue<'_>) -> diesel::deserialize::Result<Self> {
        Ok(Self::parse(&String::from_sql(bytes)?)?)
    }
}
#[cfg(feature = "schema")]
impl<T> schemars::JsonSchema for Id<T> {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Id".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "format": "uuid" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_7_id_carries_its_time_and_reads_back() {
        // The example of RFC 9562, appendix A.6.
        let random = [0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f];
        let id = Id::<()>::v7(Timestamp::from_ms(0x017f_22e2_79b0), random);
        assert_eq!(id.as_str(), "017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
        assert_eq!(Id::parse(id.as_str()), Ok(id));
    }

    #[test]
    fn anything_else_is_no_id() {
        for text in ["", "017F22E2-79B0-7CC3-98C4-DC0C0C07398F", "017f22e279b07cc398c4dc0c0c07398f"]
        {
            assert_eq!(Id::<()>::parse(text), Err(IdError), "{text}");
        }
    }
}
