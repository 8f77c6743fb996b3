//! How many have voted: the only thing that anybody learns before the close (`threats.md` V5).

use std::collections::BTreeMap;

use diesel::prelude::*;
use shared::api::vote::{BuildingTurnout, Turnout};
use shared::domain::vote::{MatterId, MeetingStatus, PartyId, Weight};
use shared::journal::FrozenMatter;
use shared::value::{TimeOfDay, Timestamp};

use super::Meeting;
use super::frozen::{scope_of, weight};
use crate::db::Conn;
use crate::db::schema::{ballot, meeting_party, meeting_party_building};
use crate::failure::Failure;

/// Below so many parties the turnout is told once a day.
const SMALL: usize = 30;

/// Who has voted, and when.
pub(super) struct Participation {
    now: Timestamp,
    /// What is told of small groups while voting is open; else the present.
    coarse: Timestamp,
    voted: BTreeMap<PartyId, Timestamp>,
    parties: Vec<PartyWeights>,
}

struct PartyWeights {
    id: PartyId,
    whole: Weight,
    weights: Vec<Option<Weight>>,
}

/// Who has voted, and what of it is told.
pub(super) fn participation(
    conn: &mut Conn,
    of: &Meeting,
    now: Timestamp,
) -> Result<Participation, Failure> {
    let rows: Vec<(PartyId, i64, i64, String)> = meeting_party::table
        .filter(meeting_party::estate_id.eq(of.estate()))
        .filter(meeting_party::meeting_id.eq(of.id()))
        .order(meeting_party::no)
        .select((
            meeting_party::id,
            meeting_party::area,
            meeting_party::persons,
            meeting_party::weights,
        ))
        .load(conn)?;
    let read = |(id, area, persons, weights): (PartyId, i64, i64, String)| {
        let weights = serde_json::from_str(&weights).map_err(Failure::bug)?;
        Ok(PartyWeights { id, whole: weight(area, persons), weights })
    };
    let parties: Vec<PartyWeights> = rows.into_iter().map(read).collect::<Result<_, Failure>>()?;
    let voted: Vec<(PartyId, Timestamp)> = ballot::table
        .filter(ballot::estate_id.eq(of.estate()).and(ballot::meeting_id.eq(of.id())))
        .select((ballot::party_id, ballot::at))
        .load(conn)?;
    let open = of.status() == MeetingStatus::Open;
    let coarse = if open { Timestamp::local(now.date(), TimeOfDay::MIDNIGHT) } else { now };
    Ok(Participation { now, coarse, voted: voted.into_iter().collect(), parties })
}

impl Participation {
    /// Whether a party's ballot is in, as far as it is told: while voting is open, as of the last
    /// midnight.
    pub(super) fn has_voted(&self, party: PartyId) -> bool {
        self.is_in(party, self.coarse)
    }

    fn is_in(&self, party: PartyId, at: Timestamp) -> bool {
        self.voted.get(&party).is_some_and(|voted| *voted <= at)
    }

    /// As of when a group of so many is told.
    const fn told_at(&self, parties: usize) -> Timestamp {
        if parties < SMALL { self.coarse } else { self.now }
    }

    /// The same of each matter, in order.
    pub(super) fn matters(&self, matters: &[FrozenMatter]) -> BTreeMap<MatterId, (Weight, Weight)> {
        let scopes = scope_of(matters);
        let of = |(matter, scope): (&FrozenMatter, usize)| {
            let sums = self.sums(|party| party.weights.get(scope).copied().flatten());
            (matter.matter.id, sums)
        };
        matters.iter().zip(scopes).map(of).collect()
    }

    fn sums(&self, of: impl Fn(&PartyWeights) -> Option<Weight>) -> (Weight, Weight) {
        let within: Vec<(PartyId, Weight)> =
            self.parties.iter().filter_map(|party| Some((party.id, of(party)?))).collect();
        let at = self.told_at(within.len());
        let sum = |parties: &mut dyn Iterator<Item = &(PartyId, Weight)>| {
            parties.fold(Weight::default(), |sum, (_, weight)| sum.plus(*weight))
        };
        let in_time = |(party, _): &&(PartyId, Weight)| self.is_in(*party, at);
        (sum(&mut within.iter()), sum(&mut within.iter().filter(in_time)))
    }
}

/// Turnout of the whole roll and of each building, in house order.
pub(super) fn turnout(
    conn: &mut Conn,
    of: &Meeting,
    seen: &Participation,
) -> Result<Turnout, Failure> {
    let rows: Vec<(PartyId, String, i64, i64, i64)> = meeting_party_building::table
        .filter(meeting_party_building::estate_id.eq(of.estate()))
        .filter(meeting_party_building::meeting_id.eq(of.id()))
        .select((
            meeting_party_building::party_id,
            meeting_party_building::building,
            meeting_party_building::no,
            meeting_party_building::area,
            meeting_party_building::persons,
        ))
        .load(conn)?;
    let mut sizes: BTreeMap<i64, usize> = BTreeMap::new();
    for (_, _, no, ..) in &rows {
        *sizes.entry(*no).or_default() += 1;
    }
    // One small building hides all: what it has is the rest of the others.
    let at = seen.told_at(sizes.values().copied().min().unwrap_or_default());
    let mut buildings: BTreeMap<(i64, String), (Weight, Weight)> = BTreeMap::new();
    for (party, building, no, area, persons) in rows {
        let sums = buildings.entry((no, building)).or_default();
        let weight = weight(area, persons);
        sums.0 = sums.0.plus(weight);
        if seen.is_in(party, at) {
            sums.1 = sums.1.plus(weight);
        }
    }
    let (roll, participating) = seen.sums(|party| Some(party.whole));
    let buildings = buildings.into_iter().map(|((_, building), (roll, participating))| {
        BuildingTurnout { building, roll, participating }
    });
    let at = seen.told_at(seen.parties.len());
    Ok(Turnout { at, roll, participating, buildings: buildings.collect() })
}
