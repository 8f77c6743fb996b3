//! Growth: what one reader waits for a report and for a queue's page while the district's reports grow a thousandfold and those
//! of the reader's estate stay.

use std::time::Instant;

use tests::figures::Figure;

use crate::Pace;
use crate::ground::Ground;
use crate::load::{self, Ask};
use crate::reads::{filled, point_reads, queue_page};
use crate::side::Side;

const SIZES: [usize; 4] = [1_000, 10_000, 100_000, 1_000_000];

/// The waits of one size: a point read and the two queues, each round's p50 and p99.
struct Waits {
    reports: usize,
    of: [Vec<(f64, f64)>; 3],
}

const NAMES: [&str; 3] = ["point read", "company queue", "community queue"];

pub fn measure(pace: Pace) -> Vec<Figure> {
    let ground = Ground::lay();
    let sizes = SIZES.into_iter().filter(|size| *size <= pace.largest);
    let waits: Vec<Waits> = sizes.map(|size| waits(pace, &ground, size)).collect();
    let mut figures = Vec::new();
    for (kind, name) in NAMES.iter().enumerate() {
        // The community of ten estates is complete from ten thousand reports on.
        let least = if kind == 2 { 1 } else { 0 };
        let first = &waits[least];
        for size in &waits[least..] {
            for (percentile, pick) in [("p50", 0), ("p99", 1)] {
                let of = |waits: &Waits| -> Vec<f64> {
                    let rounds = waits.of[kind].iter();
                    rounds.map(|(p50, p99)| if pick == 0 { *p50 } else { *p99 }).collect()
                };
                let what = format!("{name} out of {}: {percentile}", grouped(size.reports));
                let against = format!("out of {}", grouped(first.reports));
                figures.push(Figure::of_rounds(&what, "ms", &of(size), &of(first), &against));
            }
        }
    }
    figures
}

fn waits(pace: Pace, ground: &Ground, reports: usize) -> Waits {
    let began = Instant::now();
    let copy = filled(ground, reports);
    eprintln!("   {} reports filled in {:.1} s", grouped(reports), began.elapsed().as_secs_f32());
    let ours = Side::ours(&copy.folder(), ground.now);
    let point: Vec<Ask> = point_reads(&copy, ground).concat();
    let asks = [point, vec![queue_page(&ground.company)], vec![queue_page(&ground.community)]];
    let mut of = [const { Vec::new() }; 3];
    for _ in 0..pace.rounds {
        for (kind, ask) in asks.iter().enumerate() {
            let round = load::for_a_while(ours.address, std::slice::from_ref(ask), pace.round);
            of[kind].push((round.percentile(50), round.percentile(99)));
        }
    }
    Waits { reports, of }
}

/// 1000000 as 10⁶.
fn grouped(reports: usize) -> String {
    let power = reports.ilog10();
    let digit = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"][power as usize];
    format!("10{digit}")
}
