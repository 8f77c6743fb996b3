//! Settings: from flags, the environment (`LINLI_…`) and a file, typed, checked at start.

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

use secrecy::SecretString;

use crate::db::Address;

/// What `serve` runs with.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where to listen.
    pub listen: SocketAddr,
    /// Where the counters are read, if anywhere: never where everybody reaches the app.
    pub metrics_listen: Option<SocketAddr>,
    /// The folder of database, photos and keys.
    pub data: PathBuf,
    /// The database.
    pub database: Address,
    /// Invented data: codes on the screen, demo accounts.
    pub demo: bool,
    /// The address people type: `https://linli.example.cn`. Required outside the demo.
    pub public_url: Option<String>,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub proxies: Vec<IpAddr>,
    /// Where SMS go.
    pub sms_gateway: Option<Gateway>,
    /// The most SMS a day.
    pub sms_daily: i64,
    /// How long the server waits.
    pub patience: Patience,
}

/// How long the server waits for whoever is slow (`threats.md` L1, L4). No flag sets it: these are
/// the product's, and only a test that cannot wait starts a server with less.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// For a request's head, its first byte too.
    pub head: Duration,
    /// For the next bytes of a body.
    pub body: Duration,
    /// Until a silent live stream looks again whether its session and its seat still hold.
    pub live: Duration,
    /// For a bench where a photo is prepared.
    pub bench: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            head: Duration::from_secs(10),
            body: Duration::from_secs(20),
            live: Duration::from_secs(20),
            bench: Duration::from_secs(15),
        }
    }
}

/// An SMS gateway that takes JSON over HTTPS.
#[derive(Clone, Debug)]
pub struct Gateway {
    /// Its address.
    pub url: String,
    /// The bearer key.
    pub key: SecretString,
}

impl Settings {
    /// Whether cookies carry `Secure` and the `__Host-` prefix: always, but on a plain-http demo.
    pub fn secure_cookies(&self) -> bool {
        self.public_url.as_deref().is_some_and(|url| url.starts_with("https://"))
    }

    /// Whether codes are shown on the screen: in the demo without a gateway only.
    pub fn screen_sms(&self) -> bool {
        self.demo && self.sms_gateway.is_none()
    }

    /// Whether a request's `Origin` is ours. The demo answers under whatever address it is opened
    /// by; production under its public address alone (`threats.md` W1).
    pub fn is_own_origin(&self, origin: &str, host: Option<&str>) -> bool {
        match (&self.public_url, host) {
            (Some(url), _) => origin.eq_ignore_ascii_case(url.trim_end_matches('/')),
            (None, Some(host)) => origin
                .strip_prefix("http://")
                .or_else(|| origin.strip_prefix("https://"))
                .is_some_and(|of| of.eq_ignore_ascii_case(host)),
            (None, None) => false,
        }
    }

    /// Whether an address is a listed proxy's. On a listener for both families an IPv4 address comes
    /// in its IPv6 form.
    pub fn is_proxy(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.proxies.iter().any(|proxy| proxy.to_canonical() == address)
    }

    /// Refuses what production must not do (`threats.md` S9).
    pub fn check(&self) -> Result<(), String> {
        if self.demo {
            return Ok(());
        }
        let url = self.public_url.as_deref().unwrap_or_default();
        if !url.starts_with("https://") {
            return Err(
                "production needs --public-url https://…; for a trial add --demo".to_owned()
            );
        }
        let Some(gateway) = &self.sms_gateway else {
            return Err(
                "production needs --sms-url: without a gateway nobody can sign in".to_owned()
            );
        };
        if !gateway.url.starts_with("https://") {
            return Err("the SMS gateway's address must begin with https://".to_owned());
        }
        Ok(())
    }
}
