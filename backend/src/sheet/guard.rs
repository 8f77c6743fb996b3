//! Bombs: the container is unpacked once and counted before any parser sees it (`threats.md` F3).

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::SheetError;

/// The most bytes that all parts unpack to. Counted while inflating: the sizes written in the file
/// are claims.
const INFLATED_LIMIT: u64 = 100 << 20;

/// The most parts of a workbook.
const ENTRY_LIMIT: usize = 200;

/// How many times its packed size a part may unpack to.
const RATIO_LIMIT: u64 = 100;

/// Below this a part's ratio is not judged: small parts pack oddly and do no harm.
const RATIO_FLOOR: u64 = 1 << 20;

/// Refuses a container that unpacks to too much, or not to the sizes it claims.
pub(super) fn check(bytes: &[u8]) -> Result<(), SheetError> {
    check_within(bytes, INFLATED_LIMIT)
}

fn check_within(bytes: &[u8], limit: u64) -> Result<(), SheetError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| SheetError::Damaged)?;
    if archive.len() > ENTRY_LIMIT {
        return Err(SheetError::Inflated);
    }
    // Parts that share their packed bytes would count the same bytes many times over.
    if archive.has_overlapping_files().map_err(|_| SheetError::Damaged)? {
        return Err(SheetError::Damaged);
    }
    let mut left = limit;
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).map_err(|_| SheetError::Damaged)?;
        let (packed, claimed) = (part.compressed_size(), part.size());
        if claimed > limit {
            return Err(SheetError::Inflated);
        }
        let allowed = left.min(packed.saturating_mul(RATIO_LIMIT).max(RATIO_FLOOR));
        let inflated = count(&mut part, allowed)?;
        if inflated > allowed {
            return Err(SheetError::Inflated);
        }
        if inflated != claimed {
            return Err(SheetError::Damaged);
        }
        left -= inflated;
    }
    Ok(())
}

/// Unpacks and counts, but never more than one buffer beyond `allowed`.
fn count(part: &mut impl Read, allowed: u64) -> Result<u64, SheetError> {
    let mut buffer = vec![0; 64 << 10];
    let mut inflated = 0_u64;
    while inflated <= allowed {
        let n = part.read(&mut buffer).map_err(|_| SheetError::Damaged)?;
        if n == 0 {
            break;
        }
        inflated = inflated.saturating_add(u64::try_from(n).unwrap_or(u64::MAX));
    }
    Ok(inflated)
}

#[cfg(test)]
mod tests {
    use super::super::tests::packed;
    use super::*;

    #[test]
    fn threat_f3_the_parts_are_counted_together() {
        let mut noise = 1_u64;
        let mut part = Vec::new();
        while part.len() < 1 << 20 {
            noise = noise.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            part.extend([u8::try_from(noise >> 56).unwrap(); 64]);
        }
        let three = packed(&[("a", &part), ("b", &part), ("c", &part)]);
        assert_eq!(check_within(&three, 3 << 20), Ok(()));
        assert_eq!(check_within(&three, (3 << 20) - 1), Err(SheetError::Inflated));
    }
}
