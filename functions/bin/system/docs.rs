//! GET /openapi.json: the contract, as it is committed. GET /docs: a page on which to read it and try each route.

use domain::Env;
use functions::{DOCS, OPENAPI};
use web::{Error, HandlerResult, Request, Response, StatusCode, serve_public};

const CONTRACT: &str = include_str!("../../../openapi.json");
const PAGE: &str = include_str!("docs.html");
/// The page's own script and style by their SHA-256, this API, and nothing else: a token is typed into it. A browser that
/// refuses a script says in its console which hash it would have taken.
/// <https://www.w3.org/TR/CSP3/>
const POLICY: &str = "default-src 'none'; script-src 'sha256-EAIu58aDIWx867mZeDXqk6MIOnagQkIkeh5pZ2IWfuE='; \
                      style-src 'sha256-K7gHqjvhjsi3HJeaUnCtou9H9aEwG8oALx+6fkJDNTM='; img-src data:; \
                      connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/// Both change with a deployment alone; what is older is asked about by its `ETag`.
const CACHE: &str = "public, max-age=300";

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    serve_public(Env::new(), &[DOCS, OPENAPI], (), answer).await
}

async fn answer(request: Request, (): &()) -> HandlerResult {
    let response = if request.path == OPENAPI.path {
        text("application/json", CONTRACT)
    } else {
        text("text/html; charset=utf-8", PAGE)
            .header("content-security-policy", POLICY.to_owned())
            .header("referrer-policy", "no-referrer".to_owned())
    };
    Ok(response)
}

fn text(content_type: &'static str, body: &str) -> Response {
    Response::text(StatusCode::OK, content_type, body.to_owned())
        .with_etag()
        .header("cache-control", CACHE.to_owned())
}
