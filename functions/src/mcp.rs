//! The API as tools of the Model Context Protocol, over Streamable HTTP and without sessions.
//!
//! The protocol is the official SDK's; each tool is a request to the API, with the caller's own authorization. So a tool
//! is checked, admitted, counted and rejected as any other caller is, and the function that serves them holds no access to
//! the database or the storage. Handlers in one binary would be larger than a function may be: `output-export` alone is
//! 2.9 MB.

mod api;
mod arguments;
pub mod problems;
mod results;
mod server;
mod tools;

use std::sync::{Arc, OnceLock};

use domain::Env;
use http_body_util::BodyExt;
use rmcp::{
    model::{ErrorData, JsonRpcError},
    transport::streamable_http_server::{
        StreamableHttpServerConfig, StreamableHttpService, session::never::NeverSessionManager,
    },
};
use serde_json::Value;
use web::{
    AuthenticatedRequest, Error, HandlerResult, Method, Problem, Resources, Response, StatusCode,
    limits,
};

use self::{api::Api, server::Server};

/// Messages in one body: a batch, as clients of the revision 2025-03-26 may send it.
pub const BATCH: usize = 10;

const JSON: &str = "application/json";
/// What a message says of itself in headers; the SDK holds them against its body.
const HEADERS: [&str; 3] = ["mcp-protocol-version", "mcp-method", "mcp-name"];

type Service = StreamableHttpService<Server, NeverSessionManager>;

#[derive(Debug)]
pub struct Mcp {
    api: Arc<Api>,
    /// Where pages may ask from.
    origins: Vec<String>,
}

/// It keeps nothing open between two requests but an idle connection.
impl Resources for Mcp {
    async fn release(&self) {}
}

/// What the SDK makes of a message.
struct Answer {
    status: StatusCode,
    body: String,
}

impl Mcp {
    pub fn from_env(env: &mut Env) -> Result<Self, Error> {
        let origins = env.optional("CLERK_AUTHORIZED_PARTIES").unwrap_or_default();
        Ok(Self {
            api: Arc::new(Api::from_env(env)?),
            origins: origins
                .split(',')
                .map(|origin| origin.trim().to_owned())
                .collect(),
        })
    }

    pub async fn answer(&self, request: &AuthenticatedRequest) -> HandlerResult {
        if let Some(origin) = request.header("origin")
            && !self.origins.iter().any(|known| known == origin)
        {
            return Err(problems::origin_not_allowed().into());
        }
        if request.bytes().len() > limits::JSON_BODY {
            return Err(Problem::body_too_large().into());
        }
        if request.content_type() != JSON {
            return Err(Problem::not_json().into());
        }
        let refusal = Arc::new(OnceLock::new());
        let authorization = request.header("authorization").unwrap_or_default();
        let server = Server {
            api: Arc::clone(&self.api),
            authorization: authorization.to_owned(),
            refusal: Arc::clone(&refusal),
        };
        let answer = answer_all(&service(server), request).await?;
        if let Some(problem) = refusal.get() {
            return Err(problem.clone().into());
        }
        Ok(if answer.body.is_empty() {
            Response::no_content().status(answer.status)
        } else {
            Response::text(answer.status, JSON, answer.body)
        })
    }
}

/// A server for one request: it knows nothing of others.
fn service(server: Server) -> Service {
    let config = StreamableHttpServerConfig::default()
        .with_legacy_session_mode(false)
        .with_json_response(true)
        // The gateway takes no other host's requests, and what a page may is looked at before.
        .disable_allowed_hosts()
        .disable_allowed_origins()
        .with_max_request_body_bytes(limits::JSON_BODY);
    StreamableHttpService::new(move || Ok(server.clone()), Arc::default(), config)
}

async fn answer_all(service: &Service, request: &AuthenticatedRequest) -> Result<Answer, Problem> {
    let messages = match serde_json::from_slice(request.bytes()) {
        Ok(Value::Array(messages)) if (1..=BATCH).contains(&messages.len()) => messages,
        Ok(Value::Array(_)) => {
            let most = format!("A batch has 1 to {BATCH} messages.");
            return refused(ErrorData::invalid_request(most, None));
        }
        Ok(message) => return answer_one(service, request, message.to_string()).await,
        Err(error) => return refused(ErrorData::parse_error(error.to_string(), None)),
    };
    let mut answers = Vec::new();
    for message in messages {
        let answer = answer_one(service, request, message.to_string()).await?;
        if !answer.body.is_empty() {
            answers.push(answer.body);
        }
    }
    if answers.is_empty() {
        return Ok(Answer {
            status: StatusCode::ACCEPTED,
            body: String::new(),
        });
    }
    let body = format!("[{}]", answers.join(","));
    if !Response::text(StatusCode::OK, JSON, body.clone()).fits() {
        let apart = "The answers are too large together. Send the messages one by one.";
        return refused(ErrorData::internal_error(apart, None));
    }
    Ok(Answer {
        status: StatusCode::OK,
        body,
    })
}

async fn answer_one(
    service: &Service,
    request: &AuthenticatedRequest,
    message: String,
) -> Result<Answer, Problem> {
    // Whoever asks is answered in JSON, and so need not say that they take a stream of events too.
    let mut asked = http::Request::builder()
        .method(Method::POST)
        .header("host", "api")
        .header("content-type", JSON)
        .header("accept", "application/json, text/event-stream");
    for name in HEADERS {
        if let Some(value) = request.header(name) {
            asked = asked.header(name, value);
        }
    }
    let asked = asked.body(message).map_err(Problem::internal)?;
    let (head, body) = service.handle(asked).await.into_parts();
    let body = body.collect().await.map_err(Problem::internal)?.to_bytes();
    let body = String::from_utf8(body.to_vec()).map_err(Problem::internal)?;
    let is_json = head
        .headers
        .get("content-type")
        .is_some_and(|kind| kind == JSON);
    if body.is_empty() || is_json {
        return Ok(Answer {
            status: head.status,
            body,
        });
    }
    if head.status.is_server_error() {
        return Err(Problem::internal(body));
    }
    // What is no message at all the SDK refuses in plain words.
    refused(ErrorData::invalid_request(body, None))
}

/// 400 and why, as the protocol says it.
fn refused(error: ErrorData) -> Result<Answer, Problem> {
    let body = serde_json::to_string(&JsonRpcError::new(None, error)).map_err(Problem::internal)?;
    Ok(Answer {
        status: StatusCode::BAD_REQUEST,
        body,
    })
}
