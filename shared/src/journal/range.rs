//! The tree without all its leaves: proofs from the stored hashes of complete subtrees, and a root
//! that grows leaf by leaf.

use super::leaf::{Hash, node, root};
use super::proof::Tree;

/// The largest power of two below a number of at least two.
const fn half(count: u64) -> u64 {
    match count.checked_next_power_of_two() {
        Some(power) => power / 2,
        None => 1 << 63,
    }
}

/// The hash over the leaves from `start` up to `end`, of which there is at least one. `complete`
/// gives the hash of a complete subtree by its level and its place there: level 0 holds the leaves.
fn over<E>(
    start: u64,
    end: u64,
    complete: &mut impl FnMut(u8, u64) -> Result<Hash, E>,
) -> Result<Hash, E> {
    let count = end - start;
    if count.is_power_of_two() && start.is_multiple_of(count) {
        let level = u8::try_from(count.trailing_zeros()).unwrap_or(u8::MAX);
        return complete(level, start / count);
    }
    let middle = start + half(count);
    let left = over(start, middle, complete)?;
    Ok(node(&left, &over(middle, end, complete)?))
}

/// The root over so many leaves, from complete subtrees.
pub fn root_from<E>(
    size: u64,
    complete: &mut impl FnMut(u8, u64) -> Result<Hash, E>,
) -> Result<Hash, E> {
    if size == 0 { Ok(root(&[])) } else { over(0, size, complete) }
}

/// [`inclusion`](super::inclusion) from complete subtrees; none where there is no such entry.
pub fn inclusion_from<E>(
    index: u64,
    size: u64,
    complete: &mut impl FnMut(u8, u64) -> Result<Hash, E>,
) -> Result<Option<Vec<Hash>>, E> {
    if index >= size {
        return Ok(None);
    }
    let mut path = Vec::new();
    let (mut start, mut end) = (0, size);
    while end - start > 1 {
        let middle = start + half(end - start);
        if index < middle {
            path.push(over(middle, end, complete)?);
            end = middle;
        } else {
            path.push(over(start, middle, complete)?);
            start = middle;
        }
    }
    path.reverse();
    Ok(Some(path))
}

/// [`consistency`](super::consistency) from complete subtrees; none where the earlier tree is empty
/// or the larger one.
pub fn consistency_from<E>(
    earlier: u64,
    size: u64,
    complete: &mut impl FnMut(u8, u64) -> Result<Hash, E>,
) -> Result<Option<Vec<Hash>>, E> {
    if earlier == 0 || earlier > size {
        return Ok(None);
    }
    let mut proof = Vec::new();
    let (mut start, mut end) = (0, size);
    while earlier < end {
        let middle = start + half(end - start);
        if earlier <= middle {
            proof.push(over(middle, end, complete)?);
            end = middle;
        } else {
            proof.push(over(start, middle, complete)?);
            start = middle;
        }
    }
    if start > 0 {
        proof.push(over(start, end, complete)?);
    }
    proof.reverse();
    Ok(Some(proof))
}

/// A tree that grows at its right edge: its size and the hashes of its complete subtrees, the
/// largest first.
#[derive(Clone, Debug, Default)]
pub struct Frontier {
    size: u64,
    peaks: Vec<Hash>,
}

impl Frontier {
    /// How many leaves.
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// Adds a leaf hash.
    pub fn push(&mut self, leaf: Hash) {
        let mut hash = leaf;
        for _ in 0..self.size.trailing_ones() {
            if let Some(left) = self.peaks.pop() {
                hash = node(&left, &hash);
            }
        }
        self.peaks.push(hash);
        self.size += 1;
    }

    /// The tree so far.
    pub fn tree(&self) -> Tree {
        let mut peaks = self.peaks.iter().rev();
        let root = match peaks.next() {
            Some(last) => peaks.fold(*last, |right, left| node(left, &right)),
            None => root(&[]),
        };
        Tree { size: self.size, root }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::leaf::leaf_hash;
    use super::super::proof::{consistency, inclusion};
    use super::*;

    fn hashes(count: usize) -> Vec<Hash> {
        (0..count).map(|n| leaf_hash(&n.to_string())).collect()
    }

    /// Complete subtrees of given leaves, and nothing beyond them.
    fn stored(leaves: &[Hash]) -> impl FnMut(u8, u64) -> Result<Hash, String> + '_ {
        |level, index| {
            let count = 1_usize << level;
            let start = usize::try_from(index).unwrap() * count;
            let of = leaves.get(start..start + count);
            of.map(root).ok_or_else(|| format!("{level}/{index} is not there"))
        }
    }

    #[test]
    fn every_root_and_proof_from_subtrees_is_the_one_from_all_leaves() {
        let mut frontier = Frontier::default();
        assert_eq!(frontier.tree(), Tree { size: 0, root: root(&[]) });
        for size in 1..=70_usize {
            let leaves = hashes(size);
            frontier.push(leaves[size - 1]);
            let n = u64::try_from(size).unwrap();
            assert_eq!(frontier.tree(), Tree { size: n, root: root(&leaves) });
            assert_eq!(root_from(n, &mut stored(&leaves)).unwrap(), root(&leaves));
            for at in 0..=size + 1 {
                let m = u64::try_from(at).unwrap();
                let path = inclusion_from(m, n, &mut stored(&leaves)).unwrap();
                assert_eq!(path, inclusion(at, &leaves), "{at}/{size}");
                let proof = consistency_from(m, n, &mut stored(&leaves)).unwrap();
                assert_eq!(proof, consistency(at, &leaves), "{at}/{size}");
            }
        }
    }

    #[test]
    fn a_subtree_that_is_missing_is_said_and_nothing_is_proven() {
        let leaves = hashes(5);
        assert!(root_from(6, &mut stored(&leaves)).is_err());
        assert!(inclusion_from(0, 6, &mut stored(&leaves)).is_err());
        assert!(consistency_from(4, 7, &mut stored(&leaves)).is_err());
    }

    proptest! {
        #[test]
        fn no_size_makes_them_stumble(index in any::<u64>(), size in any::<u64>()) {
            let mut asked = 0;
            let mut any = |_: u8, _: u64| { asked += 1; Ok::<Hash, ()>([0; 32]) };
            prop_assert!(root_from(size, &mut any).is_ok());
            prop_assert_eq!(inclusion_from(index, size, &mut any).unwrap().is_some(), index < size);
            let goes_on = index > 0 && index <= size;
            prop_assert_eq!(consistency_from(index, size, &mut any).unwrap().is_some(), goes_on);
            prop_assert!(asked <= 64 * 64 * 3, "{asked} subtrees");
        }
    }
}
