//! The app's addresses. `app.rs` says which page answers each.

use shared::domain::estate::EstateId;
use yew_router::Routable;

/// Where in the app one can be.
#[derive(Clone, Debug, PartialEq, Eq, Routable)]
pub enum Route {
    /// What waits for me, what runs, what I often do.
    #[at("/")]
    Home,
    /// Which kind of thing is wrong.
    #[at("/report")]
    Report,
    /// A new report of a category.
    #[at("/report/new/:category")]
    ReportNew {
        /// The category's code.
        category: String,
    },
    /// Every category.
    #[at("/report/all")]
    ReportAll,
    /// What I reported or joined.
    #[at("/report/mine")]
    ReportMine,
    /// A report that waits on this phone.
    #[at("/report/outbox/:id")]
    ReportQueue {
        /// The report's id.
        id: String,
    },
    /// One report.
    #[at("/report/:ticket")]
    ReportShow {
        /// Its number.
        ticket: String,
    },
    /// The assembly's votes.
    #[at("/vote")]
    Votes,
    /// One meeting and what hangs on it. What follows is read by the pages themselves
    /// (`page::vote`), which are loaded later than this table.
    #[at("/vote/*path")]
    Vote {
        /// The meeting's id, and more.
        path: String,
    },
    /// Sign-in of residents.
    #[at("/signin")]
    SignIn,
    /// Sign-in of staff.
    #[at("/signin/staff")]
    StaffSignIn,
    /// An invitation to a staff seat.
    #[at("/invitation/:token")]
    Invitation {
        /// The secret of the link.
        token: String,
    },
    /// Who I am and how I read.
    #[at("/mine")]
    Mine,
    /// My devices.
    #[at("/mine/sessions")]
    Sessions,
    /// The estate's journal as this phone has checked it.
    #[at("/journal")]
    Journal,
    /// Notices.
    #[at("/inbox")]
    Inbox,
    /// Which flat is mine.
    #[at("/unit")]
    Unit,
    /// Whom to call.
    #[at("/phones")]
    Phones,
    /// The staff's queue; its filters stand in the query string.
    #[at("/staff")]
    Staff,
    /// One report in the queue.
    #[at("/staff/:ticket")]
    StaffReport {
        /// Its number.
        ticket: String,
    },
    /// People and places.
    #[at("/office")]
    Office,
    /// Calendar and rules.
    #[at("/office/rules")]
    OfficeRules,
    /// One estate.
    #[at("/office/estate/:id")]
    OfficeEstate {
        /// Which.
        id: EstateId,
    },
    /// The roll of one estate.
    #[at("/office/estate/:id/roll")]
    OfficeRoll {
        /// Which.
        id: EstateId,
    },
    /// The meetings of an estate, for those who call, guide and oversee them. What follows is read by
    /// the pages themselves (`page::meeting`).
    #[at("/meeting/*path")]
    Meetings {
        /// An estate's list, or a meeting's id and more.
        path: String,
    },
    /// No such address.
    #[not_found]
    #[at("/404")]
    NotFound,
}
