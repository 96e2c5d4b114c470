//! API Gateway's routes. On AWS it reads them, and CORS, from the OpenAPI document that SAM writes into the stack; the
//! server keeps that document and does not read it, so they are made one by one.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use reqwest::Method;
use serde_json::json;

use super::{STACK, template::Template};
use crate::aws::{Aws, field};

/// AWS's own limit for an integration, in milliseconds.
const TIMEOUT: u32 = 30_000;

/// Makes them, and gives the path that the API has on the server.
pub(super) async fn open(aws: &Aws, template: &Template) -> Result<String> {
    let apis = aws
        .rest("apigateway", Method::GET, "/v2/apis", None)
        .await?;
    let api = field(&apis["items"][0], "apiId")?;
    let path = format!("/v2/apis/{api}");
    let cors = json!({ "corsConfiguration": template.cors()? });
    aws.rest("apigateway", Method::PATCH, &path, Some(&cors))
        .await?;
    let functions = functions(aws).await?;
    for (route, function) in template.routes() {
        let arn = functions
            .get(function)
            .with_context(|| format!("the function {function} was not deployed"))?;
        let integration = json!({
            "integrationType": "AWS_PROXY",
            "integrationUri": arn,
            "payloadFormatVersion": "2.0",
            "timeoutInMillis": TIMEOUT,
        });
        let integrations = format!("{path}/integrations");
        let integration = aws
            .rest(
                "apigateway",
                Method::POST,
                &integrations,
                Some(&integration),
            )
            .await?;
        let target = format!("integrations/{}", field(&integration, "integrationId")?);
        let route = json!({ "routeKey": route, "target": target });
        aws.rest(
            "apigateway",
            Method::POST,
            &format!("{path}/routes"),
            Some(&route),
        )
        .await?;
    }
    Ok(format!("/_aws/execute-api/{api}/$default"))
}

/// Name in the template → ARN. CloudFormation's names for them are `STACK-NAME-RANDOM`.
async fn functions(aws: &Aws) -> Result<BTreeMap<String, String>> {
    let (mut functions, mut page) = (BTreeMap::new(), String::new());
    loop {
        let path = format!("/2015-03-31/functions{page}");
        let answer = aws.rest("lambda", Method::GET, &path, None).await?;
        for function in answer["Functions"].as_array().into_iter().flatten() {
            let name = field(function, "FunctionName")?.strip_prefix(STACK);
            if let Some((name, _)) = name.and_then(|name| name.strip_prefix('-')?.split_once('-')) {
                let arn = field(function, "FunctionArn")?.to_owned();
                functions.insert(name.to_owned(), arn);
            }
        }
        match answer["NextMarker"].as_str() {
            Some(marker) => page = format!("?Marker={marker}"),
            None => return Ok(functions),
        }
    }
}
