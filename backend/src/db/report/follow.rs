//! Neighbours who follow a report: by joining it, or because theirs was merged into it.

use diesel::prelude::*;
use shared::api::{FieldRule, Problem};
use shared::domain::account::Actor;
use shared::domain::report::{Event, Party, Ticket};
use shared::policy::{ActOnReport, Permit, merge_into};
use shared::value::Timestamp;

use super::case::Case;
use super::record::{NewStep, Recorded, store};
use super::told::{Told, accounts};
use crate::db::Conn;
use crate::db::schema::{report, report_follower};
use crate::db::seat::audience;
use crate::failure::Failure;

/// Merging: the reporter and the followers go on as followers of the other report.
pub(super) fn merge(
    conn: &mut Conn,
    case: &Case,
    into: Ticket,
    actor: &Actor,
    now: Timestamp,
) -> Result<Told, Failure> {
    let unknown = || Failure::from(Problem::field("/into", FieldRule::Unknown));
    let target = match Case::by_ticket(conn, &case.rulebook, into) {
        Ok(target) => target,
        Err(Failure::Problem(_)) => return Err(unknown()),
        Err(other) => return Err(other),
    };
    let fits = merge_into(actor, &case.sight(false), &target.sight(false), now).is_ok();
    if !fits || target.row.id == case.row.id {
        return Err(unknown());
    }
    for account in accounts(conn, case)? {
        if account != target.row.reporter_id && !target.accuses(conn, account, now)? {
            follow(conn, &target, account.as_str(), now)?;
        }
    }
    let merged = report::table
        .filter(report::estate_id.eq(case.row.estate_id).and(report::id.eq(case.row.id)));
    diesel::update(merged).set(report::merged_into.eq(into.as_str())).execute(conn)?;
    let step = NewStep {
        actor: Some(actor),
        by: Party::Community,
        ..NewStep::of_timer(Event::Absorb, now)?
    };
    store(conn, target, &step, now).map(|(_, told)| told)
}

fn follow(conn: &mut Conn, case: &Case, account: &str, now: Timestamp) -> Result<bool, Failure> {
    let inserted = crate::db::per_database!(conn, |c| diesel::insert_into(report_follower::table)
        .values((
            report_follower::estate_id.eq(case.row.estate_id.as_str()),
            report_follower::report_id.eq(case.row.id.as_str()),
            report_follower::account_id.eq(account),
            report_follower::at.eq(now.ms()),
        ))
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(inserted == 1)
}

/// A neighbour joins: receives what happens and may add photos. Joining twice changes nothing.
pub fn join(
    conn: &mut Conn,
    _permit: &Permit<ActOnReport>,
    case: Case,
    actor: &Actor,
    now: Timestamp,
) -> Result<Recorded, Failure> {
    let own = case.row.reporter_id == actor.account;
    if own || !follow(conn, &case, actor.account.as_str(), now)? {
        return Ok(Recorded { case, told: Vec::new() });
    }
    let mut step = NewStep::of_timer(Event::Join, now)?;
    step.by = Party::Follower;
    step.actor = Some(actor);
    let (case, mut told) = store(conn, case, &step, now)?;
    told.inbox.insert(audience::of_account(actor.account));
    Ok(Recorded { case, told: vec![told] })
}
