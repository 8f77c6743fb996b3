//! Photos: from whatever a phone sends to two clean JPEGs.
//!
//! [`prepare`] looks at the first bytes, checks sizes before it decodes, scales, turns the picture upright and encodes it
//! anew. Only pixels cross from the photo that arrived to the photos that are kept: no position, no time, no serial number,
//! nothing appended. The original is not kept; [`Photo::arrived_sha256`] lets its owner prove later which file it was.
//!
//! [`Workshop`] is the same for async callers, two at a time and one of an account.

mod decode;
mod jpeg;
mod kind;
mod render;
mod webp;
mod workshop;

#[cfg(test)]
mod tests;

use std::fmt;
use std::panic::catch_unwind;

use sha2::{Digest, Sha256};

pub use self::workshop::Workshop;

/// The longest side of [`Photo::large`], in pixels.
pub const LARGE_SIDE: u32 = 1600;

/// The longest side of [`Photo::thumb`], in pixels.
pub const THUMB_SIDE: u32 = 320;

/// What a photo that arrives may be at most. The defaults are those of `threats.md` F1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Length of the file in bytes.
    pub bytes: usize,
    /// Width times height, in pixels.
    pub pixels: u64,
    /// Longest side, in pixels.
    pub side: u32,
    /// Memory for pixels and code tables while decoding, in bytes. The file itself and its metadata (at most 16 MiB) come on
    /// top.
    pub memory: u64,
}

impl Default for Limits {
    fn default() -> Limits {
        // 64 · 2^20 pixels, so that the 9248 × 6936 of a "64 megapixel" phone pass.
        Limits { bytes: 15 << 20, pixels: 64 << 20, side: 16_384, memory: 256 << 20 }
    }
}

/// A photo ready to be kept and shown: upright, without metadata.
#[derive(Clone, PartialEq, Eq)]
pub struct Photo {
    /// JPEG, longest side at most [`LARGE_SIDE`].
    pub large: Vec<u8>,
    /// JPEG, longest side at most [`THUMB_SIDE`].
    pub thumb: Vec<u8>,
    /// Width of `large`, in pixels.
    pub width: u32,
    /// Height of `large`, in pixels.
    pub height: u32,
    /// SHA-256 of the file as it arrived.
    pub arrived_sha256: [u8; 32],
}

impl fmt::Debug for Photo {
    /// Sizes only: a log is no place for a picture.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Photo")
            .field("width", &self.width)
            .field("height", &self.height)
            .field("large_bytes", &self.large.len())
            .field("thumb_bytes", &self.thumb.len())
            .finish_non_exhaustive()
    }
}

/// Why a file is not taken as a photo. All but the last are the sender's to mend.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PhotoError {
    /// The file is longer than [`Limits::bytes`].
    TooLarge,
    /// The file is no picture at all.
    NotAPhoto,
    /// A picture of a kind that is not read here: HEIC, AVIF, GIF, SVG, TIFF, BMP, JPEG XL, animated WebP, large lossless
    /// WebP, baseline JPEG with a scan for each component.
    UnsupportedKind,
    /// More pixels than [`Limits::pixels`], a longer side than [`Limits::side`], or more than [`Limits::memory`] to decode.
    TooManyPixels,
    /// The file begins like a photo and cannot be decoded, or is cut off.
    Broken,
    /// No bench became free: the same file again is safe.
    Busy,
}

impl PhotoError {
    /// The stable name of the error, for problem documents.
    pub const fn code(self) -> &'static str {
        match self {
            PhotoError::TooLarge => "too-large",
            PhotoError::NotAPhoto => "not-a-photo",
            PhotoError::UnsupportedKind => "unsupported-kind",
            PhotoError::TooManyPixels => "too-many-pixels",
            PhotoError::Broken => "broken",
            PhotoError::Busy => "busy",
        }
    }
}

impl fmt::Display for PhotoError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            PhotoError::TooLarge => "the file is too long for a photo",
            PhotoError::NotAPhoto => "the file is not a picture",
            PhotoError::UnsupportedKind => "this kind of picture is not read here",
            PhotoError::TooManyPixels => "the picture has too many pixels",
            PhotoError::Broken => "the picture is damaged",
            PhotoError::Busy => "too many pictures are being prepared",
        })
    }
}

impl std::error::Error for PhotoError {}

/// Makes the two pictures that are kept out of the file that arrived.
///
/// Takes about 0.2 s for 12 megapixels and blocks the thread: async callers use [`Workshop::prepare`].
pub fn prepare(bytes: &[u8], limits: &Limits) -> Result<Photo, PhotoError> {
    if bytes.len() > limits.bytes {
        return Err(PhotoError::TooLarge);
    }
    // Decoders of untrusted files have panicked before; such a file is a broken file, and the server goes on.
    catch_unwind(|| {
        let picture = decode::decode(bytes, limits)?;
        render::render(picture, Sha256::digest(bytes).into())
    })
    .unwrap_or(Err(PhotoError::Broken))
}
