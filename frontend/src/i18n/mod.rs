//! What the app says, in two languages: a struct for each, so that a missing text does not
//! compile. Texts with numbers are functions; dates and numbers come from the browser's `Intl`.

mod account;
mod common;
mod journal;
mod meeting;
mod office;
pub mod phone;
mod report;
mod say;
mod staff;
pub mod time;
mod unit;
mod vote;

pub use account::AccountText;
pub use common::CommonText;
pub use journal::JournalText;
pub use meeting::AssemblyText;
pub use office::OfficeText;
pub use report::ReportText;
pub use say::{field_error, photo_unreadable, photos_left_out, say, say_rule};
pub use staff::StaffText;
pub use unit::UnitText;
pub use vote::VoteText;

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

/// Everything the app says, by feature. What only some pages say is a function, so that it is
/// loaded with the first of them.
pub struct Text {
    /// In which language.
    pub language: Language,
    /// On every page.
    pub common: CommonText,
}

impl Text {
    /// Sign-in, seats, sessions, home.
    pub fn account(&self) -> &'static AccountText {
        self.language.pick(&account::ZH, &account::EN)
    }

    /// Reporting.
    pub fn report(&self) -> &'static ReportText {
        self.language.pick(&report::ZH, &report::EN)
    }

    /// The assembly's votes.
    pub fn vote(&self) -> &'static VoteText {
        self.language.pick(&vote::ZH, &vote::EN)
    }

    /// Meetings, for those who call and oversee them.
    pub fn meeting(&self) -> &'static AssemblyText {
        self.language.pick(&meeting::ZH, &meeting::EN)
    }

    /// One's own unit and its household.
    pub fn unit(&self) -> &'static UnitText {
        self.language.pick(&unit::ZH, &unit::EN)
    }

    /// The estate's journal.
    pub fn journal(&self) -> &'static JournalText {
        self.language.pick(&journal::ZH, &journal::EN)
    }

    /// The staff's queue.
    pub fn staff(&self) -> &'static StaffText {
        self.language.pick(&staff::ZH, &staff::EN)
    }

    /// People and places.
    pub fn office(&self) -> &'static OfficeText {
        self.language.pick(&office::ZH, &office::EN)
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        self.language == other.language
    }
}

static ZH: Text = Text { language: Language::Zh, common: common::ZH };

static EN: Text = Text { language: Language::En, common: common::EN };
