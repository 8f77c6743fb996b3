//! The clock. Nothing else reads the time.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Instant;

use shared::value::{MINUTE, Timestamp};

/// How far the wall's clock may part from the time that has passed (`threats.md` V3).
const DRIFT: i64 = MINUTE;

/// Tells the time.
pub trait Clock: Send + Sync + 'static {
    /// Now.
    fn now(&self) -> Timestamp;

    /// Whether the clock on the wall has moved as time passed since the start. Where it has not,
    /// what cannot be undone waits (`threats.md` V3): no vote closes early or late by a clock that
    /// somebody has set.
    fn is_steady(&self) -> bool;
}

/// Whether a wall clock that moved by so many ms while so many ms passed can be believed: they part
/// by a minute at most, in either direction (`threats.md` V3).
pub const fn agrees(wall: i64, passed: i64) -> bool {
    wall.abs_diff(passed) <= DRIFT.unsigned_abs()
}

/// The machine's clock.
#[derive(Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        #[expect(clippy::disallowed_methods, reason = "this is the clock port")]
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        // A machine whose clock stands before 1970 has other troubles.
        let ms = since.map_or(0, |since| since.as_millis());
        Timestamp::from_ms(i64::try_from(ms).unwrap_or(i64::MAX))
    }

    /// Against the machine's monotonic clock, from the first question on.
    fn is_steady(&self) -> bool {
        static BEGAN: OnceLock<(Timestamp, Instant)> = OnceLock::new();
        let (wall, monotonic) = BEGAN.get_or_init(|| (self.now(), Instant::now()));
        let passed = i64::try_from(monotonic.elapsed().as_millis()).unwrap_or(i64::MAX);
        agrees(self.now().since(*wall), passed)
    }
}

/// A clock that tests and the demo's making set by hand.
#[derive(Debug)]
pub struct ManualClock {
    now: AtomicI64,
    /// By how much the wall has jumped beside the time that passed.
    jumped: AtomicI64,
}

impl ManualClock {
    /// Stands at an instant.
    pub const fn at(now: Timestamp) -> Self {
        Self { now: AtomicI64::new(now.ms()), jumped: AtomicI64::new(0) }
    }

    /// Lets so many milliseconds pass.
    pub fn advance(&self, ms: i64) {
        self.now.fetch_add(ms, Ordering::SeqCst);
    }

    /// Lets time pass until an instant.
    pub fn set(&self, now: Timestamp) {
        self.now.store(now.ms(), Ordering::SeqCst);
    }

    /// Sets the clock on the wall forward, or back, while no time passes.
    pub fn jump(&self, ms: i64) {
        self.now.fetch_add(ms, Ordering::SeqCst);
        self.jumped.fetch_add(ms, Ordering::SeqCst);
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_ms(self.now.load(Ordering::SeqCst))
    }

    fn is_steady(&self) -> bool {
        agrees(self.jumped.load(Ordering::SeqCst), 0)
    }
}

#[cfg(test)]
mod tests {
    use shared::value::HOUR;

    use super::*;

    #[test]
    fn threat_v3_a_wall_clock_two_hours_off_is_not_believed_in_either_direction() {
        for passed in [0, 5_000, 90 * 24 * HOUR] {
            for off in [2 * HOUR, -2 * HOUR, DRIFT + 1, -DRIFT - 1, i64::MIN / 2] {
                assert!(!agrees(passed + off, passed), "{off} after {passed}");
            }
            for off in [0, 1000, DRIFT, -DRIFT] {
                assert!(agrees(passed + off, passed), "{off} after {passed}");
            }
        }
        assert!(!agrees(i64::MIN, i64::MAX));
    }

    #[test]
    fn threat_v3_a_clock_that_is_put_right_is_believed_again() {
        let clock = ManualClock::at(Timestamp::from_ms(1_795_390_200_000));
        clock.advance(90 * 24 * HOUR);
        assert!(clock.is_steady());
        for off in [2 * HOUR, -2 * HOUR] {
            clock.jump(off);
            assert!(!clock.is_steady());
            clock.jump(-off);
            assert!(clock.is_steady());
        }
        assert!(SystemClock.is_steady());
    }
}
