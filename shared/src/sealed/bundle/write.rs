//! Writing a bundle, line by line: the server streams it.

use sha2::{Digest as _, Sha256};

use super::{Foot, Line, ResultLine, ShareLine};
use crate::journal::{Digest, canonical};

/// Counts and hashes what it writes, for the foot.
#[derive(Debug, Default)]
pub struct Writer {
    hash: Sha256,
    lines: usize,
}

impl Writer {
    /// A bundle without lines.
    pub fn new() -> Self {
        Self::default()
    }

    /// The text of the next line, line end included; none for numbers beyond what JSON keeps exactly.
    pub fn line(&mut self, line: &Line) -> Option<String> {
        let mut text = line.text()?;
        text.push('\n');
        self.hash.update(&text);
        self.lines += 1;
        Some(text)
    }

    /// The text of the last line.
    pub fn foot(self) -> Option<String> {
        let sha256 = Digest::new(self.hash.finalize().into());
        let mut text = Line::Foot(Foot { lines: self.lines, sha256 }).text()?;
        text.push('\n');
        Some(text)
    }
}

/// Writes a whole bundle from its lines, all but the foot, in their order.
pub fn write<'a>(lines: impl IntoIterator<Item = &'a Line>) -> Option<String> {
    let mut writer = Writer::new();
    let mut text = String::new();
    for line in lines {
        text.push_str(&writer.line(line)?);
    }
    text.push_str(&writer.foot()?);
    Some(text)
}

/// What the journal says of a posting of shares: SHA-256 over their canonical JSON, each with a line
/// end, in order. The place of the entry itself is left out.
pub fn shares_digest(shares: &[ShareLine]) -> Option<Digest> {
    let mut hash = Sha256::new();
    for share in shares {
        let mut value = serde_json::to_value(share).ok()?;
        value.as_object_mut()?.remove("seq");
        hash.update(canonical(&value)?);
        hash.update("\n");
    }
    Some(Digest::new(hash.finalize().into()))
}

/// What the journal says of the results: SHA-256 over the canonical JSON of each with its lots, with
/// a line end, in the order of the matters.
pub fn results_digest(results: &[ResultLine]) -> Option<Digest> {
    let mut hash = Sha256::new();
    for result in results {
        hash.update(canonical(&serde_json::to_value(result).ok()?)?);
        hash.update("\n");
    }
    Some(Digest::new(hash.finalize().into()))
}
