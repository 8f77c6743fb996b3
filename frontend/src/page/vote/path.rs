//! The addresses below `/vote/`, which the first table of routes leaves to these pages.

use shared::domain::vote::{MeetingId, PartyId};

use crate::route::Route;

/// Where in the votes one can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Path {
    /// One meeting.
    Meeting(MeetingId),
    /// Its roll.
    Roll(MeetingId),
    /// Casting a party's ballot.
    Cast(MeetingId, PartyId, Step),
    /// A party's receipt.
    Receipt(MeetingId, PartyId),
    /// What it came to.
    Result(MeetingId),
    /// The announcement of the result, for paper.
    Print(MeetingId),
    /// The count, once more, on this phone.
    Recount(MeetingId),
}

/// Where in casting one is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Choosing; which of the party's matters, from 0.
    Choose(usize),
    /// Looking over all choices.
    Review,
    /// Opening the sealed ballot to check the phone.
    Check,
    /// The SMS code.
    Code,
}

impl Step {
    fn word(self) -> String {
        match self {
            Self::Choose(matter) => (matter + 1).to_string(),
            Self::Review => "review".to_owned(),
            Self::Check => "check".to_owned(),
            Self::Code => "code".to_owned(),
        }
    }

    fn parse(word: &str) -> Option<Self> {
        match word {
            "review" => Some(Self::Review),
            "check" => Some(Self::Check),
            "code" => Some(Self::Code),
            number => number.parse::<usize>().ok()?.checked_sub(1).map(Self::Choose),
        }
    }
}

impl Path {
    /// Reads what follows `/vote/`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let words: Vec<&str> = text.split('/').collect();
        let (meeting, rest) = words.split_first()?;
        let meeting = MeetingId::parse(meeting).ok()?;
        Some(match rest {
            [] => Self::Meeting(meeting),
            ["roll"] => Self::Roll(meeting),
            ["result"] => Self::Result(meeting),
            ["print"] => Self::Print(meeting),
            ["recount"] => Self::Recount(meeting),
            ["receipt", party] => Self::Receipt(meeting, PartyId::parse(party).ok()?),
            ["cast", party, step] => {
                Self::Cast(meeting, PartyId::parse(party).ok()?, Step::parse(step)?)
            }
            _ => return None,
        })
    }

    /// The address.
    pub(super) fn route(self) -> Route {
        Route::Vote { path: self.text() }
    }

    fn text(self) -> String {
        match self {
            Self::Meeting(meeting) => meeting.to_string(),
            Self::Roll(meeting) => format!("{meeting}/roll"),
            Self::Result(meeting) => format!("{meeting}/result"),
            Self::Print(meeting) => format!("{meeting}/print"),
            Self::Recount(meeting) => format!("{meeting}/recount"),
            Self::Receipt(meeting, party) => format!("{meeting}/receipt/{party}"),
            Self::Cast(meeting, party, step) => format!("{meeting}/cast/{party}/{}", step.word()),
        }
    }
}

#[cfg(test)]
mod tests {
    use shared::value::{Id, Timestamp};

    use super::*;

    #[test]
    fn an_address_reads_back_as_what_it_was_made_from() {
        let (meeting, party) =
            (Id::v7(Timestamp::from_ms(1), [1; 10]), Id::v7(Timestamp::from_ms(2), [2; 10]));
        let steps = [Step::Choose(0), Step::Choose(11), Step::Review, Step::Check, Step::Code];
        let mut paths = vec![
            Path::Meeting(meeting),
            Path::Roll(meeting),
            Path::Receipt(meeting, party),
            Path::Result(meeting),
            Path::Print(meeting),
            Path::Recount(meeting),
        ];
        paths.extend(steps.map(|step| Path::Cast(meeting, party, step)));
        for path in paths {
            assert_eq!(Path::parse(&path.text()), Some(path), "{}", path.text());
        }
        let odd =
            ["", "x", "x/roll", &format!("{meeting}/else"), &format!("{meeting}/cast/{party}/0")];
        for text in odd {
            assert_eq!(Path::parse(text), None, "{text}");
        }
    }
}
