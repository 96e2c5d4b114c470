//! GET /openapi.json: the contract, as it is committed. GET /docs: a page that leads to it.

use functions::{DOCS, OPENAPI};
use http::{Answer, Error, Reply, Request, StatusCode, serve_open};
use models::Env;

const CONTRACT: &str = include_str!("../../openapi.json");
const PAGE: &str = "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>Repostr's API</title>\n\
                    <h1>Repostr's API</h1>\n<p>Its contract is <a href=\"/openapi.json\">openapi.json</a>.\n</html>\n";
/// Both change with a deployment alone; what is older is asked about by its `ETag`.
const CACHE: &str = "public, max-age=300";

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    serve_open(Env::new(), &[DOCS, OPENAPI], (), answer).await
}

async fn answer(request: Request, (): &()) -> Answer {
    let (content_type, body) = if request.path == OPENAPI.path {
        ("application/json", CONTRACT)
    } else {
        ("text/html; charset=utf-8", PAGE)
    };
    let reply = Reply::text(StatusCode::OK, content_type, body.to_owned()).tagged();
    Ok(reply.header("cache-control", CACHE.to_owned()))
}
