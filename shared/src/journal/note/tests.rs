use proptest::prelude::*;

use super::*;

/// The example key and note of the package that the format comes from.
const PETER: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const NOTE: &str = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

fn key(name: &str, kind: KeyKind, seed: u8) -> SignerKey {
    SignerKey::new(name, kind, &[seed; 32]).unwrap()
}

#[test]
fn the_formats_own_example_is_read_checked_and_written() {
    let (key, note) = (VerifierKey::parse(PETER).unwrap(), Note::parse(NOTE).unwrap());
    assert!(note.is_signed_by(&key));
    assert_eq!((key.to_string().as_str(), note.to_string().as_str()), (PETER, NOTE));
    let changed = Note::parse(&NOTE.replace("don't", "do")).unwrap();
    assert!(!changed.is_signed_by(&key));
}

/// RFC 8032, 7.1, test 1: the key of a seed and the signature over nothing cannot be a note's, but
/// the key is.
#[test]
fn a_seeds_key_is_the_standards() {
    let seed = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
    let public = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
    let bytes = |hex: &str| data_encoding::HEXLOWER.decode(hex.as_bytes()).unwrap();
    let key = SignerKey::new("rfc", KeyKind::Log, &bytes(seed).try_into().unwrap()).unwrap();
    assert_eq!(key.verifier().public().as_slice(), bytes(public));
    assert!(!format!("{key:?}").contains("9d61"));
}

#[test]
fn a_witness_says_when_and_its_time_cannot_be_changed() {
    let (log, witness) = (key("log", KeyKind::Log, 1), key("town", KeyKind::Witness, 2));
    let mut note = Note::sign("log\n1\n", &log, 0).unwrap();
    note.countersign(&witness, 1_795_390_200);
    assert_eq!(note.signed_at(witness.verifier()), Some(1_795_390_200));
    assert!(note.is_signed_by(log.verifier()));
    let mut later = note.clone();
    later.signatures[1].bytes[7] ^= 1;
    assert_eq!(later.signed_at(witness.verifier()), None);
    note.countersign(&witness, 1_795_390_201);
    assert_eq!(note.signatures().len(), 2, "a key signs once");
    assert_eq!(note.signed_at(witness.verifier()), Some(1_795_390_201));
}

#[test]
fn another_kind_of_key_with_the_same_bytes_is_another_key() {
    let (log, witness) = (key("a", KeyKind::Log, 1), key("a", KeyKind::Witness, 1));
    assert_ne!(log.verifier().id(), witness.verifier().id());
    let note = Note::sign("text\n", &log, 0).unwrap();
    assert!(!note.is_signed_by(witness.verifier()));
}

#[test]
fn what_is_no_note_or_another_form_of_one_is_refused() {
    for bad in [
        String::new(),
        "text\n".to_owned(),
        "text\n\n".to_owned(),
        NOTE.trim_end().to_owned(),
        NOTE.replace("\n\n", "\n"),
        NOTE.replace("— ", "- "),
        NOTE.replace("JnAM=", "JnAN="),
        NOTE.replace("JnAM=", "JnAM"),
        NOTE.replace("If you", "If\tyou"),
        format!("{NOTE}\n"),
        format!("{NOTE}{}", NOTE.lines().last().unwrap()),
        format!("{NOTE}{}\n", NOTE.lines().last().unwrap()),
        format!("{NOTE}— x AAAA\n"),
    ] {
        assert_eq!(Note::parse(&bad), None, "{bad:?}");
    }
    for bad in [
        "",
        "a",
        "a+b",
        "a+c74f20a3+",
        &PETER.replace("c7", "c8"),
        &PETER.replace("c7", "C7"),
        &PETER.replace("ARpc", "Ahpc"),
        &PETER.replace("Peter", "Pe ter"),
    ] {
        assert_eq!(VerifierKey::parse(bad), None, "{bad}");
    }
    for name in ["", "a b", "a+b", "a\n", "a\u{3000}b"] {
        assert!(SignerKey::new(name, KeyKind::Log, &[1; 32]).is_none(), "{name:?}");
    }
    assert!(VerifierKey::new("weak", KeyKind::Log, &[0; 32]).is_none());
    assert_eq!(Note::sign("no end", &key("a", KeyKind::Log, 1), 0), None);
}

proptest! {
    #[test]
    fn a_note_is_read_as_it_is_written(
        text in "([^\\pC]{0,30}\n){1,4}", name in "[a-z/.]{1,12}", time in any::<u64>(), seed in 1_u8..9,
    ) {
        let mut note = Note::sign(&text, &key(&name, KeyKind::Log, seed), 0).unwrap();
        note.countersign(&key("witness", KeyKind::Witness, seed), time);
        let read = Note::parse(&note.to_string()).unwrap();
        prop_assert_eq!(&read, &note);
        prop_assert_eq!(read.signed_at(key("witness", KeyKind::Witness, seed).verifier()), Some(time));
    }

    #[test]
    fn what_is_read_of_any_text_is_written_so(
        text in "[a\n]{0,5}\n\n(— [ab]{1,2} [A-D]{4,8}={0,2}\n){0,3}|(?s).{0,60}",
    ) {
        if let Some(note) = Note::parse(&text) {
            prop_assert_eq!(note.to_string(), text);
        }
    }

    #[test]
    fn what_is_read_of_any_key_is_written_so(text in "[ab]{1,2}\\+[0-9a-f]{8}\\+[A-E]{44}|\\PC{0,60}") {
        if let Some(key) = VerifierKey::parse(&text) {
            prop_assert_eq!(key.to_string(), text);
        }
    }

    #[test]
    fn a_changed_text_or_signature_does_not_hold(place in any::<prop::sample::Index>(), bit in 0_u8..7) {
        let signer = key("log", KeyKind::Log, 1);
        let whole = Note::sign("log\n12\nroot\n", &signer, 0).unwrap().to_string();
        let mut bytes = whole.clone().into_bytes();
        let place = place.index(bytes.len());
        bytes[place] ^= 1 << bit;
        if let Some(note) = String::from_utf8(bytes).ok().and_then(|text| Note::parse(&text)) {
            prop_assert!(!note.is_signed_by(signer.verifier()));
        }
    }
}
