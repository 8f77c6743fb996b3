//! 计票名册: whose votes count, and with what weight (`domain.md` 2.2).

use std::collections::{BTreeMap, BTreeSet};

use super::ParkingCount;
use crate::value::Area;

/// Who holds a unit. `P` names an owner.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Holder<P> {
    /// Its registered owners, all of them.
    Owners(BTreeSet<P>),
    /// The developer, of what is unsold, and of what is sold and not delivered (JI9).
    Developer(P),
}

/// A unit in the scope of a vote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RollUnit<P> {
    /// Registry area, else surveyed, else of the contract (JI8).
    pub area: Area,
    /// Who holds it.
    pub holder: Holder<P>,
    /// A parking space, which counts as the rules of procedure say.
    pub parking: bool,
}

/// One owner party 业主户: exactly the same people own its units. It counts as one person, however many
/// units it has and however many they are (JI9 同一买受人); who also owns alone is another party.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party<P> {
    /// Who.
    pub holder: Holder<P>,
    /// 0.01 m², all its units together.
    pub area: u64,
    /// 1, or 0 for whoever owns nothing but parking that does not make a person.
    pub persons: u32,
}

/// The roll of one vote: its parties, in the order of their holders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Roll<P> {
    parties: Vec<Party<P>>,
    area: u64,
    persons: u32,
}

/// Why units make no roll.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RollFault {
    /// `A = 0` or `N = 0`: there is nothing to count.
    Empty,
    /// A unit that nobody holds: the roll is not complete.
    Unheld,
    /// An area below zero, or more than can be counted exactly.
    Area,
}

impl std::fmt::Display for RollFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Empty => "nobody and nothing to count",
            Self::Unheld => "a unit that nobody holds",
            Self::Area => "an area that cannot be counted",
        })
    }
}

impl std::error::Error for RollFault {}

impl<P: Ord + Clone> Roll<P> {
    /// The roll of the units in scope.
    pub fn of(units: &[RollUnit<P>], parking: ParkingCount) -> Result<Self, RollFault> {
        let mut by_holder: BTreeMap<&Holder<P>, (u64, bool)> = BTreeMap::new();
        let counted = units.iter().filter(|unit| !unit.parking || parking != ParkingCount::None);
        for unit in counted {
            if matches!(&unit.holder, Holder::Owners(owners) if owners.is_empty()) {
                return Err(RollFault::Unheld);
            }
            let area = u64::try_from(unit.area.hundredths()).map_err(|_| RollFault::Area)?;
            let (sum, person) = by_holder.entry(&unit.holder).or_default();
            *sum = sum.checked_add(area).ok_or(RollFault::Area)?;
            *person |= !unit.parking || parking == ParkingCount::AreaAndPerson;
        }
        let parties = by_holder.into_iter().map(|(holder, (area, person))| Party {
            holder: holder.clone(),
            area,
            persons: u32::from(person),
        });
        let parties: Vec<Party<P>> = parties.collect();
        let area = parties.iter().try_fold(0_u64, |sum, party| sum.checked_add(party.area));
        let persons = parties.iter().try_fold(0_u32, |sum, party| sum.checked_add(party.persons));
        let (area, persons) = area.zip(persons).ok_or(RollFault::Area)?;
        if area == 0 || persons == 0 {
            return Err(RollFault::Empty);
        }
        Ok(Self { parties, area, persons })
    }

    /// The parties.
    pub fn parties(&self) -> &[Party<P>] {
        &self.parties
    }

    /// `A`: the area of all, in 0.01 m².
    pub const fn area(&self) -> u64 {
        self.area
    }

    /// `N`: the persons of all.
    pub const fn persons(&self) -> u32 {
        self.persons
    }
}
