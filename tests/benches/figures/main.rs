//! `cargo xtask bench`: each figure beside the limit that the same machine has in the same minute.
//!
//! Ours and the limit take turns, round by round, and each figure is the median of its rounds. What is measured runs in
//! processes of its own; this one makes the load. See docs/operations.md, "Benchmarks".

mod first_load;
mod ground;
mod growth;
mod load;
mod memory;
mod multiply;
mod people;
mod photos;
mod reads;
mod side;
mod submissions;

use std::path::Path;
use std::time::{Duration, Instant};

use tests::figures::{Figure, table};

/// How long the run takes.
#[derive(Clone, Copy)]
pub struct Pace {
    /// Rounds of ours and of the limit.
    rounds: usize,
    /// How long one round of requests lasts.
    round: Duration,
    /// Reports that a round of submissions files.
    submissions: usize,
    /// The largest database of the growth.
    largest: usize,
    /// Loads of the page in the browser.
    loads: usize,
}

/// Figures to trust.
const FULL: Pace = Pace {
    rounds: 5,
    round: Duration::from_millis(1500),
    submissions: 2000,
    largest: 1_000_000,
    loads: 5,
};

/// To see that everything runs.
const QUICK: Pace = Pace {
    rounds: 2,
    round: Duration::from_millis(500),
    submissions: 400,
    largest: 10_000,
    loads: 1,
};

type Part = fn(Pace) -> Vec<Figure>;

const PARTS: [(&str, Part); 6] = [
    ("reads", reads::measure),
    ("submissions", submissions::measure),
    ("photos", photos::measure),
    ("growth", growth::measure),
    ("memory", memory::measure),
    ("first-load", first_load::measure),
];

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    if let Some(("--as", role)) =
        words.first().map(String::as_str).zip(words.get(1)).map(|(f, r)| (f, r.as_str()))
    {
        return side::play(role, &words[2..]);
    }
    let quick = words.iter().any(|word| word == "--quick");
    assert!(
        quick || !cfg!(debug_assertions),
        "a debug build's figures say nothing: cargo xtask bench"
    );
    // `cargo bench` itself adds `--bench`.
    let names: Vec<&String> = words.iter().filter(|word| !word.starts_with("--")).collect();
    let chosen =
        |name: &str| names.is_empty() || names.iter().any(|wanted| name.contains(wanted.as_str()));
    let parts: Vec<_> = PARTS.into_iter().filter(|(name, _)| chosen(name)).collect();
    let known = PARTS.map(|(name, _)| name).join(", ");
    assert!(!parts.is_empty(), "no part bears the name; there are {known}");

    let began = Instant::now();
    let mut figures = Vec::new();
    for (name, part) in parts {
        eprintln!("== {name}");
        let start = Instant::now();
        let measured = part(if quick { QUICK } else { FULL });
        eprint!("{}", table(&measured));
        eprintln!("== {name}: {:.1} s", start.elapsed().as_secs_f32());
        figures.extend(measured);
    }
    write_json(&figures, quick);
    println!("\n{}", table(&figures));
    let manner = if quick { "a quick run: not to be trusted" } else { "medians" };
    println!("{manner}; {:.0} s in all; also in target/bench.json", began.elapsed().as_secs_f32());
}

fn write_json(figures: &[Figure], quick: bool) {
    let figures: Vec<serde_json::Value> = figures
        .iter()
        .map(|figure| {
            let mut value = serde_json::to_value(figure).unwrap();
            value["met"] = figure.met().into();
            value
        })
        .collect();
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let whole = serde_json::json!({ "quick": quick, "cores": cores, "figures": figures });
    let path = target().join("bench.json");
    std::fs::write(path, serde_json::to_vec_pretty(&whole).unwrap()).unwrap();
}

/// The build folder: on the disk that the project is on, where syncing costs what it costs.
pub fn target() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../target"))
}

/// Milliseconds as the figures have them.
pub fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
