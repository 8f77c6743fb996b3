//! [`App`]: everything a request may need, built once.

use std::ops::Deref;
use std::sync::{Arc, RwLock};

use crate::access::keys::Keys;
use crate::db::Db;
use crate::db::report::{Rulebook, Told, load_rulebook, store_routing};
use crate::failure::Failure;
use crate::http::intake::Intake;
use crate::http::limit::Limits;
use crate::http::live::Hub;
use crate::media::Workshop;
use crate::port::blob::Blobs;
use crate::port::clock::Clock;
use crate::settings::Settings;
use crate::tlog::Tlog;

/// The shipped tables (`data/README.md`).
pub mod shipped {
    /// Categories and where they go.
    pub const ROUTING: &str = include_str!("../../data/routing.tsv");
    /// The organisations.
    pub const DEPARTMENTS: &str = include_str!("../../data/departments.tsv");
    /// Days off and worked weekends.
    pub const CALENDAR: &str = include_str!("../../data/calendar.tsv");
    /// How people call the categories.
    pub const WORDS: &str = include_str!("../../data/category_words.tsv");
}

/// The server's parts, shared by every request.
#[derive(Clone)]
pub struct App(Arc<Parts>);

/// What [`App`] gives.
pub struct Parts {
    /// The database.
    pub db: Db,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// The keys.
    pub keys: Keys,
    /// The photos' files.
    pub blobs: Blobs,
    /// Where photos are prepared.
    pub workshop: Workshop,
    /// Who listens for changes.
    pub hub: Hub,
    /// How often who may come.
    pub limits: Limits,
    /// How many large bodies are in memory.
    pub intake: Intake,
    /// The journals' checkpoints: the keys that sign them, and what keeps them from signing.
    pub tlog: Tlog,
    /// The settings.
    pub settings: Settings,
    /// How people call the categories.
    pub words: Vec<shared::domain::report::words::CategoryWords>,
    /// A random name of this process among the servers on the same database.
    instance: String,
    rulebook: RwLock<Arc<Rulebook>>,
}

/// What one server tells the others of a change.
#[derive(serde::Serialize, serde::Deserialize)]
struct Message {
    from: String,
    told: Told,
}

impl Deref for App {
    type Target = Parts;
    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl App {
    /// Puts the parts together; stores the shipped tables and loads the rules.
    pub async fn new(
        db: Db,
        clock: Arc<dyn Clock>,
        keys: Keys,
        blobs: Blobs,
        settings: Settings,
    ) -> Result<Self, Failure> {
        Self::with_limits(db, clock, keys, blobs, settings, Limits::default()).await
    }

    /// [`App::new`] with other rates than the house's: for code that measures. No setting leads here.
    pub async fn with_limits(
        db: Db,
        clock: Arc<dyn Clock>,
        keys: Keys,
        blobs: Blobs,
        settings: Settings,
        limits: Limits,
    ) -> Result<Self, Failure> {
        let now = clock.now();
        let rulebook = db
            .write(move |conn| {
                store_routing(conn, shipped::ROUTING, shipped::DEPARTMENTS, now)?;
                crate::db::estate::store_calendar(conn, shipped::CALENDAR)?;
                load_rulebook(conn)
            })
            .await?;
        let instance = data_encoding::HEXLOWER.encode(&crate::port::random::bytes::<16>()?);
        let hub = Hub::default();
        hub.look(now);
        let words = shared::domain::report::words::parse(shipped::WORDS).map_err(Failure::bug)?;
        Ok(Self(Arc::new(Parts {
            db,
            clock,
            keys,
            blobs,
            workshop: Workshop::new(crate::media::Limits::default(), settings.patience.bench),
            hub,
            limits,
            intake: Intake::default(),
            tlog: Tlog::new(&settings.data, settings.demo),
            settings,
            words,
            instance,
            rulebook: RwLock::new(Arc::new(rulebook)),
        })))
    }

    /// The rules in force.
    pub fn rulebook(&self) -> Arc<Rulebook> {
        self.rulebook.read().unwrap_or_else(std::sync::PoisonError::into_inner).clone()
    }

    /// Loads the rules anew after a change.
    pub async fn reload_rulebook(&self) -> Result<(), Failure> {
        let fresh = Arc::new(self.db.read(load_rulebook).await?);
        *self.rulebook.write().unwrap_or_else(std::sync::PoisonError::into_inner) = fresh;
        Ok(())
    }

    /// Tells live listeners what a committed transaction changed: one's own at once, those of other
    /// servers on the same database in the background.
    pub fn tell(&self, told: impl IntoIterator<Item = Told>) {
        for told in told {
            self.hub.publish(&told);
            if self.db.is_shared() {
                let app = self.clone();
                tokio::spawn(async move {
                    if let Err(failure) = app.broadcast(&told).await {
                        tracing::warn!(?failure, "other servers were not told of a change");
                    }
                });
            }
        }
    }

    async fn broadcast(&self, told: &Told) -> Result<(), Failure> {
        for told in told.parts() {
            let message = Message { from: self.instance.clone(), told };
            self.db.broadcast(serde_json::to_string(&message).map_err(Failure::bug)?).await?;
        }
        Ok(())
    }

    /// Tells live listeners what another server said. Its own words come back to each server too.
    pub fn tell_of_others(&self, message: &str) {
        match serde_json::from_str::<Message>(message) {
            Ok(message) if message.from == self.instance => {}
            Ok(message) => self.hub.publish(&message.told),
            // A newer server speaks of what this one does not know: all is loaded again.
            Err(_) => self.hub.publish_reload(),
        }
    }
}
