//! The async front of [`prepare`]: a bounded number of decodes at once, and turns taken by account.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use bytes::Bytes;
use shared::domain::account::AccountId;
use tokio::sync::{Mutex as Turn, OwnedMutexGuard, OwnedSemaphorePermit, Semaphore};
use tokio::task::spawn_blocking;
use tokio::time::timeout;

use super::{Limits, Photo, PhotoError, prepare};

/// Decodes at once (`threats.md` F1): memory stays below twice [`Limits::memory`], and the other cores answer readers.
const AT_ONCE: usize = 2;

/// Prepares photos on the blocking pool, two at a time and one of an account: a file of a few kilobytes may take seconds, and
/// whoever sends many of them waits for oneself. The others wait their turn in order, but not for ever.
#[derive(Debug, Clone)]
pub struct Workshop {
    benches: Arc<Semaphore>,
    turns: Arc<Mutex<BTreeMap<AccountId, Weak<Turn<()>>>>>,
    limits: Limits,
    wait: Duration,
}

/// A place to work: the account's turn, then one of the benches.
type Bench = (OwnedMutexGuard<()>, OwnedSemaphorePermit);

impl Workshop {
    /// A workshop for photos within `limits`, where nobody waits longer than `wait` for a bench.
    pub fn new(limits: Limits, wait: Duration) -> Workshop {
        let benches = Arc::new(Semaphore::new(AT_ONCE));
        Workshop { benches, turns: Arc::default(), limits, wait }
    }

    /// The limits a photo must keep: the reader of an upload stops at [`Limits::bytes`].
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// [`prepare`] without blocking the caller's thread.
    pub async fn prepare(&self, account: AccountId, bytes: Bytes) -> Result<Photo, PhotoError> {
        if bytes.len() > self.limits.bytes {
            return Err(PhotoError::TooLarge);
        }
        let bench =
            timeout(self.wait, self.bench(account)).await.map_err(|_| PhotoError::Busy)??;
        let limits = self.limits;
        spawn_blocking(move || {
            let photo = prepare(&bytes, &limits);
            // Held by the work, not by the waiting request: a caller that goes away frees no bench early.
            drop(bench);
            photo
        })
        .await
        // Cannot happen: `prepare` catches panics.
        .map_err(|_| PhotoError::Broken)?
    }

    async fn bench(&self, account: AccountId) -> Result<Bench, PhotoError> {
        let turn = self.turn(account).lock_owned().await;
        // Cannot fail: the semaphore is never closed.
        let bench = Arc::clone(&self.benches).acquire_owned().await;
        Ok((turn, bench.map_err(|_| PhotoError::Broken)?))
    }

    /// What the photos of an account wait for one after the other. It is there as long as one of them holds it.
    fn turn(&self, account: AccountId) -> Arc<Turn<()>> {
        let mut turns = self.turns.lock().unwrap_or_else(PoisonError::into_inner);
        turns.retain(|_, turn| turn.strong_count() > 0);
        if let Some(turn) = turns.get(&account).and_then(Weak::upgrade) {
            return turn;
        }
        let turn = Arc::default();
        turns.insert(account, Arc::downgrade(&turn));
        turn
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt;
    use shared::value::{Id, Timestamp};

    use super::super::tests::fixture;
    use super::*;

    fn account(n: u8) -> AccountId {
        Id::v7(Timestamp::from_ms(1), [n; 10])
    }

    fn workshop() -> Workshop {
        Workshop::new(Limits::default(), Duration::from_mins(10))
    }

    fn photo() -> Bytes {
        Bytes::from(fixture::upright_jpeg())
    }

    #[tokio::test]
    async fn threat_f1_the_third_photo_waits_for_a_free_bench() {
        let workshop = workshop();
        let first = workshop.bench(account(1)).await.unwrap();
        let second = workshop.bench(account(2)).await.unwrap();
        let mut third = Box::pin(workshop.prepare(account(3), photo()));
        assert!(third.as_mut().now_or_never().is_none(), "both benches are taken");
        assert_eq!(workshop.benches.available_permits(), 0);
        drop(first);
        assert_eq!(third.await.unwrap().width, fixture::WIDTH);
        drop(second);
        assert_eq!(workshop.benches.available_permits(), AT_ONCE, "every bench is given back");
    }

    #[tokio::test]
    async fn threat_f1_one_account_leaves_a_bench_to_the_others() {
        let workshop = workshop();
        let first = workshop.bench(account(1)).await.unwrap();
        let mut waiting: Vec<_> =
            (0..5).map(|_| Box::pin(workshop.prepare(account(1), photo()))).collect();
        for own in &mut waiting {
            assert!(own.as_mut().now_or_never().is_none(), "one of an account at a time");
        }
        let other = workshop.prepare(account(2), photo()).await.unwrap();
        assert_eq!(other.width, fixture::WIDTH);
        drop(first);
        for own in waiting {
            own.await.unwrap();
        }
        workshop.prepare(account(2), photo()).await.unwrap();
        assert_eq!(workshop.turns.lock().unwrap().len(), 1, "who has gone is forgotten");
    }

    #[tokio::test]
    async fn threat_f1_nobody_waits_for_a_bench_for_ever() {
        let workshop = Workshop::new(Limits::default(), Duration::from_millis(20));
        let first = workshop.bench(account(1)).await.unwrap();
        assert_eq!(workshop.prepare(account(1), photo()).await, Err(PhotoError::Busy));
        let _second = workshop.bench(account(2)).await.unwrap();
        assert_eq!(workshop.prepare(account(3), photo()).await, Err(PhotoError::Busy));
        drop(first);
        assert!(workshop.prepare(account(3), photo()).await.is_ok());
    }

    #[tokio::test]
    async fn a_refused_photo_gives_its_bench_back() {
        let workshop = workshop();
        for _ in 0..5 {
            let refused = workshop.prepare(account(1), Bytes::from_static(b"%PDF-1.7")).await;
            assert_eq!(refused.unwrap_err(), PhotoError::NotAPhoto);
        }
        assert_eq!(workshop.benches.available_permits(), AT_ONCE);
    }

    #[tokio::test]
    async fn a_file_beyond_the_limit_is_refused_without_waiting() {
        let limits = Limits { bytes: 10, ..Limits::default() };
        let workshop = Workshop::new(limits, Duration::from_mins(10));
        let _held = Arc::clone(&workshop.benches).acquire_many_owned(2).await.unwrap();
        let answer = workshop.prepare(account(1), Bytes::from_static(&[0; 11])).now_or_never();
        assert_eq!(answer, Some(Err(PhotoError::TooLarge)));
    }
}
