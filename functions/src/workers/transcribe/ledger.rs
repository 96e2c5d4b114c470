//! The requests of an attempt: each is in the ledger before it is sent.

use std::time::Instant;

use domain::Failure;
use jobs::PROVIDER_TIMEOUT;
use models::{
    file_jobs::FileClaim,
    ledger::{ProviderCall, record},
};
use transcription::{Provider, Recording, Transcript};

use super::{Trouble, Worker};
use crate::workers::stored;

pub(super) struct Calls<'a> {
    worker: &'a Worker,
    claim: &'a FileClaim,
    provider: &'a Provider,
    made: i32,
}

impl<'a> Calls<'a> {
    pub(super) fn of(worker: &'a Worker, claim: &'a FileClaim, provider: &'a Provider) -> Self {
        Self {
            worker,
            claim,
            provider,
            made: 0,
        }
    }

    /// What is said, and the call that told it: its entry is completed with what is kept. `progress`: something was kept
    /// in this attempt. Asks once more where the model turns out to give no times.
    pub(super) async fn ask(
        &mut self,
        recording: &Recording,
        progress: bool,
    ) -> Result<(Transcript, ProviderCall), Trouble> {
        let until = Instant::now() + PROVIDER_TIMEOUT;
        loop {
            let call = self.begin().await?;
            let started = Instant::now();
            let left = until.saturating_duration_since(started);
            let answer = self.provider.transcribe(recording, left).await;
            let call = |cost_micros, outcome: &str| ProviderCall {
                cost_micros,
                duration_ms: i64::try_from(started.elapsed().as_millis()).unwrap_or(i64::MAX),
                outcome: outcome.to_owned(),
                ..call
            };
            match answer {
                Ok(transcript) => {
                    let cost = self.provider.cost_micros(transcript.duration);
                    return Ok((transcript, call(cost, "completed")));
                }
                Err(error) if error.learnt => {
                    let call = [call(0, error.code)];
                    let db = &self.worker.db;
                    stored(async || record(db, self.claim, &call).await).await?;
                    self.worker.tell(self.claim, call.first(), None);
                }
                Err(error) => {
                    return Err(Trouble::Failed {
                        failure: Failure {
                            code: error.code.to_owned(),
                            detail: error.detail.to_owned(),
                            retryable: error.retryable,
                        },
                        retry_after: error.retry_after,
                        call: Some(call(0, error.code)),
                        progress,
                    });
                }
            }
        }
    }

    /// Where that can't be written down nobody is asked.
    async fn begin(&mut self) -> Result<ProviderCall, Trouble> {
        self.made += 1;
        let call = ProviderCall::unanswered(self.made, self.provider.name(), self.provider.model());
        record(&self.worker.db, self.claim, std::slice::from_ref(&call)).await?;
        Ok(call)
    }
}
