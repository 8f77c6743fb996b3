//! Ballots on paper: two persons key in the same, and the scan, which shows a choice, is encrypted
//! before it leaves the device (`sealed-ballot.md` 7).

use zeroize::Zeroizing;

use super::cipher::{decrypt, encrypt, encrypt_to};
use super::context::Poll;
use super::fault::{Fault, Flaw};
use super::hash::VERSION;
use crate::domain::estate::EstateId;
use crate::domain::vote::{MeetingId, PartyId};
use crate::journal::Digest;

/// What scan and seed are bound to: JCS of ids and words.
pub(super) fn place(community: EstateId, meeting: MeetingId, party: PartyId) -> String {
    format!(
        "{{\"community\":\"{community}\",\"meeting\":\"{meeting}\",\"party\":\"{party}\",\
         \"v\":\"{VERSION}\"}}"
    )
}

/// Encrypts the seed of the first keying for the second device. `pairing` is the 256-bit key of the
/// QR code that one screen shows the other; the nonce is random.
pub fn wrap_seed(
    poll: &Poll,
    party: PartyId,
    pairing: &[u8; 32],
    nonce: &[u8; 24],
    seed: &[u8; 32],
) -> Result<Vec<u8>, Fault> {
    let aad = place(poll.community, poll.meeting, party);
    let sealed = encrypt(pairing, *nonce, aad.as_bytes(), seed).ok_or(Flaw::Length)?;
    Ok([nonce.as_slice(), &sealed].concat())
}

/// Opens what [`wrap_seed`] made for this party.
pub fn unwrap_seed(
    poll: &Poll,
    party: PartyId,
    pairing: &[u8; 32],
    wrapped: &[u8],
) -> Result<Zeroizing<[u8; 32]>, Fault> {
    let (nonce, sealed) = wrapped.split_first_chunk::<24>().ok_or(Flaw::Length)?;
    let aad = place(poll.community, poll.meeting, party);
    let seed = decrypt(pairing, *nonce, aad.as_bytes(), sealed).ok_or(Flaw::Place)?;
    let seed: [u8; 32] = seed.as_slice().try_into().map_err(|_| Flaw::Length)?;
    Ok(Zeroizing::new(seed))
}

/// Whether both persons keyed in the same: with one seed, equal marks give equal ballots.
pub fn compare_keyings(first: &Digest, second: &Digest) -> Result<(), Fault> {
    if first == second { Ok(()) } else { Err(Fault::PaperDiffers) }
}

/// Encrypts a scan to the meeting's key. The seed is 32 random bytes for this scan alone.
pub fn seal_scan(
    poll: &Poll,
    party: PartyId,
    scan: &[u8],
    seed: &[u8; 32],
) -> Result<Vec<u8>, Fault> {
    let aad = place(poll.community, poll.meeting, party);
    let sealed = encrypt_to("scan", &poll.key, seed, aad.as_bytes(), scan);
    Ok(sealed.ok_or(Flaw::Length)?)
}
