//! The queue `outputs`, by the JSON protocol of SQS: an action is one signed POST.

use std::time::{Duration, SystemTime};

use aws_credential_types::Credentials;
use aws_sigv4::{
    http_request::{SignableBody, SignableRequest, SigningSettings, sign},
    sign::v4::SigningParams,
};
use models::{Env, OutputId, maintenance::Undelivered};
use outbound::reqwest::{Client, Url};
use serde::{Deserialize, Serialize};

use crate::Message;

/// One request to the queue.
const TIMEOUT: Duration = Duration::from_secs(4);
/// Messages in one request (SQS's own limit).
const BATCH: usize = 10;

#[derive(Debug, Clone)]
pub struct Queue {
    /// A client, and where the queue's actions are.
    server: Option<(Client, Url)>,
    url: String,
    region: String,
    credentials: Credentials,
}

/// The queue cannot be reached, or refuses. Nothing is lost by it: `maintenance` sends what was not sent.
#[derive(Debug, thiserror::Error)]
#[error("the queue is unavailable: {0}")]
pub struct QueueError(String);

/// The parameters of an action (Amazon SQS API Reference).
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Action<'a, T> {
    queue_url: &'a str,
    #[serde(flatten)]
    parameters: T,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct SendMessage {
    message_body: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct SendMessageBatch {
    entries: Vec<Entry>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Entry {
    id: String,
    message_body: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct ChangeMessageVisibility<'a> {
    receipt_handle: &'a str,
    /// Seconds.
    visibility_timeout: u64,
}

#[derive(Serialize)]
struct GetQueueAttributes {}

/// Of a batch: what is on the queue now, by the ids of its entries.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Sent {
    #[serde(default)]
    successful: Vec<SentEntry>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct SentEntry {
    id: String,
}

/// What a refusal is called, `com.amazonaws.sqs#QueueDoesNotExist`.
#[derive(Deserialize)]
struct Refused {
    #[serde(rename = "__type")]
    name: String,
}

impl Queue {
    /// From `OUTPUTS_QUEUE_URL`, and what Lambda gives every function: `AWS_REGION` and the credentials of its role.
    /// `AWS_ENDPOINT_URL` is for the local stack alone. What is wrong is told by [`Env::finish`], and then nothing is
    /// served.
    #[must_use]
    pub fn from_env(env: &mut Env) -> Self {
        let url = env.required("OUTPUTS_QUEUE_URL");
        let credentials = Credentials::new(
            env.required("AWS_ACCESS_KEY_ID"),
            env.required("AWS_SECRET_ACCESS_KEY"),
            env.optional("AWS_SESSION_TOKEN"),
            None,
            "environment",
        );
        let endpoint = env.optional("AWS_ENDPOINT_URL");
        let endpoint = Url::parse(endpoint.as_ref().unwrap_or(&url))
            .and_then(|url| url.join("/"))
            .map_err(|error| env.problem("OUTPUTS_QUEUE_URL", error));
        let client =
            outbound::client(TIMEOUT).map_err(|error| env.problem("OUTPUTS_QUEUE_URL", error));
        Self {
            server: client.ok().zip(endpoint.ok()),
            url,
            region: env.required("AWS_REGION"),
            credentials,
        }
    }

    pub async fn send(&self, message: &Message) -> Result<(), QueueError> {
        let message_body = serde_json::to_string(message).map_err(failed)?;
        self.call("SendMessage", SendMessage { message_body })
            .await?;
        Ok(())
    }

    /// Sends many; gives those that are on the queue now.
    pub async fn send_all(&self, jobs: &[Undelivered]) -> Result<Vec<OutputId>, QueueError> {
        let mut sent = Vec::new();
        for batch in jobs.chunks(BATCH) {
            let mut entries = Vec::new();
            for (number, job) in batch.iter().enumerate() {
                let message = Message {
                    output_id: job.output_id,
                    request_id: job.request_id.clone(),
                };
                entries.push(Entry {
                    id: number.to_string(),
                    message_body: serde_json::to_string(&message).map_err(failed)?,
                });
            }
            let answer = match self
                .call("SendMessageBatch", SendMessageBatch { entries })
                .await
            {
                Ok(answer) => answer,
                Err(error) if sent.is_empty() => return Err(error),
                // What was sent is sent; the rest is tried again in a minute.
                Err(_) => break,
            };
            let answer: Sent = serde_json::from_slice(&answer).map_err(failed)?;
            let numbers = answer
                .successful
                .iter()
                .filter_map(|entry| entry.id.parse::<usize>().ok());
            sent.extend(
                numbers
                    .filter_map(|number| batch.get(number))
                    .map(|job| job.output_id),
            );
        }
        Ok(sent)
    }

    /// Lets a received message come back after `delay` instead of after the queue's visibility time-out.
    pub async fn come_back(&self, receipt_handle: &str, delay: Duration) -> Result<(), QueueError> {
        let parameters = ChangeMessageVisibility {
            receipt_handle,
            // Not before the delay is over, so up to the next second.
            visibility_timeout: delay.as_secs() + u64::from(delay.subsec_nanos() > 0),
        };
        self.call("ChangeMessageVisibility", parameters).await?;
        Ok(())
    }

    /// Whether the queue answers.
    pub async fn check(&self) -> Result<(), QueueError> {
        self.call("GetQueueAttributes", GetQueueAttributes {})
            .await?;
        Ok(())
    }

    /// Gives the body of the answer.
    async fn call(&self, action: &str, parameters: impl Serialize) -> Result<Vec<u8>, QueueError> {
        let (client, endpoint) = self
            .server
            .as_ref()
            .ok_or_else(|| failed("it is not configured"))?;
        let body = serde_json::to_vec(&Action {
            queue_url: &self.url,
            parameters,
        })
        .map_err(failed)?;
        let headers = [
            ("content-type", "application/x-amz-json-1.0"),
            ("x-amz-target", &format!("AmazonSQS.{action}")),
        ];
        let identity = self.credentials.clone().into();
        let signing = SigningParams::builder()
            .identity(&identity)
            .region(&self.region)
            .name("sqs")
            .time(SystemTime::now())
            .settings(SigningSettings::default())
            .build()
            .map_err(failed)?
            .into();
        let signable = SignableRequest::new(
            "POST",
            endpoint.as_str(),
            headers.into_iter(),
            SignableBody::Bytes(&body),
        );
        let (signature, _) = sign(signable.map_err(failed)?, &signing)
            .map_err(failed)?
            .into_parts();
        let request = headers
            .into_iter()
            .chain(signature.headers())
            .fold(client.post(endpoint.clone()), |request, (name, value)| {
                request.header(name, value)
            });

        let response = request.body(body).send().await.map_err(failed)?;
        let status = response.status();
        let answer = response.bytes().await.map_err(failed)?;
        if status.is_success() {
            return Ok(answer.to_vec());
        }
        let name = serde_json::from_slice(&answer).map(|Refused { name }| name);
        Err(failed(format!("{status} {}", name.unwrap_or_default())))
    }
}

#[allow(clippy::needless_pass_by_value)] // as `map_err` gives it
fn failed(why: impl ToString) -> QueueError {
    QueueError(why.to_string())
}
