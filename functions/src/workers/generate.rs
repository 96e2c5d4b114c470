//! SQS `outputs`: claims each job, reads its sources, has the text written, and stores the checked result.

mod ledger;

use std::time::{Duration, Instant};

use aws_lambda_events::event::sqs::SqsMessage;
use domain::Failure;
use generation::{Draft, Provider, ProviderError};
use jobs::{Handled, Held, LEASE, Message, PROVIDER_TIMEOUT, Queue, backoff, hold, receives};
use ledger::Calls;
use models::{
    DbError, ServiceDb, jobs as work,
    jobs::Claim,
    ledger::{ProviderCall, record},
};
use serde_json::{Value, json};
use storage::Storage;
use tokio::time::timeout;
use tracing::Instrument;
use web::metrics::{self, Metrics};

use crate::{OutputMetadata, outputs::brief, workers::stored};

/// What the work needs.
#[derive(Debug)]
pub struct Worker {
    pub db: ServiceDb,
    pub queue: Queue,
    pub storage: Storage,
    pub provider: Provider,
    pub metrics: Metrics,
}

/// Where the database is away, a message rests as long as after so many attempts: it has but a few receives.
const DATABASE_AWAY: u32 = 4;
/// All sources of a job.
const SOURCES_TIMEOUT: Duration = Duration::from_secs(25);

/// Why a job is not done, and whether it may be later.
struct Trouble {
    failure: Failure,
    /// Another attempt may help.
    again: bool,
    retry_after: Option<Duration>,
}

impl Worker {
    pub async fn handle(&self, message: &SqsMessage) -> Handled {
        let Ok(Message {
            output_id,
            request_id,
        }) = Message::decode(message.body.as_deref())
        else {
            tracing::error!(
                message_id = message.message_id,
                "a message that is not one of ours"
            );
            self.queue.come_back(message, Duration::ZERO).await;
            return Handled::Again;
        };
        let started = Instant::now();
        let handled = match work::claim(&self.db, output_id, LEASE).await {
            Ok(Some(claim)) => {
                let span = tracing::info_span!("job", request_id);
                self.generate(&claim, message).instrument(span).await
            }
            // Someone else has it, it is final, or it is gone.
            Ok(None) => Ok(Handled::Done),
            Err(error) => Err(error),
        };
        let milliseconds = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
        match handled {
            Ok(handled) => {
                tracing::info!(%output_id, request_id, ?handled, milliseconds, "worked");
                handled
            }
            // What was claimed comes back when its lease has run out.
            Err(error) => {
                tracing::warn!(%output_id, request_id, %error, milliseconds, "the database did not answer");
                self.queue
                    .come_back(message, backoff(DATABASE_AWAY + receives(message), None))
                    .await;
                Handled::Again
            }
        }
    }

    async fn generate(&self, claim: &Claim, message: &SqsMessage) -> Result<Handled, DbError> {
        let mut calls = Calls::of(self, claim);
        let renew = async || work::renew(&self.db, claim, LEASE).await;
        let held = hold(renew, self.write(claim, &mut calls)).await;
        let calls = calls.entries();
        match held {
            Held::Finished(Ok(draft)) => {
                let metadata = metadata(&draft, claim);
                let store =
                    async || work::complete(&self.db, claim, &draft.body, &metadata, &calls).await;
                let written = stored(store).await?;
                if !written {
                    tracing::warn!(output_id = %claim.output_id, "the lease was lost: a late result is not written");
                }
                self.tell(claim, &calls, written.then_some(metrics::COMPLETED));
                Ok(Handled::Done)
            }
            Held::Finished(Err(trouble)) => {
                self.give_up_or_retry(claim, message, trouble, &calls).await
            }
            Held::Ended => {
                let cancelled = work::cancel(&self.db, claim).await?;
                let outcome = if cancelled { "cancelled" } else { "superseded" };
                let calls = ledger::in_vain(calls, outcome);
                stored(async || record(&self.db, claim, &calls).await).await?;
                self.tell(claim, &calls, None);
                Ok(Handled::Done)
            }
        }
    }

    async fn write(&self, claim: &Claim, calls: &mut Calls<'_>) -> Result<Draft, Trouble> {
        let brief = timeout(SOURCES_TIMEOUT, brief(&claim.material, &self.storage))
            .await
            .unwrap_or_else(|_| {
                Err(Failure::passing(
                    "storage_unavailable",
                    "The sources could not be read in time.",
                ))
            })?;
        let written = self.provider.write(&brief, PROVIDER_TIMEOUT, calls).await;
        Ok(written?)
    }

    /// Back to the queue after a pause, or, where that can't help or was tried often enough, the end.
    async fn give_up_or_retry(
        &self,
        claim: &Claim,
        message: &SqsMessage,
        Trouble {
            failure,
            again,
            retry_after,
        }: Trouble,
        calls: &[ProviderCall],
    ) -> Result<Handled, DbError> {
        stored(async || record(&self.db, claim, calls).await).await?;
        if !again || claim.attempts >= claim.max_attempts {
            tracing::warn!(output_id = %claim.output_id, code = failure.code, attempts = claim.attempts, "failed");
            let failed = work::fail(&self.db, claim, &failure).await?;
            self.tell(claim, calls, failed.then_some(metrics::FAILED));
            return Ok(Handled::Done);
        }
        let delay = backoff(u32::try_from(claim.attempts).unwrap_or(1), retry_after);
        tracing::info!(output_id = %claim.output_id, code = failure.code, ?delay, "tried again later");
        let queued = work::retry_later(&self.db, claim, delay, &failure).await?;
        self.tell(claim, calls, queued.then_some(metrics::RETRIED));
        if !queued {
            return Ok(Handled::Done);
        }
        self.queue.come_back(message, delay).await;
        Ok(Handled::Again)
    }
}

impl From<Failure> for Trouble {
    fn from(failure: Failure) -> Self {
        Self {
            again: failure.retryable,
            failure,
            retry_after: None,
        }
    }
}

impl From<ProviderError> for Trouble {
    fn from(error: ProviderError) -> Self {
        Self {
            failure: Failure {
                code: error.code.to_owned(),
                detail: error.detail,
                retryable: error.retryable,
            },
            // It was asked twice already: its user may want to try, we don't.
            again: error.retryable && !error.repair_exhausted,
            retry_after: error.retry_after,
        }
    }
}

/// What generation says of the output, and how it was made.
fn metadata(draft: &Draft, claim: &Claim) -> Value {
    let template_id = claim.material.request.get("template_id");
    json!(OutputMetadata {
        written: &draft.metadata,
        generated_at: models::now(),
        template_id: template_id.and_then(|id| serde_json::from_value(id.clone()).ok()),
    })
}
