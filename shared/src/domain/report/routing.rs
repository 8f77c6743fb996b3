//! The routing table: which category goes where (`data/routing.tsv`, versioned).

use std::collections::BTreeMap;
use std::fmt;

use super::{CategoryCode, Party, Severity};
use crate::domain::account::Role;
use crate::domain::estate::DeptCode;
use crate::value::word_enum;

word_enum! {
    /// A group of people that a category accuses: they lose all access (trap 9).
    Excluded {
        /// The property company.
        Pm = "PM",
        /// The owners' committee.
        Committee = "COMMITTEE",
        /// The community office.
        Community = "COMMUNITY",
        /// The town.
        Town = "TOWN",
        /// Holders of a developer's grant.
        Developer = "DEVELOPER",
    }
}

impl Excluded {
    /// Whether a role belongs to the group.
    pub const fn covers(self, role: Role) -> bool {
        matches!(
            (self, role),
            (Self::Pm, Role::Pms | Role::Pmm)
                | (Self::Committee, Role::Com | Role::Chr)
                | (Self::Community, Role::Cmy)
                | (Self::Town, Role::Twn)
        )
    }
}

/// One category: where its reports go and why.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Category {
    /// Its code.
    pub code: CategoryCode,
    /// Its official name.
    pub name_zh: String,
    /// In English.
    pub name_en: String,
    /// The group it is listed under.
    pub group: String,
    /// Whether the company talks to whoever does it first.
    pub dissuade_first: bool,
    /// Who leads.
    pub lead: DeptCode,
    /// Who helps.
    pub co: Vec<DeptCode>,
    /// The law behind it, as quoted in the table.
    pub legal: Option<String>,
    /// How urgent.
    pub severity: Severity,
    /// Whether the reporter is hidden from all but the handling officer.
    pub confidential: bool,
    /// Whom it accuses.
    pub excluded: Vec<Excluded>,
    /// Where the route comes from: `SEED`, or the mark of one the annex does not state.
    pub basis: String,
}

impl Category {
    /// Whether a role is accused.
    pub fn excludes(&self, role: Role) -> bool {
        self.excluded.iter().any(|group| group.covers(role))
    }

    /// Whether a group is accused.
    pub fn excludes_group(&self, group: Excluded) -> bool {
        self.excluded.contains(&group)
    }

    /// Whether the company has a task in it: it dissuades, or comes on site for life safety.
    pub fn involves_company(&self) -> bool {
        let task = self.dissuade_first || self.severity == Severity::P1;
        task && !self.excludes_group(Excluded::Pm)
    }

    /// The lead as a party of the estate.
    pub fn lead_party(&self) -> Party {
        Party::of_code(&self.lead)
    }
}

/// The table of one version.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Routing {
    categories: Vec<Category>,
    by_code: BTreeMap<CategoryCode, usize>,
}

/// A row that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoutingError {
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong.
    pub why: String,
}

impl fmt::Display for RoutingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "routing line {}: {}", self.line, self.why)
    }
}

impl std::error::Error for RoutingError {}

impl Routing {
    /// Reads the table. Every lead and co-department must be in `depts`.
    pub fn parse(tsv: &str, depts: &[Department]) -> Result<Self, RoutingError> {
        let mut routing = Self::default();
        let rows = tsv.lines().enumerate().skip(1).filter(|(_, line)| !line.trim().is_empty());
        for (index, line) in rows {
            let fail = |why: String| RoutingError { line: index + 1, why };
            let category = read_category(line).map_err(fail)?;
            let named = std::iter::once(&category.lead).chain(&category.co);
            if let Some(unknown) =
                named.into_iter().find(|code| !depts.iter().any(|d| d.code == **code))
            {
                return Err(fail(format!("unknown department {unknown}")));
            }
            let place = routing.categories.len();
            if routing.by_code.insert(category.code.clone(), place).is_some() {
                return Err(fail(format!("{} twice", category.code)));
            }
            routing.categories.push(category);
        }
        Ok(routing)
    }

    /// A category by its code.
    pub fn get(&self, code: &CategoryCode) -> Option<&Category> {
        self.by_code.get(code).and_then(|place| self.categories.get(*place))
    }

    /// All categories, in the table's order.
    pub fn categories(&self) -> &[Category] {
        &self.categories
    }
}

/// What `legal_ref` calls the policy that founded the pilot.
const POLICY: &str = "seed";

/// A law as the table quotes it, for people: the laws apart as Chinese sets them, the founding
/// policy by its name and number (绍柯政办发〔2024〕7号).
pub fn legal_text(legal: &str) -> String {
    let named = |law: &str| match law.trim().strip_prefix(POLICY) {
        Some(place) => {
            format!("《关于推进物业服务业高质量发展的实施意见》（绍柯政办发〔2024〕7号）{place}")
        }
        None => law.trim().to_owned(),
    };
    legal.split(';').map(named).collect::<Vec<_>>().join("；")
}

fn read_category(line: &str) -> Result<Category, String> {
    let mut fields = line.split('\t');
    let mut field = |name: &str| fields.next().map(str::trim).ok_or_else(|| format!("no {name}"));
    let code = CategoryCode::parse(field("category_code")?).map_err(|e| e.to_string())?;
    let name_zh = field("name_zh")?.to_owned();
    let name_en = field("name_en")?.to_owned();
    let group = field("group")?.to_owned();
    let dissuade_first = yes_or_no(field("dissuade_first")?)?;
    let lead = DeptCode::parse(field("lead_dept")?).map_err(|e| e.to_string())?;
    let co = list(field("co_depts")?, |code| DeptCode::parse(code).map_err(|e| e.to_string()))?;
    field("duty_refs")?;
    let legal = Some(field("legal_ref")?).filter(|text| *text != "-").map(str::to_owned);
    let severity = Severity::parse(field("severity")?)?;
    let confidential = yes_or_no(field("confidential")?)?;
    let excluded = list(field("exclude_roles")?, Excluded::parse)?;
    let basis = field("basis")?.to_owned();
    Ok(Category {
        code,
        name_zh,
        name_en,
        group,
        dissuade_first,
        lead,
        co,
        legal,
        severity,
        confidential,
        excluded,
        basis,
    })
}

fn yes_or_no(text: &str) -> Result<bool, String> {
    match text {
        "Y" => Ok(true),
        "N" => Ok(false),
        other => Err(format!("neither Y nor N: {other}")),
    }
}

fn list<T>(text: &str, read: impl Fn(&str) -> Result<T, String>) -> Result<Vec<T>, String> {
    if text == "-" { Ok(Vec::new()) } else { text.split(';').map(read).collect() }
}

/// One organisation of `data/departments.tsv`.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Department {
    /// Its code.
    pub code: DeptCode,
    /// Its name.
    pub name_zh: String,
    /// In English.
    pub name_en: String,
}

impl Department {
    /// Whether it is an office of the district with officers of its own: `TOWN` and `COMMUNITY` name
    /// the estate's own.
    pub fn is_of_district(&self) -> bool {
        matches!(Party::of_code(&self.code), Party::Dept { .. })
    }

    /// Reads `data/departments.tsv`.
    pub fn read_tsv(tsv: &str) -> Result<Vec<Self>, RoutingError> {
        let rows = tsv.lines().enumerate().skip(1).filter(|(_, line)| !line.trim().is_empty());
        rows.map(|(index, line)| {
            let fail = |why: String| RoutingError { line: index + 1, why };
            let mut fields = line.split('\t').skip(1).map(str::trim);
            let mut field = |name: &str| fields.next().ok_or_else(|| fail(format!("no {name}")));
            Ok(Self {
                code: DeptCode::parse(field("dept_code")?).map_err(|e| fail(e.to_string()))?,
                name_zh: field("name_zh")?.to_owned(),
                name_en: field("name_en")?.to_owned(),
            })
        })
        .collect()
    }
}

#[cfg(test)]
pub(crate) fn shipped() -> Routing {
    let depts = Department::read_tsv(include_str!("../../../../data/departments.tsv")).unwrap();
    Routing::parse(include_str!("../../../../data/routing.tsv"), &depts).unwrap()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_table_is_read_whole() {
        let routing = shipped();
        assert_eq!(routing.categories().len(), 73);
        let lane = routing.get(&CategoryCode::parse("FIRE_LANE_BLOCKED").unwrap()).unwrap();
        assert_eq!((lane.severity, lane.lead.as_str()), (Severity::P1, "FIRE_RESCUE"));
        assert!(lane.dissuade_first && lane.involves_company() && !lane.excludes(Role::Pms));
        let service = routing.get(&CategoryCode::parse("PM_SERVICE").unwrap()).unwrap();
        assert!(service.excludes(Role::Pmm) && !service.involves_company());
    }

    #[test]
    fn an_unknown_department_names_its_line() {
        let depts = Department::read_tsv("h\n1\tTOWN\t镇\tTown").unwrap();
        let tsv = "h\nX_Y\t名\tname\tG\tY\tNOWHERE\t-\t-\t-\tP1\tN\t-\tSEED\t-";
        assert_eq!(Routing::parse(tsv, &depts).unwrap_err().line, 2);
    }

    #[test]
    fn laws_are_quoted_apart_and_the_founding_policy_by_its_name() {
        assert_eq!(
            legal_text("seed三(二)5;浙江省违法建筑处置规定8"),
            "《关于推进物业服务业高质量发展的实施意见》（绍柯政办发〔2024〕7号）三(二)5；浙江省违法建筑处置规定8"
        );
        assert_eq!(legal_text("民法典279"), "民法典279");
        let table = include_str!("../../../../data/routing.tsv");
        for row in table.lines().skip(1) {
            let legal = row.split('\t').nth(8).unwrap();
            assert!(!legal_text(legal).is_ascii() || legal == "-", "{legal}");
            assert!(!legal_text(legal).contains(POLICY), "{legal}");
        }
    }
}
