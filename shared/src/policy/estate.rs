//! The scope tree: who reaches which estate, and who grants which seat.

use super::{Denied, Permit};
use crate::domain::account::{Actor, Role, Scope, Seat};
use crate::domain::estate::EstateNode;

/// Reading what everybody of an estate may see: buildings, places, duty phones.
#[derive(Debug)]
pub enum ReadEstate {}
/// Changing buildings, places, phones, and importing the owners' roll.
#[derive(Debug)]
pub enum KeepRoll {}
/// Granting a seat, by an invitation.
#[derive(Debug)]
pub enum GrantSeat {}
/// Binding somebody to a unit's household.
#[derive(Debug)]
pub enum BindHousehold {}
/// Adding to the level below: towns, departments, companies; communities; estates.
#[derive(Debug)]
pub enum KeepTree {}
/// Changing the calendar and the rules.
#[derive(Debug)]
pub enum KeepRules {}
/// Reading the seat's own unit and its household.
#[derive(Debug)]
pub enum ReadUnit {}
/// Signing for what an office has seen of a journal.
#[derive(Debug)]
pub enum WitnessJournal {}
/// Sending the evidence of a forked journal to the town.
#[derive(Debug)]
pub enum RaiseAlarm {}
/// Reading the alarms that were sent to a town.
#[derive(Debug)]
pub enum ReadAlarms {}
/// Reading what lies below an office: towns, companies, communities, estates.
#[derive(Debug)]
pub enum ReadOffice {}

/// Whether an estate lies in a seat's scope. Departments reach no estate as such, only what is
/// dispatched to them; technical administrators reach no business data.
pub fn covers(seat: &Seat, node: &EstateNode) -> bool {
    match &seat.scope {
        Scope::District => matches!(seat.role, Role::Bur | Role::Dst),
        Scope::Town { town } => *town == node.town,
        Scope::Community { community } => *community == node.community,
        Scope::Estate { estate } | Scope::Unit { estate, .. } | Scope::Contract { estate, .. } => {
            *estate == node.estate
        }
        Scope::Dept { .. } => false,
    }
}

/// Everybody with a seat that reaches the estate reads its public facts.
pub fn read_estate(actor: &Actor, node: &EstateNode) -> Result<Permit<ReadEstate>, Denied> {
    if covers(&actor.seat, node) { Ok(Permit::granted()) } else { Err(Denied::NotFound) }
}

/// The community imports the roll and keeps what stands in the estate (`domain.md` 1: CMY imports
/// the roll, decides claims).
pub fn keep_roll(actor: &Actor, node: &EstateNode) -> Result<Permit<KeepRoll>, Denied> {
    if !covers(&actor.seat, node) {
        Err(Denied::NotFound)
    } else if actor.role() == Role::Cmy {
        Ok(Permit::granted())
    } else {
        Err(Denied::Forbidden)
    }
}

/// Owners and their household see their own unit, and only that one.
pub fn read_unit(actor: &Actor) -> Result<Permit<ReadUnit>, Denied> {
    match (actor.role(), &actor.seat.scope) {
        (Role::Own | Role::Occ, Scope::Unit { .. }) => Ok(Permit::granted()),
        _ => Err(Denied::Forbidden),
    }
}

/// The offices above an estate see what lies below them (`domain.md` 1: each level keeps the one
/// below). Nobody else has an overview.
pub fn read_office(actor: &Actor) -> Result<Permit<ReadOffice>, Denied> {
    match actor.role() {
        Role::Bur | Role::Dst | Role::Twn | Role::Cmy => Ok(Permit::granted()),
        _ => Err(Denied::Forbidden),
    }
}

/// The same of one estate: its contracts, and when its roll was imported.
pub fn read_estate_office(actor: &Actor, node: &EstateNode) -> Result<Permit<ReadOffice>, Denied> {
    if covers(&actor.seat, node) { read_office(actor) } else { Err(Denied::NotFound) }
}

/// Communities and towns are the journal's witnesses outside the server (`threats.md` J1).
pub fn be_witness(actor: &Actor) -> Result<Permit<WitnessJournal>, Denied> {
    match (actor.role(), &actor.seat.scope) {
        (Role::Cmy, Scope::Community { .. }) | (Role::Twn, Scope::Town { .. }) => {
            Ok(Permit::granted())
        }
        _ => Err(Denied::Forbidden),
    }
}

/// The same for the journal of an estate below them.
pub fn witness_journal(actor: &Actor, node: &EstateNode) -> Result<Permit<WitnessJournal>, Denied> {
    if covers(&actor.seat, node) { be_witness(actor) } else { Err(Denied::NotFound) }
}

/// Whoever reaches an estate may say what its journal showed them (`threats.md` J1).
pub fn raise_alarm(actor: &Actor, node: &EstateNode) -> Result<Permit<RaiseAlarm>, Denied> {
    if covers(&actor.seat, node) { Ok(Permit::granted()) } else { Err(Denied::NotFound) }
}

/// The town hears of it.
pub fn read_alarms(
    actor: &Actor,
) -> Result<(Permit<ReadAlarms>, crate::domain::estate::TownId), Denied> {
    match (actor.role(), &actor.seat.scope) {
        (Role::Twn, Scope::Town { town }) => Ok((Permit::granted(), *town)),
        _ => Err(Denied::Forbidden),
    }
}

/// BUR edits calendar and rules.
pub fn keep_rules(actor: &Actor) -> Result<Permit<KeepRules>, Denied> {
    if actor.role() == Role::Bur { Ok(Permit::granted()) } else { Err(Denied::Forbidden) }
}

/// What is added to the scope tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Branch {
    /// A town.
    Town,
    /// A property company.
    Company,
    /// A community in a town.
    Community(crate::domain::estate::TownId),
    /// An estate, or a contract of one, in a community.
    Estate(crate::domain::estate::CommunityId),
}

/// Each level keeps the one below (`domain.md` 1): DST and BUR towns and companies, TWN its
/// communities, CMY its estates. What lies below another office of the same level is not known here.
pub fn keep_tree(actor: &Actor, branch: Branch) -> Result<Permit<KeepTree>, Denied> {
    let own = match (branch, actor.role(), &actor.seat.scope) {
        (Branch::Town | Branch::Company, Role::Bur | Role::Dst, _) => true,
        (Branch::Community(of), Role::Twn, Scope::Town { town }) => of == *town,
        (Branch::Estate(of), Role::Cmy, Scope::Community { community }) => of == *community,
        _ => return Err(Denied::Forbidden),
    };
    if own { Ok(Permit::granted()) } else { Err(Denied::NotFound) }
}

/// Each level grants the one below (`domain.md` 1): DST and BUR towns, departments; TWN communities
/// and, on filing, committees; CMY the project manager of a contract in force; PMM own staff. A
/// resident's seat is never granted: owners come from the roll, their household from
/// [`bind_household`]. `node` is the estate of the new seat, where it has one.
pub fn grant_seat(
    actor: &Actor,
    role: Role,
    scope: &Scope,
    node: Option<&EstateNode>,
) -> Result<Permit<GrantSeat>, Denied> {
    let own = &actor.seat.scope;
    let allowed = match (actor.role(), role, scope) {
        (Role::Bur | Role::Dst, Role::Twn, Scope::Town { .. })
        | (Role::Bur | Role::Dst, Role::Dep, Scope::Dept { .. })
        | (Role::Adm, Role::Bur | Role::Dst, Scope::District) => true,
        (Role::Twn, Role::Com | Role::Chr, Scope::Estate { .. })
        | (Role::Cmy, Role::Pmm, Scope::Contract { .. }) => {
            node.is_some_and(|node| covers(&actor.seat, node))
        }
        (Role::Pmm, Role::Pms, Scope::Contract { .. }) => own == scope,
        _ => false,
    };
    if allowed { Ok(Permit::granted()) } else { Err(Denied::Forbidden) }
}

/// OWN binds the household of the same unit, by number and until a date (`domain.md` 1): whoever is
/// bound proves the number by signing in with it, which no link does.
pub fn bind_household(actor: &Actor, unit: &Scope) -> Result<Permit<BindHousehold>, Denied> {
    match (actor.role(), unit) {
        (Role::Own, Scope::Unit { .. }) if actor.seat.scope == *unit => Ok(Permit::granted()),
        _ => Err(Denied::Forbidden),
    }
}

/// TWN grants its communities: the community must lie in the town, which only the database knows.
pub fn grant_community_seat(
    actor: &Actor,
    community_town: crate::domain::estate::TownId,
) -> Result<Permit<GrantSeat>, Denied> {
    match (actor.role(), &actor.seat.scope) {
        (Role::Twn, Scope::Town { town }) if *town == community_town => Ok(Permit::granted()),
        (Role::Twn, _) => Err(Denied::NotFound),
        _ => Err(Denied::Forbidden),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::estate::{CommunityId, EstateId, TownId, UnitId};
    use crate::value::{Id, Timestamp};

    fn id<T>(n: u8) -> Id<T> {
        Id::v7(Timestamp::from_ms(1), [n; 10])
    }

    fn node() -> EstateNode {
        EstateNode { estate: id(1), community: id(2), town: id(3) }
    }

    fn actor(role: Role, scope: Scope) -> Actor {
        Actor { account: id(9), seat: Seat { id: id(8), role, scope, until: None } }
    }

    fn everybody() -> Vec<Actor> {
        let EstateNode { estate, community, town } = node();
        let unit = Scope::Unit { estate, unit: id::<crate::domain::estate::Unit>(4) };
        let contract = Scope::Contract { estate, contract: id(5) };
        let dept = crate::domain::estate::DeptCode::parse("FIRE_RESCUE").unwrap();
        Role::ALL
            .iter()
            .map(|role| {
                let scope = match role {
                    Role::Own | Role::Occ => unit.clone(),
                    Role::Pms | Role::Pmm => contract.clone(),
                    Role::Com | Role::Chr => Scope::Estate { estate },
                    Role::Cmy => Scope::Community { community },
                    Role::Twn => Scope::Town { town },
                    Role::Bur | Role::Dst | Role::Adm => Scope::District,
                    Role::Dep => Scope::Dept { dept: dept.clone() },
                };
                actor(*role, scope)
            })
            .collect()
    }

    fn allowed(may: impl Fn(&Actor) -> bool) -> Vec<&'static str> {
        everybody().iter().filter(|actor| may(actor)).map(|actor| actor.role().as_str()).collect()
    }

    #[test]
    fn each_level_keeps_the_one_below_and_nobody_else_does() {
        let EstateNode { community, town, .. } = node();
        for (branch, who) in [
            (Branch::Town, vec!["BUR", "DST"]),
            (Branch::Company, vec!["BUR", "DST"]),
            (Branch::Community(town), vec!["TWN"]),
            (Branch::Estate(community), vec!["CMY"]),
        ] {
            assert_eq!(allowed(|actor| keep_tree(actor, branch).is_ok()), who, "{branch:?}");
        }
        assert_eq!(allowed(|actor| keep_roll(actor, &node()).is_ok()), ["CMY"]);
        assert_eq!(allowed(|actor| keep_rules(actor).is_ok()), ["BUR"]);
        assert_eq!(allowed(|actor| read_office(actor).is_ok()), ["CMY", "TWN", "BUR", "DST"]);
        assert_eq!(allowed(|actor| read_unit(actor).is_ok()), ["OWN", "OCC"]);
        assert_eq!(allowed(|actor| read_alarms(actor).is_ok()), ["TWN"]);
        let without = |roles: &[&str]| {
            Role::ALL
                .iter()
                .map(|role| role.as_str())
                .filter(|role| !roles.contains(role))
                .collect::<Vec<_>>()
        };
        assert_eq!(allowed(|actor| raise_alarm(actor, &node()).is_ok()), without(&["ADM", "DEP"]));
        assert_eq!(allowed(|actor| be_witness(actor).is_ok()), ["CMY", "TWN"]);
        assert_eq!(allowed(|actor| witness_journal(actor, &node()).is_ok()), ["CMY", "TWN"]);
    }

    #[test]
    fn what_lies_below_another_office_is_not_known() {
        let other = EstateNode {
            estate: id::<crate::domain::estate::Estate>(6),
            community: id(6),
            town: id(6),
        };
        let (estate, town): (EstateId, TownId) = (node().estate, node().town);
        let community: CommunityId = node().community;
        let town = actor(Role::Twn, Scope::Town { town });
        let office = actor(Role::Cmy, Scope::Community { community });
        let not_known = |result: Result<(), Denied>| assert_eq!(result, Err(Denied::NotFound));
        not_known(keep_tree(&town, Branch::Community(other.town)).map(drop));
        not_known(keep_tree(&office, Branch::Estate(other.community)).map(drop));
        not_known(keep_roll(&office, &other).map(drop));
        not_known(read_estate_office(&office, &other).map(drop));
        let owner =
            actor(Role::Own, Scope::Unit { estate, unit: id::<crate::domain::estate::Unit>(4) });
        let neighbour: UnitId = id(7);
        let next_door = Scope::Unit { estate, unit: neighbour };
        assert_eq!(bind_household(&owner, &next_door).map(drop), Err(Denied::Forbidden));
        assert!(bind_household(&owner, &owner.seat.scope).is_ok());
    }

    #[test]
    fn an_owner_binds_the_household_and_nobody_grants_a_residents_seat() {
        let estate = node().estate;
        let unit = Scope::Unit { estate, unit: id::<crate::domain::estate::Unit>(4) };
        assert_eq!(allowed(|actor| bind_household(actor, &unit).is_ok()), ["OWN"]);
        for role in Role::ALL.iter().filter(|role| role.is_resident()) {
            for scope in [&unit, &Scope::Estate { estate }, &Scope::District] {
                let grants = |actor: &Actor| grant_seat(actor, *role, scope, Some(&node())).is_ok();
                assert_eq!(allowed(grants), Vec::<&str>::new(), "{role} {scope:?}");
            }
        }
    }
}
