//! The owners' assembly: meetings, the roll, ballots, trustees, counts.

mod ballot;
mod check;
mod delivery;
mod due;
mod frozen;
mod list;
mod meeting;
mod notice;
mod objection;
mod proxy;
mod result;
mod roll;
mod roll_view;
mod rules;
mod share;
mod trustee;
mod turnout;
mod view;
mod voter;

pub use ballot::{
    BallotRow, Casting, CheckedBallot, Confirmation, announce, ballots, cast, is_open,
    mark_checked, may_confirm, receipt,
};
pub use check::findings;
pub use delivery::record_delivery;
pub use due::{closed, due_now, remind, reminders_due, run_due};
pub use frozen::{frozen_matters, frozen_roll};
pub use list::{decisions, list};
pub use meeting::{Meeting, act, create, revise};
pub use notice::{meeting_notices, read_meeting_notices};
pub use objection::{answer, object};
pub use proxy::{give_proxy, revoke_proxy};
pub use result::{keep_results, lines, served};
pub(in crate::db) use roll::follow_estate;
pub use roll_view::{objections, roll_page};
pub use share::{ShareRow, SumKey, keep_totals, put_shares, shares, totals};
pub use trustee::{
    KeyParts, TrusteeRow, halves, keep_key, key_parts, lock_view, points_of, put_locks,
    put_trustee, seat, trustee_list, trustees,
};
pub use view::{key_sheet, results, view};
pub use voter::{matters_of, voting};
