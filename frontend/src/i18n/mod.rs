//! What the app says, in two languages: a struct for each, so that a missing text does not
//! compile. Texts with numbers are functions; dates and numbers come from the browser's `Intl`.

mod account;
mod common;
mod office;
mod report;
mod say;
mod staff;
pub mod time;

pub use account::AccountText;
pub use common::CommonText;
pub use office::OfficeText;
pub use report::ReportText;
pub use say::{field_error, photo_unreadable, say, say_rule};
pub use staff::StaffText;

/// The languages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// Simplified Chinese, the default.
    #[default]
    Zh,
    /// English.
    En,
}

impl Language {
    /// The tag that HTML, HTTP and `Intl` take.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Zh => "zh-CN",
            Self::En => "en",
        }
    }

    /// Its texts.
    pub fn text(self) -> &'static Text {
        match self {
            Self::Zh => &ZH,
            Self::En => &EN,
        }
    }

    /// One of two.
    pub fn pick<T>(self, zh: T, en: T) -> T {
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }
}

/// Everything the app says, by feature.
pub struct Text {
    /// In which language.
    pub language: Language,
    /// On every page.
    pub common: CommonText,
    /// Sign-in, seats, sessions, home.
    pub account: AccountText,
    /// Reporting.
    pub report: ReportText,
    /// The staff's queue.
    pub staff: StaffText,
    /// People and places.
    pub office: OfficeText,
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        self.language == other.language
    }
}

/// Chinese.
pub static ZH: Text = Text {
    language: Language::Zh,
    common: common::ZH,
    account: account::ZH,
    report: report::ZH,
    staff: staff::ZH,
    office: office::ZH,
};

/// English.
pub static EN: Text = Text {
    language: Language::En,
    common: common::EN,
    account: account::EN,
    report: report::EN,
    staff: staff::EN,
    office: office::EN,
};
