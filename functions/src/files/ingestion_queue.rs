//! What `file-complete` and `file-upload` have in common: a file that a worker has to read before it is ready.

use domain::{FileId, Subject};
use jobs::Queue;
use models::{
    NewJob, UserDb,
    files::{File, FileState, FileStatus},
};
use web::{AuthenticatedRequest, HandlerResult, Response, Transaction};

use crate::publish::publish_now;

#[derive(Debug)]
pub struct IngestionQueue {
    queue: Queue,
}

impl IngestionQueue {
    #[must_use]
    pub fn new(queue: Queue) -> Self {
        Self { queue }
    }

    /// Answers 200 with the file, `processing`, once its job is in the database and, if the queue is there, the message
    /// on its way. `etag`: of the object that was looked at.
    pub async fn accept(
        &self,
        request: &AuthenticatedRequest,
        db: &UserDb,
        tx: Transaction<'_>,
        file: File,
        etag: Option<&str>,
    ) -> HandlerResult {
        let file = processing(file);
        let response = Response::resource(&file)?;
        self.commit(request, db, tx, file.id, etag, response).await
    }

    /// The same with 201, of a file that is new.
    pub async fn accept_new(
        &self,
        request: &AuthenticatedRequest,
        db: &UserDb,
        tx: Transaction<'_>,
        file: File,
        location: String,
    ) -> HandlerResult {
        let file = processing(file);
        let response = Response::created(location, &file)?;
        self.commit(request, db, tx, file.id, None, response).await
    }

    async fn commit(
        &self,
        request: &AuthenticatedRequest,
        db: &UserDb,
        tx: Transaction<'_>,
        file: FileId,
        etag: Option<&str>,
        response: Response,
    ) -> HandlerResult {
        let job = NewJob::File { file, etag };
        let answer = tx.respond_with_jobs(&[job], &request.id, response).await?;
        publish_now(&self.queue, request, db, &[Subject::File(file)]).await;
        Ok(answer)
    }
}

/// As `private.enqueue_file` makes the row.
fn processing(file: File) -> File {
    let state = FileState {
        status: FileStatus::Processing,
        error: None,
    };
    File { state, ..file }
}
