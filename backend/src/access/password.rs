//! Passwords of staff: argon2id with 19 MiB, two passes, one lane, and never more than two at once
//! (`threats.md` S5).

use std::collections::HashSet;
use std::sync::LazyLock;
use std::time::Duration;

use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc};
use argon2::{Algorithm, Argon2, Params, Version};
use secrecy::{ExposeSecret, SecretString};
use shared::api::Code;
use tokio::sync::Semaphore;

use crate::failure::Failure;
use crate::port::random;

/// The fewest characters.
pub const SHORTEST: usize = 12;
/// The most characters.
pub const LONGEST: usize = 128;

/// Memory in KiB and passes: the second choice of OWASP's password storage advice.
const MEMORY: u32 = 19 * 1024;
const PASSES: u32 = 2;

/// Each hash takes 19 MiB and a processor for some 30 ms, so only two run at once.
static GATE: Semaphore = Semaphore::const_new(2);
/// How long a sign-in may wait for its turn before the server says that it is busy.
const WAIT: Duration = Duration::from_secs(10);

/// The hash of a password nobody has: an unknown number costs as much time as a known one
/// (`threats.md` S3).
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bGlubGktbm9ib2R5LXNhbHQ$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// 3310 common passwords in lower case: the 3000 most common of zxcvbn's list (MIT licence, © 2012-2016
/// Dan Wheeler and Dropbox, © 2016 Daniel Wolf), those of it that have twelve characters or more, and
/// some that are common in China. A password counts as common too when it is one of them, once or
/// over and over, followed by digits and signs.
static COMMON: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| include_str!("common_passwords.txt").lines().collect());

fn argon2() -> Result<Argon2<'static>, Failure> {
    let params = Params::new(MEMORY, PASSES, 1, Some(32)).map_err(Failure::bug)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// Whether a new password is taken: 12 to 128 characters, not a common one, not the owner's number.
pub fn check(password: &str, phone: &str) -> Result<(), Code> {
    let length = password.chars().count();
    let control = password.chars().any(char::is_control);
    let fits = (SHORTEST..=LONGEST).contains(&length) && !control;
    if fits && !is_common(password) && !password.contains(phone) {
        Ok(())
    } else {
        Err(Code::PasswordWeak)
    }
}

fn is_common(password: &str) -> bool {
    let lower = password.to_lowercase();
    let word = lower.trim_end_matches(|c: char| !c.is_alphabetic());
    [lower.as_str(), word].into_iter().any(|text| is_listed(text) || is_repeated(text))
        || is_run(&lower)
        // Nothing but digits and signs: a date, a number of an identity card, a telephone.
        || word.is_empty()
}

fn is_listed(text: &str) -> bool {
    COMMON.contains(text)
}

/// A short piece, or a common one, over and over.
fn is_repeated(text: &str) -> bool {
    let letters: Vec<char> = text.chars().collect();
    (1..=letters.len() / 2).filter(|size| letters.len().is_multiple_of(*size)).any(|size| {
        let piece = letters.get(..size).unwrap_or_default();
        let whole = letters.chunks(size).all(|chunk| chunk == piece);
        whole && (size <= 4 || is_listed(&piece.iter().collect::<String>()))
    })
}

/// Neighbours in the alphabet or among the digits, up or down, all the way.
fn is_run(text: &str) -> bool {
    let steps = || text.chars().zip(text.chars().skip(1));
    let by =
        |step: i64| steps().all(|(a, b)| i64::from(u32::from(b)) - i64::from(u32::from(a)) == step);
    steps().next().is_some() && (by(1) || by(-1))
}

/// Hashes a new password.
pub async fn hash(password: SecretString) -> Result<String, Failure> {
    in_turn(move || hash_now(&password)).await
}

/// Hashes a new password on this thread: for the command line and the demo's making.
pub fn hash_now(password: &SecretString) -> Result<String, Failure> {
    let salt: [u8; 16] = random::bytes()?;
    let hash = argon2()?.hash_password_with_salt(password.expose_secret().as_bytes(), &salt);
    let hash: phc::PasswordHash = hash.map_err(Failure::bug)?;
    Ok(hash.to_string())
}

/// Whether a password belongs to a stored hash. Without one the answer is no, after the same work.
pub async fn verify(password: SecretString, stored: Option<String>) -> Result<bool, Failure> {
    in_turn(move || {
        let known = stored.is_some();
        let hash =
            phc::PasswordHash::new(stored.as_deref().unwrap_or(NOBODY)).map_err(Failure::bug)?;
        let bytes = password.expose_secret().as_bytes();
        Ok(argon2()?.verify_password(bytes, &hash).is_ok() && known)
    })
    .await
}

/// Runs a hash on a blocking thread when it is its turn.
async fn in_turn<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Failure> + Send + 'static,
) -> Result<T, Failure> {
    let turn = tokio::time::timeout(WAIT, GATE.acquire()).await;
    let permit = turn.map_err(|_| Failure::from(Code::Unavailable))?.map_err(Failure::bug)?;
    let done = tokio::task::spawn_blocking(move || {
        // Held by the thread: a caller that goes away does not open the gate early.
        let _permit = permit;
        work()
    });
    done.await.map_err(Failure::bug)?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_long_and_common_passwords_are_refused() {
        let long = "a1b2c3d4".repeat(17);
        for weak in [
            "",
            "elevenchars",
            long.as_str(),
            "password1234",
            "Password2026!",
            "WOAINI1314520",
            "qwertyuiop123",
            "passwordpassword",
            "abcabcabcabc",
            "aaaaaaaaaaaaaaaa",
            "abcdefghijklmn",
            "198803121234",
            "1qaz2wsx3edc4rfv",
            "correct\0horse battery",
            "x13812345678y",
        ] {
            assert_eq!(check(weak, "13812345678"), Err(Code::PasswordWeak), "{weak}");
        }
    }

    #[test]
    fn a_phrase_in_any_script_is_taken() {
        for good in ["correct horse battery", "桂花树下的三只猫爱吃鱼呀", "gL8-rain-lantern"]
        {
            assert_eq!(check(good, "13812345678"), Ok(()), "{good}");
        }
        assert_eq!(check(&"风".repeat(8), "13812345678"), Err(Code::PasswordWeak));
    }

    #[test]
    fn the_list_has_the_length_its_description_says() {
        assert_eq!(COMMON.len(), 3310);
        assert!(COMMON.iter().all(|word| word.to_lowercase() == *word));
    }

    #[tokio::test]
    async fn threat_s5_a_password_is_known_again_and_costs_what_is_asked() {
        let password = || SecretString::from("correct horse battery");
        let stored = hash(password()).await.unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
        assert_ne!(stored, hash(password()).await.unwrap());
        assert!(verify(password(), Some(stored.clone())).await.unwrap());
        assert!(!verify(SecretString::from("correct horse"), Some(stored)).await.unwrap());
    }

    #[tokio::test]
    async fn threat_s3_nobody_is_hashed_with_the_same_settings() {
        let nobody = phc::PasswordHash::new(NOBODY).unwrap();
        assert!(NOBODY.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert_eq!(nobody.hash.unwrap().len(), 32);
        assert!(!verify(SecretString::from("correct horse battery"), None).await.unwrap());
    }
}
