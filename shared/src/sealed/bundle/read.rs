//! Reading a bundle: canonical lines in their order, and a foot that fits.

use sha2::{Digest as _, Sha256};

use super::super::fault::{Check, Failure};
use super::super::hash::VERSION;
use super::{Foot, Head, Line};
use crate::journal::Digest;

/// A line that was read, with its number from 1.
pub(super) type Numbered = (usize, Line);

pub(super) const fn failure(line: usize, check: Check, why: &'static str) -> Failure {
    Failure { line, check, why }
}

/// Reads one line; anything but its canonical text is refused.
fn line(number: usize, text: &str) -> Result<Line, Failure> {
    let broken = |why| failure(number, Check::Line, why);
    let line: Line = serde_json::from_str(text).map_err(|_| broken("not a line of a bundle"))?;
    match line.text() {
        Some(canonical) if canonical == text => Ok(line),
        _ => Err(broken("not canonical JSON")),
    }
}

/// The head of a bundle: its checkpoint is verified before the rest is.
pub fn head(text: &str) -> Result<Head, Failure> {
    let first = text.split('\n').next().unwrap_or_default();
    match line(1, first)? {
        Line::Head(head) if head.v == VERSION => Ok(head),
        Line::Head(_) => Err(failure(1, Check::Line, "another version of the protocol")),
        _ => Err(failure(1, Check::Line, "no head")),
    }
}

/// All lines but the foot, which must count and hash them.
pub(super) fn lines(text: &str) -> Result<Vec<Numbered>, Failure> {
    let mut lines: Vec<Numbered> = Vec::new();
    let mut hash = Sha256::new();
    let mut rank = 0;
    for (number, with_end) in (1..).zip(text.split_inclusive('\n')) {
        let broken = |why| Err(failure(number, Check::Line, why));
        let Some(one) = with_end.strip_suffix('\n') else {
            return broken("the line does not end");
        };
        let line = line(number, one)?;
        if line.rank() < rank {
            return broken("out of order");
        }
        rank = line.rank();
        if let Line::Foot(foot) = line {
            let sha256 = Digest::new(hash.finalize().into());
            return foot_fits(foot, lines, sha256, number, text);
        }
        hash.update(with_end);
        lines.push((number, line));
    }
    Err(failure(lines.len() + 1, Check::Foot, "no foot"))
}

fn foot_fits(
    foot: Foot,
    lines: Vec<Numbered>,
    sha256: Digest,
    number: usize,
    text: &str,
) -> Result<Vec<Numbered>, Failure> {
    let broken = |why| Err(failure(number, Check::Foot, why));
    if foot.lines != lines.len() || text.split_inclusive('\n').count() != number {
        return broken("another number of lines");
    }
    if foot.sha256 != sha256 {
        return broken("the hash of the lines differs");
    }
    Ok(lines)
}
