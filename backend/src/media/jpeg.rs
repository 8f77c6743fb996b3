//! What a JPEG file says about itself before its pixels: segment markers of ITU-T T.81 Annex B.

use super::PhotoError;

/// Start of image, end of image, and the markers this file tells apart.
const SOI: [u8; 2] = [0xff, 0xd8];
const EOI: [u8; 2] = [0xff, 0xd9];
const SOS: u8 = 0xda;
const DHT: u8 = 0xc4;
const JPG: u8 = 0xc8;
const DAC: u8 = 0xcc;

/// Bytes of coefficients that decoding keeps for each pixel and colour component: one `i16`.
const COEFFICIENT: u64 = 2;

/// Bytes the decoder needs beside the pixels it returns.
///
/// A baseline file whose only scan holds all components is decoded row by row. A progressive file has all its coefficients in
/// memory until its last scan; a file that does not read clearly counts as one of four components.
///
/// A baseline file with one scan for each component, which no camera writes, is refused: the decoder (zune-jpeg 0.5.15) returns
/// it in wrong colours, and a false picture is worse than none.
pub(super) fn coefficient_bytes(file: &[u8], width: u32, height: u32) -> Result<u64, PhotoError> {
    match frame(file) {
        Some(Frame { sequential: true, components, in_first_scan, .. })
            if components == in_first_scan =>
        {
            Ok(0)
        }
        Some(Frame { sequential: true, .. }) => Err(PhotoError::UnsupportedKind),
        Some(Frame { components, .. }) => Ok(coefficients(width, height, components.into())),
        None => Ok(coefficients(width, height, 4)),
    }
}

/// Whether the file has an end: an upload that was cut off decodes to a picture that is grey from there on, and its sender would
/// not learn that the rest is missing.
///
/// Looked for after the first scan header, as the metadata before it may hold a whole small JPEG. Inside a scan the marker cannot
/// occur by chance (T.81, B.1.1.5).
pub(super) fn is_whole(file: &[u8]) -> bool {
    frame(file).is_none_or(|frame| frame.scans.windows(2).rev().any(|pair| pair == EOI))
}

fn coefficients(width: u32, height: u32, components: u64) -> u64 {
    // 32 pixels is the widest unit: blocks of 8, sampling factor at most 4.
    let padded = |side: u32| u64::from(side).next_multiple_of(32);
    padded(width) * padded(height) * components * COEFFICIENT
}

struct Frame<'a> {
    /// Sequential (baseline or extended), not progressive.
    sequential: bool,
    components: u8,
    in_first_scan: u8,
    /// What follows the first scan header.
    scans: &'a [u8],
}

/// Reads frame header and first scan header; `None` when anything stands where it should not.
fn frame(file: &[u8]) -> Option<Frame<'_>> {
    let mut rest = file.strip_prefix(&SOI)?;
    let mut found: Option<(u8, u8)> = None;
    loop {
        let (marker, body, after) = segment(rest)?;
        match marker {
            SOS => {
                let (sof, components) = found?;
                let sequential = matches!(sof, 0xc0 | 0xc1);
                return Some(Frame {
                    sequential,
                    components,
                    in_first_scan: *body.first()?,
                    scans: after,
                });
            }
            DHT | JPG | DAC => {}
            0xc0..=0xcf => found = Some((marker, *body.get(5)?)),
            _ => {}
        }
        rest = after;
    }
}

/// Splits off one marker segment: its marker, its body without the length, and what follows.
fn segment(bytes: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let [0xff, marker @ 0xc0..=0xfe, high, low, rest @ ..] = bytes else { return None };
    // Restart markers, start and end of image have no length.
    if matches!(marker, 0xd0..=0xd9) {
        return None;
    }
    let length = usize::from(u16::from_be_bytes([*high, *low])).checked_sub(2)?;
    let (body, after) = rest.split_at_checked(length)?;
    Some((*marker, body, after))
}

#[cfg(test)]
pub(super) mod tests {
    use super::{SOI, SOS, segment};

    /// The marker segments of a JPEG up to its first scan, for tests that look for what should not be there.
    pub(in crate::media) fn segments(file: &[u8]) -> Vec<(u8, &[u8])> {
        let mut rest = file.strip_prefix(&SOI).expect("a JPEG begins with SOI");
        let mut found = Vec::new();
        loop {
            let (marker, body, after) = segment(rest).expect("a well-formed segment");
            found.push((marker, body));
            if marker == SOS {
                return found;
            }
            rest = after;
        }
    }
}
