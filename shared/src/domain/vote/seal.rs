//! Who holds the keys, what is opened, and how ballots come in (`sealed-ballot.md` 3, 7, 8).

use crate::value::word_enum;

word_enum! {
    /// Which seat a trustee holds.
    TrusteeSeat {
        /// 业委会 (筹备组, 物管委, 换届小组).
        Committee = "COMMITTEE",
        /// 社区.
        Community = "COMMUNITY",
        /// 镇街.
        Town = "TOWN",
    } else Unknown
}

impl TrusteeSeat {
    /// Its number in the protocol.
    pub const fn number(self) -> u8 {
        match self {
            Self::Committee => 0,
            Self::Community => 1,
            Self::Town | Self::Unknown => 2,
        }
    }

    /// The seat of a number.
    pub const fn of_number(number: u8) -> Option<Self> {
        match number {
            0 => Some(Self::Committee),
            1 => Some(Self::Community),
            2 => Some(Self::Town),
            _ => None,
        }
    }
}

word_enum! {
    /// Which weights a sum adds.
    SumWeight {
        /// Each party once.
        Persons = "PERSONS",
        /// Each party by its area.
        Area = "AREA",
    } else Unknown
}

word_enum! {
    /// How a ballot came in.
    Channel {
        /// On a phone.
        App = "APP",
        /// On paper, keyed in by two persons.
        Paper = "PAPER",
    } else Unknown
}

word_enum! {
    /// By which channel the notice was served 送达 on a party.
    DeliveryChannel {
        /// An owner of the party has confirmed it on their phone.
        App = "APP",
        /// A message to a number of the party.
        Sms = "SMS",
        /// Posted or handed over at the door, with a photo.
        Door = "DOOR",
    } else Unknown
}
