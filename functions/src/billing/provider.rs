//! Who is paid, asked by maintenance: what every account pays for, and the end of it.

use domain::Env;
use models::billing::Source;

use super::{
    PlanNames, api::ApiError, clerk_api::ClerkApi, stripe::Stripe, subscriptions::Subscriptions,
};

#[derive(Debug)]
pub enum Provider {
    Clerk(ClerkApi),
    Stripe(Stripe),
}

impl Provider {
    /// `None` where nothing is paid, or where Clerk is and its key is not here: then events are all that is heard.
    pub fn from_env(env: &mut Env, names: &PlanNames) -> Option<Self> {
        let clerk = ClerkApi::from_env(env, names);
        let stripe = Stripe::from_env(env, names);
        clerk.map(Self::Clerk).or(stripe.map(Self::Stripe))
    }

    #[must_use]
    pub const fn source(&self) -> Source {
        match self {
            Self::Clerk(_) => Source::Clerk,
            Self::Stripe(_) => Source::Stripe,
        }
    }

    /// The subscriptions from there on.
    pub async fn subscriptions(
        &self,
        names: &PlanNames,
        from: Option<&str>,
    ) -> Result<Subscriptions, ApiError> {
        match self {
            Self::Clerk(clerk) => clerk.subscriptions(names, from).await,
            Self::Stripe(stripe) => {
                let page = stripe.subscriptions(from).await?;
                let last = page.data.last().map(|subscription| subscription.id.clone());
                let of = page.data.iter();
                let of = of.filter_map(|one| Some((one.payer()?, one.read(names))));
                Ok(Subscriptions {
                    of: of.collect(),
                    next: last.filter(|_| page.has_more),
                })
            }
        }
    }

    /// At once, and nothing more is paid. What is over already, or gone, is that.
    pub async fn cancel(&self, external_id: &str) -> Result<(), ApiError> {
        match self {
            Self::Clerk(clerk) => clerk.cancel(external_id).await,
            Self::Stripe(stripe) => stripe.cancel(external_id).await,
        }
    }
}
