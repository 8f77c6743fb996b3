//! The number in an opened sum, by baby steps and giant steps (`sealed-ballot.md` 8 and 13).

use curve25519_dalek::constants::RISTRETTO_BASEPOINT_POINT as G;
use curve25519_dalek::ristretto::CompressedRistretto;
use curve25519_dalek::traits::Identity;
use curve25519_dalek::{RistrettoPoint, Scalar};

/// Baby steps: 2¹⁷ of them reach 10¹⁰, a hundred million m², with as many giant steps.
const STEPS: u32 = 1 << 17;
/// Points that are encoded together.
const BATCH: u64 = 512;

/// The first multiples of 2·G, by their encodings. Some 2 MiB; built once and kept.
pub struct Table {
    /// The first eight bytes of an encoding, and whose it is; sorted.
    steps: Vec<(u64, u32)>,
}

impl std::fmt::Debug for Table {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Table({})", self.steps.len())
    }
}

impl Default for Table {
    fn default() -> Self {
        Self::new()
    }
}

fn short(encoded: &CompressedRistretto) -> u64 {
    encoded.as_bytes().first_chunk::<8>().map_or(0, |bytes| u64::from_le_bytes(*bytes))
}

impl Table {
    /// Builds it: a tenth of a second on a server.
    pub fn new() -> Self {
        let mut steps = Vec::new();
        let mut at = RistrettoPoint::identity();
        let mut points = Vec::new();
        for number in 0..STEPS {
            points.push(at);
            at += G;
            if u64::from(number + 1).is_multiple_of(BATCH) {
                let first = number + 1 - u32::try_from(points.len()).unwrap_or(0);
                // Encoding many doubled points needs one inversion for all of them.
                let encoded = RistrettoPoint::double_and_compress_batch(&points);
                steps.extend(encoded.iter().map(short).zip(first..));
                points.clear();
            }
        }
        steps.sort_unstable();
        Self { steps }
    }

    /// The `t` from 0 to `most` with `t·G = point`; none where there is none.
    pub(super) fn log(&self, point: &RistrettoPoint, most: u64) -> Option<u64> {
        let stride = Scalar::from(STEPS) * G;
        let mut at = *point;
        let mut giant = 0_u64;
        let last = most / u64::from(STEPS);
        while giant <= last {
            let mut points = Vec::new();
            for _ in 0..BATCH.min(last - giant + 1) {
                points.push(at);
                at -= stride;
            }
            let encoded = RistrettoPoint::double_and_compress_batch(&points);
            for (one, giant) in encoded.iter().zip(giant..) {
                if let Some(found) = self.near(short(one), giant, point, most) {
                    return Some(found);
                }
            }
            giant += BATCH;
        }
        None
    }

    /// The candidates under a short encoding, of which at most one is right.
    fn near(&self, short: u64, giant: u64, point: &RistrettoPoint, most: u64) -> Option<u64> {
        let from = self.steps.partition_point(|(step, _)| *step < short);
        let same = self.steps.iter().skip(from).take_while(|(step, _)| *step == short);
        same.map(|(_, baby)| giant * u64::from(STEPS) + u64::from(*baby)).find(|number| {
            *number <= most && RistrettoPoint::mul_base(&Scalar::from(*number)) == *point
        })
    }
}
