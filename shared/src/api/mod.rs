//! The typed endpoints and the problems they answer with.

mod endpoint;
#[cfg(feature = "schema")]
mod openapi;
mod problem;

pub mod account;
pub mod estate;
pub mod inbox;
pub mod journal;
pub mod report;
pub mod vote;

pub use endpoint::{
    Access, Answer, Endpoint, EndpointInfo, Method, Nothing, PathArg, PathArgs, Payload,
};
pub(crate) use endpoint::{endpoints, or_json};
#[cfg(feature = "schema")]
pub use openapi::document as openapi;
pub use problem::{Code, FieldError, FieldRule, Problem};

/// Every endpoint of the app.
pub fn table() -> Vec<EndpointInfo> {
    [account::TABLE, estate::TABLE, report::TABLE, inbox::TABLE, vote::TABLE, journal::TABLE]
        .concat()
}

/// The header that names the seat a request acts in.
pub const SEAT_HEADER: &str = "linli-seat";
/// The header that names the build of the app.
pub const BUILD_HEADER: &str = "linli-build";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operation_has_its_own_name_and_address() {
        let mut names = std::collections::BTreeSet::new();
        let mut addresses = std::collections::BTreeSet::new();
        for info in table() {
            assert!(names.insert(info.name), "{} twice", info.name);
            assert!(addresses.insert((info.method.as_str(), info.path)), "{} twice", info.path);
            assert!(info.path.starts_with("/api/"), "{}", info.path);
        }
    }
}
