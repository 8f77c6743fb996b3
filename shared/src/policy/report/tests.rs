use super::*;
use crate::domain::account::Seat;
use crate::domain::report::{CategoryCode, Department, Routing};
use crate::value::Id;

fn id<T>(n: u8) -> Id<T> {
    Id::v7(Timestamp::from_ms(0), [n; 10])
}

fn node() -> EstateNode {
    EstateNode { estate: id(1), community: id(2), town: id(3) }
}

fn routing() -> Routing {
    let depts = Department::read_tsv(include_str!("../../../../data/departments.tsv")).unwrap();
    Routing::parse(include_str!("../../../../data/routing.tsv"), &depts).unwrap()
}

fn actor(role: Role, dept: &str) -> Actor {
    let scope = match role {
        Role::Own | Role::Occ => Scope::Unit { estate: id(1), unit: id(4) },
        Role::Pms | Role::Pmm => Scope::Contract { estate: id(1), contract: id(5) },
        Role::Com | Role::Chr => Scope::Estate { estate: id(1) },
        Role::Cmy => Scope::Community { community: id(2) },
        Role::Twn => Scope::Town { town: id(3) },
        Role::Bur | Role::Dst | Role::Adm => Scope::District,
        Role::Dep => Scope::Dept { dept: DeptCode::parse(dept).unwrap() },
    };
    Actor { account: id(9), seat: Seat { id: id(8), role, scope, until: None } }
}

/// Roles against events for one category, as a lawyer may read it: `+` may, `-` may not, `.`
/// does not know that it exists.
fn matrix(code: &str) -> String {
    let routing = routing();
    let category = routing.get(&CategoryCode::parse(code).unwrap()).unwrap();
    let mut course = Course::begin(category, true);
    course.status = Status::CommunityHandling;
    let lead = category.lead.clone();
    let now = Timestamp::from_ms(0);
    let node = node();
    let (own, other) = ((id(9), Role::Own), (id(7), Role::Own));
    let mut columns: Vec<(String, Actor, (AccountId, Role), bool)> = Role::ALL
        .iter()
        .map(|role| (role.to_string(), actor(*role, lead.as_str()), other, false))
        .collect();
    columns.push(("other DEP".into(), actor(Role::Dep, "CULTURE_TOURISM"), other, false));
    columns.push(("reporter".into(), actor(Role::Own, ""), own, false));
    columns.push(("follower".into(), actor(Role::Own, ""), other, true));
    let (mine, colleagues) = ((id(9), Role::Pms), (id(7), Role::Pms));
    columns.push(("filed by the company: PMS".into(), actor(Role::Pms, ""), mine, false));
    columns.push(("filed by a colleague: PMM".into(), actor(Role::Pmm, ""), colleagues, false));
    columns.push(("filed by the company: CMY".into(), actor(Role::Cmy, ""), colleagues, false));
    columns.push((
        "filed by the office: CMY".into(),
        actor(Role::Cmy, ""),
        (id(9), Role::Cmy),
        false,
    ));
    let mut text = format!("# {code}: lead {lead}\n");
    for (name, actor, reporter, follows) in &columns {
        let depts = [lead.clone()];
        let sight = Sight {
            node: &node,
            category,
            course: &course,
            reporter: reporter.0,
            reporter_role: reporter.1,
            follows: *follows,
            depts: &depts,
            released: now,
            filed: now,
        };
        let answers: Vec<(Event, Result<_, Denied>)> =
            Event::ALL.iter().map(|e| (*e, act_on_report(actor, &sight, *e, now))).collect();
        let sees = standing(actor, &sight, now);
        let line = match sees {
            Err(_) => "does not know that it exists".to_owned(),
            Ok(standing) => {
                let may: Vec<&str> = answers
                    .iter()
                    .filter(|(_, answer)| answer.is_ok())
                    .map(|(event, _)| event.as_str())
                    .collect();
                let name = name_sight(standing, &course, category.confidential);
                let reveal = reveal_reporter(actor, &sight, now).is_ok();
                format!("name {name:?}, reveal {reveal}; may {}", may.join(" "))
            }
        };
        text.push_str(&format!("{name}: {line}\n"));
    }
    text
}

#[test]
fn the_matrix_is_what_the_lawyer_read() {
    let codes = ["FIRE_LANE_BLOCKED", "PM_SERVICE", "COMMON_REVENUE", "PUBLIC_OFFICIAL_MISCONDUCT"];
    insta::assert_snapshot!("report_matrix", codes.map(matrix).join("\n"));
}

#[test]
fn the_company_does_not_know_of_a_report_before_its_batch() {
    let routing = routing();
    let category = routing.get(&CategoryCode::parse("DECOR_ILLEGAL").unwrap()).unwrap();
    let course = Course::begin(category, true);
    let node = node();
    let sight = Sight {
        node: &node,
        category,
        course: &course,
        reporter: id(7),
        reporter_role: Role::Own,
        follows: false,
        depts: &[],
        released: Timestamp::from_ms(1000),
        filed: Timestamp::from_ms(0),
    };
    let company = actor(Role::Pms, "");
    assert_eq!(standing(&company, &sight, Timestamp::from_ms(999)), Err(Denied::NotFound));
    assert_eq!(standing(&company, &sight, Timestamp::from_ms(1000)), Ok(Standing::Company));
}
