//! Stripe, played by localstripe: subscriptions, invoices and signed webhooks, and neither Checkout nor the portal.

use std::{process::Command, time::Duration};

use anyhow::{Context, Result, ensure};
use reqwest::Method;
use rustix::process::Signal;
use serde_json::{Value, json};

use crate::{
    environment::Environment,
    folder::Folder,
    issuer,
    process::{Processes, free_port, wait_until_up},
    settings::Settings,
    terminal::Step,
    tools,
};

pub(crate) const NAME: &str = "localstripe";
/// Any that begins so is good there.
pub(crate) const KEY: &str = "sk_test_local";

pub(crate) fn url(settings: &Settings) -> String {
    format!(
        "http://127.0.0.1:{}",
        settings.ports.localstripe.unwrap_or_default()
    )
}

/// Starts it anew, with the plans' prices and the webhook of the API; what it knew is forgotten.
pub(crate) async fn start(
    folder: &Folder,
    settings: &mut Settings,
    processes: &mut Processes,
) -> Result<()> {
    stop(folder, processes)?;
    let program = tools::localstripe(folder)?;
    let step = Step::start("Starting localstripe");
    let port = free_port(settings.ports.localstripe)?;
    settings.ports.localstripe = Some(port);
    let mut server = Command::new(program);
    server.args(["--from-scratch", "--port", &port.to_string()]);
    server.current_dir(folder.dev(""));
    let process = processes.start(folder, NAME, &mut server, Some(port))?;
    wait_until_up(folder, NAME, &process, Duration::from_secs(30))?;
    settings.save(folder)?;
    for (price, name, cents) in [
        ("price_pro", "Pro", 1_900),
        ("price_business", "Business", 9_900),
    ] {
        let plan = json!({
            "id": price, "amount": cents, "currency": "usd", "interval": "month", "product": { "name": name },
        });
        post(settings, "/v1/plans", &plan).await?;
    }
    processes.set_ready(folder, NAME, true)?;
    step.done();
    Ok(())
}

/// It tells the API from then on.
pub(crate) async fn connect(settings: &Settings, api_url: &str) -> Result<()> {
    let hook =
        json!({ "url": format!("{api_url}/billing/webhook"), "secret": settings.webhook_secret });
    post(settings, "/_config/webhooks/api", &hook).await
}

pub(crate) fn stop(folder: &Folder, processes: &mut Processes) -> Result<()> {
    processes.stop(folder, NAME, Signal::TERM, Duration::from_secs(5))
}

/// What the functions have to know to sell by it.
pub(crate) fn environment(settings: &Settings) -> Environment {
    let variables = [
        ("BILLING", "stripe".to_owned()),
        (
            "BILLING_PLANS",
            "price_pro=pro,price_business=business".to_owned(),
        ),
        ("BILLING_RETURN_URL", issuer::ORIGIN.to_owned()),
        ("STRIPE_API_URL", url(settings)),
        ("STRIPE_SECRET_KEY", KEY.to_owned()),
        ("STRIPE_WEBHOOK_SECRET", settings.webhook_secret.clone()),
    ];
    variables
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

async fn post(settings: &Settings, path: &str, fields: &Value) -> Result<()> {
    let response = crate::aws::client()
        .request(Method::POST, format!("{}{path}", url(settings)))
        .bearer_auth(KEY)
        .json(fields)
        .send()
        .await
        .context("localstripe")?;
    let status = response.status();
    ensure!(
        status.is_success(),
        "localstripe answered {status}: {}",
        response.text().await?
    );
    Ok(())
}
