//! Reports: the stored case, what is recorded of it, and how each seat sees it.

mod case;
mod clock_rows;
mod due;
mod earlier;
mod file;
mod follow;
mod limit;
mod list;
mod place;
mod queue;
mod rate;
mod record;
mod rules;
mod told;
mod view;

pub use case::Case;
pub use due::{Due, DueKind, due_now, run_due};
pub use earlier::earlier;
pub use file::{alike, file};
pub use follow::join;
pub(in crate::db) use list::before;
pub use list::{estate_list, mine};
pub use queue::queue;
pub use rate::rate;
pub use record::{Recorded, free_assignments, record};
pub use rules::{Rulebook, load_rulebook, store_routing};
pub use told::{Told, released};
pub use view::{PhotoLinks, colleagues, reveal, view};
