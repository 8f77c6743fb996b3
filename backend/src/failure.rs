//! The two kinds of error: what the caller can act on, and our own faults.

use std::fmt;
use std::panic::Location;

use shared::api::{Code, Problem};
use shared::policy::Denied;

/// Why a request was not carried out.
#[derive(Debug)]
pub enum Failure {
    /// The caller can act on it: answered as it is.
    Problem(Box<Problem>),
    /// Our own fault: answered as one opaque problem and logged once, where it is answered.
    Bug(Box<Bug>),
    /// The database asks for the same transaction again.
    Retry(Box<Bug>),
}

/// What went wrong and where.
pub struct Bug {
    /// What.
    pub what: String,
    /// Where in our code.
    pub place: &'static Location<'static>,
}

impl fmt::Debug for Bug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at {}", self.what, self.place)
    }
}

impl Failure {
    /// A fault of ours.
    #[track_caller]
    pub fn bug(what: impl fmt::Display) -> Self {
        Self::Bug(Box::new(Bug { what: what.to_string(), place: Location::caller() }))
    }
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Self::Problem(Box::new(problem))
    }
}

impl From<Code> for Failure {
    fn from(code: Code) -> Self {
        Problem::new(code).into()
    }
}

impl From<Denied> for Failure {
    fn from(denied: Denied) -> Self {
        Problem::from(denied).into()
    }
}

impl From<diesel::result::Error> for Failure {
    #[track_caller]
    fn from(error: diesel::result::Error) -> Self {
        use diesel::result::{DatabaseErrorKind as Kind, Error};
        let bug = Box::new(Bug { what: error.to_string(), place: Location::caller() });
        match error {
            Error::NotFound => Code::NotFound.into(),
            Error::DatabaseError(Kind::SerializationFailure | Kind::ClosedConnection, _) => {
                Self::Retry(bug)
            }
            Error::DatabaseError(_, info) if info.message().contains("deadlock detected") => {
                Self::Retry(bug)
            }
            _ => Self::Bug(bug),
        }
    }
}

/// Says what a broken uniqueness means here.
pub trait OnConflict<T> {
    /// A row with the same key is this problem; every other error stays what it is.
    fn on_conflict(self, code: Code) -> Result<T, Failure>;
}

impl<T> OnConflict<T> for diesel::QueryResult<T> {
    #[track_caller]
    fn on_conflict(self, code: Code) -> Result<T, Failure> {
        use diesel::result::{DatabaseErrorKind as Kind, Error};
        match self {
            Ok(value) => Ok(value),
            Err(Error::DatabaseError(Kind::UniqueViolation, _)) => Err(code.into()),
            Err(other) => Err(other.into()),
        }
    }
}
