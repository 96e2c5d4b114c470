//! What is in the queues: `{"output_id": "…", "request_id": "…"}`, `{"file_id": "…", "request_id": "…"}`.

use domain::Subject;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// Whose job is to be worked on.
    #[serde(flatten)]
    pub subject: Subject,
    /// Of the HTTP request that made the job, for the worker's log lines.
    pub request_id: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the message is not one of ours")]
pub struct Undecodable;

impl Message {
    pub fn decode(body: Option<&str>) -> Result<Self, Undecodable> {
        serde_json::from_str(body.unwrap_or_default()).map_err(|_| Undecodable)
    }
}

#[cfg(test)]
mod tests {
    use domain::{FileId, OutputId};

    use super::*;

    /// Old and new functions and workers run at the same time while a version is deployed.
    #[test]
    fn messages_read_as_they_always_did() {
        let id = "550e8400-e29b-41d4-a716-446655440000";
        let output = Subject::Output(OutputId(id.parse().unwrap()));
        let file = Subject::File(FileId(id.parse().unwrap()));
        for (subject, request_id, body) in [
            (
                output,
                Some("r-1"),
                format!(r#"{{"output_id":"{id}","request_id":"r-1"}}"#),
            ),
            (
                file,
                None,
                format!(r#"{{"file_id":"{id}","request_id":null}}"#),
            ),
        ] {
            let message = Message {
                subject,
                request_id: request_id.map(str::to_owned),
            };
            assert_eq!(serde_json::to_string(&message).unwrap(), body);
            assert_eq!(Message::decode(Some(&body)), Ok(message));
        }
        let bare = format!(r#"{{"output_id":"{id}"}}"#);
        assert_eq!(Message::decode(Some(&bare)).unwrap().request_id, None);
        for other in [
            "",
            "{}",
            r#""5f1c""#,
            r#"{"output_id":"5f1c"}"#,
            r#"{"request_id":"r-1"}"#,
        ] {
            assert_eq!(Message::decode(Some(other)), Err(Undecodable), "{other}");
        }
    }
}
