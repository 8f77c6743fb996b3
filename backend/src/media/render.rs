//! From decoded pixels to the two JPEGs that are kept.

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{PixelType, ResizeOptions, Resizer};
use image::{DynamicImage, RgbImage};
use jpeg_encoder::{ChromaSubsamplingMethod, ColorType, Encoder, SamplingFactor};

use super::decode::Picture;
use super::{LARGE_SIDE, PhotoError, THUMB_SIDE};

/// JPEG quality of the large picture: number plates and notices stay legible.
const LARGE_QUALITY: u8 = 80;

/// JPEG quality of the thumb.
const THUMB_QUALITY: u8 = 75;

/// Scales, turns upright and encodes.
pub(super) fn render(
    picture: Picture,
    arrived_sha256: [u8; 32],
) -> Result<super::Photo, PhotoError> {
    let mut resizer = Resizer::new();
    let mut large = scale(&mut resizer, flatten(picture.pixels), LARGE_SIDE)?;
    // Turned after scaling: fifteen times fewer pixels to move.
    large.apply_orientation(picture.orientation);
    let (width, height) = (large.width(), large.height());
    let large_jpeg = encode(&large, LARGE_QUALITY)?;
    let thumb = encode(&scale(&mut resizer, large, THUMB_SIDE)?, THUMB_QUALITY)?;
    Ok(super::Photo { large: large_jpeg, thumb, width, height, arrived_sha256 })
}

/// Lays a transparent picture on white paper, as a screen would show it. Alpha is opaque afterwards.
fn flatten(pixels: DynamicImage) -> DynamicImage {
    if !pixels.color().has_alpha() {
        return DynamicImage::ImageRgb8(pixels.into_rgb8());
    }
    let mut pixels = pixels.into_rgba8();
    for pixel in pixels.pixels_mut() {
        let [red, green, blue, alpha] = pixel.0;
        let on_white = |channel: u8| {
            let mixed = u16::from(channel) * u16::from(alpha) + 255 * u16::from(255 - alpha);
            // At most 255, as both weights add up to 255.
            u8::try_from((mixed + 127) / 255).unwrap_or(u8::MAX)
        };
        pixel.0 = [on_white(red), on_white(green), on_white(blue), u8::MAX];
    }
    DynamicImage::ImageRgba8(pixels)
}

/// Scales so that the longest side is at most `longest`, and drops the alpha channel; never enlarges.
fn scale(
    resizer: &mut Resizer,
    pixels: DynamicImage,
    longest: u32,
) -> Result<DynamicImage, PhotoError> {
    let (width, height) = (pixels.width(), pixels.height());
    let (new_width, new_height) = fit(width, height, longest);
    if (new_width, new_height) == (width, height) {
        return Ok(DynamicImage::ImageRgb8(pixels.into_rgb8()));
    }
    let kind = if pixels.color().has_alpha() { PixelType::U8x4 } else { PixelType::U8x3 };
    let source =
        ImageRef::new(width, height, pixels.as_bytes(), kind).map_err(|_| PhotoError::Broken)?;
    let mut target = Image::new(new_width, new_height, kind);
    let options = ResizeOptions::new().use_alpha(false);
    resizer.resize(&source, &mut target, &options).map_err(|_| PhotoError::Broken)?;
    let rgb = match kind {
        PixelType::U8x4 => target
            .buffer()
            .chunks_exact(4)
            .filter_map(|pixel| pixel.get(..3))
            .flatten()
            .copied()
            .collect(),
        _ => target.into_vec(),
    };
    let rgb = RgbImage::from_raw(new_width, new_height, rgb).ok_or(PhotoError::Broken)?;
    Ok(DynamicImage::ImageRgb8(rgb))
}

/// The size of a picture of `width` × `height` once its longest side is at most `longest`: rounded, at least 1.
fn fit(width: u32, height: u32, longest: u32) -> (u32, u32) {
    let side = width.max(height);
    if side <= longest {
        return (width, height);
    }
    let shrink = |length: u32| {
        let scaled =
            (u64::from(length) * u64::from(longest) + u64::from(side / 2)) / u64::from(side);
        u32::try_from(scaled).unwrap_or(longest).max(1)
    };
    (shrink(width), shrink(height))
}

/// Encodes as baseline JPEG, 4:2:0, with no segment but those the pixels need.
///
/// Not with optimised Huffman tables: they save 1 %, but this encoder then writes one scan for each component, which browsers
/// cannot show while it arrives and which some decoders read in wrong colours.
fn encode(picture: &DynamicImage, quality: u8) -> Result<Vec<u8>, PhotoError> {
    let rgb = picture.as_rgb8().ok_or(PhotoError::Broken)?;
    let side = |length: u32| u16::try_from(length).map_err(|_| PhotoError::Broken);
    let mut jpeg = Vec::new();
    let mut encoder = Encoder::new(&mut jpeg, quality);
    encoder.set_sampling_factor(SamplingFactor::F_2_2);
    encoder.set_chroma_subsampling_method(ChromaSubsamplingMethod::Average);
    encoder
        .encode(rgb.as_raw(), side(rgb.width())?, side(rgb.height())?, ColorType::Rgb)
        .map_err(|_| PhotoError::Broken)?;
    Ok(jpeg)
}

#[cfg(test)]
mod tests {
    use super::fit;

    #[test]
    fn the_longest_side_is_brought_to_the_bound_and_the_other_follows() {
        assert_eq!(fit(4000, 3000, 1600), (1600, 1200));
        assert_eq!(fit(3000, 4000, 1600), (1200, 1600));
        assert_eq!(fit(1601, 1, 1600), (1600, 1));
        assert_eq!(fit(16_384, 2, 1600), (1600, 1));
        assert_eq!(fit(1600, 900, 1600), (1600, 900), "nothing is scaled that fits");
        assert_eq!(fit(4, 3, 1600), (4, 3), "nothing is enlarged");
    }
}
