//! The state machine of `domain.md` 3.2: the complete table; nothing else exists.

use super::{Category, Excluded, Party, Severity, Status};
use crate::value::word_enum;

/// The third reopening goes to review (`domain.md` 3.2, check 8).
pub const REOPENS_BEFORE_REVIEW: u32 = 2;

word_enum! {
    /// What can happen to a report. The first group moves its state, the second is recorded only.
    Event {
        /// 吹哨: it is filed.
        File = "FILE",
        /// 上报社区: the company passes it on (seed 三(二)5, SX31(4)(5), CC942).
        Escalate = "ESCALATE",
        /// The dissuasion period is over: the duty to report falls due by itself.
        DissuasionExpired = "DISSUASION_EXPIRED",
        /// Dissuaded and corrected, with time, method and photo.
        Corrected = "CORRECTED",
        /// 派单: the community assigns it to a lead.
        Dispatch = "DISPATCH",
        /// The community handles it itself.
        HandleItself = "HANDLE_ITSELF",
        /// The community does not take it, with a reason.
        Reject = "REJECT",
        /// The reporter objects to the rejection, once.
        Object = "OBJECT",
        /// It goes on in another report.
        Merge = "MERGE",
        /// Another category: routed anew.
        Reclassify = "RECLASSIFY",
        /// 报到: the lead has checked in.
        CheckIn = "CHECK_IN",
        /// The lead declines and names who instead.
        Decline = "DECLINE",
        /// 立案: a case is filed (行政处罚法60).
        FileCase = "FILE_CASE",
        /// 办好: result and evidence.
        Resolve = "RESOLVE",
        /// The reviewer assigns finally; it cannot be declined.
        AssignFinally = "ASSIGN_FINALLY",
        /// The reviewer ends it with reasons.
        End = "END",
        /// The reporter confirms.
        Confirm = "CONFIRM",
        /// Seven days of silence after 办好.
        Silence = "SILENCE",
        /// The reporter reopens with a reason.
        Reopen = "REOPEN",
        /// The reporter takes it back.
        Withdraw = "WITHDRAW",

        /// The company is on site.
        Arrive = "ARRIVE",
        /// The community has taken note of a life-safety report.
        Acknowledge = "ACKNOWLEDGE",
        /// The company answers the reporter.
        Answer = "ANSWER",
        /// A dissuasion that has not ended it: time, method, photo.
        Dissuade = "DISSUADE",
        /// The company assigns one of its people.
        Assign = "ASSIGN",
        /// 暂停计时: whoever handles it stops its own clock, with a reason (`domain.md` 3.3).
        Pause = "PAUSE",
        /// The clock goes on.
        Resume = "RESUME",
        /// A word to those concerned.
        Remark = "REMARK",
        /// The reporter or a follower adds photos or words.
        Add = "ADD",
        /// The reporter corrects the place within the half hour.
        Correct = "CORRECT",
        /// A neighbour joins.
        Join = "JOIN",
        /// Another report was merged into this one.
        Absorb = "ABSORB",
        /// The reporter rates.
        Rate = "RATE",
        /// 80 % of a deadline has passed.
        Remind = "REMIND",
        /// A deadline has passed: flagged, and told one level up.
        Overdue = "OVERDUE",
    } else Unknown
}

impl Event {
    /// Whether it moves the state.
    pub const fn moves(self) -> bool {
        !matches!(
            self,
            Self::Arrive
                | Self::Acknowledge
                | Self::Answer
                | Self::Dissuade
                | Self::Assign
                | Self::Pause
                | Self::Resume
                | Self::Remark
                | Self::Add
                | Self::Correct
                | Self::Join
                | Self::Absorb
                | Self::Rate
                | Self::Remind
                | Self::Overdue
        )
    }
}

impl Event {
    /// Whether it is, or may be, a resident's own act: others are told when only coarsely
    /// (`threats.md` R1). A new category is the community's, or the reporter's correction.
    pub const fn may_be_a_residents(self) -> bool {
        matches!(
            self,
            Self::File
                | Self::Object
                | Self::Confirm
                | Self::Reopen
                | Self::Withdraw
                | Self::Reclassify
                | Self::Add
                | Self::Correct
                | Self::Join
                | Self::Rate
        )
    }
}

/// What of a report's category and history decides its next step.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own that the table asks for"
)]
pub struct Course {
    /// Where it stands.
    pub status: Status,
    /// Of its category.
    pub severity: Severity,
    /// The category accuses the community.
    pub community_excluded: bool,
    /// The category accuses the town.
    pub town_excluded: bool,
    /// The category hides its reporter from all but the handling officer.
    pub confidential: bool,
    /// Who leads: of the category, then as dispatched.
    pub lead: Party,
    /// Whether the company has a task in it.
    pub company: bool,
    /// It was assigned to a lead at least once.
    pub dispatched: bool,
    /// How often a lead declined.
    pub declines: u32,
    /// How often the reporter reopened.
    pub reopens: u32,
    /// The reviewer assigned it finally.
    pub final_assignment: bool,
    /// The reporter objected to a rejection.
    pub objected: bool,
    /// Where the community or a department last handled it.
    pub handling: Option<Status>,
    /// The company brought it to 办好.
    pub resolved_by_company: bool,
    /// Whoever handles it has stopped the clock.
    pub paused: bool,
    /// The company filed it: the community confirms it.
    pub filed_by_company: bool,
}

impl Course {
    /// How a report of this category begins. `served`: a company serves the estate.
    pub fn begin(category: &Category, served: bool) -> Self {
        let community_excluded = category.excludes_group(Excluded::Community);
        let status = first_status(category, served);
        Self {
            status,
            severity: category.severity,
            community_excluded,
            town_excluded: category.excludes_group(Excluded::Town),
            confidential: category.confidential,
            lead: category.lead_party(),
            company: served && category.involves_company(),
            dispatched: status == Status::Dispatched,
            declines: 0,
            reopens: 0,
            final_assignment: false,
            objected: false,
            handling: None,
            resolved_by_company: false,
            paused: false,
            filed_by_company: false,
        }
    }

    /// The same, as whoever filed it.
    #[must_use]
    pub fn filed_by(self, party: &Party) -> Self {
        Self { filed_by_company: *party == Party::Company, ..self }
    }

    /// The state after an event, or `None`: it cannot happen here (409). For
    /// [`Event::Reclassify`] the new category decides, so ask [`Course::reclassified`].
    pub fn next(&self, event: Event) -> Option<Status> {
        use {Event as E, Status as S};
        let life_safety = self.severity == Severity::P1;
        match (self.status, event) {
            (S::Dissuading, E::Corrected) => Some(S::Resolved),
            (S::Dissuading, E::Escalate | E::DissuasionExpired) => Some(S::CommunityPending),
            (S::CommunityPending | S::CommunityHandling, E::Dispatch) => Some(S::Dispatched),
            (S::CommunityPending, E::HandleItself) => Some(S::CommunityHandling),
            (S::CommunityPending, E::Reject) => Some(S::Rejected),
            (S::Rejected, E::Object) if !self.objected => Some(S::Review),
            (S::CommunityPending, E::Merge) => Some(S::Merged),
            (S::CommunityHandling, E::Resolve) => Some(S::Resolved),
            (S::Dispatched, E::CheckIn) => Some(S::DeptOnCase),
            (S::Dispatched, E::Decline) if self.final_assignment => None,
            (S::Dispatched, E::Decline) if self.declines > 0 || self.community_excluded => {
                Some(S::Review)
            }
            (S::Dispatched, E::Decline) => Some(S::CommunityPending),
            (S::DeptOnCase, E::FileCase) => Some(S::CaseFiled),
            (S::DeptOnCase | S::CaseFiled, E::Resolve) => Some(S::Resolved),
            (S::Review, E::AssignFinally) => Some(S::Dispatched),
            (S::Review, E::End) | (S::Resolved, E::Confirm | E::Silence) => Some(S::Closed),
            (S::Resolved, E::Reopen) if self.reopens >= REOPENS_BEFORE_REVIEW => Some(S::Review),
            (S::Resolved, E::Reopen) if self.resolved_by_company => Some(S::CommunityPending),
            (S::Resolved, E::Reopen) => Some(self.handling.unwrap_or(S::CommunityPending)),
            (S::Dissuading | S::CommunityPending, E::Withdraw)
                if !life_safety && !self.dispatched =>
            {
                Some(S::Withdrawn)
            }
            (status, event) => self.recorded(event).then_some(status),
        }
    }

    /// Whether an event that moves nothing may be recorded in this state.
    fn recorded(&self, event: Event) -> bool {
        use {Event as E, Status as S};
        let running = !self.status.is_over();
        let company_task = self.company && running && self.status != S::Resolved;
        match event {
            E::Arrive => company_task && self.severity == Severity::P1,
            E::Acknowledge => {
                running
                    && self.status != S::Resolved
                    && self.severity == Severity::P1
                    && !self.community_excluded
            }
            E::Answer | E::Assign => company_task,
            E::Pause => self.is_handled() && !self.paused && self.severity != Severity::P1,
            E::Resume => self.paused,
            E::Dissuade => {
                company_task && (self.status == S::Dissuading || self.severity == Severity::P1)
            }
            E::Remark | E::Add | E::Join | E::Absorb | E::Correct | E::Remind | E::Overdue => {
                running
            }
            E::Rate => matches!(self.status, S::Resolved | S::Closed),
            _ => false,
        }
    }

    /// Whether the community or a department has it in hand.
    const fn is_handled(&self) -> bool {
        matches!(self.status, Status::CommunityHandling | Status::DeptOnCase | Status::CaseFiled)
    }

    /// Whether another category may be chosen: by the community in these states, and by the
    /// reporter within the half hour and before a dispatch.
    pub fn may_reclassify(&self) -> bool {
        matches!(
            self.status,
            Status::Dissuading | Status::CommunityPending | Status::CommunityHandling
        )
    }

    /// The course after an event that [`Course::next`] allows.
    #[must_use]
    pub fn after(&self, event: Event) -> Option<Self> {
        let status = self.next(event)?;
        let mut course = self.clone();
        course.status = status;
        match event {
            Event::Dispatch => course.dispatched = true,
            Event::AssignFinally => {
                course.dispatched = true;
                course.final_assignment = true;
            }
            Event::Decline => course.declines += 1,
            Event::Reopen => course.reopens += 1,
            Event::Object => course.objected = true,
            Event::Corrected => course.resolved_by_company = true,
            Event::Resolve => course.resolved_by_company = false,
            _ => {}
        }
        course.paused =
            event == Event::Pause || (self.paused && !event.moves() && event != Event::Resume);
        if course.is_handled() {
            course.handling = Some(status);
        }
        Some(course)
    }

    /// The course after a change of category: routed anew, what was counted stays.
    #[must_use]
    pub fn reclassified(&self, category: &Category, served: bool) -> Option<Self> {
        let anew = Self::begin(category, served);
        self.may_reclassify().then_some(Self {
            declines: self.declines,
            reopens: self.reopens,
            dispatched: self.dispatched || anew.dispatched,
            filed_by_company: self.filed_by_company,
            ..anew
        })
    }

    /// Who reviews: the town, or the district office where the town is accused.
    pub fn reviewer(&self) -> Party {
        if self.town_excluded { Party::District } else { Party::Town }
    }

    /// Who confirms what was brought to 办好: the reporter; what the company filed, the community, so
    /// that nobody closes a colleague's work (`domain.md` 4).
    pub const fn confirmer(&self) -> Party {
        if self.filed_by_company && !self.community_excluded {
            Party::Community
        } else {
            Party::Reporter
        }
    }

    /// The office that handles it, or that did last: to whom a confidential reporter is not hidden.
    pub fn handler(&self) -> Option<Party> {
        let handles = |party: &Party| {
            self.status != Status::Resolved && !matches!(party, Party::Reporter | Party::Company)
        };
        self.responsible().filter(handles).or(match (self.status, self.handling) {
            (Status::Rejected, _) | (_, Some(Status::CommunityHandling)) => Some(Party::Community),
            (_, Some(_)) => Some(self.lead.clone()),
            (_, None) => None,
        })
    }

    /// Whether the category accuses a party.
    pub fn accuses(&self, party: &Party) -> bool {
        match party {
            Party::Community => self.community_excluded,
            Party::Town => self.town_excluded,
            _ => false,
        }
    }

    /// Who must act in this state, if somebody must.
    pub fn responsible(&self) -> Option<Party> {
        match self.status {
            Status::Dissuading => Some(Party::Company),
            Status::CommunityPending | Status::CommunityHandling => Some(Party::Community),
            Status::Dispatched | Status::DeptOnCase | Status::CaseFiled => Some(self.lead.clone()),
            Status::Review => Some(self.reviewer()),
            Status::Resolved => Some(self.confirmer()),
            Status::Closed
            | Status::Rejected
            | Status::Merged
            | Status::Withdrawn
            | Status::Unknown => None,
        }
    }
}

fn first_status(category: &Category, served: bool) -> Status {
    if category.severity == Severity::P1 || category.excludes_group(Excluded::Community) {
        Status::Dispatched
    } else if category.dissuade_first && served && !category.excludes_group(Excluded::Pm) {
        Status::Dissuading
    } else {
        Status::CommunityPending
    }
}

#[cfg(test)]
mod tests;
