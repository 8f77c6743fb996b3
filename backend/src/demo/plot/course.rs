//! The ordinary reports: how their handling usually goes.

use shared::domain::estate::Place;
use shared::domain::report::{Category, CategoryCode, Event, Excluded, Severity};
use shared::value::{DAY, HOUR, MINUTE, Timestamp};

use super::kinds::{KINDS, Kind, Spot};
use super::{Act, Story, What, Who, Writer};
use crate::demo::estate::Home;
use crate::demo::picture::Scene;

/// What the company writes when it passes a matter on.
const PASSED_ON: [&str; 4] = [
    "上门劝了两次，对方不听，按规定上报社区。",
    "当面劝阻、张贴告知都没有用，请社区协调。",
    "当事人不开门，电话不接，上报社区处理。",
    "劝停后又反复，物业没有执法权，上报社区。",
];
const DISSUADED: [&str; 3] = [
    "当面劝阻，对方答应今晚处理。",
    "已张贴告知单，并电话提醒当事人。",
    "到场劝停，现场拍照留底。",
];
const TAKEN: [&str; 3] = [
    "请到现场核实，社区陪同。",
    "情况属实，物业已劝阻无效，请处理。",
    "居民反映较多，请尽快到场。",
];
const NOT_YET: [&str; 4] = [
    "只好了一天，今天又是老样子。",
    "我下楼看过，还没弄干净。",
    "说办好了，现场没有变化。",
    "只处理了一半，另一半还在。",
];
const AGAIN_DONE: [&str; 2] =
    ["再次到场，已彻底处理，并约定专人回访。", "返工完成，现场复查合格。"];

/// How a report that neighbours dissuade first goes on.
#[derive(Clone, Copy)]
enum Turn {
    /// The company settles it.
    Settled,
    /// The company passes it on.
    PassedOn,
    /// The company lets the time run out.
    RunOut,
}

impl Writer<'_> {
    /// All ordinary reports.
    pub(super) fn ordinary(&mut self) {
        for kind in &KINDS {
            for n in 0..kind.times {
                let home = home(kind, n);
                self.one(kind, home, n);
            }
        }
    }

    fn one(&mut self, kind: &'static Kind, home: Home, n: usize) {
        let Some(category) = self.category(kind.category) else { return };
        let days = self.dice.between(kind.ago.0, kind.ago.1);
        let date = self.days_ago(days);
        let filed = self.noticed(date);
        // The voices 0 to 4 are people with stories of their own.
        let first = if home == Home::Jianshui { 5 } else { 0 };
        let reporter = first + self.dice.place(home.voices() - first);
        let place = self.spot(kind.spot, home);
        let words = kind.words.get(n % kind.words.len().max(1)).copied().unwrap_or_default();
        let scene = kind.before.filter(|_| self.dice.chance(60));
        let deeds = Vec::new();
        let mut story =
            Story { home, reporter, filed, category: kind.category, place, words, scene, deeds };
        self.neighbours(&mut story, &category);
        if category.severity == Severity::P1 {
            self.life_safety(&mut story, kind, &category);
        } else if home != Home::Laochang
            && category.dissuade_first
            && !category.excludes_group(Excluded::Pm)
        {
            self.dissuaded(&mut story, kind, category.severity);
        } else {
            self.at_community(&mut story, kind, &category, filed);
        }
        self.stories.push(story);
    }

    /// A category of the routing in force.
    pub(super) fn category(&self, code: &str) -> Option<Category> {
        CategoryCode::parse(code).ok().and_then(|code| self.routing.get(&code).cloned())
    }

    fn spot(&mut self, spot: Spot, home: Home) -> Place {
        let storeys = home.storeys();
        let building = self.dice.place(storeys.len());
        let floors = storeys.get(building).copied().unwrap_or(5);
        let stair = Some(self.dice.between(1, 2).to_string());
        let of_building = |stair, spot| Place::Building {
            building: (building + 1).to_string(),
            stair,
            spot: Some(spot),
        };
        match spot {
            Spot::Floor => {
                let floor = self.dice.between(2, floors);
                of_building(stair, floor.to_string())
            }
            Spot::Of(part) => of_building(stair, part.to_owned()),
            Spot::Outside(part) => of_building(None, part.to_owned()),
            Spot::Common => {
                let name = self.dice.pick(home.places()).unwrap_or("垃圾房");
                Place::Common { name: name.to_owned() }
            }
            Spot::Named(names) => {
                let known: Vec<&str> =
                    names.iter().filter(|name| home.places().contains(name)).copied().collect();
                let name = self.dice.pick(&known).unwrap_or("垃圾房");
                Place::Common { name: name.to_owned() }
            }
        }
    }

    fn neighbours(&mut self, story: &mut Story, category: &Category) {
        if category.confidential || story.home == Home::Hebu || !self.dice.chance(24) {
            return;
        }
        for _ in 0..self.dice.between(1, 3) {
            let neighbour = self.dice.place(story.home.voices());
            let at = self.awake(story.filed, 20, 900);
            story.deed(at, Who::Neighbour(neighbour), What::Join);
        }
    }

    /// Life safety: company, community and department set out at the same time.
    fn life_safety(&mut self, story: &mut Story, kind: &Kind, category: &Category) {
        let filed = story.filed;
        if story.home != Home::Laochang && category.involves_company() {
            let late = self.dice.chance(10);
            let at = if late { self.later(filed, 33, 50) } else { self.later(filed, 6, 26) };
            story.act(at, Who::Company(0), Act::new(Event::Arrive).note(kind.answer));
        }
        let noted = self.later(filed, 12, 55);
        story.act(noted, Who::Community, Act::new(Event::Acknowledge));
        let late = self.dice.chance(9);
        let in_time = if late { (128, 190) } else { (32, 112) };
        let here = self.later(filed, in_time.0, in_time.1);
        story.act(here, Who::Lead, Act::new(Event::CheckIn));
        let done = self.awake(here, 50, 960);
        let done = done.min(filed.plus(DAY - 20 * MINUTE)).max(here.plus(20 * MINUTE));
        story.act(done, Who::Lead, Act::new(Event::Resolve).note(kind.done).scene(kind.after));
        self.verdict(story, done, Who::Lead);
    }

    /// The company answers and dissuades first.
    fn dissuaded(&mut self, story: &mut Story, kind: &Kind, severity: Severity) {
        let serious = severity == Severity::P2;
        let given = story.filed.plus(15 * MINUTE);
        let assign = Act { assignee: Some(1), ..Act::new(Event::Assign) };
        let at = self.later(given, 5, 40);
        story.act(at, Who::Company(0), assign);
        let answered = match (serious, self.dice.chance(8)) {
            (true, false) => self.later(given, 15, 200),
            (true, true) => self.later(given, 250, 330),
            (false, late) => self.office(given, 20, if late { 900 } else { 260 }),
        };
        let end = given.plus(if serious { DAY } else { 3 * DAY });
        let answered = answered.min(end.plus(-HOUR));
        story.act(answered, Who::Company(0), Act::new(Event::Answer).note(kind.answer));
        let turn = match self.dice.between(1, 100) {
            1..=56 => Turn::Settled,
            57..=88 => Turn::PassedOn,
            _ => Turn::RunOut,
        };
        let room = end.since(answered) / MINUTE;
        match turn {
            Turn::Settled => {
                let done = self.awake(answered, room / 8, room * 3 / 4);
                let done = done.min(end.plus(-20 * MINUTE));
                let act = Act::new(Event::Corrected).note(kind.done).scene(kind.after);
                story.act(done, Who::Company(1), act);
                self.verdict(story, done, Who::Company(1));
            }
            Turn::PassedOn => {
                let tried = self.later(answered, room / 10, room / 3);
                let note = self.dice.pick(&DISSUADED).unwrap_or_default();
                let scene = kind.before.unwrap_or(kind.after);
                let act = Act::new(Event::Dissuade).note(note).scene(scene);
                story.act(tried, Who::Company(1), act);
                let note = self.dice.pick(&PASSED_ON).unwrap_or_default();
                let passed = self.later(tried, room / 6, room / 2);
                story.act(passed, Who::Company(0), Act::new(Event::Escalate).note(note));
                self.dispatched(story, kind, passed, serious);
            }
            Turn::RunOut => self.dispatched(story, kind, end, serious),
        }
    }

    /// Without a company, or where the company is accused: the community begins.
    fn at_community(
        &mut self,
        story: &mut Story,
        kind: &Kind,
        category: &Category,
        from: Timestamp,
    ) {
        if category.excludes_group(Excluded::Community) {
            return;
        }
        if category.lead.as_str() != "COMMUNITY" {
            let serious = category.severity == Severity::P2;
            return self.dispatched(story, kind, from, serious);
        }
        let taken = self.office(from, 25, 330);
        let act = Act::new(Event::HandleItself).note("社区网格员已联系双方。");
        story.act(taken, Who::Community, act);
        let done = self.working_days(taken, 1, 4);
        let act = Act::new(Event::Resolve).note(kind.done).scene(kind.after);
        story.act(done, Who::Community, act);
        self.verdict(story, done, Who::Community);
    }

    /// The community assigns it, the department checks in and brings it to 办好.
    fn dispatched(&mut self, story: &mut Story, kind: &Kind, from: Timestamp, serious: bool) {
        let late = self.dice.chance(9);
        let mut sent = if late { self.office(from, 560, 800) } else { self.office(from, 25, 330) };
        let note = self.dice.pick(&TAKEN).unwrap_or_default();
        story.act(sent, Who::Community, Act::new(Event::Dispatch).note(note));
        if let Some((instead, why)) = kind.declined.filter(|_| self.dice.chance(30)) {
            let declined = self.office(sent, 60, 300);
            let act = Act { dept: Some(instead), ..Act::new(Event::Decline) };
            story.act(declined, Who::Lead, act.note(why));
            sent = self.office(declined, 30, 200);
            let again = Act { dept: Some(instead), ..Act::new(Event::Dispatch) };
            story.act(sent, Who::Community, again.note("按部门意见改派。"));
        }
        let here = match (serious, self.dice.chance(10)) {
            (true, false) => self.office(sent, 60, 420),
            (false, false) => self.working_days(sent, 1, 2),
            (true, true) => self.working_days(sent, 2, 2),
            (false, true) => self.working_days(sent, 4, 4),
        };
        story.act(here, Who::Lead, Act::new(Event::CheckIn));
        let done = self.working_days(here, 1, if serious { 4 } else { 7 });
        let act = Act::new(Event::Resolve).note(kind.done).scene(kind.after);
        story.act(done, Who::Lead, act);
        self.verdict(story, done, Who::Lead);
    }

    /// What the reporter says of it: yes, nothing, or not yet.
    fn verdict(&mut self, story: &mut Story, done: Timestamp, by: Who) {
        match self.dice.between(1, 100) {
            1..=64 => self.content(story, done),
            65..=88 => {
                // Silence for seven days closes it; some rate it all the same.
                if self.dice.chance(35) {
                    let at = self.awake(done, 600, 9_000);
                    let marks = self.marks();
                    story.deed(at, Who::Reporter, What::Rate(marks));
                }
            }
            _ => {
                let note = self.dice.pick(&NOT_YET).unwrap_or_default();
                let back = self.awake(done, 120, 2_000);
                story.act(back, Who::Reporter, Act::new(Event::Reopen).note(note));
                let note = self.dice.pick(&AGAIN_DONE).unwrap_or_default();
                // What the company had settled comes back to the community.
                let by = if matches!(by, Who::Company(_)) {
                    let taken = self.office(back, 30, 300);
                    story.act(taken, Who::Community, Act::new(Event::HandleItself));
                    Who::Community
                } else {
                    by
                };
                let again = self.working_days(back, 1, 3).max(back.plus(26 * HOUR));
                let scene = shown_done(story).unwrap_or(Scene::LaneFree);
                story.act(again, by, Act::new(Event::Resolve).note(note).scene(scene));
                self.content(story, again);
            }
        }
    }

    fn content(&mut self, story: &mut Story, done: Timestamp) {
        let confirmed = self.awake(done, 40, 4_000);
        story.act(confirmed, Who::Reporter, Act::new(Event::Confirm));
        if self.dice.chance(72) {
            let at = self.later(confirmed, 1, 6);
            let marks = self.marks();
            story.deed(at, Who::Reporter, What::Rate(marks));
        }
    }

    /// Mostly content, now and then not.
    fn marks(&mut self) -> [u8; 3] {
        let mut mark = || {
            let marks = [5, 5, 5, 4, 4, 4, 3, 3, 2];
            self.dice.pick(&marks).unwrap_or(4)
        };
        [mark(), mark(), mark()]
    }
}

/// Most happens where most people live; some kinds cannot happen everywhere.
const fn home(kind: &Kind, n: usize) -> Home {
    match (kind.only, n % 7) {
        (Some(home), _) => home,
        (None, 3) => Home::Laochang,
        (None, 6) => Home::Hebu,
        _ => Home::Jianshui,
    }
}

/// The last photo that showed it done.
fn shown_done(story: &Story) -> Option<Scene> {
    story.deeds.iter().rev().find_map(|deed| match deed.what {
        What::Act(act) if matches!(act.event, Event::Resolve | Event::Corrected) => act.scene,
        _ => None,
    })
}
