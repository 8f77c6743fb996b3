//! Randomness of the operating system.

use shared::value::{Id, Timestamp};

use crate::failure::Failure;

/// So many random bytes.
pub fn bytes<const N: usize>() -> Result<[u8; N], Failure> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(Failure::bug)?;
    Ok(bytes)
}

/// A fresh id.
pub fn id<T>(now: Timestamp) -> Result<Id<T>, Failure> {
    Ok(Id::v7(now, bytes()?))
}

/// An id that keeps the order of a thing's steps within one millisecond (RFC 9562, 6.2, method 1).
pub fn id_in_order<T>(now: Timestamp, step: i64) -> Result<Id<T>, Failure> {
    let [_, _, random @ ..] = bytes::<10>()?;
    let [.., high, low] = step.to_be_bytes();
    let mut tail = [0; 10];
    for (to, from) in tail.iter_mut().zip([high, low].into_iter().chain(random)) {
        *to = from;
    }
    Ok(Id::v7(now, tail))
}

/// A random number below `end`, without bias that matters below a million.
pub fn below(end: u32) -> Result<u32, Failure> {
    let wide = u64::from_be_bytes(bytes()?) % u64::from(end.max(1));
    u32::try_from(wide).map_err(Failure::bug)
}
