//! Proofs over the tree: that an entry is in it, and that a later tree goes on from an earlier one
//! (RFC 6962, 2.1.1 and 2.1.2; checked as RFC 9162 says, 2.1.3.2 and 2.1.4.2).

use super::leaf::{Hash, node, root, split};

/// The audit path of the entry at `index`, counted from 0, from its neighbour upwards; none where
/// there is no such entry.
pub fn inclusion(index: usize, leaves: &[Hash]) -> Option<Vec<Hash>> {
    if index >= leaves.len() {
        return None;
    }
    if leaves.len() == 1 {
        return Some(Vec::new());
    }
    let (left, right) = split(leaves);
    let (mut path, other) = match index.checked_sub(left.len()) {
        None => (inclusion(index, left)?, root(right)),
        Some(index) => (inclusion(index, right)?, root(left)),
    };
    path.push(other);
    Some(path)
}

/// What shows that the tree over the first `earlier` leaves is the beginning of the tree over all;
/// none where it cannot be one.
pub fn consistency(earlier: usize, leaves: &[Hash]) -> Option<Vec<Hash>> {
    (1..=leaves.len()).contains(&earlier).then(|| subproof(earlier, leaves, true))
}

/// `whole`: the earlier tree is a subtree that whoever checks knows already.
fn subproof(earlier: usize, leaves: &[Hash], whole: bool) -> Vec<Hash> {
    if earlier >= leaves.len() {
        return if whole { Vec::new() } else { vec![root(leaves)] };
    }
    let (left, right) = split(leaves);
    let (mut proof, other) = match earlier.checked_sub(left.len()) {
        None | Some(0) => (subproof(earlier, left, whole), root(right)),
        Some(rest) => (subproof(rest, right, false), root(left)),
    };
    proof.push(other);
    proof
}

/// Where a check stands in both trees: the node's place, and that of the last node on its level.
struct Level {
    node: u64,
    last: u64,
}

impl Level {
    /// Whether the next hash stands to the left.
    const fn is_right(&self) -> bool {
        self.node & 1 == 1 || self.node == self.last
    }

    /// Up to where the node next has a neighbour to its left.
    const fn skip(&mut self) {
        while self.node & 1 == 0 && self.node != 0 {
            self.up();
        }
    }

    const fn up(&mut self) {
        self.node >>= 1;
        self.last >>= 1;
    }
}

/// Whether a leaf is at `index`, counted from 0, of the tree of `size` with this root.
pub fn is_included(leaf: Hash, index: u64, size: u64, path: &[Hash], tree: Hash) -> bool {
    let Some(last) = size.checked_sub(1).filter(|last| index <= *last) else { return false };
    let mut level = Level { node: index, last };
    let mut hash = leaf;
    for other in path {
        if level.last == 0 {
            return false;
        }
        if level.is_right() {
            hash = node(other, &hash);
            level.skip();
        } else {
            hash = node(&hash, other);
        }
        level.up();
    }
    level.last == 0 && hash == tree
}

/// A tree by its size and root.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tree {
    /// How many entries.
    pub size: u64,
    /// Their root.
    pub root: Hash,
}

/// Whether a later tree begins with an earlier one, which has at least one entry.
pub fn is_consistent(earlier: Tree, later: Tree, proof: &[Hash]) -> bool {
    if earlier.size == later.size {
        return earlier.size > 0 && proof.is_empty() && earlier.root == later.root;
    }
    if earlier.size == 0 || earlier.size > later.size {
        return false;
    }
    let mut level = Level { node: earlier.size - 1, last: later.size - 1 };
    while level.node & 1 == 1 {
        level.up();
    }
    // A whole subtree is known to whoever checks and is not sent.
    let (first, rest) = match proof.split_first() {
        _ if earlier.size.is_power_of_two() => (earlier.root, proof),
        Some((first, rest)) => (*first, rest),
        None => return false,
    };
    let (mut old, mut new) = (first, first);
    for other in rest {
        if level.last == 0 {
            return false;
        }
        if level.is_right() {
            old = node(other, &old);
            new = node(other, &new);
            level.skip();
        } else {
            new = node(&new, other);
        }
        level.up();
    }
    level.last == 0 && old == earlier.root && new == later.root
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::leaf::{hex, leaf_hash};
    use super::*;

    /// The leaves of Certificate Transparency's reference tests, and the roots over the first one,
    /// two, three … of them.
    const LEAVES: [&str; 8] = [
        "",
        "\x00",
        "\x10",
        "\x20\x21",
        "\x30\x31",
        "\x40\x41\x42\x43",
        "\x50\x51\x52\x53\x54\x55\x56\x57",
        "\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f",
    ];
    const ROOTS: [&str; 8] = [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];

    fn hashes(count: usize) -> Vec<Hash> {
        (0..count).map(|n| leaf_hash(&n.to_string())).collect()
    }

    fn tree(leaves: &[Hash]) -> Tree {
        Tree { size: u64::try_from(leaves.len()).unwrap(), root: root(leaves) }
    }

    #[test]
    fn the_roots_are_those_of_the_reference() {
        let leaves: Vec<Hash> = LEAVES.iter().map(|leaf| leaf_hash(leaf)).collect();
        for (size, expected) in (1..).zip(ROOTS) {
            assert_eq!(hex(&root(&leaves[..size])), expected, "{size}");
        }
    }

    #[test]
    fn every_entry_of_every_tree_is_proven_and_every_tree_goes_on_from_every_earlier() {
        for size in 1..=40 {
            let leaves = hashes(size);
            let whole = tree(&leaves);
            for (index, leaf) in leaves.iter().enumerate() {
                let path = inclusion(index, &leaves).unwrap();
                let at = u64::try_from(index).unwrap();
                assert!(is_included(*leaf, at, whole.size, &path, whole.root), "{index}/{size}");
                assert!(!is_included(leaf_hash("x"), at, whole.size, &path, whole.root));
                assert!(!is_included(*leaf, at + 1, whole.size, &path, whole.root));
            }
            for earlier in 1..=size {
                let proof = consistency(earlier, &leaves).unwrap();
                let before = tree(&leaves[..earlier]);
                assert!(is_consistent(before, whole, &proof), "{earlier}/{size}");
                let other = Tree { root: leaf_hash("x"), ..before };
                assert!(!is_consistent(other, whole, &proof), "{earlier}/{size}");
            }
        }
        assert_eq!(inclusion(3, &hashes(3)), None);
        assert_eq!((consistency(0, &hashes(3)), consistency(4, &hashes(3))), (None, None));
        let nothing = Tree { size: 0, root: root(&[]) };
        assert!(!is_consistent(nothing, tree(&hashes(2)), &[]));
    }

    proptest! {
        #[test]
        fn a_changed_history_is_not_consistent(
            size in 2_usize..60,
            earlier in 1_usize..60,
            changed in 0_usize..60,
        ) {
            let (earlier, leaves) = (1 + (earlier - 1) % (size - 1), hashes(size));
            let before = tree(&leaves[..earlier]);
            let mut rewritten = leaves.clone();
            rewritten[changed % earlier] = leaf_hash("rewritten");
            let proof = consistency(earlier, &rewritten).unwrap();
            prop_assert!(!is_consistent(before, tree(&rewritten), &proof));
        }

        #[test]
        fn no_path_of_any_shape_proves_what_is_not_there(
            index in any::<u64>(),
            size in any::<u64>(),
            path in prop::collection::vec(any::<[u8; 32]>(), 0..70),
            tree in any::<[u8; 32]>(),
        ) {
            prop_assert!(!is_included(leaf_hash("x"), index, size, &path, tree));
            let earlier = Tree { size: index, root: leaf_hash("y") };
            let later = Tree { size, root: tree };
            prop_assert!(!is_consistent(earlier, later, &path));
        }
    }
}
