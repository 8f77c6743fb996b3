//! A trustee's key on the trustee's own device: made, kept under a passphrase, used for locks and
//! shares. The server sees none of it.

use shared::api::vote::{LockHalf, Share};
use shared::domain::estate::EstateId;
use shared::domain::vote::TrusteeSeat;
use shared::journal::{Digest, texts_digest};
use shared::sealed::{
    Frozen, Lock, Pledge, Point, Seat, TrusteeKey, open_key_file, read_recovery, recovery_text,
    write_key_file,
};
use zeroize::Zeroizing;

use super::{Done, Engine, Progress, Refusal, count, digests, number};
use crate::{Answer, MeetingAsk, RecountAsk};

/// No key is open here.
const CLOSED: Refusal = Refusal::Word("vote/wrong-passphrase", "no key is open");

/// A lock by the numbers of its seats.
const fn pair(lock: Lock) -> (u8, u8) {
    let (low, high) = lock.seats();
    (low.number(), high.number())
}

impl Engine {
    pub(super) fn make_key(
        &mut self,
        community: EstateId,
        seat: TrusteeSeat,
        passphrase: String,
    ) -> Done {
        let seat = Seat::try_from(seat).map_err(|_| Refusal::Word("any/invalid", "no seat"))?;
        let seed = self.random()?;
        self.keep_key(community, seat, &seed, passphrase)
    }

    pub(super) fn recover_key(
        &mut self,
        community: EstateId,
        recovery: String,
        passphrase: String,
    ) -> Done {
        let recovery = Zeroizing::new(recovery);
        let (seat, seed) = read_recovery(&recovery)?;
        self.keep_key(community, seat, &seed, passphrase)
    }

    fn keep_key(
        &mut self,
        community: EstateId,
        seat: Seat,
        seed: &[u8; 32],
        passphrase: String,
    ) -> Done {
        let passphrase = Zeroizing::new(passphrase);
        let key = TrusteeKey::from_seed(seat, seed)?;
        let file = write_key_file(seat, seed, &passphrase, &*self.random()?, &*self.random()?)?;
        let answer = Answer::KeyMade {
            file,
            recovery: recovery_text(seat, seed).to_string(),
            point: key.public().text(),
            proof: key.prove(community, Pledge::Seat).text(),
        };
        self.key = Some(key);
        Ok(answer)
    }

    pub(super) fn open_key(&mut self, file: &str, passphrase: String) -> Done {
        let passphrase = Zeroizing::new(passphrase);
        let key = open_key_file(file, &passphrase)?;
        let answer = Answer::KeyOpen { seat: key.seat().into(), point: key.public().text() };
        self.key = Some(key);
        Ok(answer)
    }

    pub(super) fn lock(&self, ask: &MeetingAsk) -> Done {
        let key = self.key.as_ref().ok_or(CLOSED)?;
        let odd = || Refusal::Word("vote/proof-broken", "what is to be locked is not complete");
        let trustees: Option<Vec<Point>> =
            ask.trustees.iter().map(|text| Point::parse(text)).collect();
        let trustees: [Point; 3] = trustees.and_then(|all| all.try_into().ok()).ok_or_else(odd)?;
        if key.seat().of(&trustees) != key.public() {
            return Err(Refusal::Word("vote/key-changed", "not the key that was published"));
        }
        let roll = Digest::parse(&ask.roll).ok_or_else(odd)?;
        let texts = digests(&ask.texts).ok_or_else(odd)?;
        let frozen = Frozen { roll, text: texts_digest(&texts) };
        let half = |lock: Lock| {
            let lock = key.lock(ask.meeting, lock, &trustees)?;
            let half = lock.half(ask.community, ask.meeting, frozen);
            Some(LockHalf {
                lock: pair(half.lock),
                point: half.point.text(),
                proof: half.proof.text(),
            })
        };
        let locks: Option<Vec<LockHalf>> = key.seat().locks().map(half).collect();
        Ok(Answer::Locks { locks: locks.ok_or_else(odd)? })
    }

    /// The device counts again and shares only sums that it has added up itself: else a server could
    /// pass one ballot off as a sum.
    pub(super) fn share(&self, ask: &RecountAsk, bundle: &str, progress: Progress<'_>) -> Done {
        let key = self.key.as_ref().ok_or(CLOSED)?;
        let (verified, _) = count::checked(ask, bundle, progress)?;
        let shares = verified
            .shares(key)
            .ok_or(Refusal::Word("vote/key-changed", "not the key of this meeting"))?;
        let share = |(sum, share): (&shared::sealed::Sum, shared::sealed::SumShare)| Share {
            matter: sum.of.matter,
            index: number(sum.of.index),
            weight: sum.of.weight,
            lock: pair(share.lock),
            point: share.point.text(),
            proof: share.proof.text(),
        };
        Ok(Answer::Shares { shares: shares.into_iter().map(share).collect() })
    }
}
