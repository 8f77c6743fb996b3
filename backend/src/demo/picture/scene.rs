//! What the photos show.

use super::canvas::{Canvas, Colour};
use crate::failure::Failure;

/// One drawn photo.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::demo) enum Scene {
    /// A van in the fire lane.
    LaneBlocked,
    /// The same lane, free, with bollards.
    LaneFree,
    /// Boxes and a shoe cabinet in the stairwell.
    StairBlocked,
    /// The same stairwell, cleared.
    StairFree,
    /// A cable from a window to a scooter.
    FlyingWire,
    /// A rubbish pile beside the bins.
    Rubbish,
    /// The bins, tidy.
    Bins,
    /// A shed on the roof.
    RoofShed,
    /// The roof, bare.
    RoofBare,
    /// A wall broken open, with rubble.
    BrokenWall,
    /// A lift's door with its panel.
    Lift,
    /// A lawn dug up for vegetables.
    DugLawn,
}

const WIDTH: i32 = 800;
const HEIGHT: i32 = 600;
const SKY: Colour = [188, 206, 220];
const HAZE: Colour = [222, 226, 224];
const WALL: Colour = [206, 196, 180];
const ASPHALT: Colour = [96, 97, 100];
const DARK: Colour = [52, 54, 58];
const WHITE: Colour = [236, 236, 230];
const GREEN: Colour = [92, 124, 70];
const RED: Colour = [178, 44, 38];
const CARTON: Colour = [176, 134, 88];

impl Scene {
    /// Every scene.
    pub(in crate::demo) const ALL: [Self; 12] = [
        Self::LaneBlocked,
        Self::LaneFree,
        Self::StairBlocked,
        Self::StairFree,
        Self::FlyingWire,
        Self::Rubbish,
        Self::Bins,
        Self::RoofShed,
        Self::RoofBare,
        Self::BrokenWall,
        Self::Lift,
        Self::DugLawn,
    ];

    /// The photo as a phone would send it.
    pub(in crate::demo) fn jpeg(self) -> Result<Vec<u8>, Failure> {
        let mut canvas = Canvas::new(WIDTH, HEIGHT, HAZE);
        let to = &mut canvas;
        match self {
            Self::LaneBlocked => lane(to, true),
            Self::LaneFree => lane(to, false),
            Self::StairBlocked => stair(to, true),
            Self::StairFree => stair(to, false),
            Self::FlyingWire => flying_wire(to),
            Self::Rubbish => bins(to, true),
            Self::Bins => bins(to, false),
            Self::RoofShed => roof(to, true),
            Self::RoofBare => roof(to, false),
            Self::BrokenWall => broken_wall(to),
            Self::Lift => lift(to),
            Self::DugLawn => dug_lawn(to),
        }
        let place = Self::ALL.iter().position(|scene| *scene == self).unwrap_or(0);
        canvas.grain(u32::try_from(place).unwrap_or(0).wrapping_mul(7919), 14);
        canvas.jpeg()
    }
}

/// A house front with rows of windows.
fn house(to: &mut Canvas, (x, y): (i32, i32), (w, h): (i32, i32), wall: Colour) {
    to.rect((x, y), (w, h), wall);
    for row in 0..h / 70 {
        for column in 0..w / 80 {
            let at = (x + 18 + column * 80, y + 16 + row * 70);
            to.fade(at, (44, 40), [92, 108, 120], [138, 150, 156]);
            to.rect((at.0 - 3, at.1 + 40), (50, 4), [168, 160, 148]);
        }
    }
}

fn scooter(to: &mut Canvas, (x, y): (i32, i32), colour: Colour) {
    to.oval((x, y), (22, 22), DARK);
    to.oval((x + 92, y), (22, 22), DARK);
    to.shape(&[(x + 8, y - 8), (x + 88, y - 8), (x + 84, y - 44), (x + 50, y - 40)], colour);
    to.line(&[(x, y), (x + 14, y - 84), (x + 36, y - 92)], 8, DARK);
    to.rect((x + 48, y - 56), (44, 14), [40, 40, 42]);
}

fn lane(to: &mut Canvas, blocked: bool) {
    to.fade((0, 0), (WIDTH, 260), SKY, HAZE);
    house(to, (0, 40), (250, 300), WALL);
    house(to, (560, 20), (240, 330), [196, 190, 184]);
    to.shape(&[(250, 330), (560, 330), (WIDTH, HEIGHT), (0, HEIGHT)], ASPHALT);
    to.shape(&[(0, 330), (250, 330), (0, 560)], GREEN);
    for stripe in 0..4 {
        let y = 360 + stripe * 62;
        to.shape(&[(380, y), (420, y), (428, y + 34), (372, y + 34)], [206, 176, 60]);
    }
    if !blocked {
        for post in [230, 330, 440, 550] {
            to.rect((post, 420), (14, 84), [196, 60, 44]);
            to.rect((post, 446), (14, 14), WHITE);
        }
        return;
    }
    to.oval((420, 520), (220, 22), [66, 66, 68]);
    to.shape(&[(220, 500), (236, 330), (600, 320), (628, 400), (628, 500)], [214, 216, 214]);
    to.shape(&[(520, 340), (596, 336), (616, 400), (524, 402)], [70, 84, 96]);
    to.rect((262, 346), (230, 56), [84, 98, 110]);
    to.rect((226, 440), (400, 8), [150, 152, 150]);
    to.oval((300, 500), (38, 38), DARK);
    to.oval((548, 500), (38, 38), DARK);
    to.oval((300, 500), (16, 16), [150, 150, 150]);
    to.oval((548, 500), (16, 16), [150, 150, 150]);
    scooter(to, (80, 520), [60, 92, 140]);
}

fn stair(to: &mut Canvas, blocked: bool) {
    to.fade((0, 0), (WIDTH, HEIGHT), [196, 192, 182], [168, 164, 154]);
    to.rect((0, 440), (WIDTH, 160), [130, 126, 120]);
    to.rect((80, 120), (190, 330), [116, 76, 52]);
    to.rect((92, 132), (166, 306), [134, 90, 62]);
    to.oval((246, 300), (9, 9), [198, 180, 96]);
    for step in 0..7 {
        let (x, y) = (420 + step * 52, 440 - step * 44);
        to.rect((x, y), (WIDTH - x, 44), [150 - u8::try_from(step * 6).unwrap_or(0), 146, 138]);
        to.rect((x, y), (WIDTH - x, 6), [186, 182, 172]);
    }
    to.line(&[(400, 360), (740, 74)], 10, [84, 60, 44]);
    to.rect((330, 150), (52, 26), RED);
    if !blocked {
        return;
    }
    to.rect((290, 300), (110, 200), [164, 150, 128]);
    for shelf in 0..4 {
        to.rect((296, 310 + shelf * 48), (98, 38), [104, 92, 76]);
        to.oval((322, 340 + shelf * 48), (18, 8), [60, 62, 90]);
        to.oval((368, 340 + shelf * 48), (18, 8), [128, 44, 44]);
    }
    for (x, y, side) in [(420, 400, 120), (470, 300, 104), (560, 430, 100)] {
        to.rect((x, y), (side, side), CARTON);
        to.rect((x + side / 2 - 8, y), (16, side), [200, 178, 130]);
        to.rect((x, y + side - 6), (side, 6), [128, 94, 60]);
    }
}

fn flying_wire(to: &mut Canvas) {
    to.fade((0, 0), (WIDTH, 120), SKY, HAZE);
    house(to, (40, 30), (720, 440), [214, 202, 182]);
    to.rect((0, 470), (WIDTH, 130), [142, 140, 136]);
    to.line(&[(300, 120), (322, 230), (380, 350), (470, 440), (520, 500)], 5, [30, 30, 32]);
    to.rect((506, 492), (54, 20), WHITE);
    scooter(to, (560, 540), [150, 40, 44]);
    scooter(to, (300, 548), [70, 110, 90]);
}

fn bins(to: &mut Canvas, rubbish: bool) {
    to.fade((0, 0), (WIDTH, 330), [176, 190, 176], [204, 206, 196]);
    to.rect((0, 150), (WIDTH, 210), [188, 178, 164]);
    to.rect((0, 360), (WIDTH, 240), [120, 118, 114]);
    let colours: [Colour; 4] = [[46, 92, 60], [54, 78, 128], [72, 72, 74], [150, 50, 44]];
    for (place, colour) in (0..).zip(colours) {
        let x = 110 + place * 150;
        to.rect((x, 220), (112, 180), colour);
        to.rect((x - 6, 204), (124, 24), [36, 38, 40]);
        to.rect((x + 34, 270), (44, 44), WHITE);
    }
    if !rubbish {
        return;
    }
    let bags: [(i32, i32, i32, Colour); 8] = [
        (150, 470, 70, DARK),
        (250, 500, 84, [70, 84, 100]),
        (360, 460, 76, WHITE),
        (450, 510, 90, DARK),
        (560, 470, 70, [130, 40, 44]),
        (640, 510, 74, DARK),
        (320, 540, 60, CARTON),
        (520, 550, 56, [206, 200, 190]),
    ];
    for (x, y, size, colour) in bags {
        to.oval((x, y), (size, size * 2 / 3), colour);
        to.oval((x, y - size / 2), (size / 5, size / 4), colour);
    }
    to.shape(&[(600, 380), (740, 360), (760, 470), (620, 490)], CARTON);
}

fn roof(to: &mut Canvas, shed: bool) {
    to.fade((0, 0), (WIDTH, 300), [166, 190, 214], [214, 220, 222]);
    house(to, (40, 180), (200, 130), [182, 178, 174]);
    house(to, (600, 150), (180, 160), [190, 182, 172]);
    to.rect((0, 300), (WIDTH, 300), [158, 154, 148]);
    to.rect((0, 290), (WIDTH, 24), [186, 182, 176]);
    for line in 0..5 {
        to.rect((0, 340 + line * 56), (WIDTH, 3), [142, 138, 132]);
    }
    if !shed {
        return;
    }
    to.rect((230, 240), (360, 220), [208, 214, 216]);
    for panel in 0..6 {
        to.rect((240 + panel * 58, 250), (48, 130), [132, 168, 186]);
    }
    to.shape(&[(210, 240), (610, 240), (570, 180), (250, 180)], [62, 96, 140]);
    to.rect((460, 330), (76, 130), [110, 118, 122]);
    to.rect((250, 470), (120, 18), [150, 118, 80]);
}

fn broken_wall(to: &mut Canvas) {
    to.fade((0, 0), (WIDTH, HEIGHT), [214, 210, 202], [186, 180, 170]);
    to.rect((0, 470), (WIDTH, 130), [150, 142, 132]);
    to.rect((180, 60), (460, 400), [170, 110, 84]);
    for row in 0..10 {
        for column in 0..8 {
            let x = 184 + column * 60 - (row % 2) * 30;
            to.rect((x.max(182), 64 + row * 40), (54, 34), [182, 122, 94]);
        }
    }
    to.shape(&[(300, 120), (520, 100), (570, 460), (260, 460)], [78, 76, 74]);
    to.line(&[(320, 110), (340, 300)], 5, [120, 84, 60]);
    to.line(&[(470, 104), (450, 260)], 5, [120, 84, 60]);
    for (x, y, size) in
        [(260, 480, 40), (340, 500, 52), (430, 490, 46), (520, 510, 58), (600, 490, 34)]
    {
        to.shape(
            &[(x, y), (x + size, y - 12), (x + size + 16, y + size / 2), (x + 8, y + size / 2)],
            [160, 104, 80],
        );
    }
}

fn lift(to: &mut Canvas) {
    to.fade((0, 0), (WIDTH, HEIGHT), [204, 200, 190], [176, 172, 162]);
    to.rect((190, 70), (330, 470), [126, 130, 134]);
    to.fade((206, 86), (147, 454), [196, 200, 202], [164, 168, 172]);
    to.fade((361, 86), (143, 454), [188, 192, 196], [158, 162, 166]);
    to.rect((353, 86), (8, 454), DARK);
    to.rect((570, 260), (74, 150), [150, 152, 154]);
    to.oval((607, 310), (16, 16), [220, 168, 60]);
    to.oval((607, 362), (16, 16), [230, 230, 226]);
    to.rect((300, 30), (110, 34), [28, 28, 30]);
    to.rect((336, 36), (10, 22), RED);
    to.rect((364, 36), (10, 22), RED);
    to.rect((0, 540), (WIDTH, 60), [138, 132, 124]);
    to.rect((228, 240), (104, 76), WHITE);
    to.rect((240, 256), (80, 6), RED);
    to.rect((240, 276), (80, 4), [120, 120, 120]);
    to.rect((240, 290), (60, 4), [120, 120, 120]);
}

fn dug_lawn(to: &mut Canvas) {
    to.fade((0, 0), (WIDTH, 180), SKY, HAZE);
    house(to, (60, 10), (680, 220), WALL);
    to.fade((0, 230), (WIDTH, 370), [98, 132, 74], [116, 146, 82]);
    to.shape(&[(200, 330), (640, 320), (720, 560), (120, 570)], [108, 80, 56]);
    for row in 0..4 {
        for plant in 0..7 {
            let at = (220 + plant * 66 - row * 10, 366 + row * 54);
            to.oval(at, (18, 12), [70, 132, 58]);
            to.oval((at.0 + 6, at.1 - 8), (10, 8), [96, 158, 72]);
        }
    }
    to.line(&[(110, 330), (700, 310)], 4, [200, 196, 186]);
    for post in [120, 300, 500, 690] {
        to.rect((post, 290), (8, 60), [142, 112, 78]);
    }
}
