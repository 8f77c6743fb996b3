//! A surface to draw on: filled shapes by rows, whole numbers only.

use crate::failure::Failure;

/// Red, green, blue.
pub(super) type Colour = [u8; 3];

/// A point: right and down from the upper left corner, in pixels.
pub(super) type Point = (i32, i32);

/// A picture in the making.
pub(super) struct Canvas {
    width: i32,
    height: i32,
    pixels: Vec<Colour>,
}

impl Canvas {
    /// A surface of one colour.
    pub(super) fn new(width: i32, height: i32, colour: Colour) -> Self {
        let count = usize::try_from(width.saturating_mul(height)).unwrap_or(0);
        Self { width, height, pixels: vec![colour; count] }
    }

    /// The pixels of a row from one column up to another, cut to the surface.
    fn row(&mut self, y: i32, from: i32, to: i32) -> &mut [Colour] {
        let (from, to) = (from.max(0), to.min(self.width));
        if y < 0 || y >= self.height || from >= to {
            return &mut [];
        }
        let at = |x: i32| usize::try_from(y * self.width + x).unwrap_or(0);
        self.pixels.get_mut(at(from)..at(to)).unwrap_or_default()
    }

    /// A rectangle by its upper left corner, width and height.
    pub(super) fn rect(&mut self, (x, y): Point, (w, h): Point, colour: Colour) {
        for row in y.max(0)..(y + h).min(self.height) {
            self.row(row, x, x + w).fill(colour);
        }
    }

    /// A rectangle that changes from one colour above to another below.
    pub(super) fn fade(&mut self, (x, y): Point, (w, h): Point, top: Colour, bottom: Colour) {
        for step in 0..h {
            self.row(y + step, x, x + w).fill(mix(top, bottom, step, h));
        }
    }

    /// An ellipse by its centre and its two radii.
    pub(super) fn oval(&mut self, (x, y): Point, (rx, ry): Point, colour: Colour) {
        for dy in -ry..=ry {
            let half = (rx * rx * (ry * ry - dy * dy) / (ry * ry).max(1)).max(0).isqrt();
            self.row(y + dy, x - half, x + half).fill(colour);
        }
    }

    /// A filled polygon: between the outermost edges of each row, so convex shapes only.
    pub(super) fn shape(&mut self, corners: &[Point], colour: Colour) {
        let top = corners.iter().map(|corner| corner.1).min().unwrap_or(0);
        let bottom = corners.iter().map(|corner| corner.1).max().unwrap_or(0);
        for y in top.max(0)..=bottom.min(self.height) {
            let edges = corners.iter().zip(corners.iter().cycle().skip(1));
            let crossed = edges.filter_map(|(a, b)| crossing(*a, *b, y));
            let (low, high) = crossed.fold((i32::MAX, i32::MIN), |(l, h), x| (l.min(x), h.max(x)));
            if low < high {
                self.row(y, low, high).fill(colour);
            }
        }
    }

    /// A line of some thickness through points.
    pub(super) fn line(&mut self, points: &[Point], thick: i32, colour: Colour) {
        for (a, b) in points.iter().zip(points.iter().skip(1)) {
            let steps = (a.0 - b.0).abs().max((a.1 - b.1).abs()).max(1);
            for step in 0..=steps {
                let x = a.0 + (b.0 - a.0) * step / steps;
                let y = a.1 + (b.1 - a.1) * step / steps;
                self.rect((x - thick / 2, y - thick / 2), (thick, thick), colour);
            }
        }
    }

    /// The grain of a phone's sensor, so that a flat wall looks like a photographed one.
    pub(super) fn grain(&mut self, seed: u32, strength: u8) {
        let mut state = seed | 1;
        for pixel in &mut self.pixels {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let [noise, ..] = state.to_be_bytes();
            let lift = noise % strength.max(1);
            for channel in pixel {
                *channel = channel.saturating_sub(strength / 2).saturating_add(lift);
            }
        }
    }

    /// The picture as a JPEG.
    pub(super) fn jpeg(&self) -> Result<Vec<u8>, Failure> {
        let (width, height) = (u16::try_from(self.width), u16::try_from(self.height));
        let (width, height) = (width.map_err(Failure::bug)?, height.map_err(Failure::bug)?);
        let mut bytes = Vec::new();
        jpeg_encoder::Encoder::new(&mut bytes, 88)
            .encode(self.pixels.as_flattened(), width, height, jpeg_encoder::ColorType::Rgb)
            .map_err(Failure::bug)?;
        Ok(bytes)
    }
}

/// Where an edge crosses a row, if it does.
fn crossing(a: Point, b: Point, y: i32) -> Option<i32> {
    let (a, b) = if a.1 <= b.1 { (a, b) } else { (b, a) };
    let crosses = a.1 <= y && y <= b.1 && a.1 != b.1;
    crosses.then(|| a.0 + (b.0 - a.0) * (y - a.1) / (b.1 - a.1))
}

/// `step` of `of` on the way from one colour to another.
fn mix(from: Colour, to: Colour, step: i32, of: i32) -> Colour {
    let mut mixed = from;
    for (channel, end) in mixed.iter_mut().zip(to) {
        let (start, end) = (i32::from(*channel), i32::from(end));
        *channel = u8::try_from(start + (end - start) * step / of.max(1)).unwrap_or(u8::MAX);
    }
    mixed
}
