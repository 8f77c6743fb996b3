//! A meeting of the assembly from its draft to its decision (`domain.md` 2.5).

use crate::value::word_enum;

word_enum! {
    /// Where a meeting stands.
    MeetingStatus {
        /// Written by its organiser.
        Draft = "DRAFT",
        /// The community has looked it over (A27-1).
        Reviewed = "REVIEWED",
        /// 公告: its matters are frozen and every party is told.
        Noticed = "NOTICED",
        /// 投票中: the roll is frozen.
        Open = "OPEN",
        /// 投票截止.
        Closed = "CLOSED",
        /// 已计票.
        Tallied = "TALLIED",
        /// 已公布.
        Published = "PUBLISHED",
        /// Ended before anybody could vote.
        Cancelled = "CANCELLED",
        /// 责令限期改正 (S3.3.3, PMR19).
        CorrectionOrdered = "CORRECTION_ORDERED",
        /// Put right in time.
        Corrected = "CORRECTED",
        /// 撤销 by the town.
        Revoked = "REVOKED",
        /// 撤销 by a court (Civil Code 280, JI12).
        Annulled = "ANNULLED",
    } else Unknown
}

word_enum! {
    /// What happens to a meeting.
    MeetingEvent {
        /// The community has looked it over.
        Review = "REVIEW",
        /// The organiser changes what was looked over: once more from the draft.
        Revise = "REVISE",
        /// The notice is given.
        Notice = "NOTICE",
        /// The window begins.
        Open = "OPEN",
        /// The window ends.
        Close = "CLOSE",
        /// The ballots are counted.
        Tally = "TALLY",
        /// The result is made public.
        Publish = "PUBLISH",
        /// The organiser gives it up.
        Cancel = "CANCEL",
        /// The town, or the property authority, orders a correction.
        OrderCorrection = "ORDER_CORRECTION",
        /// The order was followed.
        Correct = "CORRECT",
        /// The town, or the property authority, revokes it.
        Revoke = "REVOKE",
        /// A court annuls it.
        Annul = "ANNUL",
    } else Unknown
}

word_enum! {
    /// What the inbox tells of a meeting.
    MeetingNewsKind {
        /// The community has looked the draft over.
        Reviewed = "REVIEWED",
        /// The organiser changes it again.
        Revised = "REVISED",
        /// The notice was given.
        Noticed = "NOTICED",
        /// Voting has begun.
        Opened = "OPENED",
        /// Time is running out, and one's own ballot is missing.
        Remind = "REMIND",
        /// Somebody else of the party has cast its ballot.
        PartyCast = "PARTY_CAST",
        /// Voting has ended: trustees are asked for their shares.
        Closed = "CLOSED",
        /// The ballots are counted.
        Tallied = "TALLIED",
        /// The result is public.
        Published = "PUBLISHED",
        /// It was called off.
        Cancelled = "CANCELLED",
        /// The town has ordered a correction.
        CorrectionOrdered = "CORRECTION_ORDERED",
        /// The order was followed.
        Corrected = "CORRECTED",
        /// The town has revoked it.
        Revoked = "REVOKED",
        /// A court has annulled it.
        Annulled = "ANNULLED",
        /// The roll has changed: trustees make their locks anew.
        LocksVoid = "LOCKS_VOID",
        /// Voting should have begun, and the trustees' key is not complete.
        KeyMissing = "KEY_MISSING",
    } else Unknown
}

impl MeetingStatus {
    /// The state after an event, or none: it cannot happen here (409).
    pub const fn next(self, event: MeetingEvent) -> Option<Self> {
        use {MeetingEvent as E, MeetingStatus as S};
        match (self, event) {
            (S::Draft, E::Review) => Some(S::Reviewed),
            (S::Reviewed, E::Revise) => Some(S::Draft),
            (S::Reviewed, E::Notice) => Some(S::Noticed),
            (S::Noticed, E::Open) => Some(S::Open),
            (S::Open, E::Close) => Some(S::Closed),
            (S::Closed, E::Tally) => Some(S::Tallied),
            (S::Tallied, E::Publish) => Some(S::Published),
            // Once ballots are in, only their count ends it.
            (S::Draft | S::Reviewed | S::Noticed, E::Cancel) => Some(S::Cancelled),
            (S::Published | S::Corrected, E::OrderCorrection) => Some(S::CorrectionOrdered),
            (S::CorrectionOrdered, E::Correct) => Some(S::Corrected),
            (S::Published | S::CorrectionOrdered | S::Corrected, E::Revoke) => Some(S::Revoked),
            (S::Published | S::CorrectionOrdered | S::Corrected, E::Annul) => Some(S::Annulled),
            _ => None,
        }
    }

    /// Whether matters and texts may still be changed: only noticed matters may be voted (HZ19).
    pub const fn is_editable(self) -> bool {
        matches!(self, Self::Draft)
    }

    /// Whether its decisions hold.
    pub const fn is_in_force(self) -> bool {
        matches!(self, Self::Published | Self::CorrectionOrdered | Self::Corrected)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_as_domain_2_5_says() {
        let mut table = String::new();
        for status in MeetingStatus::ALL {
            for event in MeetingEvent::ALL {
                if let Some(next) = status.next(*event) {
                    table.push_str(&format!("{status} + {event} -> {next}\n"));
                }
            }
        }
        insta::assert_snapshot!("meeting_table", table);
    }
}
