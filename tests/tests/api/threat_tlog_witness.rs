//! Threats J1 and J2: witnesses outside the server.

use backend::tlog::{Outcome, Refusal, sign};
use shared::api::journal::{
    CosignJournal, Cosignature, GetWitness, KeepWitness, NewWitness, WitnessView,
};
use shared::api::{Code, Nothing, Problem};
use shared::domain::account::{Role, Scope};
use shared::journal::{KeyKind, Note, SignerKey, VerifierKey};
use tests::{Person, World, on_both};

use crate::journal_log::{append, checkpoint, key, public, run, signed, view, without_triggers};

const NOW: u64 = 1_795_390_200;

fn witness(name: &str, seed: u8) -> SignerKey {
    SignerKey::new(name, KeyKind::Witness, &[seed; 32]).unwrap()
}

async fn keep(person: &Person, key: &SignerKey) -> Result<WitnessView, Problem> {
    let new = NewWitness { vkey: key.verifier().to_string() };
    person.call::<KeepWitness>(&(), &new).await
}

async fn post(world: &World, person: &Person, note: &Note) -> Result<Nothing, Problem> {
    let cosignature = Cosignature { note: note.to_string() };
    person.call::<CosignJournal>(&(world.estate,), &cosignature).await
}

fn cosigned(note: &Note, key: &SignerKey) -> Note {
    let mut note = note.clone();
    note.countersign(key, NOW);
    note
}

on_both!(threat_j1_community_and_town_sign_for_what_they_saw_and_everybody_sees_it, |world| {
    append(&world, 3).await;
    signed(&world).await;
    let log = key(&world).await;
    let (note, _) = checkpoint(&world, &log).await;
    let (community, town) = (world.staff(Role::Cmy).await, world.staff(Role::Twn).await);
    let (of_community, of_town) = (witness("qingxi", 1), witness("keqiao", 2));
    let early = post(&world, &town, &cosigned(&note, &of_town)).await.unwrap_err();
    assert_eq!(early.code, Code::Conflict, "no key is kept yet");
    keep(&community, &of_community).await.unwrap();
    keep(&town, &of_town).await.unwrap();
    let shown = town.call::<GetWitness>(&(), &Nothing {}).await.unwrap().witness.unwrap();
    assert_eq!((shown.is_town, shown.vkey), (true, of_town.verifier().to_string()));
    assert_eq!(public(&world, "witnessed").await, Err(404));
    post(&world, &community, &cosigned(&note, &of_community)).await.unwrap();
    post(&world, &town, &cosigned(&note, &of_town)).await.unwrap();
    post(&world, &town, &cosigned(&note, &of_town)).await.unwrap();
    let (shown, _) = checkpoint(&world, &log).await;
    assert_eq!(shown.signatures().len(), 3);
    for key in [&of_community, &of_town] {
        assert_eq!(shown.signed_at(key.verifier()), Some(NOW));
    }
    append(&world, 1).await;
    signed(&world).await;
    assert_eq!(checkpoint(&world, &log).await.0.signatures().len(), 1);
    assert_eq!(public(&world, "witnessed").await.unwrap(), shown.to_string());
    let view = view(&world).await;
    assert_eq!(view.witnessed, Some(shown.to_string()));
    let known: Vec<_> = view.witnesses.iter().map(|one| one.vkey.clone()).collect();
    assert_eq!(known, [of_community.verifier().to_string(), of_town.verifier().to_string()]);
});

on_both!(threat_j1_nobody_signs_for_another_office_or_for_what_they_did_not_see, |world| {
    append(&world, 3).await;
    signed(&world).await;
    let (note, _) = checkpoint(&world, &key(&world).await).await;
    let town = world.staff(Role::Twn).await;
    let (ours, other) = (witness("keqiao", 2), witness("keqiao", 3));
    keep(&town, &ours).await.unwrap();
    for role in [Role::Pmm, Role::Chr, Role::Bur, Role::Dst, Role::Adm] {
        let person = world.staff(role).await;
        assert_eq!(keep(&person, &ours).await.unwrap_err().status, 403, "{role}");
        assert!(post(&world, &person, &cosigned(&note, &ours)).await.is_err(), "{role}");
    }
    let far = Scope::Community { community: world.far_community };
    let far = world.person(Role::Cmy, far).await;
    keep(&far, &other).await.unwrap();
    assert_eq!(post(&world, &far, &cosigned(&note, &other)).await.unwrap_err().status, 404);
    assert_eq!(post(&world, &town, &note).await.unwrap_err().status, 422, "not signed");
    assert_eq!(post(&world, &town, &cosigned(&note, &other)).await.unwrap_err().status, 422);
    let changed = note.to_string().replace("\n3\n", "\n4\n");
    let changed = cosigned(&Note::parse(&changed).unwrap(), &ours);
    assert_eq!(post(&world, &town, &changed).await.unwrap_err().status, 422, "not the log's");
    let log_key = SignerKey::new("keqiao", KeyKind::Log, &[2; 32]).unwrap();
    assert_eq!(keep(&town, &log_key).await.unwrap_err().status, 422, "no witness's key");
    assert_eq!(public(&world, "witnessed").await, Err(404));
});

on_both!(threat_j2_a_witness_shows_that_a_whole_machine_went_back, |world| {
    append(&world, 2).await;
    signed(&world).await;
    append(&world, 3).await;
    signed(&world).await;
    let town = world.staff(Role::Twn).await;
    let ours = witness("keqiao", 2);
    keep(&town, &ours).await.unwrap();
    let (five, _) = checkpoint(&world, &key(&world).await).await;
    // Database and keys' folder alike are yesterday's.
    without_triggers(&world).await;
    for statement in [
        "DELETE FROM journal_private WHERE seq > 2",
        "DELETE FROM journal WHERE seq > 2",
        "UPDATE journal_head SET seq = 2",
        "DELETE FROM checkpoint WHERE size > 2",
    ] {
        run(&world, statement.to_owned()).await;
    }
    let folder = world.server.database.folder.path().join("keys/journal");
    std::fs::remove_file(folder.join(format!("{}.signed", world.estate))).unwrap();
    append(&world, 1).await;
    assert_eq!(signed(&world).await, 3, "the server does not know better");
    let answer = post(&world, &town, &cosigned(&five, &ours)).await.unwrap_err();
    assert_eq!(answer.code, Code::Conflict);
    append(&world, 1).await;
    let outcome = sign(&world.server.app, world.estate).await.unwrap();
    assert_eq!(outcome, Outcome::Refused(Refusal::Shorter { head: 4, signed: 5 }));
    let vkey = VerifierKey::parse(&view(&world).await.keys[0].vkey).unwrap();
    assert!(five.is_signed_by(&vkey), "by the same key");
});
