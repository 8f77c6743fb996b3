//! The protocol against its vectors, what must be refused, and recounts of whole meetings.

mod counts;
mod meeting;
mod paper;
mod parsers;
mod python;
mod recount;
mod refusals;
mod tallies;
mod tampering;
mod vectors;
mod world;

/// How many cases a property is tried with; `PROPTEST_CASES` above 256 asks for as many times more.
fn cases(usual: u32) -> u32 {
    let asked = proptest::test_runner::Config::default().cases;
    usual.saturating_mul((asked / 256).max(1))
}
