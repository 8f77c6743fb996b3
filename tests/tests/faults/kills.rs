//! K1: the server is killed at random while people write, thirty times. Nothing that was acknowledged
//! is missing, nothing is there twice, photos and rows agree, and the journal verifies.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use backend::db::{Db, ground};
use shared::domain::estate::EstateId;
use shared::value::{Area, Date, Phone, TimeOfDay, Timestamp};
use tests::{Database, Installation, Person, lay, phone};

use crate::dice::Dice;
use crate::remains::Remains;
use crate::writer::{Record, Writer, check};

const KILLS: u64 = 30;
const PEOPLE: u32 = 24;
/// The longest that a server lives, in ms.
const LIFE: u64 = 400;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn threat_k1_thirty_kills_lose_nothing_on_sqlite() {
    thirty_kills(Database::sqlite(), Dice::new("SQLite")).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn threat_k1_thirty_kills_lose_nothing_on_postgres() {
    thirty_kills(Database::postgres(), Dice::new("PostgreSQL")).await;
}

async fn thirty_kills(database: Database, mut dice: Dice) {
    let estate = settle(&database).await;
    let place = Installation::new(database);
    let mut server = place.serve().await;
    let mut people = Vec::new();
    for n in 0..PEOPLE {
        people.push(Person::by_code_at(place.address, &resident(n)).await);
    }
    let record = Arc::new(Record::default());
    let writers: Vec<_> = people
        .iter()
        .enumerate()
        .map(|(no, person)| {
            let writer = Writer { no, person: person.clone(), estate, dice: dice.fork() };
            let record = record.clone();
            tokio::spawn(async move { writer.write(&record, KILLS, LIFE).await })
        })
        .collect();

    let (mut checked, mut struck) = (0, 0);
    for life in 1..=KILLS {
        // The moment itself is what is random here: in the half of a life, with others yet to write.
        tokio::time::sleep(Duration::from_millis(dice.between(0, LIFE / 2))).await;
        struck += u64::from(somebody_asks(&record).await);
        server.kill();
        if dice.one_in(6) {
            // Killed while it still begins.
            let begun = place.spawn();
            tokio::time::sleep(Duration::from_millis(dice.between(0, 150))).await;
            begun.kill();
        }
        server = place.serve().await;
        if life % 3 == 0 {
            verified(&place);
        }
        checked = check_from(&people, &record, checked).await;
        // Those whose turn it is write now, or the next kill would strike nobody.
        record.lives.send_replace(life);
    }
    for writer in writers {
        writer.await.unwrap();
    }
    let total = check_from(&people, &record, 0).await;
    verified(&place);
    server.kill();
    assert!(struck * 5 >= KILLS * 4, "only {struck} kills struck while somebody wrote");
    assert_remains(&place, &record, total).await;
}

/// Waits until a request waits for its answer; no, when none did for as long as a server lives.
async fn somebody_asks(record: &Record) -> bool {
    let asked = async {
        while record.asking.load(Ordering::SeqCst) == 0 {
            tokio::time::sleep(Duration::from_micros(200)).await;
        }
    };
    tokio::time::timeout(Duration::from_millis(LIFE), asked).await.is_ok()
}

/// Looks at what was acknowledged since the last look.
async fn check_from(people: &[Person], record: &Record, from: usize) -> usize {
    let told = record.acknowledged.lock().unwrap().clone();
    for one in told.iter().skip(from) {
        check(&people[one.person], one).await;
    }
    told.len()
}

fn verified(place: &Installation) {
    let output = place.verify();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}");
}

async fn assert_remains(place: &Installation, record: &Record, total: usize) {
    let told = record.acknowledged.lock().unwrap().clone();
    let photos: usize = told.iter().map(|one| one.report.photos.len()).sum();
    let remains = Remains::of(&place.database).await;
    let unanswered = record.unanswered.load(Ordering::SeqCst);
    let Remains { reports, told_differently, steps, journal, .. } = remains;
    let Remains { photos: photo_rows, loose_photos, holes, orphans, .. } = remains;
    let (total, photos) = (total as i64, photos as i64);
    println!(
        "{total} reports with {photos} photos, {unanswered} requests without an answer, \
         {} files without a row",
        orphans.len()
    );
    assert!(unanswered as u64 > KILLS, "too few kills hit a request");
    assert_eq!((reports, told_differently), (total, total), "once each");
    assert_eq!((steps, journal), (total, total), "one step and one entry each");
    assert_eq!((photo_rows, loose_photos), (photos, 0));
    assert!(holes.is_empty(), "rows without a file: {holes:?}");
    // A file without a row is what a photo leaves that was never acknowledged.
    assert!(orphans.len() <= 2 * unanswered, "{orphans:?}");
}

fn resident(n: u32) -> String {
    phone(100 + n)
}

/// The ground of the world, and a flat for each writer.
async fn settle(database: &Database) -> EstateId {
    let monday = Date::parse("2026-11-23").unwrap();
    let now = Timestamp::local(monday, TimeOfDay::new(10, 0));
    let db = Db::open(&database.address, 1).unwrap();
    let settled = db.write(move |conn| {
        let estate = lay(conn, now)?.estate;
        for n in 0..PEOPLE {
            let room = format!("{}03", n + 1);
            let area = Area::from_hundredths(8937);
            let flat = ground::Flat { building: "7", stair: "1", room: &room, area };
            let owner = Phone::parse(&resident(n)).unwrap();
            ground::flat(conn, estate, flat, &[("赵小雨", owner)], now)?;
        }
        Ok(estate)
    });
    settled.await.unwrap()
}
