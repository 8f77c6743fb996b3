//! Texts of sign-in, seats, sessions and the home page.

mod en;
mod zh;

use shared::domain::account::Role;

pub(super) use en::EN;
pub(super) use zh::ZH;

/// What sign-in, home and the page about oneself say.
pub struct AccountText {
    /// A field.
    pub phone: &'static str,
    /// A field.
    pub code: &'static str,
    /// Asks for a code.
    pub send_code: &'static str,
    /// When it may be asked for again.
    pub code_again_in: fn(i64) -> String,
    /// Asks again.
    pub code_again: &'static str,
    /// Told when it went out.
    pub code_sent: &'static str,
    /// When another one can be had, after too many wrong tries.
    pub code_another: fn(Option<&str>) -> String,
    /// The demo shows the code.
    pub demo_code: fn(&str) -> String,
    /// What is wrong with the number.
    pub phone_short: &'static str,
    /// What is wrong with the code.
    pub code_short: &'static str,
    /// Before the link.
    pub consent: &'static str,
    /// The link.
    pub consent_link: &'static str,
    /// It was not ticked.
    pub consent_needed: &'static str,
    /// Heading of the sheet.
    pub consent_title: &'static str,
    /// What the sheet says.
    pub consent_body: &'static str,
    /// Signs in.
    pub enter: &'static str,
    /// Offers elder mode at sign-in.
    pub elder_offer: &'static str,
    /// The pill.
    pub elder: &'static str,
    /// The pill in elder mode.
    pub elder_leave: &'static str,
    /// Under the form.
    pub no_face: &'static str,
    /// Before the link.
    pub staff_before: &'static str,
    /// The link.
    pub staff_link: &'static str,
    /// From the staff entrance.
    pub resident_link: &'static str,
    /// Heading.
    pub staff_title: &'static str,
    /// A field.
    pub password: &'static str,
    /// A field.
    pub totp: &'static str,
    /// Where it comes from.
    pub totp_hint: &'static str,
    /// What this device is called where the browser does not say.
    pub device: &'static str,
    /// The bell.
    pub notices: fn(i64) -> String,
    /// The greeting, by the hour.
    pub hello: fn(&str, i64) -> String,
    /// How many things wait for the reader.
    pub waits: fn(i64) -> String,
    /// Names the quick actions.
    pub quick: &'static str,
    /// A quick action.
    pub quick_report: &'static str,
    /// A quick action.
    pub quick_mine: &'static str,
    /// A quick action.
    pub quick_call: &'static str,
    /// Heading in elder mode.
    pub what_to_do: &'static str,
    /// Under the action in elder mode.
    pub report_hint: &'static str,
    /// Under the action in elder mode.
    pub mine_hint: &'static str,
    /// Under the votes in elder mode.
    pub vote_hint: &'static str,
    /// Heading of the seat sheet.
    pub seats: &'static str,
    /// Under the heading.
    pub seats_hint: &'static str,
    /// Nobody has bound a flat to the account yet.
    pub no_seat: &'static str,
    /// What to do.
    pub no_seat_why: &'static str,
    /// A staff seat without the second factor.
    pub second_factor: &'static str,
    /// Title.
    pub mine: &'static str,
    /// A row and a title.
    pub sessions: &'static str,
    /// On the page.
    pub sessions_hint: &'static str,
    /// A chip.
    pub this_device: &'static str,
    /// Signs another device out.
    pub end_session: &'static str,
    /// When it signed in.
    pub session_since: fn(&str) -> String,
    /// When it was last used.
    pub session_used: fn(&str) -> String,
    /// A choice.
    pub language: &'static str,
    /// A choice.
    pub text_size: &'static str,
    /// A size.
    pub size_0: &'static str,
    /// A size.
    pub size_1: &'static str,
    /// A size.
    pub size_2: &'static str,
    /// The button.
    pub sign_out: &'static str,
    /// Heading of the sheet.
    pub sign_out_sure: &'static str,
    /// Nothing would be lost.
    pub sign_out_plain: &'static str,
    /// How many drafts and unsent reports would be lost.
    pub sign_out_lost: fn(i64) -> String,
    /// Stays signed in.
    pub stay: &'static str,
    /// Title.
    pub inbox: &'static str,
    /// Heading.
    pub inbox_empty: &'static str,
    /// What will come here.
    pub inbox_empty_why: &'static str,
    /// Marks everything.
    pub inbox_read_all: &'static str,
    /// A chip: not read yet.
    pub unread: &'static str,
    /// Title.
    pub phones: &'static str,
    /// Whom 119 reaches.
    pub fire: &'static str,
    /// Whom 110 reaches.
    pub police: &'static str,
    /// Whom 120 reaches.
    pub ambulance: &'static str,
    /// Whom 96333 reaches.
    pub lift: &'static str,
    /// Heading.
    pub danger: &'static str,
    /// Heading.
    pub estate_phones: &'static str,
    /// Says what pressing does.
    pub call_number: fn(&str) -> String,
    /// Heading: sign-ins on devices that were not known.
    pub new_devices: &'static str,
    /// One's own account, on which device.
    pub new_device: fn(&str) -> String,
    /// A co-owner, and of which unit.
    pub co_owners_device: fn(&str, &str) -> String,
    /// What to do about one's own.
    pub not_you: &'static str,
    /// What to do about a co-owner's.
    pub ask_them: &'static str,
    /// The number had been silent for long.
    pub after_silence: &'static str,
    /// Tab and title: the staff's queue.
    pub queue: &'static str,
    /// How the queue stands: overdue, due today, all.
    pub tally: fn(i64, i64, i64) -> String,
    /// Tab and title: staff's notices.
    pub notices_title: &'static str,
    /// What will come there.
    pub staff_inbox_empty: &'static str,
    /// Tab and title: people and places.
    pub office: &'static str,
    /// What a role is called.
    pub role: fn(Role) -> &'static str,
}
