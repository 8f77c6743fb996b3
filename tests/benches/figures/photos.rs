//! Photos: what the server makes of a 12-megapixel photo, against `vipsthumbnail` making the same two pictures of it. Each in a
//! process of its own on one core, start-up included.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use backend::media;
use image::codecs::jpeg::JpegEncoder;
use image::{Rgb, RgbImage};
use tests::figures::{Figure, Target};

use crate::Pace;

const SIZE: (u32, u32) = (4000, 3000);
/// Bytes that the photo has at least.
const BYTES: usize = 2_000_000;
const VIPS: &str = "vipsthumbnail, two runs";
/// The same sizes, qualities and no metadata; the thumb is made of the large one, as ours is.
const SCRIPT: &str = r#"
vipsthumbnail "$1" --size 1600x1600 --output "$2/large.jpg[Q=80,strip]" &&
vipsthumbnail "$2/large.jpg" --size 320x320 --output "$2/thumb.jpg[Q=75,strip]"
"#;

pub fn measure(pace: Pace) -> Vec<Figure> {
    let folder = tempfile::tempdir_in(crate::target()).unwrap();
    let photo = folder.path().join("photo.jpg");
    std::fs::write(&photo, picture()).unwrap();
    let (ours, vips) = (Maker::ours(&photo, folder.path()), Maker::vips(&photo, folder.path()));
    ours.check();
    vips.check();
    let (mut times, mut memory) = ((Vec::new(), Vec::new()), (Vec::new(), Vec::new()));
    for _ in 0..pace.rounds * 2 {
        times.0.push(ours.time());
        times.1.push(vips.time());
    }
    for _ in 0..pace.rounds {
        memory.0.push(ours.memory());
        memory.1.push(vips.memory());
    }
    vec![
        Figure::of_rounds("photo of 12 megapixels", "ms", &times.0, &times.1, VIPS)
            .should(Target::RatioAtMost(0.45)),
        Figure::of_rounds("photo, peak memory", "MB", &memory.0, &memory.1, VIPS),
    ]
}

/// The role `photo`: what the server does with a photo, and the two files.
pub fn prepare(from: &Path, to: &Path) {
    let photo = media::prepare(&std::fs::read(from).unwrap(), &media::Limits::default()).unwrap();
    std::fs::write(to.join("large.jpg"), photo.large).unwrap();
    std::fs::write(to.join("thumb.jpg"), photo.thumb).unwrap();
}

/// A program and its arguments.
struct Maker {
    words: Vec<String>,
    folder: PathBuf,
}

impl Maker {
    fn ours(photo: &Path, folder: &Path) -> Self {
        let program = std::env::current_exe().unwrap();
        let folder = folder.join("ours");
        Self::new([program.to_str().unwrap(), "--as", "photo", photo.to_str().unwrap()], folder)
    }

    fn vips(photo: &Path, folder: &Path) -> Self {
        Self::new(["sh", "-c", SCRIPT, "vips", photo.to_str().unwrap()], folder.join("vips"))
    }

    fn new<const N: usize>(words: [&str; N], folder: PathBuf) -> Self {
        std::fs::create_dir_all(&folder).unwrap();
        let words = words.into_iter().chain([folder.to_str().unwrap()]);
        Self { words: words.map(str::to_owned).collect(), folder }
    }

    fn command(&self, before: &[&str]) -> Command {
        let words: Vec<&str> =
            before.iter().copied().chain(self.words.iter().map(String::as_str)).collect();
        let mut command = Command::new(words[0]);
        // One thread each: ours has no more, and the other core has other work.
        command.args(&words[1..]).env("VIPS_CONCURRENCY", "1");
        command
    }

    /// Both make pictures of the same size, or they are not to be compared.
    fn check(&self) {
        assert!(self.command(&[]).status().unwrap().success(), "{:?}", self.words);
        for (name, size) in [("large.jpg", (1600, 1200)), ("thumb.jpg", (320, 240))] {
            assert_eq!(image::image_dimensions(self.folder.join(name)).unwrap(), size, "{name}");
        }
    }

    /// In ms.
    fn time(&self) -> f64 {
        let mut command = self.command(&[]);
        let began = Instant::now();
        assert!(command.status().unwrap().success());
        crate::ms(began.elapsed())
    }

    /// The most memory at once, in MB, as GNU time has it of its child.
    fn memory(&self) -> f64 {
        let mut command = self.command(&["/usr/bin/time", "--format", "%M"]);
        let output = command.stderr(Stdio::piped()).output().unwrap();
        let text = String::from_utf8(output.stderr).unwrap();
        let kib: f64 = text.trim().lines().last().unwrap().parse().unwrap();
        kib * 1024.0 / 1e6
    }
}

/// A picture with the unrest of a photo: soft shapes, edges and the noise of a sensor.
fn picture() -> Vec<u8> {
    let mut noise = 0x2545_f491_u32;
    let picture = RgbImage::from_fn(SIZE.0, SIZE.1, |x, y| {
        noise ^= noise << 13;
        noise ^= noise >> 17;
        noise ^= noise << 5;
        let (fx, fy) = (f64::from(x), f64::from(y));
        let soft = 90.0 + 60.0 * (fx / 310.0).sin() * (fy / 230.0).cos();
        let edge = if (x / 170 + y / 130) % 2 == 0 { 35.0 } else { 0.0 };
        let grain = f64::from(noise % 15);
        let level = soft + edge + grain;
        Rgb([level as u8, (level * 0.9 + 12.0) as u8, (level * 0.8 + 20.0) as u8])
    });
    // The first quality that gives as many bytes as a phone's photo has: they are what decoding costs.
    let encoded = (60..=95).step_by(5).map(|quality| {
        let mut jpeg = Vec::new();
        JpegEncoder::new_with_quality(&mut jpeg, quality).encode_image(&picture).unwrap();
        jpeg
    });
    encoded.into_iter().find(|jpeg| jpeg.len() >= BYTES).unwrap()
}
