//! What the calls of an attempt came to: rows of the ledger, and metrics.

use generation::{Ledger, NotEntered, Provider, ProviderRequest};
use models::{
    ServiceDb,
    jobs::Claim,
    ledger::{ProviderCall, record},
};
use serde_json::json;
use web::metrics::{self, Metric, Outcome};

use super::Worker;

/// The calls of one claim.
pub(super) struct Calls<'a> {
    db: &'a ServiceDb,
    claim: &'a Claim,
    provider: &'a Provider,
    made: Vec<ProviderRequest>,
}

impl<'a> Calls<'a> {
    pub(super) fn of(worker: &'a Worker, claim: &'a Claim) -> Self {
        Self {
            db: &worker.db,
            claim,
            provider: &worker.provider,
            made: Vec::new(),
        }
    }

    /// Numbered in their order.
    pub(super) fn entries(&self) -> Vec<ProviderCall> {
        let signed = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
        let entry = |(number, call): (i32, &ProviderRequest)| ProviderCall {
            prompt_tokens: signed(call.usage.prompt_tokens),
            completion_tokens: signed(call.usage.completion_tokens),
            cost_micros: signed(call.usage.cost_micros),
            duration_ms: i64::try_from(call.duration().as_millis()).unwrap_or(i64::MAX),
            outcome: call.outcome.to_owned(),
            ..self.unanswered(number)
        };
        (1..).zip(&self.made).map(entry).collect()
    }

    fn unanswered(&self, number: i32) -> ProviderCall {
        ProviderCall::unanswered(number, self.provider.name(), self.provider.model())
    }
}

impl Ledger for Calls<'_> {
    async fn enter(&mut self) -> Result<(), NotEntered> {
        let mut entries = self.entries();
        let next = entries.last().map_or(1, |last| last.number + 1);
        // Those before the last are there as they are.
        entries.drain(..entries.len().saturating_sub(1));
        entries.push(self.unanswered(next));
        // Boxed, since whatever asks holds its future.
        let entered = Box::pin(record(self.db, self.claim, &entries)).await;
        entered.map_err(|error| {
            tracing::warn!(%error, "the provider is not asked");
            NotEntered
        })
    }

    fn requests(&mut self) -> &mut Vec<ProviderRequest> {
        &mut self.made
    }
}

/// Nobody wants their result any more.
pub(super) fn in_vain(mut calls: Vec<ProviderCall>, why: &str) -> Vec<ProviderCall> {
    for call in &mut calls {
        why.clone_into(&mut call.outcome);
    }
    calls
}

impl Worker {
    /// A line for each call, the last of which says how the attempt ended: nothing, where somebody else ended it.
    pub(super) fn tell(&self, claim: &Claim, calls: &[ProviderCall], ending: Option<Metric>) {
        let ending: Vec<_> = ending.map(|ending| (ending, 1)).into_iter().collect();
        let Some((last, before)) = calls.split_last() else {
            return self.line(claim, None, ending);
        };
        for call in before {
            self.line(claim, Some(call), Vec::new());
        }
        self.line(claim, Some(last), ending);
    }

    fn line(&self, claim: &Claim, call: Option<&ProviderCall>, mut values: Vec<(Metric, i64)>) {
        let about = json!({
            "user_id": claim.user_id, "output_id": claim.output_id, "kind": claim.material.kind, "attempt": claim.attempts,
            "Model": call.map(|call| &call.model),
        });
        let outcome = call.map(|call| {
            values.extend([
                (metrics::PROVIDER_CALLS, 1),
                (metrics::DURATION, call.duration_ms),
                (metrics::PROMPT_TOKENS, call.prompt_tokens),
                (metrics::COMPLETION_TOKENS, call.completion_tokens),
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
