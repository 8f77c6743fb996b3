//! What a new roll changes in the old one.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Entry, UnitKey};

/// What a new roll changes, for the preview and for the import.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Difference {
    /// Units that the old roll lacks.
    pub added: Vec<Entry>,
    /// Units of both whose area, source, owners or status differ.
    pub changed: Vec<Change>,
    /// Units that the new roll lacks.
    pub removed: Vec<Entry>,
    /// How many units are the same in both.
    pub unchanged: usize,
}

/// A unit before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Change {
    /// As the old roll has it.
    pub before: Entry,
    /// As the new roll has it.
    pub after: Entry,
}

impl Difference {
    /// Whether the new roll changes nothing.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.changed.is_empty() && self.removed.is_empty()
    }
}

/// Compares two rolls unit by unit. Where a unit stands, and the order of its owners, do not count:
/// the same file again makes no difference.
pub fn difference(old: &[Entry], new: &[Entry]) -> Difference {
    let mut before: BTreeMap<UnitKey, &Entry> =
        old.iter().map(|entry| (entry.key(), entry)).collect();
    let mut difference = Difference::default();
    for after in new {
        match before.remove(&after.key()) {
            None => difference.added.push(after.clone()),
            Some(same) if same.same_facts(after) => difference.unchanged += 1,
            Some(before) => {
                let change = Change { before: before.clone(), after: after.clone() };
                difference.changed.push(change);
            }
        }
    }
    // In the old roll's order, not the key's: a reader compares with the sheet.
    let removed = old.iter().filter(|entry| before.contains_key(&entry.key()));
    difference.removed = removed.cloned().collect();
    difference
}
