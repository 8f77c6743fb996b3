//! Three trustees and three locks: any two trustees hold them all, one alone never
//! (`sealed-ballot.md` 3 and 4).

use curve25519_dalek::{RistrettoPoint, Scalar};
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, Zeroizing};

use super::context::Pledge;
use super::encode::{Point, scalar};
use super::fault::Fault;
use super::hash::hash_scalar;
use super::proof::{Proof, knows, prove_knowledge};
use crate::domain::estate::EstateId;
use crate::domain::vote::{MeetingId, TrusteeSeat};
use crate::journal::Digest;

/// Which of the three a trustee is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub enum Seat {
    /// The committee (筹备组, 物管委, 换届小组).
    Committee,
    /// The community office.
    Community,
    /// The town.
    Town,
}

impl Seat {
    /// All, in order.
    pub const ALL: [Self; 3] = [Self::Committee, Self::Community, Self::Town];

    /// Its number in the protocol.
    pub const fn number(self) -> u8 {
        match self {
            Self::Committee => 0,
            Self::Community => 1,
            Self::Town => 2,
        }
    }

    /// The two locks that it holds.
    pub fn locks(self) -> impl Iterator<Item = Lock> {
        Lock::ALL.into_iter().filter(move |lock| lock.other(self).is_some())
    }

    /// What is kept for each seat, of this one.
    pub const fn of<T>(self, each: &[T; 3]) -> &T {
        let [committee, community, town] = each;
        match self {
            Self::Committee => committee,
            Self::Community => community,
            Self::Town => town,
        }
    }
}

impl From<Seat> for TrusteeSeat {
    fn from(seat: Seat) -> Self {
        match seat {
            Seat::Committee => Self::Committee,
            Seat::Community => Self::Community,
            Seat::Town => Self::Town,
        }
    }
}

impl TryFrom<TrusteeSeat> for Seat {
    type Error = &'static str;
    fn try_from(seat: TrusteeSeat) -> Result<Self, Self::Error> {
        Self::ALL
            .into_iter()
            .find(|one| TrusteeSeat::from(*one) == seat)
            .ok_or("no seat of that name")
    }
}

impl TryFrom<u8> for Seat {
    type Error = &'static str;
    fn try_from(number: u8) -> Result<Self, Self::Error> {
        Self::ALL.into_iter().find(|seat| seat.number() == number).ok_or("no seat of that number")
    }
}

impl From<Seat> for u8 {
    fn from(seat: Seat) -> Self {
        seat.number()
    }
}

/// A lock, by the two seats that hold it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "(u8, u8)", into = "(u8, u8)")]
pub enum Lock {
    /// Of committee and community office.
    CommitteeCommunity,
    /// Of committee and town.
    CommitteeTown,
    /// Of community office and town.
    CommunityTown,
}

impl Lock {
    /// All, in order.
    pub const ALL: [Self; 3] = [Self::CommitteeCommunity, Self::CommitteeTown, Self::CommunityTown];

    /// Its two holders, the lower seat first.
    pub const fn seats(self) -> (Seat, Seat) {
        match self {
            Self::CommitteeCommunity => (Seat::Committee, Seat::Community),
            Self::CommitteeTown => (Seat::Committee, Seat::Town),
            Self::CommunityTown => (Seat::Community, Seat::Town),
        }
    }

    /// As people count them: 1, 2, 3.
    pub const fn number(self) -> u8 {
        match self {
            Self::CommitteeCommunity => 1,
            Self::CommitteeTown => 2,
            Self::CommunityTown => 3,
        }
    }

    /// The other holder; none for a seat that does not hold it.
    pub fn other(self, seat: Seat) -> Option<Seat> {
        let (low, high) = self.seats();
        if seat == low { Some(high) } else { (seat == high).then_some(low) }
    }

    /// What is kept for each lock, of this one.
    pub const fn of<T>(self, each: &[T; 3]) -> &T {
        let [first, second, third] = each;
        match self {
            Self::CommitteeCommunity => first,
            Self::CommitteeTown => second,
            Self::CommunityTown => third,
        }
    }
}

impl TryFrom<(u8, u8)> for Lock {
    type Error = &'static str;
    fn try_from((low, high): (u8, u8)) -> Result<Self, Self::Error> {
        let seats = |lock: &Lock| {
            let (a, b) = lock.seats();
            (a.number(), b.number()) == (low, high)
        };
        Self::ALL.into_iter().find(seats).ok_or("no lock of those seats")
    }
}

impl From<Lock> for (u8, u8) {
    fn from(lock: Lock) -> Self {
        let (low, high) = lock.seats();
        (low.number(), high.number())
    }
}

/// A number that must not leave the device; wiped when it is dropped.
pub(super) struct Secret(Scalar);

impl Secret {
    pub(super) const fn new(number: Scalar) -> Self {
        Self(number)
    }

    pub(super) const fn scalar(&self) -> &Scalar {
        &self.0
    }
}

impl Drop for Secret {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

/// A seat's secret, e.
pub struct TrusteeKey {
    seat: Seat,
    secret: Secret,
    public: Point,
}

impl std::fmt::Debug for TrusteeKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "TrusteeKey({:?}, {:?})", self.seat, self.public)
    }
}

impl TrusteeKey {
    /// From 32 random bytes.
    pub fn from_seed(seat: Seat, seed: &[u8; 32]) -> Result<Self, Fault> {
        Self::of(seat, hash_scalar("trustee", &[seed]))
    }

    /// From the number itself, as vectors give it.
    pub fn from_secret(seat: Seat, secret: &[u8; 32]) -> Result<Self, Fault> {
        Self::of(seat, scalar(secret).ok_or(Fault::KeyFileBroken)?)
    }

    fn of(seat: Seat, secret: Scalar) -> Result<Self, Fault> {
        let public = Point::of(RistrettoPoint::mul_base(&secret)).ok_or(Fault::KeyFileBroken)?;
        Ok(Self { seat, secret: Secret::new(secret), public })
    }

    /// Which seat's.
    pub const fn seat(&self) -> Seat {
        self.seat
    }

    /// E.
    pub const fn public(&self) -> &Point {
        &self.public
    }

    /// Proves the key: once for each term, and again before a meeting closes.
    pub fn prove(&self, community: EstateId, pledge: Pledge) -> Proof {
        let ctx = pledge.context(community, self.seat);
        prove_knowledge(self.secret.scalar(), &self.public, ctx.as_bytes())
    }

    /// The secret of a lock that this seat shares with another; the other computes the same number.
    ///
    /// None for a lock that the seat does not hold.
    pub fn lock(&self, meeting: MeetingId, lock: Lock, trustees: &[Point; 3]) -> Option<LockKey> {
        let other = lock.other(self.seat)?;
        let (low, high) = lock.seats();
        let common = Zeroizing::new(self.secret.scalar() * other.of(trustees).group());
        let common = Zeroizing::new(common.compress().to_bytes());
        let secret = hash_scalar(
            "lock",
            &[
                meeting.as_str().as_bytes(),
                &[low.number(), high.number()],
                low.of(trustees).bytes(),
                high.of(trustees).bytes(),
                common.as_slice(),
            ],
        );
        let public = Point::of(RistrettoPoint::mul_base(&secret))?;
        Some(LockKey { lock, holder: self.seat, secret: Secret::new(secret), public })
    }
}

/// Whether a seat's proof of its key holds.
pub fn check_trustee(
    community: EstateId,
    seat: Seat,
    public: &Point,
    pledge: Pledge,
    proof: &Proof,
) -> bool {
    knows(public, pledge.context(community, seat).as_bytes(), proof)
}

/// The secret of a lock, s, on the device of one of its holders.
pub struct LockKey {
    lock: Lock,
    holder: Seat,
    secret: Secret,
    public: Point,
}

impl std::fmt::Debug for LockKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "LockKey({:?}, {:?})", self.lock, self.public)
    }
}

impl LockKey {
    /// Which lock's.
    pub const fn lock(&self) -> Lock {
        self.lock
    }

    /// S.
    pub const fn public(&self) -> &Point {
        &self.public
    }

    pub(super) const fn secret(&self) -> &Scalar {
        self.secret.scalar()
    }

    /// What its holder publishes, having looked over roll and texts.
    pub fn half(&self, community: EstateId, meeting: MeetingId, frozen: Frozen) -> LockHalf {
        let Self { lock, holder, secret, public } = self;
        let ctx = frozen.pledge(meeting, *lock).context(community, *holder);
        let proof = prove_knowledge(secret.scalar(), public, ctx.as_bytes());
        LockHalf { lock: *lock, seat: *holder, point: *public, proof }
    }
}

/// What the holders of the locks have looked over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frozen {
    /// Root of the frozen roll.
    pub roll: Digest,
    /// Hash over the hashes of the matters (`journal::texts_digest`).
    pub text: Digest,
}

impl Frozen {
    const fn pledge(self, meeting: MeetingId, lock: Lock) -> Pledge {
        Pledge::Lock { meeting, lock, roll: self.roll, text: self.text }
    }
}

/// One holder's half of a lock, as it is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LockHalf {
    /// Which lock.
    pub lock: Lock,
    /// By which of its holders.
    pub seat: Seat,
    /// S.
    pub point: Point,
    /// That the holder knows its secret and has looked over roll and texts.
    pub proof: Proof,
}

impl LockHalf {
    /// Whether its proof holds and its seat holds the lock.
    pub fn check(
        &self,
        community: EstateId,
        meeting: MeetingId,
        frozen: Frozen,
    ) -> Result<(), Fault> {
        let Self { lock, seat, point, proof } = self;
        let ctx = frozen.pledge(meeting, *lock).context(community, *seat);
        let holds = lock.other(*seat).is_some() && knows(point, ctx.as_bytes(), proof);
        if holds { Ok(()) } else { Err(Fault::LockBroken(*lock)) }
    }
}

/// K with the points of its three locks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MeetingKey {
    key: Point,
    locks: [Point; 3],
}

impl MeetingKey {
    /// K.
    pub const fn key(&self) -> &Point {
        &self.key
    }

    /// S of each lock, in the order of [`Lock::ALL`].
    pub const fn locks(&self) -> &[Point; 3] {
        &self.locks
    }

    /// Of three locks; none where they cancel each other out.
    pub fn of(locks: [Point; 3]) -> Option<Self> {
        let [a, b, c] = &locks;
        let key = Point::of(a.group() + b.group() + c.group())?;
        Some(Self { key, locks })
    }
}

/// Both halves of each lock, checked and equal, make the meeting's key.
///
/// A half that is missing waits for its trustee; two that differ name their lock.
pub fn verify_locks(
    community: EstateId,
    meeting: MeetingId,
    frozen: Frozen,
    halves: &[LockHalf],
) -> Result<MeetingKey, Fault> {
    let mut points = Vec::new();
    for lock in Lock::ALL {
        let (low, high) = lock.seats();
        let of = |seat| halves.iter().find(|half| half.lock == lock && half.seat == seat);
        let (Some(low), Some(high)) = (of(low), of(high)) else {
            return Err(Fault::WaitingTrustees);
        };
        low.check(community, meeting, frozen)?;
        high.check(community, meeting, frozen)?;
        if low.point != high.point {
            return Err(Fault::LockMismatch(lock));
        }
        points.push(low.point);
    }
    let points: [Point; 3] = points.try_into().map_err(|_| Fault::WaitingTrustees)?;
    MeetingKey::of(points).ok_or(Fault::KeyChanged)
}
