//! People who call the server, as the browser does.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use reqwest::{Method, Response};
use serde_json::Value;
use shared::api::account::{
    CodeRequest, CodeSent, CodeSignIn, Me, RefreshSession, RequestCode, SignIn, SignInStaff,
    SignedIn, StaffSignIn,
};
use shared::api::report::{PhotoClaim, PhotoTaken, PutPhoto};
use shared::api::{Endpoint, Problem};
use shared::domain::account::{Role, SeatId};
use shared::domain::estate::EstateId;
use shared::domain::report::PhotoId;

use crate::Server;

/// Somebody with a phone in their hand. Signed in, or not yet.
#[derive(Clone)]
pub struct Person {
    http: reqwest::Client,
    base: String,
    /// The access token; fetched anew when it has died, as the browser does.
    pub token: Arc<Mutex<Option<String>>>,
    /// The seat they act in.
    pub seat: Option<SeatId>,
    /// What the server says of them.
    pub me: Option<Me>,
}

impl Person {
    /// Somebody who is not signed in.
    pub fn stranger(server: &Server) -> Self {
        Self::stranger_at(server.address)
    }

    /// The same at a server that runs elsewhere.
    pub fn stranger_at(address: SocketAddr) -> Self {
        let http = reqwest::Client::builder().cookie_store(true).build().unwrap();
        let base = format!("http://{address}");
        Self { http, base, token: Arc::default(), seat: None, me: None }
    }

    /// Signs in with a code, as residents do, and takes the first seat.
    pub async fn by_code(server: &Server, phone: &str) -> Self {
        Self::by_code_at(server.address, phone).await
    }

    /// The same at a server that runs elsewhere.
    pub async fn by_code_at(address: SocketAddr, phone: &str) -> Self {
        let stranger = Self::stranger_at(address);
        let request = CodeRequest { phone: phone.to_owned() };
        let sent: CodeSent = stranger.call::<RequestCode>(&(), &request).await.unwrap();
        let sign_in = CodeSignIn {
            challenge: sent.challenge,
            code: sent.demo_code.expect("the demo shows the code"),
            device: "测试手机".to_owned(),
        };
        let signed_in = stranger.call::<SignIn>(&(), &sign_in).await.unwrap();
        stranger.signed_in(signed_in)
    }

    /// Signs in with password and one-time code, as staff do, and takes the first seat.
    pub async fn by_password(server: &Server, phone: &str, password: &str, totp: &str) -> Self {
        let stranger = Self::stranger(server);
        let sign_in = StaffSignIn {
            phone: phone.to_owned(),
            password: password.to_owned(),
            totp: totp.to_owned(),
            device: "测试电脑".to_owned(),
        };
        let signed_in = stranger.call::<SignInStaff>(&(), &sign_in).await.unwrap();
        stranger.signed_in(signed_in)
    }

    /// The same person with a session.
    pub fn signed_in(mut self, session: SignedIn) -> Self {
        *self.token.lock().unwrap() = Some(session.access_token);
        self.seat = session.me.seats.first().map(|view| view.seat.id);
        self.me = Some(session.me);
        self
    }

    /// The same person in the first seat of a role.
    pub fn as_role(mut self, role: Role) -> Self {
        let seats = &self.me.as_ref().unwrap().seats;
        self.seat = Some(seats.iter().find(|view| view.seat.role == role).unwrap().seat.id);
        self
    }

    /// The same person in their first seat in an estate.
    pub fn in_estate(mut self, estate: EstateId) -> Self {
        let seats = &self.me.as_ref().unwrap().seats;
        let here = seats.iter().find(|view| view.seat.scope.estate() == Some(estate));
        self.seat = Some(here.unwrap().seat.id);
        self
    }

    /// The same person, speaking to another server with the same session.
    pub fn at(mut self, server: &Server) -> Self {
        self.base = format!("http://{}", server.address);
        self
    }

    /// The same person in a named seat, whatever the server says of it.
    pub fn in_seat(mut self, seat: Option<SeatId>) -> Self {
        self.seat = seat;
        self
    }

    /// Calls an endpoint.
    pub async fn call<E: Endpoint>(
        &self,
        path: &E::Path,
        input: &E::Input,
    ) -> Result<E::Output, Problem> {
        let body = serde_json::to_value(input).unwrap();
        let (method, path) = (E::INFO.method.as_str(), E::path(path));
        let response = self.send(method, &path, &body).await;
        if response.status() == 401 && self.refresh().await {
            return read(self.send(method, &path, &body).await).await;
        }
        read(response).await
    }

    /// Fetches a fresh access token with the cookie, if there is a session.
    pub async fn refresh(&self) -> bool {
        if self.token.lock().unwrap().is_none() {
            return false;
        }
        let response = self.send("POST", RefreshSession::INFO.path, &serde_json::json!({})).await;
        let Ok(session) = read::<SignedIn>(response).await else { return false };
        *self.token.lock().unwrap() = Some(session.access_token);
        true
    }

    /// Sends a photo.
    pub async fn put_photo(&self, id: PhotoId, bytes: Vec<u8>) -> Result<PhotoTaken, Problem> {
        self.upload::<PutPhoto>(&(id,), &PhotoClaim::default(), bytes).await
    }

    /// Calls an endpoint whose body is bytes.
    pub async fn upload<E: Endpoint>(
        &self,
        path: &E::Path,
        input: &E::Input,
        bytes: Vec<u8>,
    ) -> Result<E::Output, Problem> {
        let query = query_of(&serde_json::to_value(input).unwrap());
        let send = async || {
            let request = self.request(E::INFO.method.as_str(), &E::path(path)).query(&query);
            let request = request.header("content-type", "application/octet-stream");
            request.body(bytes.clone()).send().await.unwrap()
        };
        let response = send().await;
        if response.status() == 401 && self.refresh().await {
            return read(send().await).await;
        }
        read(response).await
    }

    /// Sends any JSON to any path: for what no well-behaved client sends.
    pub async fn send(&self, method: &str, path: &str, body: &Value) -> Response {
        let request = self.request(method, path);
        let request = if matches!(method, "GET" | "DELETE") {
            request.query(&query_of(body))
        } else {
            request.json(body)
        };
        request.send().await.unwrap()
    }

    /// A request with this person's token and seat.
    pub fn request(&self, method: &str, path: &str) -> reqwest::RequestBuilder {
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        let mut request = self.http.request(method, format!("{}{path}", self.base));
        // As the browser does for a page of ours.
        request = request.header("origin", &self.base).header("accept-language", "zh-CN");
        if let Some(token) = self.token.lock().unwrap().as_ref() {
            request = request.bearer_auth(token);
        }
        if let Some(seat) = &self.seat {
            request = request.header("linli-seat", seat.as_str());
        }
        request
    }
}

/// An input as a query: texts and numbers by name, what is absent left out.
fn query_of(input: &Value) -> Vec<(String, String)> {
    let members = input.as_object().into_iter().flatten();
    let given = members.filter(|(_, value)| !value.is_null());
    given
        .map(|(name, value)| {
            (name.clone(), value.as_str().map_or_else(|| value.to_string(), str::to_owned))
        })
        .collect()
}

/// Reads an answer: the output, or the problem, which must be a problem document.
async fn read<T: serde::de::DeserializeOwned>(response: Response) -> Result<T, Problem> {
    let status = response.status();
    let text = response.text().await.unwrap();
    if status.is_success() {
        Ok(serde_json::from_str(&text).unwrap_or_else(|e| panic!("{status}: {e} in {text}")))
    } else {
        let problem: Problem =
            serde_json::from_str(&text).unwrap_or_else(|e| panic!("{status}: {e} in {text}"));
        assert_eq!(problem.status, status.as_u16());
        Err(problem)
    }
}
