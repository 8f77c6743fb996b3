//! Adding under encryption, and opening sums with any two trustees (`sealed-ballot.md` 8).

use curve25519_dalek::traits::VartimeMultiscalarMul;
use curve25519_dalek::{RistrettoPoint, Scalar};
use serde::{Deserialize, Serialize};

use super::context::SumOf;
use super::encode::Point;
use super::fault::Fault;
use super::item::{Boxes, Cipher};
use super::log::Table;
use super::proof::{Equal, Proof};
use super::trustee::{Lock, LockKey, MeetingKey, Seat};

/// A sum of one box over all ballots, still sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sum {
    /// Which.
    pub of: SumOf,
    /// Σ w·R.
    pub r: Point,
    /// Σ w·B.
    pub b: Point,
}

/// Adds one box of every item, each with its party's weight: 1 or 0 for persons, its area in
/// 0.01 m² otherwise.
///
/// None where nothing is added: a sum over nothing is zero and needs no trustee.
pub fn sum<'a>(of: SumOf, boxes: impl IntoIterator<Item = (&'a Boxes, u64)>) -> Option<Sum> {
    let (mut weights, mut r, mut b) = (Vec::new(), Vec::new(), Vec::new());
    for (boxes, weight) in boxes {
        let cipher = boxes.0.get(of.index)?;
        if weight > 0 {
            weights.push(weight);
            r.push(cipher.r);
            b.push(cipher.b);
        }
    }
    let added = if weights.iter().all(|weight| *weight == 1) {
        Cipher { r: r.iter().sum(), b: b.iter().sum() }
    } else {
        let weights: Vec<Scalar> = weights.into_iter().map(Scalar::from).collect();
        let add =
            |points: Vec<RistrettoPoint>| RistrettoPoint::vartime_multiscalar_mul(&weights, points);
        Cipher { r: add(r), b: add(b) }
    };
    Some(Sum { of, r: Point::of(added.r)?, b: Point::of(added.b)? })
}

/// What one lock contributes to the opening of one sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SumShare {
    /// Which lock.
    pub lock: Lock,
    /// D = s·R.
    pub point: Point,
    /// That it is the lock's s.
    pub proof: Proof,
    /// By which of its holders.
    pub seat: Seat,
}

/// Makes a share of a sum. Only for sums that the trustee's own device has added up from a bundle
/// that it verified: a server could pass one ballot off as a sum.
pub fn make_share(key: &LockKey, seat: Seat, sum: &Sum) -> Option<SumShare> {
    let point = Point::of(key.secret() * sum.r.group())?;
    let equal = Equal { public: key.public(), r: &sum.r, d: &point };
    let proof = equal.prove(key.secret(), sum.of.context().as_bytes());
    Some(SumShare { lock: key.lock(), point, proof, seat })
}

/// Whether a share belongs to its lock and to this sum.
pub fn check_share(key: &MeetingKey, sum: &Sum, share: &SumShare) -> Result<(), Fault> {
    let equal = Equal { public: share.lock.of(key.locks()), r: &sum.r, d: &share.point };
    let holds = share.lock.other(share.seat).is_some()
        && equal.holds(sum.of.context().as_bytes(), &share.proof);
    if holds { Ok(()) } else { Err(Fault::ShareBroken) }
}

/// t·G = B − ΣD, from shares of all three locks that were checked.
fn opened(sum: &Sum, shares: &[SumShare]) -> Result<RistrettoPoint, Fault> {
    let mut left = *sum.b.group();
    for lock in Lock::ALL {
        let share = shares.iter().find(|share| share.lock == lock);
        left -= share.ok_or(Fault::WaitingTrustees)?.point.group();
    }
    Ok(left)
}

/// Opens a sum: checks the shares and finds the number, which is at most `most`.
///
/// [`Fault::WaitingTrustees`] until all three locks are there.
pub fn open_total(
    table: &Table,
    key: &MeetingKey,
    sum: &Sum,
    shares: &[SumShare],
    most: u64,
) -> Result<u64, Fault> {
    shares.iter().try_for_each(|share| check_share(key, sum, share))?;
    table.log(&opened(sum, shares)?, most).ok_or(Fault::CannotOpen)
}

/// Whether `total` is what the shares open, all of them being valid.
pub fn check_total(
    key: &MeetingKey,
    sum: &Sum,
    shares: &[SumShare],
    total: u64,
) -> Result<(), Fault> {
    shares.iter().try_for_each(|share| check_share(key, sum, share))?;
    let fits = opened(sum, shares)? == RistrettoPoint::mul_base(&Scalar::from(total));
    if fits { Ok(()) } else { Err(Fault::CannotOpen) }
}
