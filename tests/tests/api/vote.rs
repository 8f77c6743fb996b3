//! The owners' assembly: `domain.md` 2.

use shared::api::vote::{GetReceipt, ListMeetings, MeetingRevision, ReviseMeeting};
use shared::api::{Code, Nothing};
use shared::domain::account::Role;
use shared::domain::vote::{Matter, MeetingEvent, MeetingStatus, Outcome};
use shared::journal::Digest;
use shared::value::{DAY, TimeOfDay, Timestamp};
use tests::assembly::{ABSTAIN, AGAINST, Assembly, FOR, RollRow, recount};
use tests::on_both;

/// So many flats of 100 m², an owner each: `o1`, `o2` …
pub(crate) fn flats(count: usize) -> Vec<RollRow> {
    let owner = |n: usize| RollRow::flat("1", &(100 + n).to_string(), 10_000, &[&format!("o{n}")]);
    (1..=count).map(owner).collect()
}

on_both!(a_meeting_runs_from_its_draft_to_its_published_result, |world| {
    let assembly = Assembly::new(&world, world.bare, &flats(9)).await;
    let draft = assembly.draft(vec![assembly.question(Matter::Other)]);
    let view = assembly.opened(&draft).await;
    let roll = view.roll.as_ref().unwrap();
    assert_eq!((roll.weight.area, roll.weight.persons, roll.frozen), (90_000, 9, true));

    for (n, marks) in (1..).zip([FOR, FOR, FOR, FOR, AGAINST, AGAINST, ABSTAIN, FOR]) {
        let receipt = assembly.vote(view.id, &format!("o{n}"), &marks).await.unwrap();
        assert!(receipt.seq > 0);
    }
    let view = assembly.close(view.id).await;
    assert_eq!((view.status, view.results.len()), (MeetingStatus::Closed, 0));
    let view = assembly.tally(view.id).await;
    let result = &view.results[0];
    let boxes: Vec<_> = result.boxes.iter().map(|of| of.persons).collect();
    assert_eq!(boxes, [Some(5), Some(2)]);
    assert_eq!((result.participating.persons, result.participating.area), (8, 80_000));
    assert_eq!(result.outcome, Outcome::Passed);
    let view = assembly.act(&assembly.chair().await, view.id, MeetingEvent::Publish).await.unwrap();
    assert_eq!(view.status, MeetingStatus::Published);

    let owner = assembly.owner("o1").await;
    let counted = recount(&assembly.bundle(&owner, view.id).await).unwrap();
    assert_eq!(counted.ballots(), 8);
    assert_eq!(counted.results().unwrap(), view.results.iter().collect::<Vec<_>>());
    let mine = assembly.see(&owner, view.id).await.unwrap().mine.remove(0);
    let receipt = owner.call::<GetReceipt>(&(view.id, mine.party), &Nothing {}).await.unwrap();
    let fingerprint = Digest::parse(&receipt.fingerprint).unwrap();
    counted.check_receipt(&fingerprint, receipt.seq).unwrap();
});

on_both!(check_2_01_the_notice_comes_fifteen_days_before_the_opening, |world| {
    let assembly = Assembly::new(&world, world.bare, &flats(9)).await;
    let today = world.server.now().date();
    for (days, taken) in [(14, false), (15, true)] {
        let mut draft = assembly.draft(vec![assembly.question(Matter::Other)]);
        draft.opens = Timestamp::local(today.plus_days(days), TimeOfDay::new(9, 0));
        let id = assembly.create(&draft).await.unwrap().id;
        assembly.act(&assembly.community().await, id, MeetingEvent::Review).await.unwrap();
        let noticed = assembly.act(&assembly.chair().await, id, MeetingEvent::Notice).await;
        match noticed {
            Ok(view) => assert!(taken && view.status == MeetingStatus::Noticed),
            Err(problem) => assert!(!taken && problem.code == Code::ChecklistOpen),
        }
    }
});

on_both!(check_2_02_a_second_ballot_of_a_party_is_refused, |world| {
    let rows =
        [RollRow::flat("1", "101", 10_000, &["h", "w"]), RollRow::flat("1", "102", 10_000, &["x"])];
    let assembly = Assembly::new(&world, world.bare, &rows).await;
    let view = assembly.opened(&assembly.draft(vec![assembly.question(Matter::Other)])).await;
    assembly.vote(view.id, "h", &FOR).await.unwrap();
    let second = assembly.vote(view.id, "w", &AGAINST).await.unwrap_err();
    assert_eq!(second.code, Code::AlreadyCast);
    let wife = assembly.owner("w").await;
    let cast = assembly.see(&wife, view.id).await.unwrap().mine[0].cast;
    assert!(cast.is_some(), "the other owner is told when and how");
});

on_both!(check_2_03_nobody_reads_a_result_while_voting_is_open, |world| {
    let assembly = Assembly::new(&world, world.bare, &flats(3)).await;
    let view = assembly.opened(&assembly.draft(vec![assembly.question(Matter::Other)])).await;
    assembly.vote(view.id, "o1", &FOR).await.unwrap();
    let owner = assembly.owner("o1").await;
    let bureau = world.staff(Role::Bur).await;
    let (chair, community) = (assembly.chair().await, assembly.community().await);
    let town = assembly.town().await;
    for reader in [&chair, &community, &town, &owner, &bureau] {
        let seen = assembly.see(reader, view.id).await.unwrap();
        assert!(seen.results.is_empty());
        let path = format!("/api/meetings/{}/bundle", view.id);
        let sealed = reader.send("GET", &path, &serde_json::Value::Null).await;
        assert_eq!(sealed.status(), 403);
    }
});

on_both!(check_2_04_after_the_notice_no_word_changes, |world| {
    let assembly = Assembly::new(&world, world.bare, &flats(9)).await;
    let view =
        assembly.noticed(&assembly.draft(vec![assembly.question(Matter::CommonParts)])).await;
    let mut draft = view.draft.clone();
    draft.matters[0].text.push_str("二十五个");
    let revision = MeetingRevision { version: view.version, draft };
    let refused =
        assembly.chair().await.call::<ReviseMeeting>(&(view.id,), &revision).await.unwrap_err();
    assert_eq!(refused.code, Code::MeetingFrozen);
    assert_eq!(refused.status, 409);
});

on_both!(check_2_05_no_ballot_comes_after_the_close, |world| {
    let assembly = Assembly::new(&world, world.bare, &flats(3)).await;
    let view = assembly.opened(&assembly.draft(vec![assembly.question(Matter::Other)])).await;
    let owner = assembly.owner("o1").await;
    let mine = assembly.see(&owner, view.id).await.unwrap().mine.remove(0);
    let choices = vec![(view.matters[0].id, FOR.to_vec())];
    let ballot = Assembly::seal(&view, mine.party, &choices, 1);
    world.server.clock.set(view.draft.closes.plus(-90_000));
    let sent = assembly.announce(&owner, &ballot).await.unwrap();
    world.server.clock.set(view.draft.closes);
    let late = assembly.cast(&owner, &ballot, &sent).await.unwrap_err();
    assert_eq!((late.code, late.status), (Code::VoteClosed, 409));
});

on_both!(check_2_11_a_receipt_is_its_owners_and_no_other_ones, |world| {
    let assembly = Assembly::new(&world, world.bare, &flats(3)).await;
    let view = assembly.opened(&assembly.draft(vec![assembly.question(Matter::Other)])).await;
    let receipt = assembly.vote(view.id, "o1", &FOR).await.unwrap();
    let (owner, other) = (assembly.owner("o1").await, assembly.owner("o2").await);
    let at = (view.id, receipt.party);
    assert_eq!(owner.call::<GetReceipt>(&at, &Nothing {}).await.unwrap(), receipt);
    let foreign = other.call::<GetReceipt>(&at, &Nothing {}).await.unwrap_err();
    assert_eq!((foreign.code, foreign.status), (Code::NotFound, 404));
});

on_both!(a_draft_is_unknown_to_owners_until_its_notice, |world| {
    let assembly = Assembly::new(&world, world.bare, &flats(3)).await;
    let draft = assembly.draft(vec![assembly.question(Matter::Other)]);
    let id = assembly.create(&draft).await.unwrap().id;
    let owner = assembly.owner("o1").await;
    let list = |_| async {
        let page = owner.call::<ListMeetings>(&(world.bare,), &Default::default()).await.unwrap();
        page.items.len()
    };
    assert_eq!(assembly.see(&owner, id).await.unwrap_err().code, Code::NotFound);
    assert_eq!(list(()).await, 0);
    assembly.act(&assembly.community().await, id, MeetingEvent::Review).await.unwrap();
    world.server.clock.advance(DAY / 24);
    assembly.act(&assembly.chair().await, id, MeetingEvent::Notice).await.unwrap();
    assert_eq!(assembly.see(&owner, id).await.unwrap().mine.len(), 1);
    assert_eq!(list(()).await, 1);
});
