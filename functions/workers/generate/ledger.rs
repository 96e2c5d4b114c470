//! What the calls of an attempt came to: rows of the ledger, and metrics.

use generation::{Call, Provider};
use http::metrics::{self, Metric, Outcome};
use models::{jobs::Claim, ledger::ProviderCall};
use serde_json::json;

use super::Worker;

/// The calls of one claim, numbered in their order.
pub(super) fn entries(provider: &Provider, calls: &[Call]) -> Vec<ProviderCall> {
    let signed = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
    let entry = |(number, call): (i32, &Call)| ProviderCall {
        number,
        provider: provider.name().to_owned(),
        model: provider.model().to_owned(),
        prompt_tokens: signed(call.usage.prompt_tokens),
        completion_tokens: signed(call.usage.completion_tokens),
        cost_micros: signed(call.usage.cost_micros),
        duration_ms: i64::try_from(call.duration().as_millis()).unwrap_or(i64::MAX),
        outcome: call.outcome.to_owned(),
    };
    (1..).zip(calls).map(entry).collect()
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
        self.metrics.tell(&values, outcome, about);
    }
}
