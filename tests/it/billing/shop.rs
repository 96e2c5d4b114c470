//! Stripe's API, played: what it keeps, and the events that it would send.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex},
};

use ring::hmac;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    app::{App, request::Request},
    runtime::Function,
    scripted::{Answer, Request as Sent, Scripted},
    signer::now,
};

pub(super) const SECRET: &str = "whsec_of_the_endpoint";

/// As Stripe keeps them: subscriptions by id, and what was answered to an idempotency key.
#[derive(Default)]
pub(super) struct Books {
    subscriptions: BTreeMap<String, Value>,
    sessions: BTreeMap<String, String>,
    pub(super) closed: BTreeSet<String>,
    /// Answers 409 to so many requests with a key, as while another with it is worked on.
    pub(super) busy: usize,
}

/// Stripe, played.
pub(crate) struct Shop {
    pub(crate) server: Scripted,
    pub(super) books: Arc<Mutex<Books>>,
}

impl Shop {
    pub(crate) async fn open() -> Self {
        let books = Arc::new(Mutex::new(Books::default()));
        let kept = Arc::clone(&books);
        let server = Scripted::replying(move |request| Some(kept.lock().unwrap().answer(request)));
        let server = server.await;
        Self { server, books }
    }

    pub(crate) fn environment(&self) -> Vec<(&str, &str)> {
        vec![
            ("BILLING", "stripe"),
            ("BILLING_PLANS", "price_pro=pro,price_business=business"),
            ("BILLING_RETURN_URL", "https://app.example.com/billing"),
            ("STRIPE_API_URL", &self.server.url),
            ("STRIPE_SECRET_KEY", "sk_test_1"),
            ("STRIPE_WEBHOOK_SECRET", SECRET),
        ]
    }

    pub(super) async fn function(&self, app: &App, name: &str) -> Function {
        app.function(name, &self.environment()).await
    }

    /// Its id is the account's.
    pub(crate) fn set(&self, account: &str, price: &str, change: &Value) -> String {
        let id = format!("sub_{account}");
        let mut subscription = json!({
            "id": id, "object": "subscription", "status": "active", "customer": format!("cus_{account}"),
            "metadata": { "account_id": account }, "cancel_at_period_end": false, "cancel_at": null,
            "current_period_start": 1_704_067_200, "current_period_end": 4_102_444_800_i64,
            "items": { "object": "list", "data": [{ "id": "si_1", "price": { "id": price, "object": "price" } }] },
        });
        let members = subscription.as_object_mut().unwrap();
        members.extend(change.as_object().unwrap().clone());
        let mut books = self.books.lock().unwrap();
        books.subscriptions.insert(id.clone(), subscription);
        id
    }

    pub(super) fn asked(&self, method: &str, path: &str) -> usize {
        let requests = self.server.requests().into_iter();
        requests
            .filter(|request| request.method == method && request.path.starts_with(path))
            .count()
    }
}

impl Books {
    fn answer(&mut self, request: &Sent) -> Answer {
        if request.headers["authorization"] != "Bearer sk_test_1" {
            return Answer::json(
                401,
                &json!({ "error": { "type": "invalid_request_error" } }),
            );
        }
        let path = request.path.split('?').next().unwrap();
        let missing = || Answer::json(404, &json!({ "error": { "code": "resource_missing" } }));
        let parts: Vec<_> = path.trim_start_matches("/v1/").split('/').collect();
        match (request.method.as_str(), parts.as_slice()) {
            ("GET", ["subscriptions"]) => {
                let data: Vec<_> = self.subscriptions.values().collect();
                Answer::json(
                    200,
                    &json!({ "object": "list", "data": data, "has_more": false }),
                )
            }
            ("GET", ["subscriptions", id]) => match self.subscriptions.get(*id) {
                Some(subscription) => Answer::json(200, subscription),
                None => missing(),
            },
            ("DELETE", ["subscriptions", id]) => match self.subscriptions.get_mut(*id) {
                Some(subscription) => {
                    subscription["status"] = json!("canceled");
                    Answer::json(200, subscription)
                }
                None => missing(),
            },
            ("POST", ["checkout", "sessions"]) => {
                if self.busy > 0 {
                    self.busy -= 1;
                    let error = json!({ "error": { "code": "idempotency_key_in_use" } });
                    return Answer::json(409, &error);
                }
                let key = request.headers["idempotency-key"].clone();
                let number = self.sessions.len();
                let session = self.sessions.entry(key).or_insert(format!("cs_{number}"));
                let url = format!("https://checkout.example.com/{session}");
                Answer::json(200, &json!({ "id": session, "url": url }))
            }
            ("POST", ["checkout", "sessions", id, "expire"]) => {
                self.closed.insert((*id).to_owned());
                Answer::json(200, &json!({ "id": id, "status": "expired" }))
            }
            ("POST", ["billing_portal", "sessions"]) => {
                let url = "https://billing.example.com/p";
                Answer::json(200, &json!({ "id": "bps_1", "url": url }))
            }
            _ => missing(),
        }
    }
}

/// As Stripe signs it, with any number of secrets.
pub(super) fn signature(secrets: &[&str], at: i64, body: &str) -> String {
    let tags = secrets.iter().map(|secret| {
        let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
        let tag = hmac::sign(&key, format!("{at}.{body}").as_bytes());
        format!(",v1={}", web::hex(tag.as_ref()))
    });
    format!("t={at}{}", tags.collect::<String>())
}

pub(super) fn seconds() -> i64 {
    i64::try_from(now()).unwrap()
}

pub(super) fn body(kind: &str, object: &Value) -> String {
    let id = format!("evt_{}", Uuid::new_v4().simple());
    json!({ "id": id, "object": "event", "type": kind, "data": { "object": object } }).to_string()
}

pub(crate) fn about(subscription: &str) -> String {
    let object = json!({ "object": "subscription", "id": subscription, "status": "unheard of" });
    body("customer.subscription.updated", &object)
}

pub(crate) fn signed(app: &App, body: &str) -> Request {
    signed_by(app, body, SECRET)
}

pub(super) fn signed_by(app: &App, body: &str, secret: &str) -> Request {
    with(app, body, &signature(&[secret], seconds(), body))
}

pub(super) fn with(app: &App, body: &str, signature: &str) -> Request {
    app.request("POST", "/billing/webhook")
        .body("application/json", body.to_owned())
        .header("stripe-signature", signature)
}
