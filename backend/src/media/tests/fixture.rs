//! Small photos made by hand, with everything in them that must not come out again.
//!
//! The same files lie in `tests/fixtures/photos` for tests that upload one. After a change here, run the tests of this module
//! once with `UPDATE_FIXTURES=1`.

use std::io::Cursor;
use std::path::PathBuf;

use image::codecs::{png::PngEncoder, webp::WebPEncoder};
use image::{DynamicImage, ExtendedColorType, ImageEncoder, Luma, LumaA, Rgb, RgbImage, Rgba};
use jpeg_encoder::Encoder;

/// Size of the scene, in pixels.
pub(crate) const WIDTH: u32 = 48;
pub(crate) const HEIGHT: u32 = 32;

/// A word in every piece of metadata here; no picture that is kept may contain it.
pub(crate) const PLANTED: &[u8] = b"PLANTED";

/// Colours of the corners of the upright scene: top left, top right, bottom left, bottom right.
pub(crate) const CORNERS: [[u8; 3]; 4] =
    [[220, 30, 30], [30, 180, 30], [30, 30, 220], [240, 240, 60]];

/// The scene, upright: a quarter for each colour.
pub(crate) fn scene() -> RgbImage {
    RgbImage::from_fn(WIDTH, HEIGHT, |x, y| Rgb(colour(x, y)))
}

fn colour(x: u32, y: u32) -> [u8; 3] {
    match (x < WIDTH / 2, y < HEIGHT / 2) {
        (true, true) => CORNERS[0],
        (false, true) => CORNERS[1],
        (true, false) => CORNERS[2],
        (false, false) => CORNERS[3],
    }
}

/// The scene as a camera stores it that writes `orientation`, by the words of EXIF 2.32, 4.6.4: the value says which visual side
/// row 0 and column 0 are.
pub(crate) fn stored(orientation: u8) -> RgbImage {
    let (right, bottom) = (WIDTH - 1, HEIGHT - 1);
    let at = |x: u32, y: u32| match orientation {
        1 => (x, y),
        2 => (right - x, y),
        3 => (right - x, bottom - y),
        4 => (x, bottom - y),
        5 => (y, x),
        6 => (right - y, x),
        7 => (right - y, bottom - x),
        8 => (y, bottom - x),
        other => panic!("EXIF has no orientation {other}"),
    };
    let (width, height) = if orientation < 5 { (WIDTH, HEIGHT) } else { (HEIGHT, WIDTH) };
    RgbImage::from_fn(width, height, |x, y| {
        let (x, y) = at(x, y);
        Rgb(colour(x, y))
    })
}

/// A TIFF structure with orientation, maker and a position; odd orientations in one byte order, even ones in the other.
pub(crate) fn exif(orientation: u8) -> Vec<u8> {
    let big = orientation.is_multiple_of(2);
    let short = |value: u16| if big { value.to_be_bytes() } else { value.to_le_bytes() };
    let long = |value: u32| if big { value.to_be_bytes() } else { value.to_le_bytes() };
    let entry = |tag: u16, kind: u16, count: u32, value: [u8; 4]| {
        [short(tag).as_slice(), &short(kind), &long(count), &value].concat()
    };
    let in_short = |value: u16| [short(value)[0], short(value)[1], 0, 0];
    // Header 8, directory 2 + 3 × 12 + 4 = 42, so the maker's name is at 50 and the position's directory at 58.
    [
        if big { b"MM\0\x2a".as_slice() } else { b"II\x2a\0" },
        &long(8),
        &short(3),
        &entry(0x010f, 2, 8, long(50)),
        &entry(0x0112, 3, 1, in_short(orientation.into())),
        &entry(0x8825, 4, 1, long(58)),
        &long(0),
        PLANTED,
        b"\0",
        &short(1),
        &entry(0x0001, 2, 2, *b"N\0\0\0"),
        &long(0),
    ]
    .concat()
}

/// A JPEG of stored pixels with EXIF, XMP, a colour profile, a vendor's segment and a comment.
pub(crate) fn jpeg_with_metadata(pixels: &RgbImage, orientation: u8) -> Vec<u8> {
    let bare = plain_jpeg(pixels, false);
    let xmp =
        b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x='adobe:ns:meta/'>PLANTED</x:xmpmeta>";
    let segments = [
        segment(0xe1, &[b"Exif\0\0".as_slice(), &exif(orientation)].concat()),
        segment(0xe1, xmp),
        segment(0xe2, b"ICC_PROFILE\0\x01\x01PLANTED"),
        segment(0xed, b"Photoshop 3.0\0PLANTED"),
        segment(0xfe, PLANTED),
    ];
    [&bare[..2], &segments.concat(), &bare[2..]].concat()
}

fn segment(marker: u8, body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(body.len() + 2).unwrap().to_be_bytes();
    [&[0xff, marker], length.as_slice(), body].concat()
}

/// A JPEG without metadata, baseline or progressive.
pub(crate) fn plain_jpeg(pixels: &RgbImage, progressive: bool) -> Vec<u8> {
    encoded(pixels, |encoder| encoder.set_progressive(progressive))
}

/// A baseline JPEG with one scan for each component: what this encoder makes when it optimises its tables.
pub(crate) fn jpeg_of_three_scans(pixels: &RgbImage) -> Vec<u8> {
    encoded(pixels, |encoder| encoder.set_optimized_huffman_tables(true))
}

fn encoded(pixels: &RgbImage, choose: impl FnOnce(&mut Encoder<&mut Vec<u8>>)) -> Vec<u8> {
    let mut jpeg = Vec::new();
    let mut encoder = Encoder::new(&mut jpeg, 80);
    choose(&mut encoder);
    let side = |length: u32| u16::try_from(length).unwrap();
    encoder
        .encode(pixels, side(pixels.width()), side(pixels.height()), jpeg_encoder::ColorType::Rgb)
        .unwrap();
    jpeg
}

/// The scene as the plainest of photos.
pub(crate) fn upright_jpeg() -> Vec<u8> {
    jpeg_with_metadata(&scene(), 1)
}

/// The same file with other sides in its frame header, in pixels.
pub(crate) fn jpeg_claiming(mut jpeg: Vec<u8>, width: u16, height: u16) -> Vec<u8> {
    let frame = jpeg.windows(2).position(|pair| matches!(pair, [0xff, 0xc0 | 0xc2])).unwrap();
    jpeg[frame + 5..frame + 7].copy_from_slice(&height.to_be_bytes());
    jpeg[frame + 7..frame + 9].copy_from_slice(&width.to_be_bytes());
    jpeg
}

/// A PNG of any pixels, turned by EXIF.
pub(crate) fn png(pixels: &DynamicImage, orientation: u8) -> Vec<u8> {
    let mut png = Vec::new();
    let mut encoder = PngEncoder::new(&mut png);
    encoder.set_exif_metadata(exif(orientation)).unwrap();
    write(encoder, pixels);
    png
}

/// A lossless WebP of any pixels, turned by EXIF.
pub(crate) fn webp(pixels: &DynamicImage, orientation: u8) -> Vec<u8> {
    let mut webp = Cursor::new(Vec::new());
    let mut encoder = WebPEncoder::new_lossless(&mut webp);
    encoder.set_exif_metadata(exif(orientation)).unwrap();
    write(encoder, pixels);
    webp.into_inner()
}

fn write(encoder: impl ImageEncoder, pixels: &DynamicImage) {
    let colour: ExtendedColorType = pixels.color().into();
    encoder.write_image(pixels.as_bytes(), pixels.width(), pixels.height(), colour).unwrap();
}

/// A PNG whose header claims a size (8 bits each of RGB) and that holds no pixels.
pub(crate) fn png_claiming(width: u32, height: u32) -> Vec<u8> {
    let header = [width.to_be_bytes().as_slice(), &height.to_be_bytes(), &[8, 2, 0, 0, 0]].concat();
    let chunks = [
        png_chunk(*b"IHDR", &header),
        png_chunk(*b"IDAT", &[0x78, 0x9c]),
        png_chunk(*b"IEND", &[]),
    ];
    [b"\x89PNG\r\n\x1a\n".as_slice(), &chunks.concat()].concat()
}

fn png_chunk(name: [u8; 4], body: &[u8]) -> Vec<u8> {
    let named = [name.as_slice(), body].concat();
    let mut crc = u32::MAX;
    for byte in &named {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg());
        }
    }
    [&u32::try_from(body.len()).unwrap().to_be_bytes(), named.as_slice(), &(!crc).to_be_bytes()]
        .concat()
}

/// A WebP file of the given chunks.
pub(crate) fn riff(chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
    let mut form = b"WEBP".to_vec();
    for (name, body) in chunks {
        form.extend_from_slice(*name);
        form.extend_from_slice(&u32::try_from(body.len()).unwrap().to_le_bytes());
        form.extend_from_slice(body);
        form.resize(form.len().next_multiple_of(2), 0);
    }
    [b"RIFF".as_slice(), &u32::try_from(form.len()).unwrap().to_le_bytes(), &form].concat()
}

/// A lossless stream of 4 × 4 pixels that asks for `groups` groups of code tables, 70,000 bytes each.
pub(crate) fn webp_tables_bomb(groups: u32) -> Vec<u8> {
    let last = groups - 1;
    let mut bits = Bits::default();
    bits.put(0x2f, 8); // signature
    bits.put(3, 14); // width less one
    bits.put(3, 14); // height less one
    bits.put(0, 4); // no alpha, version 0
    bits.put(0, 1); // no transform
    bits.put(1, 1); // a colour cache
    bits.put(11, 4); // of 11 bits: a larger alphabet
    bits.put(1, 4); // a picture of group numbers, one for 4 × 4 pixels
    bits.put(0, 1); // without colour cache
    for channel in [last & 0xff, last >> 8, 0, 0, 0] {
        bits.put(0b101, 3); // one symbol of 8 bits
        bits.put(channel, 8);
    }
    for _ in 0..groups {
        bits.put(0, 1); // a code given by its lengths
        bits.put(15 - 4, 4);
        bits.put(0, 14 * 3);
        bits.put(1, 3); // every length is 11, at no bits each
        bits.put(0b1011, 4); // a limit of 12 bits follows
        bits.put(2048 - 2, 12);
        for _ in 0..4 {
            bits.put(1, 4); // one symbol of 1 bit
        }
    }
    for _ in 0..16 {
        bits.put(0, 11); // a pixel: the first of 2048 symbols
    }
    riff(&[(b"VP8L", &bits.done())])
}

/// Bits in the order of WebP: lowest first.
#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    pending: u64,
    count: u32,
}

impl Bits {
    fn put(&mut self, value: u32, bits: u32) {
        self.pending |= u64::from(value) << self.count;
        self.count += bits;
        while self.count >= 8 {
            self.bytes.push(u8::try_from(self.pending & 0xff).unwrap());
            self.pending >>= 8;
            self.count -= 8;
        }
    }

    fn done(mut self) -> Vec<u8> {
        self.put(0, 7);
        self.bytes
    }
}

/// Everything that is shipped beside the tests, by file name.
pub(crate) fn shipped() -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<(String, Vec<u8>)> = (1..=8)
        .map(|turn| (format!("turned_{turn}.jpg"), jpeg_with_metadata(&stored(turn), turn)))
        .collect();
    let glass = DynamicImage::ImageRgba8(image::RgbaImage::from_fn(WIDTH, HEIGHT, |x, _| {
        Rgba([0, 0, 0, if x < WIDTH / 2 { 0 } else { 128 }])
    }));
    let grey = DynamicImage::ImageLuma16(image::ImageBuffer::from_fn(WIDTH, HEIGHT, |x, _| {
        Luma([u16::try_from(x * 65_535 / (WIDTH - 1)).unwrap()])
    }));
    let grey_glass =
        DynamicImage::ImageLumaA8(image::GrayAlphaImage::from_pixel(WIDTH, HEIGHT, LumaA([0, 0])));
    files.extend([
        ("progressive.jpg".to_owned(), plain_jpeg(&scene(), true)),
        ("turned_6.png".to_owned(), png(&stored(6).into(), 6)),
        ("transparent.png".to_owned(), png(&glass, 1)),
        ("grey16.png".to_owned(), png(&grey, 1)),
        ("grey_transparent.png".to_owned(), png(&grey_glass, 1)),
        ("turned_8.webp".to_owned(), webp(&stored(8).into(), 8)),
        ("bomb_50000.png".to_owned(), png_claiming(50_000, 50_000)),
        ("bomb_65535.jpg".to_owned(), jpeg_claiming(plain_jpeg(&scene(), false), 65_535, 65_535)),
    ]);
    files
}

/// The folder they are shipped in.
pub(crate) fn folder() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/fixtures/photos"))
}
