//! What a user gets back, and what can be said of it.

use std::collections::BTreeMap;

use serde_json::Value;

use super::contract::{contract, token};

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
        self.holds_the_contract();
        self
    }

    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {self}"))
    }

    /// It is one that the document knows: its status, its headers, its media type and its body.
    #[track_caller]
    fn holds_the_contract(&self) {
        let (method, path) = self.to.split_once(' ').unwrap_or_default();
        let path = path.split('?').next().unwrap_or_default();
        let mut routes = functions::ALL.iter();
        let route = routes.find(|route| route.method == *method && route.matches(path).is_some());
        let Some(route) = route else {
            return;
        };
        let place = format!(
            "/paths/{}/{}/responses/{}",
            token(route.path),
            method.to_lowercase(),
            self.status
        );
        let contract = contract();
        let (place, response) = contract
            .resolve(&place)
            .unwrap_or_else(|| panic!("openapi.json knows no such status: {self}"));
        let documented = response["headers"].as_object().unwrap();
        for known in contract.headers() {
            let said = documented.keys().any(|name| name.to_lowercase() == known);
            assert!(
                said || !self.headers.contains_key(&known),
                "openapi.json knows no {known} here: {self}"
            );
        }
        for name in documented.keys() {
            let header = contract
                .resolve(&format!("{place}/headers/{name}"))
                .unwrap()
                .1;
            let there = self.headers.contains_key(&name.to_lowercase());
            assert!(there || header["required"] != true, "{name}: {self}");
        }
        let Some(forms) = response["content"].as_object() else {
            assert!(
                self.body.is_empty(),
                "a body that openapi.json doesn't know: {self}"
            );
            return;
        };
        let media_type = self
            .header("content-type")
            .split(';')
            .next()
            .unwrap_or_default();
        assert!(
            forms.contains_key(media_type),
            "openapi.json knows no such form: {self}"
        );
        if media_type.ends_with("json") {
            times(&self.json(), self);
            let schema = format!("{place}/content/{}/schema", token(media_type));
            let faults = contract.faults(&schema, &self.json());
            assert!(faults.is_empty(), "not of its schema: {faults:#?} {self}");
        }
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

/// What users put into it is theirs.
const USERS_OWN: [&str; 3] = ["request", "preferences", "claims"];

/// Every time is RFC 3339's, in UTC.
#[track_caller]
fn times(node: &Value, answer: &Answer) {
    match node {
        Value::Object(map) => {
            for (name, value) in map
                .iter()
                .filter(|(name, _)| !USERS_OWN.contains(&name.as_str()))
            {
                if let (true, Some(time)) = (name.ends_with("_at"), value.as_str()) {
                    let read: Result<domain::Timestamp, _> = time.parse();
                    assert!(
                        read.is_ok() && time.contains('T') && time.ends_with('Z'),
                        "{name}: {answer}"
                    );
                }
                times(value, answer);
            }
        }
        Value::Array(list) => list.iter().for_each(|value| times(value, answer)),
        _ => {}
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
