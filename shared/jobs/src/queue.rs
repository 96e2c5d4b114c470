//! The queues, one a kind of work, by the protocol of SQS.

use std::time::Duration;

use aws_lambda_events::event::sqs::SqsMessage;
use aws_sdk_sqs::{
    Client,
    config::{
        BehaviorVersion, Config, Credentials, Region, retry::RetryConfig, timeout::TimeoutConfig,
    },
    types::SendMessageBatchRequestEntry,
};
use domain::{Env, WorkKind};

use crate::{Message, connector};

/// One request to the queue.
const TIMEOUT: Duration = Duration::from_secs(4);
/// Messages in one request (SQS's own limit).
const BATCH: usize = 10;

#[derive(Debug, Clone)]
pub struct Queue {
    client: Option<Client>,
    url: String,
}

/// All of them, for what sends messages of every kind.
#[derive(Debug)]
pub struct Queues {
    outputs: Queue,
    ingestion: Queue,
    webhooks: Queue,
}

/// The queue cannot be reached, or refuses. Nothing is lost by it: `maintenance` sends what was not sent.
#[derive(Debug, thiserror::Error)]
#[error("the queue is unavailable: {0}")]
pub struct QueueError(String);

impl Queues {
    #[must_use]
    pub fn from_env(env: &mut Env) -> Self {
        Self {
            outputs: Queue::outputs(env),
            ingestion: Queue::ingestion(env),
            webhooks: Queue::webhooks(env),
        }
    }

    #[must_use]
    pub const fn of(&self, work: WorkKind) -> &Queue {
        match work {
            WorkKind::Generation => &self.outputs,
            WorkKind::Ingestion => &self.ingestion,
            WorkKind::Delivery => &self.webhooks,
        }
    }
}

impl Queue {
    /// Of outputs' messages, from `OUTPUTS_QUEUE_URL`.
    #[must_use]
    pub fn outputs(env: &mut Env) -> Self {
        Self::from_env(env, "OUTPUTS_QUEUE_URL")
    }

    /// Of files' messages, from `INGESTION_QUEUE_URL`.
    #[must_use]
    pub fn ingestion(env: &mut Env) -> Self {
        Self::from_env(env, "INGESTION_QUEUE_URL")
    }

    /// Of webhooks' messages, from `WEBHOOKS_QUEUE_URL`.
    #[must_use]
    pub fn webhooks(env: &mut Env) -> Self {
        Self::from_env(env, "WEBHOOKS_QUEUE_URL")
    }

    /// With what Lambda gives every function: `AWS_REGION` and the credentials of its role. Built by hand, since the
    /// default chain asks one place after the other. `AWS_ENDPOINT_URL` is for the local stack alone. What is wrong is
    /// told by [`Env::finish`], and then nothing is served.
    fn from_env(env: &mut Env, name: &'static str) -> Self {
        let url = env.required(name);
        let credentials = Credentials::new(
            env.required("AWS_ACCESS_KEY_ID"),
            env.required("AWS_SECRET_ACCESS_KEY"),
            env.optional("AWS_SESSION_TOKEN"),
            None,
            "environment",
        );
        let mut config = Config::builder()
            .behavior_version(BehaviorVersion::v2026_01_12())
            .region(Region::new(env.required("AWS_REGION")))
            .credentials_provider(credentials)
            .retry_config(RetryConfig::disabled())
            .timeout_config(
                TimeoutConfig::builder()
                    .operation_timeout(TIMEOUT * 2)
                    .operation_attempt_timeout(TIMEOUT)
                    .build(),
            );
        if let Some(endpoint) = env.optional("AWS_ENDPOINT_URL") {
            config = config.endpoint_url(endpoint);
        }
        let http = outbound::client(TIMEOUT)
            .map_err(|error| env.problem(name, error))
            .ok();
        Self {
            client: http
                .map(|http| Client::from_conf(config.http_client(connector::over(http)).build())),
            url,
        }
    }

    fn client(&self) -> Result<&Client, QueueError> {
        self.client
            .as_ref()
            .ok_or_else(|| QueueError("it is not configured".to_owned()))
    }

    pub async fn send(&self, message: &Message) -> Result<(), QueueError> {
        let body = serde_json::to_string(message).map_err(|error| QueueError(error.to_string()))?;
        let request = self
            .client()?
            .send_message()
            .queue_url(&self.url)
            .message_body(body);
        let sent = Box::pin(request.send()).await;
        sent.map(drop).map_err(|error| QueueError(describe(&error)))
    }

    /// Sends many; gives those that are on the queue now.
    pub async fn send_all<'a>(
        &self,
        messages: &'a [Message],
    ) -> Result<Vec<&'a Message>, QueueError> {
        let mut sent = Vec::new();
        for batch in messages.chunks(BATCH) {
            let mut request = self.client()?.send_message_batch().queue_url(&self.url);
            for (number, message) in batch.iter().enumerate() {
                let body = serde_json::to_string(message)
                    .map_err(|error| QueueError(error.to_string()))?;
                let entry = SendMessageBatchRequestEntry::builder()
                    .id(number.to_string())
                    .message_body(body)
                    .build();
                request = request.entries(entry.map_err(|error| QueueError(error.to_string()))?);
            }
            let answer = match Box::pin(request.send()).await {
                Ok(answer) => answer,
                Err(error) if sent.is_empty() => return Err(QueueError(describe(&error))),
                // What was sent is sent; the rest is tried again in a minute.
                Err(_) => break,
            };
            let numbers = answer
                .successful()
                .iter()
                .filter_map(|entry| entry.id().parse::<usize>().ok());
            sent.extend(numbers.filter_map(|number| batch.get(number)));
        }
        Ok(sent)
    }

    /// Lets a received message come back after `delay`: it otherwise does so only when the queue's visibility time-out
    /// ends. Where this doesn't get through, `maintenance` sends another.
    pub async fn delay_redelivery(&self, message: &SqsMessage, delay: Duration) {
        let Some(receipt) = message.receipt_handle.as_deref() else {
            return;
        };
        if let Err(error) = self.set_visibility(receipt, delay).await {
            tracing::warn!(%error, "the message comes back late");
        }
    }

    async fn set_visibility(
        &self,
        receipt_handle: &str,
        delay: Duration,
    ) -> Result<(), QueueError> {
        // Not before the delay is over, so up to the next second.
        let seconds = i32::try_from(delay.as_millis().div_ceil(1_000)).unwrap_or(i32::MAX);
        let request = self
            .client()?
            .change_message_visibility()
            .queue_url(&self.url);
        let changed = Box::pin(
            request
                .receipt_handle(receipt_handle)
                .visibility_timeout(seconds)
                .send(),
        )
        .await;
        changed
            .map(drop)
            .map_err(|error| QueueError(describe(&error)))
    }

    /// Whether the queue answers.
    pub async fn check(&self) -> Result<(), QueueError> {
        let answer = Box::pin(
            self.client()?
                .get_queue_attributes()
                .queue_url(&self.url)
                .send(),
        )
        .await;
        answer
            .map(drop)
            .map_err(|error| QueueError(describe(&error)))
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
