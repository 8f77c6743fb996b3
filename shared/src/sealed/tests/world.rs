//! A meeting with its trustees, for the tests of this module.

use super::super::*;
use crate::domain::vote::{Channel, MatterId, PartyId};
use crate::journal::Digest;
use crate::value::{Id, Timestamp};

pub(super) fn id<T>(text: &str) -> Id<T> {
    Id::parse(text).unwrap()
}

/// The `n`th id of its kind.
pub(super) fn nth<T>(n: u64) -> Id<T> {
    let mut random = [0; 10];
    random[2..].copy_from_slice(&n.to_be_bytes());
    Id::v7(Timestamp::from_ms(1_795_390_200_000), random)
}

pub(super) fn unhex<const N: usize>(text: &str) -> [u8; N] {
    data_encoding::HEXLOWER.decode(text.as_bytes()).unwrap().try_into().unwrap()
}

pub(super) struct Ceremony {
    pub(super) keys: [TrusteeKey; 3],
    pub(super) trustees: [Point; 3],
    pub(super) halves: Vec<LockHalf>,
    pub(super) poll: Poll,
    pub(super) key: MeetingKey,
}

pub(super) const FROZEN: Frozen = Frozen { roll: Digest::new([7; 32]), text: Digest::new([8; 32]) };

impl Ceremony {
    /// A meeting over matters of these shapes.
    pub(super) fn new(shapes: &[Shape]) -> Self {
        let keys =
            Seat::ALL.map(|seat| TrusteeKey::from_seed(seat, &[seat.number() + 1; 32]).unwrap());
        let trustees = [0, 1, 2].map(|at: usize| *keys[at].public());
        let (community, meeting) = (nth(900), nth(901));
        let mut halves = Vec::new();
        for key in &keys {
            for lock in key.seat().locks() {
                let lock = key.lock(meeting, lock, &trustees).unwrap();
                halves.push(lock.half(community, meeting, FROZEN));
            }
        }
        let key = verify_locks(community, meeting, FROZEN, &halves).unwrap();
        let matters = (1..).zip(shapes).map(|(n, shape)| PollMatter {
            matter: nth(n),
            text: Digest::of([u8::try_from(n).unwrap()]),
            shape: *shape,
        });
        let matters = matters.collect();
        let poll = Poll { community, meeting, key: *key.key(), roll: FROZEN.roll, matters };
        Self { keys, trustees, halves, poll, key }
    }

    pub(super) fn matter(&self, at: usize) -> MatterId {
        self.poll.matters[at].matter
    }

    pub(super) fn matters(&self) -> Vec<MatterId> {
        self.poll.matters.iter().map(|matter| matter.matter).collect()
    }

    /// A sealed ballot of a party, marking each matter.
    pub(super) fn ballot(&self, party: PartyId, marks: &[&[bool]]) -> Ballot {
        let marks: Vec<Marks> = self
            .matters()
            .into_iter()
            .zip(marks)
            .map(|(matter, marks)| Marks { marks: marks.to_vec(), matter })
            .collect();
        let seed = *Digest::of(party.as_str()).bytes();
        seal_ballot(&self.poll, party, Channel::App, &marks, &seed).unwrap()
    }

    /// Both shares of a sum by one seat.
    pub(super) fn shares(&self, seat: Seat, sum: &Sum) -> Vec<SumShare> {
        let key = seat.of(&self.keys);
        let locks = seat.locks().map(|lock| key.lock(self.poll.meeting, lock, &self.trustees));
        locks.map(|lock| make_share(&lock.unwrap(), seat, sum).unwrap()).collect()
    }
}
