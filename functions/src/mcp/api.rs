//! The API, as the tools ask it.

use std::time::Duration;

use domain::Env;
use outbound::{
    ClientError, client,
    reqwest::{
        self, Client, Method, Url,
        header::{CONTENT_TYPE, HeaderMap},
    },
};
use ring::digest::{SHA256, digest};
use serde::Deserialize;
use serde_json::Value;
use web::{Problem, hex};

use super::problems;

/// Longer than the API waits for anything, and shorter than this function may take.
const TIMEOUT: Duration = Duration::from_secs(26);

#[derive(Debug)]
pub(super) struct Api {
    client: Client,
    /// Without a slash at its end.
    url: String,
}

/// One request to it.
#[derive(Debug)]
pub(super) struct ApiRequest {
    pub(super) method: Method,
    pub(super) path: String,
    pub(super) query: Vec<(String, String)>,
    pub(super) headers: Vec<(&'static str, String)>,
    pub(super) body: Body,
}

#[derive(Debug)]
pub(super) enum Body {
    None,
    Json(Value),
    /// The part `file` of a form.
    File {
        name: String,
        text: String,
    },
}

#[derive(Debug)]
pub(super) struct ApiAnswer {
    headers: HeaderMap,
    pub(super) body: Vec<u8>,
}

/// A problem of the API's, as far as somebody is told of it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct ApiProblem {
    #[serde(skip)]
    retry_after: Option<String>,
    status: u16,
    code: String,
    detail: String,
    instance: String,
    errors: Vec<FieldError>,
}

#[derive(Debug, Deserialize)]
struct FieldError {
    #[serde(alias = "parameter")]
    pointer: String,
    code: String,
    detail: String,
}

impl Api {
    pub(super) fn from_env(env: &mut Env) -> Result<Self, ClientError> {
        let url = env.required("API_URL");
        if !url.is_empty() && Url::parse(&url).is_err() {
            env.problem("API_URL", "is not an address");
        }
        Ok(Self {
            client: client(TIMEOUT)?,
            url: url.trim_end_matches('/').to_owned(),
        })
    }

    pub(super) async fn send(
        &self,
        request: ApiRequest,
        authorization: &str,
    ) -> Result<ApiAnswer, ApiProblem> {
        let away = |error: reqwest::Error| {
            tracing::warn!(%error, "the API did not answer");
            ApiProblem::away()
        };
        let mut url = Url::parse(&format!("{}{}", self.url, request.path)).map_err(|error| {
            tracing::error!(%error, "API_URL and a path are no address");
            ApiProblem::away()
        })?;
        if !request.query.is_empty() {
            url.query_pairs_mut().extend_pairs(&request.query);
        }
        let mut sent = self
            .client
            .request(request.method, url)
            .header("authorization", authorization);
        for (name, value) in request.headers {
            sent = sent.header(name, value);
        }
        sent = match request.body {
            Body::None => sent,
            Body::Json(value) => sent.json(&value),
            Body::File { name, text } => {
                let (content_type, form) = form(&name, &text);
                sent.header(CONTENT_TYPE, content_type).body(form)
            }
        };
        let answer = sent.send().await.map_err(away)?;
        let (status, headers) = (answer.status(), answer.headers().clone());
        let body = answer.bytes().await.map_err(away)?.to_vec();
        if status.is_success() {
            return Ok(ApiAnswer { headers, body });
        }
        let problem: Result<ApiProblem, _> = serde_json::from_slice(&body);
        Err(match problem {
            Ok(problem) if !problem.code.is_empty() => ApiProblem {
                retry_after: header(&headers, "retry-after").map(str::to_owned),
                ..problem
            },
            // The gateway's own, which has no room or no answer.
            _ => ApiProblem::away(),
        })
    }
}

/// The same for the same file, as an `Idempotency-Key` wants it: the boundary is the text's hash, which is not in the text.
fn form(name: &str, text: &str) -> (String, String) {
    let boundary = hex(digest(&SHA256, text.as_bytes()).as_ref());
    // As browsers escape it.
    let name = name
        .replace('"', "%22")
        .replace('\r', "%0D")
        .replace('\n', "%0A");
    let disposition = format!("form-data; name=\"file\"; filename=\"{name}\"");
    let form = format!(
        "--{boundary}\r\ncontent-disposition: {disposition}\r\n\r\n{text}\r\n--{boundary}--\r\n"
    );
    (format!("multipart/form-data; boundary={boundary}"), form)
}

impl ApiRequest {
    pub(super) fn get(path: impl Into<String>) -> Self {
        Self {
            method: Method::GET,
            path: path.into(),
            query: Vec::new(),
            headers: Vec::new(),
            body: Body::None,
        }
    }

    pub(super) fn with(method: Method, path: impl Into<String>, body: Body) -> Self {
        Self {
            method,
            body,
            ..Self::get(path)
        }
    }
}

impl ApiAnswer {
    pub(super) fn header(&self, name: &str) -> Option<String> {
        header(&self.headers, name).map(str::to_owned)
    }

    pub(super) fn json<'a, T: Deserialize<'a>>(&'a self) -> Result<T, serde_json::Error> {
        serde_json::from_slice(&self.body)
    }
}

fn header<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

impl ApiProblem {
    fn away() -> Self {
        let problem = problems::api_unavailable();
        Self {
            status: problem.status.as_u16(),
            code: problem.code,
            detail: problem.detail,
            ..Self::default()
        }
    }

    /// Whoever asks is nobody, so that there is no use in any tool.
    pub(super) fn is_unauthorized(&self) -> bool {
        self.status == 401
    }

    /// As this function says it of itself.
    pub(super) fn into_problem(self) -> Problem {
        match self.code.as_str() {
            "unauthorized" => Problem::unauthorized(),
            "membership_ended" => Problem::membership_ended(),
            "keys_unavailable" => Problem::keys_unavailable(),
            "database_unavailable" => Problem::database_unavailable(),
            other => problems::api_unavailable().caused_by(other),
        }
    }

    /// For whoever called a tool: what is wrong, where, and what helps.
    pub(super) fn to_text(&self) -> String {
        let mut lines = vec![format!("{} ({} {})", self.detail, self.status, self.code)];
        lines.extend(self.errors.iter().map(|error| {
            let place = error.pointer.trim_start_matches("#/");
            format!("{place}: {} ({})", error.detail, error.code)
        }));
        if let Some(seconds) = &self.retry_after {
            lines.push(format!("Try again in {seconds} s."));
        }
        if !self.instance.is_empty() {
            lines.push(format!("Request {}", self.instance));
        }
        lines.join("\n")
    }
}
