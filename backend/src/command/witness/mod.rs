//! `linli witness`: what a community or a town runs outside the server. Looks whether a log goes on
//! from what it saw last, signs for it, and keeps that (`threats.md` J1, J2).

mod remote;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use shared::domain::estate::EstateId;
use shared::journal::{
    Checkpoint, KeyKind, Note, SignerKey, Tree, VerifierKey, is_consistent, successor,
};
use shared::value::Id;

use self::remote::{Remote, SignIn};
use super::say;
use crate::access::journal_key::own_secret;
use crate::port::clock::{Clock, SystemClock};

/// Which log, and who sees it.
#[derive(Args)]
pub struct WitnessArgs {
    /// The app's address, https://….
    #[arg(long)]
    pub url: String,
    /// The estate's id.
    #[arg(long)]
    pub estate: String,
    /// What the office is called in its signatures: keqiao.example.cn/linli.
    #[arg(long)]
    pub name: String,
    /// Folder of the office's own key and of what it saw last; on no machine of the server's.
    #[arg(long)]
    pub folder: PathBuf,
    /// Post the signature as this member of the office's staff, by mobile number. The password is
    /// read from `LINLI_WITNESS_PASSWORD`.
    #[arg(long, requires = "code")]
    pub phone: Option<String>,
    /// The authenticator's six digits.
    #[arg(long)]
    pub code: Option<String>,
    /// Set this key as the office's before posting.
    #[arg(long, requires = "phone")]
    pub register: bool,
}

/// What the office knows of a log.
struct Seen {
    folder: PathBuf,
    estate: EstateId,
}

impl Seen {
    fn path(&self, kind: &str) -> PathBuf {
        self.folder.join(format!("{}.{kind}", self.estate))
    }

    fn read(&self, kind: &str) -> Result<Option<String>, String> {
        match std::fs::read_to_string(self.path(kind)) {
            Ok(text) => Ok(Some(text)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(format!("cannot read {}: {error}", self.path(kind).display())),
        }
    }

    /// Whole or not at all.
    fn write(&self, kind: &str, text: &str) -> Result<(), String> {
        let (path, aside) = (self.path(kind), self.path("aside"));
        std::fs::write(&aside, text)
            .and_then(|()| std::fs::rename(&aside, &path))
            .map_err(|e| format!("cannot write {}: {e}", path.display()))
    }

    /// The key of the log that was trusted first, or its successor by what it signed.
    fn key(&self) -> Result<Option<VerifierKey>, String> {
        let read = |text: String| {
            let path = self.path("vkey");
            VerifierKey::parse(text.trim()).ok_or_else(|| format!("{} is no key", path.display()))
        };
        self.read("vkey")?.map(read).transpose()
    }

    /// What was seen last.
    fn last(&self) -> Result<Option<Tree>, String> {
        let Some(text) = self.read("note")? else { return Ok(None) };
        let read = Note::parse(&text).and_then(|note| Checkpoint::parse(note.text()));
        let path = self.path("note");
        let checkpoint = read.ok_or_else(|| format!("{} is no checkpoint", path.display()))?;
        Ok(Some(checkpoint.tree))
    }
}

/// Looks, signs, keeps, and posts where somebody signs in.
pub(super) async fn run(args: WitnessArgs) -> Result<ExitCode, String> {
    let password = std::env::var("LINLI_WITNESS_PASSWORD").ok();
    for line in witness(&args, password).await? {
        say(&line);
    }
    Ok(ExitCode::SUCCESS)
}

/// The same, with what there is to say. Where the log does not go on, both checkpoints are kept and
/// nothing is signed.
pub async fn witness(args: &WitnessArgs, password: Option<String>) -> Result<Vec<String>, String> {
    let estate = Id::parse(&args.estate).map_err(|_| "the estate is named by its id")?;
    let remote = Remote::new(&args.url, estate);
    std::fs::create_dir_all(&args.folder)
        .map_err(|e| format!("cannot use {}: {e}", args.folder.display()))?;
    let key = own_key(&args.folder, &args.name)?;
    let seen = Seen { folder: args.folder.clone(), estate };
    let mut note = Note::parse(&remote.text("checkpoint").await?)
        .ok_or("the server's checkpoint cannot be read")?;
    let (log, now) = known_key(&remote, &seen, &note).await?;
    if let Err(why) = goes_on(&remote, &seen, now).await {
        seen.write(&format!("{}.fork", now.size), &note.to_string())?;
        return Err(format!(
            "{why}. Nothing was signed; both checkpoints are kept in {}",
            args.folder.display()
        ));
    }
    let seconds = u64::try_from(SystemClock.now().ms() / 1000).unwrap_or(0);
    note.countersign(&key, seconds);
    seen.write("vkey", &log.to_string())?;
    seen.write("note", &note.to_string())?;
    let mut said =
        vec![format!("{} entries seen and signed for.", now.size), key.verifier().to_string()];
    if let Some((phone, code)) = args.phone.as_ref().zip(args.code.as_ref()) {
        let password = password.ok_or("LINLI_WITNESS_PASSWORD is not set")?;
        let sign_in = SignIn { phone: phone.clone(), code: code.clone(), password };
        let vkey = args.register.then(|| key.verifier().to_string());
        remote.post(sign_in, vkey, &note).await?;
        said.push("The signature was posted.".to_owned());
    }
    Ok(said)
}

fn own_key(folder: &Path, name: &str) -> Result<SignerKey, String> {
    let secret = own_secret(&folder.join("witness.key"))?;
    let key = SignerKey::new(name, KeyKind::Witness, &secret);
    key.ok_or_else(|| "the name has a blank or a plus sign".to_owned())
}

/// The log's key that signed the note: the one that is known, one that it has named, or at the first
/// time the one that is shown.
async fn known_key(
    remote: &Remote,
    seen: &Seen,
    note: &Note,
) -> Result<(VerifierKey, Tree), String> {
    let opened = |key: &VerifierKey| {
        let checkpoint = Checkpoint::open(note, std::slice::from_ref(key))?;
        Some((key.clone(), checkpoint.tree))
    };
    let unsigned = || "the checkpoint bears no signature of the log's key".to_owned();
    let Some(mut key) = seen.key()? else {
        let keys = remote.text("keys").await?;
        let shown = keys.lines().rev().find_map(VerifierKey::parse);
        return shown.as_ref().and_then(opened).ok_or_else(unsigned);
    };
    for no in 2.. {
        if let Some(found) = opened(&key) {
            return Ok(found);
        }
        let Ok(named) = remote.text(&format!("keys/{no}")).await else { break };
        if let Some(next) = Note::parse(&named).and_then(|named| successor(&named, &key)) {
            key = next;
        }
    }
    Err(unsigned())
}

/// Whether the log goes on from what was seen last.
async fn goes_on(remote: &Remote, seen: &Seen, now: Tree) -> Result<(), String> {
    let Some(last) = seen.last()?.filter(|last| last.size > 0) else { return Ok(()) };
    if now.size < last.size {
        return Err(format!("the log went back from {} entries to {}", last.size, now.size));
    }
    let proof =
        if now.size == last.size { Vec::new() } else { remote.growth(last.size, now.size).await? };
    if is_consistent(last, now, &proof) {
        Ok(())
    } else {
        Err(format!("the first {} entries are not those that were seen", last.size))
    }
}
