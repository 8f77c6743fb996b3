//! Who asks: accounts with an open session, and the headers that say so.

use backend::access::keys::Keys;
use backend::access::token;
use bytes::Bytes;
use http::Request;
use http_body_util::Full;
use shared::api::SEAT_HEADER;
use shared::domain::account::{AccountId, SeatId, SessionId};
use shared::value::{Id, Timestamp};

use crate::load::Ask;

/// Somebody signed in.
#[derive(Clone)]
pub struct Caller {
    token: String,
    seat: SeatId,
}

impl Caller {
    /// With the token of a session.
    pub fn new(account: AccountId, session: SessionId, seat: SeatId, now: Timestamp) -> Self {
        let (token, _) = token::issue(&Keys::demo(), account, session, now).unwrap();
        Self { token, seat }
    }

    /// With a token that the server gave.
    pub fn with_token(token: String, seat: SeatId) -> Self {
        Self { token, seat }
    }

    /// The resident of [`crate::multiply::residents`] with a number.
    pub fn resident(n: usize, now: Timestamp) -> Self {
        Self::new(resident_id(n), resident_id(n), resident_id(n), now)
    }

    /// A GET.
    pub fn get(&self, path: &str) -> Ask {
        self.request("GET", path).body(Full::default()).unwrap()
    }

    /// A POST of JSON.
    pub fn post(&self, path: &str, body: Vec<u8>) -> Ask {
        let request = self.request("POST", path).header("content-type", "application/json");
        request.body(Full::new(Bytes::from(body))).unwrap()
    }

    fn request(&self, method: &str, path: &str) -> http::request::Builder {
        Request::builder()
            .method(method)
            .uri(path)
            .header("host", "localhost")
            .header("authorization", format!("Bearer {}", self.token))
            .header(SEAT_HEADER, self.seat.as_str())
    }
}

/// The id of a resident, of their session and of their seat, each in its own table.
fn resident_id<T>(n: usize) -> Id<T> {
    Id::parse(&format!("01900000-00aa-7000-8000-{n:012x}")).unwrap()
}
