//! API Gateway's event and response, payload format 2.0, as far as we read and write them.
//!
//! Read by ourselves, since `lambda_http` panics before the handler on a raw space in the query, an odd `Host` or an
//! invalid base64 body, and what the caller then gets is not ours to say.
//! <https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html>

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::value::RawValue;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct GatewayEvent {
    pub(crate) raw_path: String,
    #[serde(default, deserialize_with = "null_as_default")]
    pub(crate) raw_query_string: String,
    /// Names in lower case; a repeated header's values joined by commas.
    #[serde(default, deserialize_with = "null_as_default")]
    pub(crate) headers: HashMap<String, String>,
    pub(crate) body: Option<String>,
    #[serde(default, deserialize_with = "null_as_default")]
    pub(crate) is_base64_encoded: bool,
    pub(crate) request_context: RequestContext,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RequestContext {
    pub(crate) http: Http,
    pub(crate) request_id: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Http {
    pub(crate) method: String,
}

/// `null` is as good as absent: API Gateway leaves out what there is not, `cargo lambda watch` says `null`, and so may a
/// client.
pub fn null_as_default<'de, D: Deserializer<'de>, T: Deserialize<'de> + Default>(
    field: D,
) -> Result<T, D::Error> {
    Ok(Option::deserialize(field)?.unwrap_or_default())
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct GatewayResponse {
    pub(crate) status_code: u16,
    pub(crate) headers: BTreeMap<&'static str, String>,
    pub(crate) body: Box<RawValue>,
    pub(crate) is_base64_encoded: bool,
    /// We set none; `cargo lambda watch` takes no answer without the list.
    pub(crate) cookies: [String; 0],
}
