//! Texts of the assembly's votes.

mod cast;
mod list;
mod matter;
mod meeting;
mod news;
mod recount;
mod result;
mod roll;

use cast::CastText;
use list::VotesText;
use matter::MatterText;
use meeting::MeetingText;
use news::NewsText;
use recount::RecountText;
use result::ResultText;
use roll::VoteRollText;

/// What the pages of votes say.
pub struct VoteText {
    /// The list of meetings.
    pub list: VotesText,
    /// One meeting.
    pub meeting: MeetingText,
    /// A matter, and what decides on it.
    pub matter: MatterText,
    /// The roll of a meeting.
    pub roll: VoteRollText,
    /// Casting.
    pub cast: CastText,
    /// What it came to.
    pub result: ResultText,
    /// The count, once more.
    pub recount: RecountText,
    /// What the inbox says.
    pub news: NewsText,
}

/// Chinese.
pub(super) static ZH: VoteText = VoteText {
    list: list::ZH,
    meeting: meeting::ZH,
    matter: matter::ZH,
    roll: roll::ZH,
    cast: cast::ZH,
    result: result::ZH,
    recount: recount::ZH,
    news: news::ZH,
};

/// English.
pub(super) static EN: VoteText = VoteText {
    list: list::EN,
    meeting: meeting::EN,
    matter: matter::EN,
    roll: roll::EN,
    cast: cast::EN,
    result: result::EN,
    recount: recount::EN,
    news: news::EN,
};
