//! The live stream, as the browser reads it.

use std::time::Duration;

use reqwest::Response;
use shared::api::Endpoint;
use shared::api::inbox::{Change, Live, Topic};
use shared::domain::report::Ticket;

use crate::Person;

/// An open stream.
pub struct Stream {
    response: Response,
    arrived: Vec<u8>,
    /// Every byte so far, as text.
    pub raw: String,
}

impl Person {
    /// Asks for the live stream; the answer may be a refusal.
    pub async fn ask_live(&self) -> Response {
        self.request("GET", Live::INFO.path).send().await.unwrap()
    }

    /// Opens the live stream and reads its first event.
    pub async fn listen(&self) -> Stream {
        let response = self.ask_live().await;
        assert_eq!(response.status(), 200);
        let mut stream = Stream { response, arrived: Vec::new(), raw: String::new() };
        assert_eq!(stream.next().await.unwrap().topic, Topic::Reload);
        stream
    }
}

impl Stream {
    /// The next event, or `None` when the server has ended the stream.
    pub async fn next(&mut self) -> Option<Change> {
        loop {
            if let Some(event) = self.take_event() {
                if let Some(data) = event.strip_prefix("data:") {
                    return Some(serde_json::from_str(data.trim()).unwrap());
                }
                continue;
            }
            let chunk = tokio::time::timeout(Duration::from_secs(10), self.response.chunk());
            let chunk = chunk.await.expect("the stream said nothing for ten seconds");
            let chunk = chunk.unwrap()?;
            self.raw.push_str(std::str::from_utf8(&chunk).unwrap());
            self.arrived.extend_from_slice(&chunk);
        }
    }

    /// Reads on until the change of a report.
    pub async fn next_report(&mut self) -> Option<Ticket> {
        loop {
            let change = self.next().await?;
            if change.topic == Topic::Report {
                return change.ticket;
            }
        }
    }

    fn take_event(&mut self) -> Option<String> {
        let end = self.arrived.windows(2).position(|end| end == b"\n\n")?;
        let event: Vec<u8> = self.arrived.drain(..end + 2).collect();
        Some(String::from_utf8(event).unwrap())
    }
}
