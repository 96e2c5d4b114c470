//! API Gateway's CORS. CloudFormation names its parts with capitals and API Gateway's own API does not; the server keeps
//! what it is told by the former and reads it by the names of the latter, so it is told once more.

use anyhow::{Context, Result};
use reqwest::Method;
use serde_json::json;

use super::template::{Template, path_of};
use crate::aws::{Aws, field};

/// Gives the path that the stack's API has on the server.
pub(super) async fn open(aws: &Aws, stack: &str, template: &Template) -> Result<String> {
    let apis = aws
        .rest("apigateway", Method::GET, "/v2/apis", None)
        .await?;
    let mut apis = apis["items"].as_array().into_iter().flatten();
    let api = apis.find(|api| api["name"] == stack);
    let api = field(api.context("API Gateway has no API of the stack")?, "apiId")?;
    let cors = json!({ "corsConfiguration": template.cors()? });
    let path = format!("/v2/apis/{api}");
    aws.rest("apigateway", Method::PATCH, &path, Some(&cors))
        .await?;
    Ok(path_of(api))
}
