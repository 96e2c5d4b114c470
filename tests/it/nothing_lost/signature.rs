//! What is sent to the queue is signed as AWS checks it: the local queue server lets everybody in.

use http::hex;
use jobs::{Message, Queue};
use models::{Env, OutputId};
use ring::{digest, hmac};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::scripted::{Answer, Request, Scripted};

const QUEUE: &str = "https://sqs.eu-central-1.amazonaws.com/123456789012/outputs";
const SECRET: &str = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

fn queue(server: &Scripted) -> Queue {
    let mut env: Env = [
        ("OUTPUTS_QUEUE_URL", QUEUE),
        ("AWS_ENDPOINT_URL", &server.url),
        ("AWS_REGION", "eu-central-1"),
        ("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"),
        ("AWS_SECRET_ACCESS_KEY", SECRET),
        ("AWS_SESSION_TOKEN", "a-session"),
    ]
    .into_iter()
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .collect();
    let queue = Queue::from_env(&mut env);
    env.finish().unwrap();
    queue
}

#[tokio::test]
async fn what_was_really_sent_is_what_was_signed() {
    let server = Scripted::start([Answer::json(200, &json!({ "MessageId": "m" }))]).await;
    let message = Message {
        output_id: OutputId(Uuid::new_v4()),
        request_id: Some("r-ü".to_owned()),
    };
    queue(&server).send(&message).await.unwrap();

    let request = &server.requests()[0];
    assert_eq!((&*request.method, &*request.path), ("POST", "/"));
    assert_eq!(
        request.headers["content-type"],
        "application/x-amz-json-1.0"
    );
    assert_eq!(request.headers["x-amz-target"], "AmazonSQS.SendMessage");
    assert_eq!(request.headers["x-amz-security-token"], "a-session");
    let body = request.json();
    assert_eq!(body["QueueUrl"], QUEUE);
    let sent: Value = serde_json::from_str(body["MessageBody"].as_str().unwrap()).unwrap();
    assert_eq!(sent, json!(message));
    assert_eq!(request.headers["authorization"], expected(request));
}

/// A refusal says what it is called, and nothing else of what came back.
#[tokio::test]
async fn a_refusal_is_named() {
    let refusal = json!({ "__type": "com.amazonaws.sqs#QueueDoesNotExist", "message": "private" });
    let server = Scripted::start([
        Answer::json(400, &refusal),
        Answer::new(503, &[], b"<html>"),
    ])
    .await;
    let queue = queue(&server);
    let error = queue.check().await.unwrap_err().to_string();
    assert!(
        error.contains("400") && error.contains("QueueDoesNotExist"),
        "{error}"
    );
    assert!(!error.contains("private"), "{error}");
    let error = queue.check().await.unwrap_err().to_string();
    assert!(error.contains("503") && !error.contains("html"), "{error}");
}

/// Signature Version 4, step by step (IAM User Guide, "Create a signed AWS API request"), over what the server received.
fn expected(request: &Request) -> String {
    let given = &request.headers["authorization"];
    let signed = given.split("SignedHeaders=").nth(1).unwrap();
    let signed = signed.split(',').next().unwrap().to_owned();
    for header in [
        "content-type",
        "host",
        "x-amz-date",
        "x-amz-security-token",
        "x-amz-target",
    ] {
        assert!(signed.split(';').any(|name| name == header), "{given}");
    }
    let headers: Vec<String> = signed
        .split(';')
        .map(|name| format!("{name}:{}", request.headers[name].trim()))
        .collect();
    let headers = headers.join("\n");
    let payload = hex(digest::digest(&digest::SHA256, &request.body).as_ref());
    let canonical = format!("POST\n/\n\n{headers}\n\n{signed}\n{payload}");

    let time = &request.headers["x-amz-date"];
    let day = &time[..8];
    let scope = format!("{day}/eu-central-1/sqs/aws4_request");
    let hashed = hex(digest::digest(&digest::SHA256, canonical.as_bytes()).as_ref());
    let to_sign = format!("AWS4-HMAC-SHA256\n{time}\n{scope}\n{hashed}");
    let parts = [day, "eu-central-1", "sqs", "aws4_request", &to_sign];
    let signature = parts
        .iter()
        .fold(format!("AWS4{SECRET}").into_bytes(), |key, part| {
            let key = hmac::Key::new(hmac::HMAC_SHA256, &key);
            hmac::sign(&key, part.as_bytes()).as_ref().to_vec()
        });
    format!(
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/{scope}, SignedHeaders={signed}, Signature={}",
        hex(&signature)
    )
}
