//! Webhooks out.

use domain::EventType;
use models::webhooks::{Delivery, Webhook};
use schemars::SchemaGenerator;
use serde_json::{Value, json};
use web::StatusCode;

use super::{example, operation::Operation};
use crate::{
    DELIVERY_LIST, DELIVERY_RETRY, WEBHOOK_CREATE, WEBHOOK_DELETE, WEBHOOK_GET, WEBHOOK_LIST,
    WEBHOOK_PING, WEBHOOK_ROTATE, WEBHOOK_UPDATE,
    webhooks::{ChangedWebhook, NewWebhook, WebhookWithSecret},
};

pub(super) const TAG: &str = "Webhooks";

const JSON: &str = "application/json";

/// Examples of what endpoints are sent, and what each says.
pub(super) fn events() -> Vec<(Value, &'static str)> {
    let types = EventType::ALL.into_iter().map(|event| {
        let (status, summary) = match event {
            EventType::OutputCompleted => ("completed", "An output is written"),
            EventType::OutputFailed => ("failed", "An output could not be written"),
            EventType::OutputCancelled => ("cancelled", "An output was called off"),
            EventType::FileReady => ("ready", "A file is read"),
            EventType::FileFailed => ("failed", "A file could not be read"),
        };
        let is_file = matches!(event, EventType::FileReady | EventType::FileFailed);
        let data = example::event_data(is_file, status);
        (example::event(event.as_str(), &data), summary)
    });
    let ping = example::event("ping", &json!({ "webhook_id": example::WEBHOOK }));
    types.chain([(ping, "A test that was asked for")]).collect()
}

pub(super) fn operations() -> Vec<Operation> {
    let request = json!({
        "url": "https://example.com/hooks/repostr",
        "description": "Our CMS",
        "types": ["output.completed", "output.failed"],
    });
    let with_secret = SchemaGenerator::subschema_for::<WebhookWithSecret<'_>>;
    vec![
        Operation::new(WEBHOOK_CREATE, TAG, "Have an endpoint told")
            .says(
                "From then on it is sent a POST with `{type, timestamp, data}` when an output or a file is done, signed as \
                 the [Standard Webhooks](https://www.standardwebhooks.com) specification has it, with the secret that is in this \
                 answer and nowhere else. Any 2xx within 15 seconds takes it; else it is sent again, ten times in three days. \
                 It may come more than once, under the same `webhook-id`. Redirects are not followed; 410 disables the endpoint, \
                 and so do five days in which nothing gets through.",
            )
            .body::<NewWebhook>(vec![("webhook", request)])
            .answer(StatusCode::CREATED, "The new endpoint.")
            .with(JSON, with_secret, vec![("webhook", example::new_webhook())])
            .with_header("Location")
            .gives("webhook_id"),
        Operation::new(WEBHOOK_LIST, TAG, "The account's endpoints, newest first")
            .says("Whether each hears is said by `enabled` and `failing_since`.")
            .resource::<Vec<Webhook>>("All of them.", vec![("webhooks", json!([example::webhook()]))]),
        Operation::new(WEBHOOK_GET, TAG, "An endpoint")
            .says("Whether it is told, and since when nothing has got through.")
            .resource::<Webhook>("The endpoint.", vec![("webhook", example::webhook())]),
        Operation::new(WEBHOOK_UPDATE, TAG, "Change, pause or enable an endpoint")
            .says("Enabled again, it is told what happens from then on; what it missed can be sent by a retry.")
            .merge_patch::<ChangedWebhook>(vec![("pause", json!({ "enabled": false }))])
            .resource::<Webhook>("The endpoint as it is now.", vec![("webhook", example::webhook())]),
        Operation::new(WEBHOOK_DELETE, TAG, "Delete an endpoint")
            .says("It is told nothing more, and what it was sent is forgotten.")
            .no_content(),
        Operation::new(WEBHOOK_ROTATE, TAG, "Give an endpoint another secret")
            .says(
                "For 24 hours what is sent has two signatures, one by each secret, so that whoever verifies has the time to \
                 change.",
            )
            .answer(StatusCode::OK, "The endpoint, with the new secret.")
            .with(JSON, with_secret, vec![("webhook", example::new_webhook())]),
        Operation::new(WEBHOOK_PING, TAG, "Send an endpoint a test")
            .says("A message of the type `ping`, whatever the endpoint wants to be told of.")
            .answer(StatusCode::ACCEPTED, "It is on its way.")
            .with_json::<Delivery>(vec![("delivery", example::delivery())])
            .gives("delivery_id"),
        Operation::new(DELIVERY_LIST, TAG, "What an endpoint was sent, newest first")
            .says("Of the last 30 days.")
            .page::<Delivery>("A page of it.", json!([example::delivery()])),
        Operation::new(DELIVERY_RETRY, TAG, "Send something once more")
            .says("The same message, under the same `webhook-id`.")
            .answer(StatusCode::ACCEPTED, "It is on its way.")
            .with_json::<Delivery>(vec![("delivery", example::delivery())]),
    ]
}
