//! An output: its sources are read, the text is written and checked.

mod ledger;
mod room;

use std::time::{Duration, Instant};

use domain::{Failure, WorkKind};
use generation::{Draft, Provider, ProviderError};
use jobs::{PROVIDER_TIMEOUT, Queue};
use ledger::Calls;
use models::{
    ServiceDb,
    generation::{GenerationInput, GenerationResult},
};
use room::Room;
use serde_json::{Map, Value, json};
use storage::Storage;
use tokio::time::timeout;

use super::{Attempt, AttemptError, Work};
use crate::{OutputMetadata, outputs::brief, publish::publish_deliveries};

/// All sources of a job.
const SOURCES_TIMEOUT: Duration = Duration::from_secs(25);
/// Of the worker's own time, to check what was written.
const TO_CHECK: Duration = Duration::from_secs(5);

pub struct Generation {
    storage: Storage,
    provider: Provider,
    /// To which what endpoints are told goes.
    webhooks: Queue,
    room: Room,
}

impl Generation {
    #[must_use]
    pub fn new(storage: Storage, provider: Provider, webhooks: Queue) -> Self {
        Self {
            storage,
            provider,
            webhooks,
            room: Room::default(),
        }
    }
}

impl Work for Generation {
    const KIND: WorkKind = WorkKind::Generation;
    type Input = GenerationInput;
    type Output = GenerationResult;

    async fn run(
        &self,
        input: GenerationInput,
        attempt: &mut Attempt,
    ) -> Result<GenerationResult, AttemptError> {
        attempt.may_ask()?;
        let _room = self.room.take(&input, attempt.until).await?;
        let tell = |progress| attempt.tell(progress);
        let brief = timeout(SOURCES_TIMEOUT, brief(&input, &self.storage, tell))
            .await
            .unwrap_or_else(|_| {
                Err(Failure::passing(
                    "storage_unavailable",
                    "The sources could not be read in time.",
                ))
            })?;
        let left = attempt.until.saturating_duration_since(Instant::now());
        let deadline = PROVIDER_TIMEOUT.min(left.saturating_sub(TO_CHECK));
        let mut calls = Calls::of(attempt, &self.provider, &input.progress);
        let draft = self.provider.write(&brief, deadline, &mut calls).await?;
        drop(calls);
        Ok(GenerationResult {
            metadata: metadata(&draft, &input),
            body: draft.body,
        })
    }

    fn about(input: &GenerationInput) -> Map<String, Value> {
        Map::from_iter([("kind".to_owned(), json!(input.kind))])
    }

    async fn ended(&self, db: &ServiceDb) {
        publish_deliveries(db, &self.webhooks).await;
    }
}

impl From<ProviderError> for AttemptError {
    fn from(error: ProviderError) -> Self {
        let failure = Failure {
            code: error.code.to_owned(),
            detail: error.detail,
            retryable: error.retryable,
        };
        match error.code {
            "provider_unavailable" | "provider_rate_limited" | "ledger_unavailable" => {
                Self::Postpone {
                    failure,
                    retry_after: error.retry_after,
                }
            }
            "out_of_time" => Self::OutOfTime,
            // It was asked twice already: its user may want to try, we don't.
            _ if error.retryable && !error.repair_exhausted => Self::Retry(failure),
            _ => Self::Fail(failure),
        }
    }
}

/// What generation says of the output, and how it was made.
fn metadata(draft: &Draft, input: &GenerationInput) -> Value {
    let template_id = input.request.get("template_id");
    json!(OutputMetadata {
        written: &draft.metadata,
        generated_at: domain::now(),
        template_id: template_id.and_then(|id| serde_json::from_value(id.clone()).ok()),
    })
}
