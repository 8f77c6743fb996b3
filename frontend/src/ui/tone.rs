//! The roles of colour.

/// What a colour says; never without a word and a shape beside it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Says nothing.
    #[default]
    Grey,
    /// Done, verified, to be pressed.
    Brand,
    /// Running out, queued, offline.
    Wait,
    /// Overdue, danger, failure.
    Stop,
    /// A neutral notice.
    Info,
}

impl Tone {
    /// The class of the style sheet.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Grey => "grey",
            Self::Brand => "brand",
            Self::Wait => "wait",
            Self::Stop => "stop",
            Self::Info => "info",
        }
    }
}
