//! The frame around every endpoint: who asks, what came of it, one line in the log.

use std::{panic::AssertUnwindSafe, time::Instant};

use base64::{Engine, engine::general_purpose::STANDARD};
use futures_util::FutureExt;
use lambda_http::{
    Error, LambdaEvent,
    http::{Method, StatusCode},
    lambda_runtime,
};
use models::{Env, ServiceDb, UserDb};
use serde_json::Value;
use tokio::time::timeout;
use tracing::Instrument;

use crate::{
    Answer, Call, Problem, Reply, Request, Route, Stop,
    auth::{AuthError, Config, Verifier},
    call::Bounds,
    etag,
    event::{Event, Outcome},
    limits, log,
    reply::Body,
};

/// The clients that a function uses. What it must not carry it must not construct.
pub trait Resources {
    /// Ends what a request left open, before its answer goes out and the process is frozen.
    fn release(&self) -> impl Future<Output = ()>;
}

impl Resources for () {
    async fn release(&self) {}
}

impl Resources for UserDb {
    async fn release(&self) {
        UserDb::release(self).await;
    }
}

impl<T> Resources for (UserDb, T) {
    async fn release(&self) {
        self.0.release().await;
    }
}

/// It holds nothing between two statements.
impl Resources for ServiceDb {
    async fn release(&self) {}
}

impl<T> Resources for (ServiceDb, T) {
    async fn release(&self) {}
}

/// Serves a route, or a function's few, to those who have signed in, until the runtime ends.
pub async fn serve<R, H>(
    mut env: Env,
    routes: impl AsRef<[Route]>,
    resources: R,
    handler: H,
) -> Result<(), Error>
where
    R: Resources,
    H: AsyncFn(Call, &R) -> Answer,
{
    let routes = routes.as_ref();
    let config = Config::from_env(&mut env);
    let bounds = Bounds::from_env(&mut env);
    finish(env)?;
    let verifier = Verifier::new(config)?;
    verifier.warm().await;
    let function = routes.first().map_or("", |route| route.function);
    let handler = &handler;
    let authenticated = async |request: Request, resources: &R| {
        let session = verifier
            .verify(request.header("authorization"))
            .await
            .map_err(|error| match error {
                AuthError::Unauthorized(why) => Problem::unauthorized().caused_by(why),
                AuthError::KeysUnavailable(why) => Problem::keys_unavailable().caused_by(why),
            })?;
        handler(Call::new(request, session, bounds, function), resources).await
    };
    run(routes, resources, authenticated).await
}

/// Serves routes to anybody; without any, whatever comes.
pub async fn serve_open<R, H>(
    env: Env,
    routes: &[Route],
    resources: R,
    handler: H,
) -> Result<(), Error>
where
    R: Resources,
    H: AsyncFn(Request, &R) -> Answer,
{
    finish(env)?;
    run(routes, resources, handler).await
}

fn finish(env: Env) -> Result<(), Error> {
    log::init();
    env.finish()
        .inspect_err(|error| tracing::error!(%error, "not started"))
        .map_err(Into::into)
}

async fn run<R, H>(routes: &[Route], resources: R, handler: H) -> Result<(), Error>
where
    R: Resources,
    H: AsyncFn(Request, &R) -> Answer,
{
    let (resources, handler) = (&resources, &handler);
    lambda_runtime::run(lambda_runtime::service_fn(
        move |event: LambdaEvent<Value>| async move {
            Ok::<_, Error>(respond(event, routes, resources, handler).await)
        },
    ))
    .await
}

async fn respond<R, H>(
    event: LambdaEvent<Value>,
    routes: &[Route],
    resources: &R,
    handler: &H,
) -> Outcome
where
    R: Resources,
    H: AsyncFn(Request, &R) -> Answer,
{
    let start = Instant::now();
    let read = serde_json::from_value::<Event>(event.payload)
        .map_err(|error| {
            (
                event.context.request_id.clone(),
                Problem::bad_request("invalid_event", &error.to_string()),
            )
        })
        .and_then(|event_| Request::read(event_, &event.context.request_id));
    let mut request = match read {
        Ok(request) => request,
        Err((id, problem)) => return outcome(problem.into_reply(&id), &id),
    };
    let (id, method, path) = (
        request.id.clone(),
        request.method.clone(),
        request.path.clone(),
    );
    let none_match = request.header("if-none-match").map(str::to_owned);
    let params = routes
        .iter()
        .filter(|route| route.method == method)
        .find_map(|route| route.matches(&path));
    let answer = if routes.is_empty() || params.is_some() {
        request.params = params.unwrap_or_default();
        let span = tracing::info_span!("request", request_id = id);
        guarded(Box::pin(handler(request, resources)))
            .instrument(span)
            .await
    } else {
        Err(Problem::not_found("route").into())
    };
    resources.release().await;
    let reply = match answer {
        Ok(reply) | Err(Stop::Replay(reply)) => not_modified(&method, none_match.as_deref(), reply),
        Err(Stop::Problem(problem)) => {
            report(&id, &problem);
            problem.into_reply(&id)
        }
    };
    let milliseconds = u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX);
    tracing::info!(request_id = id, %method, path, status = reply.status.as_u16(), milliseconds, "answered");
    outcome(reply, &id)
}

/// In its bound of time, and with a panic as one bad answer instead of none.
async fn guarded(answer: impl Future<Output = Answer>) -> Answer {
    match timeout(limits::REQUEST, AssertUnwindSafe(answer).catch_unwind()).await {
        Ok(Ok(answer)) => answer,
        Ok(Err(_)) => Err(Problem::internal("the handler panicked").into()),
        Err(_) => Err(Problem::timed_out().into()),
    }
}

/// 304 where the client has the very representation (RFC 9110, section 13.1.2).
fn not_modified(method: &Method, none_match: Option<&str>, reply: Reply) -> Reply {
    match (none_match, reply.headers.get("etag")) {
        (Some(condition), Some(tag))
            if *method == Method::GET && etag::any_matches(condition, tag) =>
        {
            let tag = tag.clone();
            Reply {
                status: StatusCode::NOT_MODIFIED,
                ..Reply::no_content()
            }
            .header("etag", tag)
        }
        _ => reply,
    }
}

fn report(id: &str, problem: &Problem) {
    let (code, cause) = (&problem.code, problem.cause.as_deref().unwrap_or_default());
    match problem.status.as_u16() {
        500 => tracing::error!(request_id = id, code, cause, "a bug"),
        503 => tracing::warn!(request_id = id, code, cause, "unavailable"),
        _ => tracing::info!(request_id = id, code, cause, "refused"),
    }
}

fn outcome(reply: Reply, id: &str) -> Outcome {
    let reply = reply.header("x-request-id", id.to_owned());
    let (body, is_base64_encoded) = match reply.body {
        Body::Text(text) => (text, false),
        Body::Binary(bytes) => (STANDARD.encode(bytes), true),
    };
    Outcome {
        status_code: reply.status.as_u16(),
        headers: reply.headers,
        body,
        is_base64_encoded,
        cookies: [],
    }
}
