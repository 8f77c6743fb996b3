//! What time drives.

pub mod checkpoint;
pub mod deadline;
pub mod meeting;
pub mod relay;
pub mod sms;
pub mod sweep;
