//! The rules for votes in force.

use diesel::prelude::*;
use shared::domain::vote::VoteRules;
use shared::value::Timestamp;

use crate::db::Conn;
use crate::db::schema::rule;
use crate::failure::Failure;

/// Those that hold at an instant.
pub(super) fn in_force(conn: &mut Conn, now: Timestamp) -> Result<VoteRules, Failure> {
    let rows: Vec<(String, String)> = rule::table
        .filter(rule::key.like("vote.%").and(rule::effective_from.le(now.ms())))
        .select((rule::key, rule::value))
        .order((rule::effective_from, rule::key))
        .load(conn)?;
    VoteRules::new(rows.iter().map(|(key, value)| (key.as_str(), value.as_str())))
        .map_err(Failure::bug)
}
