//! A journal as a transparency log: what its tests share, and that it works.

use backend::db::tlog::Stored;
use backend::db::{Address, Conn, journal};
use backend::job::checkpoint::run_once;
use backend::tlog::{Outcome, sign};
use diesel::connection::SimpleConnection;
use shared::api::Nothing;
use shared::api::journal::{
    EntryProof, EntryQuery, GetJournal, GetJournalEntry, GetJournalGrowth, GrowthProof,
    GrowthQuery, JournalView,
};
use shared::domain::account::Role;
use shared::domain::report::BATCH;
use shared::journal::{
    Checkpoint, Fact, Hash, Note, Tree, VerifierKey, is_consistent, is_included, leaf_hash,
};
use tests::{Person, World, on_both};

/// Appends so many entries.
pub(crate) async fn append(world: &World, count: u32) {
    let (estate, at) = (world.estate, world.server.now());
    let work = move |conn: &mut Conn| {
        for n in 0..count {
            let fact = Fact::Roll { units: n, digest: "00".repeat(32) };
            journal::append(conn, estate, at, fact, "{}")?;
        }
        Ok(())
    };
    world.server.app.db.write(work).await.unwrap();
}

/// Signs for what there is and gives the size.
pub(crate) async fn signed(world: &World) -> u64 {
    match sign(&world.server.app, world.estate).await.unwrap() {
        Outcome::Signed(tree) => tree.size,
        other => panic!("not signed: {other:?}"),
    }
}

/// Runs a statement that the house itself never would.
pub(crate) async fn run(world: &World, statement: String) {
    let work = move |conn: &mut Conn| {
        match conn {
            Conn::Postgres(c) => c.batch_execute(&statement)?,
            Conn::Sqlite(c) => c.batch_execute(&statement)?,
        }
        Ok(())
    };
    world.server.app.db.write(work).await.unwrap();
}

/// Takes away what keeps the operator of the database from rewriting.
pub(crate) async fn without_triggers(world: &World) {
    for table in ["journal", "checkpoint", "journal_tile", "journal_key", "journal_epoch"] {
        let drop = match world.server.app.settings.database {
            Address::Sqlite(_) => {
                format!("DROP TRIGGER {table}_no_update; DROP TRIGGER {table}_no_delete")
            }
            Address::Postgres(_) => format!("DROP TRIGGER {table}_append_only ON {table}"),
        };
        run(world, drop).await;
    }
}

/// A public address below the estate's log, as text; the status where it is not there.
pub(crate) async fn public(world: &World, path: &str) -> Result<String, u16> {
    let url = world.server.url(&format!("/tlog/{}/{path}", world.estate));
    let answer = reqwest::get(url).await.unwrap();
    match answer.status().as_u16() {
        200 => Ok(answer.text().await.unwrap()),
        other => Err(other),
    }
}

pub(crate) async fn view(world: &World) -> JournalView {
    let stranger = Person::stranger(&world.server);
    stranger.call::<GetJournal>(&(world.estate,), &Nothing {}).await.unwrap()
}

/// The log's present key.
pub(crate) async fn key(world: &World) -> VerifierKey {
    VerifierKey::parse(&view(world).await.keys.last().unwrap().vkey).unwrap()
}

/// The public checkpoint, which a key has signed.
pub(crate) async fn checkpoint(world: &World, key: &VerifierKey) -> (Note, Tree) {
    let note = Note::parse(&public(world, "checkpoint").await.unwrap()).unwrap();
    let opened = Checkpoint::open(&note, std::slice::from_ref(key)).expect("signed by the key");
    (note, opened.tree)
}

pub(crate) fn hashes(hex: &[String]) -> Vec<Hash> {
    let hash = |hash: &String| data_encoding::HEXLOWER.decode(hash.as_bytes()).unwrap();
    hex.iter().map(|text| hash(text).try_into().unwrap()).collect()
}

pub(crate) async fn growth(world: &World, from: u64) -> GrowthProof {
    let stranger = Person::stranger(&world.server);
    let query = GrowthQuery { from, to: None };
    stranger.call::<GetJournalGrowth>(&(world.estate,), &query).await.unwrap()
}

pub(crate) async fn entry(world: &World, seq: u64, size: Option<u64>) -> EntryProof {
    let stranger = Person::stranger(&world.server);
    let query = EntryQuery { seq, size };
    stranger.call::<GetJournalEntry>(&(world.estate,), &query).await.unwrap()
}

/// Whether an entry is where its proof says, in the tree of a checkpoint.
pub(crate) fn holds(proof: &EntryProof, tree: Tree) -> bool {
    let path = hashes(&proof.proof);
    is_included(leaf_hash(&proof.entry), proof.seq - 1, tree.size, &path, tree.root)
}

on_both!(every_entry_is_proven_to_strangers_and_every_size_goes_on, |world| {
    append(&world, 5).await;
    assert_eq!(signed(&world).await, 5);
    let key = key(&world).await;
    let (_, five) = checkpoint(&world, &key).await;
    world.server.clock.advance(BATCH);
    append(&world, 9).await;
    assert_eq!(run_once(&world.server.app).await.unwrap(), 1 + 2, "the other estates' first ones");
    let (_, fourteen) = checkpoint(&world, &key).await;
    assert_eq!(fourteen.size, 14);
    for seq in 1..=14 {
        let proof = entry(&world, seq, None).await;
        assert!(holds(&proof, fourteen), "{seq}");
        assert!(!holds(&EntryProof { seq: seq % 14 + 1, ..proof }, fourteen), "{seq}");
    }
    assert!(holds(&entry(&world, 3, Some(5)).await, five));
    let proof = growth(&world, 5).await;
    assert_eq!((proof.from, proof.to), (5, 14));
    assert!(is_consistent(five, fourteen, &hashes(&proof.proof)));
    let stranger = Person::stranger(&world.server);
    let beyond = EntryQuery { seq: 15, size: None };
    let of = &(world.estate,);
    assert_eq!(stranger.call::<GetJournalEntry>(of, &beyond).await.unwrap_err().status, 404);
    for (from, to) in [(0, None), (15, None), (5, Some(15)), (6, Some(5))] {
        let query = GrowthQuery { from, to };
        assert_eq!(stranger.call::<GetJournalGrowth>(of, &query).await.unwrap_err().status, 404);
    }
});

on_both!(a_checkpoint_is_signed_once_in_a_quarter_of_an_hour_and_never_between, |world| {
    append(&world, 1).await;
    let app = &world.server.app;
    assert_eq!(run_once(app).await.unwrap(), 3);
    world.server.clock.advance(BATCH - world.server.now().ms() % BATCH - 1);
    append(&world, 1).await;
    assert_eq!(run_once(app).await.unwrap(), 0, "the log says nothing before the batch");
    assert_eq!(view(&world).await.checkpoint.unwrap().lines().nth(1), Some("1"));
    world.server.clock.advance(1);
    assert_eq!(run_once(app).await.unwrap(), 1);
    assert_eq!(view(&world).await.checkpoint.unwrap().lines().nth(1), Some("2"));
    world.server.clock.advance(BATCH);
    assert_eq!(run_once(app).await.unwrap(), 0, "nothing is new");
});

on_both!(only_what_a_checkpoint_covers_is_public_and_tiles_stay_for_good, |world| {
    append(&world, 300).await;
    assert_eq!(public(&world, "checkpoint").await, Err(404));
    assert_eq!(public(&world, "tile/entries/000").await, Err(404));
    signed(&world).await;
    append(&world, 1).await;
    for (path, status) in [
        ("tile/0/000", 200),
        ("tile/0/001.p/44", 200),
        ("tile/0/001.p/45", 404),
        ("tile/1/000.p/1", 200),
        ("tile/1/000.p/2", 404),
        ("tile/entries/001.p/44", 200),
        ("tile/entries/001", 404),
        ("tile/entries/001.p/45", 404),
        ("tile/0/0", 404),
        ("2/checkpoint", 404),
        ("keys/1", 404),
    ] {
        let url = world.server.url(&format!("/tlog/{}/{path}", world.estate));
        let answer = reqwest::get(url).await.unwrap();
        assert_eq!(answer.status(), status, "{path}");
        if status == 200 {
            let header = |name: &str| answer.headers()[name].to_str().unwrap().to_owned();
            assert_eq!(header("content-type"), "application/octet-stream");
            assert!(header("cache-control").contains("immutable"));
        }
    }
    let url = world.server.url(&format!("/tlog/{}/checkpoint", world.estate));
    let answer = reqwest::get(url).await.unwrap();
    assert_eq!(answer.headers()["content-type"], "text/plain; charset=utf-8");
    assert_eq!(answer.headers()["cache-control"], "public, max-age=5");
    let nobody = world.server.url("/tlog/01890a5d-ac96-774b-bcce-b302099a8057/checkpoint");
    assert_eq!(reqwest::get(nobody).await.unwrap().status(), 404);
});

on_both!(a_checkpoint_of_a_long_journal_reads_what_is_new_and_the_right_edge, |world| {
    append(&world, 5_000).await;
    signed(&world).await;
    append(&world, 3).await;
    assert_eq!(signed(&world).await, 5_003);
    let estate = world.estate;
    let read = move |conn: &mut Conn| {
        let mut stored = Stored::anew(conn, estate);
        let tree = stored.tree(5_003)?;
        Ok((tree, stored.read))
    };
    let (tree, read) = world.server.app.db.read(read).await.unwrap();
    assert_eq!(read, 5_003 % 256, "the leaves after the last full tile");
    assert_eq!(checkpoint(&world, &key(&world).await).await.1, tree);
    let verdicts = backend::command::verify(&world.server.app.db).await.unwrap();
    let root = data_encoding::HEXLOWER.encode(&tree.root);
    assert!(verdicts.iter().any(|one| one.root == root && one.bad.is_none()), "{verdicts:?}");
});

on_both!(a_program_made_by_others_follows_the_log_by_its_public_address_alone, |world| {
    let owner = world.owner(0).await;
    let town = world.staff(Role::Twn).await;
    world.file(&owner, "FIRE_LANE_BLOCKED").await;
    world.file(&town, "DECOR_ILLEGAL").await;
    append(&world, 600).await;
    let size = signed(&world).await;
    let key = key(&world).await;
    let (_, tree) = checkpoint(&world, &key).await;
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/python/tlog.py");
    let follow = async |vkey: String| {
        let prefix = world.server.url(&format!("/tlog/{}", world.estate));
        let mut python = std::process::Command::new("python3");
        python.args([script, &prefix, &vkey]);
        let output = tokio::task::spawn_blocking(move || python.output().unwrap()).await.unwrap();
        (output.status.success(), String::from_utf8(output.stdout).unwrap())
    };
    let root = data_encoding::HEXLOWER.encode(&tree.root);
    let (good, said) = follow(key.to_string()).await;
    assert!(good && said == format!("{size} {root} 2\n"), "{said}");
    let seed = [9; 32];
    let other =
        shared::journal::SignerKey::new(key.name(), shared::journal::KeyKind::Log, &seed).unwrap();
    let (good, said) = follow(other.verifier().to_string()).await;
    assert!(!good && said.contains("has not signed"), "{said}");
    without_triggers(&world).await;
    run(&world, "UPDATE journal SET bytes = bytes || ' ' WHERE seq = 300".to_owned()).await;
    let (good, said) = follow(key.to_string()).await;
    assert!(!good && said.contains("do not give the signed root"), "{said}");
});
