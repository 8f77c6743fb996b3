//! The keys that sign the journals' checkpoints, in a folder apart from database and backups
//! (`threats.md` J3), and beside them what was signed last, so that no older database signs again
//! (`threats.md` J2).

use std::fs::File;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use data_encoding::HEXLOWER;
use shared::domain::estate::EstateId;
use shared::journal::{Checkpoint, Hash, KeyKind, Note, SignerKey, Tree};

use super::keys::{Key, read_secret, write_secret};
use crate::port::random;

/// The folder of the keys.
#[derive(Clone, Debug)]
pub struct JournalKeys {
    folder: PathBuf,
    demo: bool,
}

/// The secret of one key.
pub struct Seed {
    /// Counted from 1; the newest has the highest number.
    pub no: u32,
    secret: Key,
}

/// What was signed last for an estate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Floor {
    /// The signed note.
    pub note: Note,
    /// Its log's name.
    pub origin: String,
    /// What it speaks for.
    pub tree: Tree,
}

impl Seed {
    /// The key under a log's name.
    pub fn signer(&self, name: &str) -> Option<SignerKey> {
        SignerKey::new(name, KeyKind::Log, &self.secret)
    }

    /// The public key.
    pub fn public(&self) -> Option<Hash> {
        Some(self.signer("linli")?.verifier().public())
    }
}

impl Floor {
    /// Reads a note that is a checkpoint.
    pub fn of(note: Note) -> Option<Self> {
        let Checkpoint { origin, tree, .. } = Checkpoint::parse(note.text())?;
        Some(Self { note, origin, tree })
    }
}

impl JournalKeys {
    /// Below a data folder; made when the first key is.
    pub fn at(data: &Path, demo: bool) -> Self {
        Self { folder: data.join("keys").join("journal"), demo }
    }

    /// Every key, the oldest first.
    pub fn seeds(&self) -> Result<Vec<Seed>, String> {
        let entries = match std::fs::read_dir(&self.folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(self.failed(&error)),
        };
        let mut seeds = Vec::new();
        for entry in entries {
            let name = entry.map_err(|e| self.failed(&e))?.file_name();
            let no = name.to_str().and_then(|name| name.strip_suffix(".key")?.parse().ok());
            let Some(no) = no else { continue };
            seeds.push(Seed { no, secret: read_secret(&self.folder.join(name), self.demo)? });
        }
        seeds.sort_unstable_by_key(|seed| seed.no);
        Ok(seeds)
    }

    /// Makes a key. Where another server has just made it, that one is the key.
    pub fn make(&self, no: u32) -> Result<Seed, String> {
        let random = || "the system gives no randomness".to_owned();
        let secret: [u8; 32] = random::bytes().map_err(|_| random())?;
        std::fs::create_dir_all(&self.folder).map_err(|e| self.failed(&e))?;
        let (path, aside) = (self.folder.join(format!("{no}.key")), self.aside()?);
        write_secret(&aside, &Key::new(secret)).map_err(|e| self.failed(&e))?;
        // A link takes no other file's place, and nobody reads half a key.
        let linked = std::fs::hard_link(&aside, &path);
        std::fs::remove_file(&aside).map_err(|e| self.failed(&e))?;
        match linked {
            Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(self.failed(&error)),
            _ => {
                self.sync()?;
                Ok(Seed { no, secret: read_secret(&path, self.demo)? })
            }
        }
    }

    /// What was signed last for an estate; none before the first time.
    pub fn floor(&self, estate: EstateId) -> Result<Option<Floor>, String> {
        let path = self.signed(estate);
        match std::fs::read_to_string(&path) {
            Ok(text) => {
                let floor = Note::parse(&text).and_then(Floor::of);
                floor.map(Some).ok_or_else(|| format!("{} is no signed checkpoint", path.display()))
            }
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(self.failed(&error)),
        }
    }

    /// Keeps what is signed, before anybody sees it: on disk when this returns. Of one log only a
    /// larger tree takes another's place; the last of a log that ended stays beside.
    pub fn raise(&self, estate: EstateId, to: &Floor) -> Result<(), String> {
        self.locked(|| match self.floor(estate)? {
            Some(now) if now.origin == to.origin && now.tree.size >= to.tree.size => Ok(()),
            Some(now) if now.origin != to.origin => {
                let ended = format!("{estate}.{}", HEXLOWER.encode(&now.tree.root));
                self.write(&self.folder.join(ended), &now.note)?;
                self.write(&self.signed(estate), &to.note)
            }
            _ => self.write(&self.signed(estate), &to.note),
        })
    }

    /// Keeps what a witness has shown to be signed and what the database does not know, whatever its
    /// size: until an epoch is opened nothing is signed beside it.
    pub fn bind(&self, estate: EstateId, to: &Floor) -> Result<(), String> {
        std::fs::create_dir_all(&self.folder).map_err(|e| self.failed(&e))?;
        self.locked(|| self.write(&self.signed(estate), &to.note))
    }

    fn signed(&self, estate: EstateId) -> PathBuf {
        self.folder.join(format!("{estate}.signed"))
    }

    fn aside(&self) -> Result<PathBuf, String> {
        let random =
            random::bytes::<8>().map_err(|_| "the system gives no randomness".to_owned())?;
        Ok(self.folder.join(format!(".{}", HEXLOWER.encode(&random))))
    }

    fn write(&self, path: &Path, note: &Note) -> Result<(), String> {
        let aside = self.aside()?;
        let written = File::create_new(&aside).and_then(|mut file| {
            file.write_all(note.to_string().as_bytes())?;
            file.sync_all()?;
            std::fs::rename(&aside, path)
        });
        written.map_err(|e| self.failed(&e))?;
        self.sync()
    }

    /// A new name is on disk when its folder is.
    fn sync(&self) -> Result<(), String> {
        File::open(&self.folder).and_then(|folder| folder.sync_all()).map_err(|e| self.failed(&e))
    }

    /// Servers that share the folder take turns.
    fn locked<T>(&self, work: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
        let file = File::create(self.folder.join("lock")).map_err(|e| self.failed(&e))?;
        file.lock().map_err(|e| self.failed(&e))?;
        work()
    }

    fn failed(&self, error: &std::io::Error) -> String {
        format!("cannot use the keys' folder {}: {error}", self.folder.display())
    }
}

/// The secret of a file of one's own; made where there is none.
pub fn own_secret(path: &Path) -> Result<Key, String> {
    if !path.exists() {
        let made: [u8; 32] =
            random::bytes().map_err(|_| "the system gives no randomness".to_owned())?;
        write_secret(path, &Key::new(made))
            .map_err(|e| format!("cannot write the key file {}: {e}", path.display()))?;
    }
    read_secret(path, false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::value::{Id, Timestamp};

    fn floor(origin: &str, size: u64, root: u8) -> Floor {
        let key = SignerKey::new(origin, KeyKind::Log, &[7; 32]).unwrap();
        let tree = Tree { size, root: [root; 32] };
        Floor::of(Checkpoint::new(origin, tree).sign(&key).unwrap()).unwrap()
    }

    #[test]
    fn a_key_is_made_once_kept_private_and_told_from_the_next() {
        let data = tempfile::tempdir().unwrap();
        let keys = JournalKeys::at(data.path(), false);
        assert!(keys.seeds().unwrap().is_empty());
        let first = keys.make(1).unwrap().public();
        assert_eq!(keys.make(1).unwrap().public(), first, "another server finds it made");
        let second = keys.make(2).unwrap().public();
        let seeds = keys.seeds().unwrap();
        assert_eq!(seeds.iter().map(Seed::public).collect::<Vec<_>>(), [first, second]);
        assert_ne!(first, second);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let path = data.path().join("keys/journal/1.key");
            assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
            assert!(keys.seeds().err().unwrap().contains("everybody"));
        }
    }

    #[test]
    fn threat_j2_what_was_signed_last_only_rises_and_the_end_of_a_log_stays() {
        let data = tempfile::tempdir().unwrap();
        let keys = JournalKeys::at(data.path(), false);
        keys.make(1).unwrap();
        let estate: EstateId = Id::v7(Timestamp::from_ms(1), [1; 10]);
        assert_eq!(keys.floor(estate).unwrap(), None);
        let (five, seven) = (floor("a", 5, 1), floor("a", 7, 2));
        for to in [&five, &seven, &five, &floor("a", 7, 3)] {
            keys.raise(estate, to).unwrap();
        }
        assert_eq!(keys.floor(estate).unwrap(), Some(seven));
        let next = floor("a/2", 3, 4);
        keys.raise(estate, &next).unwrap();
        assert_eq!(keys.floor(estate).unwrap(), Some(next));
        let ended = data.path().join(format!("keys/journal/{estate}.{}", "02".repeat(32)));
        assert!(std::fs::read_to_string(ended).unwrap().starts_with("a\n7\n"));
        keys.bind(estate, &floor("a/2", 2, 9)).unwrap();
        assert_eq!(keys.floor(estate).unwrap().unwrap().tree.size, 2);
        std::fs::write(data.path().join(format!("keys/journal/{estate}.signed")), "x").unwrap();
        assert!(keys.floor(estate).unwrap_err().contains("no signed checkpoint"));
    }
}
