//! The server's keys: one master secret, kept apart from the database, and what is derived from it.

use std::fmt;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use hmac::{Hmac, KeyInit, Mac};
use secrecy::zeroize::{Zeroize, Zeroizing};
use sha2::Sha256;
use shared::domain::account::AccountId;
use shared::value::Phone;

use crate::port::random;

/// How many bytes a key has.
pub const LENGTH: usize = 32;

/// The bytes of one key, wiped when dropped.
pub type Key = Zeroizing<[u8; LENGTH]>;

/// The secret that the demo may use and production must not (`threats.md` S9).
const DEMO: [u8; LENGTH] = *b"linli demo: never for production";

/// The keys of this server. Cheap to clone; the bytes are wiped when the last copy goes.
#[derive(Clone)]
pub struct Keys(Arc<Derived>);

struct Derived {
    kid: String,
    token: Key,
    code: Key,
    phone: Key,
    refresh: Key,
    invitation: Key,
    totp: Key,
    media: Key,
    cursor: Key,
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Keys(***)")
    }
}

/// HMAC-SHA256 over parts, each preceded by its length so that two lists of parts never agree.
fn mac(key: &[u8; LENGTH], parts: &[&[u8]]) -> [u8; LENGTH] {
    // HMAC pads a key to the hash's block of 64 bytes with zeros (RFC 2104).
    let mut block = Zeroizing::new([0u8; 64]);
    for (to, from) in block.iter_mut().zip(key) {
        *to = *from;
    }
    let mut mac = Hmac::<Sha256>::new((&*block).into());
    for part in parts {
        mac.update(&u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

impl Keys {
    /// The keys derived from a master secret.
    pub fn from_master(master: &[u8; LENGTH]) -> Self {
        let derive = |label: &str| Zeroizing::new(mac(master, &[b"linli", label.as_bytes()]));
        let kid = derive("kid");
        Self(Arc::new(Derived {
            kid: HEXLOWER.encode(kid.get(..8).unwrap_or_default()),
            token: derive("token"),
            code: derive("code"),
            phone: derive("phone"),
            refresh: derive("refresh"),
            invitation: derive("invitation"),
            totp: derive("totp"),
            media: derive("media"),
            cursor: derive("cursor"),
        }))
    }

    /// The keys everybody knows: for the demo and for tests.
    pub fn demo() -> Self {
        Self::from_master(&DEMO)
    }

    /// Makes a fresh master secret and writes it to a new file that only its owner may read: 64 hex
    /// digits. An existing file is never overwritten, since everything derived from it would be lost.
    pub fn create(path: &Path) -> Result<Self, String> {
        let failed =
            |e: std::io::Error| format!("cannot write the key file {}: {e}", path.display());
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(failed)?;
        }
        let mut master: [u8; LENGTH] =
            random::bytes().map_err(|_| "the system gives no randomness".to_owned())?;
        write_secret(path, &master).map_err(failed)?;
        let keys = Self::from_master(&master);
        master.zeroize();
        Ok(keys)
    }

    /// Reads the master secret. Outside the demo a key that everybody knows is refused
    /// (`threats.md` S9); so is a file that every user of the machine may read.
    pub fn load(path: &Path, demo: bool) -> Result<Self, String> {
        let master = read_secret(path, demo)?;
        if !demo && is_known(&master) {
            return Err(format!(
                "the key in {} is known to everybody; make one with `linli init`",
                path.display()
            ));
        }
        Ok(Self::from_master(&master))
    }

    /// The name of the signing key, for the header of a token.
    pub fn kid(&self) -> &str {
        &self.0.kid
    }

    /// The key that signs access tokens.
    pub(super) fn token(&self) -> &[u8; LENGTH] {
        &self.0.token
    }

    /// The key that signs the addresses of photos.
    pub fn media(&self) -> &[u8; LENGTH] {
        &self.0.media
    }

    /// The key that authenticates cursors of lists.
    pub fn cursor(&self) -> &[u8; LENGTH] {
        &self.0.cursor
    }

    /// The six digits of a challenge. They are never stored: the challenge's random salt is, and
    /// only this key makes the code of it (`threats.md` S1). The remainder of 64 bits divided by a
    /// million favours no code by more than one in 10^13.
    ///
    /// `about` is what it confirms beside the number: a code for one thing is none for another.
    pub fn code(&self, challenge: &str, salt: &[u8], phone: &Phone, about: &str) -> String {
        let parts = [challenge.as_bytes(), salt, phone.as_str().as_bytes(), about.as_bytes()];
        let mac = mac(&self.0.code, &parts);
        let number = mac.iter().take(8).fold(0u64, |number, byte| (number << 8) | u64::from(*byte));
        format!("{:06}", number % 1_000_000)
    }

    /// A name for a phone number under which nobody without the key finds the number: for counters.
    pub fn phone_hash(&self, phone: &Phone) -> String {
        BASE64URL_NOPAD.encode(&mac(&self.0.phone, &[phone.as_str().as_bytes()]))
    }

    /// The refresh token that follows one: always the same, so that an answer that was lost can be
    /// given again though only hashes are stored.
    pub fn next_refresh(&self, token: &[u8; LENGTH]) -> [u8; LENGTH] {
        mac(&self.0.refresh, &[token])
    }

    /// The secret of an invitation: made of its id, so that a repeated request gets the same link.
    pub fn invitation(&self, id: &str) -> [u8; LENGTH] {
        mac(&self.0.invitation, &[id.as_bytes()])
    }

    /// The authenticator's secret of an account. Derived, so that none is stored; `no` counts the
    /// secrets an account has had.
    pub fn totp_secret(&self, account: AccountId, no: i64) -> [u8; 20] {
        let bytes = mac(&self.0.totp, &[account.as_str().as_bytes(), &no.to_be_bytes()]);
        let mut secret = [0; 20];
        for (to, from) in secret.iter_mut().zip(bytes) {
            *to = from;
        }
        secret
    }
}

/// Writes a secret to a new file that only its owner may read: 64 hex digits.
pub(super) fn write_secret(path: &Path, secret: &[u8; LENGTH]) -> std::io::Result<()> {
    let text = Zeroizing::new(HEXLOWER.encode(secret));
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(text.as_bytes())?;
    file.write_all(b"\n")?;
    file.sync_all()
}

/// Reads such a file. One that every user of the machine may read is refused outside the demo.
pub(super) fn read_secret(path: &Path, demo: bool) -> Result<Key, String> {
    let place = path.display();
    let text = std::fs::read_to_string(path).map(Zeroizing::new);
    let text = text.map_err(|e| format!("cannot read the key file {place}: {e}"))?;
    if !demo && is_open(path) {
        return Err(format!("the key file {place} is readable by everybody; make it 0600"));
    }
    let bytes = HEXLOWER.decode(text.trim().as_bytes()).map(Zeroizing::new).ok();
    let secret = bytes.and_then(|bytes| <[u8; LENGTH]>::try_from(bytes.as_slice()).ok());
    let digits = || format!("the key file {place} does not hold 64 lower-case hex digits");
    secret.map(Zeroizing::new).ok_or_else(digits)
}

fn is_known(master: &[u8; LENGTH]) -> bool {
    let [first, ..] = master;
    *master == DEMO || master.iter().all(|byte| byte == first)
}

#[cfg(unix)]
fn is_open(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    std::fs::metadata(path).is_ok_and(|file| file.permissions().mode() & 0o007 != 0)
}

#[cfg(not(unix))]
fn is_open(_: &Path) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(content: &str) -> (tempfile::TempDir, std::path::PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys/master.key");
        std::fs::create_dir(folder.path().join("keys")).unwrap();
        std::fs::write(&path, content).unwrap();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
        }
        (folder, path)
    }

    #[test]
    fn a_made_key_is_read_back_is_private_and_is_never_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys/master.key");
        let made = Keys::create(&path).unwrap();
        assert_eq!(made.media(), Keys::load(&path, false).unwrap().media());
        assert!(Keys::create(&path).is_err());
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
            assert!(Keys::load(&path, false).unwrap_err().contains("everybody"));
        }
    }

    #[test]
    fn threat_s9_known_keys_are_refused_outside_the_demo() {
        for known in ["00".repeat(32), "ff".repeat(32), HEXLOWER.encode(&DEMO)] {
            let (_folder, path) = file(&known);
            assert!(Keys::load(&path, false).unwrap_err().contains("known to everybody"));
            assert!(Keys::load(&path, true).is_ok());
        }
    }

    #[test]
    fn a_broken_key_file_is_refused_without_showing_it() {
        for content in ["", "abc", &"0g".repeat(32), &"01".repeat(33)] {
            let (_folder, path) = file(content);
            let error = Keys::load(&path, false).unwrap_err();
            assert!(error.contains("64 lower-case hex digits"), "{error}");
        }
        let (_folder, path) = file(&"5a".repeat(31));
        assert!(!Keys::load(&path, true).unwrap_err().contains("5a5a"));
    }

    #[test]
    fn every_purpose_has_its_own_key_and_none_is_shown() {
        let keys = Keys::demo();
        let derived = [keys.token(), keys.media(), keys.cursor(), &keys.0.code, &keys.0.phone];
        for (index, key) in derived.iter().enumerate() {
            assert!(derived.iter().skip(index + 1).all(|other| other != key));
        }
        assert_eq!(format!("{keys:?}"), "Keys(***)");
    }

    #[test]
    fn a_code_is_six_digits_and_bound_to_its_challenge_and_phone() {
        let keys = Keys::demo();
        let (ann, bob) =
            (Phone::parse("13800000001").unwrap(), Phone::parse("13800000002").unwrap());
        let code = keys.code("a", b"salt", &ann);
        assert!(code.len() == 6 && code.bytes().all(|b| b.is_ascii_digit()));
        assert_eq!(code, keys.code("a", b"salt", &ann));
        for other in [
            keys.code("b", b"salt", &ann),
            keys.code("a", b"tlas", &ann),
            keys.code("a", b"salt", &bob),
        ] {
            assert_ne!(code, other);
        }
        assert_ne!(keys.phone_hash(&ann), keys.phone_hash(&bob));
    }
}
