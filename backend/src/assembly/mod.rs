//! Counting a meeting: what stands in the database, put to the arithmetic of `shared::sealed`
//! (`sealed-ballot.md` 8). Requests and jobs both come here.

mod bundle;
mod count;

pub use bundle::bundle;
pub use count::{Tally, advance};

use shared::api::Code;
use shared::domain::vote::{MatterId, PartyId, Weight};
use shared::journal::{Digest, FrozenMatter, FrozenRoll, scopes};
use shared::sealed::{Count, Election, Frozen, MeetingKey, Poll, PollMatter, Shape};

use crate::db::Conn;
use crate::db::vote::{self, Meeting};
use crate::failure::Failure;

/// What ballots are sealed for: the matters, the roll's root, the key.
pub fn poll(conn: &mut Conn, of: &Meeting) -> Result<Poll, Failure> {
    let matters = vote::frozen_matters(conn, of)?;
    let key = key(of)?.ok_or(Code::KeyMissing)?;
    poll_of(of, &matters, &key)
}

fn poll_of(of: &Meeting, matters: &[FrozenMatter], key: &MeetingKey) -> Result<Poll, Failure> {
    let matters = matters.iter().map(|matter| {
        let limit = usize::try_from(matter.limit).ok();
        let shape = limit.and_then(|limit| Shape::new(matter.options.len(), limit));
        Some(PollMatter { matter: matter.matter.id, text: matter.digest()?, shape: shape? })
    });
    let matters: Option<Vec<PollMatter>> = matters.collect();
    let roll = of.roll_root().and_then(Digest::parse);
    let bug = || Failure::bug("a frozen meeting that cannot be read");
    Ok(Poll {
        community: of.estate(),
        meeting: of.id(),
        key: *key.key(),
        roll: roll.ok_or_else(bug)?,
        matters: matters.ok_or_else(bug)?,
    })
}

/// The key, once it is made.
pub fn key(of: &Meeting) -> Result<Option<MeetingKey>, Failure> {
    let parts = vote::key_parts(of)?;
    let key = parts.map(|parts| MeetingKey::of(parts.locks));
    key.map(|key| key.ok_or_else(|| Failure::bug("three locks that make no key"))).transpose()
}

/// What the holders of the locks have looked over.
pub fn frozen(conn: &mut Conn, of: &Meeting) -> Result<Frozen, Failure> {
    let matters = vote::frozen_matters(conn, of)?;
    let texts: Option<Vec<Digest>> = matters.iter().map(FrozenMatter::digest).collect();
    let roll = of.roll_root().and_then(Digest::parse);
    let (Some(texts), Some(roll)) = (texts, roll) else {
        return Err(Code::MeetingState.into());
    };
    Ok(Frozen { roll, text: shared::journal::texts_digest(&texts) })
}

/// What is known of each matter before anything is opened.
fn counts(
    of: &Meeting,
    matters: &[FrozenMatter],
    roll: &FrozenRoll,
    voted: &[PartyId],
    served: &[PartyId],
) -> Vec<Count> {
    let scopes = scopes(matters);
    let count = |matter: &FrozenMatter| {
        let scope = scopes.iter().position(|scope| **scope == matter.matter.scope);
        let scope = scope.unwrap_or_default();
        let silent = || {
            let silent = served.iter().filter(|party| !voted.contains(party));
            let weights = silent.filter_map(|party| roll.weight(*party, scope));
            weights.fold(Weight::default(), Weight::plus)
        };
        // 从多 is for ordinary questions alone: 2.4 (d).
        let follows = of.draft().follow.is_some()
            && !matter.matter.is_election()
            && matter.majority == shared::domain::vote::Majority::Ordinary;
        Count {
            matter: matter.matter.id,
            majority: matter.majority,
            roll: roll.whole(scope),
            weights: voted.iter().filter_map(|party| roll.weight(*party, scope)).collect(),
            silent: follows.then(silent),
            min_group: u64::from(matter.min_group),
            open_without_quorum: matter.open_without_quorum,
            election: matter.candidates().map(|candidates| Election {
                seats: matter.limit,
                candidates,
                lots: Vec::new(),
            }),
        }
    };
    matters.iter().map(count).collect()
}

/// Which scope's weight a ballot has in a matter.
fn scope_of(matters: &[FrozenMatter], id: MatterId) -> usize {
    let of = matters.iter().find(|matter| matter.matter.id == id);
    let scopes = scopes(matters);
    of.and_then(|of| scopes.iter().position(|scope| **scope == of.matter.scope)).unwrap_or_default()
}
