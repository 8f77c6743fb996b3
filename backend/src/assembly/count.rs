//! From shares to sums, from sums to the result.

use shared::api::vote::{Share, SumWanted};
use shared::domain::vote::{
    BoxTotal, MatterResult, MeetingId, MeetingStatus, PartyId, SumWeight, TrusteeSeat,
};
use shared::journal::{Digest, FrozenMatter, FrozenRoll};
use shared::sealed::{
    Count, Fault, Lock, MeetingKey, Opened, Point, Poll, Proof, Seat, Sum, SumOf, SumShare, Table,
    ballots_digest, check_share, open_ballot, open_total, sum,
};
use shared::value::Timestamp;

use super::{counts, key, poll_of, scope_of};
use crate::app::App;
use crate::db::Conn;
use crate::db::vote::{self, BallotRow, Meeting, ShareRow, SumKey};
use crate::failure::Failure;

/// A meeting that is being counted.
pub struct Tally {
    pub(super) of: Meeting,
    pub(super) matters: Vec<FrozenMatter>,
    pub(super) roll: FrozenRoll,
    pub(super) ballots: Vec<BallotRow>,
    counts: Vec<Count>,
    pub(super) shares: Vec<ShareRow>,
    pub(super) totals: Vec<(SumKey, u64)>,
    key: Option<MeetingKey>,
}

impl Tally {
    /// Everything of a meeting that a count needs.
    pub fn load(conn: &mut Conn, of: Meeting) -> Result<Self, Failure> {
        let matters = vote::frozen_matters(conn, &of)?;
        let roll = vote::frozen_roll(conn, &of)?;
        let ballots = vote::ballots(conn, &of)?;
        let voted: Vec<PartyId> = ballots.iter().map(|ballot| ballot.party_id).collect();
        let served = vote::served(conn, &of)?;
        let counts = counts(&of, &matters, &roll, &voted, &served);
        let (shares, totals) = (vote::shares(conn, &of)?, vote::totals(conn, &of)?);
        let key = key(&of)?;
        Ok(Self { of, matters, roll, ballots, counts, shares, totals, key })
    }

    /// What is opened of a matter.
    fn boxes(&self, count: &Count) -> Vec<BoxTotal> {
        let mut boxes = count.unopened();
        for (key, total) in self.totals.iter().filter(|(key, _)| key.matter == count.matter) {
            let place = usize::try_from(key.index).ok().and_then(|place| boxes.get_mut(place));
            match (place, key.weight) {
                (Some(place), SumWeight::Persons) => place.persons = Some(*total),
                (Some(place), SumWeight::Area) => place.area = Some(*total),
                _ => {}
            }
        }
        boxes
    }

    /// The sums to open now; empty before the close.
    pub fn wanted(&self) -> Result<Vec<SumWanted>, Failure> {
        if self.of.status() != MeetingStatus::Closed {
            return Ok(Vec::new());
        }
        let mut all = Vec::new();
        for count in &self.counts {
            let wanted = count.wanted(&self.boxes(count));
            let wanted = wanted.map_err(|_| Failure::bug("totals that cannot be"))?;
            for (index, weight) in wanted {
                let index = u32::try_from(index).map_err(Failure::bug)?;
                all.push(SumWanted { matter: count.matter, index, weight });
            }
        }
        Ok(all)
    }

    /// Which trustees have shared everything that is wanted.
    pub fn shared_by(&self) -> Result<Vec<TrusteeSeat>, Failure> {
        let wanted = self.wanted()?;
        let has = |seat: TrusteeSeat, sum: &SumWanted| {
            let of_sum = |row: &&ShareRow| row.holder == seat && row.key() == Some(key_of(sum));
            self.shares.iter().filter(of_sum).count() == 2
        };
        let done =
            |seat: &&TrusteeSeat| !wanted.is_empty() && wanted.iter().all(|sum| has(**seat, sum));
        Ok(TrusteeSeat::ALL.iter().filter(done).copied().collect())
    }

    /// Checks the shares of a seat: of wanted sums, of its own locks, each proof holding. A share of
    /// what is opened already is passed over.
    pub fn check(&self, seat: Seat, given: &[Share]) -> Result<Vec<(SumKey, SumShare)>, Fault> {
        let wanted = self.wanted().map_err(|_| Fault::CannotOpen)?;
        let key = self.key.as_ref().ok_or(Fault::WaitingTrustees)?;
        let opened = self.open_ballots().map_err(|_| Fault::ShareBroken)?;
        let mut fitting: Vec<(SumKey, SumShare)> = Vec::new();
        for share in given {
            let Some(of) = wanted.iter().find(|sum| is_of(share, sum)) else { continue };
            let read = || {
                Some(SumShare {
                    lock: lock(share.lock)?,
                    point: Point::parse(&share.point)?,
                    proof: Proof::parse(&share.proof)?,
                    seat,
                })
            };
            let read = read().ok_or(Fault::ShareBroken)?;
            let sum = self.sum(&opened, key_of(of)).ok_or(Fault::ShareBroken)?;
            check_share(key, &sum, &read)?;
            // The same share twice is one.
            let twice =
                |(key, other): &(SumKey, SumShare)| *key == key_of(of) && other.lock == read.lock;
            if !fitting.iter().any(twice) {
                fitting.push((key_of(of), read));
            }
        }
        Ok(fitting)
    }

    fn poll(&self) -> Result<Poll, Failure> {
        let key = self.key.as_ref().ok_or_else(|| Failure::bug("a count without a key"))?;
        poll_of(&self.of, &self.matters, key)
    }

    /// The ballots, read. Their proofs were checked when they were cast.
    pub(super) fn open_ballots(&self) -> Result<Vec<Opened>, Failure> {
        let poll = self.poll()?;
        let read = |row: &BallotRow| {
            let ballot = row.ballot().ok_or_else(|| Failure::bug("a stored ballot"))?;
            let items: Vec<_> = ballot.items.iter().map(|item| item.matter).collect();
            let place = (row.party_id, row.channel);
            open_ballot(&poll, place, &items, ballot)
                .map_err(|flaw| Failure::bug(format!("a stored ballot: {flaw:?}")))
        };
        self.ballots.iter().map(read).collect()
    }

    /// One sum, added up.
    pub(super) fn sum(&self, opened: &[Opened], wanted: SumKey) -> Option<Sum> {
        let scope = scope_of(&self.matters, wanted.matter);
        let of_matter = opened.iter().filter_map(|ballot| {
            let item = ballot.items.iter().find(|item| item.matter == wanted.matter)?;
            Some((ballot.ballot.party, ballot, item))
        });
        let mut digests: Vec<Digest> = Vec::new();
        let mut items = Vec::new();
        for (party, ballot, item) in of_matter {
            let weight = self.roll.weight(party, scope)?;
            let weight = match wanted.weight {
                SumWeight::Persons => weight.persons,
                SumWeight::Area | SumWeight::Unknown => weight.area,
            };
            digests.push(ballot.ballot.fingerprint());
            items.push((item.item.boxes(), weight));
        }
        let of = SumOf {
            meeting: self.of.id(),
            matter: wanted.matter,
            index: usize::try_from(wanted.index).ok()?,
            weight: wanted.weight,
            ballots: ballots_digest(&digests),
        };
        sum(of, items)
    }

    /// Opens every wanted sum whose three locks are there.
    fn open(&self, table: &Table) -> Result<Vec<(SumKey, u64)>, Failure> {
        let wanted = self.wanted()?;
        let ready: Vec<(&SumWanted, Vec<SumShare>)> =
            wanted.iter().filter_map(|sum| Some((sum, self.shares_of(sum)?))).collect();
        if ready.is_empty() {
            return Ok(Vec::new());
        }
        let opened = self.open_ballots()?;
        let key = self.key.as_ref().ok_or_else(|| Failure::bug("a count without a key"))?;
        let mut totals = Vec::new();
        for (wanted, shares) in ready {
            let sum = self.sum(&opened, key_of(wanted)).ok_or_else(|| Failure::bug("no sum"))?;
            let count = self.counts.iter().find(|count| count.matter == wanted.matter);
            let whole = count.map(Count::participating).unwrap_or_default();
            let most = match wanted.weight {
                SumWeight::Persons => whole.persons,
                SumWeight::Area | SumWeight::Unknown => whole.area,
            };
            let total = open_total(table, key, &sum, &shares, most).map_err(Failure::bug)?;
            let SumWanted { matter, index, weight } = *wanted;
            totals.push((SumKey { matter, index, weight }, total));
        }
        Ok(totals)
    }

    /// One share of each lock, once all three are there.
    fn shares_of(&self, sum: &SumWanted) -> Option<Vec<SumShare>> {
        let mut found: Vec<SumShare> = Vec::new();
        for row in self.shares.iter().filter(|row| row.key() == Some(key_of(sum))) {
            let share = row.share()?;
            if !found.iter().any(|other| other.lock == share.lock) {
                found.push(share);
            }
        }
        (found.len() == Lock::ALL.len()).then_some(found)
    }

    /// The results, once nothing is wanted any more.
    fn results(&self) -> Result<Option<Vec<MatterResult>>, Failure> {
        let results = self.counts.iter().map(|count| {
            let result = count.result(&self.boxes(count));
            result.map_err(|_| Failure::bug("totals that cannot be"))
        });
        results.collect()
    }
}

fn is_of(share: &Share, sum: &SumWanted) -> bool {
    (share.matter, share.index, share.weight) == (sum.matter, sum.index, sum.weight)
}

const fn key_of(sum: &SumWanted) -> SumKey {
    SumKey { matter: sum.matter, index: sum.index, weight: sum.weight }
}

/// A lock by the numbers of its two seats.
fn lock((low, high): (u8, u8)) -> Option<Lock> {
    Lock::ALL.into_iter().find(|lock| {
        let (a, b) = lock.seats();
        (a.number(), b.number()) == (low, high)
    })
}

/// Takes a closed meeting as far as it goes: opens what two trustees have shared, and counts once
/// nothing is wanted any more. Without a quorum nothing is opened and the count is done at once.
pub async fn advance(app: &App, id: MeetingId) -> Result<(), Failure> {
    loop {
        let now = app.clock.now();
        let tally = app.db.read(move |conn| load_closed(conn, id, now)).await?;
        let Some(tally) = tally else { return Ok(()) };
        let worked = tokio::task::spawn_blocking(move || {
            let opened = tally.open(table())?;
            let results = if opened.is_empty() { tally.results()? } else { None };
            Ok::<_, Failure>((tally, opened, results))
        });
        let (tally, opened, results) = worked.await.map_err(Failure::bug)??;
        if opened.is_empty() {
            let Some(results) = results else { return Ok(()) };
            let of = tally.of;
            let told =
                app.db.write(move |conn| vote::keep_results(conn, &of, &results, now)).await?;
            app.tell(told);
            return Ok(());
        }
        let of = tally.of;
        app.db.write(move |conn| vote::keep_totals(conn, &of, &opened)).await?;
    }
}

fn load_closed(conn: &mut Conn, id: MeetingId, now: Timestamp) -> Result<Option<Tally>, Failure> {
    let of = Meeting::by_id(conn, id, now)?;
    if of.status() != MeetingStatus::Closed {
        return Ok(None);
    }
    Tally::load(conn, of).map(Some)
}

/// Two MiB, made when the first sum is opened.
fn table() -> &'static Table {
    static TABLE: std::sync::LazyLock<Table> = std::sync::LazyLock::new(Table::new);
    &TABLE
}
