//! The cookie that holds the refresh token (`threats.md` S6, W1).

use secrecy::{ExposeSecret, SecretString};

/// The cookie's name. The `__Host-` prefix makes browsers insist on Secure, Path=/ and no Domain;
/// over plain HTTP, which only the demo on this machine uses, they would refuse it.
pub const fn name(secure: bool) -> &'static str {
    if secure { "__Host-linli" } else { "linli" }
}

/// The whole `Set-Cookie` value for a token; `seconds` is how long the browser keeps it.
pub fn set(token: &SecretString, secure: bool, seconds: i64) -> String {
    line(token.expose_secret(), secure, seconds.max(0))
}

/// The `Set-Cookie` value that takes the cookie away.
pub fn clear(secure: bool) -> String {
    line("", secure, 0)
}

fn line(value: &str, secure: bool, seconds: i64) -> String {
    let flag = if secure { "; Secure" } else { "" };
    let name = name(secure);
    format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly{flag}; SameSite=Strict")
}

/// Finds the token in a `Cookie` header.
pub fn find(header: &str, secure: bool) -> Option<SecretString> {
    let pairs = header.split(';').filter_map(|pair| pair.trim().split_once('='));
    let mut values = pairs.filter(|(name, _)| *name == self::name(secure)).map(|(_, value)| value);
    let value = values.next().filter(|value| !value.is_empty())?;
    // Two cookies of one name: somebody else has set one.
    if values.next().is_some() { None } else { Some(SecretString::from(value)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cookie_is_out_of_reach_of_scripts_and_other_sites() {
        let token = SecretString::from("abc");
        assert_eq!(
            set(&token, true, 2_592_000),
            "__Host-linli=abc; Path=/; Max-Age=2592000; HttpOnly; Secure; SameSite=Strict"
        );
        assert_eq!(
            set(&token, false, 60),
            "linli=abc; Path=/; Max-Age=60; HttpOnly; SameSite=Strict"
        );
        assert_eq!(
            clear(true),
            "__Host-linli=; Path=/; Max-Age=0; HttpOnly; Secure; SameSite=Strict"
        );
    }

    #[test]
    fn the_token_is_found_among_other_cookies_and_two_of_a_name_are_none() {
        let found = |header: &str| find(header, true).map(|t| t.expose_secret().to_owned());
        assert_eq!(found("a=b; __Host-linli=x; c=d"), Some("x".to_owned()));
        for header in
            ["", "linli=x", "__Host-linli=", "__Host-linli=x; __Host-linli=y", "x__Host-linli=y"]
        {
            assert_eq!(found(header), None, "{header}");
        }
    }
}
