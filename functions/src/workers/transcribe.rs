//! SQS `transcriptions`: claims each file, finds out what is said or written in it, and stores that; then it is ready.

mod document;
mod download;
mod ledger;
mod recording;

use std::time::{Duration, Instant};

use aws_lambda_events::event::sqs::SqsMessage;
use domain::Failure;
use jobs::{FileMessage, Handled, Held, LEASE, Queue, backoff, hold, receives};
use models::{
    DbError, ServiceDb, file_jobs as work,
    file_jobs::FileClaim,
    ledger::{ProviderCall, record},
    transcriptions::NewTranscription,
};
pub use recording::Transcriber;
use serde_json::json;
use storage::{Storage, StorageError};
use tracing::Instrument;
use web::metrics::{self, Metric, Metrics, Outcome};

use crate::{deliver_outputs, workers::stored};

/// What the work needs.
#[derive(Debug)]
pub struct Worker {
    pub db: ServiceDb,
    pub queue: Queue,
    /// To which the outputs go that wait for a file.
    pub outputs: Queue,
    pub storage: Storage,
    pub transcriber: Transcriber,
    pub metrics: Metrics,
}

/// Where the database is away, a message rests as long as after so many attempts: it has but a few receives.
const DATABASE_AWAY: u32 = 4;

/// Why a file isn't ready yet.
enum Trouble {
    /// It can't be read, or perhaps later.
    Failed {
        failure: Failure,
        retry_after: Option<Duration>,
        /// A call that was made all the same.
        call: Option<ProviderCall>,
        /// Something was kept meanwhile: the attempts begin anew.
        progress: bool,
    },
    /// The function's own time is nearly over: another goes on with what was kept.
    OutOfTime,
    /// The lease is lost: somebody else has it.
    Superseded,
    Database(DbError),
}

impl Worker {
    pub async fn handle(&self, message: &SqsMessage, until: Instant) -> Handled {
        let Ok(FileMessage {
            file_id,
            request_id,
        }) = FileMessage::decode(message.body.as_deref())
        else {
            tracing::error!(
                message_id = message.message_id,
                "a message that is not one of ours"
            );
            self.queue.come_back(message, Duration::ZERO).await;
            return Handled::Again;
        };
        let started = Instant::now();
        let handled = match work::claim(&self.db, file_id, LEASE).await {
            Ok(Some(claim)) => {
                let span = tracing::info_span!("job", request_id);
                self.work(&claim, message, until).instrument(span).await
            }
            // Someone else has it, it is final, or it is gone.
            Ok(None) => Ok(Handled::Done),
            Err(error) => Err(error),
        };
        let milliseconds = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
        match handled {
            Ok(handled) => {
                tracing::info!(%file_id, request_id, ?handled, milliseconds, "worked");
                handled
            }
            // What was claimed comes back when its lease has run out.
            Err(error) => {
                tracing::warn!(%file_id, request_id, %error, milliseconds, "the database did not answer");
                self.queue
                    .come_back(message, backoff(DATABASE_AWAY + receives(message), None))
                    .await;
                Handled::Again
            }
        }
    }

    async fn work(
        &self,
        claim: &FileClaim,
        message: &SqsMessage,
        until: Instant,
    ) -> Result<Handled, DbError> {
        let renew = async || work::renew(&self.db, claim, LEASE).await;
        match hold(renew, self.read(claim, until)).await {
            Held::Finished(Ok(new)) => {
                let written = stored(async || work::complete(&self.db, claim, &new).await).await?;
                self.tell(claim, None, written.then_some(metrics::COMPLETED));
                self.wake_outputs().await;
                Ok(Handled::Done)
            }
            Held::Finished(Err(Trouble::Failed {
                failure,
                retry_after,
                call,
                progress,
            })) => {
                stored(async || record(&self.db, claim, call.as_slice()).await).await?;
                let attempts = if progress { 1 } else { claim.attempts };
                self.give_up_or_retry(claim, message, attempts, &failure, retry_after, call)
                    .await
            }
            Held::Finished(Err(Trouble::OutOfTime)) => {
                work::retry_later(&self.db, claim, Duration::ZERO).await?;
                self.queue.come_back(message, Duration::ZERO).await;
                Ok(Handled::Again)
            }
            Held::Finished(Err(Trouble::Database(error))) => Err(error),
            Held::Finished(Err(Trouble::Superseded)) | Held::Ended => {
                tracing::warn!(file_id = %claim.file_id, "the lease was lost: a late result is not written");
                Ok(Handled::Done)
            }
        }
    }

    /// What is in the file.
    async fn read(&self, claim: &FileClaim, until: Instant) -> Result<NewTranscription, Trouble> {
        let extension = claim.path.rsplit('.').next().unwrap_or_default();
        let extension = extension.to_ascii_lowercase();
        if recording::is_one(&extension) {
            self.transcribe(claim, &extension, until).await
        } else {
            self.read_document(claim, &extension).await
        }
    }

    /// Back to the queue after a pause, or, where that can't help or was tried often enough, the end.
    async fn give_up_or_retry(
        &self,
        claim: &FileClaim,
        message: &SqsMessage,
        attempts: i32,
        failure: &Failure,
        retry_after: Option<Duration>,
        call: Option<ProviderCall>,
    ) -> Result<Handled, DbError> {
        if !failure.retryable || attempts >= claim.max_attempts {
            tracing::warn!(file_id = %claim.file_id, code = failure.code, attempts, "failed");
            let failed = work::fail(&self.db, claim, failure).await?;
            self.tell(claim, call.as_ref(), failed.then_some(metrics::FAILED));
            return Ok(Handled::Done);
        }
        let delay = backoff(u32::try_from(attempts).unwrap_or(1), retry_after);
        tracing::info!(file_id = %claim.file_id, code = failure.code, ?delay, "tried again later");
        let queued = work::retry_later(&self.db, claim, delay).await?;
        self.tell(claim, call.as_ref(), queued.then_some(metrics::RETRIED));
        if !queued {
            return Ok(Handled::Done);
        }
        self.queue.come_back(message, delay).await;
        Ok(Handled::Again)
    }

    /// Outputs that waited for the file have no message on its way. Where this doesn't get through, `maintenance` sends
    /// them.
    async fn wake_outputs(&self) {
        if let Err(error) = deliver_outputs(&self.db, &self.outputs).await {
            tracing::warn!(%error, "what waited for the file begins later");
        }
    }

    /// What an attempt took and how it ended: nothing, where somebody else ended it.
    fn tell(&self, claim: &FileClaim, call: Option<&ProviderCall>, ending: Option<Metric>) {
        let mut values: Vec<_> = ending.map(|ending| (ending, 1)).into_iter().collect();
        let about = json!({
            "user_id": claim.user_id, "file_id": claim.file_id, "attempt": claim.attempts,
            "Model": call.map(|call| &call.model),
        });
        let outcome = call.map(|call| {
            values.extend([
                (metrics::PROVIDER_CALLS, 1),
                (metrics::DURATION, call.duration_ms),
                (metrics::COST_MICROS, call.cost_micros),
            ]);
            Outcome {
                provider: &call.provider,
                outcome: &call.outcome,
            }
        });
        let about = about.as_object().cloned().unwrap_or_default();
        self.metrics.emit(&values, outcome, about);
    }
}

/// Nothing was spent.
impl From<Failure> for Trouble {
    fn from(failure: Failure) -> Self {
        Self::Failed {
            failure,
            retry_after: None,
            call: None,
            progress: false,
        }
    }
}

impl From<DbError> for Trouble {
    fn from(error: DbError) -> Self {
        Self::Database(error)
    }
}

impl From<StorageError> for Trouble {
    fn from(error: StorageError) -> Self {
        match error {
            StorageError::Unavailable(_) | StorageError::Unexpected(_) => {
                Failure::passing("storage_unavailable", "The file could not be fetched yet.")
            }
            StorageError::NotFound => Failure::permanent(
                "file_missing",
                "The file is not stored any more. Upload it again.",
            ),
            StorageError::Changed => Failure::permanent(
                "file_changed",
                "The file was uploaded again after it was checked. Upload it anew.",
            ),
            StorageError::TooLarge(bytes) => Failure::permanent(
                "file_too_large",
                format!(
                    "The file has more than {} MB. Split it and upload the parts.",
                    bytes / 1024 / 1024
                ),
            ),
        }
        .into()
    }
}
