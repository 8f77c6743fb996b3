//! Plays a plot: the same policy and the same writes as the server's handlers, at the times of the
//! plot, with the deadlines that fall due in between.

use std::collections::BTreeMap;
use std::sync::Arc;

use shared::api::Problem;
use shared::api::report::{Act as Request, NewReport, Rating};
use shared::domain::account::Actor;
use shared::domain::estate::DeptCode;
use shared::domain::report::{CategoryCode, Event, Party, PhotoId, StepId, Ticket};
use shared::policy;
use shared::value::Timestamp;

use super::cast::Cast;
use super::plot::{Act, Beat, Deed, Story, What, Who};
use super::stock::{Stock, Stored};
use crate::db::photo::{self, NewPhoto};
use crate::db::report::{self, Case, Rulebook};
use crate::db::{Conn, demo, inbox, seat};
use crate::failure::Failure;
use crate::port::random;

/// The job looks every few seconds, so what falls due is done a little later.
const LOOK: i64 = 3_000;
/// How many due clocks one look takes.
const BATCH: i64 = 100;

/// What came of a plot.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Loaded {
    /// Reports filed.
    pub reports: usize,
    /// Things done with them by people.
    pub acts: usize,
    /// Deadlines and reminders that fell due.
    pub due: usize,
    /// Things that the rules no longer allowed at that moment.
    pub left_out: usize,
}

/// Where the play takes place.
pub(super) struct Stage<'a> {
    pub(super) rulebook: &'a Arc<Rulebook>,
    pub(super) cast: &'a Cast,
    pub(super) stories: &'a [Story],
    pub(super) stock: &'a Stock,
    /// The tickets of the stories filed so far.
    pub(super) tickets: BTreeMap<usize, Ticket>,
    pub(super) loaded: Loaded,
}

impl Stage<'_> {
    /// Plays everything up to an instant.
    pub(super) fn play(
        &mut self,
        conn: &mut Conn,
        beats: &[Beat],
        now: Timestamp,
    ) -> Result<(), Failure> {
        for beat in beats {
            self.deadlines(conn, beat.at)?;
            let Some(story) = self.stories.get(beat.story) else { continue };
            if beat.deed == 0 {
                self.file(conn, beat, story)?;
            } else if let Some(deed) = story.deeds.get(beat.deed - 1) {
                if self.perform(conn, beat, story, deed)? {
                    self.loaded.acts += 1;
                } else {
                    self.loaded.left_out += 1;
                }
            }
        }
        self.deadlines(conn, now)
    }

    /// What the deadline job does until an instant, each clock at its own time.
    fn deadlines(&mut self, conn: &mut Conn, until: Timestamp) -> Result<(), Failure> {
        while let Some(next) = demo::next_due(conn, until)? {
            let looked = next.plus(LOOK).min(until);
            let due = report::due_now(conn, looked, BATCH)?;
            if due.is_empty() {
                return Ok(());
            }
            for due in due {
                report::run_due(conn, self.rulebook, &due, looked)?;
                self.loaded.due += 1;
            }
        }
        Ok(())
    }

    fn file(&mut self, conn: &mut Conn, beat: &Beat, story: &Story) -> Result<(), Failure> {
        let actor = self.cast.voice(story.home, story.reporter);
        let actor = actor.ok_or_else(|| Failure::bug("a story without a reporter"))?;
        let estate = self.cast.estate(story.home)?;
        let new = NewReport {
            id: random::id(beat.at)?,
            estate,
            category: code(story.category)?,
            place: story.place.clone(),
            words: Some(story.words.to_owned()),
            photos: self.photos(conn, beat, actor)?,
        };
        let new = new.checked().map_err(Problem::fields)?;
        let node = seat::estate_node(conn, estate.as_str())?;
        let permit = policy::file_report(actor, &node)?;
        let filed = report::file(conn, &permit, self.rulebook, node, actor, &new, beat.at)?;
        self.tickets.insert(beat.story, filed.case.ticket());
        self.loaded.reports += 1;
        Ok(())
    }

    /// Does one thing; false when the rules do not allow it at that moment.
    fn perform(
        &self,
        conn: &mut Conn,
        beat: &Beat,
        story: &Story,
        deed: &Deed,
    ) -> Result<bool, Failure> {
        let Some(ticket) = self.tickets.get(&beat.story) else { return Ok(false) };
        let case = Case::by_ticket(conn, self.rulebook, *ticket)?;
        let Some(actor) = self.actor(&case, story, deed.who) else { return Ok(false) };
        let follows = case.follows(conn, actor, beat.at)?;
        match deed.what {
            What::Join => {
                let seats = seat::seats(conn, actor.account, beat.at)?;
                let Ok(permit) = policy::join_report(actor, &seats, &case.sight(follows)) else {
                    return Ok(false);
                };
                report::join(conn, &permit, case, actor, beat.at)?;
            }
            What::Rate([speed, result, attitude]) => {
                let sight = case.sight(follows);
                let permit = policy::act_on_report(actor, &sight, Event::Rate, beat.at);
                let marks = Rating { speed, result, attitude };
                let (Ok(permit), Some(_)) = (permit, case.course().next(Event::Rate)) else {
                    return Ok(false);
                };
                report::rate(conn, &permit, case, actor, &marks, beat.at)?;
            }
            What::Act(act) => return self.act(conn, beat, story, (case, actor, act)),
        }
        Ok(true)
    }

    fn act(
        &self,
        conn: &mut Conn,
        beat: &Beat,
        story: &Story,
        (case, actor, act): (Case, &Actor, Act),
    ) -> Result<bool, Failure> {
        let follows = case.follows(conn, actor, beat.at)?;
        let sight = case.sight(follows);
        let permit = policy::act_on_report(actor, &sight, act.event, beat.at);
        let standing = policy::standing(actor, &sight, beat.at);
        let (Ok(permit), Ok(standing)) = (permit, standing) else { return Ok(false) };
        if !case.is_open(act.event, standing, beat.at) {
            return Ok(false);
        }
        let into = act.into.map(|story| self.tickets.get(&story).copied());
        if into == Some(None) {
            return Ok(false);
        }
        let id: StepId = random::id(beat.at)?;
        let mut request = Request::new(id, act.event);
        request.note = act.note.map(str::to_owned);
        request.into = into.flatten();
        request.category = act.category.map(code).transpose()?;
        request.assignee = act
            .assignee
            .and_then(|n| self.cast.company(story.home, n))
            .map(|colleague| colleague.seat.id);
        request.photos = self.photos(conn, beat, actor)?;
        name_departments(&mut request, &case, act.dept)?;
        let request = request.checked().map_err(Problem::fields)?;
        report::record(conn, &permit, case, (actor, standing), &request, beat.at)?;
        Ok(true)
    }

    /// The person who does it.
    fn actor(&self, case: &Case, story: &Story, who: Who) -> Option<&Actor> {
        let home = story.home;
        match who {
            Who::Reporter => self.cast.voice(home, story.reporter),
            Who::Neighbour(n) => self.cast.voice(home, n),
            Who::Company(n) => self.cast.company(home, n),
            Who::Community => self.cast.community(home),
            Who::Lead => self.speaker(story, &case.course().lead),
            Who::Reviewer => self.speaker(story, &case.course().reviewer()),
        }
    }

    fn speaker(&self, story: &Story, party: &Party) -> Option<&Actor> {
        match party {
            Party::Community => self.cast.community(story.home),
            Party::Town => self.cast.town(story.home),
            Party::District => self.cast.district(),
            Party::Dept { dept } => self.cast.officer(dept),
            Party::Reporter | Party::Follower | Party::Company | Party::Timer => None,
        }
    }

    /// The photo of this moment, sent by whoever acts.
    fn photos(&self, conn: &mut Conn, beat: &Beat, actor: &Actor) -> Result<Vec<PhotoId>, Failure> {
        let Some(stored) = self.stock.get(&(beat.story, beat.deed)) else { return Ok(Vec::new()) };
        let Stored { object, width, height, arrived_sha256 } = stored.clone();
        let id: PhotoId = random::id(beat.at)?;
        let claimed_sha256 = None;
        let new = NewPhoto { id, object, width, height, arrived_sha256, claimed_sha256 };
        photo::limit(conn, actor.account, beat.at)?;
        photo::insert(conn, actor.account, &new, beat.at)?;
        Ok(vec![id])
    }

    /// Those who sign in have read what is older than a day.
    pub(super) fn read_inboxes(&self, conn: &mut Conn, until: Timestamp) -> Result<(), Failure> {
        for actor in &self.cast.shown {
            inbox::read(conn, actor, None, until)?;
        }
        Ok(())
    }
}

/// Names lead and helpers: of the plot, or of the category.
fn name_departments(
    request: &mut Request,
    case: &Case,
    named: Option<&str>,
) -> Result<(), Failure> {
    let named = named.map(DeptCode::parse).transpose().map_err(Failure::bug)?;
    if matches!(request.event, Event::Dispatch | Event::AssignFinally) {
        let category = case.sight(false).category;
        let lead = named.unwrap_or_else(|| category.lead.clone());
        request.co = category.co.iter().filter(|dept| **dept != lead).cloned().collect();
        request.dept = Some(lead);
    } else {
        request.dept = named;
    }
    Ok(())
}

fn code(text: &str) -> Result<CategoryCode, Failure> {
    CategoryCode::parse(text).map_err(Failure::bug)
}
