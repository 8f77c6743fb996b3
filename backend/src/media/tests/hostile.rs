//! Files made to hurt: bombs, lies, truncations, random damage, stowaways.

use image::DynamicImage;

use super::super::jpeg::coefficient_bytes;
use super::super::{Limits, PhotoError, prepare};
use super::{assert_keepable, assert_upright_scene, fixture, prepared};

#[track_caller]
fn assert_refused(file: &[u8], wanted: PhotoError) {
    assert_eq!(prepare(file, &Limits::default()).unwrap_err(), wanted);
}

#[test]
fn threat_f1_a_file_too_long_is_refused_unread() {
    let limits = Limits { bytes: 100, ..Limits::default() };
    assert_eq!(prepare(&[0; 101], &limits).unwrap_err(), PhotoError::TooLarge);
    assert_eq!(prepare(&[0; 100], &limits).unwrap_err(), PhotoError::NotAPhoto);
}

#[test]
fn threat_f1_a_bomb_is_refused_by_its_header() {
    let small = || fixture::plain_jpeg(&fixture::scene(), false);
    for (width, height) in
        [(50_000, 50_000), (16_385, 1), (1, 16_385), (16_384, 16_384), (u32::MAX >> 1, 1)]
    {
        assert_refused(&fixture::png_claiming(width, height), PhotoError::TooManyPixels);
    }
    assert_refused(&fixture::jpeg_claiming(small(), 65_535, 65_535), PhotoError::TooManyPixels);
    assert_refused(&fixture::jpeg_claiming(small(), 8193, 8192), PhotoError::TooManyPixels);
    assert_refused(&fixture::jpeg_claiming(small(), 1, 16_385), PhotoError::TooManyPixels);
    // Within the pixels, beyond the memory: a progressive file keeps every coefficient.
    let progressive = fixture::plain_jpeg(&fixture::scene(), true);
    assert_refused(&fixture::jpeg_claiming(progressive, 8000, 6000), PhotoError::TooManyPixels);
}

#[test]
fn threat_f1_only_a_plain_baseline_jpeg_is_decoded_row_by_row() {
    let scene = fixture::scene();
    let baseline = fixture::plain_jpeg(&scene, false);
    let bytes = |file: &[u8]| coefficient_bytes(file, 48, 32);
    assert_eq!(bytes(&baseline), Ok(0));
    assert_eq!(bytes(&fixture::jpeg_with_metadata(&scene, 1)), Ok(0));
    assert_eq!(bytes(&fixture::plain_jpeg(&scene, true)), Ok(64 * 32 * 3 * 2));
    let mut filled = baseline;
    filled.insert(2, 0xff);
    assert_eq!(bytes(&filled), Ok(64 * 32 * 4 * 2), "unclear counts as the dearest");
}

#[test]
fn a_jpeg_that_would_come_out_in_wrong_colours_is_refused() {
    assert_refused(&fixture::jpeg_of_three_scans(&fixture::scene()), PhotoError::UnsupportedKind);
}

#[test]
fn threat_f1_lossless_webp_cannot_ask_for_endless_tables() {
    let bomb = fixture::webp_tables_bomb(65_536);
    assert!(bomb.len() < 700_000, "the bomb is a small file");
    assert_refused(&bomb, PhotoError::UnsupportedKind);
    // One group is no bomb: the stream itself is well-formed, or this test would prove nothing.
    prepared(&fixture::webp_tables_bomb(1));
}

#[test]
fn threat_f1_a_webp_that_lies_about_its_chunks_is_broken() {
    let canvas =
        |flags: u8, width: u8, height: u8| [flags, 0, 0, 0, width - 1, 0, 0, height - 1, 0, 0];
    let frame = |width: u16, height: u16| {
        [
            [0x10, 0, 0, 0x9d, 0x01, 0x2a].as_slice(),
            &width.to_le_bytes(),
            &height.to_le_bytes(),
            &[0; 8],
        ]
        .concat()
    };
    let larger_than_canvas =
        fixture::riff(&[(b"VP8X", &canvas(0, 48, 32)), (b"VP8 ", &frame(16_383, 16_383))]);
    assert_refused(&larger_than_canvas, PhotoError::Broken);
    let animated =
        fixture::riff(&[(b"VP8X", &canvas(2, 48, 32)), (b"ANIM", &[0; 6]), (b"ANMF", &[0; 24])]);
    assert_refused(&animated, PhotoError::UnsupportedKind);

    let mut long_chunk = fixture::webp(&fixture::stored(8).into(), 8);
    let exif = long_chunk.windows(4).position(|name| name == b"EXIF").unwrap();
    long_chunk[exif + 4..exif + 8].copy_from_slice(&0xffff_fff0_u32.to_le_bytes());
    assert_refused(&long_chunk, PhotoError::Broken);
}

#[test]
fn threat_f1_a_truncated_file_is_a_photo_or_an_error() {
    for (name, file) in fixture::shipped() {
        for part in 0..20 {
            let cut = &file[..file.len() * part / 20];
            match prepare(cut, &Limits::default()) {
                Ok(photo) => assert_keepable(&photo),
                Err(PhotoError::Broken | PhotoError::NotAPhoto | PhotoError::TooManyPixels) => {}
                Err(other) => panic!("{name} cut at {part}/20: {other:?}"),
            }
        }
    }
}

#[test]
fn an_upload_that_was_cut_off_is_broken_and_not_half_grey() {
    let pixels = fixture::scene();
    for file in [fixture::upright_jpeg(), fixture::plain_jpeg(&pixels, true)] {
        assert_refused(&file[..file.len() - 2], PhotoError::Broken);
        assert_refused(&file[..file.len() - 40], PhotoError::Broken);
    }
}

/// Small random numbers that are the same in every run (xorshift64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, faces: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(faces).unwrap()).unwrap()
    }
}

#[test]
fn threat_f1_twenty_thousand_damaged_files_never_panic() {
    // Low limits: a header that claims much is refused at once, and the time goes into damage that gets further.
    let limits = Limits { bytes: 1 << 16, pixels: 1 << 16, side: 2048, memory: 4 << 20 };
    let mut files: Vec<Vec<u8>> = fixture::shipped().into_iter().map(|(_, file)| file).collect();
    files.extend(std::fs::read(fixture::folder().join("lossy.webp")));
    let mut dice = Dice(0x2026_0101_1234_5678);
    let mut taken = 0;
    for round in 0..20_000 {
        let mut file = files[round % files.len()].clone();
        for _ in 0..=dice.roll(6) {
            let at = dice.roll(file.len());
            match dice.roll(4) {
                0 => file[at] ^= 1 << dice.roll(8),
                1 => file[at] = u8::try_from(dice.roll(256)).unwrap(),
                2 => file[at] = 0xff,
                _ => drop(file.remove(at)),
            }
        }
        if let Ok(photo) = prepare(&file, &limits) {
            taken += 1;
            assert!(u64::from(photo.width) * u64::from(photo.height) <= limits.pixels);
            if taken % 50 == 0 {
                assert_keepable(&photo);
            }
        }
    }
    assert!(taken > 2000, "the damage should leave many files readable, not {taken}");
}

#[test]
fn threat_f2_no_metadata_comes_through() {
    let pixels: DynamicImage = fixture::scene().into();
    for file in [fixture::upright_jpeg(), fixture::png(&pixels, 1), fixture::webp(&pixels, 1)] {
        assert!(
            file.windows(7).any(|window| window == fixture::PLANTED),
            "the fixture carries what is looked for"
        );
        assert_keepable(&prepared(&file));
    }
}

#[test]
fn threat_f2_what_is_appended_disappears() {
    let pixels: DynamicImage = fixture::scene().into();
    for file in [fixture::upright_jpeg(), fixture::png(&pixels, 1), fixture::webp(&pixels, 1)] {
        let stowaway =
            [file.as_slice(), b"PK\x03\x04\x14\0\0\0PLANTED<script>", &[0x5a; 4000]].concat();
        let photo = prepared(&stowaway);
        assert_keepable(&photo);
        assert_upright_scene(&photo.large);
        assert_eq!(photo.large, prepared(&file).large, "the picture is the same without it");
    }
}
