//! An estate whose owners meet: its roll, its organisers, its trustees, and ballots as phones seal
//! them.

use std::collections::BTreeMap;

use shared::api::account::CodeSent;
use shared::api::estate::{ApplyRoll, PreviewRoll, RollConsent, RollReading};
use shared::api::vote::{
    ActOnMeeting, BallotMark, Cast, CastBallot, Ceremony, CreateMeeting, GetMeeting, LockHalf,
    LockList, MeetingAct, MeetingView, MyParty, NewMeeting, NewTrustee, PutLocks, PutShares,
    PutTrustee, Receipt, RequestCastCode, SendFingerprint, Share, ShareList,
};
use shared::api::{Nothing, Problem};
use shared::domain::account::{Role, Scope};
use shared::domain::estate::EstateId;
use shared::domain::report::BATCH;
use shared::domain::vote::{
    Channel, Matter, MatterDraft, MatterId, MatterScope, MeetingDraft, MeetingEvent, MeetingId,
    MeetingStatus, Organiser, ParkingCount, PartyId,
};
use shared::journal::{Digest, Tree, texts_digest};
use shared::sealed::bundle::{self, Verified};
use shared::sealed::{
    Ballot, Failure, Frozen, Marks, Pledge, Point, Poll, PollMatter, Seat, Shape, Sum, SumShare,
    TrusteeKey, seal_ballot,
};
use shared::value::{Fen, HOUR, TimeOfDay, Timestamp};

use crate::{Person, World};

/// One row of the roll.
#[derive(Clone, Debug)]
pub struct RollRow {
    /// 幢.
    pub building: String,
    /// 室号.
    pub room: String,
    /// Whether it is a parking space.
    pub parking: bool,
    /// 0.01 m².
    pub area: i64,
    /// Names.
    pub owners: Vec<String>,
    /// Not sold: the developer's.
    pub unsold: bool,
}

impl RollRow {
    /// A flat that is handed over.
    pub fn flat(building: &str, room: &str, area: i64, owners: &[&str]) -> Self {
        Self {
            building: building.to_owned(),
            room: room.to_owned(),
            parking: false,
            area,
            owners: owners.iter().map(|name| (*name).to_owned()).collect(),
            unsold: false,
        }
    }
}

/// The estate with everybody who has a part in a meeting.
pub struct Assembly<'w> {
    world: &'w World,
    /// Which.
    pub estate: EstateId,
    offices: [Office; 3],
    /// Each owner's number.
    pub phones: BTreeMap<String, String>,
    people: tokio::sync::Mutex<BTreeMap<String, Person>>,
    keys: [TrusteeKey; 3],
}

/// A member of staff, who signs in again after the clock has moved far.
struct Office {
    phone: String,
    secret: [u8; 20],
    role: Role,
    signed_in: tokio::sync::Mutex<Option<(Timestamp, Person)>>,
}

impl Office {
    async fn new(world: &World, role: Role, scope: Scope) -> Self {
        let phone = world.fresh_phone();
        let secret = world.grant(&phone, role, scope, None).await;
        Self { phone, secret, role, signed_in: tokio::sync::Mutex::default() }
    }

    async fn person(&self, world: &World) -> Person {
        let mut signed_in = self.signed_in.lock().await;
        match &*signed_in {
            Some((at, person)) if world.server.now().since(*at) < HOUR => person.clone(),
            _ => {
                let person = world.sign_in_staff(&self.phone, self.secret).await;
                let person = person.as_role(self.role);
                *signed_in = Some((world.server.now(), person.clone()));
                person
            }
        }
    }
}

/// What a ballot says: which boxes are marked, matter by matter.
pub type Choices = Vec<(MatterId, Vec<bool>)>;

/// In favour, for a question.
pub const FOR: [bool; 2] = [true, false];
/// Against, for a question.
pub const AGAINST: [bool; 2] = [false, true];
/// Neither.
pub const ABSTAIN: [bool; 2] = [false, false];

impl<'w> Assembly<'w> {
    /// Imports the roll into an estate of the world that has no other, and gives everybody a seat.
    pub async fn new(world: &'w World, estate: EstateId, rows: &[RollRow]) -> Self {
        let phones = numbers(rows);
        let community = Scope::Community { community: world.community };
        let community = Office::new(world, Role::Cmy, community).await;
        import(&community.person(world).await, estate, &sheet(rows, &phones)).await;
        // An import ends the seats of members whom it does not name.
        let chair = Office::new(world, Role::Chr, Scope::Estate { estate }).await;
        let town = Office::new(world, Role::Twn, Scope::Town { town: world.town }).await;
        let offices = [chair, community, town];
        let seed = |n: u8| [n; 32];
        let keys = Seat::ALL.map(|seat| TrusteeKey::from_seed(seat, &seed(seat.number())).unwrap());
        let people = tokio::sync::Mutex::default();
        let assembly = Self { world, estate, offices, phones, people, keys };
        for key in &assembly.keys {
            let proof = key.prove(estate, Pledge::Seat).text();
            let new = NewTrustee { point: key.public().text(), proof };
            let holder = assembly.holder(key.seat()).await;
            holder.call::<PutTrustee>(&(estate,), &new).await.unwrap();
        }
        assembly
    }

    /// Who holds a key.
    pub async fn holder(&self, seat: Seat) -> Person {
        seat.of(&self.offices).person(self.world).await
    }

    /// The chair of the committee.
    pub async fn chair(&self) -> Person {
        self.holder(Seat::Committee).await
    }

    /// The community office.
    pub async fn community(&self) -> Person {
        self.holder(Seat::Community).await
    }

    /// The town.
    pub async fn town(&self) -> Person {
        self.holder(Seat::Town).await
    }

    /// A question on a matter, asked of the whole estate.
    pub fn question(&self, kind: Matter) -> MatterDraft {
        question(self.world, kind)
    }

    /// A draft of the committee that opens in sixteen days, at nine, and lasts ten.
    pub fn draft(&self, matters: Vec<MatterDraft>) -> MeetingDraft {
        draft(self.world, matters)
    }

    /// Begins a draft as the chair.
    pub async fn create(&self, draft: &MeetingDraft) -> Result<MeetingView, Problem> {
        let new = NewMeeting { id: self.world.id(), draft: draft.clone() };
        self.chair().await.call::<CreateMeeting>(&(self.estate,), &new).await
    }

    /// Records a step.
    pub async fn act(
        &self,
        by: &Person,
        id: MeetingId,
        event: MeetingEvent,
    ) -> Result<MeetingView, Problem> {
        let version = self.see(by, id).await?.version;
        let note = shared::api::vote::needs_note(event).then(|| "见镇街〔2026〕12 号".to_owned());
        let deadline = (event == MeetingEvent::OrderCorrection)
            .then(|| self.world.server.now().date().plus_days(10));
        let act = MeetingAct { event, version, note, deadline };
        by.call::<ActOnMeeting>(&(id,), &act).await
    }

    /// Reads a meeting.
    pub async fn see(&self, by: &Person, id: MeetingId) -> Result<MeetingView, Problem> {
        by.call::<GetMeeting>(&(id,), &Nothing {}).await
    }

    /// Drafted, looked over, noticed.
    pub async fn noticed(&self, draft: &MeetingDraft) -> MeetingView {
        let id = self.create(draft).await.unwrap().id;
        self.act(&self.community().await, id, MeetingEvent::Review).await.unwrap();
        self.act(&self.chair().await, id, MeetingEvent::Notice).await.unwrap()
    }

    /// The same with its key made and its window begun.
    pub async fn opened(&self, draft: &MeetingDraft) -> MeetingView {
        let view = self.noticed(draft).await;
        for seat in Seat::ALL {
            self.put_locks(seat, &view).await.unwrap();
        }
        let wait = draft.opens.since(self.world.server.now());
        self.world.server.advance(wait).await;
        let view = self.see(&self.chair().await, view.id).await.unwrap();
        assert_eq!(view.status, MeetingStatus::Open);
        view
    }

    /// A seat's two halves of the locks, as its holder's browser makes them.
    pub async fn put_locks(&self, seat: Seat, view: &MeetingView) -> Result<Ceremony, Problem> {
        let frozen = Frozen {
            roll: Digest::parse(&view.roll.as_ref().unwrap().root).unwrap(),
            text: texts_digest(&texts(view)),
        };
        let trustees = self.keys.each_ref().map(|key| *key.public());
        let halves = seat.locks().map(|lock| {
            let key = seat.of(&self.keys).lock(view.id, lock, &trustees).unwrap();
            let half = key.half(self.estate, view.id, frozen);
            let (low, high) = lock.seats();
            LockHalf {
                lock: (low.number(), high.number()),
                point: half.point.text(),
                proof: half.proof.text(),
            }
        });
        let locks = LockList { locks: halves.collect() };
        self.holder(seat).await.call::<PutLocks>(&(view.id,), &locks).await
    }

    /// An owner, signed in; once each.
    pub async fn owner(&self, name: &str) -> Person {
        if let Some(person) = self.people.lock().await.get(name) {
            return person.clone();
        }
        // Two messages a minute apart for each owner keep below what one address may ask for.
        self.world.server.clock.advance(61_000);
        let person = Person::by_code(&self.world.server, &self.phones[name]).await;
        let person = person.in_estate(self.estate);
        self.people.lock().await.insert(name.to_owned(), person.clone());
        person
    }

    /// What ballots of a meeting are sealed for, as a phone reads it.
    pub fn poll(view: &MeetingView) -> Poll {
        let matters = view.matters.iter().zip(texts(view)).map(|(matter, text)| {
            let seats = view.draft.matters.iter().find(|of| of.id == matter.id).unwrap().seats;
            let shape = match seats {
                None => Shape::MOTION,
                Some(seats) => Shape::new(matter.candidates.len(), seats as usize).unwrap(),
            };
            PollMatter { matter: matter.id, text, shape }
        });
        Poll {
            community: view.estate,
            meeting: view.id,
            key: Point::parse(&view.key.as_ref().unwrap().key).unwrap(),
            roll: Digest::parse(&view.roll.as_ref().unwrap().root).unwrap(),
            matters: matters.collect(),
        }
    }

    /// Seals a ballot.
    pub fn seal(view: &MeetingView, party: PartyId, choices: &Choices, seed: u8) -> Ballot {
        let mark = |(matter, marks): &(MatterId, Vec<bool>)| Marks {
            matter: *matter,
            marks: marks.clone(),
        };
        let marks: Vec<Marks> = choices.iter().map(mark).collect();
        seal_ballot(&Self::poll(view), party, Channel::App, &marks, &[seed; 32]).unwrap()
    }

    /// Announces a sealed ballot and asks for its code.
    pub async fn announce(&self, by: &Person, ballot: &Ballot) -> Result<CodeSent, Problem> {
        let at = (ballot.meeting, ballot.party);
        let mark = BallotMark { fingerprint: ballot.fingerprint().to_string() };
        by.call::<SendFingerprint>(&at, &mark).await?;
        self.world.server.clock.advance(61_000);
        by.call::<RequestCastCode>(&at, &mark).await
    }

    /// Casts a sealed ballot with a code.
    pub async fn cast(
        &self,
        by: &Person,
        ballot: &Ballot,
        sent: &CodeSent,
    ) -> Result<Receipt, Problem> {
        let code = sent.demo_code.clone().expect("the demo shows the code");
        let cast = Cast { ballot: ballot.json(), challenge: sent.challenge, code };
        by.call::<CastBallot>(&(ballot.meeting, ballot.party), &cast).await
    }

    /// An owner votes the same on every matter for the first of their parties.
    pub async fn vote(
        &self,
        id: MeetingId,
        name: &str,
        marks: &[bool],
    ) -> Result<Receipt, Problem> {
        self.vote_as(id, name, |_| true, marks).await
    }

    /// The same for the first of their parties that fits.
    pub async fn vote_as(
        &self,
        id: MeetingId,
        name: &str,
        fits: impl Fn(&MyParty) -> bool,
        marks: &[bool],
    ) -> Result<Receipt, Problem> {
        let person = self.owner(name).await;
        let view = self.see(&person, id).await?;
        let mine = view.mine.iter().find(|party| fits(party)).expect("votes for such a party");
        let choices = mine.weights.iter().map(|of| (of.matter, marks.to_vec())).collect();
        let text = mine.party.to_string();
        let seed = text.bytes().fold(0u8, |sum, byte| sum.wrapping_mul(31) ^ byte);
        let ballot = Self::seal(&view, mine.party, &choices, seed);
        let sent = self.announce(&person, &ballot).await?;
        self.cast(&person, &ballot, &sent).await
    }

    /// Moves the clock to the close.
    pub async fn close(&self, id: MeetingId) -> MeetingView {
        let view = self.see(&self.chair().await, id).await.unwrap();
        let wait = view.draft.closes.since(self.world.server.now());
        self.world.server.advance(wait.max(0)).await;
        self.see(&self.chair().await, id).await.unwrap()
    }

    /// Two trustees share what is wanted until nothing is.
    pub async fn tally(&self, id: MeetingId) -> MeetingView {
        for _ in 0..3 {
            for seat in [Seat::Committee, Seat::Town] {
                let view = self.see(&self.chair().await, id).await.unwrap();
                if view.status == MeetingStatus::Closed {
                    self.put_shares(seat, id).await.unwrap();
                }
            }
            let view = self.see(&self.chair().await, id).await.unwrap();
            if view.status == MeetingStatus::Tallied {
                return view;
            }
        }
        panic!("two trustees have shared everything, and the count is not done");
    }

    /// A seat's shares of everything that is wanted, made from the bundle as its browser does.
    pub async fn put_shares(&self, seat: Seat, id: MeetingId) -> Result<Ceremony, Problem> {
        let bundle = self.bundle(&self.holder(seat).await, id).await;
        let verified = recount(&bundle).unwrap();
        let shares = verified.shares(seat.of(&self.keys)).expect("the seat's own key");
        let share = |(sum, share): (&Sum, SumShare)| {
            let (low, high) = share.lock.seats();
            Share {
                matter: sum.of.matter,
                index: u32::try_from(sum.of.index).unwrap(),
                weight: sum.of.weight,
                lock: (low.number(), high.number()),
                point: share.point.text(),
                proof: share.proof.text(),
            }
        };
        let shares = shares.into_iter().map(share).collect();
        self.holder(seat).await.call::<PutShares>(&(id,), &ShareList { shares }).await
    }

    /// Signs the journal's checkpoint and downloads the bundle.
    pub async fn bundle(&self, by: &Person, id: MeetingId) -> String {
        self.world.server.advance(BATCH).await;
        backend::job::checkpoint::run_once(&self.world.server.app).await.unwrap();
        assert!(by.refresh().await, "a session that goes on");
        let path = format!("/api/meetings/{id}/bundle");
        let response = by.send("GET", &path, &serde_json::Value::Null).await;
        assert_eq!(response.status(), 200);
        response.text().await.unwrap()
    }
}

/// A question on a matter, asked of the whole estate.
pub fn question(world: &World, kind: Matter) -> MatterDraft {
    let spends = matches!(kind, Matter::UseRepairFund | Matter::RaiseRepairFund);
    MatterDraft {
        id: world.id(),
        kind,
        title: "东门空地，要不要装电动车充电桩？".to_owned(),
        summary: "装 24 个。物业出钱装，收来的钱归全体业主。".to_owned(),
        text: "同意在东门北侧空地建 24 个电动自行车充电桩，合同 3 年。".to_owned(),
        scope: MatterScope::Estate {},
        budget: spends.then_some(Fen::new(38_600_000)),
        seats: None,
    }
}

/// A draft of the committee that opens in sixteen days, at nine, and lasts ten.
pub fn draft(world: &World, matters: Vec<MatterDraft>) -> MeetingDraft {
    let today = world.server.now().date();
    let at = |days| Timestamp::local(today.plus_days(days), TimeOfDay::new(9, 0));
    MeetingDraft {
        title: "2026 年第一次业主大会".to_owned(),
        organiser: Organiser::Committee,
        opens: at(16),
        closes: at(26),
        parking: ParkingCount::None,
        parking_clause: None,
        follow: None,
        matters,
    }
}

/// Counts a bundle again, as every phone does.
pub fn recount(bundle: &str) -> Result<Verified, Failure> {
    let tree = bundle::head(bundle)?.tree;
    let tree = Tree { size: tree.size, root: *tree.root.bytes() };
    bundle::verify(bundle, tree, &mut |_, _| ())
}

/// The hashes of the texts of a meeting, in order.
fn texts(view: &MeetingView) -> Vec<Digest> {
    let text = |hash: &Option<String>| Digest::parse(hash.as_ref().unwrap()).unwrap();
    view.matters.iter().map(|matter| text(&matter.text_hash)).collect()
}

fn numbers(rows: &[RollRow]) -> BTreeMap<String, String> {
    let names = rows.iter().flat_map(|row| &row.owners);
    let names: std::collections::BTreeSet<&String> = names.collect();
    (0..).zip(names).map(|(n, name)| (name.clone(), format!("137{n:08}"))).collect()
}

/// The roll as a sheet that offices import.
fn sheet(rows: &[RollRow], phones: &BTreeMap<String, String>) -> Vec<u8> {
    let mut text = "幢,单元,室号,用途,面积,产权人,手机号,交付状态\n".to_owned();
    for row in rows {
        let kind = if row.parking { "车位" } else { "住宅" };
        let state = if row.unsold { "未售" } else { "已交付" };
        let area = format!("{}.{:02}", row.area / 100, row.area % 100);
        let numbers: Vec<&str> = row.owners.iter().map(|name| phones[name].as_str()).collect();
        let (owners, numbers) = (row.owners.join("、"), numbers.join("、"));
        let (building, room) = (&row.building, &row.room);
        text.push_str(&format!("{building},1,{room},{kind},{area},{owners},{numbers},{state}\n"));
    }
    text.into_bytes()
}

/// Looks at a roll and imports it.
pub async fn import(office: &Person, estate: EstateId, file: &[u8]) {
    let seen = office.upload::<PreviewRoll>(&(estate,), &Nothing {}, file.to_vec()).await.unwrap();
    let RollReading::Ready { roll } = seen else { panic!("{seen:?}") };
    let consent = RollConsent { digest: roll.digest.clone() };
    office.upload::<ApplyRoll>(&(estate,), &consent, file.to_vec()).await.unwrap();
}
