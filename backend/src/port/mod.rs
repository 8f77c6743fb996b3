//! The outside world, behind small traits.

pub mod blob;
pub mod clock;
pub mod random;
pub mod sms;
