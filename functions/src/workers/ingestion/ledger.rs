//! The requests to a transcription provider.

use domain::Failure;
use std::time::Instant;

use jobs::PROVIDER_TIMEOUT;
use transcription::{Provider, Recording, Transcript, TranscriptionError};

use crate::workers::{Attempt, AttemptError};

/// What is said. Asks once more where the model turns out to give no times.
pub(super) async fn ask(
    attempt: &mut Attempt,
    provider: &Provider,
    recording: &Recording,
) -> Result<Transcript, AttemptError> {
    let until = Instant::now() + PROVIDER_TIMEOUT;
    loop {
        attempt.enter(provider.name(), provider.model()).await?;
        let left = until.saturating_duration_since(Instant::now());
        match provider.transcribe(recording, left).await {
            Ok(transcript) => {
                attempt.answered(|call| {
                    call.cost_micros = provider.cost_micros(transcript.duration);
                    "completed".clone_into(&mut call.outcome);
                });
                return Ok(transcript);
            }
            Err(error) => {
                attempt.answered(|call| error.code.clone_into(&mut call.outcome));
                if !error.retry_adapted {
                    return Err(error.into());
                }
            }
        }
    }
}

impl From<TranscriptionError> for AttemptError {
    fn from(error: TranscriptionError) -> Self {
        let failure = Failure {
            code: error.code.to_owned(),
            detail: error.detail.to_owned(),
            retryable: error.retryable,
        };
        match error.code {
            "provider_unavailable" | "provider_rate_limited" => Self::Postpone {
                failure,
                retry_after: error.retry_after,
            },
            _ if error.retryable => Self::Retry(failure),
            _ => Self::Fail(failure),
        }
    }
}
