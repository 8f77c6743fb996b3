//! Reports: who files, sees and acts (`domain.md` 1 and 3.2 to 3.4, trap 9).

use super::{Denied, Permit, covers};
use crate::domain::account::{AccountId, Actor, Role, Scope, Seat};
use crate::domain::estate::{DeptCode, EstateNode};
use crate::domain::report::{Category, Course, Event, Party, Severity, Status, reporter_grain};
use crate::value::{MINUTE, Timestamp, word_enum};

/// Filing a report.
#[derive(Debug)]
pub enum FileReport {}
/// Recording an event of a report.
#[derive(Debug)]
pub enum ActOnReport {}
/// Reading the reporter's full name and phone, with a reason, logged.
#[derive(Debug)]
pub enum RevealReporter {}

/// For so long after filing the reporter may correct place and category.
pub const CORRECTION: i64 = 30 * MINUTE;

/// Filed by OWN, OCC, PMS, COM, CMY, TWN (and HOT, which comes with the hotline).
pub fn file_report(actor: &Actor, node: &EstateNode) -> Result<Permit<FileReport>, Denied> {
    if !covers(&actor.seat, node) {
        return Err(Denied::NotFound);
    }
    match actor.role() {
        Role::Own
        | Role::Occ
        | Role::Pms
        | Role::Pmm
        | Role::Com
        | Role::Chr
        | Role::Cmy
        | Role::Twn => Ok(Permit::granted()),
        Role::Bur | Role::Dst | Role::Dep | Role::Adm => Err(Denied::Forbidden),
    }
}

/// Sending a photo, for a report to file or an event to record.
#[derive(Debug)]
pub enum SendPhoto {}

/// Whoever files a report or records its events sends photos for it; technical administrators reach
/// no business data.
pub fn send_photo(actor: &Actor) -> Result<Permit<SendPhoto>, Denied> {
    match actor.role() {
        Role::Adm => Err(Denied::Forbidden),
        Role::Own
        | Role::Occ
        | Role::Pms
        | Role::Pmm
        | Role::Com
        | Role::Chr
        | Role::Cmy
        | Role::Twn
        | Role::Bur
        | Role::Dst
        | Role::Dep => Ok(Permit::granted()),
    }
}

/// Working a queue: staff of the company, the community, the town, departments and the district.
#[derive(Debug)]
pub enum WorkQueue {}

/// Whoever handles reports has a queue; residents and committees have their lists.
pub fn work_queue(actor: &Actor) -> Result<Permit<WorkQueue>, Denied> {
    match actor.role() {
        Role::Pms | Role::Pmm | Role::Cmy | Role::Twn | Role::Bur | Role::Dst | Role::Dep => {
            Ok(Permit::granted())
        }
        Role::Own | Role::Occ | Role::Com | Role::Chr | Role::Adm => Err(Denied::Forbidden),
    }
}

/// What the policy must know of a report.
#[derive(Clone, Copy, Debug)]
pub struct Sight<'a> {
    /// Where it is.
    pub node: &'a EstateNode,
    /// Its category, of the version it was routed with.
    pub category: &'a Category,
    /// Where it stands.
    pub course: &'a Course,
    /// Who filed it.
    pub reporter: AccountId,
    /// In which role.
    pub reporter_role: Role,
    /// Whether the acting account follows it.
    pub follows: bool,
    /// The departments it is dispatched to: the lead and its helpers.
    pub depts: &'a [DeptCode],
    /// When the company gets it.
    pub released: Timestamp,
    /// When it was filed.
    pub filed: Timestamp,
}

word_enum! {
    /// How a seat stands to a report.
    Standing {
        /// Filed it.
        Reporter = "REPORTER",
        /// Joined it.
        Follower = "FOLLOWER",
        /// The serving company.
        Company = "COMPANY",
        /// The estate's community.
        Community = "COMMUNITY",
        /// The estate's town.
        Town = "TOWN",
        /// The property authority.
        Bureau = "BUREAU",
        /// The district office.
        District = "DISTRICT",
        /// The department that leads.
        Dept = "DEPT",
        /// A department that helps.
        Helper = "HELPER",
    }
}

/// How a seat stands to a report, or 404. Accused roles lose all access, their own reports apart.
pub fn standing(actor: &Actor, sight: &Sight<'_>, now: Timestamp) -> Result<Standing, Denied> {
    let role = actor.role();
    let same_hat =
        role == sight.reporter_role || (role.is_resident() && sight.reporter_role.is_resident());
    let here = covers(&actor.seat, sight.node);
    if here && same_hat && actor.account == sight.reporter {
        return Ok(Standing::Reporter);
    }
    if here && role.is_resident() && sight.follows {
        return Ok(Standing::Follower);
    }
    if sight.category.excludes(role) {
        return Err(Denied::NotFound);
    }
    let dispatched = |dept: &DeptCode| sight.depts.contains(dept);
    let leads =
        |dept: &DeptCode| matches!(&sight.course.lead, Party::Dept { dept: lead } if lead == dept);
    match (role, &actor.seat.scope) {
        (Role::Pms | Role::Pmm, _) if here && sight.category.involves_company() => {
            if sight.released <= now { Ok(Standing::Company) } else { Err(Denied::NotFound) }
        }
        (Role::Cmy, _) if here => Ok(Standing::Community),
        (Role::Twn, _) if here => Ok(Standing::Town),
        (Role::Bur, _) if here => Ok(Standing::Bureau),
        (Role::Dst, _) if here => Ok(Standing::District),
        (Role::Dep, Scope::Dept { dept }) if dispatched(dept) => {
            Ok(if leads(dept) { Standing::Dept } else { Standing::Helper })
        }
        _ => Err(Denied::NotFound),
    }
}

/// Whether a category accuses one of a person's seats here: the accused do not come to a report by
/// another hat (`domain.md` 3.4, trap 9).
pub fn is_accused(seats: &[Seat], category: &Category, node: &EstateNode) -> bool {
    seats.iter().any(|seat| covers(seat, node) && category.excludes(seat.role))
}

/// Whether a standing speaks for the party that leads.
const fn leads(course: &Course, standing: Standing) -> bool {
    matches!(
        (&course.lead, standing),
        (Party::Community, Standing::Community)
            | (Party::Town, Standing::Town)
            | (Party::Dept { .. }, Standing::Dept)
    )
}

/// Whether the seat may record an event. Whether the state allows it is [`Course::next`]'s answer
/// (409); this one is about the person (404, 403).
pub fn act_on_report(
    actor: &Actor,
    sight: &Sight<'_>,
    event: Event,
    now: Timestamp,
) -> Result<Permit<ActOnReport>, Denied> {
    use {Event as E, Standing as S};
    let standing = standing(actor, sight, now)?;
    let course = sight.course;
    let lead = leads(course, standing);
    let reviewer = match course.reviewer() {
        Party::District => standing == S::District,
        _ => standing == S::Town,
    };
    let allowed = match event {
        E::Escalate | E::Corrected | E::Arrive | E::Answer | E::Dissuade | E::Assign => {
            standing == S::Company
        }
        E::Dispatch | E::HandleItself | E::Reject | E::Merge | E::Acknowledge => {
            standing == S::Community
        }
        E::Reclassify => standing == S::Community || corrects(standing, sight, now),
        E::Correct => corrects(standing, sight, now),
        E::Resolve | E::Pause | E::Resume => {
            lead || (course.status == Status::CommunityHandling && standing == S::Community)
        }
        E::CheckIn | E::Decline | E::FileCase => lead,
        E::AssignFinally | E::End => reviewer,
        E::Reopen | E::Withdraw | E::Object => standing == S::Reporter,
        E::Confirm => confirms(standing, sight),
        E::Rate => standing == S::Reporter && sight.reporter_role.is_resident(),
        E::Add => matches!(standing, S::Reporter | S::Follower),
        E::Remark => !matches!(standing, S::Reporter | S::Follower),
        E::File
        | E::Join
        | E::Absorb
        | E::DissuasionExpired
        | E::Silence
        | E::Remind
        | E::Overdue
        | E::Unknown => false,
    };
    if allowed { Ok(Permit::granted()) } else { Err(Denied::Forbidden) }
}

/// The reporter confirms (`domain.md` 3.2). What the company filed, the community confirms instead:
/// nobody closes what a colleague has brought to 办好. For the same reason ratings are residents' alone
/// (`domain.md` 4: employees of the rated company are excluded, and 1: offices rate nothing).
fn confirms(standing: Standing, sight: &Sight<'_>) -> bool {
    let by_company = sight.reporter_role.is_company();
    standing == if by_company { Standing::Community } else { Standing::Reporter }
}

/// The reporter corrects within the half hour, and before a dispatch by hand; a life-safety report
/// is dispatched at once, so there the place alone may still be corrected.
fn corrects(standing: Standing, sight: &Sight<'_>, now: Timestamp) -> bool {
    standing == Standing::Reporter && now.since(sight.filed) <= CORRECTION
}

/// A resident of the estate joins a neighbour's open report that is not confidential and accuses none
/// of the `seats` that the person has.
pub fn join_report(
    actor: &Actor,
    seats: &[Seat],
    sight: &Sight<'_>,
) -> Result<Permit<ActOnReport>, Denied> {
    let open = !sight.course.status.is_over() && !sight.category.confidential;
    let accused = is_accused(seats, sight.category, sight.node);
    if !covers(&actor.seat, sight.node) || !open || accused {
        Err(Denied::NotFound)
    } else if actor.role().is_resident() {
        Ok(Permit::granted())
    } else {
        Err(Denied::Forbidden)
    }
}

/// Reading which reports of an estate there are: category, building, status.
#[derive(Debug)]
pub enum ReadPublicReports {}

/// Residents, their committee and the offices above read the public list; the company reads what it
/// is given to do (`domain.md` 1: PMS/PMM "assigned").
pub fn read_public_reports(
    actor: &Actor,
    node: &EstateNode,
) -> Result<Permit<ReadPublicReports>, Denied> {
    if !covers(&actor.seat, node) {
        return Err(Denied::NotFound);
    }
    if actor.role().is_company() { Err(Denied::Forbidden) } else { Ok(Permit::granted()) }
}

/// Merging: both are the community's to handle, and neither hides its reporter, whom the other's
/// followers would join.
pub fn merge_into(
    actor: &Actor,
    from: &Sight<'_>,
    into: &Sight<'_>,
    now: Timestamp,
) -> Result<(), Denied> {
    let handled = standing(actor, into, now)? == Standing::Community;
    let open = !from.category.confidential && !into.category.confidential;
    let other = from.node.estate == into.node.estate && !into.course.status.is_over();
    if handled && open && other { Ok(()) } else { Err(Denied::NotFound) }
}

/// What a seat sees of the reporter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameSight {
    /// It is one's own.
    Own,
    /// Nothing.
    Hidden,
    /// `张*`; the full name after a reasoned, logged reveal.
    Masked,
}

/// What a standing sees of the reporter (`domain.md` 3.4): hidden from the company, the committee and
/// neighbours; confidential categories hide them from all but who handles it.
pub fn name_sight(standing: Standing, course: &Course, confidential: bool) -> NameSight {
    let handles = match course.handler() {
        Some(Party::Community) => standing == Standing::Community,
        Some(Party::Town) => standing == Standing::Town,
        Some(Party::Dept { .. }) => standing == Standing::Dept,
        Some(Party::District) => standing == Standing::District,
        _ => false,
    };
    match standing {
        Standing::Reporter => NameSight::Own,
        Standing::Follower | Standing::Company => NameSight::Hidden,
        _ if confidential && !handles => NameSight::Hidden,
        Standing::Community
        | Standing::Town
        | Standing::Bureau
        | Standing::District
        | Standing::Dept
        | Standing::Helper => NameSight::Masked,
    }
}

/// CMY, TWN and the department it is dispatched to may reveal with a reason; everybody else may not.
pub fn reveal_reporter(
    actor: &Actor,
    sight: &Sight<'_>,
    now: Timestamp,
) -> Result<Permit<RevealReporter>, Denied> {
    let standing = standing(actor, sight, now)?;
    let masked =
        name_sight(standing, sight.course, sight.category.confidential) == NameSight::Masked;
    let may = matches!(
        standing,
        Standing::Community | Standing::Town | Standing::Dept | Standing::Helper
    );
    if masked && may { Ok(Permit::granted()) } else { Err(Denied::Forbidden) }
}

/// The time of a reporter's act as a standing may see it.
pub fn reporter_time(
    at: Timestamp,
    standing: Standing,
    severity: Severity,
    confidential: bool,
) -> Timestamp {
    match standing {
        Standing::Reporter => at,
        _ => at.floor_to(reporter_grain(severity, confidential)),
    }
}

#[cfg(test)]
mod tests;
