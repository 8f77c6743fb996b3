//! The pages, one file each.

pub mod meeting;
pub mod names;
pub mod report;

mod home;
mod inbox;
mod inbox_devices;
mod inbox_meetings;
mod invitation;
mod journal;
mod mine;
mod not_found;
pub mod office;
mod phones;
pub mod ring;
mod seats;
mod sessions;
mod signin;
mod staff;
mod staff_signin;
mod tabs;
pub mod vote;

pub use home::Home;
pub use inbox::Inbox;
pub use invitation::Invitation;
pub use journal::Journal;
pub use mine::Mine;
pub use not_found::NotFound;
pub use phones::Phones;
pub use seats::{SeatCells, SeatSheet};
pub use sessions::Sessions;
pub use signin::{SignIn, digits, use_countdown};
pub use staff::{StaffQueue, StaffReport};
pub use staff_signin::StaffSignIn;
pub use tabs::{MainTabs, OWN_MEETINGS, has_queue, home_of};
