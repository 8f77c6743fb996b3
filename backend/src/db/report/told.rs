//! Who is told of what: notices in the inbox, and the live change that follows the commit.

use std::collections::BTreeSet;

use diesel::prelude::*;
use shared::domain::account::AccountId;
use shared::domain::report::{ClockKind, Event, Excluded, Party, Status, Ticket};
use shared::value::{Id, Timestamp};

use super::case::Case;
use crate::db::schema::{notice, report, report_clock, report_follower};
use crate::db::seat::audience;
use crate::db::{Conn, account};
use crate::failure::Failure;
use crate::port::random;

/// What must be sent live once the transaction is committed. Other servers on the same database
/// read it too.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Told {
    /// The report; none where only an inbox grew.
    pub ticket: Option<Ticket>,
    /// The audiences whose inbox grew.
    pub inbox: BTreeSet<String>,
    /// The audiences who see the report change.
    pub watchers: BTreeSet<String>,
}

/// How many audiences of each kind one message to another server names: PostgreSQL takes less than
/// 8000 bytes, and a name has at most 43.
const NAMED: usize = 80;

impl Told {
    /// What a change at an instant tells. The company hears nothing before its batch, or the moment
    /// of the event would be the moment of the report (`threats.md` R1).
    pub(super) fn of(
        case: &Case,
        inbox: BTreeSet<String>,
        watchers: BTreeSet<String>,
        at: Timestamp,
    ) -> Self {
        let company = company(case);
        let hears = |audience: &String| case.row.released <= at || *audience != company;
        let kept = |all: BTreeSet<String>| all.into_iter().filter(hears).collect();
        Self { ticket: Some(case.row.ticket), inbox: kept(inbox), watchers: kept(watchers) }
    }

    /// Nothing but that these inboxes grew.
    pub fn inbox(inbox: BTreeSet<String>) -> Self {
        Self { ticket: None, inbox, watchers: BTreeSet::new() }
    }

    /// The same in parts that another server can be told of.
    pub fn parts(&self) -> Vec<Self> {
        let of = |inbox: &[&String], watchers: &[&String]| Self {
            ticket: self.ticket,
            inbox: inbox.iter().copied().cloned().collect(),
            watchers: watchers.iter().copied().cloned().collect(),
        };
        let (inbox, watchers): (Vec<_>, Vec<_>) =
            (self.inbox.iter().collect(), self.watchers.iter().collect());
        let (mut inbox, mut watchers) = (inbox.chunks(NAMED), watchers.chunks(NAMED));
        let mut parts = Vec::new();
        loop {
            match (inbox.next(), watchers.next()) {
                (None, None) => return parts,
                (inbox, watchers) => {
                    parts.push(of(inbox.unwrap_or_default(), watchers.unwrap_or_default()));
                }
            }
        }
    }
}

fn company(case: &Case) -> String {
    format!("E:{}", case.node.estate)
}

/// A new category may turn against an office, or pass it by: what the office was told goes from its
/// inbox (`domain.md` 3.4: who is excluded loses all access).
pub(super) fn withhold(
    conn: &mut Conn,
    case: &Case,
    watchers: &BTreeSet<String>,
) -> Result<(), Failure> {
    let of_offices = notice::table
        .filter(notice::estate_id.eq(case.row.estate_id.as_str()))
        .filter(notice::report_id.eq(case.row.id.as_str()))
        .filter(notice::audience.not_like("A:%"))
        .filter(notice::audience.ne_all(watchers));
    diesel::delete(of_offices).execute(conn)?;
    Ok(())
}

/// What the companies get with the batches released in between.
pub fn released(conn: &mut Conn, after: Timestamp, until: Timestamp) -> Result<Vec<Told>, Failure> {
    let tasks = report_clock::table
        .filter(report_clock::estate_id.eq(report::estate_id))
        .filter(report_clock::report_id.eq(report::id))
        .filter(report_clock::party.eq(Party::Company.code()))
        .filter(report_clock::dropped.is_null());
    let rows: Vec<(Ticket, String)> = report::table
        .filter(report::released.gt(after).and(report::released.le(until)))
        .filter(report::released.gt(report::filed).and(diesel::dsl::exists(tasks)))
        .select((report::ticket, report::estate_id))
        .order((report::released, report::id))
        .load(conn)?;
    let told = rows.into_iter().map(|(ticket, estate)| {
        let company = BTreeSet::from([format!("E:{estate}")]);
        Told { ticket: Some(ticket), inbox: company.clone(), watchers: company }
    });
    Ok(told.collect())
}

/// One notice to write.
pub(super) struct News {
    pub(super) event: Event,
    pub(super) status: Status,
    pub(super) clock: Option<ClockKind>,
    pub(super) at: Timestamp,
}

/// The reporter and everybody who joined.
pub(super) fn accounts(conn: &mut Conn, case: &Case) -> Result<BTreeSet<AccountId>, Failure> {
    let followers: Vec<AccountId> = report_follower::table
        .filter(report_follower::estate_id.eq(case.row.estate_id.as_str()))
        .filter(report_follower::report_id.eq(case.row.id.as_str()))
        .select(report_follower::account_id)
        .load(conn)?;
    Ok(followers.into_iter().chain([case.row.reporter_id]).collect())
}

/// The same as audiences.
pub(super) fn residents(conn: &mut Conn, case: &Case) -> Result<BTreeSet<String>, Failure> {
    Ok(accounts(conn, case)?.into_iter().map(audience::of_account).collect())
}

/// Writes the notice for each audience. The company hears of a report when its batch is released.
pub(super) fn tell(
    conn: &mut Conn,
    case: &Case,
    audiences: &BTreeSet<String>,
    news: &News,
) -> Result<(), Failure> {
    let company = company(case);
    for audience in audiences {
        let hidden = *audience == company && case.row.released > news.at;
        let at = if hidden { case.row.released } else { news.at };
        let id: Id<()> = random::id_in_order(news.at, case.row.steps)?;
        diesel::insert_into(notice::table)
            .values((
                notice::id.eq(id.as_str()),
                notice::audience.eq(audience),
                notice::at.eq(at.ms()),
                notice::estate_id.eq(case.row.estate_id.as_str()),
                notice::report_id.eq(case.row.id.as_str()),
                notice::event.eq(news.event),
                notice::status.eq(news.status),
                notice::clock.eq(news.clock),
            ))
            .execute(conn)?;
    }
    Ok(())
}

/// Everybody who may be looking at the report: its residents and the offices of its chain. The live
/// stream carries the ticket number only, and each looks with its own rights.
pub(super) fn watchers(conn: &mut Conn, case: &Case) -> Result<BTreeSet<String>, Failure> {
    let mut watchers = residents(conn, case)?;
    let category = &case.category;
    let offices = [
        (Party::Company, category.involves_company()),
        (Party::Community, !category.excludes_group(Excluded::Community)),
        (Party::Town, !category.excludes_group(Excluded::Town)),
        (Party::District, true),
    ];
    let offices = offices.into_iter().filter(|(_, sees)| *sees).map(|(party, _)| party);
    let depts = case.depts.iter().map(|dept| Party::Dept { dept: dept.clone() });
    watchers.extend(offices.chain(depts).filter_map(|p| audience::of_party(&p, &case.node)));
    Ok(watchers)
}

/// The name under which a staff member's step is shown.
pub(super) fn actor_name(
    conn: &mut Conn,
    actor: &shared::domain::account::Actor,
) -> Result<Option<String>, Failure> {
    if actor.role().is_resident() { Ok(None) } else { account::name(conn, actor.account).map(Some) }
}
