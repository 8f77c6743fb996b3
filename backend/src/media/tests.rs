pub(crate) mod fixture;

mod hostile;
mod real;

use image::{DynamicImage, ImageReader};
use std::io::Cursor;

use super::jpeg::tests::segments;
use super::{LARGE_SIDE, Limits, Photo, PhotoError, THUMB_SIDE, prepare};

fn prepared(file: &[u8]) -> Photo {
    prepare(file, &Limits::default()).expect("a good photo")
}

fn decoded(jpeg: &[u8]) -> DynamicImage {
    ImageReader::with_format(Cursor::new(jpeg), image::ImageFormat::Jpeg)
        .decode()
        .expect("a readable JPEG")
}

/// Asserts the corners of the scene, a little inside, with room for JPEG's loss.
#[track_caller]
fn assert_upright_scene(jpeg: &[u8]) {
    let picture = decoded(jpeg).into_rgb8();
    assert_eq!((picture.width(), picture.height()), (fixture::WIDTH, fixture::HEIGHT));
    let (right, bottom) = (fixture::WIDTH - 5, fixture::HEIGHT - 5);
    for ((x, y), wanted) in
        [(4, 4), (right, 4), (4, bottom), (right, bottom)].into_iter().zip(fixture::CORNERS)
    {
        let found = picture.get_pixel(x, y).0;
        let near = found.iter().zip(wanted).all(|(a, b)| a.abs_diff(b) < 40);
        assert!(near, "corner at {x}, {y}: {found:?} instead of {wanted:?}");
    }
}

/// Asserts that a kept picture has no segment but those its pixels need, and nothing after them.
#[track_caller]
fn assert_clean(jpeg: &[u8]) {
    for (marker, body) in segments(jpeg) {
        match marker {
            // JFIF of exactly 14 bytes: no thumbnail inside.
            0xe0 => assert!(body.starts_with(b"JFIF\0") && body.len() == 14, "APP0 is {body:?}"),
            0xc0 | 0xc4 | 0xda | 0xdb => {}
            other => panic!("segment {other:#x} has no business in a kept photo"),
        }
    }
    let end = jpeg.windows(2).position(|pair| pair == [0xff, 0xd9]);
    assert_eq!(end, Some(jpeg.len() - 2), "the file ends where its picture ends");
    for word in
        [fixture::PLANTED, b"Exif", b"http://ns.adobe.com", b"ICC_PROFILE", b"GPS", b"PK\x03\x04"]
    {
        assert!(!jpeg.windows(word.len()).any(|window| window == word), "{word:?} came through");
    }
}

#[track_caller]
fn assert_keepable(photo: &Photo) {
    assert_clean(&photo.large);
    assert_clean(&photo.thumb);
    let (large, thumb) = (decoded(&photo.large), decoded(&photo.thumb));
    assert_eq!((large.width(), large.height()), (photo.width, photo.height));
    assert!(photo.width.max(photo.height) <= LARGE_SIDE);
    assert!(thumb.width().max(thumb.height()) <= THUMB_SIDE);
}

#[test]
fn every_orientation_comes_out_upright() {
    for turn in 1..=8 {
        let photo = prepared(&fixture::jpeg_with_metadata(&fixture::stored(turn), turn));
        assert_upright_scene(&photo.large);
        assert_upright_scene(&photo.thumb);
    }
}

#[test]
fn png_and_webp_are_turned_by_their_exif_too() {
    for turn in 1..=8 {
        let pixels = fixture::stored(turn).into();
        assert_upright_scene(&prepared(&fixture::png(&pixels, turn)).large);
        assert_upright_scene(&prepared(&fixture::webp(&pixels, turn)).large);
    }
}

#[test]
fn an_orientation_out_of_range_turns_nothing() {
    for turn in [0, 9, 255] {
        assert_upright_scene(
            &prepared(&fixture::jpeg_with_metadata(&fixture::scene(), turn)).large,
        );
    }
}

#[test]
fn a_progressive_jpeg_is_read() {
    assert_upright_scene(&prepared(&fixture::plain_jpeg(&fixture::scene(), true)).large);
}

#[test]
fn transparency_is_laid_on_white() {
    let (_, glass) =
        fixture::shipped().into_iter().find(|(name, _)| name == "transparent.png").unwrap();
    let picture = decoded(&prepared(&glass).large).into_rgb8();
    assert!(
        picture.get_pixel(8, 8).0.iter().all(|channel| *channel > 250),
        "what is clear is white"
    );
    let half = picture.get_pixel(40, 8).0;
    assert!(
        half.iter().all(|channel| channel.abs_diff(127) < 6),
        "half black on white is grey, not {half:?}"
    );
}

#[test]
fn sixteen_bit_grey_keeps_its_ramp() {
    let (_, grey) = fixture::shipped().into_iter().find(|(name, _)| name == "grey16.png").unwrap();
    let picture = decoded(&prepared(&grey).large).into_luma8();
    assert!(picture.get_pixel(0, 8).0[0] < 10);
    assert!(picture.get_pixel(24, 8).0[0].abs_diff(130) < 10);
    assert!(picture.get_pixel(47, 8).0[0] > 245);
}

#[test]
fn a_wide_photo_is_scaled_to_both_sizes_and_turned_after_it() {
    let wide = image::imageops::resize(
        &fixture::stored(6),
        1500,
        2250,
        image::imageops::FilterType::Nearest,
    );
    let photo = prepared(&fixture::jpeg_with_metadata(&wide, 6));
    assert_eq!((photo.width, photo.height), (1600, 1067));
    let thumb = decoded(&photo.thumb);
    assert_eq!((thumb.width(), thumb.height()), (320, 213));
    let corner = thumb.into_rgb8().get_pixel(300, 10).0;
    assert!(
        corner.iter().zip(fixture::CORNERS[1]).all(|(a, b)| a.abs_diff(b) < 20),
        "top right is {corner:?}"
    );
}

#[test]
fn a_picture_scaled_with_alpha_lands_on_white_as_well() {
    let glass = image::RgbaImage::from_pixel(2000, 500, image::Rgba([0, 0, 0, 64]));
    let photo = prepared(&fixture::png(&glass.into(), 1));
    assert_eq!((photo.width, photo.height), (1600, 400));
    let pixel = decoded(&photo.large).into_rgb8().get_pixel(800, 200).0;
    assert!(pixel.iter().all(|channel| channel.abs_diff(191) < 4), "{pixel:?}");
}

#[test]
fn the_digest_is_of_the_file_that_arrived() {
    let file = fixture::upright_jpeg();
    let mut longer = file.clone();
    longer.push(0);
    assert_ne!(prepared(&file).arrived_sha256, prepared(&longer).arrived_sha256);
    let digest = prepared(&file).arrived_sha256;
    assert_eq!(digest.as_slice(), <sha2::Sha256 as sha2::Digest>::digest(&file).as_slice());
}

#[test]
fn the_log_sees_sizes_and_no_picture() {
    let shown = format!("{:?}", prepared(&fixture::upright_jpeg()));
    assert!(shown.contains("width: 48") && shown.len() < 120, "{shown}");
}

#[test]
fn other_kinds_are_told_from_no_picture_at_all() {
    let kinds: [(&[u8], PhotoError); 16] = [
        (b"\0\0\0\x24ftypheic\0\0\0\0mif1heic", PhotoError::UnsupportedKind),
        (b"\0\0\0\x1cftypavif\0\0\0\0", PhotoError::UnsupportedKind),
        (b"GIF89a\x01\0\x01\0", PhotoError::UnsupportedKind),
        (b"BM\x9a\0\0\0\0\0\0\0\x36\0", PhotoError::UnsupportedKind),
        (b"II\x2a\0\x08\0\0\0", PhotoError::UnsupportedKind),
        (b"\xff\x0a\0\0", PhotoError::UnsupportedKind),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", PhotoError::UnsupportedKind),
        (b"\xef\xbb\xbf \n<?xml version='1.0'?><!-- --><svg/>", PhotoError::UnsupportedKind),
        (b"<html><body>photo</body></html>", PhotoError::NotAPhoto),
        (b"\0\0\0\x20ftypisom\0\0\x02\0", PhotoError::NotAPhoto),
        (b"BMW parked in the fire lane", PhotoError::NotAPhoto),
        (b"%PDF-1.7", PhotoError::NotAPhoto),
        (b"RIFF\x24\0\0\0WAVEfmt ", PhotoError::NotAPhoto),
        (b"", PhotoError::NotAPhoto),
        (b"\xff\xd8\xff", PhotoError::Broken),
        (b"\x89PNG\r\n\x1a\n", PhotoError::Broken),
    ];
    for (file, wanted) in kinds {
        assert_eq!(
            prepare(file, &Limits::default()).unwrap_err(),
            wanted,
            "{:?}",
            String::from_utf8_lossy(file)
        );
    }
}

#[test]
fn every_error_has_its_own_code() {
    let all = [
        (PhotoError::TooLarge, "too-large"),
        (PhotoError::NotAPhoto, "not-a-photo"),
        (PhotoError::UnsupportedKind, "unsupported-kind"),
        (PhotoError::TooManyPixels, "too-many-pixels"),
        (PhotoError::Broken, "broken"),
    ];
    for (error, code) in all {
        assert_eq!(error.code(), code);
        assert!(!error.to_string().is_empty());
    }
}

#[test]
fn the_shipped_photos_are_those_this_code_makes() {
    let update = std::env::var_os("UPDATE_FIXTURES").is_some();
    for (name, made) in fixture::shipped() {
        let path = fixture::folder().join(&name);
        if update {
            std::fs::write(&path, &made).unwrap();
        }
        let shipped = std::fs::read(&path).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(shipped == made, "{name} differs: run once with UPDATE_FIXTURES=1");
        assert!(shipped.len() < 8192, "{name} is a small file");
    }
}
