//! Counting a meeting again from its bundle.

use shared::journal::{Checkpoint, Digest, Note, Tree, VerifierKey, is_consistent, successor};
use shared::sealed::bundle::{Verified, head, verify};
use shared::sealed::{Check, Failure};

use super::{Done, Progress, Refusal, digests, number};
use crate::{Answer, LogKey, RecountAsk};

/// Something about the journal does not hold; the bundle's first line names its checkpoint.
const fn journal(why: &'static str) -> Failure {
    Failure { line: 1, check: Check::Journal, why }
}

pub(super) fn recount(ask: &RecountAsk, bundle: &str, progress: Progress<'_>) -> Done {
    let (verified, vkey) = checked(ask, bundle, progress)?;
    let mine = ask.receipts.iter().map(|of| {
        let known = Digest::parse(&of.fingerprint);
        known.is_some_and(|known| verified.check_receipt(&known, of.seq).is_ok())
    });
    let mine = mine.reduce(|all, one| all && one);
    let same = verified.results().filter(|_| !ask.results.is_empty()).map(|counted| {
        let published = ask.results.iter();
        counted.len() == published.len() && counted.into_iter().zip(published).all(|(a, b)| a == b)
    });
    Ok(Answer::Counted {
        ballots: number(verified.ballots()),
        parties: number(bundle.lines().filter(|line| line.starts_with(ROLL)).count()),
        same,
        mine,
        checkpoint: verified.head.checkpoint,
        vkey: vkey.to_string(),
    })
}

/// How a line of the roll begins: canonical JSON has its members in order.
const ROLL: &str = "{\"kind\":\"roll\",";

/// Checks a bundle whole: its checkpoint first, whose key and history this phone knows.
pub(super) fn checked(
    ask: &RecountAsk,
    bundle: &str,
    progress: Progress<'_>,
) -> Result<(Verified, VerifierKey), Refusal> {
    let head = head(bundle)?;
    if (head.community, head.meeting) != (ask.community, ask.meeting) {
        return Err(journal("another meeting's bundle").into());
    }
    let keys = keys(ask)?;
    let note = Note::parse(&head.checkpoint).ok_or(journal("no checkpoint"))?;
    let point = Checkpoint::open(&note, &keys).ok_or(journal("not signed by the journal's key"))?;
    let ours = format!("linli/{}", ask.community);
    if point.origin != ours && !point.origin.starts_with(&format!("{ours}/")) {
        return Err(journal("another estate's journal").into());
    }
    if let Some(kept) = &ask.kept {
        goes_on(kept, &point, &keys, &ask.growth)?;
    }
    let mut tell = |done: usize, of: usize| progress(number(done), number(of));
    let verified = verify(bundle, point.tree, &mut tell)?;
    let key = keys.into_iter().next_back().ok_or(journal("the journal has no key"))?;
    Ok((verified, key))
}

/// The keys of the journal: each named by the one before it, and the trusted one among them.
fn keys(ask: &RecountAsk) -> Result<Vec<VerifierKey>, Failure> {
    let mut keys: Vec<VerifierKey> = Vec::new();
    for LogKey { vkey, note } in &ask.keys {
        let key = VerifierKey::parse(vkey).ok_or(journal("a key that is none"))?;
        if let Some(before) = keys.last() {
            let note = note.as_deref().and_then(Note::parse);
            let named = note.and_then(|note| successor(&note, before));
            // A new epoch begins under a new name, with a key of its own (`threats.md` J2).
            if named.as_ref() != Some(&key) && key.name() == before.name() {
                return Err(journal("a key that nobody named"));
            }
        }
        keys.push(key);
    }
    let known = |trusted: &String| keys.iter().any(|key| key.to_string() == *trusted);
    match ask.trusted.as_ref().is_none_or(known) {
        true if !keys.is_empty() => Ok(keys),
        true => Err(journal("the journal has no key")),
        false => Err(journal("not the key that this phone trusts")),
    }
}

/// Whether the checkpoint and the one that this phone kept are of one journal, whichever is later.
fn goes_on(
    kept: &str,
    point: &Checkpoint,
    keys: &[VerifierKey],
    growth: &[String],
) -> Result<(), Failure> {
    let kept = Note::parse(kept).and_then(|note| Checkpoint::open(&note, keys));
    let kept = kept.ok_or(journal("what this phone kept is not signed by the journal's key"))?;
    if kept.origin != point.origin {
        return Ok(());
    }
    let proof = digests(growth).ok_or(journal("no proof that the journal goes on"))?;
    let proof: Vec<_> = proof.iter().map(|digest| *digest.bytes()).collect();
    let (earlier, later): (Tree, Tree) = if kept.tree.size <= point.tree.size {
        (kept.tree, point.tree)
    } else {
        (point.tree, kept.tree)
    };
    if is_consistent(earlier, later, &proof) {
        Ok(())
    } else {
        Err(journal("the journal does not go on from what this phone saw"))
    }
}
