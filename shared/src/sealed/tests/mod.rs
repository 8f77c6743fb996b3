//! The protocol against its vectors, and what must be refused.

mod refusals;
mod tallies;
mod vectors;
mod world;
