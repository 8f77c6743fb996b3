//! QR codes (ISO/IEC 18004) of bytes, versions 1 to 25 at error correction M: up to 997 bytes, which
//! a phone still reads from a screen.

/// For each version: codewords in all, blocks, error correction codewords of a block, and the
/// centres of its alignment patterns (tables 7, 9 and E.1).
const VERSIONS: [(usize, usize, usize, &[usize]); 25] = [
    (26, 1, 10, &[]),
    (44, 1, 16, &[6, 18]),
    (70, 1, 26, &[6, 22]),
    (100, 2, 18, &[6, 26]),
    (134, 2, 24, &[6, 30]),
    (172, 4, 16, &[6, 34]),
    (196, 4, 18, &[6, 22, 38]),
    (242, 4, 22, &[6, 24, 42]),
    (292, 5, 22, &[6, 26, 46]),
    (346, 5, 26, &[6, 28, 50]),
    (404, 5, 30, &[6, 30, 54]),
    (466, 8, 22, &[6, 32, 58]),
    (532, 9, 22, &[6, 34, 62]),
    (581, 9, 24, &[6, 26, 46, 66]),
    (655, 10, 24, &[6, 26, 48, 70]),
    (733, 10, 28, &[6, 26, 50, 74]),
    (815, 11, 28, &[6, 30, 54, 78]),
    (901, 13, 26, &[6, 30, 56, 82]),
    (991, 14, 26, &[6, 30, 58, 86]),
    (1085, 16, 26, &[6, 34, 62, 90]),
    (1156, 17, 26, &[6, 28, 50, 72, 94]),
    (1258, 17, 28, &[6, 26, 50, 74, 98]),
    (1364, 18, 28, &[6, 30, 54, 78, 102]),
    (1474, 20, 28, &[6, 28, 54, 80, 106]),
    (1588, 21, 28, &[6, 32, 58, 84, 110]),
];

/// The mask in use: dark where the sum of row and column is a multiple of three. Any of the eight
/// is valid; the standard picks the one that scans best on worn paper, and this is for a screen.
const MASK: u32 = 3;

/// The modules, row by row; `true` is dark. `None` where the text is too long.
pub(super) fn matrix(text: &str) -> Option<Vec<Vec<bool>>> {
    let bytes = text.as_bytes();
    let fits = |(version, (all, blocks, ecc, _)): &(usize, &(usize, usize, usize, _))| {
        let head = if *version < 10 { 2 } else { 3 };
        bytes.len() + head <= all - blocks * ecc
    };
    let (version, (all, blocks, ecc, centres)) = (1..).zip(&VERSIONS).find(fits)?;
    let data = codewords(bytes, version, all - blocks * ecc);
    let mut grid = Grid::new(version);
    grid.draw_patterns(version, centres);
    grid.draw_data(&interleave(&data, *all, *blocks, *ecc));
    Some(
        grid.cells.into_iter().map(|row| row.into_iter().map(|cell| cell.dark).collect()).collect(),
    )
}

/// Mode, length, bytes, end, and padding.
fn codewords(bytes: &[u8], version: usize, room: usize) -> Vec<u8> {
    let mut bits: Vec<bool> = Vec::with_capacity(room * 8);
    let mut push = |value: usize, width: usize| {
        bits.extend((0..width).rev().map(|place| value >> place & 1 == 1));
    };
    push(0b0100, 4);
    push(bytes.len(), if version < 10 { 8 } else { 16 });
    for byte in bytes {
        push(usize::from(*byte), 8);
    }
    push(0, 4);
    let byte = |bits: &[bool]| bits.iter().fold(0u8, |byte, bit| byte << 1 | u8::from(*bit));
    let whole = bits.chunks(8).map(|bits| {
        // The last may be short: it is filled up with zeros.
        byte(bits) << (8 - bits.len())
    });
    whole.chain([0xec, 0x11].into_iter().cycle()).take(room).collect()
}

/// Data in blocks with their error correction, a codeword of each block in turn.
fn interleave(data: &[u8], all: usize, blocks: usize, ecc: usize) -> Vec<u8> {
    let divisor = divisor(ecc);
    let short = blocks - all % blocks;
    let mut rest = data;
    let mut parts: Vec<(&[u8], Vec<u8>)> = Vec::with_capacity(blocks);
    for block in 0..blocks {
        let length = all / blocks - ecc + usize::from(block >= short);
        let (part, after) = rest.split_at(length.min(rest.len()));
        parts.push((part, remainder(part, &divisor)));
        rest = after;
    }
    let longest = all / blocks - ecc + 1;
    let turn = |at: usize| parts.iter().filter_map(move |(part, _)| part.get(at).copied());
    let after = |at: usize| parts.iter().filter_map(move |(_, check)| check.get(at).copied());
    (0..longest).flat_map(turn).chain((0..ecc).flat_map(after)).collect()
}

/// A product in GF(2^8) with the polynomial 0x11d.
fn product(x: u8, y: u8) -> u8 {
    (0..8).rev().fold(0, |z: u8, bit| (z << 1) ^ ((z >> 7) * 0x1d) ^ ((y >> bit & 1) * x))
}

/// The generator polynomial of a degree, without its leading 1.
fn divisor(degree: usize) -> Vec<u8> {
    let mut poly = vec![0; degree];
    if let Some(last) = poly.last_mut() {
        *last = 1;
    }
    let mut root = 1;
    for _ in 0..degree {
        let shifted: Vec<u8> = poly.iter().skip(1).copied().chain([0]).collect();
        poly = poly.iter().zip(shifted).map(|(a, b)| product(*a, root) ^ b).collect();
        root = product(root, 2);
    }
    poly
}

/// The error correction codewords of a block.
fn remainder(data: &[u8], divisor: &[u8]) -> Vec<u8> {
    let mut rest = vec![0; divisor.len()];
    for byte in data {
        let factor = byte ^ rest.first().copied().unwrap_or_default();
        let shifted = rest.iter().skip(1).copied().chain([0]);
        rest = shifted.zip(divisor).map(|(a, b)| a ^ product(*b, factor)).collect();
    }
    rest
}

#[derive(Clone, Copy, Default)]
struct Cell {
    dark: bool,
    /// Part of a pattern: holds no data and is not masked.
    fixed: bool,
}

struct Grid {
    size: usize,
    cells: Vec<Vec<Cell>>,
}

impl Grid {
    fn new(version: usize) -> Self {
        let size = version * 4 + 17;
        Self { size, cells: vec![vec![Cell::default(); size]; size] }
    }

    fn cell(&mut self, x: usize, y: usize) -> Option<&mut Cell> {
        self.cells.get_mut(y).and_then(|row| row.get_mut(x))
    }

    fn fix(&mut self, x: usize, y: usize, dark: bool) {
        if let Some(cell) = self.cell(x, y) {
            *cell = Cell { dark, fixed: true };
        }
    }

    fn draw_patterns(&mut self, version: usize, centres: &[usize]) {
        let far = self.size - 7;
        for at in 0..self.size {
            self.fix(6, at, at % 2 == 0);
            self.fix(at, 6, at % 2 == 0);
        }
        for (left, top) in [(0, 0), (far, 0), (0, far)] {
            self.draw_finder(left, top);
        }
        let last = centres.len().saturating_sub(1);
        for (row, y) in centres.iter().enumerate() {
            for (column, x) in centres.iter().enumerate() {
                // The finders stand in three of the corners.
                let taken = [(0, 0), (0, last), (last, 0)].contains(&(row, column));
                if !taken {
                    self.draw_alignment(*x, *y);
                }
            }
        }
        self.draw_format();
        if version >= 7 {
            self.draw_version(version);
        }
    }

    /// A finder with the light border around it.
    fn draw_finder(&mut self, left: usize, top: usize) {
        for dy in 0..9usize {
            for dx in 0..9usize {
                let (Some(x), Some(y)) = ((left + dx).checked_sub(1), (top + dy).checked_sub(1))
                else {
                    continue;
                };
                let ring = dx.abs_diff(4).max(dy.abs_diff(4));
                self.fix(x, y, ring != 2 && ring != 4);
            }
        }
    }

    fn draw_alignment(&mut self, x: usize, y: usize) {
        for dy in 0..5usize {
            for dx in 0..5usize {
                let ring = dx.abs_diff(2).max(dy.abs_diff(2));
                self.fix((x + dx).saturating_sub(2), (y + dy).saturating_sub(2), ring != 1);
            }
        }
    }

    /// Error correction level M (0) and the mask, with their own error correction, twice.
    fn draw_format(&mut self) {
        let check = (0..10).fold(MASK, |rest, _| (rest << 1) ^ ((rest >> 9) * 0x537));
        let bits = (MASK << 10 | check) ^ 0x5412;
        let bit = |place: usize| bits >> place & 1 == 1;
        let far = self.size - 1;
        for place in 0..15 {
            // Around the first finder.
            let (x, y) = match place {
                0..=5 => (8, place),
                6 | 7 => (8, place + 1),
                8 => (7, 8),
                _ => (14 - place, 8),
            };
            self.fix(x, y, bit(place));
            // Beside the two others.
            let (x, y) = if place < 8 { (far - place, 8) } else { (8, far - 14 + place) };
            self.fix(x, y, bit(place));
        }
        self.fix(8, far - 7, true);
    }

    fn draw_version(&mut self, version: usize) {
        let check = (0..12).fold(version, |rest, _| (rest << 1) ^ ((rest >> 11) * 0x1f25));
        let bits = version << 12 | check;
        for place in 0..18 {
            let dark = bits >> place & 1 == 1;
            let (a, b) = (self.size - 11 + place % 3, place / 3);
            self.fix(a, b, dark);
            self.fix(b, a, dark);
        }
    }

    /// Two columns at a time from the right, up and down in turn, over the timing column.
    fn draw_data(&mut self, data: &[u8]) {
        let mut bits = data.iter().flat_map(|byte| (0..8).rev().map(move |at| byte >> at & 1 == 1));
        let size = self.size;
        for pair in 0..size / 2 {
            let right = size - 1 - 2 * pair;
            let right = if right <= 6 { right - 1 } else { right };
            let upward = (right + 1) & 2 == 0;
            for step in 0..size {
                let y = if upward { size - 1 - step } else { step };
                for x in [right, right - 1] {
                    if let Some(cell) = self.cell(x, y).filter(|cell| !cell.fixed) {
                        let bit = bits.next().unwrap_or_default();
                        cell.dark = bit ^ ((x + y) % 3 == 0);
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn error_correction_is_that_of_the_standards_example() {
        // ISO/IEC 18004:2015, annex I: 01234567 as version 1-M.
        let data = [
            0x10, 0x20, 0x0c, 0x56, 0x61, 0x80, 0xec, 0x11, 0xec, 0x11, 0xec, 0x11, 0xec, 0x11,
            0xec, 0x11,
        ];
        let check = [0xa5, 0x24, 0xd4, 0xc1, 0xed, 0x36, 0xc7, 0x87, 0x2c, 0x55];
        assert_eq!(remainder(&data, &divisor(10)), check);
    }

    #[test]
    fn the_size_follows_the_text_and_a_longer_one_than_fits_is_refused() {
        for (length, side) in [(1, 21), (14, 21), (15, 25), (120, 45), (213, 57), (997, 117)] {
            let made = matrix(&"a".repeat(length));
            assert_eq!(made.map(|rows| rows.len()), Some(side), "{length}");
        }
        assert_eq!(matrix(&"a".repeat(998)), None);
    }
}
