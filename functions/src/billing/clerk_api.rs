//! Clerk's Backend API, as far as it is about payments.
//!
//! <https://clerk.com/docs/reference/backend-api/tag/billing>

use domain::Env;
use models::billing::Source;
use outbound::reqwest::Method;
use serde::Deserialize;
use serde_json::Value;

use super::{
    PlanNames,
    api::{Api, ApiError, Call},
    clerk::{Item, Payer},
    subscriptions::Subscriptions,
};

/// Items of a page.
const PAGE: usize = 100;

#[derive(Debug)]
pub struct ClerkApi {
    api: Api,
}

#[derive(Deserialize)]
struct Page {
    data: Vec<Of>,
    total_count: usize,
}

#[derive(Deserialize)]
struct Of {
    payer: Option<Payer>,
    #[serde(flatten)]
    item: Item,
}

impl ClerkApi {
    /// `CLERK_SECRET_KEY`; `CLERK_API_URL`, Clerk's own where it is absent. `None` where nothing is paid there, or the key is
    /// absent: it opens all of Clerk's account, so that it need not be here.
    pub fn from_env(env: &mut Env, names: &PlanNames) -> Option<Self> {
        const KEY: &str = "CLERK_SECRET_KEY";
        const BASE: &str = "CLERK_API_URL";
        let (key, base) = (env.optional(KEY), env.optional(BASE));
        if names.source() != Some(Source::Clerk) || key.is_none() {
            return None;
        }
        let (key, base) = ((KEY, key.as_deref()), (BASE, base.as_deref()));
        let api = Api::new(env, key, base, "https://api.clerk.com/v1")?;
        Some(Self { api })
    }

    pub(super) async fn subscriptions(
        &self,
        names: &PlanNames,
        from: Option<&str>,
    ) -> Result<Subscriptions, ApiError> {
        let offset = from.unwrap_or("0");
        let limit = PAGE.to_string();
        let query = [
            ("include_free", "false"),
            ("limit", limit.as_str()),
            ("offset", offset),
        ];
        let call = Call {
            path: &["billing", "subscription_items"],
            query: &query,
            ..Call::default()
        };
        let page: Page = self.api.send(Method::GET, call).await?;
        let read = offset.parse().unwrap_or(0) + page.data.len();
        let more = !page.data.is_empty() && read < page.total_count;
        let of = page.data.into_iter();
        let of = of.filter_map(|of| Some((of.payer?.account()?, of.item.read(names))));
        Ok(Subscriptions {
            of: of.collect(),
            next: more.then(|| read.to_string()),
        })
    }

    pub(super) async fn cancel(&self, item: &str) -> Result<(), ApiError> {
        let call = Call {
            path: &["billing", "subscription_items", item],
            query: &[("end_now", "true")],
            ..Call::default()
        };
        match self.api.send::<Value>(Method::DELETE, call).await {
            Ok(_) | Err(ApiError::NotFound) => Ok(()),
            Err(error) => Err(error),
        }
    }
}
