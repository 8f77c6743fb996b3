use super::*;
use crate::domain::vote::{Matter, MatterOf};
use crate::journal::{inclusion, is_included};
use crate::value::{Fen, Id};

fn nth<T>(n: u8) -> Id<T> {
    Id::parse(&format!("018f0000-0000-7000-8000-0000000000{n:02x}")).unwrap()
}

fn draft(seats: Option<u32>) -> MatterDraft {
    MatterDraft {
        id: nth::<MatterOf>(0xa1),
        kind: if seats.is_some() { Matter::Committee } else { Matter::UseRepairFund },
        title: "更换 3 幢电梯".to_owned(),
        summary: "两部电梯，明年三月前。".to_owned(),
        text: "全文\n第二行 \"引号\"".to_owned(),
        scope: MatterScope::Buildings { buildings: vec!["3幢".to_owned()] },
        budget: Some(Fen::new(38_600_000)),
        seats,
    }
}

fn frozen() -> FrozenMatter {
    FrozenMatter::new((nth(1), nth(2)), draft(None), None, &VoteRules::default(), &[])
}

#[test]
fn a_frozen_matters_bytes_are_settled() {
    let matter = frozen();
    let told = format!("{}\n{}", matter.bytes().unwrap(), matter.digest().unwrap());
    insta::assert_snapshot!("frozen_matter", told);
}

#[test]
fn whatever_changes_in_a_matter_changes_its_hash() {
    let before = frozen();
    let edits: [fn(&mut FrozenMatter); 7] = [
        |matter| matter.matter.text.push('。'),
        |matter| matter.options.reverse(),
        |matter| matter.limit = 2,
        |matter| matter.majority = Majority::Special,
        |matter| matter.min_group = 0,
        |matter| matter.open_without_quorum = true,
        |matter| matter.matter.scope = MatterScope::Estate {},
    ];
    for (at, edit) in edits.into_iter().enumerate() {
        let mut changed = before.clone();
        edit(&mut changed);
        assert_ne!(changed.digest(), before.digest(), "{at}");
    }
}

#[test]
fn an_elections_boxes_are_its_candidates_and_its_limit_the_seats() {
    let names = [(nth(5), "甲".to_owned()), (nth(6), "乙".to_owned())];
    let of = (nth(1), nth(2));
    let election = FrozenMatter::new(of, draft(Some(5)), None, &VoteRules::default(), &names);
    assert_eq!(election.limit, 5);
    assert_eq!(election.candidates(), Some(vec![nth(5), nth(6)]));
    assert_eq!(frozen().candidates(), None);
}

#[test]
fn a_party_finds_its_row_under_the_rolls_root() {
    let row = |n, area| FrozenRow {
        party: nth(n),
        weights: vec![Some(Weight { area, persons: 1 }), None],
    };
    let roll = FrozenRoll::new(vec![row(3, 30), row(1, 10), row(2, 20)]).unwrap();
    let (leaves, root) = (roll.leaves().unwrap(), roll.root().unwrap());
    for (at, row) in roll.rows().iter().enumerate() {
        let path = inclusion(at, &leaves).unwrap();
        let index = u64::try_from(at).unwrap();
        assert!(is_included(row.leaf().unwrap(), index, 3, &path, *root.bytes()));
    }
    assert_eq!(roll.whole(0), Weight { area: 60, persons: 3 });
    assert_eq!((roll.whole(1), roll.weight(nth(1), 1)), (Weight::default(), None));
    assert_eq!(roll.weight(nth(2), 0), Some(Weight { area: 20, persons: 1 }));
    let changed = FrozenRoll::new(vec![row(3, 30), row(1, 11), row(2, 20)]).unwrap();
    assert_ne!(changed.root(), Some(root));
    assert_eq!(FrozenRoll::new(vec![row(1, 1), row(1, 2)]), None);
}

#[test]
fn only_lower_case_hex_of_32_bytes_is_a_digest() {
    let digest = Digest::of("x");
    assert_eq!(Digest::parse(&digest.to_string()), Some(digest));
    for text in ["", "00", &digest.to_string().to_uppercase(), &"g".repeat(64)] {
        assert_eq!(Digest::parse(text), None, "{text}");
    }
}
