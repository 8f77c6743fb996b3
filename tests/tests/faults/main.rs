//! What a server that dies leaves behind.

mod dice;
mod kills;
mod remains;
mod writer;
