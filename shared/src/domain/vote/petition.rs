//! Petitions of owners: a fifth of the persons (PMR13 for a meeting, SX23 for an audit).

/// Whether a fifth or more of the persons of the roll have signed.
pub fn is_petition_carried(signers: u32, persons: u32) -> bool {
    persons > 0 && 5 * u64::from(signers) >= u64::from(persons)
}
