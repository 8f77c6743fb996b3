//! The harness of the tests: a real server in this process, people who call it, a small world.

pub mod assembly;
pub mod browser;
mod database;
pub mod figures;
mod live;
mod person;
mod process;
mod program;
mod server;
mod world;

pub use database::Database;
pub use live::Stream;
pub use person::Person;
pub use process::{Installation, Process, command_on};
pub use program::{Program, run_program};
pub use server::Server;
pub use world::{Ground, World, lay, phone};

/// Declares a test that runs on both databases: `on_both!(name, |world| async move { … })`, with a
/// fresh server and world each.
#[macro_export]
macro_rules! on_both {
    ($(#[$meta:meta])* $name:ident, |$world:ident| $body:block) => {
        $(#[$meta])*
        mod $name {
            #[allow(unused_imports, reason = "each test uses its own part of the file's imports")]
            use super::*;

            async fn body($world: $crate::World) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                body($crate::World::new($crate::Database::sqlite()).await).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                body($crate::World::new($crate::Database::postgres()).await).await;
            }
        }
    };
}

/// A folder of real files beside the project, or `None` with a plain line when this machine has none.
pub fn real_files(folder: &str) -> Option<std::path::PathBuf> {
    let path = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/data"));
    let path = path.join(folder);
    if path.is_dir() {
        Some(path)
    } else {
        eprintln!(
            "the folder of real files {folder} is not on this machine: its part of the test is left out"
        );
        None
    }
}

/// Runs a future now and then until it gives something, for at most ten seconds.
pub async fn eventually<T, F: Future<Output = Option<T>>>(
    what: &str,
    mut ask: impl FnMut() -> F,
) -> T {
    let began = std::time::Instant::now();
    loop {
        if let Some(found) = ask().await {
            return found;
        }
        assert!(began.elapsed().as_secs() < 10, "waited ten seconds for {what}");
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
}
