//! `data/ballot_vectors.json`, byte for byte.

use serde::Deserialize;

use super::super::hash::hash_scalar;
use super::super::proof::{Equal, knows};
use super::super::*;
use super::world::{id, unhex};
use crate::domain::vote::Channel;
use crate::journal::Digest;

#[derive(Deserialize)]
pub(super) struct Vectors {
    pub(super) ctx: String,
    ctx_json: String,
    pub(super) items: Vec<ItemVector>,
    pub(super) key: String,
    locks: [String; 3],
    meeting: String,
    pok: PokVector,
    secrets: [String; 3],
    share: ShareVector,
    trustees: [String; 3],
}

#[derive(Deserialize)]
pub(super) struct ItemVector {
    pub(super) boxes: usize,
    pub(super) item: String,
    pub(super) marks: Vec<bool>,
    pub(super) max: usize,
    pub(super) seed: String,
}

#[derive(Deserialize)]
struct PokVector {
    c: String,
    s: String,
    x: String,
}

#[derive(Deserialize)]
struct ShareVector {
    c: String,
    d: String,
    r: String,
    s: String,
}

pub(super) fn vectors() -> Vectors {
    serde_json::from_str(include_str!("../../../../data/ballot_vectors.json")).unwrap()
}

impl ItemVector {
    pub(super) fn shape(&self) -> Shape {
        Shape::new(self.boxes, self.max).unwrap()
    }
}

fn trustees(vectors: &Vectors) -> [TrusteeKey; 3] {
    [Seat::Committee, Seat::Community, Seat::Town].map(|seat| {
        TrusteeKey::from_secret(seat, &unhex(seat.of(&vectors.secrets).as_str())).unwrap()
    })
}

#[test]
fn the_vectors_context_is_hashed_from_its_json() {
    let vectors = vectors();
    let matter = PollMatter {
        matter: id("018f0000-0000-7000-8000-0000000000a1"),
        text: Digest::new([8; 32]),
        shape: Shape::MOTION,
    };
    let poll = Poll {
        community: id("018f0000-0000-7000-8000-0000000000c0"),
        meeting: id(&vectors.meeting),
        key: Point::from_hex(&vectors.key).unwrap(),
        roll: Digest::new([7; 32]),
        matters: vec![matter],
    };
    let party = id("018f0000-0000-7000-8000-0000000000b1");
    let ctx = poll.context(&matter, party, Channel::App);
    assert_eq!(ctx, Digest::of(&vectors.ctx_json));
    assert_eq!(ctx.to_string(), vectors.ctx);
}

#[test]
fn both_holders_compute_the_vectors_locks_and_they_make_the_vectors_key() {
    let vectors = vectors();
    let keys = trustees(&vectors);
    let points = [0, 1, 2].map(|at: usize| *keys[at].public());
    assert_eq!(points.map(|point| point.hex()), vectors.trustees);
    let mut locks = Vec::new();
    for lock in Lock::ALL {
        let (low, high) = lock.seats();
        let of = |seat: Seat| seat.of(&keys).lock(id(&vectors.meeting), lock, &points).unwrap();
        assert_eq!(of(low).public().hex(), *lock.of(&vectors.locks));
        assert_eq!(of(low).public(), of(high).public());
        locks.push(*of(low).public());
        let third = Seat::ALL.into_iter().find(|seat| lock.other(*seat).is_none()).unwrap();
        assert!(third.of(&keys).lock(id(&vectors.meeting), lock, &points).is_none());
    }
    let key = MeetingKey::of(locks.try_into().unwrap()).unwrap();
    assert_eq!(key.key().hex(), vectors.key);
}

#[test]
fn every_item_is_sealed_to_the_vectors_bytes_and_holds() {
    let vectors = vectors();
    let (ctx, key) = (Digest::parse(&vectors.ctx).unwrap(), Point::from_hex(&vectors.key).unwrap());
    let mut items = Vec::new();
    for vector in &vectors.items {
        let bytes = seal(&ctx, &key, vector.shape(), &vector.marks, &unhex(&vector.seed)).unwrap();
        assert_eq!(data_encoding::HEXLOWER.encode(&bytes), vector.item);
        assert_eq!(bytes.len(), vector.shape().bytes());
        items.push(Item::parse(&bytes, vector.shape()).unwrap());
    }
    let claims: Vec<Claim<'_>> = items.iter().map(|item| Claim { item, ctx }).collect();
    assert!(claims.iter().all(|claim| claim.holds(&key)));
    assert!(all_hold(&claims, &key));
}

#[test]
fn the_vectors_proof_of_knowledge_holds() {
    let PokVector { c, s, x } = vectors().pok;
    let proof = Proof::from_bytes(&unhex(&(c + &s))).unwrap();
    let public = Point::from_hex(&x).unwrap();
    assert!(knows(&public, b"pok-ctx", &proof));
    assert!(!knows(&public, b"another", &proof));
}

#[test]
fn the_vectors_share_holds() {
    let vectors = vectors();
    let ShareVector { c, d, r, s } = &vectors.share;
    let proof = Proof::from_bytes(&unhex(&format!("{c}{s}"))).unwrap();
    let point = |text: &str| Point::from_hex(text).unwrap();
    let (public, r, d) = (point(&vectors.locks[0]), point(r), point(d));
    let equal = Equal { public: &public, r: &r, d: &d };
    assert!(equal.holds(b"sum-ctx", &proof));
    assert!(!equal.holds(b"another", &proof));
    assert!(!Equal { public: &r, ..equal }.holds(b"sum-ctx", &proof));
}

#[test]
fn a_seats_secret_is_hashed_from_its_seed() {
    let key = TrusteeKey::from_seed(Seat::Town, &[9; 32]).unwrap();
    let secret = hash_scalar("trustee", &[&[9; 32]]);
    let same = TrusteeKey::from_secret(Seat::Town, secret.as_bytes()).unwrap();
    assert_eq!(key.public(), same.public());
}
