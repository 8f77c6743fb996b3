//! People and the seats they act in.

use serde::{Deserialize, Serialize};

use crate::domain::estate::{CommunityId, ContractId, DeptCode, EstateId, TownId, UnitId};
use crate::value::{Id, Timestamp, word_enum};

mod proof;

pub use proof::{SILENCE, WAIT, waits_until};

/// A person's account. One account may hold many seats.
#[derive(Debug)]
pub enum Account {}
/// A grant of a role in a scope for a time.
#[derive(Debug)]
pub enum SeatOf {}
/// A signed-in device.
#[derive(Debug)]
pub enum SessionOf {}

/// Names an account.
pub type AccountId = Id<Account>;
/// Names a seat.
pub type SeatId = Id<SeatOf>;
/// Names a session.
pub type SessionId = Id<SessionOf>;

word_enum! {
    /// The actors of `domain.md` 1 that exist in the app.
    Role {
        /// 业主: registered owner of a unit.
        Own = "OWN",
        /// 家庭成员/物业使用人: household member or tenant, bound by an owner until a date.
        Occ = "OCC",
        /// 物业服务人: staff of the property company under a contract in force.
        Pms = "PMS",
        /// 项目经理: the company's manager of this project.
        Pmm = "PMM",
        /// 业委会委员: member of the owners' committee.
        Com = "COM",
        /// 业委会主任: its chair.
        Chr = "CHR",
        /// 社区(村居): community office.
        Cmy = "CMY",
        /// 镇街: town.
        Twn = "TWN",
        /// 区建设局: the property authority.
        Bur = "BUR",
        /// 区物业管理工作领导小组办公室: district office, the last level.
        Dst = "DST",
        /// 部门: officer of a district department.
        Dep = "DEP",
        /// 技术管理: no business data.
        Adm = "ADM",
    }
}

impl Role {
    /// Whether the seat comes from the roll or a household, not from an office.
    pub const fn is_resident(self) -> bool {
        matches!(self, Self::Own | Self::Occ)
    }

    /// Whether the seat belongs to the property company.
    pub const fn is_company(self) -> bool {
        matches!(self, Self::Pms | Self::Pmm)
    }

    /// Whether the seat is one of the owners' committee.
    pub const fn is_committee(self) -> bool {
        matches!(self, Self::Com | Self::Chr)
    }

    /// Staff seats need the second factor (`domain.md` 1).
    pub const fn needs_second_factor(self) -> bool {
        !self.is_resident()
    }
}

/// Where a seat has power. The tree: district → town → community → estate → unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "ScopeWire", into = "ScopeWire")]
pub enum Scope {
    /// The whole district.
    District,
    /// One town.
    Town {
        /// Which.
        town: TownId,
    },
    /// One community.
    Community {
        /// Which.
        community: CommunityId,
    },
    /// One estate: committee members.
    Estate {
        /// Which.
        estate: EstateId,
    },
    /// One unit of an estate: owners and occupants.
    Unit {
        /// The unit's estate.
        estate: EstateId,
        /// Which.
        unit: UnitId,
    },
    /// A service contract in force: property staff.
    Contract {
        /// The estate it serves.
        estate: EstateId,
        /// Which.
        contract: ContractId,
    },
    /// What is dispatched to a department.
    Dept {
        /// Which.
        dept: DeptCode,
    },
}

/// A scope on the wire: its kind, its id, and the estate of units and contracts.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "Scope"))]
struct ScopeWire {
    kind: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    estate: Option<String>,
}

impl From<Scope> for ScopeWire {
    fn from(scope: Scope) -> Self {
        let (kind, id) = scope.columns();
        let estate = scope.estate().filter(|_| kind != "ESTATE").map(|id| id.to_string());
        Self { kind: kind.to_owned(), id: Some(id).filter(|id| !id.is_empty()), estate }
    }
}

impl TryFrom<ScopeWire> for Scope {
    type Error = String;
    fn try_from(wire: ScopeWire) -> Result<Self, String> {
        Self::read(&wire.kind, wire.id.as_deref().unwrap_or_default(), wire.estate.as_deref())
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Scope {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        ScopeWire::schema_name()
    }
    fn json_schema(to: &mut schemars::SchemaGenerator) -> schemars::Schema {
        ScopeWire::json_schema(to)
    }
}

impl Scope {
    /// As two words: kind and id (empty for the district). The estate of units and contracts stands
    /// apart.
    pub fn columns(&self) -> (&'static str, String) {
        match self {
            Self::District => ("DISTRICT", String::new()),
            Self::Town { town } => ("TOWN", town.to_string()),
            Self::Community { community } => ("COMMUNITY", community.to_string()),
            Self::Estate { estate } => ("ESTATE", estate.to_string()),
            Self::Unit { unit, .. } => ("UNIT", unit.to_string()),
            Self::Contract { contract, .. } => ("CONTRACT", contract.to_string()),
            Self::Dept { dept } => ("DEPT", dept.to_string()),
        }
    }

    /// Reads what [`Scope::columns`] wrote.
    pub fn read(kind: &str, id: &str, estate: Option<&str>) -> Result<Self, String> {
        fn parse<T>(text: &str) -> Result<Id<T>, String> {
            Id::parse(text).map_err(|_| "a scope without its id".to_owned())
        }
        let of_estate = || parse(estate.unwrap_or_default());
        Ok(match kind {
            "DISTRICT" => Self::District,
            "TOWN" => Self::Town { town: parse(id)? },
            "COMMUNITY" => Self::Community { community: parse(id)? },
            "ESTATE" => Self::Estate { estate: parse(id)? },
            "UNIT" => Self::Unit { estate: of_estate()?, unit: parse(id)? },
            "CONTRACT" => Self::Contract { estate: of_estate()?, contract: parse(id)? },
            "DEPT" => Self::Dept {
                dept: DeptCode::parse(id)
                    .map_err(|_| "a scope without its department".to_owned())?,
            },
            _ => return Err("an unknown kind of scope".to_owned()),
        })
    }

    /// The estate the seat lives in, if it lives in one.
    pub const fn estate(&self) -> Option<EstateId> {
        match self {
            Self::Estate { estate } | Self::Unit { estate, .. } | Self::Contract { estate, .. } => {
                Some(*estate)
            }
            Self::District | Self::Town { .. } | Self::Community { .. } | Self::Dept { .. } => None,
        }
    }
}

/// A seat in force: what a request acts as.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Seat {
    /// Its id; sent with each request.
    pub id: SeatId,
    /// What it may do.
    pub role: Role,
    /// Where.
    pub scope: Scope,
    /// When it ends, if a date is set.
    pub until: Option<Timestamp>,
}

/// Who acts: an account in one of its seats. Made by the server for each request, read from the
/// grants of that moment (`threats.md` S8).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// The person.
    pub account: AccountId,
    /// The seat acted in.
    pub seat: Seat,
}

impl Actor {
    /// The role of the seat.
    pub const fn role(&self) -> Role {
        self.seat.role
    }
}

/// A name as others may see it: `张*`, `欧阳*` (`domain.md` 8).
pub fn masked_name(name: &str) -> String {
    // The compound surnames of more than a handful of living bearers.
    const COMPOUND: [&str; 12] = [
        "欧阳", "司马", "上官", "诸葛", "司徒", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐",
        "夏侯",
    ];
    let name = name.trim();
    let compound = COMPOUND.iter().find(|surname| name.starts_with(**surname));
    let surname = compound.map_or_else(|| name.chars().take(1).collect(), |s| (*s).to_owned());
    format!("{surname}*")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_shows_the_surname_only() {
        for (name, masked) in [("张晓燕", "张*"), ("欧阳明", "欧阳*"), ("𠮷田", "𠮷*")]
        {
            assert_eq!(masked_name(name), masked);
        }
    }
}
