//! The owners' assembly: meetings, the roll, ballots, trustees, counts.

mod ballot;
mod check;
mod delivery;
mod due;
mod meeting;
mod notice;
mod objection;
mod result;
mod roll;
mod rules;
mod trustee;
mod turnout;
mod view;

pub use ballot::{
    BallotRow, Casting, CheckedBallot, Confirmation, announce, ballots, cast, is_open,
    mark_checked, matters_of, may_confirm, receipt, voting, whole_of,
};
pub use check::findings;
pub use delivery::record_delivery;
pub use due::{closed, due_now, run_due};
pub use meeting::{Meeting, act, create, revise};
pub use objection::{answer, object};
pub use result::{keep_results, lines, served};
pub(in crate::db) use roll::follow_estate;
pub use roll::{frozen_matters, frozen_roll};
pub use trustee::{
    KeyParts, ShareRow, SumKey, TrusteeRow, halves, keep_key, keep_totals, key_parts, lock_view,
    put_locks, put_shares, put_trustee, seat, shares, totals, trustee_list, trustees,
};
pub use view::{key_sheet, list, objections, results, roll_page, view};
