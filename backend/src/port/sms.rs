//! SMS: a gateway behind a small trait. Nothing here logs a number or a text (`threats.md` U4).

use std::collections::VecDeque;
use std::fmt;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use shared::value::Phone;

/// One message.
#[derive(Clone, Debug)]
pub struct Message {
    /// The same for each try: a gateway that sees it again need not send again.
    pub id: String,
    /// To whom; masked in `Debug`.
    pub phone: Phone,
    /// The whole text; hidden in `Debug`.
    pub text: SecretString,
}

/// Why a message was not taken. It names no number and no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SmsError {
    /// The gateway could not be reached, or did not answer in time.
    Unreachable,
    /// The gateway answered with this status.
    Refused(u16),
}

impl fmt::Display for SmsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreachable => f.write_str("the SMS gateway could not be reached"),
            Self::Refused(status) => write!(f, "the SMS gateway answered {status}"),
        }
    }
}

impl std::error::Error for SmsError {}

/// What sending comes to.
pub type Sending<'a> = Pin<Box<dyn Future<Output = Result<(), SmsError>> + Send + 'a>>;

/// Sends messages.
pub trait Sms: Send + Sync + 'static {
    /// Hands one message over.
    fn send<'a>(&'a self, message: &'a Message) -> Sending<'a>;
}

/// How long the gateway may take.
const TIMEOUT: Duration = Duration::from_secs(10);

/// A gateway reached by HTTPS: `POST {"phone", "text", "id"}` with a bearer key; any 2xx is success.
pub struct HttpGateway {
    client: reqwest::Client,
    url: reqwest::Url,
    key: SecretString,
}

impl fmt::Debug for HttpGateway {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpGateway").field("host", &self.url.host_str()).finish_non_exhaustive()
    }
}

impl HttpGateway {
    /// A gateway at an https address.
    pub fn new(url: &str, key: SecretString) -> Result<Self, String> {
        let url =
            reqwest::Url::parse(url).map_err(|e| format!("the SMS gateway's address: {e}"))?;
        if url.scheme() != "https" {
            return Err("the SMS gateway's address must begin with https://".to_owned());
        }
        let client = reqwest::Client::builder()
            .timeout(TIMEOUT)
            .https_only(true)
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .map_err(|e| format!("cannot set up the SMS gateway: {e}"))?;
        Ok(Self { client, url, key })
    }

    async fn post(&self, message: &Message) -> Result<(), SmsError> {
        let body = serde_json::json!({
            "phone": message.phone.as_str(),
            "text": message.text.expose_secret(),
            "id": message.id,
        });
        let request =
            self.client.post(self.url.clone()).bearer_auth(self.key.expose_secret()).json(&body);
        // The library's error may quote the address, which may hold a key: only the kind is kept.
        let answer = request.send().await.map_err(|_| SmsError::Unreachable)?;
        let status = answer.status();
        if status.is_success() { Ok(()) } else { Err(SmsError::Refused(status.as_u16())) }
    }
}

impl Sms for HttpGateway {
    fn send<'a>(&'a self, message: &'a Message) -> Sending<'a> {
        Box::pin(self.post(message))
    }
}

/// Keeps the latest messages in memory: for the demo, where codes are shown on the screen, and for
/// tests. `serve` refuses it outside the demo (`threats.md` S9).
#[derive(Debug, Default)]
pub struct Outbox(Mutex<VecDeque<Message>>);

impl Outbox {
    /// How many it keeps.
    const KEPT: usize = 100;

    /// Takes out what was sent, the oldest first.
    pub fn take(&self) -> Vec<Message> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).drain(..).collect()
    }

    fn keep(&self, message: Message) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() == Self::KEPT {
            kept.pop_front();
        }
        kept.push_back(message);
    }
}

impl Sms for Outbox {
    fn send<'a>(&'a self, message: &'a Message) -> Sending<'a> {
        self.keep(message.clone());
        Box::pin(std::future::ready(Ok(())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(id: usize) -> Message {
        let phone = Phone::parse("13812345678").unwrap();
        Message { id: id.to_string(), phone, text: SecretString::from("验证码 123456") }
    }

    #[test]
    fn threat_u4_a_message_shows_neither_number_nor_text() {
        let shown = format!("{:?}", message(1));
        assert!(!shown.contains("12345678") && !shown.contains("123456"), "{shown}");
        let gateway = HttpGateway::new("https://sms.example/send?k=v", SecretString::from("key1"));
        let shown = format!("{:?}", gateway.unwrap());
        assert!(!shown.contains("key1") && !shown.contains("k=v"), "{shown}");
    }

    #[test]
    fn a_gateway_without_tls_is_refused() {
        for url in ["http://sms.example/", "sms.example", "", "file:///etc/passwd"] {
            assert!(HttpGateway::new(url, SecretString::from("k")).is_err(), "{url}");
        }
    }

    #[tokio::test]
    async fn the_outbox_keeps_the_latest_hundred() {
        let outbox = Outbox::default();
        for id in 0..105 {
            outbox.send(&message(id)).await.unwrap();
        }
        let kept = outbox.take();
        assert_eq!((kept.len(), kept[0].id.as_str()), (100, "5"));
        assert!(outbox.take().is_empty());
    }
}
