//! What has been typed into a draft: words first, a [`MeetingDraft`] once they can be read.

use serde::{Deserialize, Serialize};
use shared::api::{FieldError, FieldRule};
use shared::domain::estate::UnitId;
use shared::domain::vote::{
    Clause, Matter, MatterDraft, MatterId, MatterOf, MatterScope, MeetingDraft, MeetingId,
    MeetingOf, Organiser, ParkingCount,
};
use shared::value::{Date, Fen, HOUR, MINUTE, TimeOfDay, Timestamp};
use yew::prelude::*;

use crate::net::id::new_id;

/// A clause of the rules of procedure.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ClauseForm {
    /// Its number and wording.
    pub(super) text: String,
    /// `2024-05-18`.
    pub(super) adopted: String,
}

/// Who decides: which kind of scope, and what each kind needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum ScopeKind {
    /// The whole estate.
    Estate,
    /// Whole buildings.
    Buildings,
    /// One stair.
    Stair,
    /// Listed units; kept as they are.
    Units,
}

/// One matter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct MatterForm {
    pub(super) id: MatterId,
    pub(super) kind: Matter,
    pub(super) title: String,
    pub(super) summary: String,
    pub(super) text: String,
    pub(super) scope: ScopeKind,
    /// One or several, as people write lists.
    pub(super) buildings: String,
    pub(super) stair: String,
    pub(super) units: Vec<UnitId>,
    /// Yuan.
    pub(super) budget: String,
    /// Whether names are elected.
    pub(super) election: bool,
    pub(super) seats: String,
}

/// A meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Form {
    pub(super) id: MeetingId,
    /// The version that was changed; none before it was saved for the first time.
    pub(super) version: Option<u32>,
    pub(super) title: String,
    pub(super) organiser: Organiser,
    pub(super) opens: (String, String),
    pub(super) closes: (String, String),
    pub(super) parking: ParkingCount,
    pub(super) parking_clause: ClauseForm,
    pub(super) follow: bool,
    pub(super) follow_clause: ClauseForm,
    pub(super) matters: Vec<MatterForm>,
}

/// A change of the form.
pub(super) struct Edit(Box<dyn FnOnce(&mut Form)>);

/// A change, as a step of the reducer.
pub(super) fn edit(change: impl FnOnce(&mut Form) + 'static) -> Edit {
    Edit(Box::new(change))
}

impl Reducible for Form {
    type Action = Edit;

    fn reduce(self: std::rc::Rc<Self>, Edit(change): Edit) -> std::rc::Rc<Self> {
        let mut form = (*self).clone();
        change(&mut form);
        form.into()
    }
}

impl ClauseForm {
    fn of(clause: Option<&Clause>) -> Self {
        clause.map_or_else(Self::default, |clause| Self {
            text: clause.text.clone(),
            adopted: clause.adopted.to_string(),
        })
    }

    fn read(&self, pointer: &str, errors: &mut Vec<FieldError>) -> Option<Clause> {
        let adopted = date(&self.adopted, &format!("{pointer}/adopted"), errors)?;
        Some(Clause { text: self.text.clone(), adopted })
    }
}

impl MatterForm {
    /// An empty one.
    pub(super) fn new() -> Self {
        Self {
            id: new_id::<MatterOf>(),
            kind: Matter::Other,
            title: String::new(),
            summary: String::new(),
            text: String::new(),
            scope: ScopeKind::Estate,
            buildings: String::new(),
            stair: String::new(),
            units: Vec::new(),
            budget: String::new(),
            election: false,
            seats: String::new(),
        }
    }

    fn of(matter: &MatterDraft) -> Self {
        let (scope, buildings, stair, units) = match &matter.scope {
            MatterScope::Estate {} => (ScopeKind::Estate, String::new(), String::new(), Vec::new()),
            MatterScope::Buildings { buildings } => {
                (ScopeKind::Buildings, buildings.join(" "), String::new(), Vec::new())
            }
            MatterScope::Stair { building, stair } => {
                (ScopeKind::Stair, building.clone(), stair.clone(), Vec::new())
            }
            MatterScope::Units { units } => {
                (ScopeKind::Units, String::new(), String::new(), units.clone())
            }
        };
        Self {
            id: matter.id,
            kind: matter.kind,
            title: matter.title.clone(),
            summary: matter.summary.clone(),
            text: matter.text.clone(),
            scope,
            buildings,
            stair,
            units,
            budget: matter.budget.map(plain_yuan).unwrap_or_default(),
            election: matter.is_election(),
            seats: matter.seats.map(|seats| seats.to_string()).unwrap_or_default(),
        }
    }

    fn scope(&self) -> MatterScope {
        match self.scope {
            ScopeKind::Estate => MatterScope::Estate {},
            ScopeKind::Buildings => MatterScope::Buildings { buildings: names(&self.buildings) },
            ScopeKind::Stair => MatterScope::Stair {
                building: self.buildings.trim().to_owned(),
                stair: self.stair.trim().to_owned(),
            },
            ScopeKind::Units => MatterScope::Units { units: self.units.clone() },
        }
    }

    fn read(&self, pointer: &str, errors: &mut Vec<FieldError>) -> MatterDraft {
        let mut wrong = |field: &str| {
            let (pointer, rule) = (format!("{pointer}/{field}"), FieldRule::Malformed);
            errors.push(FieldError { pointer, rule });
        };
        let budget = match self.budget.trim() {
            "" => None,
            typed => yuan(typed).or_else(|| {
                wrong("budget");
                None
            }),
        };
        let seats = match (self.election, self.seats.trim().parse()) {
            (false, _) => None,
            (true, Ok(seats)) => Some(seats),
            (true, Err(_)) => {
                wrong("seats");
                None
            }
        };
        MatterDraft {
            id: self.id,
            kind: if self.election { Matter::Committee } else { self.kind },
            title: self.title.clone(),
            summary: self.summary.clone(),
            text: self.text.clone(),
            scope: self.scope(),
            budget,
            seats,
        }
    }
}

impl Form {
    /// An empty draft, opening on the first morning that the notice allows.
    pub(super) fn new(organiser: Organiser, earliest: Date) -> Self {
        let closes = earliest.plus_days(15);
        Self {
            id: new_id::<MeetingOf>(),
            version: None,
            title: String::new(),
            organiser,
            opens: (earliest.to_string(), "09:00".to_owned()),
            closes: (closes.to_string(), "21:00".to_owned()),
            parking: ParkingCount::None,
            parking_clause: ClauseForm::default(),
            follow: false,
            follow_clause: ClauseForm::default(),
            matters: vec![MatterForm::new()],
        }
    }

    /// A stored draft.
    pub(super) fn of(id: MeetingId, version: u32, draft: &MeetingDraft) -> Self {
        Self {
            id,
            version: Some(version),
            title: draft.title.clone(),
            organiser: draft.organiser,
            opens: day_and_time(draft.opens),
            closes: day_and_time(draft.closes),
            parking: draft.parking,
            parking_clause: ClauseForm::of(draft.parking_clause.as_ref()),
            follow: draft.follow.is_some(),
            follow_clause: ClauseForm::of(draft.follow.as_ref()),
            matters: draft.matters.iter().map(MatterForm::of).collect(),
        }
    }

    /// What was typed as a draft, or the fields that cannot be read, as JSON pointers into what is
    /// sent.
    pub(super) fn read(&self) -> Result<MeetingDraft, Vec<FieldError>> {
        let mut errors = Vec::new();
        let opens = instant(&self.opens, "/draft/opens", &mut errors);
        let closes = instant(&self.closes, "/draft/closes", &mut errors);
        let counts = self.parking != ParkingCount::None;
        let parking_clause = counts
            .then(|| self.parking_clause.read("/draft/parking_clause", &mut errors))
            .flatten();
        let follow =
            self.follow.then(|| self.follow_clause.read("/draft/follow", &mut errors)).flatten();
        let matters = self.matters.iter().enumerate();
        let matters = matters
            .map(|(index, matter)| matter.read(&format!("/draft/matters/{index}"), &mut errors))
            .collect();
        let (Some(opens), Some(closes), []) = (opens, closes, errors.as_slice()) else {
            return Err(errors);
        };
        Ok(MeetingDraft {
            title: self.title.clone(),
            organiser: self.organiser,
            opens,
            closes,
            parking: self.parking,
            parking_clause,
            follow,
            matters,
        })
    }
}

fn date(typed: &str, pointer: &str, errors: &mut Vec<FieldError>) -> Option<Date> {
    let read = Date::parse(typed.trim()).ok();
    if read.is_none() {
        errors.push(FieldError { pointer: pointer.to_owned(), rule: FieldRule::Required });
    }
    read
}

fn instant(
    (day, time): &(String, String),
    pointer: &str,
    errors: &mut Vec<FieldError>,
) -> Option<Timestamp> {
    let (day, time) = (date(day, pointer, errors)?, time_of_day(time));
    if time.is_none() {
        errors.push(FieldError { pointer: pointer.to_owned(), rule: FieldRule::Required });
    }
    Some(Timestamp::local(day, time?))
}

/// `09:30`.
fn time_of_day(typed: &str) -> Option<TimeOfDay> {
    let (hours, minutes) = typed.trim().split_once(':')?;
    let (hours, minutes) = (hours.parse().ok()?, minutes.parse().ok()?);
    let fits = (0..24).contains(&hours) && (0..60).contains(&minutes);
    fits.then(|| TimeOfDay::new(hours, minutes))
}

fn day_and_time(at: Timestamp) -> (String, String) {
    let ms = at.time_of_day().ms();
    (at.date().to_string(), format!("{:02}:{:02}", ms / HOUR, ms / MINUTE % 60))
}

/// Names of a list as people write it: `1、2` or `1, 2` or `1 2`.
fn names(typed: &str) -> Vec<String> {
    let mut names = Vec::new();
    let parts = typed.split(|c: char| c.is_whitespace() || "、，,；;".contains(c));
    for name in parts.map(str::trim).filter(|name| !name.is_empty()) {
        if !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
    }
    names
}

/// An amount as people write it: `386,000` or `386000.5`.
fn yuan(typed: &str) -> Option<Fen> {
    let typed: String = typed.chars().filter(|c| !matches!(c, ',' | '，' | ' ')).collect();
    let (yuan, fen) = typed.split_once('.').unwrap_or((&typed, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if yuan.is_empty() || !digits(yuan) || !digits(fen) || fen.len() > 2 {
        return None;
    }
    let fen: i64 = format!("{fen:0<2}").parse().ok()?;
    yuan.parse::<i64>().ok()?.checked_mul(100)?.checked_add(fen).map(Fen::new)
}

/// An amount as it is typed.
fn plain_yuan(amount: Fen) -> String {
    let fen = amount.get();
    match fen.rem_euclid(100) {
        0 => (fen / 100).to_string(),
        rest => format!("{}.{rest:02}", fen / 100),
    }
}

#[cfg(test)]
mod tests;
