//! SQS `outputs`: claims each job, reads its sources, has the text written, and stores the checked result.

#[path = "generate/ledger.rs"]
mod ledger;

use std::time::{Duration, Instant};

use aws_lambda_events::event::sqs::{SqsBatchResponse, SqsEvent, SqsMessage};
use functions::{OutputMetadata, brief, provider, stored};
use generation::{Draft, Provider, ProviderError};
use jobs::{Handled, Held, LEASE, Message, PROVIDER_TIMEOUT, Queue, backoff, each, hold, receives};
use lambda_runtime::{LambdaEvent, run, service_fn};
use ledger::Calls;
use models::{
    DbError, Env, ServiceDb,
    jobs::{self as work, Claim},
    ledger::{ProviderCall, record},
    outputs::Failure,
};
use serde_json::{Value, json};
use storage::Storage;
use tokio::time::timeout;
use tracing::Instrument;
use web::{
    Error, log,
    metrics::{self, Metrics},
};

struct Worker {
    db: ServiceDb,
    queue: Queue,
    storage: Storage,
    provider: Provider,
    metrics: Metrics,
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

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    log::init();
    let mut env = Env::new();
    let queue = Queue::outputs(&mut env);
    let storage = Storage::from_env(&mut env);
    let provider = provider(&mut env);
    let metrics = Metrics::from_env(&mut env);
    let db = ServiceDb::connect(&mut env).await;
    env.finish()?;
    let worker = &Worker {
        db,
        queue,
        storage,
        provider,
        metrics,
    };
    run(service_fn(move |event: LambdaEvent<SqsEvent>| async move {
        Ok::<SqsBatchResponse, Error>(
            each(event.payload, async |message| worker.handle(message).await).await,
        )
    }))
    .await
}

impl Worker {
    async fn handle(&self, message: &SqsMessage) -> Handled {
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
            again: error.retryable && !error.repaired_in_vain,
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
