//! Amounts of money in fen 分.

use super::bigint_column;

/// An amount of renminbi in fen, a hundredth of a yuan. Never a float.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize,
)]
#[serde(transparent)]
#[cfg_attr(
    feature = "diesel",
    derive(diesel::expression::AsExpression, diesel::deserialize::FromSqlRow)
)]
#[cfg_attr(feature = "diesel", diesel(sql_type = diesel::sql_types::BigInt))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Fen(i64);

bigint_column!(Fen);

impl Fen {
    /// From fen.
    pub const fn new(fen: i64) -> Self {
        Self(fen)
    }

    /// In fen.
    pub const fn get(self) -> i64 {
        self.0
    }

    /// The part of this amount that `part` of `whole` bears, half a fen rounded up; none where
    /// there is nothing to divide by.
    pub fn share(self, part: u64, whole: u64) -> Option<Self> {
        let (part, whole) = (i128::from(part), i128::from(whole));
        let doubled = i128::from(self.0).checked_mul(part)?.checked_mul(2)?;
        let rounded = doubled.checked_add(whole)?.checked_div_euclid(whole.checked_mul(2)?)?;
        i64::try_from(rounded).ok().map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_rounded_to_the_fen() {
        let budget = Fen::new(38_600_000);
        assert_eq!(budget.share(8_937, 821_436), Some(Fen::new(419_957)));
        assert_eq!(Fen::new(1).share(1, 2), Some(Fen::new(1)));
        assert_eq!(Fen::new(1).share(1, 3), Some(Fen::new(0)));
        assert_eq!(budget.share(1, 0), None);
    }
}
