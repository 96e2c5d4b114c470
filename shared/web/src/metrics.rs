//! Metrics as log lines, in CloudWatch's embedded metric format: no request, no library, and each line can be searched
//! by everything that is in it.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html>

use std::io::Write;

use domain::Env;
use serde_json::{Map, Value, json};

pub const NAMESPACE: &str = "Repostr";
/// A dimension of every metric: it tells the deployments of one account apart.
pub const ENVIRONMENT: &str = "Environment";

/// A metric. CloudWatch bills each combination of dimension values as a metric of its own, so only those that are read by
/// provider and outcome have these dimensions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Metric {
    pub name: &'static str,
    unit: &'static str,
    by_outcome: bool,
}

/// Jobs that wait for a worker.
pub const QUEUED: Metric = Metric::new("Queued", "Count");
/// How long the oldest job that could be worked on has waited.
pub const QUEUE_AGE: Metric = Metric::new("QueueAge", "Seconds");
pub const PROCESSING: Metric = Metric::new("Processing", "Count");
/// Jobs whose worker has given no sign of life for the time of its lease.
pub const WITHOUT_WORKER: Metric = Metric::new("WithoutWorker", "Count");
/// The schema reference's daily check: `processing` for an hour without moving.
pub const STUCK: Metric = Metric::new("Stuck", "Count");
/// Tasks of maintenance that came to nothing.
pub const TASK_FAILED: Metric = Metric::new("TaskFailed", "Count");
/// Attempts that led to an output, to its failure, or back to the queue.
pub const COMPLETED: Metric = Metric::new("Completed", "Count");
pub const FAILED: Metric = Metric::new("Failed", "Count");
pub const RETRIED: Metric = Metric::new("Retried", "Count");
/// The same of what webhook endpoints are told: how those answer is not up to us.
pub const DELIVERED: Metric = Metric::new("Delivered", "Count");
pub const UNDELIVERED: Metric = Metric::new("Undelivered", "Count");
pub const REDELIVERED: Metric = Metric::new("Redelivered", "Count");
pub const PROVIDER_CALLS: Metric = Metric::by_outcome("ProviderCalls", "Count");
pub const DURATION: Metric = Metric::by_outcome("Duration", "Milliseconds");
pub const PROMPT_TOKENS: Metric = Metric::new("PromptTokens", "Count");
pub const COMPLETION_TOKENS: Metric = Metric::new("CompletionTokens", "Count");
/// Millionths of a US dollar.
pub const COST_MICROS: Metric = Metric::new("CostMicros", "None");

/// Events of a provider that could not be followed: what is paid and what an account has may differ.
pub const BILLING_REFUSED: Metric = Metric::new("BillingRefused", "Count");

pub const ALL: &[Metric] = &[
    QUEUED,
    QUEUE_AGE,
    PROCESSING,
    WITHOUT_WORKER,
    STUCK,
    TASK_FAILED,
    COMPLETED,
    FAILED,
    RETRIED,
    DELIVERED,
    UNDELIVERED,
    REDELIVERED,
    PROVIDER_CALLS,
    DURATION,
    PROMPT_TOKENS,
    COMPLETION_TOKENS,
    COST_MICROS,
    BILLING_REFUSED,
];

impl Metric {
    const fn new(name: &'static str, unit: &'static str) -> Self {
        Self {
            name,
            unit,
            by_outcome: false,
        }
    }

    const fn by_outcome(name: &'static str, unit: &'static str) -> Self {
        Self {
            by_outcome: true,
            ..Self::new(name, unit)
        }
    }
}

/// The dimensions of a metric that is counted by provider and outcome.
#[derive(Debug, Clone, Copy)]
pub struct Outcome<'a> {
    pub provider: &'a str,
    pub outcome: &'a str,
}

/// Writes metrics, with the deployment's name as a dimension.
#[derive(Debug)]
pub struct Metrics {
    environment: String,
}

impl Metrics {
    /// `ENVIRONMENT`
    pub fn from_env(env: &mut Env) -> Self {
        Self {
            environment: env.parsed("ENVIRONMENT", "local".to_owned()),
        }
    }

    /// Writes one line with these values. `fields` can be searched in the log but are no dimensions: a user, an output.
    pub fn emit(
        &self,
        values: &[(Metric, i64)],
        outcome: Option<Outcome>,
        fields: Map<String, Value>,
    ) {
        let line = self.line(values, outcome, fields);
        // Where nobody reads the log, nobody reads that either.
        let _ = writeln!(std::io::stdout().lock(), "{line}");
    }

    fn line(
        &self,
        values: &[(Metric, i64)],
        outcome: Option<Outcome>,
        fields: Map<String, Value>,
    ) -> Value {
        let directive = |dimensions: &[&str], keep: &dyn Fn(&Metric) -> bool| {
            let kept = values.iter().map(|(metric, _)| metric);
            let metrics: Vec<_> = kept
                .filter(|metric| keep(metric))
                .map(|metric| json!({ "Name": metric.name, "Unit": metric.unit }))
                .collect();
            json!({ "Namespace": NAMESPACE, "Dimensions": [dimensions], "Metrics": metrics })
        };
        let mut directives = vec![directive(&[ENVIRONMENT], &|_| true)];
        let mut line = fields;
        if let Some(Outcome { provider, outcome }) = outcome {
            directives.push(directive(
                &[ENVIRONMENT, "Provider", "Outcome"],
                &|metric| metric.by_outcome,
            ));
            line.insert("Provider".to_owned(), json!(provider));
            line.insert("Outcome".to_owned(), json!(outcome));
        }
        line.insert(ENVIRONMENT.to_owned(), json!(self.environment));
        for (metric, value) in values {
            line.insert(metric.name.to_owned(), json!(value));
        }
        line.insert(
            "_aws".to_owned(),
            json!({ "Timestamp": domain::now().timestamp_millis(), "CloudWatchMetrics": directives }),
        );
        Value::Object(line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_has_all_that_it_names() {
        let mut env = Env::from_iter([("ENVIRONMENT".to_owned(), "staging".to_owned())]);
        let of = Outcome {
            provider: "openai",
            outcome: "completed",
        };
        let about = Map::from_iter([("user_id".to_owned(), json!("user_a"))]);
        let line =
            Metrics::from_env(&mut env).line(&[(COMPLETED, 1), (DURATION, 20)], Some(of), about);
        let directives = &line["_aws"]["CloudWatchMetrics"];
        assert_eq!(
            directives,
            &json!([
                { "Namespace": "Repostr", "Dimensions": [["Environment"]], "Metrics": [
                    { "Name": "Completed", "Unit": "Count" }, { "Name": "Duration", "Unit": "Milliseconds" } ] },
                { "Namespace": "Repostr", "Dimensions": [["Environment", "Provider", "Outcome"]], "Metrics": [
                    { "Name": "Duration", "Unit": "Milliseconds" } ] },
            ])
        );
        assert_eq!(
            [&line["Completed"], &line["Duration"]],
            [&json!(1), &json!(20)]
        );
        assert_eq!(
            [
                &line["Environment"],
                &line["Provider"],
                &line["Outcome"],
                &line["user_id"]
            ],
            ["staging", "openai", "completed", "user_a"]
        );
        assert!(
            line["_aws"]["Timestamp"]
                .as_i64()
                .is_some_and(|time| time > 1_700_000_000_000)
        );
    }
}
