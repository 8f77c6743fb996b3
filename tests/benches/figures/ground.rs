//! Where the measuring begins: a small world made through the real rules, kept as one database file that every part copies.

use std::path::PathBuf;

use diesel::connection::SimpleConnection;
use diesel::{Connection, SqliteConnection};
use shared::api::Endpoint;
use shared::api::report::{FileReport, NewReport};
use shared::domain::account::Role;
use shared::domain::estate::EstateId;
use shared::domain::report::{Event, ReportId, Ticket};
use shared::value::Timestamp;
use tempfile::TempDir;
use tests::{Database, Person, World};

use crate::people::Caller;

/// The world, and those who ask.
pub struct Ground {
    /// The instant at which everything is measured.
    pub now: Timestamp,
    /// 鉴水苑.
    pub estate: EstateId,
    /// Whose account residents are copied from.
    pub owner: String,
    /// Reports to copy: one that is closed, and two that are open.
    pub closed: ReportId,
    /// Those that are open: one waits for the company, one for everybody of a chain.
    pub open: [ReportId; 2],
    /// The property manager of the estate.
    pub company: Caller,
    /// The officer of the community.
    pub community: Caller,
    base: TempDir,
}

/// A database of its own, to be changed and measured.
pub struct Copy {
    folder: TempDir,
}

impl Ground {
    /// Lays it.
    pub fn lay() -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
        runtime.block_on(lay())
    }

    /// A copy of the database.
    pub fn copy(&self) -> Copy {
        let folder = tempfile::tempdir_in(crate::target()).unwrap();
        std::fs::copy(self.base.path().join("base.sqlite"), folder.path().join("linli.sqlite"))
            .unwrap();
        Copy { folder }
    }
}

impl Copy {
    /// The folder, as `--data` names it.
    pub fn folder(&self) -> PathBuf {
        self.folder.path().to_owned()
    }

    /// A connection for filling: nothing is synced, nothing can be undone.
    pub fn for_filling(&self) -> SqliteConnection {
        self.connect(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; \
             PRAGMA cache_size = -400000; PRAGMA temp_store = MEMORY",
        )
    }

    /// A connection as the server has it.
    pub fn as_the_server(&self) -> SqliteConnection {
        self.connect(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; \
             PRAGMA mmap_size = 0; PRAGMA cache_size = -4000; PRAGMA temp_store = MEMORY",
        )
    }

    fn connect(&self, pragmas: &str) -> SqliteConnection {
        let path = self.folder.path().join("linli.sqlite");
        let mut conn = SqliteConnection::establish(path.to_str().unwrap()).unwrap();
        conn.batch_execute(pragmas).unwrap();
        conn
    }
}

async fn lay() -> Ground {
    let world = World::new(Database::sqlite()).await;
    let owner = world.owner(0).await;
    let company = world.staff(Role::Pmm).await;
    let community = world.staff(Role::Cmy).await;
    let fire = world.officer("FIRE_RESCUE").await;
    let (closed, ticket) = file(&world, &owner, "FIRE_LANE_BLOCKED").await;
    for (person, event) in [
        (&company, Event::Arrive),
        (&fire, Event::CheckIn),
        (&fire, Event::Resolve),
        (&owner, Event::Confirm),
    ] {
        world.act(person, ticket, event).await.unwrap();
    }
    let (dissuading, _) = file(&world, &owner, "DECOR_ILLEGAL").await;
    let (dispatched, _) = file(&world, &owner, "FIRE_LANE_BLOCKED").await;
    let base = tempfile::tempdir_in(crate::target()).unwrap();
    let from = world.server.app.settings.data.join("linli.sqlite");
    let mut conn = SqliteConnection::establish(from.to_str().unwrap()).unwrap();
    let to = base.path().join("base.sqlite");
    conn.batch_execute(&format!("VACUUM INTO '{}'", to.display())).unwrap();
    Ground {
        now: world.server.now(),
        estate: world.estate,
        owner: owner.me.as_ref().unwrap().account.to_string(),
        closed,
        open: [dissuading, dispatched],
        company: caller(&company),
        community: caller(&community),
        base,
    }
}

async fn file(world: &World, owner: &Person, category: &str) -> (ReportId, Ticket) {
    let photos = vec![world.send_photo(owner).await];
    let new = NewReport { photos, ..world.new_report(category) };
    let view = owner.call::<FileReport>(&(), &new).await.unwrap();
    (new.id, view.card.ticket)
}

fn caller(person: &Person) -> Caller {
    let token = person.token.lock().unwrap().clone().unwrap();
    Caller::with_token(token, person.seat.unwrap())
}

/// Where reports are filed.
pub fn file_path() -> String {
    FileReport::path(&())
}
