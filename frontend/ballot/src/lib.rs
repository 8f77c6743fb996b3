//! Sealing and counting again in a worker of the browser, so that the page stays awake and the app's
//! first module carries no cryptography.
//!
//! Page and worker exchange JSON texts: for each [`Ask`] comes one [`Answer`], before which any number
//! of [`Answer::Progress`] may come. The secrets of a ballot live in the worker alone.

#[cfg(feature = "engine")]
mod engine;
mod words;

#[cfg(feature = "engine")]
pub use engine::{Draw, Engine};
pub use words::{Answer, Ask, Question, SealAsk};
