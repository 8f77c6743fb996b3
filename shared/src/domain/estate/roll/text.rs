//! How cells are tidied before they are understood: widths, blanks, decimals.

/// The significant digits a spreadsheet keeps; what it stores beyond is the residue of a binary
/// fraction.
const SIGNIFICANT: usize = 15;

/// Digits before or after the point beyond which no number here makes sense.
const MAGNITUDE: i64 = 40;

/// Whether a spreadsheet could take the text for a formula when it opens an export
/// (`threats.md` W7). Exports put an apostrophe before such a text; the roll's reader takes it off.
pub fn starts_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\0', '＝', '＋', '－', '＠'])
}

/// Takes off the apostrophe that an export put before a text that could be a formula.
pub(super) fn unguarded(text: &str) -> &str {
    text.strip_prefix('\'').filter(|rest| starts_formula(rest)).unwrap_or(text)
}

/// Half-width forms, no invisible spaces, single blanks inside, none around.
pub(super) fn fold(text: &str) -> String {
    squeeze(text.chars().map(|c| match c {
        '\u{ff01}'..='\u{ff5e}' => half_width(c),
        _ => c,
    }))
}

/// Like [`fold`] for names, which keep their full-width brackets and dots.
pub(super) fn fold_name(text: &str) -> String {
    squeeze(text.chars().map(|c| match c {
        '\u{ff10}'..='\u{ff19}' | '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}' => {
            half_width(c)
        }
        _ => c,
    }))
}

/// For comparing with a list of words: [`fold`], lower case, no blanks.
pub(super) fn fold_word(text: &str) -> String {
    fold(text).chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

fn half_width(c: char) -> char {
    const DISTANCE: u32 = 0xfee0;
    u32::from(c).checked_sub(DISTANCE).and_then(char::from_u32).unwrap_or(c)
}

fn squeeze(chars: impl Iterator<Item = char>) -> String {
    let visible: String =
        chars.filter(|c| !matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')).collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The parts of a cell that lists several things, empty parts included, in order.
pub(super) fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split(['、', '､', ',', '，', ';', '；', '/', '／', '|', '｜', '\n']).map(str::trim)
}

/// Whether the character writes a Chinese name.
pub(super) fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3007}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// The number a person sees for a stored one: rounded to 15 significant digits, as spreadsheets
/// show it, without exponent and without trailing zeros. `76.40000000000001` is `76.4`.
///
/// Works on the digits alone, so no binary fraction is involved. `None` for what is no number, or
/// beyond 40 digits on either side of the point.
pub(super) fn plain_decimal(stored: &str) -> Option<String> {
    let (sign, unsigned) = match stored.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", stored.strip_prefix('+').unwrap_or(stored)),
    };
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i64>().ok()?),
        None => (unsigned, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let mut digits: Vec<u8> = whole.bytes().chain(fraction.bytes()).collect();
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let leading = digits.iter().take_while(|digit| **digit == b'0').count();
    digits.drain(..leading);
    let mut point = i64::try_from(whole.len())
        .ok()?
        .checked_add(exponent)?
        .checked_sub(i64::try_from(leading).ok()?)?;
    if round(&mut digits) {
        point += 1;
    }
    while digits.last() == Some(&b'0') {
        digits.pop();
    }
    if digits.is_empty() {
        return Some("0".to_owned());
    }
    if !(-MAGNITUDE..=MAGNITUDE).contains(&point) {
        return None;
    }
    Some(format!("{sign}{}", with_point(&digits, point)))
}

/// Rounds half up to the significant digits; true when the number grew by a digit.
fn round(digits: &mut Vec<u8>) -> bool {
    let up = digits.get(SIGNIFICANT).is_some_and(|digit| *digit >= b'5');
    digits.truncate(SIGNIFICANT);
    if !up {
        return false;
    }
    for digit in digits.iter_mut().rev() {
        if *digit == b'9' {
            *digit = b'0';
        } else {
            *digit += 1;
            return false;
        }
    }
    digits.insert(0, b'1');
    true
}

/// Sets the point after `point` digits, filling with zeros on either side.
fn with_point(digits: &[u8], point: i64) -> String {
    let mut text = String::new();
    if point <= 0 {
        text.push_str("0.");
        text.extend((point..0).map(|_| '0'));
        text.extend(digits.iter().map(|digit| char::from(*digit)));
        return text;
    }
    let mut position = 0;
    for digit in digits {
        if position == point {
            text.push('.');
        }
        text.push(char::from(*digit));
        position += 1;
    }
    text.extend((position..point).map(|_| '0'));
    text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_stored_number_reads_as_the_spreadsheet_shows_it() {
        for (stored, shown) in [
            ("76.40000000000001", "76.4"),
            ("118.06", "118.06"),
            ("89.375", "89.375"),
            ("13928186620", "13928186620"),
            ("1.392818662E10", "13928186620"),
            ("1.2e-3", "0.0012"),
            ("0.29999999999999999", "0.3"),
            ("99.99999999999999999", "100"),
            ("-12", "-12"),
            ("0101", "101"),
            ("0.00", "0"),
            ("100", "100"),
        ] {
            assert_eq!(plain_decimal(stored).as_deref(), Some(shown), "{stored}");
        }
        for none in ["", ".", "-", "一百", "1e999", "1e99999999999999999999", "NaN", "inf", "1.2.3"]
        {
            assert_eq!(plain_decimal(none), None, "{none}");
        }
    }

    #[test]
    fn only_the_exports_own_apostrophe_is_taken_off() {
        assert_eq!(unguarded("'=1"), "=1");
        assert_eq!(unguarded("'＋1"), "＋1");
        assert_eq!(unguarded("'t Hooft"), "'t Hooft");
    }

    #[test]
    fn widths_and_blanks_are_evened_out() {
        assert_eq!(fold(" １０１\u{3000}室\u{200b} "), "101 室");
        assert_eq!(fold_name("ＡＢ（香港）有限公司"), "AB（香港）有限公司");
        assert_eq!(fold_word(" Parking  Space "), "parkingspace");
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_a_panic(text in "\\PC{0,40}") {
            let _ = plain_decimal(&text);
            let folded = fold(&text);
            prop_assert_eq!(fold(&folded), folded);
        }

        #[test]
        fn hundredths_survive_a_binary_fraction(hundredths in 1_i64..1_000_000_000) {
            let exact = format!("{}.{:02}", hundredths / 100, hundredths % 100);
            let stored = format!("{:.17}", exact.parse::<f64>().unwrap());
            let plain = plain_decimal(&stored).unwrap();
            prop_assert_eq!(crate::value::Area::parse(&plain).unwrap().hundredths(), hundredths);
        }
    }
}
