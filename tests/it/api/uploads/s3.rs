//! AWS's own client for S3, to see what the storage holds: botocore, out of the storage server's environment.

use serde_json::{Value, json};
use tokio::process::Command;

use crate::app::stack::stack;

const CLIENT: &str = r#"
import json, os, sys
from botocore.config import Config
from botocore.exceptions import ClientError
from botocore.session import Session

client = Session().create_client(
    "s3",
    endpoint_url=os.environ["STORAGE_ENDPOINT"],
    region_name=os.environ["STORAGE_REGION"],
    aws_access_key_id=os.environ["STORAGE_ACCESS_KEY_ID"],
    aws_secret_access_key=os.environ["STORAGE_SECRET_ACCESS_KEY"],
    config=Config(s3={"addressing_style": "path"}),
)
try:
    answer = getattr(client, sys.argv[1])(**{"Bucket": os.environ["STORAGE_BUCKET"], **json.loads(sys.argv[2])})
except ClientError as error:
    answer = {"Error": error.response["Error"]["Code"]}
print(json.dumps(answer, default=str))
"#;

/// Where clients put.
pub(super) const STAGING: &str = "uploads-staging";

/// What the client says to an operation, `head_object`, or `Error` with its code. On what is served, unless the parameters
/// name another bucket.
pub(super) async fn s3(operation: &str, parameters: Value) -> Value {
    let output = Command::new(stack().tool("bin/python"))
        .args(["-c", CLIENT, operation, &parameters.to_string()])
        .env_clear()
        .envs(&stack().environment)
        .output()
        .await
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {said}"))
}

/// The keys that begin so, of what is served.
pub(in crate::api) async fn keys(prefix: &str) -> Vec<String> {
    listed(json!({ "Prefix": prefix })).await
}

/// The same of what was put by clients.
pub(super) async fn staged(prefix: &str) -> Vec<String> {
    listed(json!({ "Bucket": STAGING, "Prefix": prefix })).await
}

async fn listed(parameters: Value) -> Vec<String> {
    let listed = s3("list_objects_v2", parameters).await;
    let objects = listed["Contents"].as_array().cloned().unwrap_or_default();
    objects
        .iter()
        .map(|object| object["Key"].as_str().unwrap().to_owned())
        .collect()
}
