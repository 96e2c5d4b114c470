//! What happens around every handler: authentication, routing, the time-out, and one line in the log.

use std::{panic::AssertUnwindSafe, sync::Arc, time::Instant};

use base64::{Engine, engine::general_purpose::STANDARD};
use domain::{Env, json_text::json_text};
use futures_util::FutureExt;
use lambda_http::{
    Error, LambdaEvent,
    http::{Method, StatusCode},
    lambda_runtime,
};
use models::{ServiceDb, UserDb, WebhookDb};
use serde_json::Value;
use tokio::time::timeout;
use tracing::Instrument;

use crate::{
    Admins, AuthenticatedRequest, Authentication, HandlerResult, Problem, Rejection, Request,
    Response, Route,
    auth::{AuthError, Config, Verifier},
    authenticated::UsageLimits,
    cors::EXPOSED_HEADERS,
    etag,
    event::{GatewayEvent, GatewayResponse},
    limits, log,
    observed::Observed,
    policy::READ,
    response::Body,
};

/// The clients that a function uses. A function constructs only those that it may use.
pub trait Resources {
    /// Ends what a request left open, before its response is sent and the process is frozen.
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

impl<T> Resources for (WebhookDb, T) {
    async fn release(&self) {}
}

/// Serves a route, or the few routes of a function, to signed-in users.
pub async fn serve<R, H>(
    env: Env,
    routes: impl AsRef<[Route]>,
    resources: R,
    handler: H,
) -> Result<(), Error>
where
    R: Resources,
    H: AsyncFn(AuthenticatedRequest, &R) -> HandlerResult,
{
    let routes = routes.as_ref();
    expect_authentication(routes, &[Authentication::Token])?;
    let handler = &handler;
    let checked = async |request: AuthenticatedRequest, resources: &R| {
        request.check_whole_query()?;
        handler(request, resources).await
    };
    serve_authenticated(env, routes, resources, checked).await
}

/// Serves routes to administrators. To anybody else they do not exist.
pub async fn serve_admin<H>(
    mut env: Env,
    routes: impl AsRef<[Route]>,
    db: ServiceDb,
    handler: H,
) -> Result<(), Error>
where
    H: AsyncFn(AuthenticatedRequest, &ServiceDb) -> HandlerResult,
{
    let routes = routes.as_ref();
    expect_authentication(routes, &[Authentication::Admin])?;
    let admins = Admins::from_env(&mut env);
    let (admins, handler) = (&admins, &handler);
    let admitted = async |request: AuthenticatedRequest, db: &ServiceDb| {
        admins.admit(&request, db).await?;
        request.check_whole_query()?;
        handler(request, db).await
    };
    serve_authenticated(env, routes, db, admitted).await
}

async fn serve_authenticated<R, H>(
    mut env: Env,
    routes: &[Route],
    resources: R,
    handler: H,
) -> Result<(), Error>
where
    R: Resources,
    H: AsyncFn(AuthenticatedRequest, &R) -> HandlerResult,
{
    let config = Config::from_env(&mut env);
    let usage_limits = UsageLimits::from_env(&mut env);
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
        if let Some(actor) = &session.actor {
            let user = &session.principal.user;
            tracing::warn!(actor, %user, method = %request.method, path = request.path, "impersonated");
            if request.policy.is_withheld_from_actors(&request.method) {
                return Err(Problem::impersonated().into());
            }
        }
        if session.principal.key.is_some() && request.policy.session_only {
            let is_admin = request.policy.authentication == Authentication::Admin;
            return Err(if is_admin {
                // To whoever is no administrator there is no such route.
                Problem::not_found("route")
            } else {
                Problem::session_required()
            }
            .into());
        }
        handler(
            AuthenticatedRequest::new(request, session, usage_limits, function),
            resources,
        )
        .await
    };
    run(routes, resources, authenticated).await
}

/// Serves routes to whoever asks, signed or not; with no routes given, every path.
pub async fn serve_public<R, H>(
    env: Env,
    routes: &[Route],
    resources: R,
    handler: H,
) -> Result<(), Error>
where
    R: Resources,
    H: AsyncFn(Request, &R) -> HandlerResult,
{
    expect_authentication(
        routes,
        &[Authentication::Public, Authentication::WebhookSignature],
    )?;
    finish(env)?;
    let (handler, is_of_a_route) = (&handler, !routes.is_empty());
    let checked = async |request: Request, resources: &R| {
        if is_of_a_route {
            request.check_query()?;
        }
        handler(request, resources).await
    };
    run(routes, resources, checked).await
}

/// A function does not start where it would let in others than its routes' policies say.
fn expect_authentication(routes: &[Route], served: &[Authentication]) -> Result<(), Error> {
    let strange = |route: &&Route| !served.contains(&route.policy.authentication);
    match routes.iter().find(strange) {
        None => Ok(()),
        Some(Route { method, path, .. }) => {
            Err(format!("{method} {path} is not served as its policy says").into())
        }
    }
}

fn finish(env: Env) -> Result<(), Error> {
    log::init();
    env.finish()
        .inspect_err(
            |error| tracing::error!(%error, "startup failed: the environment is not as it must be"),
        )
        .map_err(Into::into)
}

async fn run<R, H>(routes: &[Route], resources: R, handler: H) -> Result<(), Error>
where
    R: Resources,
    H: AsyncFn(Request, &R) -> HandlerResult,
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
) -> GatewayResponse
where
    R: Resources,
    H: AsyncFn(Request, &R) -> HandlerResult,
{
    let start = Instant::now();
    let read = serde_json::from_value::<GatewayEvent>(event.payload)
        .map_err(|error| {
            (
                event.context.request_id.clone(),
                Problem::not_a_gateway_event(error),
            )
        })
        .and_then(|parsed| Request::read(parsed, &event.context.request_id));
    let mut request = match read {
        Ok(request) => request,
        Err((id, problem)) => return to_gateway(Response::problem(problem, &id), &id),
    };
    let (id, method, path) = (
        request.id.clone(),
        request.method.clone(),
        request.path.clone(),
    );
    let none_match = request.header("if-none-match").map(str::to_owned);
    let accepted = request.header("accept-encoding").map(str::to_owned);
    let of_a_page = request.header("origin").is_some();
    let found = routes
        .iter()
        .filter(|route| route.methods().contains(&method))
        .find_map(|route| Some((route, route.matches(&path)?)));
    let route = found.as_ref().map(|(route, _)| *route);
    let observed = Arc::clone(&request.observed);
    let result = if routes.is_empty() || found.is_some() {
        if let Some((route, params)) = found {
            // To a handler HEAD is GET: what it answers is what GET would be answered with.
            request.method = route.method.clone();
            request.policy = route.policy;
            request.params = params;
        }
        let span = tracing::info_span!("request", request_id = id);
        with_timeout(Box::pin(handler(request, resources)))
            .instrument(span)
            .await
    } else {
        Err(Problem::not_found("route").into())
    };
    resources.release().await;
    let result = match route {
        Some(route) => contracted(route, &observed, result),
        None => result,
    };
    let response = match result {
        Ok(response) | Err(Rejection::Replay(response)) => {
            not_modified(&method, none_match.as_deref(), response)
        }
        Err(Rejection::Problem(problem)) => {
            log_problem(&id, &problem);
            Response::problem(problem, &id)
        }
    };
    let milliseconds = u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX);
    tracing::info!(request_id = id, %method, path, status = response.status.as_u16(), milliseconds, "request completed");
    let response = match route {
        Some(route) if route.policy.authentication != Authentication::Public => {
            private(&method, response)
        }
        _ => response,
    };
    let response = if of_a_page {
        response.header("access-control-expose-headers", EXPOSED_HEADERS.join(", "))
    } else {
        response
    };
    let response = response.encoded(accepted.as_deref());
    let response = if method == Method::HEAD {
        response.without_body()
    } else {
        response
    };
    to_gateway(response, &id)
}

/// Holds what is answered against what the contract says of the route. What is not in it is an error in the log, and
/// where assertions are on a 500, so that the test that meets it fails.
fn contracted(route: &Route, observed: &Observed, result: HandlerResult) -> HandlerResult {
    let breach = match &result {
        Ok(_) => observed.missing(&route.policy).map(str::to_owned),
        Err(Rejection::Problem(problem)) if !route.declares(problem) => Some(format!(
            "its problems do not include {} {}",
            problem.status, problem.code
        )),
        Err(_) => None,
    };
    let Some(breach) = breach else {
        return result;
    };
    let Route { method, path, .. } = route;
    tracing::error!(%method, path, breach, "not as the contract says");
    if cfg!(debug_assertions) {
        Err(Problem::internal(format!("{method} {path}: {breach}")).into())
    } else {
        result
    }
}

/// Ends with 503 when the time is over, and with 500 instead of no answer when the handler panics.
async fn with_timeout(handler: impl Future<Output = HandlerResult>) -> HandlerResult {
    match timeout(limits::REQUEST, AssertUnwindSafe(handler).catch_unwind()).await {
        Ok(Ok(result)) => result,
        Ok(Err(_)) => Err(Problem::internal("the handler panicked").into()),
        Err(_) => Err(Problem::timed_out().into()),
    }
}

/// 304 where the client has the very representation (RFC 9110, section 13.1.2).
fn not_modified(method: &Method, none_match: Option<&str>, response: Response) -> Response {
    match (none_match, response.headers.get("etag")) {
        (Some(condition), Some(tag))
            if READ.contains(method) && etag::if_none_match_holds(condition, tag) =>
        {
            // The one that was given: of what was compressed, or was not.
            let compressed = etag::of_gzip(tag);
            let tag = if condition.contains(&compressed) {
                compressed
            } else {
                tag.clone()
            };
            // Whether it has waited is said of this answer, too.
            let applied = response.headers.get("preference-applied").cloned();
            let answer = Response {
                status: StatusCode::NOT_MODIFIED,
                ..Response::no_content()
            }
            .header("etag", tag);
            match applied {
                Some(applied) => answer.header("preference-applied", applied),
                None => answer,
            }
        }
        _ => response,
    }
}

/// What is one user's is kept in no cache. A tag promises that it can be asked whether it is still the same: for that a
/// browser has to keep it, for itself, and to ask each time before it uses it.
fn private(method: &Method, response: Response) -> Response {
    if response.headers.contains_key("cache-control") {
        return response;
    }
    let rule = if READ.contains(method) && response.headers.contains_key("etag") {
        "private, no-cache"
    } else {
        "no-store"
    };
    response.header("cache-control", rule.to_owned())
}

fn log_problem(id: &str, problem: &Problem) {
    let (code, cause) = (&problem.code, problem.cause.as_deref().unwrap_or_default());
    match problem.status.as_u16() {
        500 => tracing::error!(request_id = id, code, cause, "internal error"),
        503 => tracing::warn!(request_id = id, code, cause, "dependency unavailable"),
        _ => tracing::info!(request_id = id, code, cause, "request rejected"),
    }
}

fn to_gateway(response: Response, id: &str) -> GatewayResponse {
    let response = response
        .header("x-request-id", id.to_owned())
        .header("x-content-type-options", "nosniff".to_owned());
    let (body, is_base64_encoded) = match response.body {
        Body::Text(text) => (text, false),
        Body::Binary(bytes) => (STANDARD.encode(bytes), true),
    };
    GatewayResponse {
        status_code: response.status.as_u16(),
        headers: response.headers,
        body: json_text(&body),
        is_base64_encoded,
        cookies: [],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUTE: Route = Route::new(Method::PATCH, "/things/{thing_id}", "thing-update")
        .write()
        .conditional();

    fn status(observed: &Observed, result: HandlerResult) -> u16 {
        match contracted(&ROUTE, observed, result) {
            Ok(response) => response.status.as_u16(),
            Err(Rejection::Problem(problem)) => problem.status.as_u16(),
            Err(Rejection::Replay(_)) => 0,
        }
    }

    #[test]
    fn a_problem_that_the_route_does_not_have_is_an_internal_error() {
        let answer = |problem: Problem| status(&Observed::default(), Err(problem.into()));
        assert_eq!(answer(Problem::not_found("thing")), 404);
        assert_eq!(answer(Problem::precondition_failed()), 412);
        assert_eq!(answer(Problem::not_found("other")), 500);
        assert_eq!(answer(Problem::storage_unavailable()), 500);
    }

    #[test]
    fn a_success_that_forgets_its_policy_is_an_internal_error() {
        let observed = Observed::default();
        let done = || Ok(Response::no_content());
        assert_eq!(status(&observed, done()), 500);
        observed.admission.set();
        assert_eq!(status(&observed, done()), 500);
        observed.precondition.set();
        assert_eq!(status(&observed, done()), 204);
    }

    #[test]
    fn a_body_that_the_policy_does_not_have_is_not_read() {
        let read = Request::default().json(|_| Some(()));
        assert_eq!(read.unwrap_err().status, StatusCode::INTERNAL_SERVER_ERROR);
    }

    #[test]
    fn a_route_is_served_to_whom_its_policy_says() {
        let token = [Authentication::Token];
        assert!(expect_authentication(&[ROUTE], &token).is_ok());
        assert!(expect_authentication(&[ROUTE.public()], &token).is_err());
        assert!(expect_authentication(&[ROUTE.admin()], &token).is_err());
    }
}
