//! What the notice froze, read again.

use diesel::prelude::*;
use shared::domain::vote::{PartyId, Weight};
use shared::journal::{FrozenMatter, FrozenRoll, FrozenRow, scopes};

use super::meeting::Meeting;
use crate::db::Conn;
use crate::db::schema::{meeting_matter, meeting_party};
use crate::failure::Failure;

/// A weight from its columns.
pub(super) fn weight(area: i64, persons: i64) -> Weight {
    let whole = |value: i64| u64::try_from(value).unwrap_or_default();
    Weight { area: whole(area), persons: whole(persons) }
}

/// The matters as they are frozen, in order.
pub fn frozen_matters(conn: &mut Conn, of: &Meeting) -> Result<Vec<FrozenMatter>, Failure> {
    let rows: Vec<String> = meeting_matter::table
        .filter(meeting_matter::estate_id.eq(of.estate()))
        .filter(meeting_matter::meeting_id.eq(of.id()))
        .order(meeting_matter::no)
        .select(meeting_matter::frozen)
        .load(conn)?;
    rows.iter().map(|frozen| serde_json::from_str(frozen).map_err(Failure::bug)).collect()
}

/// The roll as it is stored.
pub fn frozen_roll(conn: &mut Conn, of: &Meeting) -> Result<FrozenRoll, Failure> {
    let rows: Vec<(PartyId, String)> = meeting_party::table
        .filter(meeting_party::estate_id.eq(of.estate()))
        .filter(meeting_party::meeting_id.eq(of.id()))
        .select((meeting_party::id, meeting_party::weights))
        .load(conn)?;
    let read = |(party, weights): (PartyId, String)| -> Result<FrozenRow, Failure> {
        Ok(FrozenRow { party, weights: serde_json::from_str(&weights).map_err(Failure::bug)? })
    };
    let rows = rows.into_iter().map(read).collect::<Result<Vec<_>, _>>()?;
    FrozenRoll::new(rows).ok_or_else(|| Failure::bug("a party twice"))
}

/// Which of the roll's scopes each matter has.
pub(super) fn scope_of(matters: &[FrozenMatter]) -> Vec<usize> {
    let scopes = scopes(matters);
    let place = |matter: &FrozenMatter| {
        scopes.iter().position(|scope| **scope == matter.matter.scope).unwrap_or_default()
    };
    matters.iter().map(place).collect()
}
