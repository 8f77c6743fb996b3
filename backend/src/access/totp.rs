//! One-time codes of an authenticator: RFC 6238, six digits, SHA-1, thirty seconds, one step of
//! tolerance to either side (`threats.md` S5).

use data_encoding::BASE32_NOPAD;
use shared::value::Timestamp;
use totp_rs::{Algorithm, Builder, Secret, Totp};

use crate::failure::Failure;

fn totp(secret: [u8; 20]) -> Result<Totp, Failure> {
    Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_digits(6)
        .with_skew(1)
        .with_step_duration(30)
        .with_secret(Secret::new_stack(secret))
        .build()
        .map_err(Failure::bug)
}

/// The step whose code this is, if it is one of now. Each step may be used once: the caller keeps
/// the last one.
pub fn check(secret: [u8; 20], code: &str, now: Timestamp) -> Result<Option<i64>, Failure> {
    let seconds = u64::try_from(now.ms().div_euclid(1000)).unwrap_or(0);
    let step = totp(secret)?.check(code.trim(), seconds);
    Ok(step.and_then(|step| i64::try_from(step).ok()))
}

/// The code of an instant: for the demo, which shows it, and for tests.
pub fn code(secret: [u8; 20], now: Timestamp) -> Result<String, Failure> {
    let seconds = u64::try_from(now.ms().div_euclid(1000)).unwrap_or(0);
    Ok(totp(secret)?.generate(seconds).to_string())
}

/// The secret as people type it.
pub fn base32(secret: [u8; 20]) -> String {
    BASE32_NOPAD.encode(&secret)
}

/// The address an authenticator app opens. The label shows only the number's last four digits,
/// since the app lists it for whoever holds the phone.
pub fn uri(secret: [u8; 20], masked_phone: &str) -> String {
    let digits: String = masked_phone.chars().filter(char::is_ascii_digit).collect();
    let tail = digits.get(digits.len().saturating_sub(4)..).unwrap_or_default();
    format!("otpauth://totp/Linli:{tail}?secret={}&issuer=Linli", base32(secret))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: [u8; 20] = *b"12345678901234567890";

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_ms(seconds * 1000)
    }

    #[test]
    fn the_vectors_of_rfc_6238_hold() {
        // Appendix B, SHA-1; the last six of its eight digits.
        let vectors = [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ];
        for (seconds, digits) in vectors {
            assert_eq!(code(SECRET, at(seconds)).unwrap(), digits);
            assert_eq!(check(SECRET, digits, at(seconds)).unwrap(), Some(seconds / 30));
        }
    }

    #[test]
    fn a_code_holds_one_step_early_and_late_and_names_its_own_step() {
        for (later, step) in
            [(-30, Some(37_037_037)), (0, Some(37_037_037)), (30, Some(37_037_037))]
        {
            assert_eq!(check(SECRET, "050471", at(1_111_111_111 + later)).unwrap(), step);
        }
        for later in [-60, 60] {
            assert_eq!(check(SECRET, "050471", at(1_111_111_111 + later)).unwrap(), None);
        }
    }

    #[test]
    fn anything_else_is_no_code() {
        for text in ["", "05047", "0504710", "+50471", "０５０４７１", "05047a", "-05047"] {
            assert_eq!(check(SECRET, text, at(1_111_111_111)).unwrap(), None, "{text}");
        }
    }

    #[test]
    fn the_address_shows_four_digits_of_the_number() {
        let uri = uri(SECRET, "138****5678");
        let secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
        assert_eq!(uri, format!("otpauth://totp/Linli:5678?secret={secret}&issuer=Linli"));
    }
}
