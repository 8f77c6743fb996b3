//! No reader panics, whatever it is given, and none takes what it would not write itself.

use std::sync::OnceLock;

use proptest::prelude::*;
use proptest::sample::Index;

use super::super::bundle::{head, verify};
use super::super::*;
use super::meeting::{Meeting, question};
use super::world::{Ceremony, nth};
use crate::domain::vote::{Channel, Matter, VoteRules, Weight};
use crate::journal::{Digest, Tree};

/// A counted meeting of four, once.
fn bundle() -> &'static (String, Tree) {
    static BUNDLE: OnceLock<(String, Tree)> = OnceLock::new();
    BUNDLE.get_or_init(|| {
        let rules = VoteRules { min_group: 0, ..VoteRules::default() };
        let matter = question(1, Matter::UseRepairFund, false, &rules, false);
        let rows = (1..=4).map(|n| vec![Some(Weight { area: 100 * n, persons: 1 })]).collect();
        let mut meeting = Meeting::open(vec![matter], rows);
        for n in 0..3 {
            meeting.cast(nth(n), &vec![Some(vec![n != 1, n == 1])]);
        }
        meeting.close();
        meeting.open_by([Seat::Committee, Seat::Town]);
        (meeting.bundle(), meeting.tree())
    })
}

/// The lines with a foot that fits them, whatever they are.
fn footed(lines: &[String]) -> String {
    let mut text = lines.join("\n") + "\n";
    let (count, hash) = (lines.len(), Digest::of(&text));
    text.push_str(&format!("{{\"kind\":\"foot\",\"lines\":{count},\"sha256\":\"{hash}\"}}\n"));
    text
}

fn verifies(text: &str) -> bool {
    verify(text, bundle().1, &mut |_, _| ()).is_ok()
}

#[test]
fn the_bundle_that_is_changed_below_holds_as_it_is() {
    let mut lines: Vec<String> = bundle().0.lines().map(str::to_owned).collect();
    lines.pop();
    assert_eq!(footed(&lines), bundle().0);
    assert!(verifies(&bundle().0));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(super::cases(256)))]

    #[test]
    fn arbitrary_text_is_no_bundle_ballot_sheet_key_file_or_recovery_text(text in any::<String>()) {
        prop_assert!(!verifies(&text) && head(&text).is_err());
        prop_assert!(Ballot::parse(&text).is_err() && CheckSheet::parse(&text).is_err());
        prop_assert!(open_key_file(&text, "x").is_err() && read_recovery(&text).is_err());
        prop_assert!(Point::parse(&text).is_none() && Point::from_hex(&text).is_none());
        prop_assert!(Proof::parse(&text).is_none() && Digest::parse(&text).is_none());
    }

    #[test]
    fn arbitrary_bytes_are_no_item_point_or_sealed_share(
        bytes in prop::collection::vec(any::<u8>(), 0..900),
        boxes in 0_usize..120,
        limit in 0_usize..120,
    ) {
        if let Some(shape) = Shape::new(boxes, limit) {
            prop_assert!(Item::parse(&bytes, shape).is_err());
        }
        let mut whole = bytes.clone();
        whole.resize(Shape::MOTION.bytes(), 0);
        prop_assert!(Item::parse(&whole, Shape::MOTION).is_err());
        let reader = ReaderKey::from_seed(&[1; 32]).unwrap();
        prop_assert!(reader.open(&Digest::of("x"), &bytes).is_err());
        let world = Ceremony::new(&[Shape::MOTION]);
        prop_assert!(unwrap_seed(&world.poll, nth(1), &[1; 32], &bytes).is_err());
    }

    #[test]
    fn a_changed_byte_anywhere_in_a_bundle_is_found(at in any::<Index>(), with in 0x20_u8..0x7f) {
        let (text, _) = bundle();
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        lines.pop();
        let line = at.index(lines.len());
        let mut bytes = lines[line].clone().into_bytes();
        let place = at.index(bytes.len());
        prop_assume!(bytes[place] != with && bytes[place].is_ascii());
        bytes[place] = with;
        lines[line] = String::from_utf8(bytes).unwrap();
        prop_assert!(!verifies(&footed(&lines)), "{line} {place}");
    }

    #[test]
    fn a_line_left_out_or_doubled_is_found(at in any::<Index>(), doubled in any::<bool>()) {
        let (text, _) = bundle();
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        lines.pop();
        let at = at.index(lines.len());
        let line = lines.remove(at);
        if doubled {
            lines.insert(at, line.clone());
            lines.insert(at, line);
        }
        prop_assert!(!verifies(&footed(&lines)), "{at}");
    }

    #[test]
    fn a_line_among_those_of_another_kind_is_found(from in any::<Index>(), to in any::<Index>()) {
        let (text, _) = bundle();
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        lines.pop();
        let line = lines.remove(from.index(lines.len()));
        let to = to.index(lines.len() + 1);
        let kind = |line: &String| {
            let at = line.rfind("\"kind\":\"").unwrap() + 8;
            line[at..].chars().take_while(|letter| *letter != '"').collect::<String>()
        };
        let beside = to.checked_sub(1).into_iter().chain([to]).filter_map(|at| lines.get(at));
        prop_assume!(beside.map(kind).all(|other| other != kind(&line)));
        lines.insert(to, line);
        prop_assert!(footed(&lines) == *text || !verifies(&footed(&lines)), "{to}");
    }

    #[test]
    fn a_changed_byte_of_a_ballot_is_refused(at in any::<Index>(), with in any::<u8>()) {
        let world = Ceremony::new(&[Shape::MOTION]);
        let ballot = world.ballot(nth(1), &[&[true, false]]);
        let (text, mark) = (ballot.json(), ballot.fingerprint());
        let mut bytes = text.clone().into_bytes();
        let place = at.index(bytes.len());
        prop_assume!(bytes[place] != with);
        bytes[place] = with;
        let Ok(changed) = String::from_utf8(bytes) else { return Ok(()) };
        let of = (nth(1), Channel::App);
        let check = |mark: &Digest| check_ballot(&world.poll, of, &world.matters(), &changed, mark);
        prop_assert!(check(&mark).is_err());
        prop_assert!(check(&Digest::of(&changed)).is_err());
    }
}
