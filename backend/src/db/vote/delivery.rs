//! 送达: by which channel a party was told of the notice.

use diesel::prelude::*;
use shared::api::vote::NewDelivery;
use shared::api::{Code, FieldRule, Problem};
use shared::domain::vote::{DeliveryChannel, MeetingStatus, PartyId};
use shared::policy::{Permit, RecordDelivery};

use super::Meeting;
use crate::db::estate::By;
use crate::db::schema::{meeting_delivery, meeting_party};
use crate::db::{Conn, per_database, photo};
use crate::failure::Failure;

/// Records a delivery. The same channel again changes nothing: the first proof stands.
pub fn record_delivery(
    conn: &mut Conn,
    _permit: Permit<RecordDelivery>,
    by: By<'_>,
    of: &Meeting,
    party: PartyId,
    new: &NewDelivery,
) -> Result<(), Failure> {
    if !matches!(of.status(), MeetingStatus::Noticed | MeetingStatus::Open) {
        return Err(Code::MeetingState.into());
    }
    let row = meeting_party::table.find((of.estate(), of.id(), party));
    if !diesel::select(diesel::dsl::exists(row)).get_result::<bool>(conn)? {
        return Err(Code::NotFound.into());
    }
    check_photo(conn, by, new)?;
    let row = (
        meeting_delivery::estate_id.eq(of.estate()),
        meeting_delivery::meeting_id.eq(of.id()),
        meeting_delivery::party_id.eq(party),
        meeting_delivery::channel.eq(new.channel),
        meeting_delivery::at.eq(by.now),
        meeting_delivery::account_id.eq(Some(by.actor.account)),
        meeting_delivery::photo_id.eq(new.photo),
    );
    per_database!(conn, |c| diesel::insert_into(meeting_delivery::table)
        .values(row)
        .on_conflict_do_nothing()
        .execute(c))?;
    Ok(())
}

/// At the door a photo of one's own proves it; elsewhere there is none.
fn check_photo(conn: &mut Conn, by: By<'_>, new: &NewDelivery) -> Result<(), Failure> {
    let wrong = |rule| Err(Problem::field("/photo", rule).into());
    match (new.channel, new.photo) {
        (DeliveryChannel::Door, None) => wrong(FieldRule::Required),
        (DeliveryChannel::Door, Some(id)) => match photo::find(conn, id)? {
            Some(row) if row.account_id == by.actor.account => Ok(()),
            _ => Err(Code::PhotoMissing.into()),
        },
        (_, Some(_)) => wrong(FieldRule::Unexpected),
        (_, None) => Ok(()),
    }
}
