//! Large bodies in memory (`threats.md` L3): of photos and sheets the server holds only so much at
//! once. Who finds no room is told when to come again, and waits on their side.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use shared::api::{Code, Problem};
use shared::domain::account::AccountId;
use shared::value::Timestamp;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::failure::Failure;

/// Bytes of all large bodies together: a sheet of the largest size and eight photos of theirs.
const ROOM: usize = 192 << 20;
/// Large bodies of one account at once: the outbox sends one after the other, on two devices.
const PER_ACCOUNT: usize = 2;
/// When to come again, in ms.
const AGAIN: i64 = 5_000;

/// The room for large bodies.
#[derive(Clone)]
pub struct Intake {
    room: Arc<Semaphore>,
    accounts: Arc<Mutex<BTreeMap<AccountId, usize>>>,
}

impl Default for Intake {
    fn default() -> Self {
        Self::of(ROOM)
    }
}

impl Intake {
    /// Room for so many bytes.
    fn of(bytes: usize) -> Self {
        Self { room: Arc::new(Semaphore::new(bytes)), accounts: Arc::default() }
    }

    /// Lets an account send a large body, of which nothing is counted yet.
    pub(super) fn enter(&self, account: AccountId, now: Timestamp) -> Result<Held, Failure> {
        let mut accounts = self.accounts();
        let count = accounts.entry(account).or_default();
        if *count >= PER_ACCOUNT {
            return Err(Problem::new(Code::TooMany).retry_at(now.plus(AGAIN)).into());
        }
        *count += 1;
        Ok(Held { intake: self.clone(), account, now, room: None })
    }

    fn accounts(&self) -> MutexGuard<'_, BTreeMap<AccountId, usize>> {
        self.accounts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What one body holds of the room, until it is dropped.
pub(super) struct Held {
    intake: Intake,
    account: AccountId,
    now: Timestamp,
    room: Option<OwnedSemaphorePermit>,
}

impl Held {
    /// So many bytes more have arrived. Bytes that are only announced hold no room, or whoever
    /// announces much and sends nothing would keep the others out.
    pub(super) fn grow(&mut self, bytes: usize) -> Result<(), Failure> {
        let more = u32::try_from(bytes).ok();
        let more = more.and_then(|n| self.intake.room.clone().try_acquire_many_owned(n).ok());
        let full = || Problem::new(Code::Unavailable).retry_at(self.now.plus(AGAIN));
        let more = more.ok_or_else(full)?;
        match &mut self.room {
            Some(room) => room.merge(more),
            none => *none = Some(more),
        }
        Ok(())
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        let mut accounts = self.intake.accounts();
        if let Some(count) = accounts.get_mut(&self.account) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                accounts.remove(&self.account);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use shared::value::Id;

    use super::*;

    const NOW: Timestamp = Timestamp::from_ms(1_795_390_200_000);

    fn account(n: u8) -> AccountId {
        Id::v7(NOW, [n; 10])
    }

    fn refusal<T>(done: Result<T, Failure>) -> (Code, i64) {
        match done {
            Err(Failure::Problem(problem)) => (problem.code, problem.retry_at.unwrap().since(NOW)),
            Err(other) => panic!("{other:?}"),
            Ok(_) => panic!("it was let in"),
        }
    }

    #[test]
    fn threat_l3_large_bodies_have_so_much_room_together_and_give_it_back() {
        let intake = Intake::of(100);
        let mut first = intake.enter(account(1), NOW).unwrap();
        let mut second = intake.enter(account(2), NOW).unwrap();
        for _ in 0..3 {
            first.grow(20).unwrap();
        }
        assert_eq!(refusal(second.grow(41)), (Code::Unavailable, AGAIN));
        second.grow(40).unwrap();
        assert_eq!(refusal(second.grow(1)), (Code::Unavailable, AGAIN));
        drop(first);
        second.grow(60).unwrap();
        drop(second);
        assert_eq!(intake.room.available_permits(), 100);
    }

    #[test]
    fn threat_l3_an_account_sends_two_large_bodies_at_once() {
        let intake = Intake::of(100);
        let first = intake.enter(account(1), NOW).unwrap();
        let _second = intake.enter(account(1), NOW).unwrap();
        assert_eq!(refusal(intake.enter(account(1), NOW)), (Code::TooMany, AGAIN));
        assert!(intake.enter(account(2), NOW).is_ok(), "another account has its own");
        drop(first);
        assert!(intake.enter(account(1), NOW).is_ok());
    }

    #[test]
    fn whoever_has_gone_is_forgotten() {
        let intake = Intake::of(100);
        drop(intake.enter(account(1), NOW).unwrap());
        assert!(intake.accounts().is_empty());
    }
}
