//! Photos: rows beside the blobs.

use std::collections::BTreeSet;

use diesel::prelude::*;
use shared::api::{Code, Problem};
use shared::domain::account::{AccountId, Actor};
use shared::domain::estate::EstateId;
use shared::domain::report::{PhotoId, ReportId};
use shared::policy::{Permit, SendPhoto};
use shared::value::{MINUTE, Timestamp};

use super::Conn;
use super::account::Count;
use super::schema::photo;
use crate::failure::{Failure, OnConflict};

/// Photos an account may send in half an hour (`threats.md` L2).
const HALF_HOUR: i64 = 30;

/// A photo's row.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = photo)]
pub struct PhotoRow {
    /// Made by the phone.
    pub id: PhotoId,
    /// Who sent it.
    pub account_id: AccountId,
    /// The blob's name.
    pub object: String,
    width: i64,
    height: i64,
    arrived_sha256: Vec<u8>,
    claimed_sha256: Option<String>,
    created: Timestamp,
    estate_id: Option<String>,
    report_id: Option<String>,
    /// The step it belongs to; 1 is the filing.
    pub step_no: Option<i64>,
    position: Option<i64>,
}

/// What is known of a photo when it has arrived.
#[derive(Clone, Debug)]
pub struct NewPhoto {
    /// Made by the phone.
    pub id: PhotoId,
    /// The blob's name.
    pub object: String,
    /// Of the large picture, in pixels.
    pub width: u32,
    /// Of the large picture, in pixels.
    pub height: u32,
    /// SHA-256 of the bytes that arrived.
    pub arrived_sha256: [u8; 32],
    /// SHA-256 of the original, as the phone claims.
    pub claimed_sha256: Option<String>,
}

impl PhotoRow {
    /// Of the large picture, in pixels.
    pub fn width(&self) -> u32 {
        u32::try_from(self.width).unwrap_or(0)
    }

    /// Of the large picture, in pixels.
    pub fn height(&self) -> u32 {
        u32::try_from(self.height).unwrap_or(0)
    }

    /// Whether the same account sent the same bytes.
    pub fn is_same(&self, account: AccountId, arrived_sha256: &[u8]) -> bool {
        self.account_id == account && self.arrived_sha256 == arrived_sha256
    }
}

/// A photo by its id.
pub fn find(conn: &mut Conn, id: PhotoId) -> Result<Option<PhotoRow>, Failure> {
    Ok(photo::table.find(id).select(PhotoRow::as_select()).first(conn).optional()?)
}

/// Takes a photo of a resident or of staff; its blob is there already. The same bytes again give the
/// row that is there. Photos that arrive at once are counted one after the other, on two servers too.
pub fn take(
    conn: &mut Conn,
    _permit: Permit<SendPhoto>,
    account: AccountId,
    new: &NewPhoto,
    now: Timestamp,
) -> Result<PhotoRow, Failure> {
    Count { kind: "photo", subject: account.as_str() }.lock(conn, now)?;
    match find(conn, new.id)? {
        Some(row) if row.is_same(account, &new.arrived_sha256) => Ok(row),
        Some(_) => Err(Code::IdTaken.into()),
        None => {
            limit(conn, account, now)?;
            insert(conn, account, new, now)
        }
    }
}

/// Which of these blobs no row names.
pub fn without_row(
    conn: &mut Conn,
    mut objects: BTreeSet<String>,
) -> Result<BTreeSet<String>, Failure> {
    let asked: Vec<String> = objects.iter().cloned().collect();
    for some in asked.chunks(500) {
        let named: Vec<String> =
            photo::table.filter(photo::object.eq_any(some)).select(photo::object).load(conn)?;
        for object in &named {
            objects.remove(object);
        }
    }
    Ok(objects)
}

/// Stores the row; the blob is there already.
pub fn insert(
    conn: &mut Conn,
    account: AccountId,
    new: &NewPhoto,
    now: Timestamp,
) -> Result<PhotoRow, Failure> {
    let row = PhotoRow {
        id: new.id,
        account_id: account,
        object: new.object.clone(),
        width: i64::from(new.width),
        height: i64::from(new.height),
        arrived_sha256: new.arrived_sha256.to_vec(),
        claimed_sha256: new.claimed_sha256.clone(),
        created: now,
        estate_id: None,
        report_id: None,
        step_no: None,
        position: None,
    };
    diesel::insert_into(photo::table).values(&row).execute(conn).on_conflict(Code::IdTaken)?;
    Ok(row)
}

/// Refuses the photo after the thirtieth in half an hour. Holds for photos that arrive at once only
/// where [`take`] asks it.
pub fn limit(conn: &mut Conn, account: AccountId, now: Timestamp) -> Result<(), Failure> {
    let since = now.plus(-30 * MINUTE);
    let recent: Vec<Timestamp> = photo::table
        .filter(photo::account_id.eq(account).and(photo::created.gt(since)))
        .select(photo::created)
        .order(photo::created)
        .limit(HALF_HOUR)
        .load(conn)?;
    match recent.first() {
        Some(first) if i64::try_from(recent.len()).is_ok_and(|n| n >= HALF_HOUR) => {
            Err(Problem::new(Code::TooMany).retry_at(first.plus(30 * MINUTE)).into())
        }
        _ => Ok(()),
    }
}

/// Gives photos to a step, in order: they must be the actor's own and belong to nothing yet.
pub fn attach(
    conn: &mut Conn,
    photos: &[PhotoId],
    actor: Option<&Actor>,
    estate: &EstateId,
    report: &ReportId,
    step: i64,
) -> Result<(), Failure> {
    let Some(actor) = actor else { return Ok(()) };
    for (position, id) in (0i64..).zip(photos) {
        let free = photo::table
            .filter(photo::id.eq(id).and(photo::account_id.eq(actor.account)))
            .filter(photo::report_id.is_null());
        let given = diesel::update(free)
            .set((
                photo::estate_id.eq(estate.as_str()),
                photo::report_id.eq(report.as_str()),
                photo::step_no.eq(step),
                photo::position.eq(position),
            ))
            .execute(conn)?;
        if given != 1 {
            return Err(Code::PhotoMissing.into());
        }
    }
    Ok(())
}

/// The photos of a report, by step and position.
pub fn of_report(
    conn: &mut Conn,
    estate: &EstateId,
    report: &ReportId,
) -> Result<Vec<PhotoRow>, Failure> {
    let rows = photo::table
        .filter(photo::estate_id.eq(estate.as_str()).and(photo::report_id.eq(report.as_str())))
        .order((photo::step_no, photo::position))
        .select(PhotoRow::as_select());
    Ok(rows.load(conn)?)
}
