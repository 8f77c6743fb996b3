//! In English.

use shared::domain::account::Role;

use super::AccountText;

/// English.
pub(in crate::i18n) static EN: AccountText = AccountText {
    phone: "Mobile number",
    code: "Code from the SMS",
    send_code: "Send code",
    code_again_in: |n| format!("Again in {n} s"),
    code_again: "Send again",
    code_sent: "The code is on its way; it holds for 5 minutes.",
    code_another: |at| match at {
        Some(at) => format!("You can have another one after {at}."),
        None => "Press “Send again” for another one.".to_owned(),
    },
    demo_code: |code| format!("Demo code: {code}"),
    phone_short: "A mobile number has 11 digits; please look again",
    code_short: "The code has 6 digits",
    consent: "I have read and agree to ",
    consent_link: "which information is used, and for what",
    consent_needed: "Please read it and tick the box",
    consent_title: "Which information is used, and for what",
    consent_body: "Your mobile number signs you in; the name and flat on the owners' roll confirm that you belong here. Photos lose their location and camera data. The property company, the committee and whoever is reported never see who you are; the community, town and department that handle it see your surname, the full name only with a logged reason. No face scan, no ID photo, no advertising. You can sign out at any time.",
    enter: "Enter",
    elder_offer: "Text too small? Elder mode",
    elder: "Elder mode",
    elder_leave: "Leave elder mode",
    no_face: "No face scan, no photo of your ID.",
    staff_before: "Staff: use the ",
    staff_link: "staff entrance",
    resident_link: "Residents",
    staff_title: "Staff entrance",
    password: "Password",
    totp: "One-time code",
    totp_hint: "Six digits from your authenticator",
    device: "Phone browser",
    notices: |n| if n == 0 { "Notices".to_owned() } else { format!("Notices, {n} unread") },
    hello: hello_en,
    waits: |n| match n {
        0 => "Nothing is waiting for you.".to_owned(),
        1 => "One decision is waiting for you.".to_owned(),
        _ => format!("{n} decisions are waiting for you."),
    },
    quick: "Often used",
    quick_report: "Report",
    quick_mine: "My reports",
    quick_call: "Call",
    what_to_do: "What would you like to do",
    report_hint: "Something wrong? Take a photo",
    mine_hint: "See how far it has come",
    vote_hint: "What the owners decide together",
    seats: "Switch role",
    seats_hint: "Each role has its own view and its own tasks.",
    no_seat: "Your home is not found yet",
    no_seat_why: "This number is on no owners' roll. Ask the community office, or an owner of the flat, to add you.",
    second_factor: "This role needs the staff entrance",
    mine: "Me",
    sessions: "Signed-in devices",
    sessions_hint: "Sign out any device you do not know, then tell the community office.",
    this_device: "This one",
    end_session: "Sign it out",
    session_since: |day| format!("Signed in {day}"),
    session_used: |day| format!("Last used {day}"),
    language: "Language",
    text_size: "Text size",
    size_0: "Standard",
    size_1: "Large",
    size_2: "Very large",
    sign_out: "Sign out",
    sign_out_sure: "Sign out?",
    sign_out_plain: "What this phone keeps is cleared. Sign in again with your number.",
    sign_out_lost: |n| {
        if n == 1 {
            "One draft or unsent report would be lost.".to_owned()
        } else {
            format!("{n} drafts or unsent reports would be lost.")
        }
    },
    stay: "Stay",
    inbox: "Notices",
    inbox_empty: "No notices yet",
    inbox_empty_why: "Progress on your reports will be told here.",
    inbox_read_all: "Mark all read",
    unread: "Unread",
    phones: "Call",
    fire: "Fire",
    police: "Police",
    ambulance: "Ambulance",
    lift: "Shut in a lift",
    danger: "In danger, call first",
    estate_phones: "Phones of the estate",
    call_number: |who| format!("Call {who}"),
    new_devices: "Sign-ins on new devices",
    new_device: |device| format!("Your account signed in on “{device}”"),
    co_owners_device: |name, unit| format!("{name}, co-owner of {unit}, signed in on a new device"),
    not_you: "Not you? Sign it out here, and tell the community office.",
    ask_them: "If that seems wrong, ask them.",
    after_silence: "The number had not been used for 180 days.",
    queue: "Queue",
    tally: |late, today, all| format!("{late} overdue, {today} due today, {all} in all"),
    notices_title: "Notices",
    staff_inbox_empty: "What is assigned to you, due soon or overdue is told here.",
    office: "People and places",
    role: role_en,
};

fn hello_en(name: &str, hour: i64) -> String {
    let time = match hour {
        5..=11 => "Good morning",
        12..=17 => "Good afternoon",
        _ => "Good evening",
    };
    format!("{time}, {name}")
}

const fn role_en(role: Role) -> &'static str {
    match role {
        Role::Own => "Owner",
        Role::Occ => "Household member or tenant",
        Role::Pms => "Property staff",
        Role::Pmm => "Property manager",
        Role::Com => "Committee member",
        Role::Chr => "Committee chair",
        Role::Cmy => "Community office",
        Role::Twn => "Town",
        Role::Bur => "Construction bureau",
        Role::Dst => "District office",
        Role::Dep => "District department",
        Role::Adm => "Administrator",
    }
}
