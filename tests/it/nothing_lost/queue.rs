//! A queue with its dead letters on the stack's queue server, and AWS's part between it and a function.

use std::{collections::HashSet, thread, time::Duration};

use outbound::reqwest::Client;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    app::stack::stack,
    runtime::{Function, Outcome},
};

/// As in infra/workers.yaml.
const MAX_RECEIVE_COUNT: u32 = 5;
const BATCH_SIZE: u32 = 10;
/// Seconds until a message that nobody answered for comes back. Longer than any test: what comes back sooner was let.
const VISIBILITY: u32 = 300;
/// Seconds that a receive waits for a message.
const WAIT: u32 = 15;

#[derive(Debug, Clone)]
pub(crate) struct Queue {
    client: Client,
    server: String,
    pub(crate) url: String,
}

/// Messages as they were received: what the function gets, and by which each is deleted.
#[derive(Debug, Clone)]
pub(crate) struct Batch {
    pub(crate) messages: Vec<Value>,
}

impl Queue {
    /// Two new ones: `outputs`, and where its poison goes.
    pub(crate) async fn create() -> (Self, Self) {
        let server = stack().environment["AWS_ENDPOINT_URL"].clone();
        let client = client();
        let name = format!("test-{}", Uuid::new_v4().simple());
        let mut dead_letters = Self {
            client,
            server,
            url: String::new(),
        };
        let attributes = json!({ "VisibilityTimeout": VISIBILITY.to_string() });
        let create =
            json!({ "QueueName": format!("{name}-dead-letter"), "Attributes": attributes });
        dead_letters.url = text(&dead_letters.call("CreateQueue", create).await["QueueUrl"]);
        let arn = dead_letters.attribute("QueueArn").await;
        let redrive =
            json!({ "deadLetterTargetArn": arn, "maxReceiveCount": MAX_RECEIVE_COUNT.to_string() });
        let attributes = json!({ "VisibilityTimeout": VISIBILITY.to_string(), "RedrivePolicy": redrive.to_string() });
        let create = json!({ "QueueName": name, "Attributes": attributes });
        let mut queue = dead_letters.clone();
        queue.url = text(&queue.call("CreateQueue", create).await["QueueUrl"]);
        (queue, dead_letters)
    }

    /// It outlasts a test that does not remove it. Not to be awaited: for the end of a test, however it ends.
    pub(crate) fn remove(&self) {
        let queue = self.clone();
        // A runtime and connections of its own: the test's may be gone, or busy with its end.
        let removed = thread::spawn(move || {
            tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .expect("a runtime")
                .block_on(async {
                    let client = client();
                    let queue = Self { client, ..queue };
                    queue.on_queue("DeleteQueue", json!({})).await;
                });
        });
        // A failure here must not hide the test's own.
        let _ = removed.join();
    }

    pub(crate) async fn send(&self, body: &str) {
        self.on_queue("SendMessage", json!({ "MessageBody": body }))
            .await;
    }

    /// Waits for a message, and gives all that are there, up to ten.
    pub(crate) async fn receive(&self) -> Batch {
        let batch = self.receive_within(WAIT).await;
        assert!(!batch.messages.is_empty(), "no message in {WAIT} s");
        batch
    }

    /// Up to ten that are there; none, if none come so soon.
    pub(crate) async fn receive_within(&self, seconds: u32) -> Batch {
        let receive = json!({
            "MaxNumberOfMessages": BATCH_SIZE, "WaitTimeSeconds": seconds, "AttributeNames": ["All"],
        });
        let answer = self.on_queue("ReceiveMessage", receive).await;
        Batch {
            messages: answer["Messages"].as_array().cloned().unwrap_or_default(),
        }
    }

    /// Hands what is there to the function, and deletes what it says is done; gives what it was.
    pub(crate) async fn work(&self, function: &Function) -> Batch {
        let batch = self.receive().await;
        let outcome = function.invoke(batch.event()).await;
        self.settle(&batch, outcome).await;
        batch
    }

    /// What AWS does after an invocation: deletes what did not fail. An answer that is not one of a batch, or none, is
    /// the failure of all.
    /// <https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html>
    pub(crate) async fn settle(&self, batch: &Batch, outcome: Outcome) {
        let Outcome::Response(answer) = outcome else {
            return;
        };
        let failures = answer["batchItemFailures"]
            .as_array()
            .unwrap_or_else(|| panic!("an answer for a batch was expected: {answer}"));
        let failed: HashSet<String> = failures
            .iter()
            .map(|failure| text(&failure["itemIdentifier"]))
            .collect();
        for message in &batch.messages {
            if !failed.contains(&text(&message["MessageId"])) {
                let delete = json!({ "ReceiptHandle": message["ReceiptHandle"] });
                self.on_queue("DeleteMessage", delete).await;
            }
        }
    }

    /// As when the visibility of these messages has ended.
    pub(crate) async fn come_back(&self, batch: &Batch) {
        for message in &batch.messages {
            let change =
                json!({ "ReceiptHandle": message["ReceiptHandle"], "VisibilityTimeout": 0 });
            self.on_queue("ChangeMessageVisibility", change).await;
        }
    }

    /// (visible, in flight)
    pub(crate) async fn count(&self) -> (u32, u32) {
        let visible = self.attribute("ApproximateNumberOfMessages").await;
        let in_flight = self
            .attribute("ApproximateNumberOfMessagesNotVisible")
            .await;
        (visible.parse().unwrap(), in_flight.parse().unwrap())
    }

    /// Forgets all its messages, as when they get lost.
    pub(crate) async fn purge(&self) {
        self.on_queue("PurgeQueue", json!({})).await;
    }

    pub(crate) async fn set(&self, attribute: &str, value: &str) {
        self.on_queue(
            "SetQueueAttributes",
            json!({ "Attributes": { attribute: value } }),
        )
        .await;
    }

    async fn attribute(&self, name: &str) -> String {
        let asked = json!({ "AttributeNames": [name] });
        text(&self.on_queue("GetQueueAttributes", asked).await["Attributes"][name])
    }

    async fn on_queue(&self, action: &str, mut request: Value) -> Value {
        request["QueueUrl"] = json!(self.url);
        self.call(action, request).await
    }

    /// The server wants to know who asks, and takes any signature for it.
    async fn call(&self, action: &str, request: Value) -> Value {
        let credential = format!(
            "{}/20260101/us-east-1/sqs/aws4_request",
            stack().environment["AWS_ACCESS_KEY_ID"]
        );
        let response = self
            .client
            .post(&self.server)
            .header("content-type", "application/x-amz-json-1.0")
            .header("x-amz-target", format!("AmazonSQS.{action}"))
            .header(
                "authorization",
                format!(
                    "AWS4-HMAC-SHA256 Credential={credential}, SignedHeaders=host, Signature=0"
                ),
            )
            .body(request.to_string())
            .send()
            .await
            .unwrap();
        let status = response.status();
        let answer = response.text().await.unwrap();
        assert!(status.is_success(), "{action}: {status} {answer}");
        serde_json::from_str(&answer).unwrap_or_default()
    }
}

impl Batch {
    /// As Lambda hands it on.
    pub(crate) fn event(&self) -> Value {
        let record = |message: &Value| {
            json!({
                "messageId": message["MessageId"], "receiptHandle": message["ReceiptHandle"], "body": message["Body"],
                "attributes": message["Attributes"], "messageAttributes": {}, "eventSource": "aws:sqs",
                "awsRegion": "us-east-1", "eventSourceARN": "arn:aws:sqs:us-east-1:000000000000:outputs",
            })
        };
        json!({ "Records": self.messages.iter().map(record).collect::<Vec<_>>() })
    }
}

fn client() -> Client {
    outbound::client(Duration::from_mins(1)).unwrap()
}

fn text(value: &Value) -> String {
    value
        .as_str()
        .unwrap_or_else(|| panic!("no text: {value}"))
        .to_owned()
}
