//! Stripe: its API as far as it is used, and its subscriptions in our words.
//!
//! <https://docs.stripe.com/api/subscriptions/object>, <https://docs.stripe.com/api/checkout/sessions/create>

mod event;
mod signature;
mod subscription;

use std::time::Duration;

use domain::{AccountId, Env};
use models::billing::{Checkout, Source};
use outbound::reqwest::Method;
use serde::Deserialize;
use tokio::time::sleep;
use web::Problem;

use super::{
    PlanNames,
    api::{Api, ApiError, Call},
    problems,
};

pub use event::subscription_of;
pub use signature::StripeSecrets;
pub use subscription::Subscription;

/// Its words are those of this version, whatever the account's own is.
const VERSION: (&str, &str) = ("stripe-version", "2024-06-20");
/// How often a checkout is asked for whose idempotency key another request has at the moment, and the first pause.
const TRIES: u32 = 5;
const PAUSE: Duration = Duration::from_millis(200);

#[derive(Debug)]
pub struct Stripe {
    api: Api,
}

/// What a failure of Stripe means to whoever asked. Of what it refuses, a setting of ours is the cause.
#[must_use]
#[allow(clippy::needless_pass_by_value, reason = "as `map_err` gives it")]
pub fn stripe_problem(error: ApiError) -> Problem {
    match error {
        ApiError::Busy(cause) | ApiError::Unavailable(cause) => {
            problems::stripe_unavailable().caused_by(cause)
        }
        other => Problem::internal(format!("Stripe: {other}")),
    }
}

/// A page to send somebody to.
#[derive(Debug, Deserialize)]
pub struct Session {
    pub id: String,
    pub url: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Page {
    pub(super) data: Vec<Subscription>,
    pub(super) has_more: bool,
}

impl Stripe {
    /// `STRIPE_SECRET_KEY`; `STRIPE_API_URL`, Stripe's own where it is absent. `None` where nothing is paid there.
    pub fn from_env(env: &mut Env, names: &PlanNames) -> Option<Self> {
        const KEY: &str = "STRIPE_SECRET_KEY";
        const BASE: &str = "STRIPE_API_URL";
        let (key, base) = (env.optional(KEY), env.optional(BASE));
        if names.source() != Some(Source::Stripe) {
            return None;
        }
        let (key, base) = ((KEY, key.as_deref()), (BASE, base.as_deref()));
        let api = Api::new(env, key, base, "https://api.stripe.com")?;
        Some(Self { api })
    }

    /// As it is at this moment.
    pub async fn subscription(&self, id: &str) -> Result<Subscription, ApiError> {
        let path = &["v1", "subscriptions", id];
        self.call(Method::GET, path, &[], &[]).await
    }

    /// All of them, page by page, the newest first.
    pub(super) async fn subscriptions(&self, after: Option<&str>) -> Result<Page, ApiError> {
        let mut query = vec![("status", "all"), ("limit", "100")];
        query.extend(after.map(|id| ("starting_after", id)));
        let path = &["v1", "subscriptions"];
        let call = Call {
            path,
            query: &query,
            headers: &[VERSION],
            ..Call::default()
        };
        self.api.send(Method::GET, call).await
    }

    /// At once. What is over already, or gone, is that.
    pub(super) async fn cancel(&self, id: &str) -> Result<(), ApiError> {
        let path = &["v1", "subscriptions", id];
        match self
            .call::<Subscription>(Method::DELETE, path, &[], &[])
            .await
        {
            Ok(_) | Err(ApiError::NotFound) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// The session of a checkout: whoever asks with the same key gets the same one.
    pub async fn check_out(
        &self,
        account: &AccountId,
        checkout: &Checkout,
        price: &str,
        return_url: &str,
    ) -> Result<Session, ApiError> {
        if let Some(old) = &checkout.replaces {
            let path = &["v1", "checkout", "sessions", old, "expire"];
            let closed = self
                .call::<serde_json::Value>(Method::POST, path, &[], &[])
                .await;
            match closed {
                // One that is paid or closed can't be closed.
                Ok(_) | Err(ApiError::Refused { .. } | ApiError::NotFound) => {}
                Err(error) => return Err(error),
            }
        }
        let account = account.as_str();
        let mut form = vec![
            ("mode", "subscription"),
            ("client_reference_id", account),
            ("line_items[0][price]", price),
            ("line_items[0][quantity]", "1"),
            ("subscription_data[metadata][account_id]", account),
            ("success_url", return_url),
            ("cancel_url", return_url),
        ];
        form.extend(checkout.customer_id.as_deref().map(|id| ("customer", id)));
        let key = checkout.key.to_string();
        let headers = [("idempotency-key", key.as_str())];
        let path = &["v1", "checkout", "sessions"];
        let mut pause = PAUSE;
        for _ in 1..TRIES {
            match self.call(Method::POST, path, &form, &headers).await {
                Err(ApiError::Busy(_)) => sleep(pause).await,
                answer => return answer,
            }
            pause *= 2;
        }
        self.call(Method::POST, path, &form, &headers).await
    }

    /// Where a customer changes and ends what they pay.
    pub async fn portal(&self, customer: &str, return_url: &str) -> Result<Session, ApiError> {
        let form = [("customer", customer), ("return_url", return_url)];
        let path = &["v1", "billing_portal", "sessions"];
        self.call(Method::POST, path, &form, &[]).await
    }

    async fn call<T: serde::de::DeserializeOwned>(
        &self,
        method: Method,
        path: &[&str],
        form: &[(&str, &str)],
        headers: &[(&'static str, &str)],
    ) -> Result<T, ApiError> {
        let headers = [headers, &[VERSION]].concat();
        let call = Call {
            path,
            form,
            headers: &headers,
            ..Call::default()
        };
        self.api.send(method, call).await
    }
}
