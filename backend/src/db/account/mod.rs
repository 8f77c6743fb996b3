//! Accounts, sign-in, sessions, seats granted.

mod bind;
mod challenge;
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

pub use bind::{CodeEntry, Entered, follow_roll, sign_in};
pub use challenge::{CodeAsk, LIFE as CODE_LIFE, request_code};
pub use grant::{end_grant, grants, may_grant};
pub use invitation::{Acceptance, Invitee, Offer, Proof, accept, invite, invitee, offer};
pub use me::me;
pub use outbox::{Waiting, claim, done};
pub use person::{DirectGrant, Given, grant_directly, name, name_of, person};
pub use session::{Opened, Refreshed, end, refresh, sessions, sign_out};
pub use staff::{Credentials, StaffEntry, credentials, sign_in_staff};
pub use tidy::tidy;

#[cfg(test)]
mod tests;
