//! Threat J3: the key of the journals, apart from database and backups.

use backend::tlog::{Outcome, Refusal, rotate, sign};
use shared::journal::{Checkpoint, Note, VerifierKey, is_consistent, successor};
use tests::{World, on_both};

use crate::journal_log::{
    append, checkpoint, entry, growth, hashes, holds, key, public, signed, view,
};

fn folder(world: &World) -> std::path::PathBuf {
    world.server.database.folder.path().join("keys/journal")
}

on_both!(threat_j3_a_new_key_is_named_by_the_old_one_and_old_proofs_hold, |world| {
    append(&world, 5).await;
    signed(&world).await;
    let old = key(&world).await;
    let (kept, five) = checkpoint(&world, &old).await;
    let proof = entry(&world, 3, None).await;

    let rotated = rotate(&world.server.app).await.unwrap();
    assert_eq!((rotated.no, rotated.logs), (2, 1));
    append(&world, 2).await;
    assert_eq!(signed(&world).await, 8, "the rotation is an entry");
    let new = key(&world).await;
    assert_ne!(old.public(), new.public());
    let (served, eight) = checkpoint(&world, &new).await;
    assert!(!served.is_signed_by(&old));

    // A follower that knows the old key alone comes to the new one by what the old one has signed.
    let keys: Vec<VerifierKey> =
        public(&world, "keys").await.unwrap().lines().filter_map(VerifierKey::parse).collect();
    assert_eq!(keys, [old.clone(), new.clone()]);
    let note = Note::parse(&public(&world, "keys/2").await.unwrap()).unwrap();
    assert_eq!(successor(&note, &old), Some(new.clone()));
    assert_eq!(view(&world).await.keys[1].note, Some(note.to_string()));
    let said = entry(&world, 6, None).await;
    assert!(holds(&said, eight));
    let leaf: serde_json::Value = serde_json::from_str(&said.entry).unwrap();
    assert_eq!(leaf["fact"]["kind"], "journal_key");
    assert_eq!(leaf["fact"]["note"], note.to_string());

    assert!(kept.is_signed_by(&old) && holds(&proof, five), "what was proven stays proven");
    assert_eq!(Checkpoint::open(&kept, &keys).unwrap().tree, five);
    assert!(is_consistent(five, eight, &hashes(&growth(&world, 5).await.proof)));
    let verdicts = backend::command::verify(&world.server.app.db).await.unwrap();
    assert!(verdicts.iter().all(|verdict| verdict.bad.is_none()), "{verdicts:?}");
    assert_eq!(rotate(&world.server.app).await.unwrap().no, 3, "and once more");
});

on_both!(threat_j3_a_key_that_is_lost_is_not_replaced_in_silence, |world| {
    append(&world, 1).await;
    signed(&world).await;
    let before = view(&world).await.keys;
    let (path, aside) = (folder(&world), folder(&world).with_extension("aside"));
    std::fs::rename(&path, &aside).unwrap();
    append(&world, 1).await;
    let app = &world.server.app;
    let no_key = Outcome::Refused(Refusal::NoKey);
    assert_eq!(sign(app, world.estate).await.unwrap(), no_key);
    assert_eq!(sign(app, world.bare).await.unwrap(), no_key, "nor for another estate");
    assert!(rotate(app).await.unwrap_err().contains("no key"));
    assert_eq!(view(&world).await.keys, before);
    assert!(!path.exists(), "none was made");
    std::fs::rename(&aside, &path).unwrap();
    assert_eq!(signed(&world).await, 2);
});

on_both!(threat_j3_the_key_is_not_in_the_database, |world| {
    append(&world, 1).await;
    signed(&world).await;
    let file = std::fs::read_to_string(folder(&world).join("1.key")).unwrap();
    let secret = data_encoding::HEXLOWER.decode(file.trim().as_bytes()).unwrap();
    assert_eq!(secret.len(), 32);
    if let backend::db::Address::Sqlite(path) = &world.server.database.address {
        for name in [path.clone(), path.with_extension("sqlite-wal")] {
            let bytes = std::fs::read(name).unwrap();
            for needle in [secret.as_slice(), file.trim().as_bytes()] {
                assert!(!bytes.windows(needle.len()).any(|part| part == needle));
            }
        }
    }
});
