//! What happened in the months before: who filed what when, and what everybody did then.
//!
//! A plot is only a plan. What becomes of it is decided by the rules when it is played
//! ([`super::stage`]): an act that the policy or the state no longer allows is left out, as the
//! screen would not offer it.

mod course;
mod hours;
mod kinds;
mod known;

use shared::domain::estate::Place;
use shared::domain::report::{Event, Routing};
use shared::value::{Calendar, Timestamp};

use super::dice::Dice;
use super::estate::Home;
use super::picture::Scene;

/// Who does something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Who {
    /// Whoever filed it.
    Reporter,
    /// A neighbour: the n-th voice of the estate.
    Neighbour(usize),
    /// The company's n-th person.
    Company(usize),
    /// The community.
    Community,
    /// Whoever leads at that moment.
    Lead,
    /// Whoever reviews: the town, or the district office.
    Reviewer,
}

/// What is done.
#[derive(Clone, Copy, Debug)]
pub(super) enum What {
    /// Joins a neighbour's report.
    Join,
    /// Rates: speed, result, attitude.
    Rate([u8; 3]),
    /// Records an event.
    Act(Act),
}

/// An event to record, with its parts. A dispatch that names no department goes to the category's
/// lead and helpers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Act {
    pub(super) event: Event,
    pub(super) note: Option<&'static str>,
    pub(super) scene: Option<Scene>,
    pub(super) dept: Option<&'static str>,
    pub(super) category: Option<&'static str>,
    /// The story it is merged into, by its place in the plot.
    pub(super) into: Option<usize>,
    /// The company's person it is given to.
    pub(super) assignee: Option<usize>,
}

impl Act {
    pub(super) const fn new(event: Event) -> Self {
        Self {
            event,
            note: None,
            scene: None,
            dept: None,
            category: None,
            into: None,
            assignee: None,
        }
    }

    const fn note(self, note: &'static str) -> Self {
        Self { note: Some(note), ..self }
    }

    const fn scene(self, scene: Scene) -> Self {
        Self { scene: Some(scene), ..self }
    }
}

/// One thing that somebody does with a report.
#[derive(Clone, Copy, Debug)]
pub(super) struct Deed {
    pub(super) at: Timestamp,
    pub(super) who: Who,
    pub(super) what: What,
}

/// One report and what happened to it.
#[derive(Clone, Debug)]
pub(super) struct Story {
    pub(super) home: Home,
    /// Who files it: the n-th voice of the estate.
    pub(super) reporter: usize,
    pub(super) filed: Timestamp,
    pub(super) category: &'static str,
    pub(super) place: Place,
    pub(super) words: &'static str,
    pub(super) scene: Option<Scene>,
    pub(super) deeds: Vec<Deed>,
}

impl Story {
    fn deed(&mut self, at: Timestamp, who: Who, what: What) {
        self.deeds.push(Deed { at, who, what });
    }

    fn act(&mut self, at: Timestamp, who: Who, act: Act) {
        self.deed(at, who, What::Act(act));
    }
}

/// How far back the history goes, in days.
pub(super) const DAYS: i64 = 100;

/// What the stories are made from.
struct Writer<'a> {
    now: Timestamp,
    calendar: &'a Calendar,
    routing: &'a Routing,
    dice: Dice,
    stories: Vec<Story>,
}

/// The whole history up to an instant. The same instant and seed give the same plot.
pub(super) fn plot(
    now: Timestamp,
    calendar: &Calendar,
    routing: &Routing,
    seed: u64,
) -> Vec<Story> {
    let mut writer = Writer { now, calendar, routing, dice: Dice::new(seed), stories: Vec::new() };
    writer.known();
    writer.ordinary();
    writer.stories
}

/// A moment of the plot, in the order in which it is played.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Beat {
    pub(super) at: Timestamp,
    /// Which story.
    pub(super) story: usize,
    /// Which deed of it, from 1; 0 is the filing.
    pub(super) deed: usize,
}

/// All moments up to an instant, in order.
pub(super) fn beats(stories: &[Story], now: Timestamp) -> Vec<Beat> {
    let mut beats = Vec::new();
    for (place, story) in stories.iter().enumerate() {
        beats.push(Beat { at: story.filed, story: place, deed: 0 });
        let deeds = (1..).zip(&story.deeds);
        beats.extend(deeds.map(|(deed, d)| Beat { at: d.at, story: place, deed }));
    }
    beats.retain(|beat| beat.at <= now);
    beats.sort();
    beats
}
