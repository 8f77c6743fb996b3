//! The account as its owner sees it.

use shared::api::account::{Me, SeatView};
use shared::domain::account::{AccountId, Scope, Seat, SessionId};
use shared::domain::report::Department;
use shared::value::Timestamp;

use super::person::person;
use crate::db::Conn;
use crate::db::seat::{Factor, seat_view, seats};
use crate::failure::Failure;

/// The account and its seats in force.
pub fn me(
    conn: &mut Conn,
    departments: &[Department],
    (account, session, factor): (AccountId, SessionId, Factor),
    demo: bool,
    now: Timestamp,
) -> Result<Me, Failure> {
    let (name, phone) = person(conn, account)?;
    let seats = seats(conn, account, now)?;
    let seats = seats.into_iter().map(|seat| view(conn, departments, seat));
    Ok(Me {
        account,
        session,
        name,
        phone: phone.masked(),
        second_factor: factor == Factor::Totp,
        seats: seats.collect::<Result<_, _>>()?,
        demo,
    })
}

/// A seat with the names around it; a department by its name.
pub(super) fn view(
    conn: &mut Conn,
    departments: &[Department],
    seat: Seat,
) -> Result<SeatView, Failure> {
    let mut view = seat_view(conn, seat)?;
    if let Scope::Dept { dept } = &view.seat.scope
        && let Some(named) = departments.iter().find(|department| department.code == *dept)
    {
        view.place.clone_from(&named.name_zh);
    }
    Ok(view)
}
