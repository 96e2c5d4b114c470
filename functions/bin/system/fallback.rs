//! Anything that matches no route: 404, 405 with `Allow`, 308 for a slash at the end, 204 with `Allow` to OPTIONS.

use domain::Env;
use functions::ALL;
use web::{
    Error, HandlerResult, Method, Problem, Request, Response, Route, StatusCode, serve_public,
};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    serve_public(Env::new(), &[], (), fallback).await
}

async fn fallback(request: Request, (): &()) -> HandlerResult {
    let allowed = |path: &str| -> Vec<&str> {
        ALL.iter()
            .filter(|route| route.matches(path).is_some())
            .flat_map(Route::methods)
            .map(Method::as_str)
            .collect()
    };
    let methods = allowed(&request.path);
    // API Gateway's own CORS adds its headers to it; it must be a success whatever the path.
    if request.method == Method::OPTIONS {
        let response = Response::no_content();
        return Ok(if methods.is_empty() {
            response
        } else {
            response.header("allow", methods.join(", "))
        });
    }
    if let Some(path) = request.path.strip_suffix('/')
        && path.starts_with('/')
        && !path.starts_with("//")
        && !allowed(path).is_empty()
    {
        let response = Response::no_content().status(StatusCode::PERMANENT_REDIRECT);
        return Ok(response.header("location", request.with_query(path)));
    }
    if methods.is_empty() {
        return Err(Problem::not_found("route").into());
    }
    Err(Problem::method_not_allowed(&methods.join(", ")).into())
}
