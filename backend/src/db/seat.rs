//! Who acts: sessions and seats in force, read in the act's own transaction (`threats.md` S8).

use diesel::prelude::*;
use shared::api::Code;
use shared::api::account::SeatView;
use shared::domain::account::{AccountId, Actor, Role, Scope, Seat, SeatId, SessionId};
use shared::domain::estate::{EstateNode, Place, UnitKind};
use shared::domain::report::Party;
use shared::value::{Id, Timestamp};

use super::Conn;
use super::schema::{community, company, contract, district, estate, seat, session, town, unit};
use crate::failure::Failure;

/// Who a request says it is: from the access token and the seat header.
#[derive(Clone, Copy, Debug)]
pub struct Who {
    /// The account of the token.
    pub account: AccountId,
    /// The session of the token.
    pub session: SessionId,
    /// The seat named by the request.
    pub seat: Option<SeatId>,
    /// The request's time.
    pub now: Timestamp,
}

/// How the session was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Factor {
    /// By SMS code.
    Sms,
    /// By password and one-time code.
    Totp,
}

impl Factor {
    /// The word of the column.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sms => "SMS",
            Self::Totp => "TOTP",
        }
    }
}

/// The session's factor, or 401 when it is over.
pub fn session_factor(conn: &mut Conn, who: &Who) -> Result<Factor, Failure> {
    let open = session::table
        .filter(session::id.eq(who.session.as_str()))
        .filter(session::account_id.eq(who.account.as_str()))
        .filter(session::ended.is_null())
        .filter(session::idle_until.gt(who.now.ms()).and(session::until.gt(who.now.ms())))
        .select(session::factor);
    match open.first::<String>(conn).optional()?.as_deref() {
        Some("TOTP") => Ok(Factor::Totp),
        Some(_) => Ok(Factor::Sms),
        None => Err(Code::SignInRequired.into()),
    }
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = seat)]
struct SeatRow {
    id: Id<shared::domain::account::SeatOf>,
    role: Role,
    scope_kind: String,
    scope_id: String,
    estate_id: Option<String>,
    valid_to: Option<Timestamp>,
}

impl SeatRow {
    fn seat(self) -> Result<Seat, Failure> {
        let scope = read_scope(&self.scope_kind, &self.scope_id, self.estate_id.as_deref())?;
        Ok(Seat { id: self.id, role: self.role, scope, until: self.valid_to })
    }
}

/// A scope from its columns.
pub fn read_scope(kind: &str, id: &str, estate: Option<&str>) -> Result<Scope, Failure> {
    Scope::read(kind, id, estate).map_err(Failure::bug)
}

/// A scope as its columns: kind, id, estate.
pub fn scope_columns(scope: &Scope) -> (&'static str, String, Option<String>) {
    let (kind, id) = scope.columns();
    (kind, id, scope.estate().map(|estate| estate.to_string()))
}

/// Seats in force at an instant: dated, confirmed, not revoked, and for property staff under a
/// contract in force.
macro_rules! in_force {
    ($now:expr) => {{
        let now: i64 = $now;
        let contract_runs = diesel::dsl::exists(
            contract::table
                .filter(contract::id.eq(seat::scope_id))
                .filter(contract::valid_from.le(now).and(contract::valid_to.gt(now))),
        );
        seat::table
            .filter(seat::revoked.is_null().and(seat::confirmed.eq(true)))
            .filter(seat::valid_from.le(now))
            .filter(seat::valid_to.is_null().or(seat::valid_to.gt(now)))
            .filter(seat::scope_kind.ne("CONTRACT").or(contract_runs))
    }};
}

/// Who acts, in which seat: 401 without a session, 403 without a seat in force, 403 when the seat
/// needs the second factor and the session has not passed it.
pub fn actor(conn: &mut Conn, who: &Who) -> Result<Actor, Failure> {
    let factor = session_factor(conn, who)?;
    let named = who.seat.ok_or(Code::Forbidden)?;
    let row = in_force!(who.now.ms())
        .filter(seat::id.eq(named.as_str()).and(seat::account_id.eq(who.account.as_str())))
        .select(SeatRow::as_select())
        .first(conn)
        .optional()?;
    let seat = row.ok_or(Code::Forbidden)?.seat()?;
    if seat.role.needs_second_factor() && factor != Factor::Totp {
        return Err(Code::SecondFactorRequired.into());
    }
    Ok(Actor { account: who.account, seat })
}

/// All seats of an account in force, the oldest first; of those that the same roll gave, flats before
/// parking spaces and the like.
pub fn seats(conn: &mut Conn, account: AccountId, now: Timestamp) -> Result<Vec<Seat>, Failure> {
    let of_unit = unit::estate_id.nullable().eq(seat::estate_id).and(unit::id.eq(seat::scope_id));
    let is_flat = diesel::dsl::case_when(
        unit::kind.nullable().eq(UnitKind::Flat.as_str()),
        1.into_sql::<diesel::sql_types::Integer>(),
    )
    .otherwise(0.into_sql::<diesel::sql_types::Integer>());
    let rows: Vec<SeatRow> = in_force!(now.ms())
        .left_join(unit::table.on(of_unit))
        .filter(seat::account_id.eq(account.as_str()))
        .order((seat::valid_from, is_flat.desc(), seat::id))
        .limit(200)
        .select(SeatRow::as_select())
        .load(conn)?;
    rows.into_iter().map(SeatRow::seat).collect()
}

/// The owners of the units that an account owns, but for itself, with the unit that both own.
pub fn co_owners(
    conn: &mut Conn,
    account: AccountId,
    now: Timestamp,
) -> Result<Vec<(AccountId, Scope)>, Failure> {
    let own = || in_force!(now.ms()).filter(seat::role.eq(Role::Own.as_str()));
    let units: Vec<String> = own()
        .filter(seat::account_id.eq(account.as_str()))
        .select(seat::scope_id)
        .limit(200)
        .load(conn)?;
    let rows: Vec<(AccountId, SeatRow)> = own()
        .filter(seat::scope_kind.eq("UNIT").and(seat::scope_id.eq_any(&units)))
        .filter(seat::account_id.ne(account.as_str()))
        .order((seat::scope_id, seat::account_id))
        .limit(200)
        .select((seat::account_id, SeatRow::as_select()))
        .load(conn)?;
    rows.into_iter().map(|(other, row)| Ok((other, row.seat()?.scope))).collect()
}

/// A seat with the names around it.
pub fn seat_view(conn: &mut Conn, seat: Seat) -> Result<SeatView, Failure> {
    let (place, unit, company) = match &seat.scope {
        Scope::District => (district_name(conn, seat.role)?, None, None),
        Scope::Town { town: id } => {
            (town::table.find(id.as_str()).select(town::name).first(conn)?, None, None)
        }
        Scope::Community { community: id } => {
            (community::table.find(id.as_str()).select(community::name).first(conn)?, None, None)
        }
        Scope::Estate { estate: id } => (estate_name(conn, id.as_str())?, None, None),
        Scope::Unit { estate: id, unit: of } => (
            estate_name(conn, id.as_str())?,
            Some(unit_label(conn, id.as_str(), of.as_str())?),
            None,
        ),
        Scope::Contract { estate: id, contract: of } => {
            let name = contract::table
                .inner_join(company::table.on(company::id.eq(contract::company_id)))
                .filter(contract::id.eq(of.as_str()))
                .select(company::name)
                .first(conn)?;
            (estate_name(conn, id.as_str())?, None, Some(name))
        }
        Scope::Dept { dept } => (dept.to_string(), None, None),
    };
    Ok(SeatView { seat, place, unit, company })
}

fn district_name(conn: &mut Conn, role: Role) -> Result<String, Failure> {
    let name: String = district::table.select(district::name).first(conn)?;
    Ok(match role {
        Role::Bur => format!("{name}建设局"),
        Role::Dst => format!("{name}物业管理工作领导小组办公室"),
        _ => name,
    })
}

/// The estate's name.
pub fn estate_name(conn: &mut Conn, id: &str) -> Result<String, Failure> {
    Ok(estate::table.find(id).select(estate::name).first(conn)?)
}

/// A unit as people say it: `6 幢 2 单元 1102 室`, `地下车库 018 号车位`.
pub fn unit_label(conn: &mut Conn, estate: &str, id: &str) -> Result<String, Failure> {
    let (building, stair, room, kind): (String, String, String, UnitKind) = unit::table
        .filter(unit::estate_id.eq(estate).and(unit::id.eq(id)))
        .select((unit::building, unit::stair, unit::room, unit::kind))
        .first(conn)?;
    Ok(unit_name(&building, &stair, &room, kind == UnitKind::Parking))
}

/// The same from what the roll says of it.
pub fn unit_name(building: &str, stair: &str, room: &str, parking: bool) -> String {
    let stair = Some(stair.to_owned()).filter(|stair| !stair.is_empty());
    let place = Place::Building { building: building.to_owned(), stair, spot: None }.label_zh();
    let last = if parking { "号车位" } else { "室" };
    format!("{place} {room} {last}")
}

/// An estate in the tree, with its name.
#[derive(Clone, Debug)]
pub struct NamedEstate {
    /// With its ancestors.
    pub node: EstateNode,
    /// As people call it.
    pub name: String,
}

/// An estate with its ancestors, or 404.
pub fn estate_node(conn: &mut Conn, id: &str) -> Result<EstateNode, Failure> {
    Ok(named_estate(conn, id)?.node)
}

/// An estate with its ancestors and name, or 404.
pub fn named_estate(conn: &mut Conn, id: &str) -> Result<NamedEstate, Failure> {
    let (community, town, name): (String, String, String) = estate::table
        .inner_join(community::table.on(community::id.eq(estate::community_id)))
        .filter(estate::id.eq(id))
        .select((community::id, community::town_id, estate::name))
        .first(conn)?;
    let node = EstateNode {
        estate: Id::parse(id).map_err(Failure::bug)?,
        community: Id::parse(&community).map_err(Failure::bug)?,
        town: Id::parse(&town).map_err(Failure::bug)?,
    };
    Ok(NamedEstate { node, name })
}

/// Whether a company serves the estate at an instant.
pub fn is_served(conn: &mut Conn, estate: &str, now: Timestamp) -> Result<bool, Failure> {
    let contracts = contract::table
        .filter(contract::estate_id.eq(estate))
        .filter(contract::valid_from.le(now.ms()).and(contract::valid_to.gt(now.ms())));
    Ok(diesel::select(diesel::dsl::exists(contracts)).get_result(conn)?)
}

/// The name under which notices and live changes reach a party of an estate, or an account.
pub mod audience {
    use super::{AccountId, EstateNode, Party, Role, Scope, Seat};

    /// An account.
    pub fn of_account(account: AccountId) -> String {
        format!("A:{account}")
    }

    /// A party of an estate; none for residents and the timer, who are no office.
    pub fn of_party(party: &Party, node: &EstateNode) -> Option<String> {
        match party {
            Party::Company => Some(format!("E:{}", node.estate)),
            Party::Community => Some(format!("C:{}", node.community)),
            Party::Town => Some(format!("T:{}", node.town)),
            Party::Dept { dept } => Some(format!("D:{dept}")),
            Party::District => Some("DST".to_owned()),
            Party::Reporter | Party::Follower | Party::Timer => None,
        }
    }

    /// What a seat hears: residents as persons, staff as their office.
    pub fn of_seat(account: AccountId, seat: &Seat) -> String {
        match (&seat.scope, seat.role) {
            (Scope::Contract { estate, .. }, _) => format!("E:{estate}"),
            (Scope::Community { community }, _) => format!("C:{community}"),
            (Scope::Town { town }, _) => format!("T:{town}"),
            (Scope::Dept { dept }, _) => format!("D:{dept}"),
            (Scope::District, Role::Dst) => "DST".to_owned(),
            (Scope::District | Scope::Estate { .. } | Scope::Unit { .. }, _) => of_account(account),
        }
    }

    /// The party that a staff seat speaks for.
    pub fn party_of_seat(seat: &Seat) -> Option<Party> {
        match (&seat.scope, seat.role) {
            (Scope::Contract { .. }, _) => Some(Party::Company),
            (Scope::Community { .. }, _) => Some(Party::Community),
            (Scope::Town { .. }, _) => Some(Party::Town),
            (Scope::Dept { dept }, _) => Some(Party::Dept { dept: dept.clone() }),
            (Scope::District, Role::Dst) => Some(Party::District),
            _ => None,
        }
    }
}
