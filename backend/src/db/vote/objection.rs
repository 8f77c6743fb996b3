//! Objections to the roll, answered before the opening.

use diesel::prelude::*;
use shared::api::Code;
use shared::api::vote::{NewObjection, ObjectionAnswer, ObjectionId};
use shared::domain::account::{AccountId, Scope};
use shared::domain::vote::MeetingStatus;
use shared::policy::{AnswerObjection, ObjectToRoll, Permit};

use super::Meeting;
use crate::db::estate::By;
use crate::db::schema::meeting_objection;
use crate::db::{Conn, seat};
use crate::failure::{Failure, OnConflict};

/// How many objections one account has in one meeting.
const MOST: i64 = 10;

/// Objects. The same again changes nothing.
pub fn object(
    conn: &mut Conn,
    _permit: Permit<ObjectToRoll>,
    by: By<'_>,
    of: &Meeting,
    new: &NewObjection,
) -> Result<(), Failure> {
    let known: Option<(AccountId, String)> = meeting_objection::table
        .filter(meeting_objection::id.eq(new.id))
        .select((meeting_objection::account_id, meeting_objection::words))
        .first(conn)
        .optional()?;
    if let Some((account, words)) = known {
        let same = account == by.actor.account && words == new.words;
        return if same { Ok(()) } else { Err(Code::IdTaken.into()) };
    }
    if of.status() != MeetingStatus::Noticed {
        return Err(Code::RollFrozen.into());
    }
    let own: i64 = meeting_objection::table
        .filter(meeting_objection::estate_id.eq(of.estate()))
        .filter(meeting_objection::meeting_id.eq(of.id()))
        .filter(meeting_objection::account_id.eq(by.actor.account))
        .count()
        .get_result(conn)?;
    if own >= MOST {
        return Err(Code::TooMany.into());
    }
    let unit = match &by.actor.seat.scope {
        Scope::Unit { estate, unit } => seat::unit_label(conn, estate.as_str(), unit.as_str())?,
        _ => return Err(Code::Forbidden.into()),
    };
    diesel::insert_into(meeting_objection::table)
        .values((
            meeting_objection::estate_id.eq(of.estate()),
            meeting_objection::meeting_id.eq(of.id()),
            meeting_objection::id.eq(new.id),
            meeting_objection::account_id.eq(by.actor.account),
            meeting_objection::unit.eq(unit),
            meeting_objection::at.eq(by.now),
            meeting_objection::words.eq(&new.words),
        ))
        .execute(conn)
        .on_conflict(Code::IdTaken)?;
    Ok(())
}

/// Answers an objection, once.
pub fn answer(
    conn: &mut Conn,
    _permit: Permit<AnswerObjection>,
    by: By<'_>,
    of: &Meeting,
    id: ObjectionId,
    answer: &ObjectionAnswer,
) -> Result<(), Failure> {
    let row = meeting_objection::table.find((of.estate(), of.id(), id));
    let given: (Option<String>, Option<bool>) =
        row.select((meeting_objection::answer, meeting_objection::upheld)).first(conn)?;
    match given {
        (Some(words), Some(upheld)) if words == answer.words && upheld == answer.upheld => {
            return Ok(());
        }
        (Some(_), _) => return Err(Code::Conflict.into()),
        (None, _) => {}
    }
    diesel::update(row.filter(meeting_objection::answered.is_null()))
        .set((
            meeting_objection::answer.eq(Some(&answer.words)),
            meeting_objection::upheld.eq(Some(answer.upheld)),
            meeting_objection::answered.eq(Some(by.now)),
            meeting_objection::answered_by.eq(Some(by.actor.account)),
        ))
        .execute(conn)?;
    by.note(conn, "answer-objection", id.as_str(), "")
}
