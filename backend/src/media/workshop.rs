//! The async front of [`prepare`]: a bounded number of decodes at once.

use std::sync::Arc;

use bytes::Bytes;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

use super::{Limits, Photo, PhotoError, prepare};

/// Decodes at once (`threats.md` F1): memory stays below twice [`Limits::memory`], and the other cores answer readers.
const AT_ONCE: usize = 2;

/// Prepares photos on the blocking pool, two at a time; the others wait their turn in order.
#[derive(Debug, Clone)]
pub struct Workshop {
    benches: Arc<Semaphore>,
    limits: Limits,
}

impl Workshop {
    /// A workshop for photos within `limits`.
    pub fn new(limits: Limits) -> Workshop {
        Workshop { benches: Arc::new(Semaphore::new(AT_ONCE)), limits }
    }

    /// The limits a photo must keep: the reader of an upload stops at [`Limits::bytes`].
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// [`prepare`] without blocking the caller's thread.
    pub async fn prepare(&self, bytes: Bytes) -> Result<Photo, PhotoError> {
        if bytes.len() > self.limits.bytes {
            return Err(PhotoError::TooLarge);
        }
        // Neither error can happen: the semaphore is never closed, and `prepare` catches panics.
        let bench =
            Arc::clone(&self.benches).acquire_owned().await.map_err(|_| PhotoError::Broken)?;
        let limits = self.limits;
        spawn_blocking(move || {
            let photo = prepare(&bytes, &limits);
            // Held by the work, not by the waiting request: a caller that goes away frees no bench early.
            drop(bench);
            photo
        })
        .await
        .map_err(|_| PhotoError::Broken)?
    }
}

impl Default for Workshop {
    fn default() -> Workshop {
        Workshop::new(Limits::default())
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt;

    use super::super::tests::fixture;
    use super::*;

    #[tokio::test]
    async fn threat_f1_the_third_photo_waits_for_a_free_bench() {
        let workshop = Workshop::default();
        let benches = Arc::clone(&workshop.benches);
        let first = Arc::clone(&benches).acquire_owned().await.unwrap();
        let second = Arc::clone(&benches).acquire_owned().await.unwrap();
        let mut third = Box::pin(workshop.prepare(Bytes::from(fixture::upright_jpeg())));
        assert!(third.as_mut().now_or_never().is_none(), "both benches are taken");
        assert_eq!(benches.available_permits(), 0);
        drop(first);
        assert_eq!(third.await.unwrap().width, fixture::WIDTH);
        drop(second);
        assert_eq!(benches.available_permits(), AT_ONCE, "every bench is given back");
    }

    #[tokio::test]
    async fn a_refused_photo_gives_its_bench_back() {
        let workshop = Workshop::default();
        for _ in 0..5 {
            let refused = workshop.prepare(Bytes::from_static(b"%PDF-1.7")).await;
            assert_eq!(refused.unwrap_err(), PhotoError::NotAPhoto);
        }
        assert_eq!(workshop.benches.available_permits(), AT_ONCE);
    }

    #[tokio::test]
    async fn a_file_beyond_the_limit_is_refused_without_waiting() {
        let workshop = Workshop::new(Limits { bytes: 10, ..Limits::default() });
        let _held = Arc::clone(&workshop.benches).acquire_many_owned(2).await.unwrap();
        let answer = workshop.prepare(Bytes::from_static(&[0; 11])).now_or_never();
        assert_eq!(answer, Some(Err(PhotoError::TooLarge)));
    }
}
