//! Checking the proofs of items: one by one, or hundreds in one product (`sealed-ballot.md` 6, 13).

use curve25519_dalek::constants::RISTRETTO_BASEPOINT_POINT as G;
use curve25519_dalek::traits::{IsIdentity, VartimeMultiscalarMul};
use curve25519_dalek::{RistrettoPoint, Scalar};

use super::encode::Point;
use super::hash::hash;
use super::item::Item;
use crate::journal::Digest;

/// How many items are checked in one product: more gain nothing, and cost memory.
pub const GROUP: usize = 256;

/// An item with what its proofs are bound to, all under one key.
#[derive(Clone, Copy, Debug)]
pub struct Claim<'a> {
    /// The item.
    pub item: &'a Item,
    /// Its context, hashed ([`super::Poll::context`]).
    pub ctx: Digest,
}

impl Claim<'_> {
    /// Whether every proof of the item holds.
    pub fn holds(&self, key: &Point) -> bool {
        self.item.statements(&self.ctx, key).iter().all(|(cipher, branches)| {
            let mut of_value = cipher.b;
            branches.iter().enumerate().all(|(at, branch)| {
                if at > 0 {
                    of_value -= G;
                }
                let minus = -branch.challenge;
                let [a, a1] = branch.commitments;
                let by_g = RistrettoPoint::vartime_double_scalar_mul_basepoint(
                    &minus,
                    &cipher.r,
                    &branch.response,
                );
                let by_key = RistrettoPoint::vartime_multiscalar_mul(
                    [branch.response, minus],
                    [*key.group(), of_value],
                );
                by_g == a && by_key == a1
            })
        })
    }
}

/// Checks all, in groups; the first that does not hold, by its place.
///
/// A whole group holds if one product over all its equations is the identity, each equation weighed
/// with 128 bits hashed from every challenge and response; where it is not, single checks find the
/// one.
pub fn first_broken(claims: &[Claim<'_>], key: &Point) -> Option<usize> {
    for (number, group) in claims.chunks(GROUP).enumerate() {
        if !all_hold(group, key) {
            let place = group.iter().position(|claim| !claim.holds(key));
            // A group fails only if one of its items does, so the fallback is never taken.
            return Some(number * GROUP + place.unwrap_or(0));
        }
    }
    None
}

/// One product over a group.
pub fn all_hold(claims: &[Claim<'_>], key: &Point) -> bool {
    let mut product = Product::new(Weights::new(claims, key));
    for claim in claims {
        product.add(claim, key);
    }
    product.holds(key)
}

/// Σ z·(A + c·R − s·G) + z′·(A′ + c·(B − j·G) − s·K), collected by point.
struct Product {
    weights: Weights,
    scalars: Vec<Scalar>,
    points: Vec<RistrettoPoint>,
    of_g: Scalar,
    of_key: Scalar,
}

impl Product {
    fn new(weights: Weights) -> Self {
        let (scalars, points) = (Vec::new(), Vec::new());
        Self { weights, scalars, points, of_g: Scalar::ZERO, of_key: Scalar::ZERO }
    }

    fn push(&mut self, scalar: Scalar, point: RistrettoPoint) {
        self.scalars.push(scalar);
        self.points.push(point);
    }

    fn add(&mut self, claim: &Claim<'_>, key: &Point) {
        for (cipher, branches) in claim.item.statements(&claim.ctx, key) {
            let (mut of_r, mut of_b) = (Scalar::ZERO, Scalar::ZERO);
            let mut value = Scalar::ZERO;
            for branch in branches {
                let [z, z1] = [self.weights.next(), self.weights.next()];
                let [a, a1] = branch.commitments;
                self.push(z, a);
                self.push(z1, a1);
                of_r += z * branch.challenge;
                let by_b = z1 * branch.challenge;
                of_b += by_b;
                self.of_g -= z * branch.response + by_b * value;
                self.of_key -= z1 * branch.response;
                value += Scalar::ONE;
            }
            self.push(of_r, cipher.r);
            self.push(of_b, cipher.b);
        }
    }

    fn holds(mut self, key: &Point) -> bool {
        self.push(self.of_g, G);
        self.push(self.of_key, *key.group());
        RistrettoPoint::vartime_multiscalar_mul(&self.scalars, &self.points).is_identity()
    }
}

/// 128-bit numbers that nobody can choose items for: they depend on every byte of all of them, the
/// challenges being hashed from the points.
struct Weights {
    seed: [u8; 64],
    block: [u8; 64],
    drawn: u64,
}

impl Weights {
    fn new(claims: &[Claim<'_>], key: &Point) -> Self {
        let mut all = Vec::new();
        for claim in claims {
            all.extend(claim.item.challenge(&claim.ctx, key).to_bytes());
            for branch in claim.item.proofs.iter().flatten() {
                all.extend(branch.challenge.to_bytes());
                all.extend(branch.response.to_bytes());
            }
        }
        Self { seed: hash("batch", &[&all]), block: [0; 64], drawn: 0 }
    }

    fn next(&mut self) -> Scalar {
        let place = self.drawn % 4;
        if place == 0 {
            self.block = hash("weight", &[&self.seed, &self.drawn.to_le_bytes()]);
        }
        self.drawn += 1;
        let (quarters, _) = self.block.as_chunks::<16>();
        let at = usize::try_from(place).unwrap_or(0);
        Scalar::from(quarters.get(at).map_or(1, |quarter| u128::from_le_bytes(*quarter)))
    }
}
