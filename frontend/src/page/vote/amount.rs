//! Areas, persons, shares and money as people read them: exact, rounded for display only.

use shared::domain::vote::Majority;
use shared::value::Fen;

/// Digits in groups of three: `52,318`.
pub(super) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let head = digits.len() % 3;
    let mut text = String::with_capacity(digits.len() * 4 / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && index % 3 == head {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// An area of so many 0.01 m², without its unit: `1,972.62`.
pub(super) fn area(hundredths: u64) -> String {
    format!("{}.{:02}", grouped(hundredths / 100), hundredths % 100)
}

/// A share in hundredths of a per cent: `62.89%`.
pub(super) fn percent(share: u64) -> String {
    format!("{}.{:02}%", share / 100, share % 100)
}

/// An amount: `386,000.00`.
pub(super) fn yuan(amount: Fen) -> String {
    let fen = amount.get().unsigned_abs();
    let sign = if amount.get() < 0 { "-" } else { "" };
    format!("{sign}{}", area(fen))
}

/// Two thirds, rounded up to what can be counted: the least that meets the quorum.
pub(super) fn two_thirds(whole: u64) -> u64 {
    ceil_part(whole, 2, 3)
}

/// How much is missing to the quorum.
pub(super) fn missing(part: u64, whole: u64) -> u64 {
    two_thirds(whole).saturating_sub(part)
}

fn ceil_part(whole: u64, numerator: u64, denominator: u64) -> u64 {
    let product = u128::from(whole) * u128::from(numerator);
    u64::try_from(product.div_ceil(u128::from(denominator))).unwrap_or(u64::MAX)
}

/// Where a majority's line lies, in hundredths of a per cent of those who take part.
pub(super) const fn line_of(majority: Majority) -> u64 {
    match majority {
        Majority::Ordinary => 5_000,
        Majority::Special => 7_500,
        Majority::Unanimous => 10_000,
    }
}

/// The part that a majority is measured by, exact: half of 63 is `31.5`, three quarters of 0.10 m²
/// `0.075`. `decimals` is how many the number has already: 0 for persons, 2 for areas.
pub(super) fn measure(majority: Majority, whole: u64, decimals: usize) -> String {
    let quarters: u128 = match majority {
        Majority::Ordinary => 2,
        Majority::Special => 3,
        Majority::Unanimous => 4,
    };
    // Two more decimals hold every quarter.
    let exact = u128::from(whole) * quarters * 25;
    let scale = 10_u128.pow(u32::try_from(decimals).unwrap_or_default() + 2);
    let head = grouped(u64::try_from(exact / scale).unwrap_or(u64::MAX));
    let tail = format!("{:0width$}", exact % scale, width = decimals + 2);
    let kept = tail.trim_end_matches('0').len().max(decimals);
    match tail.get(..kept) {
        Some(tail) if !tail.is_empty() => format!("{head}.{tail}"),
        _ => head,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_stand_apart_and_areas_keep_both_decimals() {
        assert_eq!(grouped(7), "7");
        assert_eq!(grouped(486), "486");
        assert_eq!(grouped(1_000_000), "1,000,000");
        assert_eq!(area(5_231_860), "52,318.60");
        assert_eq!(area(5), "0.05");
        assert_eq!(yuan(Fen::new(38_600_000)), "386,000.00");
        assert_eq!(percent(6_289), "62.89%");
        assert_eq!(percent(6), "0.06%");
    }

    #[test]
    fn the_quorum_is_never_promised_too_early() {
        assert_eq!(two_thirds(90), 60);
        assert_eq!(two_thirds(3_000_001), 2_000_001, "TC11: two thirds and no less");
        assert_eq!(missing(297, 486), 27);
        assert_eq!(missing(3_290_645, 5_231_860), 197_262);
        assert_eq!(missing(486, 486), 0);
    }

    #[test]
    fn a_majority_is_measured_exactly() {
        let half = |whole, decimals| measure(Majority::Ordinary, whole, decimals);
        assert_eq!(half(63, 0), "31.5");
        assert_eq!(half(64, 0), "32");
        assert_eq!(half(619_020, 2), "3,095.10");
        assert_eq!(half(619_021, 2), "3,095.105");
        assert_eq!(measure(Majority::Special, 63, 0), "47.25");
        assert_eq!(measure(Majority::Unanimous, 1_050, 2), "10.50");
        assert_eq!(half(0, 0), "0");
    }
}
