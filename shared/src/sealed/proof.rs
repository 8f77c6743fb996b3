//! Proofs of knowledge and of equal logarithms, made non-interactive (`sealed-ballot.md` 5).

use curve25519_dalek::traits::VartimeMultiscalarMul;
use curve25519_dalek::{RistrettoPoint, Scalar};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::encode::{Point, base64, scalar, unbase64};
use super::hash::hash_scalar;

/// A challenge and a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proof {
    challenge: Scalar,
    response: Scalar,
}

impl Proof {
    /// Reads challenge and response, each below the group's order.
    pub fn from_bytes(bytes: &[u8; 64]) -> Option<Self> {
        let (challenge, response) = bytes.split_at(32);
        Some(Self {
            challenge: scalar(challenge.try_into().ok()?)?,
            response: scalar(response.try_into().ok()?)?,
        })
    }

    /// Challenge, then response.
    pub fn bytes(&self) -> [u8; 64] {
        let mut bytes = [0; 64];
        let parts = self.challenge.as_bytes().iter().chain(self.response.as_bytes());
        for (to, from) in bytes.iter_mut().zip(parts) {
            *to = *from;
        }
        bytes
    }

    /// As base64url: how it travels.
    pub fn text(&self) -> String {
        base64(&self.bytes())
    }

    /// Reads base64url without padding.
    pub fn parse(text: &str) -> Option<Self> {
        Self::from_bytes(&unbase64(text)?.try_into().ok()?)
    }
}

impl Serialize for Proof {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.text())
    }
}

impl<'de> Deserialize<'de> for Proof {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(from)?;
        Self::parse(&text).ok_or_else(|| D::Error::custom("not a proof"))
    }
}

/// The secret's own nonce for one statement: without it, one nonce for two statements would give the
/// secret away. Nobody has to reproduce it, so it is no part of the protocol.
fn witness(secret: &Scalar, label: &str, ctx: &[u8], statement: &[&Point]) -> Scalar {
    let points: Vec<u8> = statement.iter().flat_map(|point| *point.bytes()).collect();
    hash_scalar("witness", &[secret.as_bytes(), label.as_bytes(), ctx, &points])
}

/// Proves to know `secret` in `public = secret·G`, in this context.
pub(super) fn prove_knowledge(secret: &Scalar, public: &Point, ctx: &[u8]) -> Proof {
    let nonce = witness(secret, "pok", ctx, &[public]);
    let commitment = RistrettoPoint::mul_base(&nonce).compress();
    let challenge = hash_scalar("pok", &[ctx, public.bytes(), commitment.as_bytes()]);
    Proof { challenge, response: nonce + challenge * secret }
}

/// Whether the proof shows that its maker knows the logarithm of `public`, in this context.
pub(super) fn knows(public: &Point, ctx: &[u8], proof: &Proof) -> bool {
    let commitment = RistrettoPoint::vartime_double_scalar_mul_basepoint(
        &-proof.challenge,
        public.group(),
        &proof.response,
    );
    let commitment = commitment.compress();
    proof.challenge == hash_scalar("pok", &[ctx, public.bytes(), commitment.as_bytes()])
}

/// A statement that `d = x·r` for the same `x` as in `public = x·G`.
#[derive(Clone, Copy)]
pub(super) struct Equal<'a> {
    pub(super) public: &'a Point,
    pub(super) r: &'a Point,
    pub(super) d: &'a Point,
}

impl Equal<'_> {
    fn challenge(&self, ctx: &[u8], by_g: &RistrettoPoint, by_r: &RistrettoPoint) -> Scalar {
        let (by_g, by_r) = (by_g.compress(), by_r.compress());
        let points = [self.public.bytes(), self.r.bytes(), self.d.bytes()];
        let mut fields = vec![ctx];
        fields.extend(points.map(<[u8; 32]>::as_slice));
        fields.extend([by_g.as_bytes().as_slice(), by_r.as_bytes()]);
        hash_scalar("share", &fields)
    }

    /// Proves it, knowing `x`.
    pub(super) fn prove(&self, secret: &Scalar, ctx: &[u8]) -> Proof {
        let nonce = witness(secret, "share", ctx, &[self.public, self.r, self.d]);
        let (by_g, by_r) = (RistrettoPoint::mul_base(&nonce), nonce * self.r.group());
        let challenge = self.challenge(ctx, &by_g, &by_r);
        Proof { challenge, response: nonce + challenge * secret }
    }

    /// Whether the proof shows it, in this context.
    pub(super) fn holds(&self, ctx: &[u8], proof: &Proof) -> bool {
        let Proof { challenge, response } = proof;
        let by_g = RistrettoPoint::vartime_double_scalar_mul_basepoint(
            &-challenge,
            self.public.group(),
            response,
        );
        let by_r = RistrettoPoint::vartime_multiscalar_mul(
            [response, &-challenge],
            [self.r.group(), self.d.group()],
        );
        *challenge == self.challenge(ctx, &by_g, &by_r)
    }
}
