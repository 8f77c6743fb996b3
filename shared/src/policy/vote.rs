//! Who may do what of a meeting (`domain.md` 1, the rows of votes).

use super::{Denied, Permit, covers};
use crate::domain::account::{Actor, Role};
use crate::domain::estate::EstateNode;
use crate::domain::vote::{DeliveryChannel, MeetingEvent, Organiser, TrusteeSeat};

/// Writing and changing a draft.
#[derive(Debug)]
pub enum DraftMeeting {}
/// Recording a step of a meeting.
#[derive(Debug)]
pub enum ActOnMeeting {}
/// Reading a meeting.
#[derive(Debug)]
pub enum ReadMeeting {}
/// Reading the roll of a meeting, and what a recount needs.
#[derive(Debug)]
pub enum ReadRoll {}
/// Objecting to the roll.
#[derive(Debug)]
pub enum ObjectToRoll {}
/// Answering objections.
#[derive(Debug)]
pub enum AnswerObjection {}
/// Recording that the notice was served.
#[derive(Debug)]
pub enum RecordDelivery {}
/// Voting for a party.
#[derive(Debug)]
pub enum CastVote {}
/// Holding one of the three keys.
#[derive(Debug)]
pub enum HoldKey {}

/// What of a meeting the policy must know.
#[derive(Clone, Copy, Debug)]
pub struct MeetingSight<'a> {
    /// Where.
    pub node: &'a EstateNode,
    /// Who calls it.
    pub organiser: Organiser,
    /// Whether its notice was given: from then on the public knows of it.
    pub noticed: bool,
}

/// Whether a seat speaks for an organiser: the committee for itself, the town for the bodies that it
/// leads or forms (SX11-16, SX24).
pub const fn organises(role: Role, organiser: Organiser) -> bool {
    match organiser {
        Organiser::Committee => role.is_committee(),
        Organiser::Management => role.is_committee() || matches!(role, Role::Twn),
        Organiser::Preparatory | Organiser::Transition => matches!(role, Role::Twn),
        Organiser::Unknown => false,
    }
}

/// The committee drafts; the town where it organises.
pub fn draft_meeting(
    actor: &Actor,
    node: &EstateNode,
    organiser: Organiser,
) -> Result<Permit<DraftMeeting>, Denied> {
    if !covers(&actor.seat, node) {
        Err(Denied::NotFound)
    } else if organises(actor.role(), organiser) {
        Ok(Permit::granted())
    } else {
        Err(Denied::Forbidden)
    }
}

/// From the notice on everybody of the estate reads it; before, who writes, guides or oversees.
pub fn read_meeting(
    actor: &Actor,
    sight: &MeetingSight<'_>,
) -> Result<Permit<ReadMeeting>, Denied> {
    if !covers(&actor.seat, sight.node) {
        return Err(Denied::NotFound);
    }
    let role = actor.role();
    let works =
        role.is_committee() || matches!(role, Role::Cmy | Role::Twn | Role::Bur | Role::Dst);
    if works || sight.noticed { Ok(Permit::granted()) } else { Err(Denied::NotFound) }
}

/// The organiser keeps the course; the community looks the draft over (A27-1); town and authority
/// order, revoke and record what a court annuls (S3.3.3, PMR19). Opening, closing and counting are
/// nobody's to decide.
pub fn act_on_meeting(
    actor: &Actor,
    sight: &MeetingSight<'_>,
    event: MeetingEvent,
) -> Result<Permit<ActOnMeeting>, Denied> {
    read_meeting(actor, sight)?;
    let role = actor.role();
    let may = match event {
        MeetingEvent::Review => matches!(role, Role::Cmy),
        MeetingEvent::Revise
        | MeetingEvent::Notice
        | MeetingEvent::Cancel
        | MeetingEvent::Publish
        | MeetingEvent::Correct => organises(role, sight.organiser),
        MeetingEvent::OrderCorrection | MeetingEvent::Revoke | MeetingEvent::Annul => {
            matches!(role, Role::Twn | Role::Bur)
        }
        MeetingEvent::Open | MeetingEvent::Close | MeetingEvent::Tally | MeetingEvent::Unknown => {
            false
        }
    };
    if may { Ok(Permit::granted()) } else { Err(Denied::Forbidden) }
}

/// The roll is shown to owners of the estate and to the offices that guide it (SX13(1)); not to
/// tenants, not to the property company.
pub fn read_roll(actor: &Actor, sight: &MeetingSight<'_>) -> Result<Permit<ReadRoll>, Denied> {
    read_meeting(actor, sight)?;
    match actor.role() {
        Role::Occ | Role::Pms | Role::Pmm | Role::Dep | Role::Adm => Err(Denied::Forbidden),
        _ => Ok(Permit::granted()),
    }
}

/// Owners object; the objection is the person's own.
pub fn object_to_roll(
    actor: &Actor,
    sight: &MeetingSight<'_>,
) -> Result<Permit<ObjectToRoll>, Denied> {
    read_roll(actor, sight)?;
    if actor.role() == Role::Own { Ok(Permit::granted()) } else { Err(Denied::Forbidden) }
}

/// Who organises answers, and the community, which keeps the roll.
pub fn answer_objection(
    actor: &Actor,
    sight: &MeetingSight<'_>,
) -> Result<Permit<AnswerObjection>, Denied> {
    read_roll(actor, sight)?;
    let role = actor.role();
    if role == Role::Cmy || organises(role, sight.organiser) {
        Ok(Permit::granted())
    } else {
        Err(Denied::Forbidden)
    }
}

/// Who organises serves the notice, and the community; an owner confirms it for the own party.
pub fn record_delivery(
    actor: &Actor,
    sight: &MeetingSight<'_>,
    channel: DeliveryChannel,
) -> Result<Permit<RecordDelivery>, Denied> {
    read_roll(actor, sight)?;
    let role = actor.role();
    let serves = role == Role::Cmy || organises(role, sight.organiser);
    let may = match channel {
        DeliveryChannel::App => role == Role::Own,
        DeliveryChannel::Sms | DeliveryChannel::Door => serves,
        DeliveryChannel::Unknown => false,
    };
    if may { Ok(Permit::granted()) } else { Err(Denied::Forbidden) }
}

/// Owners vote; committee members in their owner's seat; nobody else (`domain.md` 1).
pub fn cast_vote(actor: &Actor, sight: &MeetingSight<'_>) -> Result<Permit<CastVote>, Denied> {
    read_meeting(actor, sight)?;
    if actor.role() == Role::Own { Ok(Permit::granted()) } else { Err(Denied::Forbidden) }
}

/// Which key a seat may hold: committee, community, town (`sealed-ballot.md` 3).
pub const fn trustee_seat(role: Role) -> Option<TrusteeSeat> {
    match role {
        Role::Com | Role::Chr => Some(TrusteeSeat::Committee),
        Role::Cmy => Some(TrusteeSeat::Community),
        Role::Twn => Some(TrusteeSeat::Town),
        _ => None,
    }
}

/// The three seats hold keys.
pub fn hold_key(
    actor: &Actor,
    node: &EstateNode,
) -> Result<(TrusteeSeat, Permit<HoldKey>), Denied> {
    if !covers(&actor.seat, node) {
        return Err(Denied::NotFound);
    }
    let seat = trustee_seat(actor.role()).ok_or(Denied::Forbidden)?;
    Ok((seat, Permit::granted()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::account::{Scope, Seat};
    use crate::value::{Id, Timestamp};

    fn id<T>(n: u8) -> Id<T> {
        Id::v7(Timestamp::from_ms(1), [n; 10])
    }

    fn node() -> EstateNode {
        EstateNode { estate: id(1), community: id(2), town: id(3) }
    }

    /// Everybody, each in the scope of the estate.
    fn everybody() -> Vec<Actor> {
        let EstateNode { estate, community, town } = node();
        let dept = crate::domain::estate::DeptCode::parse("FIRE_RESCUE").unwrap();
        let scope = |role: &Role| match role {
            Role::Own | Role::Occ => Scope::Unit { estate, unit: id(4) },
            Role::Pms | Role::Pmm => Scope::Contract { estate, contract: id(5) },
            Role::Com | Role::Chr => Scope::Estate { estate },
            Role::Cmy => Scope::Community { community },
            Role::Twn => Scope::Town { town },
            Role::Bur | Role::Dst | Role::Adm => Scope::District,
            Role::Dep => Scope::Dept { dept: dept.clone() },
        };
        let actor = |role: &Role| Actor {
            account: id(9),
            seat: Seat { id: id(8), role: *role, scope: scope(role), until: None },
        };
        Role::ALL.iter().map(actor).collect()
    }

    fn allowed<T>(ask: impl Fn(&Actor) -> Result<T, Denied>) -> String {
        let words = everybody().into_iter().filter(|actor| ask(actor).is_ok());
        words.map(|actor| actor.role().as_str()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn who_may_do_what_of_a_meeting() {
        let node = node();
        let mut table = String::new();
        for organiser in Organiser::ALL {
            let who = allowed(|actor| draft_meeting(actor, &node, *organiser));
            table.push_str(&format!("draft for {organiser}: {who}\n"));
        }
        for noticed in [false, true] {
            let sight = MeetingSight { node: &node, organiser: Organiser::Committee, noticed };
            let when = if noticed { "noticed" } else { "draft" };
            table.push_str(&format!("read {when}: {}\n", allowed(|a| read_meeting(a, &sight))));
            table.push_str(&format!("roll {when}: {}\n", allowed(|a| read_roll(a, &sight))));
        }
        let sight = MeetingSight { node: &node, organiser: Organiser::Committee, noticed: true };
        for event in MeetingEvent::ALL {
            let who = allowed(|actor| act_on_meeting(actor, &sight, *event));
            table.push_str(&format!("{event}: {who}\n"));
        }
        table.push_str(&format!("cast: {}\n", allowed(|a| cast_vote(a, &sight))));
        table.push_str(&format!("object: {}\n", allowed(|a| object_to_roll(a, &sight))));
        table.push_str(&format!("answer: {}\n", allowed(|a| answer_objection(a, &sight))));
        for channel in DeliveryChannel::ALL {
            let who = allowed(|actor| record_delivery(actor, &sight, *channel));
            table.push_str(&format!("serve by {channel}: {who}\n"));
        }
        table.push_str(&format!("hold a key: {}\n", allowed(|a| hold_key(a, &node))));
        insta::assert_snapshot!("meeting_rights", table);
    }

    #[test]
    fn another_estates_meeting_is_not_known() {
        let other = EstateNode { estate: id(6), community: id(6), town: id(6) };
        let sight = MeetingSight { node: &other, organiser: Organiser::Committee, noticed: true };
        let reaches = allowed(|actor| match read_meeting(actor, &sight) {
            Err(Denied::NotFound) => Err(Denied::NotFound),
            _ => Ok(()),
        });
        assert_eq!(reaches, "BUR DST", "the district reaches every estate");
    }
}
