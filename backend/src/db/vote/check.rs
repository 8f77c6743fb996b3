//! What a draft still misses, from what the database knows.

use diesel::prelude::*;
use shared::api::Code;
use shared::domain::vote::{
    DraftFacts, Finding, FindingKind, MeetingDraft, MeetingId, MeetingStatus, RollFault, VoteRules,
    checklist,
};
use shared::value::Timestamp;

use super::{Meeting, roll};
use crate::db::Conn;
use crate::db::schema::{contract, meeting};
use crate::failure::Failure;

/// The checklist of a draft as things stand.
pub fn findings(conn: &mut Conn, of: &Meeting, now: Timestamp) -> Result<Vec<Finding>, Failure> {
    findings_of(conn, of.estate(), &of.draft, &of.rules, now)
}

fn findings_of(
    conn: &mut Conn,
    estate: shared::domain::estate::EstateId,
    draft: &MeetingDraft,
    rules: &VoteRules,
    now: Timestamp,
) -> Result<Vec<Finding>, Failure> {
    let parties = match roll::compute(conn, estate, draft)? {
        Ok(computed) => computed.parties_in_scopes(),
        // Nobody and nothing to count: every scope is empty.
        Err(RollFault::Empty) => vec![0; draft.matters.len()],
        Err(fault) => return Err(Failure::bug(fault)),
    };
    let end: Option<Timestamp> = contract::table
        .filter(contract::estate_id.eq(estate))
        .filter(contract::valid_from.le(now.ms()).and(contract::valid_to.gt(now.ms())))
        .select(contract::valid_to)
        .order(contract::valid_to.desc())
        .first(conn)
        .optional()?;
    let facts = DraftFacts {
        notice: now,
        rules,
        parties,
        candidates: vec![0; draft.matters.len()],
        transition_group: false,
        contract_end: end.map(|end| end.plus(-1).date()),
    };
    Ok(checklist(draft, &facts))
}

/// Refuses the notice as long as something is missing that must not be.
pub(super) fn before_notice(conn: &mut Conn, of: &Meeting, now: Timestamp) -> Result<(), Failure> {
    let findings = findings(conn, of, now)?;
    let has = |kind| findings.iter().any(|finding| finding.kind == kind);
    if has(FindingKind::TransitionGroup) {
        return Err(Code::TransitionGroup.into());
    }
    if findings.iter().any(|finding| finding.kind.blocks()) {
        return Err(Code::ChecklistOpen.into());
    }
    Ok(())
}

/// The meetings of an estate whose roll follows the estate's: noticed, and not yet open.
pub(super) fn noticed_of(
    conn: &mut Conn,
    estate: shared::domain::estate::EstateId,
) -> Result<Vec<MeetingId>, Failure> {
    let rows = meeting::table
        .filter(meeting::estate_id.eq(estate))
        .filter(meeting::status.eq(MeetingStatus::Noticed))
        .select(meeting::id)
        .order(meeting::id);
    Ok(rows.load(conn)?)
}
