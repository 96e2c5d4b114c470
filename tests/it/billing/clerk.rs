//! Clerk Billing: the webhook's events about payments.

use serde_json::{Value, json};
use url::Url;
use uuid::Uuid;

use crate::{
    admission::until,
    app::{App, User, answer::Answer, app, stack::stack},
    database::run,
    nothing_lost::fixture::WorkerFixture,
    runtime::Function,
    webhook::Event,
};

/// Milliseconds since 1970 of the first event.
const BEGIN: i64 = 1_704_067_200_000;

/// As Clerk sends it: `BillingSubscriptionItemWebhookEventJSON`, with what we don't read in part.
fn item(id: &str, slug: &str, status: &str, change: &Value) -> Value {
    let mut item = json!({
        "id": id, "object": "commerce_subscription_item", "status": status, "plan_period": "month", "plan_id": "cplan_1",
        "period_start": BEGIN, "period_end": null, "proration_date": "2024-01-01", "lifetime_paid": 0,
        "amount": { "amount": 1900, "amount_formatted": "19.00", "currency": "USD", "currency_symbol": "$" },
        "plan": { "id": "cplan_1", "name": slug, "slug": slug, "is_default": false, "is_recurring": true, "amount": 1900 },
    });
    let members = item.as_object_mut().unwrap();
    members.extend(change.as_object().unwrap().clone());
    item
}

fn payer(id: &str) -> Value {
    let whose = if id.starts_with("org_") {
        "organization_id"
    } else {
        "user_id"
    };
    json!({ "payer": { "object": "commerce_payer", "id": "cpayer_1", "email": "a@example.com", whose: id } })
}

/// So many milliseconds after the first event.
fn event(kind: &str, after: i64, data: &Value) -> Event {
    let event = Event::new(kind, data);
    let body = json!({ "type": kind, "object": "event", "timestamp": BEGIN + after, "data": data });
    Event {
        body: body.to_string(),
        ..event
    }
}

/// An item of the user's, named after the user.
fn of(user: &str, slug: &str, status: &str, after: i64) -> Event {
    let id = format!("csub_item_{user}");
    let data = item(&id, slug, status, &payer(user));
    event(&format!("subscriptionItem.{status}"), after, &data)
}

async fn webhook(app: &App) -> Function {
    app.function("clerk-webhook", &[("BILLING", "clerk")]).await
}

async fn send(app: &App, function: &Function, event: &Event) -> Answer {
    event.signed(app).send_to(function).await
}

async fn subscription(user: &User) -> Value {
    let get = user.get("/billing/subscription");
    get.send().await.expect(200).json()
}

fn free() -> Value {
    json!({ "plan": "free", "source": null, "status": null, "period_end": null, "ends_at": null })
}

/// How many refusals the function has counted, once it has counted one.
async fn refusals(function: &Function) -> usize {
    let counted = || function.log().matches("\"BillingRefused\":1").count();
    until("a refusal is counted", async || counted() > 0).await;
    counted()
}

#[tokio::test]
async fn what_clerk_says_is_what_the_account_has() {
    let app = app();
    let webhook = webhook(&app).await;
    let user = app.user();
    assert_eq!(subscription(&user).await, free());
    let month = BEGIN + 2_678_400_000;
    let century = 4_102_444_800_000_i64;
    let life = [
        ("incomplete", json!({}), "free", Value::Null),
        ("active", json!({ "period_end": month }), "pro", Value::Null),
        (
            "canceled",
            json!({ "period_end": century }),
            "pro",
            json!("2100-01-01T00:00:00Z"),
        ),
        (
            "past_due",
            json!({ "past_due_at": century }),
            "pro",
            json!("2100-01-08T00:00:00Z"),
        ),
        (
            "canceled",
            json!({ "period_end": month }),
            "free",
            json!("2024-02-01T00:00:00Z"),
        ),
        ("ended", json!({ "period_end": month }), "free", Value::Null),
    ];
    for (after, (status, change, plan, ends_at)) in (0..).zip(life) {
        let mut data = item(
            &format!("csub_item_{}", user.id),
            "pro",
            status,
            &payer(&user.id),
        );
        data.as_object_mut()
            .unwrap()
            .extend(change.as_object().unwrap().clone());
        let event = event("subscriptionItem.updated", after, &data);
        send(&app, &webhook, &event).await.expect(204);
        let now = subscription(&user).await;
        assert_eq!(
            [&now["plan"], &now["ends_at"]],
            [&json!(plan), &ends_at],
            "{status}: {now}"
        );
        assert_eq!([&now["source"], &now["status"]], ["clerk", status], "{now}");
    }
}

#[tokio::test]
async fn a_subscription_tells_of_its_items_and_a_payment_of_none() {
    let app = app();
    let webhook = webhook(&app).await;
    let (user, mut database) = (app.user(), app.database().await);
    let of = |part: &str| format!("csub_item_{part}_{}", user.id);
    let mut none = item(&of("free"), "free_user", "ended", &json!({}));
    none["plan"]["is_default"] = json!(true);
    let mut data = payer(&user.id);
    data["id"] = json!("csub_1");
    data["status"] = json!("active");
    data["items"] = json!([none, item(&of("new"), "business", "active", &json!({}))]);
    send(&app, &webhook, &event("subscription.updated", 0, &data))
        .await
        .expect(204);
    assert_eq!(subscription(&user).await["plan"], "business");

    let mut attempt = payer(&user.id);
    attempt["status"] = json!("failed");
    attempt["subscription_items"] = json!([item(&of("new"), "business", "ended", &json!({}))]);
    let attempt = event("paymentAttempt.updated", 1, &attempt);
    send(&app, &webhook, &attempt).await.expect(204);
    assert_eq!(subscription(&user).await["plan"], "business");
    let ledger: Vec<String> = sqlx::query_scalar(
        "SELECT type FROM private.billing_events WHERE user_id = $1 ORDER BY at",
    )
    .bind(&user.id)
    .fetch_all(&mut database)
    .await
    .unwrap();
    assert_eq!(ledger, ["subscription.updated", "paymentAttempt.updated"]);

    // An organization pays as a person does.
    let organization = format!("org_{}", Uuid::new_v4().simple());
    let event = self::of(&organization, "pro", "active", 0);
    send(&app, &webhook, &event).await.expect(204);
    let plan: String = sqlx::query_scalar("SELECT private.plan_name($1)")
        .bind(&organization)
        .fetch_one(&mut database)
        .await
        .unwrap();
    assert_eq!(plan, "pro");
}

#[tokio::test]
async fn forged_old_and_repeated_events_change_nothing() {
    let app = app();
    let webhook = webhook(&app).await;
    let user = app.user();
    let good = of(&user.id, "business", "active", 0);
    let at = |seconds: i64| Event {
        seconds: good.seconds + seconds,
        ..good.clone()
    };
    for (case, request) in [
        ("six minutes old", at(-360).signed(&app)),
        ("six minutes early", at(360).signed(&app)),
        (
            "another's signature",
            good.signed(&app).header(
                "svix-signature",
                "v1,tZ1I4/hDygAJgO5TYxiSd6Sd0kDW6hPenDe+bTa3Kkw=",
            ),
        ),
        ("another body", {
            let other = of(&user.id, "pro", "active", 0);
            let body = other.body.clone();
            good.signed(&app).body("application/json", body)
        }),
    ] {
        let answer = request.send_to(&webhook).await;
        assert_eq!(answer.status, 400, "{case}: {answer}");
        answer.problem(400, "invalid_signature");
    }
    assert_eq!(subscription(&user).await, free());

    send(&app, &webhook, &good).await.expect(204);
    let before = subscription(&user).await;
    assert_eq!(before["plan"], "business");
    // Svix's own repetition, and one that says something else under the same id.
    let other = Event {
        id: good.id.clone(),
        ..of(&user.id, "business", "ended", 1000)
    };
    for again in [&good, &other] {
        send(&app, &webhook, again).await.expect(204);
        assert_eq!(subscription(&user).await, before);
    }
    // Older than what is known, and late.
    let late = of(&user.id, "business", "ended", -1);
    send(&app, &webhook, &late).await.expect(204);
    assert_eq!(subscription(&user).await, before);
}

#[tokio::test]
async fn what_cannot_be_followed_is_told_counted_and_changes_nothing() {
    let app = app();
    let (user, other, gone) = (app.user(), app.user(), app.user());
    let mut database = app.database().await;
    let first = webhook(&app).await;
    send(&app, &first, &of(&user.id, "pro", "active", 0))
        .await
        .expect(204);
    let before = subscription(&user).await;

    // A plan with a name that nobody has told us; once somebody has, the same event is followed.
    let function = webhook(&app).await;
    let gold = of(&user.id, "gold", "active", 1000);
    send(&app, &function, &gold)
        .await
        .problem(422, "unknown_plan");
    assert_eq!(subscription(&user).await, before);
    assert_eq!(refusals(&function).await, 1);
    let told = [("BILLING", "clerk"), ("BILLING_PLANS", "gold=business")];
    let told = app.function("clerk-webhook", &told).await;
    send(&app, &told, &gold).await.expect(204);
    assert_eq!(subscription(&user).await["plan"], "business");

    // Another's subscription.
    let function = webhook(&app).await;
    let mut data = item("", "pro", "active", &payer(&other.id));
    data["id"] = json!(format!("csub_item_{}", user.id));
    let foreign = event("subscriptionItem.active", 2000, &data);
    send(&app, &function, &foreign)
        .await
        .problem(409, "foreign_subscription");
    assert_eq!(refusals(&function).await, 1);
    assert_eq!(subscription(&other).await, free());

    // Whoever is gone and pays: nothing can be told to Clerk, but to us.
    let function = webhook(&app).await;
    run(
        &mut database,
        &format!(
            "INSERT INTO private.tombstones (user_id, erase_at) VALUES ('{}', NULL)",
            gone.id
        ),
    )
    .await;
    let over = of(&gone.id, "pro", "ended", 0);
    send(&app, &function, &over).await.expect(204);
    let pays = of(&gone.id, "pro", "active", 0);
    send(&app, &function, &pays).await.expect(204);
    assert_eq!(refusals(&function).await, 1);
    let rows: i64 =
        sqlx::query_scalar("SELECT count(*) FROM private.paid_subscriptions WHERE user_id = $1")
            .bind(&gone.id)
            .fetch_one(&mut database)
            .await
            .unwrap();
    assert_eq!(rows, 0);
}

#[tokio::test]
async fn what_is_no_event_about_a_payment_is_told_so() {
    let app = app();
    let webhook = webhook(&app).await;
    let user = app.user();
    let good = of(&user.id, "pro", "active", 0);
    let id = format!("\"{}\"", user.id);
    for body in [
        r#"{"type": "subscription.updated"}"#.to_owned(),
        r#"{"type": "subscriptionItem.active", "timestamp": 1, "data": {}}"#.into(),
        r#"{"type": "subscription.updated", "timestamp": 1, "data": {"payer": {}}}"#.into(),
        good.body.replace(&BEGIN.to_string(), "-1"),
        good.body.replace(&BEGIN.to_string(), "\"now\""),
        good.body.replace(&id, "\"a b\""),
        good.body.replace(&id, "\"system\""),
        good.body.replace("\"active\"", "\"golden\""),
    ] {
        let event = Event {
            body: body.clone(),
            ..Event::new("", &json!({}))
        };
        let answer = send(&app, &webhook, &event).await;
        assert_eq!(answer.status, 400, "{body:.100}: {answer}");
        answer.problem(400, "invalid_event");
    }
    assert_eq!(subscription(&user).await, free());
}

#[tokio::test]
async fn where_nothing_is_sold_payments_are_not_heard() {
    let app = app();
    let user = app.user();
    for environment in [
        &[][..],
        &[("BILLING", "off")],
        &[("BILLING", "stripe"), ("BILLING_PLANS", "price_1=pro")],
    ] {
        let function = app.function("clerk-webhook", environment).await;
        let event = of(&user.id, "pro", "active", 0);
        send(&app, &function, &event).await.expect(204);
        // Nor is it read.
        let event = Event::new("subscription.updated", &json!({}));
        send(&app, &function, &event).await.expect(204);
    }
    assert_eq!(subscription(&user).await, free());
}

#[tokio::test]
async fn a_change_counts_from_the_next_request_and_deletes_nothing() {
    let mut fixture = WorkerFixture::start([]).await;
    let create = fixture.function("output-create", &[("QUOTAS", "on")]).await;
    // The fixture's own database.
    let own = Url::parse(&fixture.environment["DATABASE_URL"]).unwrap();
    let mut login = Url::parse(&stack().environment["WEBHOOK_DATABASE_URL"]).unwrap();
    login.set_path(own.path());
    let environment = [
        ("BILLING", "clerk"),
        ("WEBHOOK_DATABASE_URL", login.as_str()),
    ];
    let webhook = fixture.function("clerk-webhook", &environment).await;
    let app = app();
    let user = app.user();
    let project = user.project_row(&mut fixture.rows).await;
    user.output_row(&mut fixture.rows, &project, "completed")
        .await;
    fixture
        .sql(&format!(
            "INSERT INTO private.reservations (output_id, user_id, kind, status)
             SELECT gen_random_uuid(), '{}', 'blog', 'completed' FROM generate_series(1, 100)",
            user.id
        ))
        .await;
    let generate = async || {
        let request = user.post(&format!("{project}/generate/blog"));
        let request = request.json(json!({ "topic": "Mills" }));
        request.send_to(&create).await
    };
    let before = user.rows(&mut fixture.rows).await;
    generate().await.problem(402, "quota_exceeded");
    for (n, (status, answer)) in [
        ("active", 202),
        ("ended", 402),
        ("active", 202),
        ("abandoned", 402),
    ]
    .into_iter()
    .enumerate()
    {
        let event = of(&user.id, "pro", status, i64::try_from(n).unwrap());
        send(&app, &webhook, &event).await.expect(204);
        assert_eq!(generate().await.status, answer, "{status}");
    }
    let after = user.rows(&mut fixture.rows).await;
    assert_eq!(after["public.outputs"], before["public.outputs"] + 2);
    assert_eq!(after["public.projects"], before["public.projects"]);
}
