//! What API Gateway itself says to browsers (CORS), which `cargo lambda watch` can't show: it allows everything.
//! <https://fetch.spec.whatwg.org/#http-cors-protocol>

use anyhow::{Result, ensure};
use reqwest::{
    Client, Method, RequestBuilder, Response,
    header::{HeaderName, ORIGIN},
};
use serde_json::Value;

use super::template::Template;
use crate::{aws, terminal::Step};

/// A preflight for whatever the API has, from each origin and from a stranger; and what a script sees of an answer.
pub(super) async fn check(api_url: &str, template: &Template) -> Result<()> {
    let step = Step::start("Asking as a browser asks");
    let (cors, client) = (template.cors()?, aws::client());
    let list = |name: &str| -> Vec<String> {
        let values = cors[name].as_array().into_iter().flatten();
        values
            .filter_map(Value::as_str)
            .map(str::to_lowercase)
            .collect()
    };
    let origins = list("allowOrigins");
    ensure!(origins.len() > 1, "AllowedOrigins became {origins:?}");
    let url = format!("{api_url}/projects");
    for origin in &origins {
        let answer = preflight(&client, &url, origin).send().await?;
        ensure!(answer.status().is_success(), "{answer:?}");
        ensure!(listed(&answer, "access-control-allow-origin") == [origin.as_str()]);
        ensure!(listed(&answer, "access-control-allow-methods") == list("allowMethods"));
        ensure!(listed(&answer, "access-control-allow-headers") == list("allowHeaders"));
        // Of a refusal too: a script has to be able to read why.
        let answer = client.get(&url).header(ORIGIN, origin).send().await?;
        ensure!(answer.status() == 401, "{answer:?}");
        ensure!(listed(&answer, "access-control-allow-origin") == [origin.as_str()]);
        ensure!(listed(&answer, "access-control-expose-headers") == list("exposeHeaders"));
    }
    let stranger = "https://app.example.com.evil.example";
    let refused = preflight(&client, &url, stranger).send().await?;
    ensure!(listed(&refused, "access-control-allow-origin").is_empty());
    step.done();
    Ok(())
}

fn preflight(client: &Client, url: &str, origin: &str) -> RequestBuilder {
    client
        .request(Method::OPTIONS, url)
        .header(ORIGIN, origin)
        .header("access-control-request-method", "POST")
        .header(
            "access-control-request-headers",
            "authorization,content-type",
        )
}

/// The header's values, in lower case.
fn listed(answer: &Response, name: &'static str) -> Vec<String> {
    let value = answer.headers().get(HeaderName::from_static(name));
    let text = value.and_then(|value| value.to_str().ok());
    text.into_iter()
        .flat_map(|text| text.split(','))
        .map(|value| value.trim().to_lowercase())
        .collect()
}
