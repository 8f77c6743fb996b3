//! What time drives.

pub mod deadline;
pub mod sms;
