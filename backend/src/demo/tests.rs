use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use shared::api::report::{QueuePart, QueueQuery};
use shared::domain::account::{Actor, Role};
use shared::domain::report::{Event, Status};
use shared::journal::{commitment, leaf_hash};
use shared::value::{Date, TimeOfDay};

use super::*;
use crate::db::{Address, After, Db, journal, report};
use crate::port::blob::{Blobs, ObjectName, Variant};
use crate::port::clock::ManualClock;
use crate::settings::Settings;

fn monday_afternoon() -> Timestamp {
    Timestamp::local(Date::parse("2026-11-23").unwrap(), TimeOfDay::new(15, 40))
}

fn address(folder: &Path) -> Address {
    Address::Sqlite(folder.join("linli.db"))
}

async fn app(folder: &Path, now: Timestamp, is_demo: bool) -> App {
    let database = address(folder);
    let settings = Settings {
        listen: SocketAddr::from(([127, 0, 0, 1], 0)),
        metrics_listen: None,
        data: folder.to_owned(),
        database: database.clone(),
        demo: is_demo,
        public_url: None,
        proxies: Vec::new(),
        sms_gateway: None,
        sms_daily: 0,
        patience: crate::settings::Patience::default(),
    };
    let db = Db::open(&database, 1).unwrap();
    let blobs = Blobs::open(&folder.join("photos")).unwrap().with_floor(0);
    App::new(db, Arc::new(ManualClock::at(now)), Keys::demo(), blobs, settings).await.unwrap()
}

/// The seat of one of the people whom the demo offers.
async fn acting(app: &App, role: Role, dept: Option<&str>) -> Actor {
    let who = sign_ins().iter().find(|who| who.role == role && who.dept == dept).unwrap();
    let (phone, now) = (who.phone.to_owned(), app.clock.now());
    app.db
        .read(move |conn| {
            let (account, seats) = demo::seats_of(conn, &people::phone(&phone)?, now)?;
            let seat = seats.into_iter().find(|seat| seat.role == role).unwrap();
            Ok(Actor { account, seat })
        })
        .await
        .unwrap()
}

async fn queue(app: &App, role: Role, dept: Option<&str>) -> BTreeMap<QueuePart, u32> {
    let actor = acting(app, role, dept).await;
    let (rulebook, now) = (app.rulebook(), app.clock.now());
    let query = QueueQuery { part: QueuePart::All, find: None, estate: None, cursor: None };
    app.db
        .read(move |conn| {
            let after: Option<&After> = None;
            let (counts, _) = report::queue(conn, &rulebook, &actor, &query, after, now)?;
            Ok(counts)
        })
        .await
        .unwrap()
}

/// Recomputes every entry and every commitment of every estate's journal.
async fn verified(app: &App) -> usize {
    app.db
        .read(|conn| {
            let mut count = 0;
            for (estate, length) in journal::heads(conn)? {
                let rows = journal::rows(conn, &estate, 0, i64::MAX)?;
                let privates = journal::privates(conn, &estate, 0, i64::MAX)?;
                assert_eq!(i64::try_from(rows.len()).unwrap(), length);
                let mut before = 0;
                for ((n, row), (seq, salt, content)) in (1i64..).zip(&rows).zip(&privates) {
                    assert_eq!((row.seq, *seq), (n, n), "the sequence has no gaps");
                    assert!(row.at >= before, "the journal's time never falls");
                    assert_eq!(leaf_hash(&row.bytes).as_slice(), row.hash);
                    let salt: [u8; 32] = salt.as_slice().try_into().unwrap();
                    let private = data_encoding::HEXLOWER.encode(&commitment(&salt, content));
                    assert!(row.bytes.contains(&private), "the commitment is in the entry");
                    before = row.at;
                    count += 1;
                }
            }
            Ok(count)
        })
        .await
        .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn three_months_of_history_are_there_in_seconds_and_every_entry_verifies() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(folder.path(), monday_afternoon(), true).await;
    let begun = Instant::now();
    let loaded = load(&app).await.unwrap();
    let took = begun.elapsed();
    eprintln!("{loaded:?} in {took:?}");
    // Some four seconds on a machine that does nothing else.
    assert!(took.as_secs() < 60, "{took:?}");
    assert!((110..=135).contains(&loaded.reports), "{loaded:?}");
    assert!(loaded.left_out * 12 < loaded.acts, "{loaded:?}");

    let by_status = app.db.read(demo::reports_by_status).await.unwrap();
    let count = |status: Status| by_status.get(&status).copied().unwrap_or(0);
    eprintln!("{by_status:?}");
    assert_eq!(by_status.values().sum::<i64>(), i64::try_from(loaded.reports).unwrap());
    for status in Status::ALL {
        assert!(count(*status) > 0, "nothing is {status}");
    }
    assert!(count(Status::Closed) > 60, "most of it is settled");
    assert!(verified(&app).await > 600);

    // The same database is refused the second time.
    let again = load(&app).await;
    assert!(matches!(again, Err(Failure::Problem(problem)) if problem.code == Code::Conflict));
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_who_signs_in_finds_something_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(folder.path(), monday_afternoon(), true).await;
    load(&app).await.unwrap();

    let company = queue(&app, Role::Pms, None).await;
    eprintln!("{company:?}");
    for part in [QueuePart::Overdue, QueuePart::Today, QueuePart::Urgent, QueuePart::All] {
        assert!(company.get(&part).is_some_and(|count| *count > 0), "{part}: {company:?}");
    }
    let offices = [
        (Role::Cmy, None),
        (Role::Twn, None),
        (Role::Dst, None),
        (Role::Dep, Some("FIRE_RESCUE")),
        (Role::Dep, Some("COMP_LAW_ENF")),
        (Role::Dep, Some("PUBLIC_SECURITY")),
    ];
    for (role, dept) in offices {
        let counts = queue(&app, role, dept).await;
        eprintln!("{role} {dept:?} {counts:?}");
        assert!(counts.get(&QueuePart::All).is_some_and(|count| *count > 0), "{role} {dept:?}");
    }

    let owner = acting(&app, Role::Own, None).await;
    let (rulebook, now) = (app.rulebook(), app.clock.now());
    let mine = app
        .db
        .read(move |conn| Ok(report::mine(conn, &rulebook, &owner, None, now)?.items))
        .await
        .unwrap();
    let mine: Vec<_> = mine.iter().map(|card| (card.category.as_str(), card.status)).collect();
    assert!(mine.contains(&("ILLEGAL_BUILD", Status::Resolved)), "{mine:?}");
    assert!(mine.contains(&("DECOR_ILLEGAL", Status::DeptOnCase)), "{mine:?}");
    assert!(mine.contains(&("FIRE_LANE_BLOCKED", Status::DeptOnCase)), "{mine:?}");
    assert!(mine.contains(&("OCCUPY_PUBLIC", Status::Closed)), "{mine:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_sign_in_with_the_password_and_the_code_that_the_demo_shows() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(folder.path(), monday_afternoon(), true).await;
    load(&app).await.unwrap();
    for who in sign_ins().iter().filter(|who| who.password.is_some()) {
        let phone = people::phone(who.phone).unwrap();
        let (keys, now) = (app.keys.clone(), app.clock.now());
        let known = phone.clone();
        let stored =
            app.db.read(move |conn| account::credentials(conn, &keys, &known, now)).await.unwrap();
        let hash = stored.password.unwrap();
        let right = password::verify(
            people::PASSWORD.into(),
            Some(secrecy::ExposeSecret::expose_secret(&hash).to_owned()),
        );
        assert!(right.await.unwrap(), "{}", who.title);
        let totp = code_now(&app, who.phone).await.unwrap();
        let keys = app.keys.clone();
        let device = account::Device { name: "a test".to_owned(), known_by: None };
        let entry = account::StaffEntry { phone, proven: Some(hash), totp, device, now };
        let opened =
            app.db.write(move |conn| account::sign_in_staff(conn, &keys, &entry)).await.unwrap();
        assert!(opened.is_some(), "{}", who.title);
    }
    assert!(code_now(&app, people::OWNER).await.is_err(), "a resident has no authenticator");
    assert!(code_now(&app, "13800000001").await.is_err());
    assert_eq!(sign_in_lines(&app).unwrap().len(), sign_ins().len());
}

#[tokio::test(flavor = "multi_thread")]
async fn every_photo_of_a_report_is_on_disk() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(folder.path(), monday_afternoon(), true).await;
    load(&app).await.unwrap();
    let objects = app.db.read(demo::photo_objects).await.unwrap();
    assert!(objects.len() > 80, "{}", objects.len());
    for object in &objects {
        let name = ObjectName::parse(object).unwrap();
        for variant in [Variant::Large, Variant::Thumb] {
            assert!(app.blobs.get(&name, variant).await.unwrap().is_some());
        }
    }
}

/// The demo is made at whatever hour somebody tries it.
#[tokio::test(flavor = "multi_thread")]
async fn any_hour_of_any_day_gives_a_history() {
    for (date, hour) in [("2026-11-22", 3), ("2026-10-03", 23), ("2027-02-06", 8)] {
        let folder = tempfile::tempdir().unwrap();
        let now = Timestamp::local(Date::parse(date).unwrap(), TimeOfDay::new(hour, 5));
        let app = app(folder.path(), now, true).await;
        let loaded = load(&app).await.unwrap();
        eprintln!("{date} {hour}: {loaded:?}");
        assert!(loaded.reports > 100, "{date} {hour}: {loaded:?}");
        assert!(loaded.left_out * 8 < loaded.acts, "{date} {hour}: {loaded:?}");
        verified(&app).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn production_is_never_given_invented_data() {
    let folder = tempfile::tempdir().unwrap();
    let app = app(folder.path(), monday_afternoon(), false).await;
    let refused = load(&app).await;
    assert!(matches!(refused, Err(Failure::Problem(problem)) if problem.code == Code::Forbidden));
    assert!(code_now(&app, "19900000003").await.is_err());
    assert!(sign_in_lines(&app).is_err());
}

#[test]
fn the_same_instant_gives_the_same_plot() {
    let depts =
        shared::domain::report::Department::read_tsv(crate::app::shipped::DEPARTMENTS).unwrap();
    let routing =
        shared::domain::report::Routing::parse(crate::app::shipped::ROUTING, &depts).unwrap();
    let calendar = shared::value::Calendar::default();
    let of = || format!("{:?}", plot::plot(monday_afternoon(), &calendar, &routing, SEED));
    assert_eq!(of(), of());
}

#[test]
fn every_word_and_note_passes_the_forms_that_people_fill_in() {
    let depts =
        shared::domain::report::Department::read_tsv(crate::app::shipped::DEPARTMENTS).unwrap();
    let routing =
        shared::domain::report::Routing::parse(crate::app::shipped::ROUTING, &depts).unwrap();
    let calendar = shared::value::Calendar::default();
    for story in plot::plot(monday_afternoon(), &calendar, &routing, SEED) {
        let known = routing.categories().iter().any(|of| of.code.as_str() == story.category);
        assert!(known, "{}", story.category);
        for deed in &story.deeds {
            if let plot::What::Act(act) = deed.what {
                let must = matches!(act.event, Event::Resolve | Event::Corrected | Event::Dissuade);
                assert!(!must || (act.note.is_some() && act.scene.is_some()), "{act:?}");
            }
        }
    }
}

#[test]
fn the_roll_of_the_first_estate_is_as_large_as_told() {
    use shared::domain::estate::roll::UnitKind;
    let roll = estate::roll(estate::Home::Jianshui, 0, SEED).unwrap();
    let of = |kind| roll.iter().filter(|entry| entry.kind == kind).count();
    assert_eq!((of(UnitKind::Flat), of(UnitKind::Parking), of(UnitKind::Shop)), (420, 60, 8));
    let keys: std::collections::BTreeSet<_> =
        roll.iter().map(shared::domain::estate::roll::Entry::key).collect();
    assert_eq!(keys.len(), roll.len());
    let own = roll.iter().filter(|entry| {
        let mut phones = entry.owners.iter().filter_map(|owner| owner.phone.as_ref());
        phones.any(|phone| phone.as_str() == people::OWNER)
    });
    assert_eq!(own.count(), 2, "a flat and a parking space");
    let phones =
        roll.iter().flat_map(|entry| &entry.owners).filter_map(|owner| owner.phone.as_ref());
    assert!(phones.into_iter().all(|phone| phone.as_str().starts_with("1990000")));
}
