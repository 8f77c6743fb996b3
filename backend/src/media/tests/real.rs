//! Photos as phones and cameras really make them. They are not part of the project: without their folder the tests say so.

use std::fs;
use std::path::Path;

use super::super::{LARGE_SIDE, Limits, Photo, PhotoError, prepare};
use super::{assert_keepable, decoded, fixture, prepared};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/data/photos");

/// Name and content of every photo there, or nothing and one line.
fn photos() -> Vec<(String, Vec<u8>)> {
    let Ok(folder) = fs::read_dir(Path::new(FOLDER)) else {
        println!("the photos of phones are not here ({FOLDER}): their tests have nothing to do");
        return Vec::new();
    };
    let mut photos: Vec<(String, Vec<u8>)> = folder
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.path().extension().is_some_and(|kind| kind != "md"))
        .map(|entry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap()))
        .collect();
    photos.sort();
    photos
}

#[test]
fn photos_of_phones_are_kept_clean_or_refused_clearly() {
    for (name, file) in photos() {
        match prepare(&file, &Limits::default()) {
            Ok(photo) => {
                assert_keepable(&photo);
                if name.starts_with("phone_") {
                    assert_eq!(
                        photo.width.max(photo.height),
                        LARGE_SIDE,
                        "{name} is larger than what is kept"
                    );
                    assert!(
                        photo.large.len() < 1 << 20,
                        "{name} became {} bytes",
                        photo.large.len()
                    );
                }
                println!(
                    "{name}: {} × {}, {} + {} bytes",
                    photo.width,
                    photo.height,
                    photo.large.len(),
                    photo.thumb.len()
                );
            }
            Err(error) => {
                println!("{name}: {error}");
                let excused = name.starts_with("corrupted")
                    || name.starts_with("invalid")
                    || name.contains(".heic");
                assert!(excused, "{name} is a good photo, refused as {error:?}");
            }
        }
    }
}

#[test]
fn heic_is_named_as_a_kind_that_is_not_read() {
    for (_, file) in photos().into_iter().filter(|(name, _)| name.contains(".heic")) {
        assert_eq!(prepare(&file, &Limits::default()).unwrap_err(), PhotoError::UnsupportedKind);
    }
}

#[test]
fn the_eight_orientations_of_one_scene_look_the_same() {
    let photos = photos();
    for scene in ["landscape", "portrait"] {
        let turned: Vec<Photo> = photos
            .iter()
            .filter(|(name, _)| name.starts_with(scene))
            .map(|(_, file)| prepared(file))
            .collect();
        let Some(first) = turned.first() else { continue };
        assert_eq!(turned.len(), 8);
        assert_eq!(first.width > first.height, scene == "landscape");
        for photo in &turned {
            assert_eq!((photo.width, photo.height), (first.width, first.height));
            let distance = mean_difference(&first.thumb, &photo.thumb);
            // Each carries another number and was compressed again: about 15. A mirrored one differs by 38 or more.
            assert!(distance < 25, "{scene}: pictures differ by {distance} of 255");
        }
    }
}

/// Mean difference of two pictures of one size, per channel, in 1/255.
fn mean_difference(a: &[u8], b: &[u8]) -> u64 {
    let (a, b) = (decoded(a).into_rgb8(), decoded(b).into_rgb8());
    let sum: u64 = a.iter().zip(b.iter()).map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
    sum / u64::try_from(a.len()).unwrap()
}

#[test]
fn lossy_webp_is_read() {
    // Made with libwebp: no encoder of lossy WebP is among the dependencies.
    let file = fs::read(fixture::folder().join("lossy.webp")).unwrap();
    super::assert_upright_scene(&prepared(&file).large);
}
