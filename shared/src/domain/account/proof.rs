//! When a phone number alone no longer proves who holds it (`threats.md` S4).

use crate::value::{DAY, Timestamp};

/// So long without a sign of life, in ms, and the number may be somebody else's: carriers give
/// numbers out again.
pub const SILENCE: i64 = 180 * DAY;
/// Without a second proof so long must pass, in ms: time for the co-owners, who are told, to object.
pub const WAIT: i64 = DAY;

/// Until when somebody who comes back with nothing but a code waits with what needs a second proof:
/// binding a household, seeing it, taking up a staff invitation. No seat is suspended meanwhile: reports
/// are filed and votes are cast. None for a number that was never heard of, or was lately.
pub fn waits_until(seen: Option<Timestamp>, now: Timestamp) -> Option<Timestamp> {
    seen.filter(|seen| now.since(*seen) >= SILENCE).map(|_| now.plus(WAIT))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn threat_s4_a_hundred_and_eighty_silent_days_ask_for_a_second_proof() {
        let seen = Timestamp::from_ms(1_795_390_200_000);
        let at = |later: i64| waits_until(Some(seen), seen.plus(later));
        assert_eq!(at(180 * DAY - 1), None);
        assert_eq!(at(180 * DAY), Some(seen.plus(181 * DAY)));
        assert_eq!(waits_until(None, seen), None);
    }
}
