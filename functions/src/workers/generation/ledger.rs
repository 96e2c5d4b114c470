//! Generation's requests, as those of an attempt, and the answers that are kept for the next.

use domain::Progress;
use generation::{KeptAnswer, Ledger, NotEntered, Provider, ProviderRequest};
use serde::Deserialize;
use serde_json::Value;

use crate::workers::Attempt;

pub(super) struct Calls<'a> {
    attempt: &'a mut Attempt,
    provider: &'a Provider,
    made: Vec<ProviderRequest>,
    kept: Vec<KeptAnswer>,
    /// Of the job, also such as no longer can be read.
    parts: usize,
}

impl<'a> Calls<'a> {
    pub(super) fn of(attempt: &'a mut Attempt, provider: &'a Provider, progress: &[Value]) -> Self {
        // Another version may have kept them; what can't be read is asked for anew.
        let kept = progress.iter().map(KeptAnswer::deserialize);
        Self {
            attempt,
            provider,
            made: Vec::new(),
            kept: kept.filter_map(Result::ok).collect(),
            parts: progress.len(),
        }
    }

    /// Says what came of the last request.
    fn answered(&mut self) {
        let signed = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
        if let Some(made) = self.made.last() {
            self.attempt.answered(|call| {
                call.prompt_tokens = signed(made.usage.prompt_tokens);
                call.completion_tokens = signed(made.usage.completion_tokens);
                call.cost_micros = signed(made.usage.cost_micros);
                call.duration_ms = i64::try_from(made.duration().as_millis()).unwrap_or(i64::MAX);
                made.outcome.clone_into(&mut call.outcome);
            });
        }
    }
}

impl Ledger for Calls<'_> {
    async fn enter(&mut self) -> Result<(), NotEntered> {
        self.answered();
        let (name, model) = (self.provider.name(), self.provider.model());
        // Boxed, since whatever asks holds its future.
        let entered = Box::pin(self.attempt.enter(name, model)).await;
        entered.map_err(|error| {
            tracing::warn!(%error, "the provider is not asked");
            NotEntered
        })
    }

    fn requests(&mut self) -> &mut Vec<ProviderRequest> {
        &mut self.made
    }

    fn kept(&self) -> &[KeptAnswer] {
        &self.kept
    }

    async fn keep(&mut self, answer: KeptAnswer) -> Result<bool, NotEntered> {
        self.answered();
        let kept = Box::pin(self.attempt.keep(self.parts, &answer)).await;
        kept.map_err(|error| {
            tracing::warn!(?error, "an answer is not kept");
            NotEntered
        })?;
        self.parts += 1;
        Ok(true)
    }

    fn tell(&mut self, progress: Progress) {
        self.attempt.tell(progress);
    }
}

/// However the writing ends, also where it is broken off.
impl Drop for Calls<'_> {
    fn drop(&mut self) {
        self.answered();
    }
}
