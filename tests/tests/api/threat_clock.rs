//! Threat V3: a clock that somebody has set.

use backend::db::{Conn, journal};
use backend::job::deadline::{run_if_believed, run_once};
use shared::journal::Fact;
use shared::value::HOUR;
use tests::{World, on_both};

async fn ready(world: &World) -> (u16, String) {
    let answer = reqwest::get(world.server.url("/readyz")).await.unwrap();
    (answer.status().as_u16(), answer.text().await.unwrap())
}

on_both!(threat_v3_a_clock_set_two_hours_off_marks_no_deadline_as_missed, |world| {
    let owner = world.owner(0).await;
    world.file(&owner, "FIRE_LANE_BLOCKED").await;
    let app = &world.server.app;
    for off in [2 * HOUR, -2 * HOUR] {
        world.server.clock.jump(off);
        assert_eq!(run_if_believed(app).await.unwrap(), 0, "{off}");
        assert_eq!(ready(&world).await, (503, "the clock was set\n".to_owned()));
        world.server.clock.jump(-off);
        assert_eq!(ready(&world).await.0, 200);
    }
    // The same two hours, when they have passed, are those in which somebody was late.
    world.server.clock.advance(2 * HOUR);
    assert!(run_if_believed(app).await.unwrap() > 0);
    assert_eq!(run_once(app).await.unwrap(), 0);
});

on_both!(threat_v3_the_journals_time_never_falls, |world| {
    let append = async || {
        let (estate, at) = (world.estate, world.server.now());
        let work = move |conn: &mut Conn| {
            let fact = Fact::Roll { units: 1, digest: "00".repeat(32) };
            journal::append(conn, estate, at, fact, "{}")
        };
        world.server.app.db.write(work).await.unwrap();
    };
    append().await;
    world.server.clock.jump(-2 * HOUR);
    append().await;
    world.server.clock.jump(4 * HOUR);
    append().await;
    let estate = world.estate.to_string();
    let read = move |conn: &mut Conn| journal::rows(conn, &estate, 0, 9);
    let rows = world.server.app.db.read(read).await.unwrap();
    let [first, second, third] = rows.as_slice() else { panic!("{rows:?}") };
    assert_eq!(first.at, second.at, "the clock went back, the journal did not");
    assert_eq!(third.at, first.at + 2 * HOUR);
});
