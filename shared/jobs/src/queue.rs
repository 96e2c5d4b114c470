//! The queue `outputs`, by the protocol of SQS.

use std::time::Duration;

use aws_sdk_sqs::{
    Client,
    config::{BehaviorVersion, Config, Credentials, Region, retry::RetryConfig, timeout::TimeoutConfig},
    types::SendMessageBatchRequestEntry,
};
use models::{Env, OutputId, maintenance::Undelivered};

use crate::{Message, connector};

/// One request to the queue.
const TIMEOUT: Duration = Duration::from_secs(4);
/// Messages in one request (SQS's own limit).
const BATCH: usize = 10;

#[derive(Debug, Clone)]
pub struct Queue {
    client: Client,
    url: String,
}

/// The queue cannot be reached, or refuses. Nothing is lost by it: `maintenance` sends what was not sent.
#[derive(Debug, thiserror::Error)]
#[error("the queue is unavailable: {0}")]
pub struct QueueError(String);

impl Queue {
    /// From `OUTPUTS_QUEUE_URL`, and what Lambda gives every function: `AWS_REGION` and the credentials of its role.
    /// Built by hand, since the default chain asks one place after the other. `AWS_ENDPOINT_URL` is for the local
    /// stack alone.
    #[must_use]
    pub fn from_env(env: &mut Env) -> Option<Self> {
        let url = env.required("OUTPUTS_QUEUE_URL");
        let credentials = Credentials::new(
            env.required("AWS_ACCESS_KEY_ID"),
            env.required("AWS_SECRET_ACCESS_KEY"),
            env.optional("AWS_SESSION_TOKEN"),
            None,
            "environment",
        );
        let client = match outbound::client(TIMEOUT) {
            Ok(client) => client,
            Err(error) => {
                env.problem("OUTPUTS_QUEUE_URL", error);
                return None;
            }
        };
        let mut config = Config::builder()
            .behavior_version(BehaviorVersion::v2026_01_12())
            .region(Region::new(env.required("AWS_REGION")))
            .credentials_provider(credentials)
            .http_client(connector::over(client))
            .retry_config(RetryConfig::standard().with_max_attempts(2))
            .timeout_config(TimeoutConfig::builder().operation_timeout(TIMEOUT * 2).operation_attempt_timeout(TIMEOUT).build());
        if let Some(endpoint) = env.optional("AWS_ENDPOINT_URL") {
            config = config.endpoint_url(endpoint);
        }
        Some(Self { client: Client::from_conf(config.build()), url })
    }

    pub async fn send(&self, message: &Message) -> Result<(), QueueError> {
        let body = serde_json::to_string(message).map_err(|error| QueueError(error.to_string()))?;
        let sent = self.client.send_message().queue_url(&self.url).message_body(body).send().await;
        sent.map(drop).map_err(|error| QueueError(describe(&error)))
    }

    /// Sends many; gives those that are on the queue now.
    pub async fn send_all(&self, jobs: &[Undelivered]) -> Result<Vec<OutputId>, QueueError> {
        let mut sent = Vec::new();
        for batch in jobs.chunks(BATCH) {
            let mut request = self.client.send_message_batch().queue_url(&self.url);
            for (number, job) in batch.iter().enumerate() {
                let message = Message { output_id: job.output_id, request_id: job.request_id.clone() };
                let body = serde_json::to_string(&message).map_err(|error| QueueError(error.to_string()))?;
                let entry = SendMessageBatchRequestEntry::builder().id(number.to_string()).message_body(body).build();
                request = request.entries(entry.map_err(|error| QueueError(error.to_string()))?);
            }
            let answer = request.send().await.map_err(|error| QueueError(describe(&error)))?;
            let numbers = answer.successful().iter().filter_map(|entry| entry.id().parse::<usize>().ok());
            sent.extend(numbers.filter_map(|number| batch.get(number)).map(|job| job.output_id));
        }
        Ok(sent)
    }

    /// Lets a received message come back after `delay` instead of after the queue's visibility time-out.
    pub async fn come_back(&self, receipt_handle: &str, delay: Duration) -> Result<(), QueueError> {
        let seconds = i32::try_from(delay.as_secs_f64().ceil() as i64).unwrap_or(i32::MAX);
        let changed = self
            .client
            .change_message_visibility()
            .queue_url(&self.url)
            .receipt_handle(receipt_handle)
            .visibility_timeout(seconds)
            .send()
            .await;
        changed.map(drop).map_err(|error| QueueError(describe(&error)))
    }

    /// Whether the queue answers.
    pub async fn check(&self) -> Result<(), QueueError> {
        let answer = self.client.get_queue_attributes().queue_url(&self.url).send().await;
        answer.map(drop).map_err(|error| QueueError(describe(&error)))
    }
}

fn describe<E: std::error::Error + 'static>(error: &E) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text = format!("{text}: {cause}");
        source = cause.source();
    }
    text
}
