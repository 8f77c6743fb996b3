//! What a bundle says of sums, shares, totals and results, sorted by what they are about.

use std::collections::BTreeMap;

use super::super::fault::{Check, Failure};
use super::journal::Shown;
use super::read::failure;
use super::write::shares_digest;
use super::{Line, ResultLine, ShareLine, SumLine, SumName};
use crate::domain::vote::{PartyId, SumWeight, VoteFact, Withheld};

/// What the bundle says of sums, by matter, box and weight, each with its line.
#[derive(Default)]
pub(super) struct Told<'a> {
    pub(super) sums: BTreeMap<Key, (usize, &'a SumLine)>,
    pub(super) shares: BTreeMap<Key, Vec<(usize, &'a ShareLine)>>,
    pub(super) totals: BTreeMap<Key, (usize, u64)>,
    pub(super) withheld: BTreeMap<Key, (usize, Withheld)>,
    pub(super) results: Vec<(usize, &'a ResultLine)>,
    pub(super) served: BTreeMap<PartyId, usize>,
}

pub(super) type Key = (String, usize, SumWeight);

pub(super) fn key(name: &SumName) -> Key {
    (name.matter.to_string(), name.index, name.weight)
}

impl<'a> Told<'a> {
    pub(super) fn of(lines: &'a [(usize, Line)]) -> Result<Self, Failure> {
        let mut told = Self::default();
        for (number, line) in lines {
            let twice = match line {
                Line::Sum(sum) => told.sums.insert(key(&sum.name), (*number, sum)).is_some(),
                Line::Total(of) => told.totals.insert(key(&of.name), (*number, of.total)).is_some(),
                Line::Withheld(of) => {
                    told.withheld.insert(key(&of.name), (*number, of.why)).is_some()
                }
                Line::Share(share) => {
                    told.shares.entry(key(&share.name)).or_default().push((*number, share));
                    false
                }
                Line::Result(result) => {
                    told.results.push((*number, result));
                    false
                }
                Line::Served { party } => told.served.insert(*party, *number).is_some(),
                _ => false,
            };
            if twice {
                return Err(failure(*number, Check::Tally, "the same sum, total or party twice"));
            }
        }
        Ok(told)
    }

    /// The first line of a sum, share, total or withheld sum that nothing asked for.
    pub(super) fn unasked(&self) -> Option<usize> {
        let sums = self.sums.values().map(|(line, _)| *line);
        let shares = self.shares.values().flatten().map(|(line, _)| *line);
        let totals = self.totals.values().map(|(line, _)| *line);
        sums.chain(shares).chain(totals).min()
    }
}

/// Every posting of shares has its entry, and every such entry its posting.
pub(super) fn check_postings(shown: &[Shown<'_>], told: &Told<'_>) -> Result<(), Failure> {
    let mut shares: Vec<(usize, &ShareLine)> = told.shares.values().flatten().copied().collect();
    shares.sort_by_key(|(line, _)| *line);
    let mut postings: BTreeMap<i64, (usize, Vec<ShareLine>)> = BTreeMap::new();
    for (line, share) in shares {
        postings.entry(share.seq).or_insert((line, Vec::new())).1.push(*share);
    }
    for one in shown {
        let Some(VoteFact::Share { hash, .. }) = &one.fact else { continue };
        let broken = |why| Err(failure(one.line, Check::Complete, why));
        let Some((_, posting)) = postings.remove(&one.seq) else {
            return broken("a posting of shares is left out");
        };
        if shares_digest(&posting).map(|digest| digest.to_string()).as_ref() != Some(hash) {
            return broken("not the shares of their entry");
        }
    }
    match postings.into_values().next() {
        None => Ok(()),
        Some((line, _)) => Err(failure(line, Check::Complete, "shares without an entry")),
    }
}
