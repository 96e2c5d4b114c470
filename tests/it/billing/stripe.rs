//! Stripe: checkout, portal and webhook, before a server that plays its API.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::shop::{SECRET, Shop, about, body, seconds, signature, signed, with};
use crate::{
    app::{User, app},
    runtime::Function,
    scripted::Scripted,
};

async fn has(user: &User) -> Value {
    let get = user.get("/billing/subscription");
    get.send().await.expect(200).json()
}

#[tokio::test]
async fn what_stripe_has_is_what_the_account_has() {
    let (app, shop) = (app(), Shop::open().await);
    let webhook = shop.function(&app, "stripe-webhook").await;
    let user = app.user();
    let late = seconds() - 6 * 86_400;
    let later = seconds() - 8 * 86_400;
    for (change, plan, status) in [
        (json!({ "status": "incomplete" }), "free", "incomplete"),
        (json!({ "status": "trialing" }), "pro", "active"),
        (json!({}), "pro", "active"),
        (json!({ "cancel_at_period_end": true }), "pro", "canceled"),
        (
            json!({ "cancel_at_period_end": true, "current_period_end": 1_704_067_200 }),
            "free",
            "canceled",
        ),
        (
            json!({ "status": "past_due", "current_period_start": late }),
            "pro",
            "past_due",
        ),
        (
            json!({ "status": "past_due", "current_period_start": later }),
            "free",
            "past_due",
        ),
        (json!({ "status": "unpaid" }), "free", "ended"),
        (json!({}), "pro", "active"),
        (json!({ "status": "canceled" }), "free", "ended"),
    ] {
        let id = shop.set(&user.id, "price_pro", &change);
        let answer = signed(&app, &about(&id)).send_to(&webhook).await;
        answer.expect(204);
        let now = has(&user).await;
        assert_eq!([&now["plan"], &now["status"]], [plan, status], "{change}");
    }
    // An invoice and a checkout name their subscription, and other events none.
    let id = shop.set(&user.id, "price_business", &json!({}));
    let parent = json!({ "subscription_details": { "subscription": id } });
    let mut number = 0;
    for (object, follows) in [
        (json!({ "object": "charge", "id": "ch_1" }), false),
        (json!({ "object": "invoice", "parent": null }), false),
        (json!({ "object": "invoice", "subscription": id }), true),
        (json!({ "object": "invoice", "parent": parent }), true),
        (
            json!({ "object": "checkout.session", "subscription": id }),
            true,
        ),
    ] {
        let body = body("of.something", &object);
        signed(&app, &body).send_to(&webhook).await.expect(204);
        number += usize::from(follows);
        let read = shop.asked("GET", &format!("/v1/subscriptions/{id}"));
        assert_eq!(read, 10 + number, "{object}");
    }
    assert_eq!(has(&user).await["plan"], "business");
}

#[tokio::test]
async fn forged_old_repeated_and_foreign_events_change_nothing() {
    let (app, shop) = (app(), Shop::open().await);
    let webhook = shop.function(&app, "stripe-webhook").await;
    let (user, other) = (app.user(), app.user());
    let free = has(&user).await;
    let id = shop.set(&user.id, "price_pro", &json!({}));
    let event = about(&id);
    let at = seconds();
    let good = signature(&[SECRET], at, &event);
    for (case, request) in [
        ("nothing", with(&app, &event, "")),
        (
            "another secret",
            with(&app, &event, &signature(&["whsec_x"], at, &event)),
        ),
        (
            "six minutes old",
            with(&app, &event, &signature(&[SECRET], at - 360, &event)),
        ),
        (
            "six minutes early",
            with(&app, &event, &signature(&[SECRET], at + 360, &event)),
        ),
        ("another body", with(&app, &about(&id), &good)),
        (
            "another time",
            with(
                &app,
                &event,
                &good.replace(&at.to_string(), &(at + 1).to_string()),
            ),
        ),
        (
            "no header",
            with(&app, &event, &good).without_header("stripe-signature"),
        ),
    ] {
        let answer = request.send_to(&webhook).await;
        assert_eq!(answer.status, 400, "{case}: {answer}");
        answer.problem(400, "invalid_signature");
    }
    assert_eq!(shop.server.requests().len(), 0, "nobody was asked");
    assert_eq!(has(&user).await, free);
    with(&app, &event, &signature(&["whsec_x", SECRET], at, &event))
        .send_to(&webhook)
        .await
        .expect(204);
    let paid = has(&user).await;
    assert_eq!(paid["plan"], "pro");

    // The same event again tells nothing, whatever there is to read by now.
    shop.set(&user.id, "price_pro", &json!({ "status": "canceled" }));
    with(&app, &event, &good)
        .send_to(&webhook)
        .await
        .expect(204);
    assert_eq!(has(&user).await, paid);
    // A subscription that says another payer, one that says none, and one of a price that nobody knows.
    let own = json!({ "metadata": { "account_id": other.id } });
    let foreign = shop.set(&user.id, "price_pro", &own);
    let answer = signed(&app, &about(&foreign)).send_to(&webhook).await;
    answer.problem(409, "foreign_subscription");
    let nobodys = shop.set("nobody", "price_pro", &json!({ "metadata": {} }));
    signed(&app, &about(&nobodys))
        .send_to(&webhook)
        .await
        .expect(204);
    let unpriced = shop.set(&user.id, "price_gold", &json!({}));
    let answer = signed(&app, &about(&unpriced)).send_to(&webhook).await;
    answer.problem(422, "unknown_plan");
    let new = shop.set(&user.id, "price_pro", &json!({ "status": "golden" }));
    let answer = signed(&app, &about(&new)).send_to(&webhook).await;
    answer.problem(422, "unknown_status");
    assert_eq!(has(&user).await, paid);
    assert_eq!(has(&other).await, free);
    for body in ["", "[]", "{}", "{\"id\": \"evt_1\"}"] {
        let answer = signed(&app, body).send_to(&webhook).await;
        answer.problem(400, "invalid_event");
    }
    let large = " ".repeat(1024 * 1024 + 1);
    let answer = signed(&app, &large).send_to(&webhook).await;
    answer.problem(413, "body_too_large");
}

#[tokio::test]
async fn twenty_checkouts_at_once_are_one_session() {
    let (app, shop) = (app(), Shop::open().await);
    shop.books.lock().unwrap().busy = 5;
    let user = app.user();
    let mut asking = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let checkout = shop.function(&app, "billing-checkout").await;
        let request = user
            .post("/billing/checkout")
            .json(json!({ "plan": "pro" }));
        asking.spawn(async move { request.send_to(&checkout).await.expect(201).json() });
    }
    let answers = asking.join_all().await;
    let first = json!({ "url": "https://checkout.example.com/cs_0" });
    assert_eq!(answers, vec![first.clone(); 20]);
    let made = shop.server.requests();
    let keys: BTreeSet<_> = made
        .iter()
        .map(|request| &request.headers["idempotency-key"])
        .collect();
    let bodies: BTreeSet<_> = made.iter().map(|request| &request.body).collect();
    assert_eq!((keys.len(), bodies.len()), (1, 1));
    let body = String::from_utf8(made[0].body.clone()).unwrap();
    let account = format!(
        "subscription_data%5Bmetadata%5D%5Baccount_id%5D={}",
        user.id
    );
    assert!(body.contains(&account), "{body}");

    // Once it is there, nobody is asked; for another plan it is closed, and a new one made.
    let checkout = shop.function(&app, "billing-checkout").await;
    let before = shop.server.requests().len();
    let ask = async |plan: &str| {
        let request = user.post("/billing/checkout").json(json!({ "plan": plan }));
        request.send_to(&checkout).await
    };
    assert_eq!(ask("pro").await.expect(201).json(), first);
    assert_eq!(shop.server.requests().len(), before);
    let second = ask("business").await.expect(201).json();
    assert_ne!(second, first);
    assert!(shop.books.lock().unwrap().closed.contains("cs_0"));

    // Whoever pays has no other checkout; once it is over, they have a new one.
    let webhook = shop.function(&app, "stripe-webhook").await;
    let hear = async |change: Value| {
        let id = shop.set(&user.id, "price_business", &change);
        signed(&app, &about(&id))
            .send_to(&webhook)
            .await
            .expect(204);
    };
    for paying in [
        json!({}),
        json!({ "cancel_at_period_end": true }),
        json!({ "status": "past_due" }),
    ] {
        hear(paying).await;
        ask("pro").await.problem(409, "already_subscribed");
    }
    hear(json!({ "status": "canceled" })).await;
    let third = ask("business").await.expect(201).json();
    assert!(third != second && third != first, "{third}");
    let last = shop.server.requests().pop().unwrap();
    let body = String::from_utf8(last.body).unwrap();
    assert!(
        body.contains(&format!("customer=cus_{}", user.id)),
        "{body}"
    );

    for refused in [
        json!({ "plan": "free" }),
        json!({ "plan": "gold" }),
        json!({}),
    ] {
        let request = user.post("/billing/checkout").json(refused);
        request.send_to(&checkout).await.invalid(&["#/plan"]);
    }
}

#[tokio::test]
async fn the_portal_is_for_whoever_has_paid() {
    let (app, shop) = (app(), Shop::open().await);
    let portal = shop.function(&app, "billing-portal").await;
    let user = app.user();
    let open = async || user.post("/billing/portal").send_to(&portal).await;
    open().await.problem(409, "never_subscribed");
    let webhook = shop.function(&app, "stripe-webhook").await;
    let id = shop.set(&user.id, "price_pro", &json!({ "status": "canceled" }));
    signed(&app, &about(&id))
        .send_to(&webhook)
        .await
        .expect(204);
    let page = open().await.expect(201).json();
    assert_eq!(page, json!({ "url": "https://billing.example.com/p" }));
    let asked = shop.server.requests().pop().unwrap();
    let body = String::from_utf8(asked.body).unwrap();
    assert!(
        body.contains(&format!("customer=cus_{}", user.id)),
        "{body}"
    );
}

#[tokio::test]
async fn where_stripe_is_away_it_is_to_be_tried_again_and_where_it_is_not_asked_there_is_nothing() {
    let (app, shop) = (app(), Shop::open().await);
    let nowhere = Scripted::nowhere().await;
    let mut environment = shop.environment();
    environment.push(("STRIPE_API_URL", &nowhere));
    let user = app.user();
    let event = about("sub_1");
    let checkout = user
        .post("/billing/checkout")
        .json(json!({ "plan": "pro" }));
    for (name, request) in [
        ("billing-checkout", checkout.clone()),
        ("stripe-webhook", signed(&app, &event)),
    ] {
        let function = app.function(name, &environment).await;
        let answer = request.send_to(&function).await;
        answer.problem(503, "stripe_unavailable");
    }
    for request in [checkout, user.post("/billing/portal"), signed(&app, &event)] {
        request.send().await.problem(404, "route_not_found");
    }
    for missing in ["BILLING_PLANS", "BILLING_RETURN_URL", "STRIPE_SECRET_KEY"] {
        let mut environment = shop.environment();
        environment.push((missing, ""));
        let environment = app.environment(&environment);
        let started = Function::try_start("billing-checkout", &environment).await;
        assert!(started.is_err_and(|log| log.contains(missing)), "{missing}");
    }
}

/// Of an organization's people its admins alone.
#[tokio::test]
async fn only_an_admin_pays_for_an_organization() {
    let (app, shop) = (app(), Shop::open().await);
    let checkout = shop.function(&app, "billing-checkout").await;
    let portal = shop.function(&app, "billing-portal").await;
    let webhook = shop.function(&app, "stripe-webhook").await;
    let organization = app.organization();
    let ask = async |role: &str, path: &str, function: &Function| {
        let member = app.member(&organization, role);
        let request = member.post(path).json(json!({ "plan": "pro" }));
        request.send_to(function).await
    };
    for role in ["member", "viewer", "billing_manager"] {
        for (path, function) in [
            ("/billing/checkout", &checkout),
            ("/billing/portal", &portal),
        ] {
            ask(role, path, function)
                .await
                .problem(403, "admin_role_required");
        }
        let get = app.member(&organization, role).get("/billing/subscription");
        assert_eq!(get.send().await.expect(200).json()["plan"], "free");
    }
    assert_eq!(shop.server.requests().len(), 0);
    ask("admin", "/billing/checkout", &checkout)
        .await
        .expect(201);
    let id = shop.set(&organization, "price_pro", &json!({}));
    signed(&app, &about(&id))
        .send_to(&webhook)
        .await
        .expect(204);
    // It is the organization's, and no plan of who has paid.
    let admin = app.member(&organization, "admin");
    assert_eq!(has(&admin).await["plan"], "pro");
    let portal = admin.post("/billing/portal").send_to(&portal).await;
    portal.expect(201);
    let actions = admin.get("/audit").send().await.expect(200).json();
    let actions: Vec<_> = actions.as_array().unwrap().iter().collect();
    assert_eq!(actions[0]["action"], "subscription.active");
    assert_eq!(actions[1]["action"], "checkout.opened");
    assert_eq!(
        actions[1]["actor_id"]
            .as_str()
            .map(|id| id.starts_with("user_")),
        Some(true)
    );
}
