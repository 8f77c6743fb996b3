use proptest::prelude::*;

use super::*;

#[test]
fn paths_are_those_of_the_specification() {
    let of = |kind, index, width| Tile { kind, index, width }.to_string();
    assert_eq!(of(TileKind::Hashes(0), 1_234_067, 256), "0/x001/x234/067");
    assert_eq!(of(TileKind::Hashes(2), 0, 1), "2/000.p/1");
    assert_eq!(of(TileKind::Entries, 1000, 255), "entries/x001/000.p/255");
    for path in [
        "",
        "0",
        "0/",
        "0/1",
        "0/0000",
        "00/000",
        "64/000",
        "+1/000",
        "0/x000/001",
        "0/001/002",
        "0/x001/x002",
        "0/000.p/0",
        "0/000.p/256",
        "0/000.p/07",
        "0/000.p/+7",
        "0/000.p/",
        "0/000/",
        "0/x018/x446/x744/x073/x709/x551/616",
        "entries/-01",
        "entry/000",
        "0/٠٠٠",
    ] {
        assert_eq!(Tile::parse(path), None, "{path}");
    }
}

#[test]
fn a_log_has_the_tiles_that_its_entries_fill() {
    let tile = |path: &str| Tile::parse(path).unwrap();
    assert!(tile("0/000.p/5").is_in(5) && !tile("0/000.p/6").is_in(5));
    assert!(tile("entries/000").is_in(256) && !tile("entries/000").is_in(255));
    assert!(tile("1/000.p/1").is_in(256) && !tile("1/000.p/1").is_in(255));
    assert!(tile("1/000").is_in(65_536) && !tile("1/000").is_in(65_535));
    assert!(!tile("63/000.p/1").is_in(u64::MAX));
    let last = Tile { kind: TileKind::Entries, index: u64::MAX, width: 256 };
    assert!(!last.is_in(u64::MAX), "beyond what can be counted");
}

#[test]
fn a_bundle_holds_its_entries_and_a_cut_one_none() {
    let entries: [&[u8]; 3] = [b"{}", b"", b"\x00\x01\x02"];
    let bytes = bundle(entries).unwrap();
    assert_eq!(bytes, b"\x00\x02{}\x00\x00\x00\x03\x00\x01\x02");
    assert_eq!(unbundle(&bytes).unwrap(), entries);
    let whole = [2, 4, 6, bytes.len()];
    for cut in 1..bytes.len() {
        assert_eq!(unbundle(&bytes[..cut]).is_some(), cut == 4 || cut == 6, "{cut} {whole:?}");
    }
    assert_eq!(bundle([vec![0; 65_536].as_slice()]), None);
}

proptest! {
    #[test]
    fn a_path_is_read_as_it_is_written(
        level in 0_u8..64, entries in any::<bool>(), index in any::<u64>(), width in 1_u16..=256,
    ) {
        let kind = if entries { TileKind::Entries } else { TileKind::Hashes(level) };
        let tile = Tile { kind, index, width };
        prop_assert_eq!(Tile::parse(&tile.to_string()), Some(tile));
    }

    #[test]
    fn what_is_read_of_any_text_is_written_so(path in "[0-9a-z/.x+]{0,24}|.{0,40}") {
        if let Some(tile) = Tile::parse(&path) {
            prop_assert_eq!(tile.to_string(), path);
        }
    }

    #[test]
    fn what_is_read_of_any_bytes_is_bundled_so(bytes in prop::collection::vec(0_u8..6, 0..40)) {
        if let Some(entries) = unbundle(&bytes) {
            prop_assert_eq!(bundle(entries), Some(bytes));
        }
    }
}
