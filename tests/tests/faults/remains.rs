//! What lies in the database and in the photos' folder when all is over.

use std::collections::BTreeSet;
use std::path::Path;

use backend::db::Db;
use diesel::QueryableByName;
use diesel::RunQueryDsl;
use diesel::sql_types::{BigInt, Text};
use tests::Database;

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

#[derive(QueryableByName)]
struct Object {
    #[diesel(sql_type = Text)]
    object: String,
}

/// Rows and files.
pub(crate) struct Remains {
    pub(crate) reports: i64,
    pub(crate) told_differently: i64,
    pub(crate) steps: i64,
    pub(crate) journal: i64,
    pub(crate) photos: i64,
    pub(crate) loose_photos: i64,
    /// Files that a row names and that are not there.
    pub(crate) holes: BTreeSet<String>,
    /// Files that no row names.
    pub(crate) orphans: BTreeSet<String>,
}

impl Remains {
    pub(crate) async fn of(database: &Database) -> Self {
        let db = Db::open(&database.address, 1).unwrap();
        let objects =
            db.read(|conn| Ok(diesel::sql_query("SELECT object FROM photo").load::<Object>(conn)?));
        let named: BTreeSet<String> = objects
            .await
            .unwrap()
            .iter()
            .flat_map(|row| ["large", "thumb"].map(|variant| file_of(&row.object, variant)))
            .collect();
        let files = files(&database.folder.path().join("photos"));
        Self {
            reports: count(&db, "report").await,
            told_differently: count(&db, "(SELECT DISTINCT words FROM report) AS told").await,
            steps: count(&db, "report_step").await,
            journal: count(&db, "journal").await,
            photos: count(&db, "photo").await,
            loose_photos: count(&db, "photo WHERE report_id IS NULL").await,
            holes: named.difference(&files).cloned().collect(),
            orphans: files.difference(&named).cloned().collect(),
        }
    }
}

async fn count(db: &Db, of: &str) -> i64 {
    let query = format!("SELECT count(*) AS n FROM {of}");
    let counted = db.read(move |conn| Ok(diesel::sql_query(query).get_result::<Count>(conn)?.n));
    counted.await.unwrap()
}

fn file_of(object: &str, variant: &str) -> String {
    let (shard, rest) = object.split_at(2);
    format!("{shard}/{rest}-{variant}.jpg")
}

fn files(folder: &Path) -> BTreeSet<String> {
    let names = |folder: &Path| -> Vec<String> {
        let entries = std::fs::read_dir(folder).unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    };
    let of_shard = |shard: String| {
        let files = names(&folder.join(&shard));
        files.into_iter().map(move |file| format!("{shard}/{file}"))
    };
    names(folder).into_iter().flat_map(of_shard).collect()
}
