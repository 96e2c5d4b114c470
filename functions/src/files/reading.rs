//! What `file-complete` and `file-upload` have in common: a file that a worker has to read before it is ready.

use jobs::{FileMessage, Queue};
use models::{
    FileId, Job, UserDb,
    files::{File, FileStatus},
};
use web::{Answer, Call, Reply, Transaction};

use crate::deliver::deliver_now;

#[derive(Debug)]
pub struct Reading {
    queue: Queue,
}

impl Reading {
    #[must_use]
    pub fn new(queue: Queue) -> Self {
        Self { queue }
    }

    /// Answers 200 with the file, `processing`, once its job is in the database and, if the queue is there, the message
    /// on its way. `etag`: of the object that was looked at.
    pub async fn accept(
        &self,
        call: &Call,
        db: &UserDb,
        tx: Transaction<'_>,
        file: File,
        etag: Option<&str>,
    ) -> Answer {
        let file = processing(file);
        let reply = Reply::resource(&file)?;
        self.commit(call, db, tx, FileId(file.id), etag, reply)
            .await
    }

    /// The same with 201, of a file that is new.
    pub async fn accept_new(
        &self,
        call: &Call,
        db: &UserDb,
        tx: Transaction<'_>,
        file: File,
        location: String,
    ) -> Answer {
        let file = processing(file);
        let reply = Reply::created(location, &file)?;
        self.commit(call, db, tx, FileId(file.id), None, reply)
            .await
    }

    async fn commit(
        &self,
        call: &Call,
        db: &UserDb,
        tx: Transaction<'_>,
        file: FileId,
        etag: Option<&str>,
        reply: Reply,
    ) -> Answer {
        let job = Job::File { file, etag };
        let answer = tx.answer_with_job(job, &call.id, reply).await?;
        let message = FileMessage {
            file_id: file,
            request_id: Some(call.id.clone()),
        };
        let record = db.file_delivered(call.user(), file);
        deliver_now(&self.queue, call, &message, record).await;
        Ok(answer)
    }
}

/// As `private.enqueue_file` makes the row.
fn processing(file: File) -> File {
    File {
        status: FileStatus::Processing,
        error: None,
        ..file
    }
}
