//! What may be opened of a matter, and what it came to (`sealed-ballot.md` 8 and 10; `domain.md` 2.3,
//! 2.4 and 2.6). Nothing is opened that the result does not need where it would tell a neighbour's
//! choice.

use crate::domain::vote::{
    BoxTotal, CandidateId, CandidateSum, Choice, ElectedList, Followed, Majority, MatterId,
    MatterResult, Outcome, SumWeight, Sums, Weight, Withheld, decide, elect, follow, is_quorate,
};

/// An election of a committee.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Election {
    /// How many seats.
    pub seats: u32,
    /// Who stands, in the order of the boxes.
    pub candidates: Vec<CandidateId>,
    /// The lots that were drawn, in the same order, for equal persons and area; without them the
    /// ballot's order decides.
    pub lots: Vec<u32>,
}

/// What is known of a matter before anything is opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// Which.
    pub matter: MatterId,
    /// What it needs.
    pub majority: Majority,
    /// `A` and `N`.
    pub roll: Weight,
    /// The weight of each party with a valid item.
    pub weights: Vec<Weight>,
    /// 从多: who was served and cast nothing; none where it is off or does not apply.
    pub silent: Option<Weight>,
    /// Groups below this size keep their area closed where the result does not need it; 0 opens all.
    pub min_group: u64,
    /// Whether sums are opened without a quorum.
    pub open_without_quorum: bool,
    /// Who is elected; none for a question.
    pub election: Option<Election>,
}

/// A sum that is to be opened: which box, from 0, and by what.
pub type Wanted = (usize, SumWeight);

/// Totals that no roll can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Impossible;

/// A decision, without 从多 and with it.
type Judged = (Outcome, Option<(Option<Choice>, Outcome)>);

impl Count {
    /// Everybody with a valid item.
    pub fn participating(&self) -> Weight {
        self.weights.iter().copied().fold(Weight::default(), Weight::plus)
    }

    fn boxes(&self) -> usize {
        self.election.as_ref().map_or(2, |election| election.candidates.len())
    }

    /// No total yet, except those of sums over nothing.
    pub fn unopened(&self) -> Vec<BoxTotal> {
        let whole = self.participating();
        let nothing = |whole: u64| (whole == 0).then_some(0);
        let total = BoxTotal { persons: nothing(whole.persons), area: nothing(whole.area) };
        vec![total; self.boxes()]
    }

    /// Whether anything is opened: there is a quorum, or silent parties may yet make one.
    pub fn opens(&self) -> bool {
        self.open_without_quorum
            || self.silent.is_some()
            || is_quorate(self.participating(), self.roll)
    }

    /// The sums that are opened next, given those that are: persons first, then the areas that may
    /// be. Empty once the result is known.
    pub fn wanted(&self, totals: &[BoxTotal]) -> Result<Vec<Wanted>, Impossible> {
        if totals.len() != self.boxes() || !self.fits(totals) {
            return Err(Impossible);
        }
        if !self.opens() {
            return Ok(Vec::new());
        }
        let closed = |total: &BoxTotal| total.persons.is_none();
        if totals.iter().any(closed) {
            let boxes = totals.iter().enumerate().filter(|(_, total)| closed(total));
            return Ok(boxes.map(|(at, _)| (at, SumWeight::Persons)).collect());
        }
        let needed = match &self.election {
            None => self.question_areas(totals),
            Some(_) => self.election_areas(totals),
        };
        let missing = needed.into_iter().zip(totals).enumerate();
        Ok(missing
            .filter(|(_, (needed, total))| *needed && total.area.is_none())
            .map(|(at, _)| (at, SumWeight::Area))
            .collect())
    }

    /// Whether the totals can be: none above who takes part, both of a question together neither.
    fn fits(&self, totals: &[BoxTotal]) -> bool {
        let whole = self.participating();
        let within = |number: Option<u64>, whole: u64| number.is_none_or(|number| number <= whole);
        let each = totals
            .iter()
            .all(|total| within(total.persons, whole.persons) && within(total.area, whole.area));
        let sum = |number: fn(&BoxTotal) -> Option<u64>| {
            totals.iter().filter_map(number).fold(0_u64, u64::saturating_add)
        };
        each && (self.election.is_some()
            || (sum(|total| total.persons) <= whole.persons
                && sum(|total| total.area) <= whole.area))
    }

    /// Whether a group of so many persons is so small that its area would name its members. Parties
    /// that are no person of their own may stand behind any number, none included.
    fn is_small(&self, persons: u64) -> bool {
        let hidden = self.weights.iter().any(|weight| weight.persons == 0 && weight.area > 0);
        persons < self.min_group && (persons > 0 || hidden)
    }

    /// The least and the most area that a group of so many persons can have.
    fn bounds(&self, persons: u64) -> (u64, u64) {
        let mut areas: Vec<u64> = self
            .weights
            .iter()
            .filter(|weight| weight.persons > 0)
            .map(|weight| weight.area)
            .collect();
        areas.sort_unstable();
        let persons = usize::try_from(persons).unwrap_or(usize::MAX);
        let add = |sum: u64, area: &u64| sum.saturating_add(*area);
        let others = self.weights.iter().filter(|weight| weight.persons == 0);
        let others = others.map(|weight| weight.area).fold(0_u64, u64::saturating_add);
        let least = areas.iter().take(persons).fold(0, add);
        let most = areas.iter().rev().take(persons).fold(others, add);
        (least, most)
    }

    /// What a total's area lies between: itself where it is open.
    fn between(&self, total: &BoxTotal) -> (u64, u64) {
        total.area.map_or_else(|| self.bounds(total.persons.unwrap_or(0)), |area| (area, area))
    }

    /// Whether the areas of FOR and AGAINST are needed.
    fn question_areas(&self, totals: &[BoxTotal]) -> Vec<bool> {
        let [in_favour, against] = totals else { return vec![false; totals.len()] };
        let persons = [in_favour, against].map(|total| total.persons.unwrap_or(0));
        let rest = self.participating().persons.saturating_sub(persons.iter().sum());
        if !persons.into_iter().chain([rest]).any(|group| self.is_small(group)) {
            return vec![true; 2];
        }
        let (for_least, for_most) = self.between(in_favour);
        let (against_least, against_most) = self.between(against);
        // Neither can have what the other has at least.
        let whole = self.participating().area;
        let for_most = for_most.min(whole.saturating_sub(against_least));
        let against_most = against_most.min(whole.saturating_sub(for_least));
        let judged = |for_area, against_area| self.judge(persons, [for_area, against_area]);
        let by_for = judged(for_least, against_least) != judged(for_most, against_least);
        let by_against = judged(for_least, against_least) != judged(for_least, against_most);
        // What was opened was needed, and stays so.
        vec![by_for || in_favour.area.is_some(), by_against || against.area.is_some()]
    }

    /// The sums of a question, areas cut to what takes part; the rest abstains.
    fn sums(&self, [for_n, against_n]: [u64; 2], [for_a, against_a]: [u64; 2]) -> Sums {
        let whole = self.participating();
        let in_favour = Weight { area: for_a.min(whole.area), persons: for_n };
        let left = whole.area - in_favour.area;
        let against = Weight { area: against_a.min(left), persons: against_n };
        let abstained = Weight {
            area: left - against.area,
            persons: whole.persons.saturating_sub(for_n).saturating_sub(against_n),
        };
        Sums { in_favour, against, abstained }
    }

    fn judge(&self, persons: [u64; 2], areas: [u64; 2]) -> Judged {
        let sums = self.sums(persons, areas);
        let plain = decide(self.majority, &sums, self.roll);
        let followed = self.silent.map(|silent| {
            match follow(self.majority, &sums, silent, self.roll) {
                None => (None, plain),
                Some(followed) => {
                    // Only who leads in persons and area is followed.
                    let leads = sums.in_favour.persons > sums.against.persons;
                    let choice = if leads { Choice::For } else { Choice::Against };
                    (Some(choice), decide(self.majority, &followed, self.roll))
                }
            }
        });
        (plain, followed)
    }

    /// Whether each candidate's area is needed: always where it names nobody; else where the
    /// candidate is elected or not by it, or where persons are equal.
    fn election_areas(&self, totals: &[BoxTotal]) -> Vec<bool> {
        let whole = self.participating().persons;
        let persons = |total: &BoxTotal| total.persons.unwrap_or(0);
        let qualified: Vec<(bool, bool)> = totals
            .iter()
            .map(|total| {
                let (least, most) = self.between(total);
                let at = |area| self.qualifies(Weight { area, persons: persons(total) });
                (at(least), at(most))
            })
            .collect();
        let is_tied = |at: usize, total: &BoxTotal| {
            totals.iter().zip(&qualified).enumerate().any(|(other, (rival, (sure, _)))| {
                other != at && *sure && persons(rival) == persons(total)
            })
        };
        let needed =
            totals.iter().zip(&qualified).enumerate().map(|(at, (total, (sure, maybe)))| {
                let group = persons(total);
                let small = self.is_small(group) || self.is_small(whole.saturating_sub(group));
                let decides = sure != maybe || (*sure && is_tied(at, total));
                !small || decides || total.area.is_some()
            });
        needed.collect()
    }

    /// Whether a candidate with these votes has the quorum and the majority.
    fn qualifies(&self, in_favour: Weight) -> bool {
        let alone = [CandidateSum { candidate: (), in_favour, lot: 0 }];
        !elect(1, &alone, self.participating(), self.roll).members.is_empty()
    }

    /// The result, once nothing is wanted any more; none before.
    pub fn result(&self, totals: &[BoxTotal]) -> Result<Option<MatterResult>, Impossible> {
        if !self.wanted(totals)?.is_empty() {
            return Ok(None);
        }
        let opens = self.opens();
        let few = totals.iter().any(|total| total.area.is_none()).then_some(Withheld::Few);
        let withheld = if opens { few } else { Some(Withheld::NoQuorum) };
        let shown = if opens { totals.to_vec() } else { vec![BoxTotal::default(); totals.len()] };
        let (outcome, followed, elected) = match &self.election {
            Some(election) => self.elected(election, totals),
            None => self.decided(totals),
        };
        Ok(Some(MatterResult {
            matter: self.matter,
            majority: self.majority,
            roll: self.roll,
            participating: self.participating(),
            boxes: shown,
            withheld,
            outcome,
            followed,
            elected,
        }))
    }

    fn decided(&self, totals: &[BoxTotal]) -> (Outcome, Option<Followed>, Option<ElectedList>) {
        let [in_favour, against] = totals else { return (Outcome::QuorumNotMet, None, None) };
        let persons = [in_favour, against].map(|total| total.persons.unwrap_or(0));
        let areas = [in_favour, against].map(|total| self.between(total).0);
        let (outcome, followed) = self.judge(persons, areas);
        let followed = followed.zip(self.silent);
        let followed =
            followed.map(|((choice, outcome), silent)| Followed { choice, silent, outcome });
        (outcome, followed, None)
    }

    fn elected(
        &self,
        election: &Election,
        totals: &[BoxTotal],
    ) -> (Outcome, Option<Followed>, Option<ElectedList>) {
        let sums: Vec<CandidateSum<CandidateId>> = (0_u32..)
            .zip(election.candidates.iter().zip(totals))
            .map(|(at, (candidate, total))| {
                let lot = usize::try_from(at).ok().and_then(|at| election.lots.get(at));
                let area = self.between(total).0;
                let in_favour = Weight { area, persons: total.persons.unwrap_or(0) };
                CandidateSum { candidate: *candidate, in_favour, lot: *lot.unwrap_or(&at) }
            })
            .collect();
        let participating = self.participating();
        let elected = elect(election.seats, &sums, participating, self.roll);
        let outcome = if !is_quorate(participating, self.roll) {
            Outcome::QuorumNotMet
        } else if elected.established {
            Outcome::Passed
        } else {
            Outcome::Rejected
        };
        let list = ElectedList {
            members: elected.members,
            alternates: elected.alternates,
            established: elected.established,
        };
        (outcome, None, Some(list))
    }
}
