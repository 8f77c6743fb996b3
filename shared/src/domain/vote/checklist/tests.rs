use super::super::{Clause, MeetingDraft};
use super::*;
use crate::value::{Fen, Id, TimeOfDay};

fn at(day: &str) -> Timestamp {
    Timestamp::local(Date::parse(day).unwrap(), TimeOfDay::new(9, 0))
}

fn matter(kind: Matter) -> MatterDraft {
    MatterDraft {
        id: Id::v7(Timestamp::from_ms(1), [1; 10]),
        kind,
        title: "东门空地装充电桩".to_owned(),
        summary: "装 24 个".to_owned(),
        text: "全文".to_owned(),
        scope: MatterScope::Estate {},
        budget: None,
        seats: None,
    }
}

fn draft(matters: Vec<MatterDraft>) -> MeetingDraft {
    MeetingDraft {
        title: "2026 年第一次业主大会".to_owned(),
        organiser: Organiser::Committee,
        opens: at("2026-03-16"),
        closes: at("2026-03-30"),
        parking: ParkingCount::None,
        parking_clause: None,
        follow: None,
        matters,
    }
}

fn found(draft: &MeetingDraft, change: impl FnOnce(&mut DraftFacts<'_>)) -> Vec<FindingKind> {
    let rules = VoteRules::default();
    let mut facts = DraftFacts {
        notice: at("2026-03-01"),
        rules: &rules,
        parties: vec![486],
        candidates: vec![0],
        transition_group: false,
        contract_end: None,
    };
    change(&mut facts);
    checklist(draft, &facts).into_iter().map(|finding| finding.kind).collect()
}

#[test]
fn a_draft_that_lacks_nothing_has_an_empty_list() {
    assert_eq!(found(&draft(vec![matter(Matter::CommonParts)]), |_| ()), []);
    assert_eq!(found(&draft(vec![]), |_| ()), [FindingKind::NoMatter]);
}

#[test]
fn check_2_01_fifteen_days_lie_between_notice_and_opening() {
    let mut early = draft(vec![matter(Matter::Other)]);
    early.opens = at("2026-03-15");
    assert_eq!(found(&early, |_| ()), [FindingKind::NoticeLate]);
}

#[test]
fn a_window_lasts_five_to_sixty_days() {
    for (closes, fits) in
        [("2026-03-20", false), ("2026-03-21", true), ("2026-05-15", true), ("2026-05-16", false)]
    {
        let mut of = draft(vec![matter(Matter::Other)]);
        of.closes = at(closes);
        assert_eq!(found(&of, |_| ()).is_empty(), fits, "{closes}");
    }
}

#[test]
fn money_needs_an_amount_and_parking_a_clause() {
    let mut of = draft(vec![matter(Matter::UseRepairFund)]);
    of.parking = ParkingCount::AreaOnly;
    assert_eq!(found(&of, |_| ()), [FindingKind::ParkingClause, FindingKind::Budget]);
    let text = "第十二条 车位计入面积".to_owned();
    of.parking_clause = Some(Clause { text, adopted: Date::parse("2024-05-20").unwrap() });
    of.matters[0].budget = Some(Fen::new(38_600_000));
    assert_eq!(found(&of, |_| ()), []);
}

#[test]
fn check_2_06_a_committee_has_an_odd_number_of_seats_and_more_candidates() {
    let mut election = matter(Matter::Committee);
    for (seats, candidates, expected) in [
        (6, 7, vec![FindingKind::CommitteeSize]),
        (5, 5, vec![FindingKind::Candidates]),
        (5, 6, vec![]),
        (13, 14, vec![FindingKind::CommitteeSize]),
    ] {
        election.seats = Some(seats);
        let of = draft(vec![election.clone()]);
        assert_eq!(found(&of, |facts| facts.candidates = vec![candidates]), expected, "{seats}");
    }
    election.seats = Some(5);
    election.kind = Matter::Other;
    let of = draft(vec![election]);
    assert_eq!(found(&of, |facts| facts.candidates = vec![6]), [FindingKind::ElectionKind]);
}

#[test]
fn hiring_waits_for_no_committee_that_is_being_replaced_and_looks_at_the_contract() {
    let hire = draft(vec![matter(Matter::PropertyCompany)]);
    assert_eq!(found(&hire, |facts| facts.transition_group = true), [FindingKind::TransitionGroup]);
    let ends = |day| Date::parse(day).ok();
    assert_eq!(found(&hire, |facts| facts.contract_end = ends("2026-06-28")), []);
    let late = found(&hire, |facts| facts.contract_end = ends("2026-06-27"));
    assert_eq!(late, [FindingKind::ContractEnds]);
    assert!(!FindingKind::ContractEnds.blocks());
}

#[test]
fn a_small_scope_is_said_and_an_empty_one_refused() {
    let of = draft(vec![matter(Matter::Rebuild)]);
    for (parties, expected) in
        [(0, vec![FindingKind::Scope]), (19, vec![FindingKind::SmallScope]), (20, vec![])]
    {
        assert_eq!(found(&of, |facts| facts.parties = vec![parties]), expected, "{parties}");
    }
}

#[test]
fn a_business_in_a_dwelling_is_asked_by_name_in_a_meeting_of_its_own() {
    let both = draft(vec![matter(Matter::DwellingToBusiness), matter(Matter::Other)]);
    let kinds = found(&both, |facts| facts.parties = vec![84, 84]);
    assert_eq!(kinds, [FindingKind::ByName]);
}
