//! A delivery: an endpoint is told of something, signed as the Standard Webhooks specification has it.
//!
//! <https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md>

use std::time::Duration;

use domain::{Env, Failure, Subject, WorkKind};
use imports::Reach;
use jobs::jitter;
use models::{
    ServiceDb,
    event::Event,
    webhooks::{DeliveryInput, DeliveryResult, next_delivery},
};
use outbound::{
    public,
    reqwest::{Client, Error as HttpError, Response, StatusCode, Url, header},
    retry_after,
};
use serde_json::{Map, Value, json};
use tokio::time::timeout;
use web::{
    Error,
    metrics::{self, Metric},
};

use super::{Attempt, AttemptError, Work};
use crate::{
    reach,
    webhooks::{SealingKeys, check_address},
};

/// Until an endpoint has answered.
const TIMEOUT: Duration = Duration::from_secs(15);
/// Of what it answers so much is read, and for so long: then its connection serves the next one.
const ANSWER: usize = 1_024;
const READING: Duration = Duration::from_secs(1);
/// Before the attempts after the first, as the specification proposes: over three days in all.
const PAUSES: [Duration; 9] = [
    Duration::from_secs(5),
    Duration::from_mins(5),
    Duration::from_mins(30),
    Duration::from_hours(2),
    Duration::from_hours(5),
    Duration::from_hours(10),
    Duration::from_hours(14),
    Duration::from_hours(20),
    Duration::from_hours(24),
];
const USER_AGENT: &str = "Repostr-Webhooks/1.0";

pub struct Delivery {
    client: Client,
    reach: Reach,
    keys: SealingKeys,
}

impl Delivery {
    /// From `WEBHOOK_ENCRYPTION_KEY`.
    pub fn from_env(env: &mut Env) -> Result<Self, Error> {
        let reach = reach(env);
        Ok(Self {
            client: public::client(TIMEOUT, reach)?,
            reach,
            keys: SealingKeys::from_env(env),
        })
    }

    async fn send(&self, url: Url, input: &DeliveryInput) -> Result<Response, AttemptError> {
        let id = format!("msg_{}", input.message_id.simple());
        let body = body(input)?.to_string();
        let now = domain::now().timestamp();
        let signatures = self.sign(input, &id, now, body.as_bytes())?;
        let request = self
            .client
            .post(url)
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::USER_AGENT, USER_AGENT)
            .header("webhook-id", id)
            .header("webhook-timestamp", now)
            .header("webhook-signature", signatures)
            .body(body);
        request.send().await.map_err(|error| unreachable(&error))
    }

    /// One a secret, with spaces between: while a secret is changed, the one from before verifies too.
    fn sign(
        &self,
        input: &DeliveryInput,
        id: &str,
        now: i64,
        body: &[u8],
    ) -> Result<String, AttemptError> {
        let sign = |sealed: &String| {
            let secret = self.keys.open_text(sealed, input.endpoint_id)?;
            secret.sign(id, now, body)
        };
        let signatures: Option<Vec<_>> = input.secrets.iter().map(sign).collect();
        signatures
            .map(|signatures| signatures.join(" "))
            .ok_or_else(|| {
                tracing::error!("a secret does not open with any key of WEBHOOK_ENCRYPTION_KEY");
                Failure::passing(
                    "secret_unreadable",
                    "The webhook's secret could not be read. Rotate it.",
                )
                .into()
            })
    }
}

impl Work for Delivery {
    const KIND: WorkKind = WorkKind::Delivery;
    type Input = DeliveryInput;
    type Output = DeliveryResult;

    // An endpoint that answers badly is its owner's to mend: no alarm listens to these.
    const COMPLETED: Metric = metrics::DELIVERED;
    const FAILED: Metric = metrics::UNDELIVERED;
    const RETRIED: Metric = metrics::REDELIVERED;

    async fn run(
        &self,
        input: DeliveryInput,
        attempt: &mut Attempt,
    ) -> Result<DeliveryResult, AttemptError> {
        let url = check_address(&input.url, self.reach)
            .map_err(|error| AttemptError::Fail(refused(&error.to_string())))?;
        let answer = match self.send(url, &input).await {
            Ok(answer) => answer,
            Err(error) => return Err(later(error, attempt, None)),
        };
        let status = answer.status();
        let pause = retry_after(answer.headers());
        read(answer).await;
        if status.is_success() {
            return Ok(DeliveryResult {
                status_code: status.as_u16(),
            });
        }
        let failure = not_taken(status);
        if status == StatusCode::GONE {
            return Err(AttemptError::Fail(failure));
        }
        Err(later(AttemptError::Retry(failure), attempt, pause))
    }

    /// What was put off because its endpoint had as many as it is sent at a time.
    async fn next(&self, db: &ServiceDb, after: Subject) -> Option<Subject> {
        match next_delivery(db, after).await {
            Ok(next) => next,
            Err(error) => {
                tracing::warn!(%error, "what waits for its turn is sent later");
                None
            }
        }
    }

    fn about(input: &DeliveryInput) -> Map<String, Value> {
        Map::from_iter([
            ("webhook_id".to_owned(), json!(input.endpoint_id)),
            ("type".to_owned(), json!(input.event_type)),
        ])
    }
}

/// What openapi.json says that it is. While a deployment is under way, an event that is new is left to a worker that knows it.
fn body(input: &DeliveryInput) -> Result<Value, AttemptError> {
    let what = json!({ "type": input.event_type, "data": input.data });
    let what = serde_json::from_value(what).map_err(|error| {
        tracing::error!(%error, "an event that is not as it must be");
        Failure::passing("event_unknown", "The event could not be sent yet.")
    })?;
    Ok(json!(Event {
        timestamp: input.created_at,
        what,
    }))
}

/// At most so much of what an endpoint says, which is nothing to us.
async fn read(mut answer: Response) {
    let reading = async {
        let mut read = 0;
        while read < ANSWER {
            match answer.chunk().await {
                Ok(Some(chunk)) => read += chunk.len(),
                Ok(None) | Err(_) => break,
            }
        }
    };
    // Its status has been heard, and that is what counts.
    let _ = timeout(READING, reading).await;
}

/// By the schedule, and not before the endpoint wants it.
fn later(error: AttemptError, attempt: &Attempt, wanted: Option<Duration>) -> AttemptError {
    let AttemptError::Retry(failure) = error else {
        return error;
    };
    let before = usize::try_from(attempt.claim.attempts).unwrap_or(usize::MAX);
    let planned = PAUSES.get(before.saturating_sub(1)).copied();
    let planned = jitter(planned.unwrap_or_default());
    AttemptError::RetryIn {
        failure,
        delay: planned.max(wanted.unwrap_or_default()),
    }
}

fn not_taken(status: StatusCode) -> Failure {
    let code = status.as_u16();
    if status == StatusCode::GONE {
        return Failure::permanent(
            "endpoint_gone",
            "The endpoint answered 410: it is gone, and is told nothing more.",
        );
    }
    let detail = if status.is_redirection() {
        format!(
            "The endpoint answered {code}. Redirects are not followed: give the address where it is."
        )
    } else {
        format!("The endpoint answered {code}.")
    };
    Failure::passing("endpoint_failed", detail)
}

fn unreachable(error: &HttpError) -> AttemptError {
    if public::is_refused(error) {
        return AttemptError::Retry(refused("The name leads to an address that is not public."));
    }
    let detail = if error.is_timeout() {
        "The endpoint did not answer within 15 seconds."
    } else if error.is_connect() {
        "The endpoint could not be reached: there is no such host, or no connection to it."
    } else {
        "The connection to the endpoint broke off."
    };
    AttemptError::Retry(Failure::passing("endpoint_unreachable", detail))
}

fn refused(why: &str) -> Failure {
    Failure::passing("endpoint_refused", why)
}
