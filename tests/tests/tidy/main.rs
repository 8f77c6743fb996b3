//! What must hold of the sources themselves.

mod contract;
mod layers;
mod migrations;
mod texts;
