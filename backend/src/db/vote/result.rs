//! What a meeting came to.

use diesel::prelude::*;
use shared::domain::vote::{MatterResult, MeetingEvent, PartyId, VoteFact};
use shared::sealed::bundle::{ResultLine, results_digest};
use shared::value::Timestamp;

use super::Meeting;
use super::meeting::{NewStep, append, record};
use crate::db::Conn;
use crate::db::report::Told;
use crate::db::schema::{meeting_delivery, meeting_matter};
use crate::failure::Failure;

/// Keeps the results and ends the count, once.
pub fn keep_results(
    conn: &mut Conn,
    of: &Meeting,
    results: &[MatterResult],
    now: Timestamp,
) -> Result<Vec<Told>, Failure> {
    let next = of.status().next(MeetingEvent::Tally).ok_or_else(Meeting::illegal)?;
    for result in results {
        let text = serde_json::to_string(result).map_err(Failure::bug)?;
        diesel::update(meeting_matter::table.find((of.estate(), of.id(), result.matter)))
            .set(meeting_matter::result.eq(Some(text)))
            .execute(conn)?;
    }
    let hash = results_digest(&lines(results));
    let hash = hash.ok_or_else(|| Failure::bug("results without canonical form"))?.to_string();
    let fact = VoteFact::Result { meeting: of.id(), hash };
    append(conn, of, now, fact, &serde_json::json!({}))?;
    record(conn, of, next, &NewStep::of_timer(MeetingEvent::Tally, now))
}

/// The results as a bundle holds them.
pub fn lines(results: &[MatterResult]) -> Vec<ResultLine> {
    let line = |result: &MatterResult| ResultLine { lots: Vec::new(), result: result.clone() };
    results.iter().map(line).collect()
}

/// The parties whose notice was served 送达, by any channel.
pub fn served(conn: &mut Conn, of: &Meeting) -> Result<Vec<PartyId>, Failure> {
    let rows = meeting_delivery::table
        .filter(meeting_delivery::estate_id.eq(of.estate()))
        .filter(meeting_delivery::meeting_id.eq(of.id()))
        .select(meeting_delivery::party_id)
        .distinct()
        .order(meeting_delivery::party_id);
    Ok(rows.load(conn)?)
}
