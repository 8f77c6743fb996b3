//! The addresses below `/meeting/`, which the first table of routes leaves to these pages.

use shared::domain::estate::EstateId;
use shared::domain::vote::MeetingId;

use crate::page::OWN_MEETINGS;
use crate::route::Route;

/// Where among the meetings one can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Path {
    /// The meetings of the seat's own estate.
    Own,
    /// The meetings of an estate.
    Estate(EstateId),
    /// A new draft.
    New(EstateId),
    /// The seat's own key of an estate.
    Trustee(EstateId),
    /// One meeting.
    Meeting(MeetingId),
    /// Its draft.
    Edit(MeetingId),
    /// Its roll: who was served, who has voted, objections.
    Roll(MeetingId),
    /// Its key sheet, for paper.
    KeySheet(MeetingId),
    /// Its locks before the opening, its sums after the close.
    Ceremony(MeetingId),
}

impl Path {
    /// Reads what follows `/meeting/`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let words: Vec<&str> = text.split('/').collect();
        let estate = |word: &str| EstateId::parse(word).ok();
        let meeting = |word: &str| MeetingId::parse(word).ok();
        match words.as_slice() {
            [OWN_MEETINGS] => Some(Self::Own),
            ["of", id] => estate(id).map(Self::Estate),
            ["of", id, "new"] => estate(id).map(Self::New),
            ["of", id, "key"] => estate(id).map(Self::Trustee),
            [id] => meeting(id).map(Self::Meeting),
            [id, "edit"] => meeting(id).map(Self::Edit),
            [id, "roll"] => meeting(id).map(Self::Roll),
            [id, "sheet"] => meeting(id).map(Self::KeySheet),
            [id, "ceremony"] => meeting(id).map(Self::Ceremony),
            _ => None,
        }
    }

    /// The address.
    pub(crate) fn route(self) -> Route {
        Route::Meetings { path: self.text() }
    }

    fn text(self) -> String {
        match self {
            Self::Own => OWN_MEETINGS.to_owned(),
            Self::Estate(estate) => format!("of/{estate}"),
            Self::New(estate) => format!("of/{estate}/new"),
            Self::Trustee(estate) => format!("of/{estate}/key"),
            Self::Meeting(meeting) => meeting.to_string(),
            Self::Edit(meeting) => format!("{meeting}/edit"),
            Self::Roll(meeting) => format!("{meeting}/roll"),
            Self::KeySheet(meeting) => format!("{meeting}/sheet"),
            Self::Ceremony(meeting) => format!("{meeting}/ceremony"),
        }
    }
}

#[cfg(test)]
mod tests {
    use shared::value::{Id, Timestamp};

    use super::*;

    #[test]
    fn an_address_reads_back_as_what_it_was_made_from() {
        let estate = Id::v7(Timestamp::from_ms(1), [1; 10]);
        let meeting = Id::v7(Timestamp::from_ms(2), [2; 10]);
        let paths = [
            Path::Own,
            Path::Estate(estate),
            Path::New(estate),
            Path::Trustee(estate),
            Path::Meeting(meeting),
            Path::Edit(meeting),
            Path::Roll(meeting),
            Path::KeySheet(meeting),
            Path::Ceremony(meeting),
        ];
        for path in paths {
            assert_eq!(Path::parse(&path.text()), Some(path), "{}", path.text());
        }
        for text in ["", "of", "of/x", "x/edit", &format!("{meeting}/else")] {
            assert_eq!(Path::parse(text), None, "{text}");
        }
    }
}
