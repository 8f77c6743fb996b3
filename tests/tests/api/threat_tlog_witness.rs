//! Threats J1 and J2: witnesses outside the server.

use backend::command::witness::{WitnessArgs, witness as witness_run};
use backend::tlog::{Outcome, Refusal, sign};
use shared::api::journal::{
    CosignJournal, Cosignature, GetWitness, KeepWitness, NewWitness, WitnessView,
};
use shared::api::{Code, Nothing, Problem};
use shared::domain::account::{Role, Scope};
use shared::journal::{KeyKind, Note, SignerKey, VerifierKey};
use tests::{Person, World, on_both};

use crate::journal_log::{append, checkpoint, key, public, run, signed, view, without_triggers};

/// The password that the harness gives staff.
const PASSWORD: &str = "correct horse battery";

const NOW: u64 = 1_795_390_200;

pub(crate) fn witness(name: &str, seed: u8) -> SignerKey {
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
    let mut lent = note.clone();
    lent.add(changed.signature(ours.verifier()).unwrap().clone());
    assert_eq!(post(&world, &town, &lent).await.unwrap_err().status, 422, "a line for another");
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

on_both!(threat_j1_the_witness_command_signs_for_what_goes_on_and_keeps_a_fork, |world| {
    append(&world, 3).await;
    signed(&world).await;
    let folder = tempfile::tempdir().unwrap();
    let phone = world.fresh_phone();
    let secret = world.grant(&phone, Role::Twn, Scope::Town { town: world.town }, None).await;
    world.server.clock.advance(30_000);
    let code = backend::access::totp::code(secret, world.server.now()).unwrap();
    let mut args = WitnessArgs {
        url: world.server.url(""),
        estate: world.estate.to_string(),
        name: "keqiao".to_owned(),
        folder: folder.path().to_owned(),
        phone: Some(phone),
        code: Some(code),
        register: true,
    };
    let said = witness_run(&args, Some(PASSWORD.to_owned())).await.unwrap();
    assert_eq!(said.len(), 3, "{said:?}");
    let vkey = VerifierKey::parse(&said[1]).unwrap();
    let (shown, _) = checkpoint(&world, &key(&world).await).await;
    assert!(shown.signed_at(&vkey).is_some(), "posted and shown");

    args.phone = None;
    args.code = None;
    backend::tlog::rotate(&world.server.app).await.unwrap();
    append(&world, 2).await;
    assert_eq!(signed(&world).await, 6);
    let said = witness_run(&args, None).await.unwrap();
    assert_eq!(said[0], "6 entries seen and signed for.", "also by a key that the old one named");
    let note = folder.path().join(format!("{}.note", world.estate));
    let kept = std::fs::read_to_string(&note).unwrap();

    without_triggers(&world).await;
    run(&world, "DELETE FROM cosignature".to_owned()).await;
    run(&world, "DELETE FROM checkpoint".to_owned()).await;
    let spoilt = "UPDATE journal SET hash = (SELECT hash FROM journal WHERE seq = 1), \
                  bytes = (SELECT bytes FROM journal WHERE seq = 1) WHERE seq = 2";
    run(&world, spoilt.to_owned()).await;
    let keys = world.server.database.folder.path().join("keys/journal");
    std::fs::remove_file(keys.join(format!("{}.signed", world.estate))).unwrap();
    append(&world, 1).await;
    assert_eq!(signed(&world).await, 7);
    let why = witness_run(&args, None).await.unwrap_err();
    assert!(why.contains("the first 6 entries are not those that were seen"), "{why}");
    assert_eq!(std::fs::read_to_string(&note).unwrap(), kept, "what was seen is kept");
    let fork = folder.path().join(format!("{}.7.fork", world.estate));
    let fork = Note::parse(&std::fs::read_to_string(fork).unwrap()).unwrap();
    assert!(fork.is_signed_by(&key(&world).await), "and what was shown");
});
