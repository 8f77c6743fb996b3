//! One report, as a seat may see it (`domain.md` 3.4; `threats.md` R1).

use diesel::prelude::*;
use shared::api::report::{
    Colleague, PersonView, PhotoView, Rating, ReportCard, ReportView, RevealReason, Revealed,
    StepView,
};
use shared::api::{FieldRule, Problem};
use shared::domain::account::{Actor, Scope, masked_name};
use shared::domain::report::{Event, Party, legal_text, reporter_grain};
use shared::policy::{
    CORRECTION, NameSight, Permit, RevealReporter, Standing, act_on_report, name_sight,
    reporter_time, reveal_reporter,
};
use shared::value::{DAY, Timestamp, check_text};

use super::case::{Case, StepRow};
use super::record::of_report;
use crate::db::journal::{AuditLine, audit};
use crate::db::photo::{self, PhotoRow};
use crate::db::schema::{account, report_follower, report_rating, seat};
use crate::db::{Conn, account as person};
use crate::failure::Failure;

/// A rating may be given so long after 办好 (`domain.md` 4).
pub(super) const RATING_FOR: i64 = 15 * DAY;

/// Makes addresses for photos; they hold for ten minutes.
pub trait PhotoLinks {
    /// The addresses of one photo.
    fn links(&self, object: &str, width: u32, height: u32) -> PhotoView;
}

/// The whole view for a seat whose standing the policy has found.
pub fn view(
    conn: &mut Conn,
    case: &Case,
    actor: &Actor,
    standing: Standing,
    links: &impl PhotoLinks,
    now: Timestamp,
) -> Result<ReportView, Failure> {
    let follows = standing == Standing::Follower;
    let sight = case.sight(follows);
    let own = standing == Standing::Reporter;
    let photos = photo::of_report(conn, &case.row.estate_id, &case.row.id)?;
    let may = Event::ALL.iter().copied().filter(|event| {
        act_on_report(actor, &sight, *event, now).is_ok() && case.is_open(*event, standing, now)
    });
    let rating = rating(conn, case)?;
    let rate_until = case.row.resolved.map(|at| at.plus(RATING_FOR)).filter(|until| *until > now);
    let may: Vec<Event> = may
        .filter(|event| *event != Event::Rate || (rating.is_none() && rate_until.is_some()))
        .collect();
    Ok(ReportView {
        card: card(case, actor, standing)?,
        id: own.then_some(case.row.id),
        estate: case.row.estate_id,
        estate_name: case.estate_name.clone(),
        exact_place: case.row.place()?,
        words: case.row.words.clone(),
        photos: links_of(&photos, 1, links),
        co: case.depts.iter().filter(|dept| dept.as_str() != case.row.lead).cloned().collect(),
        steps: case
            .steps
            .iter()
            .map(|step| step_view(case, step, standing, &photos, links))
            .collect(),
        reporter: reporter(conn, case, standing)?,
        may_reveal: reveal_reporter(actor, &sight, now).is_ok(),
        followers: followers(conn, case, standing)?,
        rating: rating.filter(|_| standing != Standing::Follower),
        rate_until: rate_until.filter(|_| may.contains(&Event::Rate)),
        correct_until: own
            .then(|| case.row.filed.plus(CORRECTION))
            .filter(|until| *until >= now && may.contains(&Event::Correct)),
        merged_into: match &case.row.merged_into {
            Some(ticket) => {
                Some(shared::domain::report::Ticket::parse(ticket).map_err(Failure::bug)?)
            }
            None => None,
        },
        legal: case.category.legal.as_deref().map(legal_text),
        confidential: case.row.confidential,
        may,
    })
}

/// What a list shows of it.
pub(super) fn card(case: &Case, actor: &Actor, standing: Standing) -> Result<ReportCard, Failure> {
    let row = &case.row;
    let company = standing == Standing::Company;
    Ok(ReportCard {
        ticket: row.ticket,
        category: row.category.clone(),
        place: row.place()?.label_zh(),
        status: row.status,
        severity: row.severity,
        filed: reporter_time(row.filed, standing, row.severity, row.confidential),
        lead: case.course.lead.clone(),
        clocks: case.clocks.clone(),
        standing,
        assignee: row.assignee_name.clone().filter(|_| company),
        assigned_to_me: row.assignee_seat.as_deref() == Some(actor.seat.id.as_str()),
    })
}

fn step_view(
    case: &Case,
    step: &StepRow,
    standing: Standing,
    photos: &[PhotoRow],
    links: &impl PhotoLinks,
) -> StepView {
    let by = Party::parse(&step.by_party).unwrap_or(Party::Timer);
    let row = &case.row;
    let at = match by {
        Party::Reporter => reporter_time(step.at, standing, row.severity, row.confidential),
        Party::Follower => step.at.floor_to(reporter_grain(row.severity, row.confidential)),
        _ => step.at,
    };
    StepView {
        at,
        event: step.event,
        by,
        name: step.name.clone(),
        from: step.from_status,
        to: step.to_status,
        note: step.note.clone(),
        dept: step.dept.clone(),
        category: step.category.clone(),
        clock: None,
        photos: if step.no == 1 { Vec::new() } else { links_of(photos, step.no, links) },
    }
}

fn links_of(photos: &[PhotoRow], step: i64, links: &impl PhotoLinks) -> Vec<PhotoView> {
    let of_step = photos.iter().filter(|photo| photo.step_no == Some(step));
    of_step.map(|photo| links.links(&photo.object, photo.width(), photo.height())).collect()
}

fn reporter(
    conn: &mut Conn,
    case: &Case,
    standing: Standing,
) -> Result<Option<PersonView>, Failure> {
    if name_sight(standing, &case.course, case.row.confidential) != NameSight::Masked {
        return Ok(None);
    }
    let (name, phone) = person::person(conn, case.row.reporter_id)?;
    Ok(Some(PersonView { name: masked_name(&name), phone: phone.masked() }))
}

fn followers(conn: &mut Conn, case: &Case, standing: Standing) -> Result<Option<u32>, Failure> {
    if matches!(standing, Standing::Reporter | Standing::Follower) {
        return Ok(None);
    }
    let count: i64 = of_report!(report_follower, case).count().get_result(conn)?;
    Ok(u32::try_from(count).ok())
}

/// The rating in force.
pub(super) fn rating(conn: &mut Conn, case: &Case) -> Result<Option<Rating>, Failure> {
    // Before 办好 nobody rates, and a rating does not outlive a reopening.
    if case.row.resolved.is_none() {
        return Ok(None);
    }
    let marks: Option<(i64, i64, i64)> = of_report!(report_rating, case)
        .filter(report_rating::voided.eq(false))
        .select((report_rating::speed, report_rating::result, report_rating::attitude))
        .first(conn)
        .optional()?;
    let mark = |mark: i64| u8::try_from(mark).map_err(Failure::bug);
    marks
        .map(|(speed, result, attitude)| {
            Ok(Rating { speed: mark(speed)?, result: mark(result)?, attitude: mark(attitude)? })
        })
        .transpose()
}

/// The reporter in full: the reason is demanded and the look is logged (`domain.md` 8, check 2).
pub fn reveal(
    conn: &mut Conn,
    _permit: &Permit<RevealReporter>,
    case: &Case,
    actor: &Actor,
    reason: &RevealReason,
    ip: &str,
    now: Timestamp,
) -> Result<Revealed, Failure> {
    let reason = check_text(&reason.reason, 200)
        .map_err(|why| Problem::field("/reason", shared::api::report::field_rule(why)))?;
    if reason.chars().count() < 4 {
        return Err(Problem::field("/reason", FieldRule::Malformed).into());
    }
    let line = AuditLine {
        at: now.ms(),
        account: actor.account.as_str(),
        seat: actor.seat.id.as_str(),
        role: actor.role().as_str(),
        action: "reveal-reporter",
        object: case.row.ticket.as_str(),
        reason: &reason,
        ip,
    };
    audit(conn, &line)?;
    let (name, phone) = person::person(conn, case.row.reporter_id)?;
    Ok(Revealed { name, phone: phone.as_str().to_owned() })
}

/// The people with a seat under the actor's contract.
pub fn colleagues(
    conn: &mut Conn,
    actor: &Actor,
    now: Timestamp,
) -> Result<Vec<Colleague>, Failure> {
    let Scope::Contract { contract, .. } = &actor.seat.scope else { return Ok(Vec::new()) };
    let rows: Vec<(shared::domain::account::SeatId, String)> = seat::table
        .inner_join(account::table.on(account::id.eq(seat::account_id)))
        .filter(seat::scope_kind.eq("CONTRACT").and(seat::scope_id.eq(contract.as_str())))
        .filter(seat::revoked.is_null().and(seat::valid_from.le(now)))
        .filter(seat::valid_to.is_null().or(seat::valid_to.gt(now)))
        .select((seat::id, account::name))
        .order((account::name, seat::id))
        .limit(200)
        .load(conn)?;
    Ok(rows.into_iter().map(|(seat, name)| Colleague { seat, name }).collect())
}
