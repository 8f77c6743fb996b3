//! Photos without a row: a server that was killed, or an upload that was refused at its last step,
//! has stored the picture already. A day later nobody waits for its row any more.

use std::time::Duration;

use shared::value::{DAY, Timestamp};
use tokio::time::{Instant, MissedTickBehavior, interval_at};

use crate::app::App;
use crate::db::photo;
use crate::failure::Failure;

/// How often the job looks. The first look comes as late, so that whoever started a server on the
/// wrong database has time to see it.
const EVERY: Duration = Duration::from_hours(6);
/// How long a photo waits for its row, in ms.
const GRACE: i64 = DAY;
/// So many without a row are no accident …
const MANY: usize = 100;

/// Looks for ever; ends with the server.
pub async fn run(app: App) {
    let mut tick = interval_at(Instant::now() + EVERY, EVERY);
    tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tick.tick().await;
        match run_once(&app).await {
            Ok(0) => {}
            Ok(swept) => tracing::info!(swept, "photos without a row were deleted"),
            Err(failure) => tracing::error!(?failure, "photos without a row stay for now"),
        }
    }
}

/// Deletes what is older than a day and named by no row. Returns how many photos that were.
pub async fn run_once(app: &App) -> Result<usize, Failure> {
    let before: Timestamp = app.clock.now().plus(-GRACE);
    // The files first: a row that comes in between finds its photo named.
    let old = app.blobs.older_than(before).await.map_err(Failure::bug)?;
    let names = old.iter().map(|object| object.as_str().to_owned()).collect();
    let loose = app.db.read(move |conn| photo::without_row(conn, names)).await?;
    if is_foreign(old.len(), loose.len()) {
        return Err(Failure::bug("most photos have no row: is this the database they belong to?"));
    }
    let mut swept = 0;
    for object in old.iter().filter(|object| loose.contains(object.as_str())) {
        app.blobs.remove(object).await.map_err(Failure::bug)?;
        swept += 1;
    }
    Ok(swept)
}

/// … and where they are most of the folder, it belongs to another database, or to a later state of
/// this one than the backup that was restored: nothing is deleted.
const fn is_foreign(photos: usize, loose: usize) -> bool {
    loose > MANY && loose > photos / 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_of_another_database_is_left_alone() {
        for (photos, loose, foreign) in
            [(0, 0, false), (3, 3, false), (100, 100, false), (101, 101, true), (900, 300, false)]
        {
            assert_eq!(is_foreign(photos, loose), foreign, "{loose} of {photos}");
        }
    }
}
