use super::super::checkpoint::succession;
use super::super::leaf::{leaf_hash, root};
use super::super::note::SignerKey;
use super::super::proof::{Tree, consistency};
use super::*;

fn leaves(count: usize, from: usize) -> Vec<Hash> {
    (0..count).map(|n| leaf_hash(&if n < from { n.to_string() } else { format!("x{n}") })).collect()
}

fn tree(leaves: &[Hash]) -> Tree {
    Tree { size: u64::try_from(leaves.len()).unwrap(), root: root(leaves) }
}

fn signed(origin: &str, seed: u8, leaves: &[Hash]) -> String {
    let key = SignerKey::new(origin, KeyKind::Log, &[seed; 32]).unwrap();
    Checkpoint::new(origin, tree(leaves)).sign(&key).unwrap().to_string()
}

fn vkey(origin: &str, seed: u8) -> String {
    SignerKey::new(origin, KeyKind::Log, &[seed; 32]).unwrap().verifier().to_string()
}

fn named(origin: &str, old: u8, new: u8) -> (String, Option<String>) {
    let key = |seed: u8| SignerKey::new(origin, KeyKind::Log, &[seed; 32]).unwrap();
    let text = succession(key(old).verifier(), key(new).verifier());
    (vkey(origin, new), Some(Note::sign(&text, &key(old), 0).unwrap().to_string()))
}

fn kept(count: usize) -> Followed {
    Followed { vkey: vkey("linli/a", 1), note: signed("linli/a", 1, &leaves(count, 99)) }
}

fn step(
    kept: Option<&Followed>,
    note: &str,
    keys: &[(String, Option<String>)],
    proof: &[Hash],
) -> Step {
    follow(kept, &Shown { note, keys, proof })
}

#[test]
fn a_log_that_goes_on_is_kept_and_the_first_is_trusted() {
    let keys = [(vkey("linli/a", 1), None)];
    let (three, five) =
        (signed("linli/a", 1, &leaves(3, 99)), signed("linli/a", 1, &leaves(5, 99)));
    let Step::GoesOn(first) = step(None, &three, &keys, &[]) else { panic!() };
    assert_eq!((first.clone(), size_of(&first)), (kept(3), Some(3)));
    assert_eq!(step(Some(&first), &three, &keys, &[]), Step::GoesOn(first.clone()));
    let proof = consistency(3, &leaves(5, 99)).unwrap();
    assert_eq!(step(Some(&first), &five, &keys, &proof), Step::GoesOn(kept(5)));
    assert_eq!(step(None, &three, &[(vkey("linli/a", 2), None)], &[]), Step::Unknown);
    assert_eq!(step(None, "nothing", &keys, &[]), Step::Unknown);
}

#[test]
fn threat_j1_another_history_is_a_fork_whatever_proof_comes_with_it() {
    let (kept, keys) = (kept(4), [(vkey("linli/a", 1), None)]);
    let other = leaves(6, 2);
    let proof = consistency(4, &other).unwrap();
    assert_eq!(step(Some(&kept), &signed("linli/a", 1, &other), &keys, &proof), Step::Forked);
    let same_size = signed("linli/a", 1, &leaves(4, 3));
    assert_eq!(step(Some(&kept), &same_size, &keys, &[]), Step::Forked);
    let true_proof = consistency(4, &leaves(6, 99)).unwrap();
    let six = signed("linli/a", 1, &leaves(6, 99));
    assert_eq!(step(Some(&kept), &six, &keys, &true_proof[1..]), Step::Forked);
}

#[test]
fn threat_j2_a_log_that_went_back_is_a_fork_and_a_public_loss_is_told() {
    let (kept, keys) = (kept(4), [(vkey("linli/a", 1), None)]);
    assert_eq!(step(Some(&kept), &signed("linli/a", 1, &leaves(3, 99)), &keys, &[]), Step::Forked);
    let keys = [(vkey("linli/a/2", 1), None)];
    let note = signed("linli/a/2", 1, &leaves(3, 2));
    let after = Followed { vkey: vkey("linli/a/2", 1), note: note.clone() };
    assert_eq!(step(Some(&kept), &note, &keys, &[]), Step::Lost(after.clone()));
    let back = signed("linli/a", 1, &leaves(9, 99));
    assert_eq!(step(Some(&after), &back, &keys, &[]), Step::Forked, "an epoch that is over");
    let elsewhere = signed("linli/b", 1, &leaves(4, 99));
    assert_eq!(step(Some(&kept), &elsewhere, &keys, &[]), Step::Unknown);
}

#[test]
fn threat_j3_a_key_is_followed_through_what_it_signed_and_no_other_is() {
    let kept = kept(3);
    let proof = consistency(3, &leaves(5, 99)).unwrap();
    let by = |seed| signed("linli/a", seed, &leaves(5, 99));
    let keys = [(vkey("linli/a", 1), None), named("linli/a", 1, 2), named("linli/a", 2, 3)];
    let Step::GoesOn(now) = step(Some(&kept), &by(3), &keys, &proof) else { panic!() };
    assert_eq!(now.vkey, vkey("linli/a", 3));
    let thief = [(vkey("linli/a", 1), None), named("linli/a", 9, 2)];
    assert_eq!(step(Some(&kept), &by(2), &thief, &proof), Step::Unknown);
    assert_eq!(step(Some(&kept), &by(2), &[(vkey("linli/a", 2), None)], &proof), Step::Unknown);
    // After a loss the keys' notes bear the new name.
    let keys = [(vkey("linli/a/2", 1), None), named("linli/a/2", 1, 2)];
    let note = signed("linli/a/2", 2, &leaves(5, 99));
    let Step::Lost(now) = step(Some(&kept), &note, &keys, &[]) else { panic!() };
    assert_eq!(now.vkey, vkey("linli/a/2", 2));
}
