//! The periods and numbers that the authority may change, with the day from which each holds.

use std::collections::BTreeMap;

use diesel::prelude::*;
use shared::api::estate::{RuleChange, RuleList, RuleRow};
use shared::domain::report::DEFAULTS;
use shared::domain::vote::VOTE_DEFAULTS;
use shared::policy::{KeepRules, Permit};
use shared::value::{Date, TimeOfDay, Timestamp};

use super::By;
use crate::db::Conn;
use crate::db::schema::rule;
use crate::failure::Failure;

/// A change whose key and value have been checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedRule {
    /// Which.
    pub key: String,
    /// The period, or the number of a rule for votes.
    pub value: String,
    /// The document that sets it.
    pub source: String,
    /// From which day.
    pub from: Date,
}

struct Stored {
    value: String,
    source: String,
    from: Timestamp,
}

fn stored(conn: &mut Conn) -> Result<BTreeMap<String, Vec<Stored>>, Failure> {
    let rows: Vec<(String, String, String, Timestamp)> = rule::table
        .filter(rule::key.like("report.%").or(rule::key.like("vote.%")))
        .select((rule::key, rule::value, rule::source, rule::effective_from))
        .order((rule::key, rule::effective_from))
        .load(conn)?;
    let mut found: BTreeMap<String, Vec<Stored>> = BTreeMap::new();
    for (key, value, source, from) in rows {
        found.entry(key).or_default().push(Stored { value, source, from });
    }
    Ok(found)
}

/// Every rule: the defaults of reports in their order, those of single categories, then those of
/// votes.
pub fn rules(
    conn: &mut Conn,
    _permit: Permit<KeepRules>,
    now: Timestamp,
) -> Result<RuleList, Failure> {
    let mut stored = stored(conn)?;
    let mut rules = defaults(DEFAULTS, &mut stored, now);
    let votes = defaults(VOTE_DEFAULTS, &mut stored, now);
    rules.extend(stored.into_iter().filter_map(|(key, changes)| row(&key, None, changes, now)));
    rules.extend(votes);
    Ok(RuleList { rules })
}

/// The rules of a table of key, value and source, with what was changed of them taken out.
fn defaults(
    table: &[(&str, &str, &str)],
    stored: &mut BTreeMap<String, Vec<Stored>>,
    now: Timestamp,
) -> Vec<RuleRow> {
    let row = |(key, value, source): &(&str, &str, &str)| {
        let changes = stored.remove(*key).unwrap_or_default();
        row(key, Some((value, source)), changes, now)
    };
    table.iter().filter_map(row).collect()
}

fn row(
    key: &str,
    default: Option<(&str, &str)>,
    changes: Vec<Stored>,
    now: Timestamp,
) -> Option<RuleRow> {
    let (mut held, coming): (Vec<Stored>, Vec<Stored>) =
        changes.into_iter().partition(|change| change.from <= now);
    let (value, source, since) = match (held.pop(), default, coming.first()) {
        (Some(last), ..) => (last.value, last.source, Some(last.from)),
        (None, Some((value, source)), _) => (value.to_owned(), source.to_owned(), None),
        // A single category's rule that does not hold yet: until then its severity's does.
        (None, None, Some(_)) => (String::new(), String::new(), None),
        (None, None, None) => return None,
    };
    let change = |Stored { value, source, from }| RuleChange { value, source, from: from.date() };
    Some(RuleRow {
        key: key.to_owned(),
        value,
        source,
        since,
        default: default.map(|(value, _)| value.to_owned()),
        coming: coming.into_iter().map(change).collect(),
    })
}

/// Sets a rule from the first midnight of a day on, or from now on: never for what has begun. A
/// change that does not hold yet is replaced by another of the same day; the same again changes
/// nothing.
pub fn set_rule(
    conn: &mut Conn,
    _permit: Permit<KeepRules>,
    by: By<'_>,
    new: &CheckedRule,
) -> Result<(), Failure> {
    let start = Timestamp::local(new.from, TimeOfDay::MIDNIGHT);
    // What began in this very millisecond has begun.
    let from = if start <= by.now { by.now.plus(1) } else { start };
    let of_key = rule::table.filter(rule::key.eq(&new.key));
    let before: Option<(String, String)> = of_key
        .filter(rule::effective_from.le(from.ms()))
        .order(rule::effective_from.desc())
        .select((rule::value, rule::source))
        .first(conn)
        .optional()?;
    if before == Some((new.value.clone(), new.source.clone())) {
        return Ok(());
    }
    diesel::delete(rule::table.find((&new.key, from.ms()))).execute(conn)?;
    diesel::insert_into(rule::table)
        .values((
            rule::key.eq(&new.key),
            rule::value.eq(&new.value),
            rule::source.eq(&new.source),
            rule::effective_from.eq(from.ms()),
        ))
        .execute(conn)?;
    by.note(conn, "set-rule", &new.key, &format!("{} from {}: {}", new.value, new.from, new.source))
}
