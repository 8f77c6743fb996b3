//! Threats J4 to J6: corruption of our own making, gaps, private data.

use backend::db::{Address, Conn, journal};
use backend::failure::Failure;
use diesel::connection::SimpleConnection;
use diesel::sql_types::{BigInt, Binary, Text};
use diesel::{QueryableByName, RunQueryDsl, sql_query};
use shared::api::Code;
use shared::api::Nothing;
use shared::api::report::{Act, ActOnReport, FileReport, JoinReport};
use shared::domain::account::Role;
use shared::domain::estate::Place;
use shared::domain::report::{Event, Severity, Status, Ticket};
use shared::journal::Fact;
use tests::{Person, Server, World, command_on, on_both};

/// What `linli verify` says, and whether it is content.
fn verify(world: &World) -> (bool, String) {
    let output = command_on(&world.server.database, "verify").output().unwrap();
    (output.status.success(), String::from_utf8(output.stdout).unwrap())
}

async fn run(world: &World, statement: String) {
    let work = move |conn: &mut Conn| {
        match conn {
            Conn::Postgres(c) => c.batch_execute(&statement)?,
            Conn::Sqlite(c) => c.batch_execute(&statement)?,
        }
        Ok(())
    };
    world.server.app.db.write(work).await.unwrap();
}

async fn without_triggers(world: &World) {
    let drop = match world.server.app.settings.database {
        Address::Sqlite(_) => "DROP TRIGGER journal_no_update; DROP TRIGGER journal_no_delete",
        Address::Postgres(_) => "DROP TRIGGER journal_append_only ON journal",
    };
    run(world, drop.to_owned()).await;
}

#[derive(QueryableByName, Clone)]
struct Stored {
    #[diesel(sql_type = Text)]
    bytes: String,
    #[diesel(sql_type = Binary)]
    hash: Vec<u8>,
}

async fn stored(world: &World, seq: i64) -> Stored {
    let work = move |conn: &mut Conn| {
        let query = format!("SELECT bytes, hash FROM journal WHERE seq = {seq}");
        Ok(sql_query(query).get_result::<Stored>(conn)?)
    };
    world.server.app.db.read(work).await.unwrap()
}

async fn store(world: &World, seq: i64, row: Stored) {
    let work = move |conn: &mut Conn| {
        let given = match conn {
            Conn::Postgres(_) => "bytes = $1, hash = $2",
            Conn::Sqlite(_) => "bytes = ?, hash = ?",
        };
        let query = sql_query(format!("UPDATE journal SET {given} WHERE seq = {seq}"));
        let query = query.bind::<Text, _>(&row.bytes).bind::<Binary, _>(&row.hash);
        Ok(query.execute(conn)?)
    };
    assert_eq!(world.server.app.db.write(work).await.unwrap(), 1);
}

on_both!(threat_j4_one_flipped_byte_is_named_by_verify, |world| {
    let owner = world.owner(0).await;
    for category in ["DECOR_ILLEGAL", "ILLEGAL_BUILD"] {
        let ticket = world.file(&owner, category).await.card.ticket;
        world.act(&owner, ticket, Event::Withdraw).await.unwrap();
    }
    let (good, said) = verify(&world);
    assert!(good && said.contains("4 entries hold"), "{said}");
    without_triggers(&world).await;
    for seq in [1, 3, 4] {
        let row = stored(&world, seq).await;
        let middle = row.bytes.len() / 2;
        let (mut bytes, mut hash) = (row.bytes.clone().into_bytes(), row.hash.clone());
        bytes[middle] ^= 1;
        hash[0] ^= 1;
        let leaf = Stored { bytes: String::from_utf8(bytes).unwrap(), ..row.clone() };
        for flipped in [leaf, Stored { hash, ..row.clone() }] {
            store(&world, seq, flipped).await;
            let (good, said) = verify(&world);
            let named =
                format!("entry {seq} is bad: its bytes do not give its hash; {} before", seq - 1);
            assert!(!good && said.contains(&named), "{said}");
            store(&world, seq, row.clone()).await;
        }
    }
    assert!(verify(&world).0, "as it was");
    run(&world, "UPDATE journal_private SET content = content || ' ' WHERE seq = 2".to_owned())
        .await;
    let (good, said) = verify(&world);
    assert!(!good && said.contains("entry 2 is bad: its private content"), "{said}");
    run(&world, "DELETE FROM journal_private WHERE seq >= 2".to_owned()).await;
    run(&world, "DELETE FROM journal WHERE seq = 4".to_owned()).await;
    let (good, said) = verify(&world);
    assert!(!good && said.contains("entry 4 is bad: the head counts 4"), "{said}");
    run(&world, "DELETE FROM journal WHERE seq = 2".to_owned()).await;
    let (good, said) = verify(&world);
    assert!(!good && said.contains("entry 2 is bad: entry 2 is missing"), "{said}");
});

/// Files until it is answered: a server that is busy may be asked again.
async fn file_at(server: &Server, person: &Person, world: &World, n: u32) {
    let person = person.clone().at(server);
    let mut report = world.new_report("DECOR_ILLEGAL");
    report.place = Place::Common { name: format!("第 {n} 处") };
    loop {
        match person.call::<FileReport>(&(), &report).await {
            Ok(_) => return,
            Err(problem) => assert_eq!(problem.code, Code::Unavailable),
        }
    }
}

/// Appends an entry and then finds a reason not to.
async fn roll_back(server: &Server, world: &World) {
    let (estate, at) = (world.estate, world.server.now());
    let fact = Fact::Report {
        ticket: Ticket::from_random(1),
        event: Event::Remind,
        status: Status::Dissuading,
        category: None,
        severity: Severity::P3,
        by: None,
    };
    let undone = server.app.db.write(move |conn| {
        journal::append(conn, estate, at, fact.clone(), "{}")?;
        Err::<(), Failure>(Code::Conflict.into())
    });
    assert!(undone.await.is_err());
}

on_both!(threat_j5_two_servers_and_writes_undone_leave_no_gap, |world| {
    let community = world.staff(Role::Cmy).await;
    let other = match world.server.app.settings.database {
        // A second server on SQLite is refused the folder.
        Address::Sqlite(_) => None,
        Address::Postgres(_) => Some(world.server.beside().await),
    };
    let servers: Vec<&Server> =
        [Some(&world.server), other.as_ref()].into_iter().flatten().collect();
    const EACH: u32 = 12;
    let mut work: Vec<Task<'_>> = Vec::new();
    for (i, server) in (0..).zip(&servers) {
        for n in 0..EACH {
            work.push(Box::pin(file_at(server, &community, &world, i * EACH + n)));
            if n % 2 == 0 {
                work.push(Box::pin(roll_back(server, &world)));
            }
        }
    }
    all(work).await;
    let filed = i64::from(EACH) * servers.len() as i64;
    let estate = world.estate.to_string();
    let rows = world.server.app.db.read(move |conn| journal::rows(conn, &estate, 0, 1000)).await;
    let numbers: Vec<i64> = rows.unwrap().iter().map(|row| row.seq).collect();
    assert_eq!(numbers, (1..=filed).collect::<Vec<_>>());
    let (good, said) = verify(&world);
    assert!(good && said.contains(&format!("{filed} entries hold")), "{said}");
});

type Task<'a> = std::pin::Pin<Box<dyn Future<Output = ()> + Send + 'a>>;

/// Runs everything at once.
async fn all(mut work: Vec<Task<'_>>) {
    std::future::poll_fn(move |context| {
        work.retain_mut(|one| one.as_mut().poll(context).is_pending());
        if work.is_empty() { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
    })
    .await;
}

#[derive(QueryableByName)]
struct Written {
    #[diesel(sql_type = Text)]
    text: String,
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

async fn texts(world: &World, query: &'static str) -> String {
    let work = move |conn: &mut Conn| Ok(sql_query(query).load::<Written>(conn)?);
    let rows = world.server.app.db.read(work).await.unwrap();
    rows.into_iter().map(|row| row.text).collect::<Vec<_>>().join("\n")
}

on_both!(threat_j6_nothing_private_is_in_the_public_face_and_erasing_erases, |world| {
    let (owner, neighbour) = (world.owner(0).await, world.owner(1).await);
    let fire = world.officer("FIRE_RESCUE").await;
    let mut report = world.new_report("FIRE_LANE_BLOCKED");
    report.words = Some("张晓燕家门口，电话 13800000000".to_owned());
    report.photos = vec![world.send_photo(&owner).await];
    let ticket = owner.call::<FileReport>(&(), &report).await.unwrap().card.ticket;
    neighbour.call::<JoinReport>(&(ticket,), &Nothing {}).await.unwrap();
    let add = Act {
        note: Some("李雷又把车停回来了".to_owned()),
        ..Act::new(world.id(), Event::Add)
    };
    neighbour.call::<ActOnReport>(&(ticket,), &add).await.unwrap();
    world.act(&fire, ticket, Event::CheckIn).await.unwrap();

    let account = |person: &Person| person.me.as_ref().unwrap().account.to_string();
    let seat = |person: &Person| person.seat.unwrap().to_string();
    let private = [
        account(&owner),
        account(&neighbour),
        "家门口".to_owned(),
        "李雷".to_owned(),
        "13800000000".to_owned(),
        "楼道".to_owned(),
        report.photos[0].to_string(),
        add.id.to_string(),
    ];
    let public = texts(&world, "SELECT bytes AS text FROM journal").await;
    let kept = texts(&world, "SELECT content AS text FROM journal_private").await;
    for secret in &private {
        assert!(kept.contains(secret), "{secret} was never there");
        assert!(!public.contains(secret), "the public face tells {secret}");
    }
    for secret in ["张", "王建国", "1380000", report.id.as_str(), &seat(&owner), &seat(&fire)] {
        assert!(!public.contains(secret), "the public face tells {secret}");
    }
    run(&world, "DELETE FROM journal_private".to_owned()).await;
    assert_eq!(texts(&world, "SELECT content AS text FROM journal_private").await, "");
    let (good, said) = verify(&world);
    assert!(good && said.contains("4 entries hold"), "{said}");
});

on_both!(threat_j6_the_same_content_twice_cannot_be_told_from_its_commitments, |world| {
    let (estate, at) = (world.estate, world.server.now());
    let fact = Fact::Roll { units: 1, digest: "00".repeat(32) };
    let written = world.server.app.db.write(move |conn| {
        journal::append(conn, estate, at, fact.clone(), "{\"same\":1}")?;
        journal::append(conn, estate, at, fact.clone(), "{\"same\":1}")
    });
    written.await.unwrap();
    let query = "SELECT count(*) AS n FROM (SELECT DISTINCT salt FROM journal_private) AS salts";
    let count = move |conn: &mut Conn| Ok(sql_query(query).get_result::<Count>(conn)?.n);
    assert_eq!(world.server.app.db.read(count).await.unwrap(), 2);
    let commitment = |bytes: &str| {
        let leaf: serde_json::Value = serde_json::from_str(bytes).unwrap();
        leaf["private"].as_str().unwrap().to_owned()
    };
    let (first, second) = (stored(&world, 1).await, stored(&world, 2).await);
    assert_ne!(commitment(&first.bytes), commitment(&second.bytes));
});
