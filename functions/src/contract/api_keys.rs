//! Keys of programs.

use models::api_keys::ApiKey;
use schemars::SchemaGenerator;
use serde_json::json;
use web::StatusCode;

use super::{example, operation::Operation};
use crate::{
    API_KEY_CREATE, API_KEY_DELETE, API_KEY_LIST,
    api_keys::{ApiKeyWithSecret, NewApiKey},
};

pub(super) const TAG: &str = "API keys";

pub(super) fn operations() -> Vec<Operation> {
    let request =
        json!({ "name": "Our CMS", "scopes": ["read"], "expires_at": "2999-01-01T00:00:00Z" });
    vec![
        Operation::new(API_KEY_CREATE, TAG, "Make a key for a program")
            .says(
                "The key is in this answer and nowhere else. It goes where a session token goes, `Authorization: Bearer rpk_…`, \
                 and asks for this account; it never deletes projects, nor makes or shows keys. It ends with whoever made it, and \
                 with their membership.",
            )
            .body::<NewApiKey>(vec![("key", request)])
            .answer(StatusCode::CREATED, "The new key.")
            .with(
                "application/json",
                SchemaGenerator::subschema_for::<ApiKeyWithSecret<'_>>,
                vec![("key", example::new_api_key())],
            )
            .gives("api_key_id"),
        Operation::new(API_KEY_LIST, TAG, "The account's keys, newest first")
            .says("Without the keys themselves: by its `prefix` one that has got out is found.")
            .resource::<Vec<ApiKey>>("All of them.", vec![("keys", json!([example::api_key()]))]),
        Operation::new(API_KEY_DELETE, TAG, "Delete a key")
            .says("From the next request on it is none.")
            .no_content(),
    ]
}
