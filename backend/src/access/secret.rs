//! Secrets of 256 bits that the server gives out once: refresh tokens, links of invitations.

use data_encoding::BASE64URL_NOPAD;
use secrecy::SecretString;
use sha2::{Digest, Sha256};

/// A secret's text: 43 URL-safe characters.
pub fn text(secret: &[u8; 32]) -> SecretString {
    SecretString::from(BASE64URL_NOPAD.encode(secret))
}

/// Reads a secret's text.
pub fn read(text: &str) -> Option<[u8; 32]> {
    if text.len() == 43 {
        BASE64URL_NOPAD.decode(text.as_bytes()).ok()?.try_into().ok()
    } else {
        None
    }
}

/// What is stored of a secret. It cannot be guessed, so a plain hash keeps it safe.
pub fn hash(secret: &[u8; 32]) -> [u8; 32] {
    Sha256::digest(secret).into()
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret;

    use super::*;

    #[test]
    fn a_secret_reads_back_and_nothing_else_is_one() {
        let secret = [0xa5; 32];
        assert_eq!(read(text(&secret).expose_secret()), Some(secret));
        for other in ["", "abc", &"*".repeat(43), &"A".repeat(44), &"é".repeat(21)] {
            assert_eq!(read(other), None, "{other}");
        }
    }
}
