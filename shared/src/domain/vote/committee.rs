//! Meetings of the committee (`domain.md` 2.6; SX21).

/// How a committee's meeting went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Motion {
    /// The size of the committee, not those present.
    pub seats: u32,
    /// Members present in person: there are no proxies.
    pub present: u32,
    /// Who agreed.
    pub yes: u32,
}

impl Motion {
    /// Half of the seats or more are present.
    pub const fn is_valid_meeting(self) -> bool {
        self.present.saturating_mul(2) >= self.seats
    }

    /// The meeting is valid, and half of the seats or more agree.
    pub const fn is_carried(self) -> bool {
        self.is_valid_meeting() && self.yes.saturating_mul(2) >= self.seats
    }
}

/// Whether the town must form a 换届小组: fewer than half of the seats are filled (SX24).
pub const fn needs_transition_group(seats: u32, members: u32) -> bool {
    members.saturating_mul(2) < seats
}
