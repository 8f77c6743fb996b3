//! What a file is, by its first bytes: names and declared types are the sender's word and decide nothing.

use super::PhotoError;

/// The kinds of picture that are decoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Jpeg,
    Png,
    Webp,
}

/// Brands of the ISO base media `ftyp` box that mean a still picture: HEIF (ISO/IEC 23008-12) and AVIF.
const HEIF_BRANDS: [&[u8; 4]; 10] =
    [b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis"];

/// First bytes of pictures that are not decoded here: GIF, TIFF (both byte orders), JPEG XL (bare and boxed), JPEG 2000, PSD.
const FOREIGN: [&[u8]; 8] = [
    b"GIF87a",
    b"GIF89a",
    b"II\x2a\0",
    b"MM\0\x2a",
    b"\xff\x0a",
    b"\0\0\0\x0cJXL ",
    b"\0\0\0\x0cjP  ",
    b"8BPS",
];

/// Tells the kind, or why the file is refused.
pub(super) fn recognise(bytes: &[u8]) -> Result<Kind, PhotoError> {
    if bytes.starts_with(b"\xff\xd8\xff") {
        Ok(Kind::Jpeg)
    } else if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        Ok(Kind::Png)
    } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        Ok(Kind::Webp)
    } else if is_foreign_picture(bytes) {
        Err(PhotoError::UnsupportedKind)
    } else {
        Err(PhotoError::NotAPhoto)
    }
}

fn is_foreign_picture(bytes: &[u8]) -> bool {
    let heif = bytes.get(4..8) == Some(b"ftyp")
        && HEIF_BRANDS.iter().any(|brand| bytes.get(8..12) == Some(brand.as_slice()));
    // "BM" alone also begins ordinary words: the four reserved bytes of a bitmap header are zero.
    let bmp = bytes.starts_with(b"BM") && bytes.get(6..10) == Some(&[0; 4]);
    heif || bmp || FOREIGN.iter().any(|start| bytes.starts_with(start)) || is_svg(bytes)
}

/// An SVG is text; its element may follow a byte order mark, a declaration and comments.
fn is_svg(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let head = bytes.get(..1024).unwrap_or(bytes);
    head.starts_with(b"<") && head.windows(4).any(|window| window == b"<svg")
}
