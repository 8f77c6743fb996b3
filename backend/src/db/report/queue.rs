//! A staff seat's queue: what waits for its party by the clock that ends first, and the rest.

use std::collections::BTreeMap;
use std::sync::Arc;

use diesel::dsl::{case_when, count_star, exists, not, sum};
use diesel::prelude::*;
use diesel::sql_types::Integer;
use shared::api::report::{QueueItem, QueuePart, QueueQuery};
use shared::domain::account::{Actor, Role, Scope};
use shared::domain::report::{CategoryCode, Clock, Severity, Status};
use shared::policy::standing;
use shared::value::{DAY, TimeOfDay, Timestamp};

use super::case::{Case, ReportRow};
use super::list::{PAGE, before};
use super::rules::Rulebook;
use super::view::card;
use crate::db::schema::{community, estate, report, report_clock, report_dept};
use crate::db::seat::audience::party_of_seat;
use crate::db::{After, Conn, Listed};
use crate::failure::Failure;

const OVER: [Status; 4] = [Status::Closed, Status::Rejected, Status::Merged, Status::Withdrawn];
/// All others, named: an index finds what is there, and never what is not.
pub(super) const OPEN: [Status; 8] = [
    Status::Dissuading,
    Status::CommunityPending,
    Status::CommunityHandling,
    Status::Dispatched,
    Status::DeptOnCase,
    Status::CaseFiled,
    Status::Review,
    Status::Resolved,
];

/// Those whose number, place or category a search text names.
macro_rules! found {
    ($query:expr, $parts:expr) => {
        match $parts {
            Some((ticket, like, category)) => $query.filter(
                report::ticket
                    .like(ticket)
                    .or(report::place_find.like(like).escape('\\'))
                    .or(report::category.eq(category)),
            ),
            None => $query,
        }
    };
}

/// A seat's queue.
pub fn queue(
    conn: &mut Conn,
    rulebook: &Arc<Rulebook>,
    actor: &Actor,
    query: &QueueQuery,
    after: Option<&After>,
    now: Timestamp,
) -> Result<(BTreeMap<QueuePart, u32>, Listed<QueueItem>), Failure> {
    let reach = Reach::of(conn, rulebook, actor, query, now)?;
    let counts = reach.counts(conn)?;
    let listed = match query.part {
        QueuePart::Elsewhere | QueuePart::Done => {
            let rows: Vec<ReportRow> =
                before!(reach.others(query.part), after, report::released, report::ticket)
                    .order((report::released.desc(), report::ticket.desc()))
                    .limit(PAGE + 1)
                    .select(ReportRow::as_select())
                    .load(conn)?;
            Listed::of(rows, PAGE, |row| After {
                key: row.released.ms(),
                id: row.ticket.to_string(),
            })
        }
        part => {
            let mut waiting = reach.waiting(part);
            if let Some(After { key, id }) = after {
                let later = report_clock::due.gt(*key);
                let same = report_clock::due.eq(*key).and(report::ticket.gt(id.clone()));
                waiting = waiting.filter(later.or(same));
            }
            let rows: Vec<(i64, ReportRow)> = waiting
                .order((report_clock::due, report::ticket))
                .limit(PAGE + 1)
                .select((report_clock::due, ReportRow::as_select()))
                .load(conn)?;
            Listed::of(rows, PAGE, |(due, row)| After { key: *due, id: row.ticket.to_string() })
                .map_all(|rows| rows.into_iter().map(|(_, row)| row).collect())
        }
    };
    let listed = listed.try_map_all(|rows| items(conn, rulebook, actor, rows, now))?;
    Ok((counts, listed))
}

fn items(
    conn: &mut Conn,
    rulebook: &Arc<Rulebook>,
    actor: &Actor,
    rows: Vec<ReportRow>,
    now: Timestamp,
) -> Result<Vec<QueueItem>, Failure> {
    let party = party_of_seat(&actor.seat);
    let cases = Case::of_rows(conn, rulebook, rows)?;
    let mut items = Vec::with_capacity(cases.len());
    for case in &cases {
        // What the list's conditions let through, the policy has the last word on.
        let Ok(seen) = standing(actor, &case.sight(false), now) else { continue };
        let own = |clock: &&Clock| clock.runs() && Some(&clock.party) == party.as_ref();
        items.push(QueueItem {
            card: card(case, actor, seen)?,
            estate: case.estate_name.clone(),
            clock: case.clocks.iter().filter(own).min_by_key(|clock| clock.due).cloned(),
        });
    }
    Ok(items)
}

/// Which reports a staff seat reaches, as conditions.
struct Reach {
    party: String,
    seat: String,
    estates: Option<Vec<String>>,
    dept: Option<String>,
    accused: Vec<CategoryCode>,
    company: bool,
    find: Option<String>,
    now: Timestamp,
}

type Waiting = diesel::dsl::IntoBoxed<
    'static,
    diesel::dsl::InnerJoinOn<report_clock::table, report::table, OnReport>,
    crate::db::Backend,
>;
/// A sum over no rows is none.
type Sum = Option<i64>;
type OnReport = diesel::dsl::And<
    diesel::dsl::Eq<report::estate_id, report_clock::estate_id>,
    diesel::dsl::Eq<report::id, report_clock::report_id>,
>;
type Others = report::BoxedQuery<'static, crate::db::Backend>;

impl Reach {
    fn of(
        conn: &mut Conn,
        rulebook: &Rulebook,
        actor: &Actor,
        query: &QueueQuery,
        now: Timestamp,
    ) -> Result<Self, Failure> {
        let mut estates = estates_of(conn, actor)?;
        if let Some(estate) = query.estate {
            let wanted = estate.to_string();
            let reached = estates.as_ref().is_none_or(|all| all.contains(&wanted));
            estates = Some(if reached { vec![wanted] } else { Vec::new() });
        }
        let accused = rulebook.routing()?.categories().iter();
        let accused =
            accused.filter(|c| c.excludes(actor.role())).map(|c| c.code.clone()).collect();
        let dept = match &actor.seat.scope {
            Scope::Dept { dept } => Some(dept.to_string()),
            _ => None,
        };
        let find = query.find.as_deref().map(str::trim).filter(|text| !text.is_empty());
        Ok(Self {
            party: party_of_seat(&actor.seat).map_or("-".to_owned(), |p| p.code().to_owned()),
            seat: actor.seat.id.to_string(),
            estates,
            dept,
            accused,
            company: actor.role().is_company(),
            find: find.map(|text| text.chars().take(40).collect()),
            now,
        })
    }

    /// How many reports each part holds; those that wait are looked at once.
    fn counts(&self, conn: &mut Conn) -> Result<BTreeMap<QueuePart, u32>, Failure> {
        macro_rules! those {
            ($condition:expr) => {
                sum(case_when($condition, 1.into_sql::<Integer>())
                    .otherwise(0.into_sql::<Integer>()))
            };
        }
        let now = self.now.ms();
        let today = report_clock::due.ge(now).and(report_clock::due.lt(self.midnight()));
        let mine = report::assignee_seat.eq(self.seat.clone());
        let (all, overdue, today, urgent, mine): (i64, Sum, Sum, Sum, Sum) = self
            .waiting(QueuePart::All)
            .select((
                count_star(),
                those!(report_clock::due.lt(now)),
                those!(today),
                those!(report::severity.eq(Severity::P1)),
                those!(mine),
            ))
            .get_result(conn)?;
        let elsewhere: i64 = self.others(QueuePart::Elsewhere).count().get_result(conn)?;
        let counts = [
            (QueuePart::All, Some(all)),
            (QueuePart::Overdue, overdue),
            (QueuePart::Today, today),
            (QueuePart::Urgent, urgent),
            (QueuePart::Mine, mine),
            (QueuePart::Elsewhere, Some(elsewhere)),
        ];
        let count = |count: Sum| u32::try_from(count.unwrap_or(0)).unwrap_or(u32::MAX);
        Ok(counts.into_iter().map(|(part, of)| (part, count(of))).collect())
    }

    /// The end of today.
    fn midnight(&self) -> i64 {
        Timestamp::local(self.now.date(), TimeOfDay::MIDNIGHT).plus(DAY).ms()
    }

    /// Reports whose clock of this seat's party runs: each once, by the clock that ends first.
    fn waiting(&self, part: QueuePart) -> Waiting {
        let earlier = diesel::alias!(report_clock as earlier);
        let first = not(exists(
            earlier
                .filter(earlier.field(report_clock::estate_id).eq(report_clock::estate_id))
                .filter(earlier.field(report_clock::report_id).eq(report_clock::report_id))
                .filter(earlier.field(report_clock::party).eq(report_clock::party))
                .filter(earlier.field(report_clock::running).eq(true))
                .filter(
                    earlier.field(report_clock::due).lt(report_clock::due).or(earlier
                        .field(report_clock::due)
                        .eq(report_clock::due)
                        .and(earlier.field(report_clock::no).lt(report_clock::no))),
                ),
        ));
        let on = report::estate_id
            .eq(report_clock::estate_id)
            .and(report::id.eq(report_clock::report_id));
        let mut query = report_clock::table
            .inner_join(report::table.on(on))
            .into_boxed()
            .filter(report_clock::party.eq(self.party.clone()))
            .filter(report_clock::running.eq(true))
            .filter(first);
        query = match part {
            QueuePart::Overdue => query.filter(report_clock::due.lt(self.now.ms())),
            QueuePart::Today => query.filter(
                report_clock::due.ge(self.now.ms()).and(report_clock::due.lt(self.midnight())),
            ),
            QueuePart::Urgent => query.filter(report::severity.eq(Severity::P1)),
            QueuePart::Mine => query.filter(report::assignee_seat.eq(self.seat.clone())),
            _ => query,
        };
        if let Some(estates) = &self.estates {
            // Asked of the clocks, whose index begins with it.
            query = query.filter(report_clock::estate_id.eq_any(estates.clone()));
        }
        if !self.accused.is_empty() {
            query = query.filter(report::category.ne_all(self.accused.clone()));
        }
        if self.company {
            query = query.filter(report::released.le(self.now));
        }
        found!(query, self.find_parts())
    }

    /// Open reports that wait for somebody else, or those that are over.
    fn others(&self, part: QueuePart) -> Others {
        let mut query = report::table.into_boxed();
        if part == QueuePart::Done {
            query = query.filter(report::status.eq_any(OVER));
        } else {
            let waits = report_clock::table
                .filter(report_clock::estate_id.eq(report::estate_id))
                .filter(report_clock::report_id.eq(report::id))
                .filter(report_clock::party.eq(self.party.clone()))
                .filter(report_clock::running.eq(true));
            query = query.filter(report::status.eq_any(OPEN)).filter(not(exists(waits)));
        }
        if let Some(estates) = &self.estates {
            query = query.filter(report::estate_id.eq_any(estates.clone()));
        }
        if let Some(dept) = &self.dept {
            let dispatched = report_dept::table
                .filter(report_dept::estate_id.eq(report::estate_id))
                .filter(report_dept::report_id.eq(report::id))
                .filter(report_dept::dept.eq(dept.clone()));
            query = query.filter(exists(dispatched));
        }
        if !self.accused.is_empty() {
            query = query.filter(report::category.ne_all(self.accused.clone()));
        }
        if self.company {
            let had = report_clock::table
                .filter(report_clock::estate_id.eq(report::estate_id))
                .filter(report_clock::report_id.eq(report::id))
                .filter(report_clock::party.eq("COMPANY"));
            query = query.filter(report::released.le(self.now)).filter(exists(had));
        }
        found!(query, self.find_parts())
    }

    /// What a search text may match: a ticket number's beginning, a place, a category's code.
    fn find_parts(&self) -> Option<(String, String, String)> {
        let text = self.find.as_ref()?;
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        let (head, tail) = digits.split_at(digits.len().min(4));
        let ticket = match (digits.len(), text.contains('-')) {
            (0..4, _) => "-".to_owned(),
            (4, false) => format!("{head}%"),
            _ => format!("{head}-{tail}%"),
        };
        let escaped = text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
        // `6|` names a building: it stands at the beginning, or 16 would be found too.
        let like = if text.contains('|') { format!("{escaped}%") } else { format!("%{escaped}%") };
        Some((ticket, like, text.to_uppercase()))
    }
}

/// The estates that a seat reaches; `None` where another condition says it.
fn estates_of(conn: &mut Conn, actor: &Actor) -> Result<Option<Vec<String>>, Failure> {
    let all = estate::table.inner_join(community::table.on(community::id.eq(estate::community_id)));
    Ok(match &actor.seat.scope {
        Scope::Estate { estate } | Scope::Unit { estate, .. } | Scope::Contract { estate, .. } => {
            Some(vec![estate.to_string()])
        }
        Scope::Community { community: of } => {
            Some(all.filter(community::id.eq(of.as_str())).select(estate::id).load(conn)?)
        }
        Scope::Town { town } => {
            Some(all.filter(community::town_id.eq(town.as_str())).select(estate::id).load(conn)?)
        }
        Scope::District if actor.role() == Role::Adm => Some(Vec::new()),
        Scope::District | Scope::Dept { .. } => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_is_open_or_over() {
        for status in Status::ALL {
            assert_eq!(OVER.contains(status), status.is_over(), "{status:?}");
            assert_eq!(OPEN.contains(status), !status.is_over(), "{status:?}");
        }
    }
}
