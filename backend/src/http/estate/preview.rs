//! What a roll holds and would change, for the person who decides.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};
use shared::api::estate::{
    CLASHES_LISTED, ClashView, FAULTS_LISTED, FaultView, KindCount, NameDecision, RollChange,
    RollPreview, RollReading, SAMPLES, SightingView, UnitChange, UnitFacts,
};
use shared::domain::estate::roll::{
    Entry, Fault, NameClash, Roll, UnitKind, difference, digest, parties,
    same_names_different_phones,
};
use shared::value::Area;

use crate::db::estate::same_persons;

/// How many units of one phone a name to decide on shows.
const UNITS_OF_PHONE: usize = 5;

fn count(rows: usize) -> u32 {
    u32::try_from(rows).unwrap_or(u32::MAX)
}

/// Names exactly this roll over exactly the stored one.
pub(super) fn consent(new: &[Entry], old: &[Entry]) -> String {
    let hash = Sha256::digest(format!("{} over {}", digest(new), digest(old)));
    data_encoding::HEXLOWER.encode(&hash)
}

/// The faults of a sheet.
pub(super) fn faulty(faults: Vec<Fault>, english: bool) -> RollReading {
    let total = count(faults.len());
    let view = |fault: Fault| FaultView {
        text: if english { fault.code.en() } else { fault.code.zh() }.to_owned(),
        sheet: fault.sheet,
        row: fault.row,
        column: fault.column,
        code: fault.code,
        given: fault.given,
        first: fault.first,
    };
    RollReading::Faulty {
        faults: faults.into_iter().take(FAULTS_LISTED).map(view).collect(),
        total,
    }
}

/// The preview of a roll over the stored one.
pub(super) fn preview(roll: &Roll, old: &[Entry], decisions: &[NameDecision]) -> RollPreview {
    let new = &roll.entries;
    let same = same_persons(decisions);
    let flats = new.iter().filter(|entry| entry.kind == UnitKind::Flat);
    let clashes = same_names_different_phones(roll);
    let change = difference(old, new);
    let changed = change.changed.iter().take(SAMPLES).map(|both| UnitChange {
        unit: both.after.key(),
        before: UnitFacts::of(&both.before),
        after: UnitFacts::of(&both.after),
    });
    let sample = |entries: &[Entry]| entries.iter().take(SAMPLES).map(Entry::key).collect();
    RollPreview {
        digest: consent(new, old),
        kinds: kinds(new),
        units: count(new.len()),
        parties: count(parties(new, &same).len()),
        flat_parties: count(parties(flats, &same).len()),
        of_developer: count(new.iter().filter(|entry| entry.of_developer()).count()),
        skipped_sheets: roll.skipped_sheets.clone(),
        clashes_total: count(clashes.len()),
        clashes: clashes.iter().take(CLASHES_LISTED).map(|c| clash(c, decisions)).collect(),
        change: RollChange {
            added: count(change.added.len()),
            changed: count(change.changed.len()),
            removed: count(change.removed.len()),
            unchanged: count(change.unchanged),
        },
        added: sample(&change.added),
        changed: changed.collect(),
        removed: sample(&change.removed),
    }
}

fn kinds(entries: &[Entry]) -> Vec<KindCount> {
    let mut found: BTreeMap<UnitKind, (usize, i64)> = BTreeMap::new();
    for entry in entries {
        let (units, area) = found.entry(entry.kind).or_default();
        *units += 1;
        *area = area.saturating_add(entry.area.hundredths());
    }
    let row = |(kind, (units, area))| KindCount {
        kind,
        units: count(units),
        area: Area::from_hundredths(area),
    };
    found.into_iter().map(row).collect()
}

fn clash(clash: &NameClash, decisions: &[NameDecision]) -> ClashView {
    let decision = decisions.iter().find(|decision| decision.name == clash.name);
    let phones = || clash.sightings.iter().map(|sighting| &sighting.phone);
    let sighting = |sighting: &shared::domain::estate::roll::Sighting| SightingView {
        phone: sighting.phone.clone(),
        units: sighting.units.iter().take(UNITS_OF_PHONE).cloned().collect(),
        total: count(sighting.units.len()),
    };
    ClashView {
        name: clash.name.clone(),
        sightings: clash.sightings.iter().map(sighting).collect(),
        decided: decision.is_some_and(|d| phones().all(|phone| d.phones.contains(phone))),
        same: decision.map(|d| d.same.clone()).unwrap_or_default(),
    }
}
