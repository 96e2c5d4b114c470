//! The lines that a job leaves: what each request to a provider took, and how the attempt ended.

use models::{jobs::Claim, ledger::ProviderCall};
use serde_json::{Map, Value, json};
use web::metrics::{self, Metric, Metrics, Outcome};

/// Of one attempt.
#[derive(Clone)]
pub(super) struct Lines {
    metrics: &'static Metrics,
    about: Map<String, Value>,
}

impl Lines {
    pub(super) fn of(
        metrics: &'static Metrics,
        claim: &Claim,
        mut about: Map<String, Value>,
    ) -> Self {
        let subject = json!(claim.subject);
        about.extend(subject.as_object().cloned().unwrap_or_default());
        about.insert("user_id".to_owned(), json!(claim.user_id));
        about.insert("attempt".to_owned(), json!(claim.tries()));
        Self { metrics, about }
    }

    /// A line for each request, the last of which says how the attempt ended: nothing, where somebody else ended it.
    pub(super) fn emit(&self, calls: &[ProviderCall], ending: Option<Metric>) {
        let ending: Vec<_> = ending.map(|ending| (ending, 1)).into_iter().collect();
        let Some((last, before)) = calls.split_last() else {
            return self.line(None, ending);
        };
        for call in before {
            self.line(Some(call), Vec::new());
        }
        self.line(Some(last), ending);
    }

    fn line(&self, call: Option<&ProviderCall>, mut values: Vec<(Metric, i64)>) {
        let mut about = self.about.clone();
        about.insert("Model".to_owned(), json!(call.map(|call| &call.model)));
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
        self.metrics.emit(&values, outcome, about);
    }
}
