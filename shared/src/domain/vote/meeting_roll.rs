//! The roll of a meeting, from the estate's roll: who votes, and what each weighs in each matter
//! (`domain.md` 2.2).

use std::collections::{BTreeMap, BTreeSet};

use super::{Holder, MatterScope, ParkingCount, Roll, RollFault, RollUnit, Weight};
use crate::domain::estate::UnitId;
use crate::domain::estate::roll::{
    AreaSource, Entry, RollOwner, SamePerson, UnitKey, UnitKind, parties,
};
/// One owner party of a meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeetingParty {
    /// Who; of a developer the name alone.
    pub owners: BTreeSet<RollOwner>,
    /// A developer, with what is not handed over.
    pub developer: bool,
    /// Its units that count, in house order: their places in what was passed.
    pub units: Vec<usize>,
    /// What it weighs in matters of the whole estate.
    pub whole: Weight,
    /// What it weighs in each matter; none where it lies outside the scope.
    pub weights: Vec<Option<Weight>>,
    /// Where its areas come from.
    pub sources: BTreeSet<AreaSource>,
    /// What it has in each building.
    pub buildings: Vec<(String, Weight)>,
}

/// The roll of a meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeetingRoll {
    /// In house order.
    pub parties: Vec<MeetingParty>,
    /// `A` and `N` of the whole estate.
    pub whole: Weight,
    /// `A` and `N` of each matter; none where nobody lies in its scope.
    pub scopes: Vec<Option<Weight>>,
}

/// The roll for some matters, from the estate's units in house order and the decisions about names.
pub fn meeting_roll(
    units: &[(UnitId, Entry)],
    same: &[SamePerson],
    parking: ParkingCount,
    scopes: &[MatterScope],
) -> Result<MeetingRoll, RollFault> {
    let counted = |entry: &Entry| parking != ParkingCount::None || entry.kind != UnitKind::Parking;
    let counting: Vec<(usize, &(UnitId, Entry))> =
        units.iter().enumerate().filter(|(_, (_, entry))| counted(entry)).collect();
    let found = parties(counting.iter().map(|(_, (_, entry))| entry), same);
    let places: BTreeMap<UnitKey, usize> =
        counting.iter().map(|(place, (_, entry))| (entry.key(), *place)).collect();
    let mut held: BTreeMap<usize, usize> = BTreeMap::new();
    for (no, party) in found.iter().enumerate() {
        held.extend(party.units.iter().filter_map(|key| places.get(key)).map(|place| (*place, no)));
    }
    let weigh = |within: &dyn Fn(UnitId, &Entry) -> bool| {
        let rows = counting.iter().filter(|(_, (id, entry))| within(*id, entry));
        let rows = rows.filter_map(|(place, (_, entry))| {
            held.get(place).map(|no| RollUnit {
                area: entry.area,
                holder: Holder::Owners(BTreeSet::from([*no])),
                parking: entry.kind == UnitKind::Parking,
            })
        });
        weights(&rows.collect::<Vec<_>>(), parking)
    };
    let whole = weigh(&|_, _| true)?;
    let in_scopes: Vec<Option<Weights>> = scopes
        .iter()
        .map(|scope| {
            let within =
                |id: UnitId, entry: &Entry| scope.contains(id, &entry.building, &entry.stair);
            match weigh(&within) {
                Ok(weights) => Ok(Some(weights)),
                Err(RollFault::Empty) => Ok(None),
                Err(fault) => Err(fault),
            }
        })
        .collect::<Result<_, _>>()?;
    let parties = found.into_iter().enumerate().map(|(no, party)| {
        let of_party: Vec<usize> =
            party.units.iter().filter_map(|key| places.get(key).copied()).collect();
        let entries = || of_party.iter().filter_map(|place| units.get(*place)).map(|(_, e)| e);
        MeetingParty {
            owners: party.owners,
            developer: party.developer,
            whole: whole.of(no),
            weights: in_scopes
                .iter()
                .map(|scope| scope.as_ref().and_then(|weights| weights.parties.get(&no).copied()))
                .collect(),
            sources: entries().map(|entry| entry.area_source).collect(),
            buildings: by_building(entries(), parking),
            units: of_party,
        }
    });
    Ok(MeetingRoll {
        parties: parties.collect(),
        whole: whole.total,
        scopes: in_scopes.iter().map(|scope| scope.as_ref().map(|weights| weights.total)).collect(),
    })
}

/// What each party weighs, and all together.
struct Weights {
    parties: BTreeMap<usize, Weight>,
    total: Weight,
}

impl Weights {
    fn of(&self, no: usize) -> Weight {
        self.parties.get(&no).copied().unwrap_or_default()
    }
}

fn weights(rows: &[RollUnit<usize>], parking: ParkingCount) -> Result<Weights, RollFault> {
    let roll = Roll::of(rows, parking)?;
    let parties = roll.parties().iter().filter_map(|party| match &party.holder {
        Holder::Owners(owners) => owners
            .first()
            .map(|no| (*no, Weight { area: party.area, persons: u64::from(party.persons) })),
        Holder::Developer(no) => {
            Some((*no, Weight { area: party.area, persons: u64::from(party.persons) }))
        }
    });
    let total = Weight { area: roll.area(), persons: u64::from(roll.persons()) };
    Ok(Weights { parties: parties.collect(), total })
}

/// What one party has in each building, in house order. A party counts as one person in each.
fn by_building<'a>(
    entries: impl Iterator<Item = &'a Entry>,
    parking: ParkingCount,
) -> Vec<(String, Weight)> {
    let mut buildings: Vec<(String, Weight)> = Vec::new();
    for entry in entries {
        let person = entry.kind != UnitKind::Parking || parking == ParkingCount::AreaAndPerson;
        let area = u64::try_from(entry.area.hundredths()).unwrap_or_default();
        let has = Weight { area, persons: u64::from(person) };
        match buildings.iter_mut().find(|(name, _)| *name == entry.building) {
            Some((_, sum)) => {
                sum.area = sum.area.saturating_add(has.area);
                sum.persons = sum.persons.max(has.persons);
            }
            None => buildings.push((entry.building.clone(), has)),
        }
    }
    buildings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::estate::roll::Handover;
    use crate::value::{Area, Id, Phone, Timestamp};

    fn unit(n: u8, building: &str, kind: UnitKind, area: i64, owners: &[&str]) -> (UnitId, Entry) {
        let owner = |name: &&str| RollOwner {
            name: (*name).to_owned(),
            phone: Phone::parse("13800000001").ok(),
        };
        let entry = Entry {
            sheet: "名册".to_owned(),
            row: u32::from(n),
            building: building.to_owned(),
            stair: "1".to_owned(),
            room: n.to_string(),
            kind,
            area: Area::from_hundredths(area),
            area_source: AreaSource::Registered,
            owners: owners.iter().map(owner).collect(),
            handover: Handover::Delivered,
        };
        (Id::v7(Timestamp::from_ms(1), [n; 10]), entry)
    }

    #[test]
    fn a_party_weighs_in_each_matter_what_it_has_in_its_scope() {
        let units = [
            unit(1, "1", UnitKind::Flat, 10_000, &["甲", "乙"]),
            unit(2, "2", UnitKind::Flat, 8_000, &["甲"]),
            unit(3, "2", UnitKind::Parking, 1_250, &["丙"]),
            unit(4, "2", UnitKind::Flat, 9_000, &["乙", "甲"]),
        ];
        let second = MatterScope::Buildings { buildings: vec!["2".to_owned()] };
        let nobody = MatterScope::Buildings { buildings: vec!["9".to_owned()] };
        let scopes = [MatterScope::Estate {}, second, nobody];
        let of = |parking| meeting_roll(&units, &[], parking, &scopes).unwrap();

        let roll = of(ParkingCount::None);
        let w = |area, persons| Weight { area, persons };
        assert_eq!(roll.whole, w(27_000, 2));
        assert_eq!(roll.scopes, [Some(w(27_000, 2)), Some(w(17_000, 2)), None]);
        let weights: Vec<_> = roll.parties.iter().map(|party| party.weights.clone()).collect();
        assert_eq!(
            weights,
            [
                [Some(w(19_000, 1)), Some(w(9_000, 1)), None],
                [Some(w(8_000, 1)), Some(w(8_000, 1)), None],
            ]
        );
        assert_eq!(
            roll.parties[0].buildings,
            [("1".to_owned(), w(10_000, 1)), ("2".to_owned(), w(9_000, 1))]
        );

        let roll = of(ParkingCount::AreaOnly);
        assert_eq!((roll.whole, roll.parties.len()), (w(28_250, 2), 3));
        assert_eq!(roll.parties[2].whole, w(1_250, 0), "area without a person");
        assert_eq!(of(ParkingCount::AreaAndPerson).whole, w(28_250, 3));
    }
}
