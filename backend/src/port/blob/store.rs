//! The files themselves: `xx/yyyy…-large.jpg` in one folder, written durably or not at all.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fmt;
use std::fs::DirEntry;
use std::io;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use bytes::Bytes;
use object_store::local::LocalFileSystem;
use object_store::path::Path as Key;
use object_store::{ObjectStoreExt, PutPayload};
use shared::value::Timestamp;
use tokio::task::spawn_blocking;

use super::{ObjectName, Variant};

/// Free space below which nothing more is stored, in bytes (`threats.md` K2): the database needs it more.
pub const FREE_FLOOR: u64 = 500_000_000;

/// Why a blob could not be stored or read.
#[derive(Debug)]
pub enum BlobError {
    /// The disk has less than the floor left: readers go on, uploads wait.
    StorageFull,
    /// The disk or its file system failed.
    Io(Box<dyn std::error::Error + Send + Sync>),
}

impl fmt::Display for BlobError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            BlobError::StorageFull => "too little free space to store a photo",
            BlobError::Io(_) => "the folder of photos cannot be read or written",
        })
    }
}

impl std::error::Error for BlobError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            BlobError::StorageFull => None,
            BlobError::Io(source) => Some(source.as_ref()),
        }
    }
}

impl From<io::Error> for BlobError {
    fn from(error: io::Error) -> BlobError {
        BlobError::Io(Box::new(error))
    }
}

impl From<object_store::Error> for BlobError {
    fn from(error: object_store::Error) -> BlobError {
        if is_full(&error) { BlobError::StorageFull } else { BlobError::Io(Box::new(error)) }
    }
}

/// Whether a full disk or a quota is at the bottom of the error.
fn is_full(error: &(dyn std::error::Error + 'static)) -> bool {
    let kind = error.downcast_ref::<io::Error>().map(io::Error::kind);
    matches!(kind, Some(io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded))
        || error.source().is_some_and(is_full)
}

/// A folder of photos.
#[derive(Debug)]
pub struct Blobs {
    store: LocalFileSystem,
    folder: PathBuf,
    floor: u64,
}

impl Blobs {
    /// Opens the folder, which is made if it is missing.
    pub fn open(folder: &Path) -> Result<Blobs, BlobError> {
        std::fs::create_dir_all(folder)?;
        // Without fsync a photo whose row is committed could be gone after a power cut (`threats.md` K1).
        let store = LocalFileSystem::new_with_prefix(folder)?.with_fsync(true);
        Ok(Blobs { store, folder: folder.to_owned(), floor: FREE_FLOOR })
    }

    /// The same folder with another floor than [`FREE_FLOOR`], in bytes.
    #[must_use]
    pub fn with_floor(self, floor: u64) -> Blobs {
        Blobs { floor, ..self }
    }

    /// Stores one picture; on return it survives a power cut. Storing the same picture again replaces it with itself.
    ///
    /// Call it before the row that names the picture is committed: a blob without a row only takes room, a row without a
    /// blob is a hole.
    pub async fn put(
        &self,
        object: &ObjectName,
        variant: Variant,
        bytes: Bytes,
    ) -> Result<(), BlobError> {
        let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        if self.free_bytes().await? < self.floor.saturating_add(size) {
            return Err(BlobError::StorageFull);
        }
        self.store.put(&key(object, variant), PutPayload::from_bytes(bytes)).await?;
        Ok(())
    }

    /// The picture, or `None` if there is none.
    pub async fn get(
        &self,
        object: &ObjectName,
        variant: Variant,
    ) -> Result<Option<Bytes>, BlobError> {
        match self.store.get(&key(object, variant)).await {
            Ok(found) => Ok(Some(found.bytes().await?)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Deletes the picture; one that is not there is already deleted.
    pub async fn delete(&self, object: &ObjectName, variant: Variant) -> Result<(), BlobError> {
        match self.store.delete(&key(object, variant)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// The photos of which a file was written before an instant; also what a writer that was killed
    /// has left half-written.
    pub async fn older_than(&self, before: Timestamp) -> Result<BTreeSet<ObjectName>, BlobError> {
        let folder = self.folder.clone();
        let found = spawn_blocking(move || written_before(&folder, before)).await;
        Ok(found.map_err(io::Error::other)??)
    }

    /// Deletes every file of a photo.
    pub async fn remove(&self, object: &ObjectName) -> Result<(), BlobError> {
        let (shard, rest) = object.as_str().split_at(2);
        let (shard, prefix) = (self.folder.join(shard), format!("{rest}-"));
        let removed = spawn_blocking(move || {
            for file in files(&shard)? {
                if file.file_name().to_string_lossy().starts_with(&prefix) {
                    std::fs::remove_file(file.path())?;
                }
            }
            Ok::<(), io::Error>(())
        });
        Ok(removed.await.map_err(io::Error::other)??)
    }

    /// Space on the disk of the folder that this process may use, in bytes.
    pub async fn free_bytes(&self) -> Result<u64, BlobError> {
        let folder = self.folder.clone();
        let free = spawn_blocking(move || fs4::available_space(&folder))
            .await
            .map_err(io::Error::other)?;
        Ok(free?)
    }
}

/// Where a picture lies: 256 folders by the first byte of its random name.
fn key(object: &ObjectName, variant: Variant) -> Key {
    let (shard, rest) = object.as_str().split_at(2);
    Key::from(format!("{shard}/{rest}-{variant}.jpg"))
}

/// The entries of a folder, read to the end before any is deleted.
fn files(folder: &Path) -> io::Result<Vec<DirEntry>> {
    std::fs::read_dir(folder)?.collect()
}

fn written_before(folder: &Path, before: Timestamp) -> io::Result<BTreeSet<ObjectName>> {
    let mut found = BTreeSet::new();
    for shard in files(folder)? {
        if !shard.file_type()?.is_dir() {
            continue;
        }
        for file in files(&shard.path())? {
            let Some(object) = object_of(&shard.file_name(), &file.file_name()) else { continue };
            let metadata = match file.metadata() {
                // Another server sweeps the same folder.
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                metadata => metadata?,
            };
            let age = metadata.modified()?.duration_since(UNIX_EPOCH).unwrap_or_default();
            let written = i64::try_from(age.as_millis()).unwrap_or(i64::MAX);
            if Timestamp::from_ms(written) < before {
                found.insert(object);
            }
        }
    }
    Ok(found)
}

/// Whose file it is; `None` for files that are not ours.
fn object_of(shard: &OsStr, file: &OsStr) -> Option<ObjectName> {
    let (rest, _) = file.to_str()?.split_once('-')?;
    ObjectName::parse(&format!("{}{rest}", shard.to_str()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_a_killed_writer_left_goes_with_its_photo_and_nothing_else_does() {
        let folder = tempfile::tempdir().unwrap();
        let blobs = blobs(&folder);
        for n in [1, 2] {
            blobs.put(&name(n), Variant::Large, PICTURE).await.unwrap();
        }
        let photos = folder.path().join("photos");
        let half = photos.join(format!("01/{}-thumb.jpg#1", "01".repeat(15)));
        std::fs::write(&half, "half").unwrap();
        std::fs::write(photos.join("01/README"), "not ours").unwrap();
        let all = blobs.older_than(Timestamp::from_ms(i64::MAX)).await.unwrap();
        assert_eq!(all, BTreeSet::from([name(1), name(2)]));
        assert!(blobs.older_than(Timestamp::from_ms(0)).await.unwrap().is_empty());
        blobs.remove(&name(1)).await.unwrap();
        assert_eq!(blobs.get(&name(1), Variant::Large).await.unwrap(), None);
        assert!(!half.exists() && photos.join("01/README").exists());
        assert_eq!(blobs.get(&name(2), Variant::Large).await.unwrap(), Some(PICTURE));
    }

    const PICTURE: Bytes = Bytes::from_static(b"\xff\xd8 a picture \xff\xd9");

    fn blobs(folder: &tempfile::TempDir) -> Blobs {
        Blobs::open(&folder.path().join("photos")).unwrap().with_floor(0)
    }

    fn name(byte: u8) -> ObjectName {
        ObjectName::from_random([byte; 16])
    }

    #[tokio::test]
    async fn what_was_put_is_got_until_it_is_deleted() {
        let folder = tempfile::tempdir().unwrap();
        let blobs = blobs(&folder);
        blobs.put(&name(1), Variant::Large, PICTURE).await.unwrap();
        assert_eq!(blobs.get(&name(1), Variant::Large).await.unwrap(), Some(PICTURE));
        assert_eq!(blobs.get(&name(1), Variant::Thumb).await.unwrap(), None);
        assert_eq!(blobs.get(&name(2), Variant::Large).await.unwrap(), None);
        blobs.delete(&name(1), Variant::Large).await.unwrap();
        assert_eq!(blobs.get(&name(1), Variant::Large).await.unwrap(), None);
        blobs.delete(&name(1), Variant::Large).await.expect("deleting twice is deleting");
    }

    #[tokio::test]
    async fn a_picture_put_twice_is_there_once_and_outlives_the_process() {
        let folder = tempfile::tempdir().unwrap();
        for _ in 0..2 {
            blobs(&folder).put(&name(0xab), Variant::Thumb, PICTURE).await.unwrap();
        }
        assert_eq!(blobs(&folder).get(&name(0xab), Variant::Thumb).await.unwrap(), Some(PICTURE));
        let shard: Vec<_> = std::fs::read_dir(folder.path().join("photos/ab"))
            .unwrap()
            .map(|e| e.unwrap().file_name())
            .collect();
        assert_eq!(
            shard,
            [format!("{}-thumb.jpg", "ab".repeat(15)).as_str()],
            "one file, and no half-written one"
        );
    }

    #[tokio::test]
    async fn threat_k2_uploads_stop_at_the_floor_and_reads_go_on() {
        let folder = tempfile::tempdir().unwrap();
        blobs(&folder).put(&name(1), Variant::Large, PICTURE).await.unwrap();
        let full = blobs(&folder).with_floor(u64::MAX);
        let refused = full.put(&name(2), Variant::Large, PICTURE).await;
        assert!(matches!(refused, Err(BlobError::StorageFull)), "{refused:?}");
        assert_eq!(full.get(&name(2), Variant::Large).await.unwrap(), None, "nothing is stored");
        assert_eq!(full.get(&name(1), Variant::Large).await.unwrap(), Some(PICTURE));
        assert!(full.free_bytes().await.unwrap() > 0);
    }

    #[test]
    fn threat_k2_a_disk_that_fills_while_writing_is_told_as_full() {
        let source = io::Error::from(io::ErrorKind::StorageFull);
        let error =
            object_store::Error::Generic { store: "LocalFileSystem", source: Box::new(source) };
        assert!(matches!(BlobError::from(error), BlobError::StorageFull));
        let source = io::Error::from(io::ErrorKind::PermissionDenied);
        let error =
            object_store::Error::Generic { store: "LocalFileSystem", source: Box::new(source) };
        assert!(matches!(BlobError::from(error), BlobError::Io(_)));
    }

    #[tokio::test]
    async fn a_folder_that_is_a_file_is_told_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        std::fs::write(&file, "").unwrap();
        assert!(matches!(Blobs::open(&file), Err(BlobError::Io(_))));
    }
}
