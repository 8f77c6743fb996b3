//! Signed notes: a text and who stands for it (C2SP signed-note, tlog-cosignature), with Ed25519
//! (RFC 8032). What is read is what is written: a note, a key or a signature has one form only.

use std::fmt;

use data_encoding::BASE64;
use ed25519_dalek::{Signature as Ed25519, Signer, SigningKey, VerifyingKey};
use sha2::{Digest, Sha256};

/// The most bytes a note may have.
const MOST: usize = 64 * 1024;
/// The most signatures a note may have.
const MOST_SIGNATURES: usize = 64;

/// What a key's signature says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyKind {
    /// The text itself: a log's own key.
    Log,
    /// The text as seen at a time, in whole seconds: a witness's key (tlog-cosignature, v1).
    Witness,
}

impl KeyKind {
    const fn byte(self) -> u8 {
        match self {
            Self::Log => 1,
            Self::Witness => 4,
        }
    }

    const fn of(byte: u8) -> Option<Self> {
        match byte {
            1 => Some(Self::Log),
            4 => Some(Self::Witness),
            _ => None,
        }
    }
}

/// What is needed to check a signature: name, kind and public key. As text, a "vkey":
/// `<name>+<id as eight hex digits>+<base64 of kind and key>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifierKey {
    name: String,
    kind: KeyKind,
    key: VerifyingKey,
}

impl VerifierKey {
    /// A key under a name; none where the name has a blank or a plus, or the bytes are no key.
    pub fn new(name: &str, kind: KeyKind, public: &[u8; 32]) -> Option<Self> {
        let key = VerifyingKey::from_bytes(public).ok().filter(|key| !key.is_weak())?;
        is_name(name).then(|| Self { name: name.to_owned(), kind, key })
    }

    /// Reads a vkey.
    pub fn parse(text: &str) -> Option<Self> {
        let (name, rest) = text.split_once('+')?;
        let (_, key) = rest.split_once('+')?;
        let bytes = BASE64.decode(key.as_bytes()).ok()?;
        let (kind, public) = bytes.split_first()?;
        let key = Self::new(name, KeyKind::of(*kind)?, public.try_into().ok()?)?;
        (key.to_string() == text).then_some(key)
    }

    /// Whose it is.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What its signatures say.
    pub const fn kind(&self) -> KeyKind {
        self.kind
    }

    /// The 32 bytes of the key.
    pub fn public(&self) -> [u8; 32] {
        self.key.to_bytes()
    }

    /// The first four bytes of SHA-256 over name, line feed, kind and key: what a signature line
    /// names the key by.
    pub fn id(&self) -> u32 {
        let mut hash = Sha256::new();
        hash.update(self.name.as_bytes());
        hash.update([b'\n', self.kind.byte()]);
        hash.update(self.key.as_bytes());
        hash.finalize().iter().take(4).fold(0, |id, byte| (id << 8) | u32::from(*byte))
    }
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut bytes = vec![self.kind.byte()];
        bytes.extend(self.key.as_bytes());
        write!(f, "{}+{:08x}+{}", self.name, self.id(), BASE64.encode(&bytes))
    }
}

/// A key that signs. Its secret is wiped when it goes.
pub struct SignerKey {
    verifier: VerifierKey,
    secret: SigningKey,
}

impl fmt::Debug for SignerKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SignerKey({}, ***)", self.verifier)
    }
}

impl SignerKey {
    /// The key of a random seed, under a name.
    pub fn new(name: &str, kind: KeyKind, seed: &[u8; 32]) -> Option<Self> {
        let secret = SigningKey::from_bytes(seed);
        let verifier = VerifierKey::new(name, kind, secret.verifying_key().as_bytes())?;
        Some(Self { verifier, secret })
    }

    /// What checks its signatures.
    pub const fn verifier(&self) -> &VerifierKey {
        &self.verifier
    }
}

/// One signature line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    name: String,
    id: u32,
    bytes: Vec<u8>,
}

impl Signature {
    /// Reads a line without its end: `— <name> <base64 of key id and signature>`.
    pub fn parse(line: &str) -> Option<Self> {
        let (name, signed) = line.strip_prefix("— ")?.split_once(' ')?;
        let bytes = BASE64.decode(signed.as_bytes()).ok()?;
        let (id, bytes) = bytes.split_at_checked(4)?;
        let id = id.iter().fold(0, |id, byte| (id << 8) | u32::from(*byte));
        let whole = is_name(name) && !bytes.is_empty();
        whole.then(|| Self { name: name.to_owned(), id, bytes: bytes.to_owned() })
    }

    /// Whether it names a key.
    pub fn is_by(&self, key: &VerifierKey) -> bool {
        self.id == key.id() && self.name == key.name
    }

    /// When a text was signed by a key, in seconds since 1970; 0 for a log's key, which names no
    /// time. None where the signature does not hold.
    fn verified(&self, text: &str, key: &VerifierKey) -> Option<u64> {
        let (time, signature) = match key.kind {
            KeyKind::Log => (0, self.bytes.as_slice()),
            KeyKind::Witness => {
                let (time, signature) = self.bytes.split_at_checked(8)?;
                (u64::from_be_bytes(time.try_into().ok()?), signature)
            }
        };
        let signature = Ed25519::from_slice(signature).ok()?;
        let message = message(key.kind, time, text);
        key.key.verify_strict(message.as_bytes(), &signature).ok().map(|()| time)
    }
}

impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut bytes = self.id.to_be_bytes().to_vec();
        bytes.extend(&self.bytes);
        write!(f, "— {} {}", self.name, BASE64.encode(&bytes))
    }
}

/// What is signed.
fn message(kind: KeyKind, seconds: u64, text: &str) -> String {
    match kind {
        KeyKind::Log => text.to_owned(),
        KeyKind::Witness => format!("cosignature/v1\ntime {seconds}\n{text}"),
    }
}

/// A text with signatures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    text: String,
    signatures: Vec<Signature>,
}

impl Note {
    /// Signs a text of whole lines; `seconds` since 1970 is what a witness says, and nothing to a
    /// log's key. None where the text is none that a note may have.
    pub fn sign(text: &str, key: &SignerKey, seconds: u64) -> Option<Self> {
        let mut note = Self {
            text: Some(text).filter(|text| is_text(text))?.to_owned(),
            signatures: Vec::new(),
        };
        note.countersign(key, seconds);
        Some(note)
    }

    /// Adds a signature; one that the same key has given already is replaced.
    pub fn countersign(&mut self, key: &SignerKey, seconds: u64) {
        let verifier = &key.verifier;
        let signed = key.secret.sign(message(verifier.kind, seconds, &self.text).as_bytes());
        let mut bytes = match verifier.kind {
            KeyKind::Log => Vec::new(),
            KeyKind::Witness => seconds.to_be_bytes().to_vec(),
        };
        bytes.extend(signed.to_bytes());
        self.add(Signature { name: verifier.name.clone(), id: verifier.id(), bytes });
    }

    /// Adds a signature that was made elsewhere; one of the same key is replaced.
    pub fn add(&mut self, signature: Signature) {
        self.signatures.retain(|one| (one.id, &one.name) != (signature.id, &signature.name));
        self.signatures.push(signature);
    }

    /// Reads a note: text, an empty line, a line for each signature, of which a key gives one.
    pub fn parse(whole: &str) -> Option<Self> {
        let (text, lines) = whole.rsplit_once("\n\n").filter(|_| whole.len() <= MOST)?;
        let text = format!("{text}\n");
        let lines = lines.strip_suffix('\n')?;
        let signatures: Vec<_> = lines.split('\n').map(Signature::parse).collect::<Option<_>>()?;
        let keys: std::collections::BTreeSet<_> =
            signatures.iter().map(|one| (one.id, one.name.as_str())).collect();
        let each_once = keys.len() == signatures.len() && keys.len() <= MOST_SIGNATURES;
        (is_text(&text) && each_once).then_some(Self { text, signatures })
    }

    /// The text that is signed, with its last line's end.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The signatures, checked or not.
    pub fn signatures(&self) -> &[Signature] {
        &self.signatures
    }

    /// Whether a key has signed the text.
    pub fn is_signed_by(&self, key: &VerifierKey) -> bool {
        self.signed_at(key).is_some()
    }

    /// When a witness says to have seen the text, in seconds since 1970 (0 for a log's key); none
    /// where it has not signed.
    pub fn signed_at(&self, key: &VerifierKey) -> Option<u64> {
        self.signature(key)?.verified(&self.text, key)
    }

    /// The line of a key, checked or not.
    pub fn signature(&self, key: &VerifierKey) -> Option<&Signature> {
        self.signatures.iter().find(|signature| signature.is_by(key))
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        self.signatures.iter().try_for_each(|signature| writeln!(f, "{signature}"))
    }
}

/// Whole lines without control characters.
fn is_text(text: &str) -> bool {
    text.ends_with('\n') && text.chars().all(|c| c == '\n' || !c.is_control())
}

/// A name without blanks and plus signs.
fn is_name(name: &str) -> bool {
    let fits = |c: char| !c.is_whitespace() && !c.is_control() && c != '+';
    !name.is_empty() && name.chars().all(fits)
}

#[cfg(test)]
mod tests;
