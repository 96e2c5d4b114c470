//! Which subscription an event is about. What it says of it is not looked at: events come late and in any order, and the
//! subscription can be read.
//!
//! <https://docs.stripe.com/api/events/object>

use serde::Deserialize;
use serde_json::Value;
use web::Problem;

use crate::event::problems::invalid_event;

#[derive(Debug, Deserialize)]
pub struct StripeEvent {
    pub id: String,
    pub r#type: String,
    data: Data,
}

#[derive(Debug, Deserialize)]
struct Data {
    object: Value,
}

/// The event, and the subscription's id; `None` where it is about something else.
pub fn subscription_of(body: &[u8]) -> Result<(StripeEvent, Option<String>), Problem> {
    let event: StripeEvent = serde_json::from_slice(body).map_err(invalid_event)?;
    let object = &event.data.object;
    let id = match object["object"].as_str() {
        Some("subscription") => object["id"].as_str(),
        Some("checkout.session") => object["subscription"].as_str(),
        Some("invoice") => object["subscription"].as_str().or_else(|| {
            object
                .pointer("/parent/subscription_details/subscription")?
                .as_str()
        }),
        _ => None,
    };
    let id = id.map(str::to_owned);
    Ok((event, id))
}
