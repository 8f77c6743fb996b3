//! Owner parties: the voting persons of the roll (`domain.md` 1, 最高法建筑物区分所有权解释 9).

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Entry, Handover, Roll, RollOwner, UnitKey};
use crate::value::{Area, Phone};

/// One voting person: a set of owners and all units that belong to exactly that set, or a developer
/// with the units not yet handed over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Party {
    /// The owners; of a developer the name alone.
    pub owners: BTreeSet<RollOwner>,
    /// A developer with units unsold, or sold and not yet handed over.
    pub developer: bool,
    /// The units, in the roll's order.
    pub units: Vec<UnitKey>,
    /// The area of all units.
    pub area: Area,
}

/// A name that stands in the roll in several ways, for a person to decide in the preview.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NameClash {
    /// The name.
    pub name: String,
    /// Each phone that stands with it, and where.
    pub sightings: Vec<Sighting>,
}

/// Where a name stands with one phone, or with none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Sighting {
    /// The phone beside the name.
    pub phone: Option<Phone>,
    /// The units where it does, in the roll's order.
    pub units: Vec<UnitKey>,
}

/// The decision that one name with these phones is one person. Without a decision, a name with
/// another phone is another person. One decision names all the phones of that person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SamePerson {
    /// The name.
    pub name: String,
    /// The phones of this one person; `null` for the rows without a phone.
    pub phones: Vec<Option<Phone>>,
}

/// The names to decide on: those that stand with different phones, and those that stand without a
/// phone in more than one unit. The developer's units do not count: a company needs no phone.
pub fn same_names_different_phones(roll: &Roll) -> Vec<NameClash> {
    let mut names: BTreeMap<&str, BTreeMap<Option<&Phone>, Vec<UnitKey>>> = BTreeMap::new();
    for entry in roll.entries.iter().filter(|entry| !entry.of_developer()) {
        for owner in &entry.owners {
            let sightings = names.entry(&owner.name).or_default();
            sightings.entry(owner.phone.as_ref()).or_default().push(entry.key());
        }
    }
    names.retain(|_, sightings| {
        sightings.len() > 1 || sightings.get(&None).is_some_and(|units| units.len() > 1)
    });
    let clash = |(name, sightings): (&str, BTreeMap<Option<&Phone>, Vec<UnitKey>>)| NameClash {
        name: name.to_owned(),
        sightings: sightings
            .into_iter()
            .map(|(phone, units)| Sighting { phone: phone.cloned(), units })
            .collect(),
    };
    names.into_iter().map(clash).collect()
}

/// The owner parties of some entries, in the order of their first units.
///
/// Units with an identical set of owners are one party; a husband's unit and the couple's are two.
/// A developer's units that are unsold, or sold and not handed over, are one party. Whoever counts
/// votes passes the entries that count: flats alone, or parking too, as the estate's rules say.
pub fn parties<'a>(
    entries: impl IntoIterator<Item = &'a Entry>,
    same: &[SamePerson],
) -> Vec<Party> {
    let entries: Vec<&Entry> = entries.into_iter().collect();
    let developers = Developers::of(&entries);
    let persons = Persons::of(same);
    let mut found: Vec<Party> = Vec::new();
    let mut places: BTreeMap<(bool, BTreeSet<RollOwner>), usize> = BTreeMap::new();
    for entry in entries {
        let developer = entry.of_developer();
        let owners = if developer {
            developers.behind(entry)
        } else {
            entry.owners.iter().map(|owner| persons.person(owner)).collect()
        };
        let place = *places.entry((developer, owners.clone())).or_insert(found.len());
        if place == found.len() {
            found.push(Party { owners, developer, units: Vec::new(), area: Area::default() });
        }
        if let Some(party) = found.get_mut(place) {
            party.units.push(entry.key());
            let area = party.area.hundredths().saturating_add(entry.area.hundredths());
            party.area = Area::from_hundredths(area);
        }
    }
    found
}

/// Who stands behind units that are not handed over.
struct Developers {
    unsold: BTreeSet<BTreeSet<RollOwner>>,
}

impl Developers {
    fn of(entries: &[&Entry]) -> Self {
        let unsold = entries.iter().filter(|entry| entry.handover == Handover::Unsold);
        Self { unsold: unsold.map(|entry| names_of(entry)).collect() }
    }

    /// An undelivered unit may already bear its buyer's name. Where the roll knows one developer,
    /// the unit is that one's; otherwise it is whoever its row names.
    fn behind(&self, entry: &Entry) -> BTreeSet<RollOwner> {
        let mut known = self.unsold.iter();
        match (entry.handover, known.next(), known.next()) {
            (Handover::Undelivered, Some(only), None) => only.clone(),
            _ => names_of(entry),
        }
    }
}

fn names_of(entry: &Entry) -> BTreeSet<RollOwner> {
    let nameless = |owner: &RollOwner| RollOwner { name: owner.name.clone(), phone: None };
    entry.owners.iter().map(nameless).collect()
}

/// The decisions, looked up by what the roll says.
struct Persons<'a> {
    decided: BTreeMap<(&'a str, Option<&'a Phone>), Option<&'a Phone>>,
}

impl<'a> Persons<'a> {
    fn of(same: &'a [SamePerson]) -> Self {
        let mut decided = BTreeMap::new();
        for person in same {
            let phone = person.phones.iter().flatten().min();
            for other in &person.phones {
                decided.insert((person.name.as_str(), other.as_ref()), phone);
            }
        }
        Self { decided }
    }

    fn person(&self, owner: &RollOwner) -> RollOwner {
        let said = (owner.name.as_str(), owner.phone.as_ref());
        let phone = self.decided.get(&said).copied().unwrap_or(said.1);
        RollOwner { name: owner.name.clone(), phone: phone.cloned() }
    }
}
