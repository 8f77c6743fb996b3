//! Accounts, sign-in, sessions, seats granted.

mod acceptance;
mod bind;
mod challenge;
mod device;
mod grant;
mod invitation;
mod me;
mod outbox;
mod person;
mod seat_row;
mod session;
mod staff;
mod tally;
mod tidy;

pub use acceptance::{Acceptance, Invitee, Proof, accept, invitee};
pub use bind::{CodeEntry, Entered, follow_roll, sign_in};
pub use challenge::{CodeAsk, LIFE as CODE_LIFE, Try, request_code, spend};
pub use device::{Device, device_notices, read_device_notices, second_proof, waiting};
pub use grant::{end_grant, grants, may_grant, withdraw_invitation};
pub use invitation::{Offer, bind, invite, invite_first, offer};
pub use me::me;
pub use outbox::{Waiting, claim, done, is_due};
pub use person::{DirectGrant, Given, grant_directly, name, name_of, person};
pub use session::{Opened, Refreshed, end, refresh, sessions, sign_out};
pub use staff::{Credentials, StaffEntry, credentials, sign_in_staff};
pub(in crate::db) use tally::Count;
pub use tidy::tidy;

#[cfg(test)]
mod tests;
