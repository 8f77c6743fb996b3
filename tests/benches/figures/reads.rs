//! Reading: one report and a page of a queue, signed in, out of ten thousand reports.

use std::net::SocketAddr;

use shared::api::Endpoint;
use shared::api::report::{GetReport, ListQueue, QueuePart};
use shared::domain::report::Ticket;
use tests::figures::{Figure, Target};

use crate::Pace;
use crate::ground::{Copy, Ground};
use crate::load::{self, Ask, Round};
use crate::multiply;
use crate::people::Caller;
use crate::side::Side;

const REPORTS: usize = 10_000;
/// Those who read their own reports.
pub const READERS: usize = 64;
const CONNECTIONS: [usize; 3] = [1, 32, 64];
const BARE: &str = "bare warp, same bytes";

/// What is asked, for each connection.
type Asks = Vec<Vec<Ask>>;

pub fn measure(pace: Pace) -> Vec<Figure> {
    let ground = Ground::lay();
    let copy = filled(&ground, REPORTS);
    let ours = Side::ours(&copy.folder(), ground.now);
    let point = point_reads(&copy, &ground);
    let mut figures = Vec::new();
    let bare = bare_of(ours.address, &point);
    for connections in CONNECTIONS {
        let name = format!("point read, {connections} conn.");
        let rounds = Rounds::take(pace, &ours, &bare, &point[..connections]);
        figures.extend(rounds.figures(&name, Some(Target::RatioAtLeast(0.40))));
    }
    for (name, caller) in
        [("company queue", &ground.company), ("community queue", &ground.community)]
    {
        let queue = vec![vec![queue_page(caller)]; READERS];
        let bare = bare_of(ours.address, &queue);
        for connections in CONNECTIONS {
            let name = format!("{name}, {connections} conn.");
            figures.extend(
                Rounds::take(pace, &ours, &bare, &queue[..connections]).figures(&name, None),
            );
        }
    }
    // As a browser asks; both sides answer with the compressed bytes.
    let point: Asks = point.iter().map(|asks| asks.iter().map(as_a_browser).collect()).collect();
    let bare = bare_of(ours.address, &point);
    let rounds = Rounds::take(pace, &ours, &bare, &point[..32]);
    figures.push(rounds.rate("point read as Brotli, 32 conn."));
    figures
}

/// A database with so many reports of [`READERS`] residents.
pub fn filled(ground: &Ground, reports: usize) -> Copy {
    let copy = ground.copy();
    let mut conn = copy.for_filling();
    multiply::residents(&mut conn, ground, READERS);
    multiply::reports(&mut conn, ground, reports, READERS);
    copy
}

/// Every resident reads reports of theirs, all of one length: those that are closed.
pub fn point_reads(copy: &Copy, ground: &Ground) -> Asks {
    let reads = |n| {
        let caller = Caller::resident(n, ground.now);
        let tickets = multiply::tickets_of(&mut copy.as_the_server(), ground, n);
        let ask = |ticket: &Ticket| caller.get(&GetReport::path(&(*ticket,)));
        tickets.iter().map(ask).collect()
    };
    (0..READERS).map(reads).collect()
}

/// The first page of everything that waits.
pub fn queue_page(caller: &Caller) -> Ask {
    caller.get(&format!("{}?part={}", ListQueue::path(&()), QueuePart::All.as_str()))
}

fn as_a_browser(ask: &Ask) -> Ask {
    let mut ask = ask.clone();
    let codings = http::HeaderValue::from_static("gzip, deflate, br, zstd");
    ask.headers_mut().insert("accept-encoding", codings);
    ask
}

/// A bare server with what ours answers to the first request.
fn bare_of(ours: SocketAddr, asks: &Asks) -> (Side, tempfile::TempDir) {
    let (bytes, coding) = load::answer(ours, &asks[0][0]);
    let folder = tempfile::tempdir_in(crate::target()).unwrap();
    let file = folder.path().join("answer");
    std::fs::write(&file, bytes).unwrap();
    (Side::bare(&file, &coding), folder)
}

/// Rounds of ours and of the limit, taken in turn.
struct Rounds {
    ours: Vec<Round>,
    limit: Vec<Round>,
}

impl Rounds {
    fn take(pace: Pace, ours: &Side, bare: &(Side, tempfile::TempDir), asks: &[Vec<Ask>]) -> Self {
        let mut rounds = Self { ours: Vec::new(), limit: Vec::new() };
        for _ in 0..pace.rounds {
            rounds.ours.push(load::for_a_while(ours.address, asks, pace.round));
            rounds.limit.push(load::for_a_while(bare.0.address, asks, pace.round));
        }
        rounds
    }

    fn rate(&self, name: &str) -> Figure {
        self.figure(&format!("{name}: answers"), "/s", |round| round.rate)
    }

    fn figures(&self, name: &str, target: Option<Target>) -> [Figure; 3] {
        let rate = self.rate(name);
        let rate = target.map_or(rate.clone(), |target| rate.should(target));
        let middle = self.figure(&format!("{name}: p50"), "ms", |round| round.percentile(50));
        let slow = self.figure(&format!("{name}: p99"), "ms", |round| round.percentile(99));
        [rate, middle, slow]
    }

    fn figure(&self, name: &str, unit: &'static str, of: impl Fn(&Round) -> f64) -> Figure {
        let ours: Vec<f64> = self.ours.iter().map(&of).collect();
        let limit: Vec<f64> = self.limit.iter().map(&of).collect();
        Figure::of_rounds(name, unit, &ours, &limit, BARE)
    }
}
