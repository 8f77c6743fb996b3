//! Threats J1, J2 and J4: forks, rollbacks, corruption before signing.

use backend::command::verify;
use backend::db::{Conn, journal};
use backend::failure::Failure;
use backend::job::checkpoint::check_all;
use backend::tlog::{Outcome, Refusal, open_epoch, sign};
use shared::api::journal::{ListAlarms, NewAlarm, RaiseAlarm};
use shared::api::{Code, Nothing};
use shared::domain::account::Role;
use shared::journal::{Fact, is_consistent};
use tests::{World, on_both};

use crate::journal_log::{
    append, checkpoint, entry, growth, hashes, holds, key, public, run, signed, view,
    without_triggers,
};

async fn refused(world: &World) -> Refusal {
    match sign(&world.server.app, world.estate).await.unwrap() {
        Outcome::Refused(refusal) => refusal,
        other => panic!("not refused: {other:?}"),
    }
}

async fn readiness(world: &World) -> (u16, String) {
    let answer = reqwest::get(world.server.url("/readyz")).await.unwrap();
    (answer.status().as_u16(), answer.text().await.unwrap())
}

/// Where the keys' folder keeps what was signed last.
fn floor(world: &World) -> std::path::PathBuf {
    let folder = world.server.database.folder.path().join("keys/journal");
    folder.join(format!("{}.signed", world.estate))
}

/// An entry that says something else, with everything that the database itself can be made to say.
async fn rewrite(world: &World, seq: i64) {
    let estate = world.estate.to_string();
    let work = move |conn: &mut Conn| {
        use diesel::sql_types::{Binary, Text};
        use diesel::{RunQueryDsl, sql_query};
        let row = journal::rows(conn, &estate, seq - 1, 1)?.pop().unwrap();
        let bytes = row.bytes.replace("\"digest\":\"00", "\"digest\":\"11");
        assert_ne!(bytes, row.bytes);
        let hash = shared::journal::leaf_hash(&bytes);
        let given = match conn {
            Conn::Postgres(_) => "bytes = $1, hash = $2",
            Conn::Sqlite(_) => "bytes = ?, hash = ?",
        };
        let query = sql_query(format!("UPDATE journal SET {given} WHERE seq = {seq}"));
        let query = query.bind::<Text, _>(bytes).bind::<Binary, _>(hash.to_vec());
        Ok(query.execute(conn)?)
    };
    assert_eq!(world.server.app.db.write(work).await.unwrap(), 1);
}

/// The database as it was when it had so many entries.
async fn yesterday(world: &World, size: i64) {
    without_triggers(world).await;
    for statement in [
        format!("DELETE FROM journal_private WHERE seq > {size}"),
        format!("DELETE FROM journal WHERE seq > {size}"),
        format!("UPDATE journal_head SET seq = {size}"),
        format!("DELETE FROM checkpoint WHERE size > {size}"),
    ] {
        run(world, statement).await;
    }
}

on_both!(threat_j1_a_forked_history_is_found_by_whoever_kept_a_checkpoint, |world| {
    append(&world, 3).await;
    signed(&world).await;
    let key = key(&world).await;
    let (kept, before) = checkpoint(&world, &key).await;
    without_triggers(&world).await;
    rewrite(&world, 2).await;
    append(&world, 2).await;
    assert_eq!(refused(&world).await, Refusal::Rewritten(before), "the server itself sees it");
    assert_eq!(readiness(&world).await.0, 503);
    let verdicts = verify(&world.server.app.db).await.unwrap();
    let bad = verdicts.iter().find_map(|verdict| verdict.bad.clone()).unwrap();
    assert_eq!(bad, (1, "entries 1 to 3 are not those that were signed for".to_owned()));

    // An operator who also forgets what was signed shows another history to whoever comes now.
    run(&world, "DELETE FROM checkpoint".to_owned()).await;
    std::fs::remove_file(floor(&world)).unwrap();
    assert_eq!(signed(&world).await, 5);
    let (served, after) = checkpoint(&world, &key).await;
    let proof = growth(&world, before.size).await.proof;
    assert!(!is_consistent(before, after, &hashes(&proof)), "the phone sees it");
    assert!(kept.is_signed_by(&key) && served.is_signed_by(&key), "both notes are the evidence");

    let (owner, town) = (world.owner(0).await, world.staff(Role::Twn).await);
    let alarm =
        NewAlarm { id: world.id(), kept: kept.to_string(), served: served.to_string(), proof };
    let of = &(world.estate,);
    owner.call::<RaiseAlarm>(of, &alarm).await.unwrap();
    owner.call::<RaiseAlarm>(of, &alarm).await.unwrap();
    let other = NewAlarm { proof: Vec::new(), ..alarm.clone() };
    let taken = owner.call::<RaiseAlarm>(of, &other).await.unwrap_err();
    assert_eq!(taken.code, Code::IdTaken);
    let alarms = town.call::<ListAlarms>(&(), &Nothing {}).await.unwrap().alarms;
    let [shown] = alarms.as_slice() else { panic!("{alarms:?}") };
    assert!(shown.is_signed, "the server has said both");
    assert_eq!((&shown.kept, &shown.served), (&alarm.kept, &alarm.served));
    let invented = NewAlarm {
        id: world.id(),
        served: alarm.served.replace("\n5\n", "\n6\n"),
        ..alarm.clone()
    };
    owner.call::<RaiseAlarm>(of, &invented).await.unwrap();
    let alarms = town.call::<ListAlarms>(&(), &Nothing {}).await.unwrap().alarms;
    assert_eq!(alarms.iter().filter(|alarm| alarm.is_signed).count(), 1, "an invented one is told");
});

on_both!(threat_j1_alarms_are_read_by_the_estates_own_town_and_sent_by_who_reaches_it, |world| {
    append(&world, 1).await;
    signed(&world).await;
    let (kept, _) = checkpoint(&world, &key(&world).await).await;
    let alarm = |served: &str| NewAlarm {
        id: world.id(),
        kept: kept.to_string(),
        served: served.to_owned(),
        proof: Vec::new(),
    };
    let (of, whole) = (&(world.estate,), alarm(&kept.to_string()));
    let far = world.far_owner().await;
    assert_eq!(far.call::<RaiseAlarm>(of, &whole).await.unwrap_err().status, 404);
    let owner = world.owner(0).await;
    assert_eq!(owner.call::<RaiseAlarm>(of, &alarm("x")).await.unwrap_err().status, 422);
    let long = NewAlarm { proof: vec!["00".repeat(32); 131], ..whole.clone() };
    assert_eq!(owner.call::<RaiseAlarm>(of, &long).await.unwrap_err().status, 422);
    owner.call::<RaiseAlarm>(of, &whole).await.unwrap();
    for role in [Role::Cmy, Role::Pmm, Role::Chr, Role::Bur] {
        let person = world.staff(role).await;
        assert_eq!(person.call::<ListAlarms>(&(), &Nothing {}).await.unwrap_err().status, 403);
    }
});

on_both!(threat_j2_what_is_not_committed_is_not_signed_for, |world| {
    append(&world, 2).await;
    let (estate, at) = (world.estate, world.server.now());
    let undone = world.server.app.db.write(move |conn| {
        let fact = Fact::Roll { units: 1, digest: "00".repeat(32) };
        journal::append(conn, estate, at, fact, "{}")?;
        Err::<(), Failure>(Code::Conflict.into())
    });
    assert!(undone.await.is_err());
    assert_eq!(signed(&world).await, 2);
});

on_both!(threat_j2_yesterdays_database_is_not_signed_for_until_the_loss_is_public, |world| {
    append(&world, 4).await;
    signed(&world).await;
    let key = key(&world).await;
    let (_, four) = checkpoint(&world, &key).await;
    append(&world, 3).await;
    signed(&world).await;
    let (_, seven) = checkpoint(&world, &key).await;
    yesterday(&world, 4).await;
    // A server that starts on it looks before it signs.
    check_all(&world.server.app).await.unwrap();
    let (status, said) = readiness(&world).await;
    assert_eq!((status, said.contains("does not go on")), (503, true), "{said}");
    assert_eq!(refused(&world).await, Refusal::Shorter { head: 4, signed: 7 });
    append(&world, 5).await;
    assert_eq!(refused(&world).await, Refusal::Rewritten(seven), "also when it has grown again");
    assert_eq!(checkpoint(&world, &key).await.1, four);

    let opened = open_epoch(&world.server.app, world.estate).await.unwrap();
    assert_eq!(opened.lost, 3);
    assert_eq!(opened.origin, format!("linli/{}/2", world.estate));
    assert_eq!(readiness(&world).await.0, 200);
    assert_eq!(public(&world, "checkpoint").await, Err(410), "the log that ended says so");
    let now = view(&world).await;
    let note =
        shared::journal::Note::parse(&public(&world, "2/checkpoint").await.unwrap()).unwrap();
    let vkey = shared::journal::VerifierKey::parse(&now.keys.last().unwrap().vkey).unwrap();
    let opened = shared::journal::Checkpoint::open(&note, &[vkey]).unwrap();
    assert_eq!(opened.tree.size, 10);
    let said = entry(&world, 10, None).await;
    assert!(holds(&said, opened.tree));
    let root = data_encoding::HEXLOWER.encode(&seven.root);
    let fact =
        format!("\"epoch\":2,\"kind\":\"journal_epoch\",\"lost\":3,\"root\":\"{root}\",\"size\":7");
    assert!(said.entry.contains(&fact), "{}", said.entry);
    assert!(is_consistent(four, opened.tree, &hashes(&growth(&world, 4).await.proof)));
    assert!(
        open_epoch(&world.server.app, world.estate).await.unwrap_err().contains("nothing was lost")
    );
    append(&world, 1).await;
    assert_eq!(signed(&world).await, 11, "and goes on");
});

on_both!(threat_j2_a_loss_is_public_also_where_nothing_came_after_it, |world| {
    append(&world, 4).await;
    signed(&world).await;
    append(&world, 3).await;
    signed(&world).await;
    yesterday(&world, 5).await;
    assert_eq!(refused(&world).await, Refusal::Shorter { head: 5, signed: 7 });
    assert_eq!(open_epoch(&world.server.app, world.estate).await.unwrap().lost, 2);
});

on_both!(threat_j4_what_does_not_hold_is_not_signed_for, |world| {
    append(&world, 2).await;
    signed(&world).await;
    append(&world, 300).await;
    without_triggers(&world).await;
    for seq in [2, 200, 290] {
        run(&world, format!("UPDATE journal SET bytes = bytes || ' ' WHERE seq = {seq}")).await;
        assert_eq!(refused(&world).await, Refusal::Entry(seq));
        run(&world, format!("UPDATE journal SET bytes = rtrim(bytes) WHERE seq = {seq}")).await;
    }
    run(&world, "DELETE FROM journal_private WHERE seq = 302".to_owned()).await;
    run(&world, "UPDATE journal SET seq = 1000 WHERE seq = 302".to_owned()).await;
    assert_eq!(refused(&world).await, Refusal::Entry(302));
    assert!(open_epoch(&world.server.app, world.estate).await.is_err(), "no epoch hides it");
    assert_eq!(readiness(&world).await.0, 503);
    run(&world, "UPDATE journal SET seq = 302 WHERE seq = 1000".to_owned()).await;
    assert_eq!(signed(&world).await, 302);
    assert_eq!(readiness(&world).await.0, 200);
});

on_both!(threat_j4_verify_names_a_tile_and_a_checkpoint_that_do_not_hold, |world| {
    append(&world, 600).await;
    signed(&world).await;
    without_triggers(&world).await;
    let bad = async || {
        let verdicts = verify(&world.server.app.db).await.unwrap();
        verdicts.into_iter().find_map(|verdict| verdict.bad)
    };
    assert_eq!(bad().await, None);
    // By way of other places: two tiles never have one place.
    let apart = "UPDATE journal_tile SET place = place + 10".to_owned();
    let cross = "UPDATE journal_tile SET place = 11 - place".to_owned();
    run(&world, apart.clone()).await;
    run(&world, cross.clone()).await;
    assert_eq!(bad().await, Some((256, "tile 1/0 is not what its entries make".to_owned())));
    run(&world, apart).await;
    run(&world, cross).await;
    assert_eq!(bad().await, None);
    run(&world, "UPDATE checkpoint SET note = replace(note, '600', '599')".to_owned()).await;
    let said = "the checkpoint over 600 entries bears no signature of its key".to_owned();
    assert_eq!(bad().await, Some((600, said)));
});
