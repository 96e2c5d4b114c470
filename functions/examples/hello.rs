//! The smallest function that these libraries make: what the others' size and start are measured against.

use lambda_runtime::{Error, LambdaEvent, run, service_fn};
use serde_json::{Value, json};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    run(service_fn(
        async |_: LambdaEvent<Value>| -> Result<Value, Error> {
            Ok(json!({ "statusCode": 200, "body": "hello" }))
        },
    ))
    .await
}
