//! How a trustee keeps a secret: in a file under a passphrase, and on a sheet in a sealed envelope
//! (`sealed-ballot.md` 4). The server holds neither.

use argon2::{Algorithm, Argon2, Params, Version};
use data_encoding::BASE32_NOPAD;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::cipher::{decrypt, encrypt};
use super::encode::{Point, base64_bytes};
use super::fault::Fault;
use super::hash::{VERSION, hash};
use super::trustee::{Seat, TrusteeKey};
use crate::journal::canonical;

/// What a passphrase is stretched with. Files with other numbers are refused: nobody can lower them,
/// and nobody can make a phone run out of memory.
const STRETCH: Stretch = Stretch { lanes: 1, memory_kib: 64 * 1024, passes: 3 };

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Stretch {
    lanes: u32,
    memory_kib: u32,
    passes: u32,
}

/// The file: argon2id makes a key of the passphrase, XChaCha20-Poly1305 encrypts the 32 random bytes
/// with it, and everything else in the file is bound to them.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct KeyFile {
    argon2id: Stretch,
    #[serde(with = "base64_bytes")]
    nonce: Vec<u8>,
    public: Point,
    #[serde(with = "base64_bytes")]
    salt: Vec<u8>,
    seat: Seat,
    #[serde(with = "base64_bytes")]
    sealed: Vec<u8>,
    v: String,
}

impl KeyFile {
    /// All but the ciphertext.
    fn bound(&self) -> String {
        let open = Self { sealed: Vec::new(), ..self.clone() };
        serde_json::to_value(open).ok().and_then(|value| canonical(&value)).unwrap_or_default()
    }
}

fn stretch(passphrase: &str, salt: &[u8]) -> Option<Zeroizing<[u8; 32]>> {
    let Stretch { lanes, memory_kib, passes } = STRETCH;
    let params = Params::new(memory_kib, passes, lanes, Some(32)).ok()?;
    let mut key = Zeroizing::new([0; 32]);
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    argon2.hash_password_into(passphrase.as_bytes(), salt, key.as_mut_slice()).ok()?;
    Some(key)
}

/// Writes the key file of a seat's 32 random bytes. Salt and nonce are random and used once.
pub fn write_key_file(
    seat: Seat,
    seed: &[u8; 32],
    passphrase: &str,
    salt: &[u8; 16],
    nonce: &[u8; 24],
) -> Result<String, Fault> {
    let public = *TrusteeKey::from_seed(seat, seed)?.public();
    let mut file = KeyFile {
        argon2id: STRETCH,
        nonce: nonce.to_vec(),
        public,
        salt: salt.to_vec(),
        seat,
        sealed: Vec::new(),
        v: VERSION.to_owned(),
    };
    let key = stretch(passphrase, salt).ok_or(Fault::KeyFileBroken)?;
    let sealed = encrypt(&key, *nonce, file.bound().as_bytes(), seed);
    file.sealed = sealed.ok_or(Fault::KeyFileBroken)?;
    let value = serde_json::to_value(&file).ok().and_then(|value| canonical(&value));
    value.ok_or(Fault::KeyFileBroken)
}

/// Opens a key file. A wrong passphrase and a changed file cannot be told apart.
pub fn open_key_file(text: &str, passphrase: &str) -> Result<TrusteeKey, Fault> {
    let file: KeyFile = serde_json::from_str(text).map_err(|_| Fault::KeyFileBroken)?;
    let nonce = file.nonce.as_slice().try_into().map_err(|_| Fault::KeyFileBroken)?;
    if file.v != VERSION || file.argon2id != STRETCH || file.salt.len() != 16 {
        return Err(Fault::KeyFileBroken);
    }
    let key = stretch(passphrase, &file.salt).ok_or(Fault::KeyFileBroken)?;
    let seed = decrypt(&key, nonce, file.bound().as_bytes(), &file.sealed);
    let seed = seed.ok_or(Fault::WrongPassphrase)?;
    let seed = seed.as_slice().try_into().map_err(|_| Fault::KeyFileBroken)?;
    let key = TrusteeKey::from_seed(file.seat, seed)?;
    if *key.public() == file.public { Ok(key) } else { Err(Fault::KeyFileBroken) }
}

/// The first bytes of a hash over seat and seed: a sheet that was typed wrong says so.
fn checksum(seat: u8, seed: &[u8]) -> [u8; 4] {
    hash("recovery", &[&[seat], seed]).first_chunk::<4>().copied().unwrap_or_default()
}

/// The recovery sheet: fifteen groups of four letters and digits, for the QR code and for typing.
pub fn recovery_text(seat: Seat, seed: &[u8; 32]) -> Zeroizing<String> {
    let mut bytes = Zeroizing::new(vec![seat.number()]);
    bytes.extend(seed);
    bytes.extend(checksum(seat.number(), seed));
    let letters = Zeroizing::new(BASE32_NOPAD.encode(&bytes));
    let mut text = Zeroizing::new(String::new());
    for (at, letter) in letters.chars().enumerate() {
        if at > 0 && at % 4 == 0 {
            text.push(' ');
        }
        text.push(letter);
    }
    text
}

/// Reads a recovery sheet, in any grouping and case; 0, 1 and 8 are read as O, I and B.
pub fn read_recovery(text: &str) -> Result<(Seat, Zeroizing<[u8; 32]>), Fault> {
    let letters: Zeroizing<String> = Zeroizing::new(
        text.chars()
            .filter(|letter| !letter.is_whitespace() && *letter != '-')
            .map(|letter| match letter.to_ascii_uppercase() {
                '0' => 'O',
                '1' => 'I',
                '8' => 'B',
                letter => letter,
            })
            .collect(),
    );
    let bytes = BASE32_NOPAD.decode(letters.as_bytes()).map_err(|_| Fault::KeyFileBroken)?;
    let bytes = Zeroizing::new(bytes);
    let broken = Fault::KeyFileBroken;
    let (seat, rest) = bytes.split_first().ok_or_else(|| broken.clone())?;
    let (seed, check) = rest.split_first_chunk::<32>().ok_or_else(|| broken.clone())?;
    if *check != checksum(*seat, seed) {
        return Err(broken);
    }
    let seat = Seat::try_from(*seat).map_err(|_| broken)?;
    Ok((seat, Zeroizing::new(*seed)))
}
