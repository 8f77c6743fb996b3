//! Many reports out of a few: the rows of reports that the real rules made, copied in bulk with other ids, places in the tree and
//! dates.

use diesel::connection::SimpleConnection;
use diesel::{RunQueryDsl, SqliteConnection};
use shared::domain::report::Ticket;
use shared::value::DAY;

use crate::ground::Ground;

/// Reports of one estate; an estate of that size makes them in two years.
const OF_AN_ESTATE: usize = 1000;
/// Estates of one community.
const OF_A_COMMUNITY: usize = 10;
/// One report of so many is open, the latest ones.
const OPEN_OF: usize = 10;
/// How far back the first report lies, in ms.
const REACH: i64 = 730 * DAY;

/// Copies the owner so many times, with seat and open session: [`crate::people::Caller::resident`] acts for them.
pub fn residents(conn: &mut SqliteConnection, ground: &Ground, count: usize) {
    let owner = &ground.owner;
    let id = "printf('01900000-00aa-7000-8000-%012x', n.i)";
    let far = ground.now.plus(DAY).ms();
    let people = numbers(count);
    conn.batch_execute(&format!(
        "{people} INSERT INTO account (id, phone, name, proven, created)
         SELECT {id}, printf('139%08d', n.i), a.name, a.proven, a.created FROM n, account a WHERE a.id = '{owner}';
         {people} INSERT INTO seat (id, account_id, role, scope_kind, scope_id, estate_id, valid_from)
         SELECT {id}, {id}, s.role, s.scope_kind, s.scope_id, s.estate_id, s.valid_from
         FROM n, seat s WHERE s.account_id = '{owner}';
         {people} INSERT INTO session (id, account_id, device, factor, created, used, idle_until, until)
         SELECT {id}, {id}, s.device, s.factor, s.created, s.used, {far}, {far}
         FROM n, session s WHERE s.account_id = '{owner}'"
    ))
    .unwrap();
}

/// Copies reports until there are so many, of so many residents, over as many estates as such a district has.
pub fn reports(conn: &mut SqliteConnection, ground: &Ground, count: usize, residents: usize) {
    let estates = (count / OF_AN_ESTATE).max(1);
    conn.batch_execute(&places(ground, estates)).unwrap();
    conn.batch_execute(&spread(ground, count, estates, residents)).unwrap();
    // Indexes are made at the end, each in one go: that is several times as fast.
    let indexes = indexes(conn);
    for index in &indexes {
        conn.batch_execute(&format!("DROP INDEX {}", index.name)).unwrap();
    }
    for (table, rows) in TABLES.into_iter().zip(ROWS) {
        conn.batch_execute(&format!("CREATE TEMP TABLE model AS SELECT * FROM {table}")).unwrap();
        diesel::sql_query(rows).execute(conn).unwrap();
        conn.batch_execute("DROP TABLE temp.model").unwrap();
    }
    for index in &indexes {
        conn.batch_execute(&index.sql).unwrap();
    }
    // As the server does whenever it stops.
    conn.batch_execute("DROP TABLE temp.spread; DROP TABLE temp.place; PRAGMA optimize").unwrap();
}

#[derive(diesel::QueryableByName)]
struct Index {
    #[diesel(sql_type = diesel::sql_types::Text)]
    name: String,
    #[diesel(sql_type = diesel::sql_types::Text)]
    sql: String,
}

/// The indexes of [`TABLES`] that no key needs.
fn indexes(conn: &mut SqliteConnection) -> Vec<Index> {
    let tables = TABLES.join("', '");
    diesel::sql_query(format!(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ('{tables}')"
    ))
    .load(conn)
    .unwrap()
}

fn numbers(count: usize) -> String {
    format!(
        "WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {count})"
    )
}

/// Estate 0 is the ground's own; the others are copies of it, their communities too.
fn places(ground: &Ground, estates: usize) -> String {
    let own = ground.estate;
    let community = "printf('01900000-00cc-7000-8000-%012x', i)";
    let communities = estates.div_ceil(OF_A_COMMUNITY);
    format!(
        "CREATE TEMP TABLE place AS {numbers}
         SELECT i AS no, CASE i WHEN 0 THEN '{own}' ELSE printf('01900000-00ee-7000-8000-%012x', i) END AS id FROM n;
         {of_communities} INSERT INTO community (id, town_id, name)
         SELECT {community}, c.town_id, printf('社区 %d', i) FROM n, estate e JOIN community c ON c.id = e.community_id
         WHERE e.id = '{own}' AND i > 0;
         INSERT INTO estate (id, community_id, name)
         SELECT p.id, CASE p.no / {OF_A_COMMUNITY} WHEN 0 THEN e.community_id
             ELSE printf('01900000-00cc-7000-8000-%012x', p.no / {OF_A_COMMUNITY}) END, printf('小区 %d', p.no)
         FROM place p, estate e WHERE e.id = '{own}' AND p.no > 0",
        numbers = numbers(estates),
        of_communities = numbers(communities),
    )
}

/// Which report is a copy of which, where, whose and when; in the order of time, as reports come.
fn spread(ground: &Ground, count: usize, estates: usize, residents: usize) -> String {
    let (closed, [first, second]) = (ground.closed, ground.open);
    let begin = ground.now.plus(-DAY - REACH).ms();
    let step = REACH / i64::try_from(count).unwrap();
    let open_from = count - count / OPEN_OF;
    format!(
        "CREATE TEMP TABLE spread AS {numbers}
         SELECT i, p.id AS estate,
             printf('01900000-00aa-7000-8000-%012x', (i / {estates}) % {residents}) AS account,
             printf('01900000-0001-7000-8000-%012x', i) AS id,
             printf('%04d-%04d', i * 7919 % 100000000 / 10000, i * 7919 % 10000) AS ticket,
             r.id AS model, r.estate_id AS model_estate, r.reporter_id AS model_account,
             {begin} + i * {step} - r.filed AS later
         FROM n JOIN place p ON p.no = n.i % {estates}
         JOIN report r ON r.id = CASE WHEN n.i < {open_from} THEN '{closed}'
             WHEN n.i / {estates} % 2 = 0 THEN '{first}' ELSE '{second}' END",
        numbers = numbers(count),
    )
}

/// The tables of a report that are filled.
const TABLES: [&str; 5] = ["report", "report_step", "report_clock", "report_dept", "photo"];

/// The rows of a report, table by table; `s` is where the copy stands. Notices and the journal are left out: nobody who is
/// measured asks for them.
const ROWS: [&str; 5] = [
    "INSERT INTO report SELECT s.estate, s.id, s.ticket, s.account, r.reporter_role, r.category,
         r.routing_version, r.severity, r.confidential, r.status, r.lead, r.served, r.place, r.place_find,
         r.words, r.content_hash, r.filed + s.later, r.released + s.later, r.resolved + s.later,
         r.merged_into, r.assignee_seat, r.assignee_name, r.steps
     FROM temp.spread s CROSS JOIN temp.model r ON r.id = s.model",
    "INSERT INTO report_step SELECT s.estate, s.id, t.no,
         printf('01900000-0002-7000-8%03x-%012x', t.no, s.i), t.at + s.later, t.event, t.by_party,
         CASE t.account_id WHEN s.model_account THEN s.account ELSE t.account_id END, t.seat_id, t.name,
         t.from_status, t.to_status, t.note, t.dept, t.co, t.category, t.clock, t.content_hash
     FROM temp.spread s CROSS JOIN temp.model t ON t.estate_id = s.model_estate AND t.report_id = s.model",
    "INSERT INTO report_clock SELECT s.estate, s.id, c.no, c.kind, c.party, c.start_at + s.later,
         c.due + s.later, c.remind_at + s.later, c.met + s.later, c.dropped + s.later, c.running,
         c.reminded, c.told_overdue
     FROM temp.spread s CROSS JOIN temp.model c ON c.estate_id = s.model_estate AND c.report_id = s.model",
    "INSERT INTO report_dept SELECT s.estate, s.id, d.dept
     FROM temp.spread s CROSS JOIN temp.model d ON d.estate_id = s.model_estate AND d.report_id = s.model",
    "INSERT INTO photo SELECT printf('01900000-0003-7000-8%03x-%012x', p.position, s.i), s.account,
         printf('%032x', s.i * 16 + p.position), p.width, p.height, p.arrived_sha256, p.claimed_sha256,
         p.created + s.later, s.estate, s.id, p.step_no, p.position
     FROM temp.spread s CROSS JOIN temp.model p ON p.estate_id = s.model_estate AND p.report_id = s.model
         AND p.step_no = 1",
];

#[derive(diesel::QueryableByName)]
struct TicketRow {
    #[diesel(sql_type = diesel::sql_types::Text)]
    ticket: String,
}

/// The closed reports of one resident in the ground's estate: at most twenty, spread over the years.
pub fn tickets_of(conn: &mut SqliteConnection, ground: &Ground, resident: usize) -> Vec<Ticket> {
    let rows: Vec<TicketRow> = diesel::sql_query(format!(
        "SELECT ticket FROM report WHERE reporter_id = printf('01900000-00aa-7000-8000-%012x', {resident})
         AND estate_id = '{}' AND status = 'CLOSED' ORDER BY filed LIMIT 20",
        ground.estate
    ))
    .load(conn)
    .unwrap();
    assert!(!rows.is_empty(), "resident {resident} has no report");
    rows.iter().map(|row| Ticket::parse(&row.ticket).unwrap()).collect()
}
