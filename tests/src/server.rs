//! A real server in this process: real sockets, real database, a clock that tests advance.

use std::net::SocketAddr;
use std::sync::Arc;

use backend::access::keys::Keys;
use backend::app::App;
use backend::db::Db;
use backend::http;
use backend::port::blob::Blobs;
use backend::port::clock::{Clock, ManualClock};
use backend::settings::{Patience, Settings};
use shared::value::{Date, TimeOfDay, Timestamp};

use crate::Database;

/// A running server.
pub struct Server {
    /// Its parts.
    pub app: App,
    /// Its clock.
    pub clock: Arc<ManualClock>,
    /// Where it listens.
    pub address: SocketAddr,
    running: Option<http::Server>,
    /// Its database and its folder.
    pub database: Arc<Database>,
}

impl Server {
    /// Starts on a fresh database, on Monday 2026-11-23 at 10:00.
    pub async fn start(database: Database, change: impl FnOnce(&mut Settings)) -> Self {
        let monday = Date::parse("2026-11-23").unwrap();
        let clock = Arc::new(ManualClock::at(Timestamp::local(monday, TimeOfDay::new(10, 0))));
        Self::start_as(Arc::new(database), clock, change).await
    }

    /// Starts on a database with a clock, with settings of one's own.
    pub async fn start_as(
        database: Arc<Database>,
        clock: Arc<ManualClock>,
        change: impl FnOnce(&mut Settings),
    ) -> Self {
        let address = SocketAddr::from(([127, 0, 0, 1], 0));
        let mut settings = Settings {
            listen: address,
            metrics_listen: None,
            data: database.folder.path().to_owned(),
            database: database.address.clone(),
            demo: true,
            public_url: None,
            proxies: Vec::new(),
            sms_gateway: None,
            sms_daily: 5000,
            patience: Patience::default(),
        };
        change(&mut settings);
        let db = Db::open(&database.address, 2).unwrap();
        let blobs = Blobs::open(&database.folder.path().join("photos")).unwrap();
        let app = App::new(db, clock.clone(), Keys::demo(), blobs, settings).await.unwrap();
        let listener = tokio::net::TcpListener::bind(address).await.unwrap();
        let running = http::serve(&app, listener).unwrap();
        Self { app, clock, address: running.address, running: Some(running), database }
    }

    /// Another server on the same database, with the same clock.
    pub async fn beside(&self) -> Self {
        Self::start_as(self.database.clone(), self.clock.clone(), |_| ()).await
    }

    /// Stops answering: to every phone, the network is gone. People and database stay.
    pub async fn stop(&mut self) {
        if let Some(running) = self.running.take() {
            running.stop().await;
        }
    }

    /// Answers again, at the same address.
    pub async fn resume(&mut self) {
        let listener = tokio::net::TcpListener::bind(self.address).await.unwrap();
        self.running = Some(http::serve(&self.app, listener).unwrap());
    }

    /// The address of a path.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Now, by the server's clock.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Moves the clock and does what fell due.
    pub async fn advance(&self, ms: i64) -> usize {
        self.clock.advance(ms);
        let clocks = backend::job::deadline::run_once(&self.app).await.unwrap();
        clocks + backend::job::meeting::run_once(&self.app).await.unwrap()
    }

    /// Stops, and starts again on the same database and clock.
    pub async fn restart(mut self) -> Self {
        self.stop().await;
        let Self { clock, database, app, .. } = self;
        drop(app);
        Self::start_as(database, clock, |_| ()).await
    }
}
