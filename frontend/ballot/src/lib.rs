//! Sealing and counting again in a worker of the browser, so that the page stays awake and the app's
//! first module carries no cryptography.
//!
//! Page and worker exchange JSON texts: for each [`Ask`] comes one [`Answer`], before which any number
//! of [`Answer::Progress`] may come. A bundle travels beside the question as a text of its own. The
//! secrets of a ballot and of a trustee live in the worker alone.

#[cfg(feature = "engine")]
mod engine;
mod words;

#[cfg(feature = "engine")]
pub use engine::{Draw, Engine, Progress};
pub use words::{Answer, Ask, LogKey, MeetingAsk, MyReceipt, Question, RecountAsk, SealAsk};
