//! Who is there when the history begins: places, rolls, companies, and everybody's seats.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr};

use secrecy::SecretString;
use shared::domain::account::{AccountId, Actor, Role, Scope};
use shared::domain::estate::roll::{Entry, UnitKind};
use shared::domain::estate::{CommunityId, ContractId, DeptCode, EstateId, TownId};
use shared::domain::report::Department;
use shared::policy;
use shared::value::{DAY, Phone, Timestamp};

use super::estate::{Home, is_kept, roll};
use super::people::{
    CHAIR, FAR_COMMUNITY, FAR_TOWN, FAR_WORKERS, LANDLADY, MEMBERS, OFFICERS, OWNER, SignIn,
    TENANT, WORKERS, phone, sign_ins,
};
use crate::access::Keys;
use crate::db::account::{self, CodeAsk, CodeEntry, DirectGrant, Entered, Offer};
use crate::db::estate::import_by_operator;
use crate::db::{Conn, district, ground, seat};
use crate::failure::Failure;
use crate::port::random;

/// The seed of the rolls.
const SEED: u64 = 20_261_123;

/// Where an estate lies.
#[derive(Clone, Copy, Debug)]
struct Lot {
    estate: EstateId,
    community: CommunityId,
    town: TownId,
    contract: Option<ContractId>,
}

/// Everybody who acts in the history, in the seat they act in.
#[derive(Debug, Default)]
pub(super) struct Cast {
    estates: BTreeMap<Home, EstateId>,
    voices: BTreeMap<Home, Vec<Actor>>,
    companies: BTreeMap<Home, Vec<Actor>>,
    communities: BTreeMap<Home, Actor>,
    towns: BTreeMap<Home, Actor>,
    officers: BTreeMap<DeptCode, Actor>,
    district: Option<Actor>,
    /// Those whom the demo offers to sign in as.
    pub(super) shown: Vec<Actor>,
}

impl Cast {
    /// The id of an estate.
    pub(super) fn estate(&self, home: Home) -> Result<EstateId, Failure> {
        self.estates.get(&home).copied().ok_or_else(|| Failure::bug("an estate without a place"))
    }

    /// A resident of an estate.
    pub(super) fn voice(&self, home: Home, n: usize) -> Option<&Actor> {
        let voices = self.voices.get(&home)?;
        voices.get(n % voices.len().max(1))
    }

    /// One of the company's people at an estate.
    pub(super) fn company(&self, home: Home, n: usize) -> Option<&Actor> {
        let people = self.companies.get(&home)?;
        people.get(n % people.len().max(1))
    }

    /// The community's officer of an estate.
    pub(super) fn community(&self, home: Home) -> Option<&Actor> {
        self.communities.get(&home)
    }

    /// The town's officer of an estate.
    pub(super) fn town(&self, home: Home) -> Option<&Actor> {
        self.towns.get(&home)
    }

    /// A department's officer.
    pub(super) fn officer(&self, dept: &DeptCode) -> Option<&Actor> {
        self.officers.get(dept)
    }

    /// The district office's.
    pub(super) const fn district(&self) -> Option<&Actor> {
        self.district.as_ref()
    }
}

/// Makes places and people as of an instant.
pub(super) struct Setting<'a> {
    pub(super) keys: &'a Keys,
    pub(super) departments: &'a [Department],
    /// The hash of the staff's password.
    pub(super) password: &'a SecretString,
    /// When the history begins.
    pub(super) start: Timestamp,
}

impl Setting<'_> {
    /// Everything that is there before the first report.
    pub(super) fn begin(&self, conn: &mut Conn) -> Result<Cast, Failure> {
        let lots = self.places(conn)?;
        let mut cast = Cast::default();
        for (home, lot) in &lots {
            cast.estates.insert(*home, lot.estate);
        }
        let rolls = self.rolls(conn, &lots)?;
        self.offices(conn, &lots, &mut cast)?;
        for (home, entries) in &rolls {
            self.residents(conn, *home, entries, &mut cast)?;
        }
        Ok(cast)
    }

    fn places(&self, conn: &mut Conn) -> Result<BTreeMap<Home, Lot>, Failure> {
        let now = self.start;
        district::make(conn, "柯桥区", true, now)?;
        let town = ground::town(conn, "柯桥街道", now)?;
        let community = ground::community(conn, town, "清溪社区", now)?;
        let far_town = ground::town(conn, "安昌街道", now)?;
        let far_community = ground::community(conn, far_town, "河埠社区", now)?;
        let mut lots = BTreeMap::new();
        for home in Home::ALL {
            let (town, community) = match home {
                Home::Jianshui | Home::Laochang => (town, community),
                Home::Hebu => (far_town, far_community),
            };
            let estate = ground::estate(conn, community, home.name(), now)?;
            ground::places(conn, estate, home.places(), now)?;
            ground::phones(conn, estate, &home.phones(), now)?;
            // Invented: the letters of the organisation's part say so, the check digits hold.
            let company = match home {
                Home::Jianshui => Some(("安邻物业", "91330603MADEM0011W")),
                Home::Laochang => None,
                Home::Hebu => Some(("枕河物业", "91330603MADEM002XL")),
            };
            let term = (now.plus(-400 * DAY), now.plus(700 * DAY));
            let contract = match company {
                Some((name, code)) => {
                    let company = ground::company(conn, name, code, now)?;
                    Some(ground::contract(conn, estate, company, term, now)?)
                }
                None => None,
            };
            lots.insert(home, Lot { estate, community, town, contract });
        }
        Ok(lots)
    }

    fn rolls(
        &self,
        conn: &mut Conn,
        lots: &BTreeMap<Home, Lot>,
    ) -> Result<BTreeMap<Home, Vec<Entry>>, Failure> {
        let mut rolls = BTreeMap::new();
        for (home, lot) in lots {
            let first = match home {
                Home::Jianshui => 0,
                Home::Laochang => 3_000,
                Home::Hebu => 5_000,
            };
            let entries = roll(*home, first, SEED.wrapping_add(u64::from(first)))?;
            import_by_operator(conn, lot.estate, &entries, self.start)?;
            rolls.insert(*home, entries);
        }
        Ok(rolls)
    }

    /// Seats of companies, communities, towns, departments and the district.
    fn offices(
        &self,
        conn: &mut Conn,
        lots: &BTreeMap<Home, Lot>,
        cast: &mut Cast,
    ) -> Result<(), Failure> {
        for (home, lot) in lots {
            let near =
                lot.contract.map(|contract| Scope::Contract { estate: lot.estate, contract });
            if let Some(scope) = near {
                let mut people = Vec::new();
                if *home == Home::Jianshui {
                    people.push(self.shown(conn, Role::Pms, scope.clone(), cast)?);
                }
                let workers = if *home == Home::Jianshui { &WORKERS[..] } else { &FAR_WORKERS[..] };
                for worker in workers {
                    people.push(self.unseen(conn, Role::Pms, *worker, scope.clone())?);
                }
                if *home == Home::Jianshui {
                    people.push(self.shown(conn, Role::Pmm, scope, cast)?);
                }
                cast.companies.insert(*home, people);
            }
            let community = Scope::Community { community: lot.community };
            let town = Scope::Town { town: lot.town };
            let (community, town) = match (
                home,
                cast.communities.get(&Home::Jianshui),
                cast.towns.get(&Home::Jianshui),
            ) {
                (Home::Hebu, ..) => (
                    self.unseen(conn, Role::Cmy, FAR_COMMUNITY, community)?,
                    self.unseen(conn, Role::Twn, FAR_TOWN, town)?,
                ),
                (_, Some(community), Some(town)) => (community.clone(), town.clone()),
                _ => (
                    self.shown(conn, Role::Cmy, community, cast)?,
                    self.shown(conn, Role::Twn, town, cast)?,
                ),
            };
            cast.communities.insert(*home, community);
            cast.towns.insert(*home, town);
        }
        self.district(conn, cast)?;
        let estate = cast.estate(Home::Jianshui)?;
        self.shown(conn, Role::Chr, Scope::Estate { estate }, cast)?;
        for member in MEMBERS {
            self.unseen(conn, Role::Com, member, Scope::Estate { estate })?;
        }
        Ok(())
    }

    fn district(&self, conn: &mut Conn, cast: &mut Cast) -> Result<(), Failure> {
        cast.district = Some(self.shown(conn, Role::Dst, Scope::District, cast)?);
        self.shown(conn, Role::Bur, Scope::District, cast)?;
        self.shown(conn, Role::Adm, Scope::District, cast)?;
        for who in sign_ins() {
            let Some(code) = who.dept else { continue };
            let dept = DeptCode::parse(code).map_err(Failure::bug)?;
            let officer = self.grant(conn, who, Scope::Dept { dept: dept.clone() })?;
            cast.shown.push(officer.clone());
            cast.officers.insert(dept, officer);
        }
        for (code, name, number) in OFFICERS {
            let dept = DeptCode::parse(code).map_err(Failure::bug)?;
            let scope = Scope::Dept { dept: dept.clone() };
            let officer = self.unseen(conn, Role::Dep, (name, number), scope)?;
            cast.officers.insert(dept, officer);
        }
        Ok(())
    }

    /// The seat of the person whom the demo offers for a role.
    fn shown(
        &self,
        conn: &mut Conn,
        role: Role,
        scope: Scope,
        cast: &mut Cast,
    ) -> Result<Actor, Failure> {
        let who = sign_ins().iter().find(|who| who.role == role);
        let who = who.ok_or_else(|| Failure::bug(format!("nobody to show {role}")))?;
        let actor = self.grant(conn, who, scope)?;
        cast.shown.push(actor.clone());
        Ok(actor)
    }

    fn grant(&self, conn: &mut Conn, who: &SignIn, scope: Scope) -> Result<Actor, Failure> {
        let password = who.password.map(|_| self.password.clone());
        self.give(conn, who.role, (who.name, who.phone), (scope, password))
    }

    /// A seat of somebody who acts in the history but cannot sign in as staff.
    fn unseen(
        &self,
        conn: &mut Conn,
        role: Role,
        who: (&str, &str),
        scope: Scope,
    ) -> Result<Actor, Failure> {
        self.give(conn, role, who, (scope, None))
    }

    fn give(
        &self,
        conn: &mut Conn,
        role: Role,
        (name, number): (&str, &str),
        (scope, password): (Scope, Option<SecretString>),
    ) -> Result<Actor, Failure> {
        let (phone, name) = (phone(number)?, name.to_owned());
        let grant = DirectGrant { phone, name, password, role, scope, until: None };
        let given = account::grant_directly(conn, self.keys, &grant, self.start)?;
        let seats = seat::seats(conn, given.account, self.start)?;
        let seat = seats.into_iter().find(|seat| seat.id == given.seat);
        let seat = seat.ok_or_else(|| Failure::bug("a seat that was given is not in force"))?;
        Ok(Actor { account: given.account, seat })
    }

    /// The residents who have the app: each has signed in by code, which binds the seats of the
    /// roll.
    fn residents(
        &self,
        conn: &mut Conn,
        home: Home,
        entries: &[Entry],
        cast: &mut Cast,
    ) -> Result<(), Failure> {
        let estate = cast.estate(home)?;
        let mut voices = Vec::new();
        if home == Home::Jianshui {
            let owner = self.sign_in(conn, OWNER, 1, estate)?;
            let landlady = self.sign_in(conn, LANDLADY.1, 2, estate)?;
            let tenant = self.tenant(conn, &landlady, estate)?;
            let chair = self.sign_in(conn, CHAIR, 4, estate)?;
            let member = self.sign_in(conn, MEMBERS[0].1, 5, estate)?;
            cast.shown.extend([owner.clone(), tenant.clone()]);
            voices.extend([owner, tenant, chair, landlady, member]);
        }
        let flats = entries.iter().filter(|entry| entry.kind == UnitKind::Flat);
        let owners = flats.filter_map(|entry| entry.owners.first());
        let owners = owners.filter(|owner| owner.phone.is_some() && !is_kept(owner));
        let mut owners: Vec<&str> =
            owners.filter_map(|owner| owner.phone.as_ref()).map(Phone::as_str).collect();
        owners.sort_unstable();
        owners.dedup();
        // Spread over the houses.
        let wanted = home.voices().saturating_sub(voices.len());
        let step = (owners.len() / wanted.max(1)).max(1);
        for number in owners.into_iter().step_by(step).take(wanted) {
            let place = voices.len() + 10;
            voices.push(self.sign_in(conn, number, place, estate)?);
        }
        cast.voices.insert(home, voices);
        Ok(())
    }

    /// The owner of a flat binds a tenant until the lease ends.
    fn tenant(
        &self,
        conn: &mut Conn,
        landlady: &Actor,
        estate: EstateId,
    ) -> Result<Actor, Failure> {
        let scope = landlady.seat.scope.clone();
        let permit = policy::bind_household(landlady, &scope)?;
        let who = sign_ins().iter().find(|who| who.role == Role::Occ);
        let offer = Offer {
            id: random::id(self.start)?,
            role: Role::Occ,
            scope,
            name: who.map_or_else(String::new, |who| who.name.to_owned()),
            phone: phone(TENANT)?,
            until: Some(self.start.plus(400 * DAY)),
        };
        let known = (self.keys, self.departments);
        account::bind(conn, permit, known, landlady, &offer, ("127.0.0.1", self.start))?;
        self.sign_in(conn, TENANT, 3, estate)
    }

    /// Signs a resident in as the phone would. `place` gives each a network address of its own.
    fn sign_in(
        &self,
        conn: &mut Conn,
        number: &str,
        place: usize,
        estate: EstateId,
    ) -> Result<Actor, Failure> {
        let now = self.start;
        let last = u8::try_from(place % 200).unwrap_or(0);
        let ask = CodeAsk {
            phone: phone(number)?,
            about: String::new(),
            // TEST-NET-1 of RFC 5737.
            peer: IpAddr::V4(Ipv4Addr::new(192, 0, 2, last)),
            now,
            budget: 1_000,
            screen: true,
        };
        let sent = account::request_code(conn, self.keys, &ask)?;
        let code = sent.demo_code.ok_or_else(|| Failure::bug("the demo shows no code"))?;
        let challenge = sent.challenge;
        let device = account::Device { name: "手机".to_owned(), known_by: None };
        let entry = CodeEntry { challenge, code, device, held_by: None, now };
        match account::sign_in(conn, self.keys, &entry)? {
            Entered::Open(opened) => own_seat(conn, opened.account, estate, now),
            _ => Err(Failure::bug("a resident of the roll could not sign in")),
        }
    }
}

/// The resident's seat at an estate.
fn own_seat(
    conn: &mut Conn,
    account: AccountId,
    estate: EstateId,
    now: Timestamp,
) -> Result<Actor, Failure> {
    let seats = seat::seats(conn, account, now)?;
    let seat = seats
        .into_iter()
        .find(|seat| seat.role.is_resident() && seat.scope.estate() == Some(estate));
    let seat = seat.ok_or_else(|| Failure::bug("a resident without a seat"))?;
    Ok(Actor { account, seat })
}
