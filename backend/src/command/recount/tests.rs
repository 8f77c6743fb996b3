use shared::journal::{KeyKind, SignerKey};
use shared::sealed::bundle::{Line, write};

use super::*;

/// A settled bundle: two questions, five ballots, counted.
fn bundle() -> String {
    let snapshot = include_str!(
        "../../../../shared/src/sealed/tests/snapshots/shared__sealed__tests__recount__bundle.snap"
    );
    let content = snapshot.splitn(3, "---\n").nth(2).unwrap();
    format!("{}\n", content.trim_end())
}

/// 310 of 550 m² are for the first; 200 of 300 m² are no three quarters for the second.
const REPORT: [&str; 18] = [
    "journal   24 entries, signature NOT checked (give --key)",
    "key       28384 76025 18284 75234",
    "trustee   90016 18481 28071 02720",
    "trustee   31714 90935 20677 66507",
    "trustee   46000 29846 30733 92183",
    "ballots   5",
    "matter    事项 1",
    "  roll    6 persons, 690.00 m²",
    "  voted   5 persons, 550.00 m²",
    "  同意  3 persons, 310.00 m²",
    "  反对  1 persons, 110.00 m²",
    "  result  PASSED",
    "matter    事项 2",
    "  roll    3 persons, 300.00 m²",
    "  voted   3 persons, 300.00 m²",
    "  同意  2 persons, 200.00 m²",
    "  反对  1 persons, 100.00 m²",
    "  result  REJECTED",
];

fn signer(name: &str, seed: u8) -> SignerKey {
    SignerKey::new(name, KeyKind::Log, &[seed; 32]).unwrap()
}

/// The bundle under a checkpoint that this key has signed.
fn signed(key: &SignerKey) -> String {
    let mut lines: Vec<Line> =
        bundle().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    lines.pop();
    let Line::Head(head) = &mut lines[0] else { panic!() };
    let tree = Tree { size: head.tree.size, root: *head.tree.root.bytes() };
    let note = Checkpoint::new(key.verifier().name(), tree).sign(key).unwrap();
    head.checkpoint = note.to_string();
    write(&lines).unwrap()
}

#[test]
fn a_bundle_is_recounted_and_its_result_told() {
    let report = recount(&bundle(), &[], None).unwrap();
    let told: Vec<&str> = report.lines().collect();
    assert_eq!(told, REPORT);
}

#[test]
fn a_checkpoint_holds_under_the_estates_own_key_alone() {
    let community = head(&bundle()).unwrap().community;
    let key = signer(&origin(community, 1), 1);
    let text = signed(&key);
    let report = recount(&text, &[key.verifier().clone()], None).unwrap();
    assert!(report.contains(&format!("signed by linli/{community}")), "{report}");
    let foreign = signer(&origin(community, 1), 2);
    assert!(recount(&text, &[foreign.verifier().clone()], None).is_err());
    assert!(recount(&bundle(), &[key.verifier().clone()], None).is_err());
    let other = signer("linli/018f0000-0000-7000-8000-000000000001", 1);
    let text = signed(&other);
    let told = recount(&text, &[other.verifier().clone()], None).unwrap_err();
    assert!(told.contains("another estate"), "{told}");
}

#[test]
fn a_receipt_is_found_and_a_foreign_one_is_not() {
    let text = bundle();
    let cast = text.lines().find_map(|line| match serde_json::from_str(line).unwrap() {
        Line::Ballot(cast) => Some(cast),
        _ => None,
    });
    let own = cast.unwrap().ballot.fingerprint();
    let report = recount(&text, &[], Some(&own)).unwrap();
    assert!(report.contains("receipt   counted"), "{report}");
    assert!(recount(&text, &[], Some(&Digest::of("another"))).is_err());
}

#[test]
fn a_changed_bundle_names_its_line_and_check() {
    let text = bundle().replacen("\"area\":9000,", "\"area\":9001,", 1);
    let told = recount(&text, &[], None).unwrap_err();
    assert!(told.starts_with("verify/failed line "), "{told}");
}

#[test]
fn a_sheet_is_sealed_again_and_compared() {
    use shared::domain::vote::Channel;
    use shared::sealed::{Marks, Point, Poll, PollMatter, Shape, seal_ballot};
    use shared::value::Id;

    fn id<T>(n: u8) -> Id<T> {
        Id::parse(&format!("018f0000-0000-7000-8000-0000000000{n:02x}")).unwrap()
    }
    let key = "ba1b3cc8e181b6ab7dc5ae5a50f424516778435aa5e39d9ec4b3eb0239ff4c57";
    let matter = PollMatter { matter: id(3), text: Digest::of("text"), shape: Shape::MOTION };
    let poll = Poll {
        community: id(1),
        meeting: id(2),
        key: Point::from_hex(key).unwrap(),
        roll: Digest::of("roll"),
        matters: vec![matter],
    };
    let marks = |marks: [bool; 2]| [Marks { marks: marks.to_vec(), matter: id(3) }];
    let (of, seed) = ((id(4), Channel::App), [9; 32]);
    let sealed = seal_ballot(&poll, of.0, of.1, &marks([false, true]), &seed).unwrap();
    let shown = sealed.fingerprint().to_string();
    let honest = CheckSheet::new(&poll, of.0, of.1, &marks([false, true]), &seed).unwrap();
    let report = reseal(&honest.json(), &shown[..8]).unwrap();
    assert!(report.contains("box 2 of 2") && report.contains("void"), "{report}");
    let lying = CheckSheet::new(&poll, of.0, of.1, &marks([true, false]), &seed).unwrap();
    assert!(reseal(&lying.json(), &shown[..8]).is_err());
    assert!(reseal(&honest.json(), &shown[..7]).is_err());
    assert!(reseal("{}", &shown).is_err());
}
