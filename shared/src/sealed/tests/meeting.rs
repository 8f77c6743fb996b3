//! A whole meeting with its journal, from the notice to the result, as a bundle.

use std::sync::OnceLock;

use super::super::bundle::*;
use super::super::*;
use super::world::nth;
use crate::domain::estate::EstateId;
use crate::domain::vote::{
    BoxTotal, CandidateId, Channel, Clause, Matter, MatterDraft, MatterId, MatterScope,
    MeetingEvent, MeetingId, MeetingStatus, PartyId, SumWeight, VoteFact, VoteRules, Weight,
};
use crate::journal::{
    Digest, Entry, Fact, FrozenMatter, FrozenRoll, FrozenRow, Tree, commitment, inclusion,
    leaf_hash, root, texts_digest,
};
use crate::value::{Date, Timestamp};

pub(super) fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(Table::new)
}

/// What a party puts on its ballot: the marks of each matter, none for an item that is invalid; the
/// channel follows.
pub(super) type Vote = Vec<Option<Vec<bool>>>;

pub(super) struct Meeting {
    pub(super) frozen: Vec<FrozenMatter>,
    pub(super) roll: FrozenRoll,
    pub(super) keys: [TrusteeKey; 3],
    pub(super) halves: Vec<LockHalf>,
    pub(super) poll: Poll,
    /// The canonical bytes of the whole estate's journal.
    pub(super) journal: Vec<String>,
    /// Where this meeting begins.
    first: usize,
    pub(super) ballots: Vec<(i64, Ballot)>,
    pub(super) checked: Vec<i64>,
    pub(super) invalid: Vec<InvalidLine>,
    pub(super) served: Vec<PartyId>,
    /// What was shared and opened so far, in order of their kinds.
    pub(super) tail: Vec<Line>,
}

pub(super) const COMMUNITY: u64 = 900;
pub(super) const MEETING: u64 = 901;

/// A question over the whole estate or, with `part`, over one building.
pub(super) fn question(
    n: u64,
    kind: Matter,
    part: bool,
    rules: &VoteRules,
    follow: bool,
) -> FrozenMatter {
    let clause =
        Clause { text: "第十八条".to_owned(), adopted: Date::parse("2025-01-01").unwrap() };
    FrozenMatter::new(ids(), draft(n, kind, part, None), follow.then_some(clause), rules, &[])
}

/// An election of so many seats among so many.
pub(super) fn election(n: u64, seats: u32, candidates: u64, rules: &VoteRules) -> FrozenMatter {
    let names: Vec<(CandidateId, String)> =
        (0..candidates).map(|at| (nth(700 + at), format!("候选人{at}"))).collect();
    FrozenMatter::new(ids(), draft(n, Matter::Committee, false, Some(seats)), None, rules, &names)
}

fn ids() -> (EstateId, MeetingId) {
    (nth(COMMUNITY), nth(MEETING))
}

fn draft(n: u64, kind: Matter, part: bool, seats: Option<u32>) -> MatterDraft {
    let scope = if part {
        MatterScope::Buildings { buildings: vec!["3幢".to_owned()] }
    } else {
        MatterScope::Estate {}
    };
    let text = |what: &str| format!("{what} {n}");
    let (title, summary, text) = (text("事项"), text("说明"), text("全文"));
    MatterDraft { id: nth(800 + n), kind, title, summary, text, scope, budget: None, seats }
}

impl Meeting {
    /// Noticed, keyed and open. `rows` are the weights of each party in each scope.
    pub(super) fn open(frozen: Vec<FrozenMatter>, rows: Vec<Vec<Option<Weight>>>) -> Self {
        let rows = (0..).zip(rows).map(|(n, weights)| FrozenRow { party: nth(n), weights });
        let roll = FrozenRoll::new(rows.collect()).unwrap();
        let texts: Vec<Digest> = frozen.iter().map(|matter| matter.digest().unwrap()).collect();
        let seen = Frozen { roll: roll.root().unwrap(), text: texts_digest(&texts) };
        let keys =
            Seat::ALL.map(|seat| TrusteeKey::from_seed(seat, &[seat.number() + 1; 32]).unwrap());
        let trustees = [0, 1, 2].map(|at: usize| *keys[at].public());
        let (community, meeting) = ids();
        let mut halves = Vec::new();
        for key in &keys {
            for lock in key.seat().locks() {
                let lock = key.lock(meeting, lock, &trustees).unwrap();
                halves.push(lock.half(community, meeting, seen));
            }
        }
        let key = verify_locks(community, meeting, seen, &halves).unwrap();
        let matters = frozen.iter().zip(&texts).map(|(frozen, text)| PollMatter {
            matter: frozen.matter.id,
            text: *text,
            shape: Shape::new(frozen.options.len(), usize::try_from(frozen.limit).unwrap())
                .unwrap(),
        });
        let matters = matters.collect();
        let poll = Poll { community, meeting, key: *key.key(), roll: seen.roll, matters };
        let mut played = Self {
            frozen,
            roll,
            keys,
            halves,
            poll,
            journal: Vec::new(),
            first: 3,
            ballots: Vec::new(),
            checked: Vec::new(),
            invalid: Vec::new(),
            served: Vec::new(),
            tail: Vec::new(),
        };
        for _ in 0..3 {
            played.other();
        }
        played.step(MeetingEvent::Notice, MeetingStatus::Noticed);
        for (matter, text) in played.poll.matters.clone().iter().zip(texts) {
            let hash = text.to_string();
            played.tell(VoteFact::Text { meeting, matter: matter.matter, hash });
        }
        let (root, parties) = (seen.roll.to_string(), 1);
        played.tell(VoteFact::Roll { meeting, root, parties });
        played.other();
        played.tell(VoteFact::Key { meeting, key: played.poll.key.hex() });
        played.step(MeetingEvent::Open, MeetingStatus::Open);
        played
    }

    fn append(&mut self, fact: Fact) -> i64 {
        let seq = i64::try_from(self.journal.len()).unwrap() + 1;
        let at = Timestamp::from_ms(1_795_390_200_000 + 1_000 * seq);
        let private = commitment(&[7; 32], &seq.to_string());
        self.journal.push(Entry { seq, at, fact, private }.bytes().unwrap());
        seq
    }

    /// Something else of the estate.
    pub(super) fn other(&mut self) {
        self.append(Fact::Roll { units: 3, digest: "00".repeat(32) });
    }

    pub(super) fn tell(&mut self, fact: VoteFact) -> i64 {
        self.append(Fact::Vote { fact })
    }

    pub(super) fn step(&mut self, event: MeetingEvent, status: MeetingStatus) {
        self.tell(VoteFact::Step { meeting: self.poll.meeting, event, status });
    }

    /// The matters that a party decides on, with their places.
    fn decides(&self, party: PartyId) -> Vec<(usize, MatterId)> {
        let scopes = crate::journal::scopes(&self.frozen);
        let decides = self.frozen.iter().enumerate().filter(|(_, matter)| {
            let scope = scopes.iter().position(|scope| **scope == matter.matter.scope).unwrap();
            self.roll.weight(party, scope).is_some()
        });
        decides.map(|(at, matter)| (at, matter.matter.id)).collect()
    }

    pub(super) fn seal(&self, party: PartyId, vote: &Vote) -> Ballot {
        let paper = vote.iter().any(Option::is_none);
        let channel = if paper { Channel::Paper } else { Channel::App };
        let marks: Vec<Marks> = self
            .decides(party)
            .into_iter()
            .filter_map(|(at, matter)| Some(Marks { marks: vote[at].clone()?, matter }))
            .collect();
        seal_ballot(&self.poll, party, channel, &marks, Digest::of(party.as_str()).bytes()).unwrap()
    }

    pub(super) fn cast(&mut self, party: PartyId, vote: &Vote) {
        let ballot = self.seal(party, vote);
        for (at, matter) in self.decides(party) {
            if vote[at].is_none() {
                self.invalid.push(InvalidLine { matter, party });
            }
        }
        self.record(ballot);
    }

    pub(super) fn record(&mut self, ballot: Ballot) {
        let fingerprint = ballot.fingerprint().to_string();
        let seq = self.tell(VoteFact::Cast { meeting: self.poll.meeting, fingerprint });
        self.ballots.push((seq, ballot));
    }

    pub(super) fn check(&mut self, fingerprint: Digest) {
        let fingerprint = fingerprint.to_string();
        let seq = self.tell(VoteFact::Checked { meeting: self.poll.meeting, fingerprint });
        self.checked.push(seq);
    }

    pub(super) fn close(&mut self) {
        self.step(MeetingEvent::Close, MeetingStatus::Closed);
    }

    pub(super) fn tree(&self) -> Tree {
        let leaves: Vec<_> = self.journal.iter().map(|bytes| leaf_hash(bytes)).collect();
        Tree { size: u64::try_from(leaves.len()).unwrap(), root: root(&leaves) }
    }

    pub(super) fn leaf(&self, seq: i64) -> Leaf {
        let leaves: Vec<_> = self.journal.iter().map(|bytes| leaf_hash(bytes)).collect();
        let at = usize::try_from(seq).unwrap() - 1;
        let path = inclusion(at, &leaves).unwrap().into_iter().map(Digest::new).collect();
        Leaf { entry: EntryText::parse(&self.journal[at]).unwrap(), path }
    }

    /// Every line but the foot.
    pub(super) fn lines(&self) -> Vec<Line> {
        let (community, meeting) = ids();
        let tree = self.tree().into();
        let v = VERSION.to_owned();
        let mut lines =
            vec![Line::Head(Head { checkpoint: String::new(), community, meeting, tree, v })];
        lines.extend(self.frozen.iter().map(|frozen| Line::Matter { frozen: frozen.clone() }));
        lines.extend(self.roll.rows().iter().map(|row| Line::Roll(row.clone())));
        lines.extend(self.keys.iter().map(|key| {
            let proof = key.prove(community, Pledge::Seat);
            Line::Trustee(TrusteeLine { proof, public: *key.public(), seat: key.seat() })
        }));
        lines.extend(self.halves.iter().map(|half| Line::Lock(*half)));
        lines.push(Line::Key { key: self.poll.key });
        let last = self.journal.iter().rposition(|bytes| bytes.contains("\"vote\"")).unwrap();
        for at in self.first..=last {
            let seq = i64::try_from(at).unwrap() + 1;
            let leaf = self.leaf(seq);
            let cast = self.ballots.iter().find(|(of, _)| *of == seq);
            lines.push(match cast {
                Some((_, ballot)) => Line::Ballot(CastLine { ballot: ballot.clone(), leaf }),
                None if self.checked.contains(&seq) => Line::Checked(leaf),
                None => Line::Leaf(leaf),
            });
        }
        lines.extend(self.invalid.iter().map(|item| Line::Invalid(*item)));
        lines.extend(self.served.iter().map(|party| Line::Served { party: *party }));
        let mut tail = self.tail.clone();
        let rank = |line: &Line| match line {
            Line::Sum(_) => 0,
            Line::Share(_) => 1,
            Line::Total(_) | Line::Withheld(_) => 2,
            _ => 3,
        };
        tail.sort_by_key(rank);
        lines.extend(tail);
        lines
    }

    pub(super) fn bundle(&self) -> String {
        write(&self.lines()).unwrap()
    }

    pub(super) fn verify(&self) -> Result<Verified, Failure> {
        verify(&self.bundle(), self.tree(), &mut |_, _| ())
    }

    /// What two trustees and the server do after the close: shares, totals, the result.
    pub(super) fn open_by(&mut self, seats: [Seat; 2]) {
        loop {
            let verified = self.verify().unwrap();
            let wanted: Vec<Sum> = verified.wanted().copied().collect();
            if wanted.is_empty() {
                return self.announce(&verified);
            }
            self.tail.extend(wanted.iter().map(|sum| Line::Sum(sum.into())));
            let mut all: Vec<(Sum, SumShare)> = Vec::new();
            for seat in seats {
                let shares = verified.shares(seat.of(&self.keys)).unwrap();
                let lines = |seq| -> Vec<ShareLine> {
                    shares.iter().map(|(sum, share)| ShareLine::new(sum, *share, seq)).collect()
                };
                let hash = shares_digest(&lines(0)).unwrap().to_string();
                let seq = self.tell(VoteFact::Share { meeting: self.poll.meeting, hash });
                self.tail.extend(lines(seq).into_iter().map(Line::Share));
                all.extend(shares.into_iter().map(|(sum, share)| (*sum, share)));
            }
            for sum in wanted {
                let shares: Vec<SumShare> =
                    all.iter().filter(|(of, _)| *of == sum).map(|(_, share)| *share).collect();
                let total = open_total(table(), &verified.key, &sum, &shares, 1 << 40).unwrap();
                self.tail.push(Line::Total(TotalLine { name: (&sum.of).into(), total }));
            }
        }
    }

    fn announce(&mut self, verified: &Verified) {
        let mut results = Vec::new();
        for of in &verified.matters {
            let result = of.result.clone().unwrap();
            for (index, BoxTotal { persons, area }) in result.boxes.iter().enumerate() {
                let sums = [(SumWeight::Persons, persons), (SumWeight::Area, area)];
                for (weight, _) in sums.into_iter().filter(|(_, total)| total.is_none()) {
                    let name = SumName { index, matter: result.matter, weight };
                    let why = result.withheld.unwrap();
                    self.tail.push(Line::Withheld(WithheldLine { name, why }));
                }
            }
            results.push(ResultLine { lots: Vec::new(), result });
        }
        let hash = results_digest(&results).unwrap().to_string();
        self.tell(VoteFact::Result { meeting: self.poll.meeting, hash });
        self.tail.extend(results.into_iter().map(Line::Result));
        self.other();
    }
}
