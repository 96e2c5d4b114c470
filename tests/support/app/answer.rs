//! What a user gets back, and what can be said of it.

use std::collections::BTreeMap;

use serde_json::Value;

use super::contract::contract;

#[derive(Debug, Clone)]
pub struct Answer {
    /// Method and path, for whoever reads of a failure.
    pub to: String,
    pub status: u16,
    /// Names in lower case.
    pub headers: BTreeMap<String, String>,
    pub body: Vec<u8>,
}

impl Answer {
    /// Of this status, and as openapi.json has it; with a request id, as every answer.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{self}");
        assert!(!self.header("x-request-id").is_empty(), "{self}");
        // That is the gateway's to answer. `cargo lambda watch` is one, too, and says of any answer that it may come with
        // credentials.
        let cors = self.headers.keys().find(|name| {
            name.starts_with("access-control-") && *name != "access-control-allow-credentials"
        });
        assert_eq!(cors, None, "{self}");
        contract().holds(&self);
        self
    }

    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {self}"))
    }

    /// The header's value; empty where there is none.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }

    /// Where the created thing is.
    #[track_caller]
    pub fn id(&self) -> String {
        self.json()["id"]
            .as_str()
            .unwrap_or_else(|| panic!("no id: {self}"))
            .to_owned()
    }

    /// A problem of RFC 9457, whole, with this status and code.
    #[track_caller]
    pub fn problem(self, status: u16, code: &str) -> Self {
        let answer = self.expect(status);
        let problem = answer.json();
        assert_eq!(
            answer.header("content-type"),
            "application/problem+json",
            "{answer}"
        );
        assert_eq!(problem["code"], code, "{answer}");
        assert_eq!(problem["status"], status, "{answer}");
        assert_eq!(
            problem["instance"],
            answer.header("x-request-id"),
            "{answer}"
        );
        for member in ["type", "title", "detail"] {
            assert!(
                problem[member]
                    .as_str()
                    .is_some_and(|text| !text.is_empty()),
                "{member}: {answer}"
            );
        }
        // What the existing frontend reads.
        assert_eq!(problem["error"]["code"], code, "{answer}");
        assert_eq!(problem["error"]["message"], problem["detail"], "{answer}");

        let later = matches!(status, 429 | 503);
        assert_eq!(
            problem["retryable"],
            later || code == "idempotency_key_in_flight",
            "{answer}"
        );
        if later {
            let seconds: u64 = answer.header("retry-after").parse().unwrap_or_default();
            assert!(seconds > 0, "{answer}");
        }
        match status {
            422 => assert!(!answer.places().is_empty(), "{answer}"),
            401 => assert_eq!(answer.header("www-authenticate"), "Bearer", "{answer}"),
            405 => assert!(!answer.header("allow").is_empty(), "{answer}"),
            _ => {}
        }
        for error in problem["errors"].as_array().into_iter().flatten() {
            let place = error["pointer"].as_str().or(error["parameter"].as_str());
            assert!(place.is_some(), "{answer}");
            for member in ["code", "detail"] {
                assert!(
                    error[member].as_str().is_some_and(|text| !text.is_empty()),
                    "{member}: {answer}"
                );
            }
        }
        answer
    }

    /// 422, and exactly these places are bad: JSON Pointers, and parameters by their names.
    #[track_caller]
    pub fn invalid(self, places: &[&str]) -> Self {
        let answer = self.problem(422, "invalid_request");
        assert_eq!(answer.places(), places, "{answer}");
        answer
    }

    /// Where a 422 says that something is bad, sorted.
    pub fn places(&self) -> Vec<String> {
        let problem = self.json();
        let errors = problem["errors"].as_array().into_iter().flatten();
        let place = |error: &Value| {
            error["pointer"]
                .as_str()
                .or(error["parameter"].as_str())
                .unwrap_or_default()
                .to_owned()
        };
        let mut places: Vec<String> = errors.map(place).collect();
        places.sort();
        places
    }

    /// The body without what is another's in each answer: to compare two.
    #[track_caller]
    pub fn without_id(&self) -> Value {
        let mut body = self.json();
        body.as_object_mut().expect("an object").remove("instance");
        body
    }
}

impl std::fmt::Display for Answer {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let body: String = String::from_utf8_lossy(&self.body)
            .chars()
            .take(2000)
            .collect();
        write!(
            out,
            "{} → {} {:?}\n{body}",
            self.to, self.status, self.headers
        )
    }
}
