//! What must hold of the sources themselves.

mod contract;
mod figures;
mod layers;
mod migrations;
mod supply;
mod texts;
