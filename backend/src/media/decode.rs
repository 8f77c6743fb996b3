//! From file to pixels, with every limit checked against the header before the first pixel is decoded.

use std::io::Cursor;

use image::codecs::{jpeg::JpegDecoder, png::PngDecoder, webp::WebPDecoder};
use image::metadata::Orientation;
use image::{ColorType, DynamicImage, ImageDecoder, ImageError, ImageFormat};

use super::kind::{Kind, recognise};
use super::{Limits, PhotoError, jpeg, webp};

/// Memory for metadata inside a PNG (colour profile, texts) once inflated, in bytes.
const PNG_METADATA: u64 = 16 << 20;

/// A decoded picture and how it must be turned to stand upright.
pub(super) struct Picture {
    pub(super) pixels: DynamicImage,
    pub(super) orientation: Orientation,
}

/// Decodes a JPEG, PNG or WebP file within `limits`.
pub(super) fn decode(bytes: &[u8], limits: &Limits) -> Result<Picture, PhotoError> {
    match recognise(bytes)? {
        Kind::Jpeg => decode_jpeg(bytes, limits),
        Kind::Png => decode_png(bytes, limits),
        Kind::Webp => decode_webp(bytes, limits),
    }
}

fn decode_jpeg(bytes: &[u8], limits: &Limits) -> Result<Picture, PhotoError> {
    let decoder = JpegDecoder::new(Cursor::new(bytes)).map_err(refusal)?;
    let (width, height) = decoder.dimensions();
    let beside = Beside { per_pixel: 0, fixed: jpeg::coefficient_bytes(bytes, width, height)? };
    let orientation = upright(decoder, &beside, limits)?;
    if !jpeg::is_whole(bytes) {
        return Err(PhotoError::Broken);
    }
    pixels(bytes, ImageFormat::Jpeg, orientation)
}

fn decode_png(bytes: &[u8], limits: &Limits) -> Result<Picture, PhotoError> {
    // Given at the start, because this decoder inflates the colour profile while it reads the header.
    let mut own = image::Limits::no_limits();
    own.max_alloc = Some(PNG_METADATA);
    let decoder = PngDecoder::with_limits(Cursor::new(bytes), own).map_err(refusal)?;
    let orientation = upright(decoder, &Beside { per_pixel: 0, fixed: 0 }, limits)?;
    pixels(bytes, ImageFormat::Png, orientation)
}

fn decode_webp(bytes: &[u8], limits: &Limits) -> Result<Picture, PhotoError> {
    let survey = webp::survey(bytes)?;
    if survey.table_bytes > limits.memory {
        return Err(PhotoError::UnsupportedKind);
    }
    let decoder = WebPDecoder::new(Cursor::new(survey.file)).map_err(refusal)?;
    // Lossy: the planes Y, U, V. Lossless or with alpha: a full copy in RGBA, its transforms and the alpha plane.
    let per_pixel = if survey.table_bytes == 0 { 2 } else { 10 };
    check(&decoder, &Beside { per_pixel, fixed: survey.table_bytes }, limits)?;
    // Not asked of the decoder: it would allocate whatever length the chunk claims.
    let orientation =
        survey.exif.and_then(Orientation::from_exif_chunk).unwrap_or(Orientation::NoTransforms);
    pixels(survey.file, ImageFormat::WebP, orientation)
}

/// Memory a decoder needs beside the pixels it returns, in bytes.
struct Beside {
    per_pixel: u64,
    fixed: u64,
}

/// Checks the header of a file against `limits` and tells how its picture stands.
fn upright(
    mut decoder: impl ImageDecoder,
    beside: &Beside,
    limits: &Limits,
) -> Result<Orientation, PhotoError> {
    check(&decoder, beside, limits)?;
    // Metadata too damaged to read turn nothing: the picture itself may be good.
    Ok(decoder.orientation().unwrap_or(Orientation::NoTransforms))
}

fn check(decoder: &impl ImageDecoder, beside: &Beside, limits: &Limits) -> Result<(), PhotoError> {
    let (width, height) = decoder.dimensions();
    check_size(width, height, limits)?;
    let pixels = u64::from(width) * u64::from(height);
    let memory = (bytes_per_pixel(decoder.color_type()) + beside.per_pixel).saturating_mul(pixels);
    if memory.saturating_add(beside.fixed) > limits.memory {
        return Err(PhotoError::TooManyPixels);
    }
    Ok(())
}

/// Decodes a file whose header was checked.
///
/// Through this door of `image`, and not with the decoder at hand, because it is not generic: its code is compiled in `image`
/// itself, optimised in development builds too, where the same photo otherwise takes twenty times as long.
fn pixels(
    file: &[u8],
    format: ImageFormat,
    orientation: Orientation,
) -> Result<Picture, PhotoError> {
    let pixels = image::load_from_memory_with_format(file, format).map_err(refusal)?;
    Ok(Picture { pixels, orientation })
}

fn check_size(width: u32, height: u32, limits: &Limits) -> Result<(), PhotoError> {
    let pixels = u64::from(width) * u64::from(height);
    if pixels == 0 {
        return Err(PhotoError::Broken);
    }
    if width > limits.side || height > limits.side || pixels > limits.pixels {
        return Err(PhotoError::TooManyPixels);
    }
    Ok(())
}

/// Bytes for one decoded pixel: what the decoder returns and, where that is not 8-bit RGB or RGBA, the copy that is.
fn bytes_per_pixel(colour: ColorType) -> u64 {
    let copy = match colour {
        ColorType::Rgb8 | ColorType::Rgba8 => 0,
        other if other.has_alpha() => 4,
        _ => 3,
    };
    u64::from(colour.bytes_per_pixel()) + copy
}

fn refusal(error: ImageError) -> PhotoError {
    match error {
        ImageError::Limits(_) => PhotoError::TooManyPixels,
        _ => PhotoError::Broken,
    }
}
