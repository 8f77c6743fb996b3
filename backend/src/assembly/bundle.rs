//! The bundle of a meeting: everything from which anybody counts again (`sealed-ballot.md` 11).

use std::collections::BTreeSet;

use shared::api::{Code, Problem};
use shared::domain::report::BATCH;
use shared::domain::vote::{MatterResult, SumWeight, VoteFact};
use shared::journal::{Checkpoint, Digest, Fact, Note, Tree, inclusion_from};
use shared::sealed::bundle::{
    CastLine, EntryText, Head, Leaf, Line, ShareLine, SumLine, SumName, TotalLine, TrusteeLine,
    WithheldLine, write,
};
use shared::sealed::{Point, Proof, VERSION};
use shared::value::Timestamp;

use super::Tally;
use crate::db::tlog::{self, Stored};
use crate::db::vote::{self, Meeting, SumKey};
use crate::db::{Conn, journal};
use crate::failure::Failure;

/// How many entries of the journal are read at once.
const ROWS: i64 = 1000;

/// The whole bundle, as far as the meeting has come. It waits for the journal's next signed
/// checkpoint, to which every entry's path leads.
pub fn bundle(conn: &mut Conn, of: Meeting, now: Timestamp) -> Result<Vec<u8>, Failure> {
    let (first, last) = of.entries().ok_or(Code::MeetingState)?;
    let (checkpoint, tree) = signed(conn, &of, last, now)?;
    let results = vote::results(conn, &of)?;
    let mut lines = vec![Line::Head(Head {
        checkpoint: checkpoint.to_string(),
        community: of.estate(),
        meeting: of.id(),
        tree: tree.into(),
        v: VERSION.to_owned(),
    })];
    let tally = Tally::load(conn, of)?;
    lines.extend(tally.matters.iter().map(|frozen| Line::Matter { frozen: frozen.clone() }));
    lines.extend(tally.roll.rows().iter().cloned().map(Line::Roll));
    lines.extend(key_lines(&tally.of)?);
    lines.extend(entries(conn, &tally, tree, (first, last))?);
    lines.extend(served(conn, &tally)?);
    lines.extend(sums(&tally, &results)?);
    lines.extend(vote::lines(&results).into_iter().map(Line::Result));
    let text = write(&lines).ok_or_else(|| Failure::bug("a bundle without canonical form"))?;
    Ok(text.into_bytes())
}

/// The last signed checkpoint, which must cover the meeting's entries.
fn signed(
    conn: &mut Conn,
    of: &Meeting,
    last: i64,
    now: Timestamp,
) -> Result<(Note, Tree), Failure> {
    let log = tlog::log(conn, of.estate())?;
    let note = tlog::published(conn, &log)?;
    let read = note.as_ref().and_then(|note| Checkpoint::parse(note.text()));
    let covers = |of: &Checkpoint| i64::try_from(of.tree.size).is_ok_and(|size| size >= last);
    match (note, read.filter(covers)) {
        (Some(note), Some(checkpoint)) => Ok((note, checkpoint.tree)),
        _ => {
            let next = now.floor_to(BATCH).plus(BATCH);
            Err(Problem::from(Code::NotSignedYet).retry_at(next).into())
        }
    }
}

/// Trustees, halves and key.
fn key_lines(of: &Meeting) -> Result<Vec<Line>, Failure> {
    let parts = vote::key_parts(of)?.ok_or(Code::KeyMissing)?;
    let key = super::key(of)?.ok_or(Code::KeyMissing)?;
    let trustees = parts.trustees.iter().map(|trustee| {
        let read = || {
            Some(TrusteeLine {
                proof: Proof::parse(&trustee.proof)?,
                public: Point::parse(&trustee.point)?,
                seat: vote::seat(trustee.seat)?,
            })
        };
        read().map(Line::Trustee).ok_or_else(|| Failure::bug("a trustee that cannot be read"))
    });
    let mut lines = trustees.collect::<Result<Vec<_>, _>>()?;
    lines.extend(parts.halves.iter().copied().map(Line::Lock));
    lines.push(Line::Key { key: *key.key() });
    Ok(lines)
}

/// The journal from the meeting's first entry to its last, each entry with its path.
fn entries(
    conn: &mut Conn,
    tally: &Tally,
    tree: Tree,
    (first, last): (i64, i64),
) -> Result<Vec<Line>, Failure> {
    let (estate, meeting) = (tally.of.estate(), tally.of.id());
    let mut rows = Vec::new();
    let mut after = first - 1;
    while after < last {
        let part = journal::rows(conn, estate.as_str(), after, ROWS.min(last - after))?;
        after = part.last().map_or(last, |row| row.seq);
        rows.extend(part);
    }
    let mut stored = Stored::new(conn, estate);
    let mut lines = Vec::with_capacity(rows.len());
    for row in rows {
        let bad = || Failure::bug(format!("entry {} of a journal cannot be read", row.seq));
        let entry = EntryText::parse(&row.bytes).ok_or_else(bad)?;
        let index = u64::try_from(row.seq - 1).map_err(Failure::bug)?;
        let path = inclusion_from(index, tree.size, &mut |level, at| stored.complete(level, at))?;
        let path = path.ok_or_else(bad)?.into_iter().map(Digest::new).collect();
        let fact = serde_json::from_value::<Fact>(entry.fact.clone());
        let leaf = Leaf { entry, path };
        lines.push(match fact {
            Ok(Fact::Vote { fact: VoteFact::Cast { meeting: of, .. } }) if of == meeting => {
                let cast = tally.ballots.iter().find(|ballot| ballot.seq == row.seq);
                let ballot = cast.and_then(|cast| cast.ballot()).ok_or_else(bad)?;
                Line::Ballot(CastLine { ballot, leaf })
            }
            Ok(Fact::Vote { fact: VoteFact::Checked { meeting: of, .. } }) if of == meeting => {
                Line::Checked(leaf)
            }
            _ => Line::Leaf(leaf),
        });
    }
    Ok(lines)
}

/// Who was served, where silence counts.
fn served(conn: &mut Conn, tally: &Tally) -> Result<Vec<Line>, Failure> {
    if tally.of.draft().follow.is_none() {
        return Ok(Vec::new());
    }
    let parties = vote::served(conn, &tally.of)?;
    Ok(parties.into_iter().map(|party| Line::Served { party }).collect())
}

/// The sums that anybody has shared, their shares and totals, and why others stay sealed.
fn sums(tally: &Tally, results: &[MatterResult]) -> Result<Vec<Line>, Failure> {
    let keys: BTreeSet<SumKey> = tally.shares.iter().filter_map(vote::ShareRow::key).collect();
    let bug = || Failure::bug("a sum that cannot be formed");
    let mut lines = Vec::new();
    if !keys.is_empty() {
        let opened = tally.open_ballots()?;
        for key in &keys {
            let sum = tally.sum(&opened, *key).ok_or_else(bug)?;
            lines.push(Line::Sum(SumLine::from(&sum)));
        }
    }
    for row in &tally.shares {
        let line = row.share().zip(row.key());
        let line: Option<ShareLine> = line.and_then(|(share, key)| key.line(&share, row.seq));
        lines.push(Line::Share(line.ok_or_else(bug)?));
    }
    for (key, total) in &tally.totals {
        let name = key.name().ok_or_else(bug)?;
        lines.push(Line::Total(TotalLine { name, total: *total }));
    }
    for result in results {
        let Some(why) = result.withheld else { continue };
        for (index, total) in result.boxes.iter().enumerate() {
            let sealed = [
                (SumWeight::Persons, total.persons.is_none()),
                (SumWeight::Area, total.area.is_none()),
            ];
            for (weight, _) in sealed.into_iter().filter(|(_, sealed)| *sealed) {
                let name = SumName { index, matter: result.matter, weight };
                lines.push(Line::Withheld(WithheldLine { name, why }));
            }
        }
    }
    Ok(lines)
}
