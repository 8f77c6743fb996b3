//! Every tally case of `data/tally_cases.json`, voted and counted through the API: sealed on phones,
//! opened by two trustees, counted again from the bundle.

use serde::Deserialize;
use shared::api::estate::{NewRule, SetRule};
use shared::api::vote::{NewDelivery, RecordDelivery};
use shared::domain::account::Role;
use shared::domain::vote::{
    Clause, DeliveryChannel, Matter, MeetingStatus, Outcome, ParkingCount, Weight,
};
use shared::value::Date;
use tests::assembly::{ABSTAIN, AGAINST, Assembly, FOR, RollRow, recount};
use tests::{World, on_both};

#[derive(Deserialize)]
struct Case {
    id: String,
    rule: String,
    parking: String,
    units: Vec<Unit>,
    ballots: Vec<Vote>,
    follow_delivered: Option<Vec<String>>,
    expect: Expected,
}

#[derive(Deserialize)]
struct Unit {
    id: String,
    area: i64,
    owners: Vec<String>,
    #[serde(default)]
    kind: Option<String>,
    #[serde(default)]
    dev: Option<String>,
}

#[derive(Deserialize)]
struct Vote {
    party: String,
    choice: String,
}

#[derive(Deserialize)]
struct Expected {
    #[serde(rename = "A")]
    area: u64,
    #[serde(rename = "N")]
    persons: u64,
    part_area: u64,
    part_n: u64,
    for_area: u64,
    for_n: u64,
    against_area: u64,
    against_n: u64,
    follow_applied: bool,
    result: String,
}

fn case(id: &str) -> Case {
    let all: Vec<serde_json::Value> =
        serde_json::from_str(include_str!("../../../data/tally_cases.json")).unwrap();
    let found = all.into_iter().find(|case| case["id"] == id).unwrap();
    serde_json::from_value(found).unwrap()
}

impl Case {
    fn rows(&self) -> Vec<RollRow> {
        let row = |unit: &Unit| {
            let owners: Vec<&str> = match &unit.dev {
                Some(dev) => vec![dev.as_str()],
                None => unit.owners.iter().map(String::as_str).collect(),
            };
            let mut row = RollRow::flat("1", &unit.id, unit.area, &owners);
            row.parking = unit.kind.as_deref() == Some("PARKING");
            row.unsold = unit.dev.is_some();
            row
        };
        self.units.iter().map(row).collect()
    }

    /// Who acts for a party of the case: its first owner.
    fn voter(party: &str) -> &str {
        party.split('+').next().unwrap().trim_start_matches("DEV:")
    }
}

/// The rules of the specification for so small a roll: everything is opened.
async fn open_everything(world: &World) {
    let bureau = world.staff(Role::Bur).await;
    for (key, value) in [("vote.MIN_GROUP", "0"), ("vote.OPEN_WITHOUT_QUORUM", "1")] {
        let new = NewRule {
            key: key.to_owned(),
            value: value.to_owned(),
            source: "区建设局〔2026〕8 号".to_owned(),
            from: world.server.now().date(),
        };
        bureau.call::<SetRule>(&(), &new).await.unwrap();
        world.server.clock.advance(1000);
    }
}

async fn plays(world: World, id: &str) {
    let case = case(id);
    open_everything(&world).await;
    let assembly = Assembly::new(&world, world.bare, &case.rows()).await;
    let kind = if case.rule == "SPECIAL" { Matter::CommonParts } else { Matter::Other };
    let mut draft = assembly.draft(vec![assembly.question(kind)]);
    let clause =
        |text: &str| Clause { text: text.to_owned(), adopted: Date::parse("2024-05-20").unwrap() };
    draft.parking = ParkingCount::parse(&case.parking).unwrap();
    if draft.parking != ParkingCount::None {
        draft.parking_clause = Some(clause("第十二条 车位计入面积"));
    }
    draft.follow = case.follow_delivered.is_some().then(|| clause("第二十条 送达未表决的从多"));
    let view = assembly.opened(&draft).await;
    for name in case.follow_delivered.iter().flatten() {
        let owner = assembly.owner(Case::voter(name)).await;
        let party = assembly.see(&owner, view.id).await.unwrap().mine[0].party;
        let served = NewDelivery { channel: DeliveryChannel::App, photo: None };
        owner.call::<RecordDelivery>(&(view.id, party), &served).await.unwrap();
    }
    for vote in &case.ballots {
        let marks = match vote.choice.as_str() {
            "FOR" => FOR,
            "AGAINST" => AGAINST,
            "ABSTAIN" => ABSTAIN,
            other => panic!("{other} is no choice of a phone"),
        };
        // An owner of several parties votes for the one that the case names.
        let named: Vec<&str> = vote.party.split('+').collect();
        assembly.vote_for(view.id, Case::voter(&vote.party), named.len(), &marks).await.unwrap();
    }
    let closed = assembly.close(view.id).await;
    let view = match closed.status {
        MeetingStatus::Tallied => closed,
        _ => assembly.tally(view.id).await,
    };
    check(&case, &view.results[0]);
    let again = recount(&assembly.bundle(&assembly.chair().await, view.id).await).unwrap();
    assert_eq!(again.results().unwrap(), [&view.results[0]], "{}", case.id);
}

fn check(case: &Case, result: &shared::domain::vote::MatterResult) {
    let expect = &case.expect;
    let id = &case.id;
    assert_eq!(result.roll, Weight { area: expect.area, persons: expect.persons }, "{id}");
    assert_eq!(result.decision(), Outcome::parse(&expect.result).unwrap(), "{id}");
    let followed = result.followed.as_ref().is_some_and(|followed| followed.choice.is_some());
    assert_eq!(followed, expect.follow_applied, "{id}");
    // What the case calls participating includes those who follow.
    let mut participating = result.participating;
    let mut in_favour = sum(result, 0);
    if let Some(followed) = result.followed.as_ref().filter(|of| of.choice.is_some()) {
        participating = participating.plus(followed.silent);
        in_favour = in_favour.plus(followed.silent);
    }
    let weight = |area, persons| Weight { area, persons };
    assert_eq!(participating, weight(expect.part_area, expect.part_n), "{id}");
    assert_eq!(in_favour, weight(expect.for_area, expect.for_n), "{id}");
    assert_eq!(sum(result, 1), weight(expect.against_area, expect.against_n), "{id}");
}

fn sum(result: &shared::domain::vote::MatterResult, index: usize) -> Weight {
    let of = result.boxes[index];
    Weight { area: of.area.unwrap(), persons: of.persons.unwrap() }
}

macro_rules! cases {
    ($($name:ident $id:literal;)+) => { $(on_both!($name, |world| { plays(world, $id).await; });)+ };
}

cases! {
    tc01_quorum_exactly_two_thirds_and_a_simple_majority "TC01";
    tc02_one_below_the_quorum "TC02";
    tc03_half_is_no_majority "TC03";
    tc04_abstaining_takes_part "TC04";
    tc05_three_quarters_exactly "TC05";
    tc06_one_below_three_quarters "TC06";
    tc07_a_silent_developer_denies_the_quorum_by_area "TC07";
    tc08_a_developer_against_wins_by_area_alone "TC08";
    tc09_three_units_of_one_owner_are_one_person "TC09";
    tc10a_a_couple_is_one_person_and_either_alone_another "TC10a";
    tc10b_area_and_persons_of_who_takes_part "TC10b";
    tc11a_two_thirds_of_an_odd_area_are_not_reached "TC11a";
    tc11b_one_hundredth_more_reaches_them "TC11b";
    tc12a_the_silent_count_for_nothing "TC12a";
    tc12b_the_served_and_silent_follow_the_majority "TC12b";
    tc13_the_floor_of_half_the_roll_is_not_reached "TC13";
    tc14_a_special_matter_is_never_followed "TC14";
    tc16_a_building_decides_by_itself "TC16";
    tc17a_parking_counts_for_nothing "TC17a";
    tc17b_parking_counts_by_area "TC17b";
    tc18_a_large_owner_who_abstains "TC18";
    tc18b_exactly_half_of_the_area_is_no_majority "TC18b";
    tc19_area_alone_does_not_carry "TC19";
}
