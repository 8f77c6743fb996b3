//! Check 4: every ballot is one that counts.

use std::collections::{BTreeMap, BTreeSet};

use super::super::ballot::{Opened, OpenedItem, open_ballot};
use super::super::batch::{Claim, GROUP, first_broken};
use super::super::fault::{Check, Failure, Flaw};
use super::super::item::Boxes;
use super::frozen::Ground;
use super::journal::{Shown, ShownAs};
use super::read::failure;
use super::{CastLine, Line};
use crate::domain::vote::{Channel, MatterId, PartyId};
use crate::journal::Digest;

/// A ballot that counts: what is left of it for the sums.
#[derive(Debug)]
pub(super) struct Taken {
    pub(super) party: PartyId,
    pub(super) fingerprint: Digest,
    pub(super) seq: i64,
    /// The boxes of each matter that it decides on.
    pub(super) items: Vec<(MatterId, Boxes)>,
}

/// Items that wait for a batch to fill, each with its line.
#[derive(Default)]
struct Waiting {
    items: Vec<(usize, OpenedItem)>,
}

impl Waiting {
    fn check(&mut self, ground: &Ground) -> Result<(), Failure> {
        let claims: Vec<Claim<'_>> = self.items.iter().map(|(_, item)| item.claim()).collect();
        if let Some(place) = first_broken(&claims, &ground.poll.key) {
            let line = self.items.get(place).map_or(0, |(line, _)| *line);
            return Err(failure(line, Check::Ballot, "a proof does not hold"));
        }
        self.items.clear();
        Ok(())
    }
}

/// Takes in the ballots, in the journal's order; `progress` hears how many of how many are checked.
pub(super) fn ballots(
    lines: &[(usize, Line)],
    shown: &[Shown<'_>],
    ground: &Ground,
    checked: &[Digest],
    progress: &mut dyn FnMut(usize, usize),
) -> Result<Vec<Taken>, Failure> {
    let invalid = invalid(lines)?;
    let void: BTreeSet<&Digest> = checked.iter().collect();
    let cast = shown.iter().filter_map(|one| match one.kind {
        ShownAs::Ballot(cast) => Some((one.line, cast)),
        _ => None,
    });
    let cast: Vec<(usize, &CastLine)> = cast.collect();
    let mut taken: Vec<Taken> = Vec::with_capacity(cast.len());
    let (mut parties, mut nonces) = (BTreeSet::new(), BTreeSet::new());
    let mut waiting = Waiting::default();
    for (line, one) in &cast {
        let broken = |why| failure(*line, Check::Ballot, why);
        if !parties.insert(one.ballot.party) {
            return Err(broken("a second ballot of a party"));
        }
        let opened = open(one, ground, &invalid).map_err(broken)?;
        let fingerprint = opened.ballot.fingerprint();
        if void.contains(&fingerprint) {
            return Err(broken("the ballot was checked, and is void"));
        }
        let mut boxes = Vec::with_capacity(opened.items.len());
        for item in opened.items {
            if !item.item.nonces().all(|nonce| nonces.insert(nonce)) {
                return Err(broken("a copy of another ballot's item"));
            }
            boxes.push((item.matter, item.item.boxes().clone()));
            waiting.items.push((*line, item));
        }
        let party = one.ballot.party;
        taken.push(Taken { party, fingerprint, seq: one.leaf.entry.seq, items: boxes });
        if waiting.items.len() >= GROUP {
            waiting.check(ground)?;
            progress(taken.len(), cast.len());
        }
    }
    waiting.check(ground)?;
    progress(taken.len(), cast.len());
    let unused = invalid.iter().find(|(party, _)| !parties.contains(*party));
    match unused.and_then(|(_, matters)| matters.first()) {
        None => Ok(taken),
        Some((line, _)) => Err(failure(*line, Check::Ballot, "an invalid item without a ballot")),
    }
}

type Invalid = BTreeMap<PartyId, Vec<(usize, MatterId)>>;

fn invalid(lines: &[(usize, Line)]) -> Result<Invalid, Failure> {
    let mut invalid = Invalid::new();
    for (line, content) in lines {
        let Line::Invalid(item) = content else { continue };
        let of = invalid.entry(item.party).or_default();
        if of.iter().any(|(_, matter)| *matter == item.matter) {
            return Err(failure(*line, Check::Ballot, "the same invalid item twice"));
        }
        of.push((*line, item.matter));
    }
    Ok(invalid)
}

/// Reads a ballot, which must hold exactly the matters that its party decides on, those left out that
/// were marked twice on paper.
fn open(cast: &CastLine, ground: &Ground, invalid: &Invalid) -> Result<Opened, &'static str> {
    let (party, channel) = (cast.ballot.party, cast.ballot.channel);
    let mut matters: Vec<MatterId> = ground
        .matters
        .iter()
        .filter(|matter| ground.roll.weight(party, matter.scope).is_some())
        .map(|matter| matter.of_poll.matter)
        .collect();
    if matters.is_empty() {
        return Err("the party is not on the roll");
    }
    if let Some(items) = invalid.get(&party) {
        let known = items.iter().all(|(_, matter)| matters.contains(matter));
        if channel != Channel::Paper || !known {
            return Err("an invalid item that cannot be");
        }
        matters.retain(|matter| items.iter().all(|(_, other)| other != matter));
    }
    open_ballot(&ground.poll, (party, channel), &matters, cast.ballot.clone()).map_err(|flaw| {
        match flaw {
            Flaw::Items => "not the matters that the party decides on",
            Flaw::Repeated => "the same item twice",
            Flaw::Place => "a ballot of another meeting",
            _ => "an item that cannot be read",
        }
    })
}
