//! The protocol of a custom resource: the answer is PUT to the URL in the event, or CloudFormation waits for an hour.
//! <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref.html>

use std::time::Duration;

use serde_json::{Value, json};
use web::Error;

const TIMEOUT: Duration = Duration::from_secs(20);

/// Migrates on creation and update, does nothing on deletion, and says how it went.
pub async fn answer(
    event: Value,
    migrate: impl AsyncFnOnce() -> Result<Value, Error>,
) -> Result<Value, Error> {
    let outcome = if event["RequestType"] == "Delete" {
        Ok(Value::Null)
    } else {
        migrate().await
    };
    let reason = outcome.as_ref().err().map(ToString::to_string);
    if let Some(reason) = &reason {
        tracing::error!(reason, "the migration failed");
    }
    let body = json!({
        "Status": if reason.is_none() { "SUCCESS" } else { "FAILED" },
        "Reason": reason.unwrap_or_default(),
        // The same always: a new one would make CloudFormation delete the old.
        "PhysicalResourceId": "repostr-schema",
        "StackId": event["StackId"],
        "RequestId": event["RequestId"],
        "LogicalResourceId": event["LogicalResourceId"],
    });
    let url = event["ResponseURL"]
        .as_str()
        .ok_or("the event has no ResponseURL")?;
    // An S3 URL that is signed without a content type.
    let request = outbound::client(TIMEOUT)?
        .put(url)
        .header("content-type", "")
        .body(body.to_string());
    request
        .send()
        .await
        .and_then(outbound::reqwest::Response::error_for_status)
        .map_err(|_| "CloudFormation's URL did not take the answer")?;
    Ok(body)
}
