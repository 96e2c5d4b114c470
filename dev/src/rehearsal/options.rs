//! What a deployment can switch on: payments by Clerk, and broadcasts through Realtime.

use anyhow::{Context, Result, ensure};
use sqlx::Connection;

use super::{Sandbox, deployment::Parameters};
use crate::{
    api::Api,
    clerk::{self, About},
    demo, issuer, postgres,
    terminal::Step,
};

pub(super) const STACK: &str = "repostr-options";
const PAYER: &str = "user_payer";

pub(super) fn switch_on(parameters: &mut Parameters) {
    for (name, value) in [("Billing", "clerk"), ("Realtime", "on")] {
        parameters.insert(name, value.to_owned());
    }
}

/// Who has paid has the plan, and what the demo makes is broadcast.
pub(super) async fn check(sandbox: &Sandbox<'_>, api_url: &str, database_url: &str) -> Result<()> {
    let step = Step::start("Paying by Clerk");
    let about = About {
        user: PAYER.to_owned(),
        org: "org_1".to_owned(),
        role: "admin".to_owned(),
        name: "Ada".to_owned(),
        payer: None,
        plan: "pro".to_owned(),
        data: None,
    };
    let secret = &sandbox.settings.webhook_secret;
    clerk::tell(api_url, secret, "subscriptionItem.active", &about).await?;
    let token = issuer::token(sandbox.folder, PAYER, None, None)?;
    let has = Api::new(api_url, token)
        .get("/billing/subscription")
        .await?;
    ensure!(
        has["plan"] == "pro",
        "what was paid for is not there: {has}"
    );
    step.done();

    demo::rehearse(sandbox.folder, api_url).await?;
    let mut admin = postgres::connect(database_url).await?;
    let told: i64 = sqlx::query_scalar("SELECT count(*) FROM realtime.messages")
        .fetch_one(&mut admin)
        .await
        .context("realtime.messages")?;
    admin.close().await?;
    ensure!(told > 0, "nothing was broadcast");
    Ok(())
}
