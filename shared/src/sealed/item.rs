//! One matter of a ballot: each box encrypted, with the proof that it holds 0 or 1 and that no more
//! are marked than may be (`sealed-ballot.md` 5 and 6).

use curve25519_dalek::constants::RISTRETTO_BASEPOINT_POINT as G;
use curve25519_dalek::traits::{Identity, MultiscalarMul};
use curve25519_dalek::{RistrettoPoint, Scalar};
use zeroize::Zeroizing;

use super::context::Shape;
use super::encode::{Point, decompress, scalar};
use super::fault::Flaw;
use super::hash::{hash, hash_scalar};
use crate::journal::Digest;

/// One box, encrypted: `r = r·G`, `b = r·K + mark·G`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cipher {
    pub(super) r: RistrettoPoint,
    pub(super) b: RistrettoPoint,
}

impl Cipher {
    pub(super) fn zero() -> Self {
        Self { r: RistrettoPoint::identity(), b: RistrettoPoint::identity() }
    }

    pub(super) fn plus(&self, other: &Self) -> Self {
        Self { r: self.r + other.r, b: self.b + other.b }
    }
}

/// The boxes of one item: all of it that a sum needs.
#[derive(Clone, Debug)]
pub struct Boxes(pub(super) Vec<Cipher>);

/// One value that an encrypted box, or their sum, may have.
#[derive(Clone, Copy, Debug)]
pub(super) struct Branch {
    /// A and A′.
    pub(super) commitments: [RistrettoPoint; 2],
    pub(super) challenge: Scalar,
    pub(super) response: Scalar,
}

/// Encrypts one item and proves it. The same seed gives the same bytes.
///
/// `marks` says of each box whether it is marked; no mark abstains. The seed is 32 random bytes that
/// are used for one ballot alone.
pub fn seal(
    ctx: &Digest,
    key: &Point,
    shape: Shape,
    marks: &[bool],
    seed: &[u8; 32],
) -> Result<Vec<u8>, Flaw> {
    let marked = marks.iter().filter(|marked| **marked).count();
    if marks.len() != shape.boxes() || marked > shape.limit() {
        return Err(Flaw::Marks);
    }
    let mut draw = Draw::new(seed, ctx, marks);
    let secrets: Zeroizing<Vec<Scalar>> =
        Zeroizing::new(marks.iter().map(|_| draw.next()).collect());
    let boxes: Vec<Cipher> = secrets
        .iter()
        .zip(marks)
        .map(|(r, marked)| {
            let mark = Scalar::from(u8::from(*marked)) * G;
            Cipher { r: RistrettoPoint::mul_base(r), b: r * key.group() + mark }
        })
        .collect();
    let mut statements: Vec<Statement> = Vec::new();
    for ((cipher, r), marked) in boxes.iter().zip(secrets.iter()).zip(marks) {
        statements.push(Statement { cipher: *cipher, r: *r, value: usize::from(*marked), most: 1 });
    }
    let sum = boxes.iter().fold(Cipher::zero(), |sum, cipher| sum.plus(cipher));
    let r = secrets.iter().sum();
    statements.push(Statement { cipher: sum, r, value: marked, most: shape.limit() });
    let proofs: Vec<Opened> =
        statements.iter().map(|statement| Opened::begin(statement, key, &mut draw)).collect();

    let encrypted = encode(boxes.iter().flat_map(|cipher| [cipher.r, cipher.b]));
    let commitments: Vec<Vec<u8>> = proofs
        .iter()
        .map(|proof| encode(proof.branches.iter().flat_map(|branch| branch.commitments)))
        .collect();
    let challenge = challenge(ctx, key, shape, &encrypted, &commitments.concat());
    let mut item = encrypted;
    for ((statement, proof), commitments) in statements.iter().zip(proofs).zip(commitments) {
        item.extend(commitments);
        proof.finish(statement, &challenge, &mut item);
    }
    Ok(item)
}

fn encode(points: impl Iterator<Item = RistrettoPoint>) -> Vec<u8> {
    points.flat_map(|point| point.compress().to_bytes()).collect()
}

/// The challenge that all proofs of an item share: every point is a field of its own.
fn challenge(
    ctx: &Digest,
    key: &Point,
    shape: Shape,
    encrypted: &[u8],
    commitments: &[u8],
) -> Scalar {
    let [boxes, limit] = shape.encoded();
    let mut fields = vec![ctx.bytes().as_slice(), key.bytes(), &boxes, &limit];
    fields.extend(encrypted.chunks_exact(32));
    fields.extend(commitments.chunks_exact(32));
    hash_scalar("item", &fields)
}

/// The numbers that a seed stands for, one after the other.
struct Draw {
    key: Zeroizing<[u8; 64]>,
    drawn: u64,
}

impl Draw {
    fn new(seed: &[u8; 32], ctx: &Digest, marks: &[bool]) -> Self {
        let marks: Zeroizing<Vec<u8>> =
            Zeroizing::new(marks.iter().map(|marked| u8::from(*marked)).collect());
        Self { key: Zeroizing::new(hash("draw", &[seed, ctx.bytes(), &marks])), drawn: 0 }
    }

    fn next(&mut self) -> Scalar {
        self.drawn += 1;
        hash_scalar("nonce", &[self.key.as_slice(), &self.drawn.to_le_bytes()])
    }
}

/// What is proven of an encrypted number: that it is one of 0 to `most`.
struct Statement {
    cipher: Cipher,
    r: Scalar,
    value: usize,
    most: usize,
}

/// A proof whose true branch has no challenge yet.
struct Opened {
    branches: Vec<Branch>,
}

impl Opened {
    fn begin(statement: &Statement, key: &Point, draw: &mut Draw) -> Self {
        let Statement { cipher: Cipher { r, b }, value, most, .. } = statement;
        let mut of_value = *b;
        let branches = (0..=*most).map(|at| {
            if at > 0 {
                of_value -= G;
            }
            let response = draw.next();
            if at == *value {
                let commitments = [RistrettoPoint::mul_base(&response), response * key.group()];
                return Branch { commitments, challenge: Scalar::ZERO, response };
            }
            let challenge = draw.next();
            let minus = -challenge;
            let commitments = [
                RistrettoPoint::multiscalar_mul([&response, &minus], [&G, r]),
                RistrettoPoint::multiscalar_mul([&response, &minus], [key.group(), &of_value]),
            ];
            Branch { commitments, challenge, response }
        });
        Self { branches: branches.collect() }
    }

    /// Gives the true branch what is left of the challenge, and writes challenges and responses.
    fn finish(mut self, statement: &Statement, challenge: &Scalar, to: &mut Vec<u8>) {
        let others: Scalar = self.branches.iter().map(|branch| branch.challenge).sum();
        let rest = challenge - others;
        if let Some(branch) = self.branches.get_mut(statement.value) {
            branch.challenge = rest;
            branch.response += rest * statement.r;
        }
        let sent = self.branches.iter().take(statement.most).map(|branch| branch.challenge);
        let responses = self.branches.iter().map(|branch| branch.response);
        to.extend(sent.chain(responses).flat_map(|number| number.to_bytes()));
    }
}

/// An item that was read: points and numbers are what they should be; whether the proofs hold is
/// another matter.
#[derive(Clone, Debug)]
pub struct Item {
    boxes: Boxes,
    /// Of each box, then of their sum.
    pub(super) proofs: Vec<Vec<Branch>>,
    /// Everything that the challenge is hashed from.
    encrypted: Vec<u8>,
    commitments: Vec<u8>,
    shape: Shape,
}

impl Item {
    /// Reads the bytes of an item of this shape.
    pub fn parse(bytes: &[u8], shape: Shape) -> Result<Self, Flaw> {
        if bytes.len() != shape.bytes() {
            return Err(Flaw::Length);
        }
        let mut reader = Reader { rest: bytes };
        let mut boxes = Vec::with_capacity(shape.boxes());
        for _ in 0..shape.boxes() {
            let (r, b) = (reader.point()?, reader.point()?);
            if r == RistrettoPoint::identity() {
                return Err(Flaw::Point);
            }
            boxes.push(Cipher { r, b });
        }
        let encrypted = bytes.get(..64 * shape.boxes()).ok_or(Flaw::Length)?.to_vec();
        let mut commitments = Vec::new();
        let mut proofs = Vec::with_capacity(shape.boxes() + 1);
        let sizes = std::iter::repeat_n(2, shape.boxes()).chain([shape.limit() + 1]);
        for size in sizes {
            commitments.extend(reader.rest.iter().take(64 * size));
            proofs.push(reader.branches(size)?);
        }
        Ok(Self { boxes: Boxes(boxes), proofs, encrypted, commitments, shape })
    }

    /// How many boxes it has and how many may be marked.
    pub const fn shape(&self) -> Shape {
        self.shape
    }

    /// Its boxes, to be added.
    pub const fn boxes(&self) -> &Boxes {
        &self.boxes
    }

    /// The R of each box: none may ever appear twice.
    pub fn nonces(&self) -> impl Iterator<Item = [u8; 32]> {
        self.encrypted.chunks_exact(64).filter_map(|cipher| cipher.first_chunk::<32>().copied())
    }

    /// What each proof is about, with its branches, every challenge filled in.
    pub(super) fn statements(&self, ctx: &Digest, key: &Point) -> Vec<(Cipher, Vec<Branch>)> {
        let challenge = challenge(ctx, key, self.shape, &self.encrypted, &self.commitments);
        let sum = self.boxes.0.iter().fold(Cipher::zero(), |sum, cipher| sum.plus(cipher));
        let about = self.boxes.0.iter().copied().chain([sum]);
        let whole = self.proofs.iter().map(|branches| {
            let mut branches = branches.clone();
            let others: Scalar = branches.iter().map(|branch| branch.challenge).sum();
            if let Some(last) = branches.last_mut() {
                last.challenge = challenge - others;
            }
            branches
        });
        about.zip(whole).collect()
    }

    /// The challenge, for weights that depend on all that it was hashed from.
    pub(super) fn challenge(&self, ctx: &Digest, key: &Point) -> Scalar {
        challenge(ctx, key, self.shape, &self.encrypted, &self.commitments)
    }
}

struct Reader<'a> {
    rest: &'a [u8],
}

impl Reader<'_> {
    fn take(&mut self) -> Result<[u8; 32], Flaw> {
        let (head, rest) = self.rest.split_first_chunk::<32>().ok_or(Flaw::Length)?;
        self.rest = rest;
        Ok(*head)
    }

    fn point(&mut self) -> Result<RistrettoPoint, Flaw> {
        decompress(&self.take()?).ok_or(Flaw::Point)
    }

    fn scalar(&mut self) -> Result<Scalar, Flaw> {
        scalar(&self.take()?).ok_or(Flaw::Scalar)
    }

    /// `size` pairs of commitments, one challenge less, as many responses; the last challenge is
    /// left at zero.
    fn branches(&mut self, size: usize) -> Result<Vec<Branch>, Flaw> {
        let mut branches = Vec::with_capacity(size);
        for _ in 0..size {
            let commitments = [self.point()?, self.point()?];
            branches.push(Branch { commitments, challenge: Scalar::ZERO, response: Scalar::ZERO });
        }
        for branch in branches.iter_mut().take(size.saturating_sub(1)) {
            branch.challenge = self.scalar()?;
        }
        for branch in &mut branches {
            branch.response = self.scalar()?;
        }
        Ok(branches)
    }
}
