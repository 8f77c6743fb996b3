//! Check 6 and 7: sums, shares and totals; what was opened, what stays closed, and the result.

use std::collections::{BTreeMap, BTreeSet};

use super::super::context::{SumOf, ballots_digest};
use super::super::count::{Count, Election, Wanted};
use super::super::fault::{Check, Failure, Fault};
use super::super::tally::{Sum, SumShare, check_share, check_total, sum};
use super::frozen::{Ground, GroundMatter};
use super::intake::Taken;
use super::journal::Shown;
use super::read::failure;
use super::told::{Told, check_postings, key};
use super::write::results_digest;
use super::{Line, ResultLine, SumLine, SumName};
use crate::domain::vote::{BoxTotal, Majority, MatterResult, PartyId, SumWeight, VoteFact, Weight};
use crate::journal::Digest;

/// A matter as far as the bundle has it.
#[derive(Debug)]
pub struct MatterCount {
    /// What is known without opening anything.
    pub count: Count,
    /// What is open.
    pub totals: Vec<BoxTotal>,
    /// The sums that are to be opened next; empty once the result is known.
    pub wanted: Vec<Sum>,
    /// The result, once it is known.
    pub result: Option<MatterResult>,
}

/// Recomputes each matter from its ballots and compares what the bundle says.
pub(super) fn check(
    lines: &[(usize, Line)],
    shown: &[Shown<'_>],
    ground: &Ground,
    taken: &[Taken],
) -> Result<Vec<MatterCount>, Failure> {
    let last = lines.len();
    let mut told = Told::of(lines)?;
    check_postings(shown, &told)?;
    for (party, line) in &told.served {
        if ground.roll.rows().binary_search_by_key(party, |row| row.party).is_err() {
            return Err(failure(*line, Check::Result, "a served party that is not on the roll"));
        }
    }
    let lots = lots(&told, ground)?;
    let mut counts = Vec::new();
    for (matter, lots) in ground.matters.iter().zip(lots) {
        counts.push(recount(matter, lots, ground, taken, &mut told, last)?);
    }
    if let Some(line) = told.unasked() {
        return Err(failure(line, Check::Result, "opened without need, or without its sum"));
    }
    check_withheld(&counts, &mut told)?;
    check_results(&counts, shown, &told, last)?;
    Ok(counts)
}

/// The lots of each matter, from the result lines, which stand in the order of the matters or not at
/// all.
fn lots(told: &Told<'_>, ground: &Ground) -> Result<Vec<Vec<u32>>, Failure> {
    let of_matter = ground.matters.iter().map(|matter| matter.of_poll.matter);
    let Some((line, _)) = told.results.first() else {
        return Ok(ground.matters.iter().map(|_| Vec::new()).collect());
    };
    if !told.results.iter().map(|(_, line)| line.result.matter).eq(of_matter) {
        return Err(failure(*line, Check::Result, "not one result for each matter, in order"));
    }
    let lots = told.results.iter().zip(&ground.matters).map(|((line, result), matter)| {
        let boxes = matter.of_poll.shape.boxes();
        let fits = result.lots.is_empty()
            || (matter.frozen.matter.is_election() && result.lots.len() == boxes);
        let lots = fits.then(|| result.lots.clone());
        lots.ok_or(failure(*line, Check::Result, "lots that do not fit"))
    });
    lots.collect()
}

/// What is known of a matter from roll, ballots and services.
fn count(
    matter: &GroundMatter,
    lots: Vec<u32>,
    ground: &Ground,
    taken: &[Taken],
    served: &BTreeMap<PartyId, usize>,
) -> Count {
    let frozen = &matter.frozen;
    let weight = |party| ground.roll.weight(party, matter.scope);
    let has_item = |one: &&Taken| one.items.iter().any(|(of, _)| *of == matter.of_poll.matter);
    let weights = taken.iter().filter(has_item).filter_map(|one| weight(one.party)).collect();
    let election =
        frozen.candidates().map(|candidates| Election { seats: frozen.limit, candidates, lots });
    let follows =
        frozen.follow.is_some() && frozen.majority == Majority::Ordinary && election.is_none();
    let silent = follows.then(|| {
        let cast: BTreeSet<PartyId> = taken.iter().map(|one| one.party).collect();
        let silent = served.keys().copied().filter(|party| !cast.contains(party));
        silent.filter_map(weight).fold(Weight::default(), Weight::plus)
    });
    Count {
        matter: matter.of_poll.matter,
        majority: frozen.majority,
        roll: ground.roll.whole(matter.scope),
        weights,
        silent,
        min_group: frozen.min_group.into(),
        open_without_quorum: frozen.open_without_quorum,
        election,
    }
}

/// The sum of one box of a matter.
fn sum_of(
    matter: &GroundMatter,
    (index, weight): Wanted,
    ground: &Ground,
    taken: &[Taken],
) -> Option<Sum> {
    let id = matter.of_poll.matter;
    let added = taken.iter().filter_map(|one| {
        let (_, boxes) = one.items.iter().find(|(of, _)| *of == id)?;
        let party = ground.roll.weight(one.party, matter.scope)?;
        let by = if weight == SumWeight::Area { party.area } else { party.persons };
        Some((&one.fingerprint, boxes, by))
    });
    let added: Vec<_> = added.collect();
    let ballots = ballots_digest(added.iter().map(|(fingerprint, _, _)| *fingerprint));
    let of = SumOf { meeting: ground.poll.meeting, matter: id, index, weight, ballots };
    sum(of, added.into_iter().map(|(_, boxes, by)| (boxes, by)))
}

/// Follows the opening of one matter step by step: whatever is wanted is looked for, and taken out of
/// what the bundle says.
fn recount(
    matter: &GroundMatter,
    lots: Vec<u32>,
    ground: &Ground,
    taken: &[Taken],
    told: &mut Told<'_>,
    last: usize,
) -> Result<MatterCount, Failure> {
    let count = count(matter, lots, ground, taken, &told.served);
    let mut totals = count.unopened();
    let impossible = |_| failure(last, Check::Tally, "totals that no roll can have");
    loop {
        let wanted = count.wanted(&totals).map_err(impossible)?;
        let mut missing = Vec::new();
        for one in wanted.iter().copied() {
            let name = SumName { index: one.0, matter: matter.of_poll.matter, weight: one.1 };
            let sum = sum_of(matter, one, ground, taken);
            let sum = sum.ok_or(failure(last, Check::Tally, "a sum that cannot be formed"))?;
            let Some(total) = opened(&name, &sum, ground, told)? else {
                missing.push(sum);
                continue;
            };
            if let Some(of) = totals.get_mut(one.0) {
                match one.1 {
                    SumWeight::Area => of.area = Some(total),
                    _ => of.persons = Some(total),
                }
            }
        }
        if wanted.is_empty() || !missing.is_empty() {
            let result = count.result(&totals).map_err(impossible)?;
            return Ok(MatterCount { count, totals, wanted: missing, result });
        }
    }
}

/// The total of one sum, if the bundle has it: the sum is the recomputed one, every share belongs to
/// it, and they open to the total.
fn opened(
    name: &SumName,
    sum: &Sum,
    ground: &Ground,
    told: &mut Told<'_>,
) -> Result<Option<u64>, Failure> {
    let key = key(name);
    match told.sums.remove(&key) {
        Some((_, of)) if *of == SumLine::from(sum) => {}
        Some((line, _)) => return Err(failure(line, Check::Tally, "not the sum of the ballots")),
        // What hangs on it is then left over, and found as such.
        None => return Ok(None),
    }
    let mut shares: Vec<SumShare> = Vec::new();
    for (line, share) in told.shares.remove(&key).unwrap_or_default() {
        let share = share.share();
        let twice = shares.iter().any(|other| (other.lock, other.seat) == (share.lock, share.seat));
        if twice || check_share(&ground.key, sum, &share).is_err() {
            return Err(failure(line, Check::Tally, "a share that does not belong to its sum"));
        }
        shares.push(share);
    }
    let Some((line, total)) = told.totals.remove(&key) else { return Ok(None) };
    check_total(&ground.key, sum, &shares, total).map_err(|fault| match fault {
        Fault::WaitingTrustees => failure(line, Check::Tally, "a total without its shares"),
        _ => failure(line, Check::Tally, "not what the shares open"),
    })?;
    Ok(Some(total))
}

/// Once a matter is decided, each sum of it that stays sealed says why; before, none does.
fn check_withheld(counts: &[MatterCount], told: &mut Told<'_>) -> Result<(), Failure> {
    let told_results = !told.results.is_empty();
    for of in counts {
        let Some(result) = of.result.as_ref().filter(|_| told_results) else { continue };
        for (index, total) in result.boxes.iter().enumerate() {
            let closed = [
                (SumWeight::Persons, total.persons.is_none()),
                (SumWeight::Area, total.area.is_none()),
            ];
            for (weight, _) in closed.into_iter().filter(|(_, closed)| *closed) {
                let name = SumName { index, matter: of.count.matter, weight };
                let line = told.results.first().map_or(0, |(line, _)| *line);
                let why = told.withheld.remove(&key(&name));
                if why.map(|(_, why)| why) != result.withheld {
                    let line = why.map_or(line, |(line, _)| line);
                    return Err(failure(line, Check::Result, "withheld for another reason"));
                }
            }
        }
    }
    match told.withheld.values().map(|(line, _)| *line).min() {
        None => Ok(()),
        Some(line) => Err(failure(line, Check::Result, "withheld, and open or not yet due")),
    }
}

/// The results are those that the rule gives, and those that the journal's last entry names.
fn check_results(
    counts: &[MatterCount],
    shown: &[Shown<'_>],
    told: &Told<'_>,
    last: usize,
) -> Result<(), Failure> {
    for ((line, result), count) in told.results.iter().zip(counts) {
        if Some(&result.result) != count.result.as_ref() {
            return Err(failure(*line, Check::Result, "not what the rule gives"));
        }
    }
    let results: Vec<ResultLine> = told.results.iter().map(|(_, line)| (*line).clone()).collect();
    let digest: Option<Digest> = results_digest(&results);
    let entry = shown.iter().rev().find_map(|one| match &one.fact {
        Some(VoteFact::Result { hash, .. }) => Some((one.line, hash)),
        _ => None,
    });
    match (entry, results.is_empty()) {
        (None, true) => Ok(()),
        (Some((line, hash)), false) => {
            let same = digest.is_some_and(|digest| digest.to_string() == *hash);
            if same {
                Ok(())
            } else {
                Err(failure(line, Check::Result, "not the journal's result"))
            }
        }
        (Some((line, _)), true) => Err(failure(line, Check::Result, "the result is left out")),
        (None, false) => Err(failure(last, Check::Result, "a result that is not in the journal")),
    }
}
