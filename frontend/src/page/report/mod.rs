//! Reporting 吹哨 as residents see it.
//!
//! | file | holds |
//! |---|---|
//! | `pick`, `all`, `choices`, `find`, `urgent` | choosing what is wrong |
//! | `new`, `form`, `slot`, `place`, `alike`, `sight` | writing |
//! | `send`, `queued`, `queue` | sending, now or later |
//! | `show`, `steps`, `verify`, `decide`, `rate`, `act`, `unsent` | one report |
//! | `mine`, `public` | lists |

mod act;
mod alike;
mod all;
mod choices;
mod decide;
mod find;
mod form;
mod mine;
mod new;
mod pick;
mod place;
mod public;
mod queue;
mod queued;
mod rate;
mod send;
mod show;
mod sight;
mod slot;
mod steps;
mod unsent;
mod urgent;
mod verify;

pub use all::ReportAll;
pub use mine::ReportMine;
pub use new::ReportNew;
pub use pick::ReportPick;
pub use queue::ReportQueue;
pub use show::ReportShow;
