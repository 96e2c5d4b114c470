//! How much text a worker writes from at a time. A job takes some twelve times its sources' bytes, and a batch of ten
//! with the longest sources would take more than the worker has.

use std::{
    pin::pin,
    time::{Duration, Instant},
};

use domain::limits;
use models::generation::{GenerationInput, SourceFile};
use tokio::{
    sync::{Semaphore, SemaphorePermit},
    time::timeout_at,
};

use crate::workers::AttemptError;

/// Bytes of the sources of all jobs at a time: what one may have alone.
const ROOM: usize = limits::SOURCE;
/// Of what is left of the worker's time, so much is for the job itself.
const TO_WORK: Duration = Duration::from_secs(30);

/// The room for the sources of all jobs of a worker.
pub(super) struct Room(Semaphore);

impl Default for Room {
    fn default() -> Self {
        Self(Semaphore::new(ROOM))
    }
}

impl Room {
    /// Waits until there is room for these sources, as long as they can still be written from; in the order of those who
    /// ask.
    pub(super) async fn take(
        &self,
        input: &GenerationInput,
        until: Instant,
    ) -> Result<SemaphorePermit<'_>, AttemptError> {
        let bytes: usize = input.files.iter().map(bytes).sum();
        let bytes = u32::try_from(bytes.min(ROOM)).unwrap_or(u32::MAX);
        let last = until.checked_sub(TO_WORK).unwrap_or(until);
        match timeout_at(last.into(), pin!(self.0.acquire_many(bytes))).await {
            Ok(Ok(permit)) => Ok(permit),
            // Nobody closes it.
            Ok(Err(_)) | Err(_) => Err(AttemptError::OutOfTime),
        }
    }
}

/// A text that was found in a file, or the file that is its own text.
fn bytes(file: &SourceFile) -> usize {
    let own = file.size_bytes.and_then(|size| usize::try_from(size).ok());
    file.text
        .as_ref()
        .map_or(own.unwrap_or_default(), String::len)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use domain::OutputKind;
    use serde_json::json;
    use tokio::task::yield_now;

    use super::*;

    /// What a job reads: files of so many bytes that are their own text.
    fn input(sizes: &[usize]) -> GenerationInput {
        let file = |size: &usize| {
            json!({
                "id": "00000000-0000-0000-0000-000000000001", "path": "a.txt", "size_bytes": size, "status": "ready",
            })
        };
        let files: Vec<_> = sizes.iter().map(file).collect();
        serde_json::from_value(json!({
            "kind": OutputKind::Blog, "project_title": "", "request": {}, "templates": [], "files": files,
        }))
        .unwrap()
    }

    #[tokio::test]
    async fn long_sources_are_written_from_one_after_the_other() {
        let room = Arc::new(Room::default());
        let until = Instant::now() + Duration::from_mins(4);
        let (long, short) = (input(&[3_000_000, 2_000_000]), input(&[100_000]));
        let first = room.take(&long, until).await.ok().unwrap();
        let also = room.take(&short, until).await.ok().unwrap();
        let second = tokio::spawn({
            let room = Arc::clone(&room);
            async move { room.take(&long, until).await.is_ok() }
        });
        yield_now().await;
        assert!(!second.is_finished());
        drop((first, also));
        assert!(second.await.unwrap());
        // More than there ever is takes all of it, and is refused where it is read.
        assert!(room.take(&input(&[usize::MAX / 2]), until).await.is_ok());
    }

    #[tokio::test]
    async fn who_waits_for_room_too_long_comes_back() {
        let room = Room::default();
        let until = Instant::now() + TO_WORK;
        let all = input(&[ROOM]);
        let _first = room.take(&all, until).await.ok().unwrap();
        let late = room.take(&all, until).await;
        assert!(matches!(late, Err(AttemptError::OutOfTime)));
    }
}
