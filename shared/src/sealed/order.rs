//! Opening one ballot, on a written order of the town or a court alone (`sealed-ballot.md` 9). The
//! order's hash stands in the journal first and is what every share is bound to; the shares are
//! encrypted to whoever reads, so that the server sees none.

use curve25519_dalek::constants::RISTRETTO_BASEPOINT_POINT as G;
use curve25519_dalek::traits::Identity;
use curve25519_dalek::{RistrettoPoint, Scalar};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::ballot::{Marks, Opened};
use super::cipher::{decrypt_with, encrypt_to, nonce_of};
use super::encode::Point;
use super::fault::{Fault, Flaw};
use super::hash::hash_scalar;
use super::paper::place;
use super::proof::{Equal, Proof};
use super::trustee::{Lock, LockKey, MeetingKey, Seat, Secret};
use crate::journal::Digest;

/// What one lock contributes to the opening of one ballot: for each of its boxes, item by item, and
/// for its scan last where there is one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OrderShare {
    /// Which lock.
    pub lock: Lock,
    /// D = s·R of each.
    pub points: Vec<Point>,
    /// That each is the lock's s.
    pub proofs: Vec<Proof>,
    /// By which of its holders.
    pub seat: Seat,
}

/// Every R of a ballot, and of its scan where there is one.
pub fn order_points(ballot: &Opened, scan: Option<&[u8]>) -> Result<Vec<Point>, Fault> {
    let boxes = ballot.items.iter().flat_map(|item| item.item.nonces().collect::<Vec<_>>());
    let boxes: Option<Vec<Point>> = boxes.map(|bytes| Point::from_bytes(&bytes)).collect();
    let mut points = boxes.ok_or(Flaw::Point)?;
    if let Some(scan) = scan {
        points.push(nonce_of(scan).ok_or(Flaw::Point)?);
    }
    Ok(points)
}

/// Makes a lock's share under an order, for [`order_points`].
pub fn make_order_share(
    key: &LockKey,
    seat: Seat,
    order: &Digest,
    points: &[Point],
) -> Option<OrderShare> {
    let mut share = OrderShare { lock: key.lock(), points: Vec::new(), proofs: Vec::new(), seat };
    for r in points {
        let d = Point::of(key.secret() * r.group())?;
        let equal = Equal { public: key.public(), r, d: &d };
        share.proofs.push(equal.prove(key.secret(), order.bytes()));
        share.points.push(d);
    }
    Some(share)
}

impl OrderShare {
    fn check(&self, key: &MeetingKey, order: &Digest, points: &[Point]) -> Result<(), Fault> {
        let whole = (self.points.len(), self.proofs.len()) == (points.len(), points.len());
        let public = self.lock.of(key.locks());
        let each = points.iter().zip(&self.points).zip(&self.proofs);
        let holds = whole
            && self.lock.other(self.seat).is_some()
            && each
                .into_iter()
                .all(|((r, d), proof)| Equal { public, r, d }.holds(order.bytes(), proof));
        if holds { Ok(()) } else { Err(Fault::ShareBroken) }
    }
}

/// r·K of each point, from shares of all three locks.
fn common(
    key: &MeetingKey,
    order: &Digest,
    points: &[Point],
    shares: &[OrderShare],
) -> Result<Vec<RistrettoPoint>, Fault> {
    shares.iter().try_for_each(|share| share.check(key, order, points))?;
    let mut sums = vec![RistrettoPoint::identity(); points.len()];
    for lock in Lock::ALL {
        let share = shares.iter().find(|share| share.lock == lock);
        for (sum, d) in sums.iter_mut().zip(&share.ok_or(Fault::WaitingTrustees)?.points) {
            *sum += d.group();
        }
    }
    Ok(sums)
}

/// What an opened ballot says, and its scan.
#[derive(Debug)]
pub struct OrderedBallot {
    /// The marks, matter by matter.
    pub marks: Vec<Marks>,
    /// The scan, where there is one.
    pub scan: Option<Zeroizing<Vec<u8>>>,
}

/// Opens one ballot with the shares of any two trustees, all under the same order.
pub fn open_ordered(
    key: &MeetingKey,
    order: &Digest,
    ballot: &Opened,
    scan: Option<&[u8]>,
    shares: &[OrderShare],
) -> Result<OrderedBallot, Fault> {
    let points = order_points(ballot, scan)?;
    let mut common = common(key, order, &points, shares)?.into_iter();
    let mut marks = Vec::new();
    for item in &ballot.items {
        let boxes = item.item.boxes().0.iter().zip(common.by_ref());
        let marked = boxes.map(|(cipher, common)| match cipher.b - common {
            none if none == RistrettoPoint::identity() => Ok(false),
            one if one == G => Ok(true),
            _ => Err(Fault::CannotOpen),
        });
        marks.push(Marks { marks: marked.collect::<Result<_, _>>()?, matter: item.matter });
    }
    let scan = match scan.zip(common.next()) {
        None => None,
        Some((scan, common)) => {
            let common = Point::of(common).ok_or(Fault::CannotOpen)?;
            let of = &ballot.ballot;
            let aad = place(of.community, of.meeting, of.party);
            let opened = decrypt_with("scan", &common, aad.as_bytes(), scan);
            Some(opened.ok_or(Fault::CannotOpen)?)
        }
    };
    Ok(OrderedBallot { marks, scan })
}

/// The key of whoever reads an ordered ballot, made on the reader's device for this order.
pub struct ReaderKey {
    secret: Secret,
    public: Point,
}

impl std::fmt::Debug for ReaderKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ReaderKey({:?})", self.public)
    }
}

impl ReaderKey {
    /// From 32 random bytes; none for the one seed in 2²⁵² that gives no key.
    pub fn from_seed(seed: &[u8; 32]) -> Option<Self> {
        let secret: Scalar = hash_scalar("reader", &[seed]);
        let public = Point::of(RistrettoPoint::mul_base(&secret))?;
        Some(Self { secret: Secret::new(secret), public })
    }

    /// What the trustees encrypt to.
    pub const fn public(&self) -> &Point {
        &self.public
    }

    /// Decrypts a trustee's share of this order.
    pub fn open(&self, order: &Digest, sealed: &[u8]) -> Result<OrderShare, Fault> {
        let r = nonce_of(sealed).ok_or(Fault::ShareBroken)?;
        let common = Point::of(self.secret.scalar() * r.group()).ok_or(Fault::ShareBroken)?;
        let opened = decrypt_with("order", &common, order.bytes(), sealed);
        let opened = opened.ok_or(Fault::ShareBroken)?;
        serde_json::from_slice(&opened).map_err(|_| Fault::ShareBroken)
    }
}

/// Encrypts a share to the reader, bound to the order. The seed is 32 random bytes.
pub fn seal_order_share(
    reader: &Point,
    order: &Digest,
    share: &OrderShare,
    seed: &[u8; 32],
) -> Result<Vec<u8>, Fault> {
    let text = Zeroizing::new(serde_json::to_vec(share).map_err(|_| Fault::ShareBroken)?);
    encrypt_to("order", reader, seed, order.bytes(), &text).ok_or(Fault::ShareBroken)
}
