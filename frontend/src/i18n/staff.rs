//! Texts of the staff's queue, of a report as staff see it, and of invitations.

mod act;
mod en;
mod zh;

pub(super) use en::EN;
pub(super) use zh::ZH;

use shared::api::report::QueuePart;
use shared::domain::report::{ClockKind, Event};

/// What staff read.
pub struct StaffText {
    /// A part of the queue.
    pub part: fn(QueuePart) -> &'static str,
    /// Heading: due after today.
    pub later: &'static str,
    /// Names the parts.
    pub parts: &'static str,
    /// Opens search and further parts.
    pub filter: &'static str,
    /// Names the search field.
    pub find: &'static str,
    /// What can be searched for.
    pub find_hint: &'static str,
    /// Names the suggestions under the field.
    pub find_as: &'static str,
    /// A suggestion: a place or a number.
    pub find_text: fn(&str) -> String,
    /// Takes the search back.
    pub find_clear: &'static str,
    /// Only one estate is shown; which.
    pub estate_only: fn(&str) -> String,
    /// Shows one estate only.
    pub estate_filter: fn(&str) -> String,
    /// Which estate is shown.
    pub estate_pick: &'static str,
    /// Shows every estate again.
    pub estate_all: &'static str,
    /// The part is empty.
    pub empty: fn(QueuePart) -> &'static str,
    /// What will come here.
    pub empty_why: &'static str,
    /// The search found nothing.
    pub nothing_found: &'static str,
    /// What to try.
    pub nothing_found_why: &'static str,
    /// On the desktop, before one is chosen.
    pub choose_one: &'static str,
    /// Which keys.
    pub choose_one_how: &'static str,
    /// After the keys J and K.
    pub keys_move: &'static str,
    /// After the key R.
    pub keys_act: &'static str,
    /// A chip.
    pub urgent: &'static str,
    /// A chip.
    pub urgent_long: &'static str,
    /// A chip.
    pub confidential: &'static str,
    /// A chip: assigned to the reader.
    pub mine: &'static str,
    /// By when, as `time::by` says it, what must be done.
    pub due: fn(&str, &str) -> String,
    /// The same of what should have been done.
    pub was_due: fn(&str, &str) -> String,
    /// Until when a pause holds the clock at the latest.
    pub paused: fn(&str) -> String,
    /// Who filed it, as staff say it.
    pub reporter: &'static str,
    /// The state: done, waiting for the reporter.
    pub resolved: &'static str,
    /// The state: taken back.
    pub withdrawn: &'static str,
    /// Title before the report is there.
    pub case: &'static str,
    /// When it was filed.
    pub filed: fn(&str) -> String,
    /// A time to the hour: the day, and the hour.
    pub hour: fn(&str, i64) -> String,
    /// The demand of a clock, as a heading.
    pub duty: fn(ClockKind) -> &'static str,
    /// Heading.
    pub photos: &'static str,
    /// Heading where there are no photos.
    pub words: &'static str,
    /// The reporter wrote nothing.
    pub no_words: &'static str,
    /// Heading: how the same thing at the same spot was put right before.
    pub earlier: &'static str,
    /// A fact.
    pub who_filed: &'static str,
    /// The name is not shown.
    pub hidden: &'static str,
    /// Shows the name.
    pub reveal: &'static str,
    /// Heading of the sheet.
    pub reveal_title: &'static str,
    /// What it means.
    pub reveal_note: &'static str,
    /// A field.
    pub reveal_reason: &'static str,
    /// An example.
    pub reveal_example: &'static str,
    /// After it was shown.
    pub revealed: &'static str,
    /// A fact.
    pub law: &'static str,
    /// A fact.
    pub estate: &'static str,
    /// A fact.
    pub lead: &'static str,
    /// A fact.
    pub co: &'static str,
    /// A fact.
    pub assignee: &'static str,
    /// A fact.
    pub together: &'static str,
    /// How many neighbours joined.
    pub followers: fn(i64) -> String,
    /// A fact.
    pub merged_into: &'static str,
    /// A fact.
    pub rating: &'static str,
    /// Speed, result, attitude.
    pub marks: fn(i64, i64, i64) -> String,
    /// Heading.
    pub history: &'static str,
    /// A chip.
    pub in_time: &'static str,
    /// A chip: what was late.
    pub too_late: fn(&str) -> String,
    /// Who must act, by when.
    pub to_come: fn(&str, &str) -> String,
    /// The photos before.
    pub before: &'static str,
    /// The photos after.
    pub after: &'static str,
    /// What an action's button says.
    pub act: fn(Event) -> &'static str,
    /// The same where there is less room.
    pub act_short: fn(Event) -> &'static str,
    /// What an action brings about.
    pub act_why: fn(Event) -> &'static str,
    /// What to write for it.
    pub note: fn(Event) -> &'static str,
    /// An example of it.
    pub note_example: fn(Event) -> &'static str,
    /// May be left unwritten.
    pub optional: fn(&str) -> String,
    /// Photos that need not be taken.
    pub optional_photos: fn(&str) -> String,
    /// Somebody else was faster; what is typed is still there.
    pub overtaken: &'static str,
    /// A field.
    pub form_photos: &'static str,
    /// What of an action is still missing.
    pub photo_needed: &'static str,
    /// Whom an action names.
    pub dept: fn(Event) -> &'static str,
    /// Adds a helper.
    pub co_add: &'static str,
    /// A field.
    pub into: &'static str,
    /// What it takes.
    pub into_hint: &'static str,
    /// Before the open reports of the same place.
    pub into_alike: &'static str,
    /// A field.
    pub category: &'static str,
    /// Narrows the categories.
    pub category_find: &'static str,
    /// A field.
    pub colleague: &'static str,
    /// Photos are on their way: which, of how many.
    pub sending: fn(i64, i64) -> String,
    /// It is recorded.
    pub recorded: fn(Event) -> &'static str,
    /// What the seat may do is done as the reporter.
    pub as_reporter: &'static str,
    /// Nothing can be done now.
    pub nothing_to_do: &'static str,
    /// The last seat has ended.
    pub no_seat: &'static str,
    /// Whom to ask.
    pub no_seat_why: &'static str,
    /// Leads to the staff entrance.
    pub go_sign_in: &'static str,
    /// What is wrong with the password.
    pub password_missing: &'static str,
    /// Title.
    pub invitation: &'static str,
    /// What it offers: name, role, place.
    pub invited: fn(&str, &str, &str) -> String,
    /// The number it was made for, and until when it holds.
    pub invited_until: fn(&str, &str) -> String,
    /// It cannot be taken up.
    pub invitation_failed: &'static str,
    /// Heading.
    pub secret_title: &'static str,
    /// What to do with it.
    pub secret_how: &'static str,
    /// Hands it to an authenticator on this device.
    pub secret_open: &'static str,
    /// Names the square to scan.
    pub secret_square: &'static str,
    /// The secret as text.
    pub secret_text: &'static str,
    /// A field.
    pub password_new: &'static str,
    /// What it takes.
    pub password_hint: &'static str,
    /// The account has one.
    pub password_present: &'static str,
    /// What is wrong with it.
    pub password_length: &'static str,
    /// The button.
    pub accept: &'static str,
}
