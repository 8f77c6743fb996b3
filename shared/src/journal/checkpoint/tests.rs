use proptest::prelude::*;

use super::super::leaf::leaf_hash;
use super::super::note::KeyKind;
use super::*;

/// The example of the specification's text.
const EXAMPLE: &str =
    "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";

fn key(name: &str, seed: u8) -> SignerKey {
    SignerKey::new(name, KeyKind::Log, &[seed; 32]).unwrap()
}

#[test]
fn the_specifications_example_is_read_and_written() {
    let checkpoint = Checkpoint::parse(EXAMPLE).unwrap();
    assert_eq!(
        (checkpoint.origin.as_str(), checkpoint.tree.size),
        ("example.com/behind-the-sofa", 20_852_163)
    );
    assert_eq!(checkpoint.to_string(), EXAMPLE);
    let more = format!("{EXAMPLE}a further line\n");
    assert_eq!(Checkpoint::parse(&more).unwrap().extensions, ["a further line"]);
}

#[test]
fn what_is_no_checkpoint_or_another_form_of_one_is_refused() {
    for (from, to) in [
        ("example.com/behind-the-sofa", ""),
        ("20852163", "020852163"),
        ("20852163", "+20852163"),
        ("20852163", "-1"),
        ("20852163", "18446744073709551616"),
        ("q2I=", "q2J="),
        ("q2I=", "q2I"),
        ("CsUY", ""),
        ("q2I=\n", "q2I="),
        ("q2I=\n", "q2I=\n\n"),
    ] {
        assert_eq!(Checkpoint::parse(&EXAMPLE.replace(from, to)), None, "{to:?} for {from:?}");
    }
}

#[test]
fn a_checkpoint_is_opened_by_its_own_logs_key_alone() {
    let tree = Tree { size: 3, root: leaf_hash("x") };
    let (ours, other) = (key("linli/a", 1), key("linli/b", 2));
    let note = Checkpoint::new("linli/a", tree).sign(&ours).unwrap();
    let verifiers = [other.verifier().clone(), ours.verifier().clone()];
    assert_eq!(Checkpoint::open(&note, &verifiers).unwrap().tree, tree);
    assert_eq!(Checkpoint::open(&note, &verifiers[..1]), None);
    let foreign = Checkpoint::new("linli/a", tree).sign(&other).unwrap();
    assert_eq!(Checkpoint::open(&foreign, &verifiers), None, "another log's key speaks for itself");
}

#[test]
fn threat_j3_a_key_is_followed_by_the_one_that_it_has_signed_and_no_other() {
    let (old, new, thief) = (key("linli/a", 1), key("linli/a", 2), key("linli/a", 3));
    let text = succession(old.verifier(), new.verifier());
    let note = Note::sign(&text, &old, 0).unwrap();
    assert_eq!(successor(&note, old.verifier()).as_ref(), Some(new.verifier()));
    assert_eq!(successor(&note, new.verifier()), None);
    assert_eq!(successor(&Note::sign(&text, &thief, 0).unwrap(), old.verifier()), None);
    let elsewhere = succession(old.verifier(), key("linli/b", 2).verifier());
    assert_eq!(successor(&Note::sign(&elsewhere, &old, 0).unwrap(), old.verifier()), None);
    let checkpoint = Checkpoint::new("linli/a", Tree { size: 1, root: leaf_hash("x") });
    assert_eq!(successor(&checkpoint.sign(&old).unwrap(), old.verifier()), None);
}

proptest! {
    #[test]
    fn a_checkpoint_is_read_as_it_is_written(
        origin in "[^\n\\pC]{1,30}", size in any::<u64>(), root in any::<[u8; 32]>(),
        extensions in prop::collection::vec("[^\n\\pC]{1,20}", 0..3),
    ) {
        let checkpoint = Checkpoint { origin, tree: Tree { size, root }, extensions };
        prop_assert_eq!(Checkpoint::parse(&checkpoint.to_string()), Some(checkpoint));
    }

    #[test]
    fn what_is_read_of_any_text_is_written_so(text in "[a\n]{1,3}[0-9]{1,3}\n[A-Za-z0-9+/]{41,44}={0,2}\n{0,2}|\\PC{0,60}") {
        if let Some(checkpoint) = Checkpoint::parse(&text) {
            prop_assert_eq!(checkpoint.to_string(), text);
        }
    }
}
