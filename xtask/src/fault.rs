//! What can go wrong, as one sentence for the person at the keyboard.

use std::fmt;

/// One clear sentence: what failed and, where there is one, the cure.
#[derive(Debug)]
pub(crate) struct Fault(String);

/// What every step of a command gives back.
pub(crate) type Outcome<T = ()> = Result<T, Fault>;

impl Fault {
    pub(crate) fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Puts words before an error of a library.
pub(crate) trait OrSay<T> {
    /// Keeps the value, or says what was being done and why it failed.
    fn or_say(self, what: impl FnOnce() -> String) -> Outcome<T>;
}

impl<T, E: fmt::Display> OrSay<T> for Result<T, E> {
    fn or_say(self, what: impl FnOnce() -> String) -> Outcome<T> {
        // `{:#}` so that chained errors tell their causes.
        self.map_err(|error| Fault::new(format!("{}: {error:#}.", what())))
    }
}
