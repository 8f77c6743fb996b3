//! Writing: reports filed by 32 at once, each acknowledged when it is on the disk, against bare SQLite that writes the same rows.

use std::time::Instant;

use diesel::connection::SimpleConnection;
use diesel::sql_types::BigInt;
use diesel::{RunQueryDsl, SqliteConnection};
use shared::api::report::NewReport;
use shared::domain::estate::Place;
use shared::domain::report::CategoryCode;
use shared::value::Id;
use tests::figures::{Figure, Target};

use crate::Pace;
use crate::ground::{Copy, Ground, file_path};
use crate::load::{self, Ask};
use crate::multiply;
use crate::people::Caller;
use crate::side::Side;

/// Those who file at once.
const SUBMITTERS: usize = 32;
/// What one account may file in a day.
const OF_ONE: usize = 10;
/// The tables that filing writes, and what they are ordered by.
const TABLES: [&str; 7] = [
    "report",
    "report_step",
    "report_clock",
    "report_dept",
    "notice",
    "journal",
    "journal_private",
];

pub fn measure(pace: Pace) -> Vec<Figure> {
    let ground = Ground::lay();
    let (mut ours, mut grouped, mut single) = (Vec::new(), Vec::new(), Vec::new());
    let (mut p50, mut p99) = (Vec::new(), Vec::new());
    for _ in 0..pace.rounds {
        let filled = prepared(&ground, pace.submissions);
        let round = {
            let side = Side::ours(&filled.folder(), ground.now);
            load::once_each(side.address, asks(&ground, pace.submissions))
        };
        ours.push(round.rate);
        p50.push(round.percentile(50));
        p99.push(round.percentile(99));
        grouped.push(bare(&ground, &filled, pace.submissions, SUBMITTERS));
        single.push(bare(&ground, &filled, pace.submissions / 4, 1));
    }
    let what = format!("durable submissions, {SUBMITTERS} at once");
    let by = format!("bare SQLite, same rows, {SUBMITTERS} a commit");
    vec![
        Figure::of_rounds(&what, "/s", &ours, &grouped, &by).should(Target::RatioAtLeast(0.6)),
        Figure::of_rounds(&what, "/s", &ours, &single, "bare SQLite, same rows, one a commit"),
        Figure::alone(&format!("{what}: p50"), "ms", tests::figures::median(&p50)),
        Figure::alone(&format!("{what}: p99"), "ms", tests::figures::median(&p99)),
    ]
}

/// A database with people who have filed nothing today.
fn prepared(ground: &Ground, submissions: usize) -> Copy {
    let copy = ground.copy();
    multiply::residents(&mut copy.for_filling(), ground, submissions.div_ceil(OF_ONE) + SUBMITTERS);
    copy
}

/// The requests of each submitter.
fn asks(ground: &Ground, submissions: usize) -> Vec<Vec<Ask>> {
    let path = file_path();
    let mut asks = vec![Vec::new(); SUBMITTERS];
    for n in 0..submissions {
        let caller = Caller::resident(n / OF_ONE, ground.now);
        let new = new_report(ground, n);
        asks[n % SUBMITTERS].push(caller.post(&path, serde_json::to_vec(&new).unwrap()));
    }
    asks
}

fn new_report(ground: &Ground, n: usize) -> NewReport {
    let mut random = [0; 10];
    getrandom::fill(&mut random).unwrap();
    NewReport {
        id: Id::v7(ground.now, random),
        estate: ground.estate,
        category: CategoryCode::parse("FIRE_LANE_BLOCKED").unwrap(),
        // Nobody files more than two alike in a day.
        place: Place::Building {
            building: "6".to_owned(),
            stair: Some("2".to_owned()),
            spot: Some(format!("消防通道 {}", n % OF_ONE + 1)),
        },
        words: Some("面包车停在通道口，消防车进不来".to_owned()),
        photos: Vec::new(),
    }
}

/// How many reports a second bare SQLite writes, `group` in one commit: the very rows that the server wrote, out of memory, into a
/// fresh copy of what the server began with.
fn bare(ground: &Ground, filled: &Copy, submissions: usize, group: usize) -> f64 {
    let copy = prepared(ground, submissions);
    let conn = &mut copy.as_the_server();
    let source = filled.folder().join("linli.sqlite");
    conn.batch_execute(&format!("ATTACH '{}' AS source", source.display())).unwrap();
    let writers: Vec<Writer> = TABLES.iter().map(|table| Writer::load(conn, table)).collect();
    conn.batch_execute("DETACH source").unwrap();
    let numbers: Vec<i64> = (1..=i64::try_from(submissions).unwrap()).collect();
    let began = Instant::now();
    for group in numbers.chunks(group) {
        conn.batch_execute("BEGIN IMMEDIATE").unwrap();
        for n in group {
            for writer in &writers {
                diesel::sql_query(&writer.insert).bind::<BigInt, _>(n).execute(conn).unwrap();
            }
            diesel::sql_query(HEAD).bind::<BigInt, _>(n).execute(conn).unwrap();
        }
        conn.batch_execute("COMMIT").unwrap();
    }
    submissions as f64 / began.elapsed().as_secs_f64()
}

/// The journal's head, moved on with each report.
const HEAD: &str = "UPDATE journal_head SET seq = seq + 1, at = at + ?1 * 0";

/// The rows of one table in memory, and how those of one report are written.
struct Writer {
    insert: String,
}

impl Writer {
    /// Numbers the reports as the journal does, and keeps each one's rows together.
    fn load(conn: &mut SqliteConnection, table: &str) -> Self {
        let filed = "SELECT ROW_NUMBER() OVER (ORDER BY r.rowid) AS n, r.* FROM source.report r \
                     WHERE r.id NOT IN (SELECT id FROM main.report)";
        let rows = match table {
            "report" => filed.to_owned(),
            "journal" | "journal_private" => format!(
                "SELECT ROW_NUMBER() OVER (ORDER BY t.seq) AS n, t.* FROM source.{table} t \
                 WHERE t.seq > (SELECT MAX(seq) FROM main.{table})"
            ),
            _ => format!(
                "SELECT f.n, t.* FROM ({filed}) f JOIN source.{table} t \
                 ON t.estate_id = f.estate_id AND t.report_id = f.id"
            ),
        };
        let columns: Vec<Column> =
            diesel::sql_query(format!("SELECT name FROM pragma_table_info('{table}')"))
                .load(conn)
                .unwrap();
        let columns: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
        let columns = columns.join(", ");
        conn.batch_execute(&format!(
            "CREATE TEMP TABLE rows_{table} AS {rows}; CREATE INDEX temp.of_{table} ON rows_{table} (n)"
        ))
        .unwrap();
        let insert = format!(
            "INSERT INTO main.{table} ({columns}) SELECT {columns} FROM temp.rows_{table} WHERE n = ?1"
        );
        Self { insert }
    }
}

#[derive(diesel::QueryableByName)]
struct Column {
    #[diesel(sql_type = diesel::sql_types::Text)]
    name: String,
}
