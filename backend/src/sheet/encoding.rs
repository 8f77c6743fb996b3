//! The characters of a .csv file: UTF-8, else GB18030, strictly (`threats.md` F4).

use std::borrow::Cow;

use encoding_rs::{DecoderResult, GB18030};

use super::SheetError;

const BOM: &[u8] = b"\xef\xbb\xbf";

/// Decodes the file, or names the row of the first byte that belongs to no character.
pub(super) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, SheetError> {
    let (bytes, marked) = match bytes.strip_prefix(BOM) {
        Some(rest) => (rest, true),
        None => (bytes, false),
    };
    let broken = match std::str::from_utf8(bytes) {
        Ok(text) => return Ok(Cow::Borrowed(text)),
        Err(error) => error.valid_up_to(),
    };
    if marked || mostly_utf8(bytes) {
        let prefix = String::from_utf8_lossy(bytes.get(..broken).unwrap_or_default());
        return Err(SheetError::BrokenCharacter { row: row_at_end(&prefix) });
    }
    decode_gb18030(bytes).map(Cow::Owned)
}

/// Whether this is UTF-8 with a few broken bytes rather than GB18030, which would then read it as
/// other characters without complaint. Sequences of three bytes and more are rare accidents in
/// GB18030 text, where nearly every character breaks UTF-8.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut sound, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        sound += chunk.valid().chars().filter(|c| c.len_utf8() >= 3).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    sound > broken
}

fn decode_gb18030(bytes: &[u8]) -> Result<String, SheetError> {
    let mut decoder = GB18030.new_decoder_without_bom_handling();
    let room = decoder.max_utf8_buffer_length_without_replacement(bytes.len());
    // Four bytes of GB18030 or two make at most three or four of UTF-8, so the room is never short.
    let mut text = String::with_capacity(room.ok_or(SheetError::TooHeavy)?);
    match decoder.decode_to_string_without_replacement(bytes, &mut text, true) {
        (DecoderResult::InputEmpty, _) => Ok(text),
        (DecoderResult::Malformed(..), _) => {
            Err(SheetError::BrokenCharacter { row: row_at_end(&text) })
        }
        (DecoderResult::OutputFull, _) => Err(SheetError::TooHeavy),
    }
}

/// The number of the row in which the text ends. Line breaks inside quotation marks do not count.
fn row_at_end(text: &str) -> u32 {
    let mut row = 1_u32;
    let mut quoted = false;
    let mut previous = ' ';
    for c in text.chars() {
        match c {
            '"' => quoted = !quoted,
            '\n' if previous == '\r' => {}
            '\n' | '\r' if !quoted => row = row.saturating_add(1),
            _ => {}
        }
        previous = c;
    }
    row
}
