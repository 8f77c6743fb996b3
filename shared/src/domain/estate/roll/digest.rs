//! Digests of a roll: what a person confirmed, and what the journal tells everybody.

use std::collections::BTreeSet;

use serde_json::json;
use sha2::{Digest, Sha256};

use super::{Entry, RollOwner};

/// SHA-256, in hex, over the canonical rows with their owners: the same for two rolls that make no
/// difference. Names and phones can be guessed from it, so it is never public.
pub fn digest(entries: &[Entry]) -> String {
    hashed(entries, |entry| {
        let owners: BTreeSet<&RollOwner> = entry.owners.iter().collect();
        json!(owners)
    })
}

/// The same over the units alone, with how many owners each has: the journal's public face of the
/// roll, from which no person can be guessed (`threats.md` J6).
pub fn unit_digest(entries: &[Entry]) -> String {
    hashed(entries, |entry| json!(entry.owners.len()))
}

fn hashed(entries: &[Entry], owners: impl Fn(&Entry) -> serde_json::Value) -> String {
    let mut entries: Vec<&Entry> = entries.iter().collect();
    entries.sort_by_cached_key(|entry| entry.key());
    let mut hash = Sha256::new();
    for entry in entries {
        // An array of whole numbers and texts: one form only.
        let row = json!([
            entry.building,
            entry.stair,
            entry.room,
            entry.kind,
            entry.area,
            entry.area_source,
            entry.handover,
            owners(entry),
        ]);
        hash.update(row.to_string());
        hash.update([b'\n']);
    }
    hash.finalize().iter().flat_map(|byte| [byte >> 4, byte & 0x0f]).filter_map(hex).collect()
}

fn hex(nibble: u8) -> Option<char> {
    char::from_digit(u32::from(nibble), 16)
}

#[cfg(test)]
mod tests {
    use super::super::{AreaSource, Handover, UnitKind};
    use super::*;
    use crate::value::Area;

    fn entry(room: &str, owners: &[&str]) -> Entry {
        let owner = |name: &&str| RollOwner { name: (*name).to_owned(), phone: None };
        Entry {
            sheet: "x".into(),
            row: 2,
            building: "1".into(),
            stair: String::new(),
            room: room.into(),
            kind: UnitKind::Flat,
            area: Area::from_hundredths(8937),
            area_source: AreaSource::Unstated,
            owners: owners.iter().map(owner).collect(),
            handover: Handover::Delivered,
        }
    }

    #[test]
    fn order_does_not_count_and_the_public_digest_knows_no_names() {
        let one = [entry("101", &["甲", "乙"]), entry("102", &["丙"])];
        let mut two = [entry("102", &["丙"]), entry("101", &["乙", "甲"])];
        assert_eq!(digest(&one), digest(&two));
        two[0].owners[0].name = "丁".into();
        assert_ne!(digest(&one), digest(&two));
        assert_eq!(unit_digest(&one), unit_digest(&two));
        two[0].area = Area::from_hundredths(1);
        assert_ne!(unit_digest(&one), unit_digest(&two));
    }
}
