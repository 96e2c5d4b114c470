//! The same with subscriptions, invoices and signatures that are not of our making: localstripe, from PyPI.

use std::{
    env,
    path::PathBuf,
    process::{Child, Command, Stdio},
};

use outbound::reqwest::{Client, Method, Url};
use serde_json::{Value, json};

use crate::{
    admission::until,
    app::{User, app, stack::stack},
    nothing_lost::fixture::LIMIT,
    scripted::{Answer, Scripted},
};

const SECRET: &str = "whsec_of_localstripe";

struct Localstripe {
    process: Child,
    url: String,
    client: Client,
}

impl Localstripe {
    async fn start() -> Self {
        let nowhere = Scripted::nowhere().await;
        let port = Url::parse(&nowhere).unwrap().port().unwrap();
        let process = Command::new(program())
            .args(["--from-scratch", "--port", &port.to_string()])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("localstripe");
        let this = Self {
            process,
            url: format!("http://127.0.0.1:{port}"),
            client: outbound::client(LIMIT).unwrap(),
        };
        let plans = format!("{}/v1/plans", this.url);
        until("localstripe answers", async || {
            this.client.get(&plans).send().await.is_ok()
        })
        .await;
        this
    }

    async fn call(&self, method: Method, path: &str, fields: Value) -> Value {
        let request = self.client.request(method, format!("{}{path}", self.url));
        let request = request.bearer_auth("sk_test_12345").json(&fields);
        let answer = request.send().await.unwrap();
        let status = answer.status();
        let text = answer.text().await.unwrap();
        assert!(status.is_success(), "{path}: {text}");
        serde_json::from_str(&text).unwrap_or_default()
    }

    async fn post(&self, path: &str, fields: Value) -> Value {
        self.call(Method::POST, path, fields).await
    }
}

impl Drop for Localstripe {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// As `cargo dev test` installs it.
fn program() -> PathBuf {
    let installed = || {
        stack()
            .folder
            .join("tools/localstripe-1.15.10/bin/localstripe")
    };
    env::var_os("LOCALSTRIPE").map_or_else(installed, PathBuf::from)
}

async fn has(user: &User) -> Value {
    let get = user.get("/billing/subscription");
    get.send().await.expect(200).json()
}

#[tokio::test]
async fn a_subscription_is_followed_from_its_first_invoice_to_its_end() {
    let (app, stripe) = (app(), Localstripe::start().await);
    let user = app.user();
    // What localstripe sends is kept, and given to the function as it came.
    let inbox = Scripted::replying(|_| Some(Answer::json(200, &json!({})))).await;
    let hook = json!({ "url": inbox.url, "secret": SECRET });
    stripe.post("/_config/webhooks/ours", hook).await;
    let environment = [
        ("BILLING", "stripe"),
        ("BILLING_PLANS", "price_pro=pro"),
        ("STRIPE_API_URL", stripe.url.as_str()),
        ("STRIPE_SECRET_KEY", "sk_test_12345"),
        ("STRIPE_WEBHOOK_SECRET", SECRET),
    ];
    let webhook = app.function("stripe-webhook", &environment).await;
    let mut heard = 0;
    let mut hear = async |kind: &str| {
        until(kind, async || {
            let sent = inbox.requests();
            sent.iter().any(|sent| sent.json()["type"] == kind)
        })
        .await;
        let sent = inbox.requests();
        for event in &sent[heard..] {
            let request = app
                .request("POST", "/billing/webhook")
                .body("application/json", event.body.clone())
                .header("stripe-signature", &event.headers["stripe-signature"]);
            request.send_to(&webhook).await.expect(204);
        }
        heard = sent.len();
    };

    let plan = json!({ "id": "price_pro", "amount": 1900, "currency": "usd", "interval": "month", "product": { "name": "Pro" } });
    stripe.post("/v1/plans", plan).await;
    let customer = stripe
        .post("/v1/customers", json!({ "email": "a@example.com" }))
        .await;
    let customer = customer["id"].as_str().unwrap();
    let card = json!({ "number": "4242424242424242", "exp_month": "12", "exp_year": "2040", "cvc": "123" });
    let card = stripe
        .post(
            "/v1/payment_methods",
            json!({ "type": "card", "card": card }),
        )
        .await;
    let card = card["id"].as_str().unwrap();
    let attach = format!("/v1/payment_methods/{card}/attach");
    stripe.post(&attach, json!({ "customer": customer })).await;
    let invoices = json!({ "invoice_settings": { "default_payment_method": card } });
    stripe
        .post(&format!("/v1/customers/{customer}"), invoices)
        .await;
    let subscribe = json!({
        "customer": customer, "items": [{ "plan": "price_pro" }], "metadata": { "account_id": user.id },
    });
    let subscription = stripe.post("/v1/subscriptions", subscribe).await;
    let path = format!("/v1/subscriptions/{}", subscription["id"].as_str().unwrap());
    hear("customer.subscription.created").await;
    let paid = has(&user).await;
    assert_eq!(
        [&paid["plan"], &paid["source"], &paid["status"]],
        ["pro", "stripe", "active"]
    );
    assert!(
        paid["period_end"].is_string() && paid["ends_at"].is_null(),
        "{paid}"
    );

    let not_renewed = json!({ "cancel_at_period_end": true });
    stripe.post(&path, not_renewed).await;
    let event = super::shop::about(subscription["id"].as_str().unwrap());
    let told = super::shop::signed_by(&app, &event, SECRET);
    told.send_to(&webhook).await.expect(204);
    let canceled = has(&user).await;
    assert_eq!(
        [&canceled["plan"], &canceled["status"]],
        ["pro", "canceled"]
    );
    assert_eq!(canceled["ends_at"], paid["period_end"]);

    stripe.call(Method::DELETE, &path, json!({})).await;
    hear("customer.subscription.deleted").await;
    let over = has(&user).await;
    assert_eq!([&over["plan"], &over["status"]], ["free", "ended"]);
}
