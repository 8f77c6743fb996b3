//! Threats V1 to V6: what must not happen to a vote.

use shared::api::inbox::{InboxQuery, ListInbox};
use shared::api::vote::{
    BallotMark, GiveProxy, ListDecisions, ListRoll, MarkChecked, NewProxy, NewTrustee, PutTrustee,
    RequestCastCode, RevokeProxy, RollQuery, SendFingerprint,
};
use shared::api::{Code, Nothing, Problem};
use shared::domain::account::{Role, Scope};
use shared::domain::vote::{
    Matter, MeetingEvent, MeetingId, MeetingNewsKind, MeetingStatus, PartyId,
};
use shared::sealed::{Pledge, Seat, TrusteeKey};
use shared::value::DAY;
use tests::assembly::{AGAINST, Assembly, FOR, RollRow, import, recount};
use tests::{Person, World, on_both};

use crate::vote::flats;

async fn first_party(assembly: &Assembly<'_>, person: &Person, id: MeetingId) -> PartyId {
    assembly.see(person, id).await.unwrap().mine[0].party
}

on_both!(threat_v1_of_many_casts_at_once_one_stands, |world| {
    let names: Vec<String> = (0..12).map(|n| format!("h{n}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let rows =
        [RollRow::flat("1", "101", 10_000, &names), RollRow::flat("1", "102", 10_000, &["x"])];
    let assembly = Assembly::new(&world, world.bare, &rows).await;
    let view = assembly.opened(&assembly.draft(vec![assembly.question(Matter::Other)])).await;
    let mut owners = Vec::new();
    for name in &names {
        owners.push(assembly.owner(name).await);
    }
    world.server.clock.advance(61_000);
    let mut ready = Vec::new();
    for (seed, owner) in (0u8..).zip(&owners) {
        let party = first_party(&assembly, owner, view.id).await;
        let marks = if seed % 2 == 0 { FOR } else { AGAINST };
        let choices = vec![(view.matters[0].id, marks.to_vec())];
        let ballot = Assembly::seal(&view, party, &choices, seed);
        let mark = BallotMark { fingerprint: ballot.fingerprint().to_string() };
        owner.call::<SendFingerprint>(&(view.id, party), &mark).await.unwrap();
        let sent = owner.call::<RequestCastCode>(&(view.id, party), &mark).await.unwrap();
        ready.push((owner, ballot, sent));
    }
    // Twelve co-owners press the button nine times each, all at once.
    let casts = (0..9).flat_map(|_| &ready);
    let casts = casts.map(|(by, ballot, sent)| assembly.cast(by, ballot, sent));
    let done = tests::together(casts).await;
    let taken: Vec<String> =
        done.iter().filter_map(|done| Some(done.as_ref().ok()?.fingerprint.clone())).collect();
    assert!(!taken.is_empty() && taken.iter().all(|one| *one == taken[0]), "one ballot stands");
    let refused = done.iter().filter_map(|done| done.as_ref().err());
    let known = [Code::AlreadyCast, Code::CodeWrong, Code::CodeSpent, Code::Unavailable];
    assert!(refused.map(|problem| problem.code).all(|code| known.contains(&code)), "{done:?}");
});

on_both!(threat_v2_at_the_close_a_ballot_is_in_before_it_or_not_at_all, |world| {
    let assembly = Assembly::new(&world, world.bare, &flats(4)).await;
    let view = assembly.opened(&assembly.draft(vec![assembly.question(Matter::Other)])).await;
    let mut ready = Vec::new();
    for n in 1u8..=4 {
        let owner = assembly.owner(&format!("o{n}")).await;
        let party = first_party(&assembly, &owner, view.id).await;
        let choices = vec![(view.matters[0].id, FOR.to_vec())];
        ready.push((owner, Assembly::seal(&view, party, &choices, n)));
    }
    world.server.clock.set(view.draft.closes.plus(-280_000));
    let mut codes = Vec::new();
    for (owner, ballot) in &ready {
        codes.push(assembly.announce(owner, ballot).await.unwrap());
    }
    let casts =
        ready.iter().zip(&codes).map(|((by, ballot), sent)| assembly.cast(by, ballot, sent));
    let close = async {
        world.server.clock.set(view.draft.closes);
        backend::job::meeting::run_once(&world.server.app).await.unwrap();
    };
    let (done, ()) = tokio::join!(tests::together(casts), close);
    let taken = done.iter().filter(|done| done.is_ok()).count();
    assert!(
        done.iter()
            .filter_map(|done| done.as_ref().err())
            .all(|problem| { matches!(problem.code, Code::VoteClosed | Code::SignInRequired) })
    );
    let bundle = assembly.bundle(&assembly.chair().await, view.id).await;
    assert_eq!(recount(&bundle).unwrap().ballots(), taken, "no ballot after the close's entry");
});

on_both!(threat_v4_an_edited_row_of_the_roll_is_found, |world| {
    let assembly = Assembly::new(&world, world.bare, &flats(4)).await;
    let view = assembly.opened(&assembly.draft(vec![assembly.question(Matter::Other)])).await;
    for n in 1..=4 {
        assembly.vote(view.id, &format!("o{n}"), &FOR).await.unwrap();
    }
    assembly.close(view.id).await;
    let view = assembly.tally(view.id).await;
    let honest = assembly.bundle(&assembly.chair().await, view.id).await;
    assert!(recount(&honest).is_ok());
    let id = view.id.to_string();
    world
        .server
        .app
        .db
        .write(move |conn| {
            use diesel::RunQueryDsl;
            let sql = format!(
                "UPDATE meeting_party SET weights = '[{{\"area\":20000,\"persons\":1}}]' \
                 WHERE meeting_id = '{id}' AND no = 1"
            );
            Ok(diesel::sql_query(sql).execute(conn)?)
        })
        .await
        .unwrap();
    let forged = assembly.bundle(&assembly.chair().await, view.id).await;
    assert!(recount(&forged).is_err());
});

/// A roll of one flat, which is not what it was.
fn one_flat(assembly: &Assembly<'_>) -> Vec<u8> {
    let phone = &assembly.phones["o1"];
    let head = "幢,单元,室号,用途,面积,产权人,手机号";
    format!("{head}\n1,1,101,住宅,90.00,o1,{phone}\n").into_bytes()
}

on_both!(until_the_opening_the_roll_follows_the_estates, |world| {
    let assembly = Assembly::new(&world, world.bare, &flats(4)).await;
    let noticed = assembly.noticed(&assembly.draft(vec![assembly.question(Matter::Other)])).await;
    let before = noticed.roll.unwrap().root;
    let community = assembly.community().await;
    import(&community, world.bare, &one_flat(&assembly)).await;
    let changed = assembly.see(&community, noticed.id).await.unwrap().roll.unwrap();
    assert_ne!(changed.root, before);
    assert_eq!((changed.parties, changed.frozen), (1, false));
});

on_both!(a_transfer_after_the_opening_moves_no_vote, |world| {
    let assembly = Assembly::new(&world, world.bare, &flats(4)).await;
    let view = assembly.opened(&assembly.draft(vec![assembly.question(Matter::Other)])).await;
    let community = assembly.community().await;
    import(&community, world.bare, &one_flat(&assembly)).await;
    let after = assembly.see(&community, view.id).await.unwrap();
    assert_eq!(after.roll, view.roll);
    assert_eq!(after.roll.unwrap().parties, 4);
});

on_both!(one_person_holds_one_key_of_three, |world| {
    let assembly = Assembly::new(&world, world.bare, &flats(4)).await;
    let phone = world.fresh_phone();
    let community = Scope::Community { community: world.community };
    world.grant(&phone, Role::Cmy, community, None).await;
    let secret = world.grant(&phone, Role::Twn, Scope::Town { town: world.town }, None).await;
    let both = world.sign_in_staff(&phone, secret).await;
    let key = |seat| {
        let key = TrusteeKey::from_seed(seat, &[99; 32]).unwrap();
        let proof = key.prove(assembly.estate, Pledge::Seat).text();
        NewTrustee { point: key.public().text(), proof }
    };
    let (town, office) = (both.clone().as_role(Role::Twn), both.as_role(Role::Cmy));
    let of = (assembly.estate,);
    town.call::<PutTrustee>(&of, &key(Seat::Town)).await.unwrap();
    let second = office.call::<PutTrustee>(&of, &key(Seat::Community)).await.unwrap_err();
    assert_eq!(second.code, Code::Forbidden);
});

on_both!(check_2_08_an_agent_acts_for_three_households_and_no_fourth, |world| {
    let assembly = Assembly::new(&world, world.bare, &flats(6)).await;
    let view = assembly.opened(&assembly.draft(vec![assembly.question(Matter::Other)])).await;
    let agent = assembly.owner("o6").await;
    for n in 1..=4 {
        let given = give(&world, &assembly, view.id, &format!("o{n}"), "o6").await;
        match given {
            Ok(_) => assert!(n <= 3),
            Err(problem) => {
                assert_eq!((n, problem.code), (4, Code::TooManyPrincipals));
                assert_eq!(problem.status, 422);
            }
        }
    }
    let mine = assembly.see(&agent, view.id).await.unwrap().mine;
    assert_eq!(mine.len(), 4, "the own household and three principals");
    let owner = assembly.owner("o1").await;
    let party = first_party(&assembly, &owner, view.id).await;
    owner.call::<RevokeProxy>(&(view.id, party), &Nothing {}).await.unwrap();
    give(&world, &assembly, view.id, "o4", "o6").await.unwrap();
    let still = assembly.see(&agent, view.id).await.unwrap().mine;
    assert!(!still.iter().any(|of| of.party == party), "taken back, it is gone at once");
    let mark = BallotMark { fingerprint: "0".repeat(64) };
    let foreign = agent.call::<SendFingerprint>(&(view.id, party), &mark).await.unwrap_err();
    assert_eq!(foreign.code, Code::NotFound);
});

on_both!(threat_v6_of_four_principals_at_once_three_are_taken, |world| {
    let assembly = Assembly::new(&world, world.bare, &flats(6)).await;
    let view = assembly.opened(&assembly.draft(vec![assembly.question(Matter::Other)])).await;
    assembly.owner("o6").await;
    let mut asks = Vec::new();
    for n in 1..=5 {
        let owner = assembly.owner(&format!("o{n}")).await;
        let party = first_party(&assembly, &owner, view.id).await;
        let new = new_proxy(&world, &assembly, &owner, "o6").await;
        asks.push((owner, party, new));
    }
    let calls = asks
        .iter()
        .map(|(by, party, new)| async move { by.call::<GiveProxy>(&(view.id, *party), new).await });
    let done = tests::together(calls).await;
    let taken = done.iter().filter(|done| done.is_ok()).count();
    assert_eq!(taken, 3, "{done:?}");
});

async fn new_proxy(world: &World, assembly: &Assembly<'_>, by: &Person, agent: &str) -> NewProxy {
    let photo = world.send_photo(by).await;
    NewProxy { id: world.id(), phone: assembly.phones[agent].clone(), photo }
}

async fn give(
    world: &World,
    assembly: &Assembly<'_>,
    id: MeetingId,
    principal: &str,
    agent: &str,
) -> Result<shared::api::vote::ProxyView, Problem> {
    assembly.owner(agent).await;
    let owner = assembly.owner(principal).await;
    let party = first_party(assembly, &owner, id).await;
    let new = new_proxy(world, assembly, &owner, agent).await;
    owner.call::<GiveProxy>(&(id, party), &new).await
}

on_both!(an_agent_votes_and_the_principals_are_told, |world| {
    let assembly = Assembly::new(&world, world.bare, &flats(3)).await;
    let view = assembly.opened(&assembly.draft(vec![assembly.question(Matter::Other)])).await;
    give(&world, &assembly, view.id, "o1", "o2").await.unwrap();
    let owner = assembly.owner("o1").await;
    let party = first_party(&assembly, &owner, view.id).await;
    assembly.vote_as(view.id, "o2", |of| of.party == party, &FOR).await.unwrap();
    let inbox = owner.call::<ListInbox>(&(), &InboxQuery::default()).await.unwrap();
    let kinds: Vec<_> = inbox.meetings.iter().map(|notice| notice.kind).collect();
    assert_eq!(kinds, [MeetingNewsKind::PartyCast]);
    let refused = owner.call::<RevokeProxy>(&(view.id, party), &Nothing {}).await.unwrap_err();
    assert_eq!(refused.code, Code::AlreadyCast);
});

on_both!(a_ballot_that_was_checked_can_never_be_cast, |world| {
    let assembly = Assembly::new(&world, world.bare, &flats(3)).await;
    let view = assembly.opened(&assembly.draft(vec![assembly.question(Matter::Other)])).await;
    let owner = assembly.owner("o1").await;
    let party = first_party(&assembly, &owner, view.id).await;
    let choices = vec![(view.matters[0].id, FOR.to_vec())];
    let ballot = Assembly::seal(&view, party, &choices, 7);
    let mark = BallotMark { fingerprint: ballot.fingerprint().to_string() };
    let early = owner.call::<MarkChecked>(&(view.id, party), &mark).await.unwrap_err();
    assert_eq!(early.code, Code::BallotBroken, "only what was announced can be checked");
    owner.call::<SendFingerprint>(&(view.id, party), &mark).await.unwrap();
    owner.call::<MarkChecked>(&(view.id, party), &mark).await.unwrap();
    let refused = assembly.announce(&owner, &ballot).await.unwrap_err();
    assert_eq!(refused.code, Code::CheckedBallot);
    assembly.vote(view.id, "o1", &AGAINST).await.unwrap();
});

on_both!(check_2_10_a_revocation_tells_every_owner_and_ends_the_decision, |world| {
    let assembly = Assembly::new(&world, world.bare, &flats(5)).await;
    let view = assembly.opened(&assembly.draft(vec![assembly.question(Matter::Other)])).await;
    for n in 1..=5 {
        assembly.vote(view.id, &format!("o{n}"), &FOR).await.unwrap();
    }
    assembly.close(view.id).await;
    assembly.tally(view.id).await;
    assembly.act(&assembly.chair().await, view.id, MeetingEvent::Publish).await.unwrap();
    let owner = assembly.owner("o1").await;
    let register = |by: Person| async move {
        let page = by.call::<ListDecisions>(&(world.bare,), &Default::default()).await.unwrap();
        page.items.into_iter().next().unwrap()
    };
    assert!(register(owner.clone()).await.in_force);
    let foreign = assembly.act(&assembly.chair().await, view.id, MeetingEvent::Revoke).await;
    assert_eq!(foreign.unwrap_err().code, Code::Forbidden);
    let revoked =
        assembly.act(&assembly.town().await, view.id, MeetingEvent::Revoke).await.unwrap();
    assert_eq!(revoked.status, MeetingStatus::Revoked);
    assert!(!register(owner).await.in_force);
    for n in 1..=5 {
        let owner = assembly.owner(&format!("o{n}")).await;
        let inbox = owner.call::<ListInbox>(&(), &InboxQuery::default()).await.unwrap();
        assert_eq!(inbox.meetings[0].kind, MeetingNewsKind::Revoked, "o{n}");
        assert!(inbox.meetings[0].unread);
    }
});

on_both!(who_has_not_voted_is_reminded_every_third_day_and_nobody_else, |world| {
    let assembly = Assembly::new(&world, world.bare, &flats(3)).await;
    let view = assembly.opened(&assembly.draft(vec![assembly.question(Matter::Other)])).await;
    assembly.vote(view.id, "o1", &FOR).await.unwrap();
    let (voted, silent) = (assembly.owner("o1").await, assembly.owner("o2").await);
    let reminded = |by: Person| async move {
        let inbox = by.call::<ListInbox>(&(), &InboxQuery::default()).await.unwrap();
        inbox.meetings.first().is_some_and(|notice| notice.kind == MeetingNewsKind::Remind)
    };
    world.server.advance(2 * DAY).await;
    assert!(!reminded(silent.clone()).await, "not before the third day");
    world.server.advance(DAY).await;
    assert!(reminded(silent).await);
    assert!(!reminded(voted).await);
});

on_both!(threat_v5_small_estates_tell_their_turnout_once_a_day, |world| {
    let assembly = Assembly::new(&world, world.bare, &flats(5)).await;
    let view = assembly.opened(&assembly.draft(vec![assembly.question(Matter::Other)])).await;
    assembly.vote(view.id, "o1", &FOR).await.unwrap();
    let told = |view: &shared::api::vote::MeetingView| {
        view.turnout.as_ref().unwrap().participating.persons
    };
    let owner = assembly.owner("o2").await;
    assert_eq!(told(&assembly.see(&owner, view.id).await.unwrap()), 0);
    let roll = owner.call::<ListRoll>(&(view.id,), &RollQuery::default()).await.unwrap();
    assert!(roll.page.items.iter().all(|row| row.voted == Some(false)));
    world.server.advance(DAY).await;
    assert_eq!(told(&assembly.see(&owner, view.id).await.unwrap()), 1);
});
