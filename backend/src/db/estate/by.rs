//! [`By`]: who keeps something, for the audit log.

use shared::domain::account::Actor;
use shared::value::Timestamp;

use crate::db::Conn;
use crate::db::journal::{AuditLine, audit};
use crate::failure::Failure;

/// Who acts, from where and when.
#[derive(Clone, Copy, Debug)]
pub struct By<'a> {
    /// The person in their seat.
    pub actor: &'a Actor,
    /// The address the request came from.
    pub ip: &'a str,
    /// When.
    pub now: Timestamp,
}

impl By<'_> {
    /// Writes a line into the audit log: what was done to what, and what to add.
    pub(in crate::db) fn note(
        &self,
        conn: &mut Conn,
        action: &str,
        object: &str,
        reason: &str,
    ) -> Result<(), Failure> {
        let line = AuditLine {
            at: self.now.ms(),
            account: self.actor.account.as_str(),
            seat: self.actor.seat.id.as_str(),
            role: self.actor.role().as_str(),
            action,
            object,
            reason,
            ip: self.ip,
        };
        audit(conn, &line)
    }
}
