//! The district: the root of the scope tree, made once.

use diesel::prelude::*;
use shared::value::{Id, Timestamp};

use super::Conn;
use super::schema::district;
use crate::failure::Failure;
use crate::port::random;

/// Whether the database holds invented data; `None` before there is a district.
pub fn is_demo(conn: &mut Conn) -> Result<Option<bool>, Failure> {
    Ok(district::table.select(district::demo).first(conn).optional()?)
}

/// Makes the district.
pub fn make(conn: &mut Conn, name: &str, demo: bool, now: Timestamp) -> Result<(), Failure> {
    let id: Id<()> = random::id(now)?;
    diesel::insert_into(district::table)
        .values((district::id.eq(id.as_str()), district::name.eq(name), district::demo.eq(demo)))
        .execute(conn)?;
    Ok(())
}
