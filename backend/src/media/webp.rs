//! What a WebP file says about itself: RIFF chunks (RFC 9649), read before the decoder sees the file.
//!
//! The decoder trusts three things that a hostile file may lie about, so they are settled here: the length of a chunk (it
//! allocates that much), the size of the frame inside the canvas (it decodes before it compares), and the number of code tables
//! in a lossless stream (up to 65,536 groups, whatever the size of the picture).

use super::PhotoError;

/// Memory that one byte of a lossless stream may cost: 82 bits are enough to ask for code tables of 70,000 bytes.
const TABLES_PER_LOSSLESS_BYTE: u64 = 8192;

/// Feature bits of the `VP8X` chunk.
const ANIMATION: u8 = 0x02;

/// A file whose structure was checked.
pub(super) struct Survey<'a> {
    /// The file up to the end of its RIFF form: what was appended is cut off.
    pub(super) file: &'a [u8],
    /// The TIFF structure of the EXIF chunk, if there is one.
    pub(super) exif: Option<&'a [u8]>,
    /// Memory the code tables of lossless streams may take at worst, in bytes.
    pub(super) table_bytes: u64,
}

/// Checks the chunks of `bytes`.
pub(super) fn survey(bytes: &[u8]) -> Result<Survey<'_>, PhotoError> {
    let form = bytes.get(4..8).and_then(length).ok_or(PhotoError::Broken)?;
    let end = form.saturating_add(8).min(bytes.len());
    let file = bytes.get(..end).ok_or(PhotoError::Broken)?;
    let mut survey = Survey { file, exif: None, table_bytes: 0 };
    let mut canvas = None;
    let mut rest = file.get(12..).ok_or(PhotoError::Broken)?;
    while let Some((name, body, after)) = chunk(rest)? {
        match name {
            b"ANIM" | b"ANMF" => return Err(PhotoError::UnsupportedKind),
            b"VP8X" => canvas = Some(canvas_size(body)?),
            b"VP8 " if canvas.is_some_and(|canvas| frame_size(body) != Some(canvas)) => {
                return Err(PhotoError::Broken);
            }
            b"VP8L" | b"ALPH" => {
                let length = u64::try_from(body.len()).unwrap_or(u64::MAX);
                survey.table_bytes = length
                    .saturating_mul(TABLES_PER_LOSSLESS_BYTE)
                    .saturating_add(survey.table_bytes);
            }
            b"EXIF" if survey.exif.is_none() => {
                survey.exif = Some(body.strip_prefix(b"Exif\0\0").unwrap_or(body));
            }
            _ => {}
        }
        rest = after;
    }
    Ok(survey)
}

/// Splits off one chunk: its name, its body, and what follows. `None` at the end.
#[expect(clippy::type_complexity, reason = "three slices of one slice, named in the line above")]
fn chunk(bytes: &[u8]) -> Result<Option<(&[u8; 4], &[u8], &[u8])>, PhotoError> {
    let Some((head, rest)) = bytes.split_first_chunk::<8>() else { return Ok(None) };
    let (name, size) = head.split_first_chunk::<4>().ok_or(PhotoError::Broken)?;
    let size = length(size).ok_or(PhotoError::Broken)?;
    let (body, after) = rest.split_at_checked(size).ok_or(PhotoError::Broken)?;
    // Chunks begin at even offsets; the padding byte of the last one is sometimes missing.
    let after = if size % 2 == 1 { after.get(1..).unwrap_or(&[]) } else { after };
    Ok(Some((name, body, after)))
}

fn length(bytes: &[u8]) -> Option<usize> {
    usize::try_from(u32::from_le_bytes(bytes.try_into().ok()?)).ok()
}

/// Width and height of the canvas, in pixels: 24 bits each, stored less one.
fn canvas_size(body: &[u8]) -> Result<(u32, u32), PhotoError> {
    let [flags, _, _, _, w0, w1, w2, h0, h1, h2, ..] = *body else {
        return Err(PhotoError::Broken);
    };
    if flags & ANIMATION != 0 {
        return Err(PhotoError::UnsupportedKind);
    }
    Ok((u32::from_le_bytes([w0, w1, w2, 0]) + 1, u32::from_le_bytes([h0, h1, h2, 0]) + 1))
}

/// Width and height of a lossy frame, in pixels: 14 bits each after the start code (RFC 6386, 9.1).
fn frame_size(body: &[u8]) -> Option<(u32, u32)> {
    let [_, _, _, 0x9d, 0x01, 0x2a, w0, w1, h0, h1, ..] = *body else { return None };
    let side = |low, high| u32::from(u16::from_le_bytes([low, high]) & 0x3fff);
    Some((side(w0, w1), side(h0, h1)))
}
