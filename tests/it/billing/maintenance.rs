//! What no event has told, and what is paid for an account that is gone.

use serde_json::{Value, json};

use super::shop::Shop;
use crate::{
    app::{User, app},
    nothing_lost::fixture::WorkerFixture,
    runtime::Outcome,
    scripted::{Answer, Scripted},
};

async fn maintain(fixture: &WorkerFixture, environment: &[(&str, &str)], task: &str) -> Outcome {
    let maintenance = fixture.function("maintenance", environment).await;
    maintenance.invoke(json!({ "tasks": [task] })).await
}

async fn plan(fixture: &mut WorkerFixture, user: &User) -> String {
    sqlx::query_scalar("SELECT (private.plan_of($1)).name")
        .bind(&user.id)
        .fetch_one(&mut fixture.rows)
        .await
        .unwrap()
}

#[tokio::test]
async fn events_that_never_came_are_made_up_for() {
    let mut fixture = WorkerFixture::start([]).await;
    let shop = Shop::open().await;
    let [paid, ended, nobody] = [app().user(), app().user(), app().user()];
    shop.set(&paid.id, "price_business", &json!({}));
    shop.set("other", "price_gold", &json!({}));
    shop.set("foreign", "price_gold", &json!({ "metadata": {} }));
    let id = shop.set(&ended.id, "price_pro", &json!({ "status": "canceled" }));
    fixture
        .sql(&format!(
            "SELECT private.entitle('evt_1', 'test', 'stripe', '{}', now() - interval '1 hour',
               '[{{\"external_id\": \"{id}\", \"plan\": \"pro\", \"status\": \"active\"}}]', 7)",
            ended.id
        ))
        .await;
    assert_eq!(plan(&mut fixture, &ended).await, "pro");
    let report = maintain(&fixture, &shop.environment(), "daily")
        .await
        .response();
    let daily = &report["daily"];
    assert_eq!([&daily["corrected"], &daily["refused"]], [2, 1], "{report}");
    assert_eq!(plan(&mut fixture, &paid).await, "business");
    assert_eq!(plan(&mut fixture, &ended).await, "free");
    assert_eq!(plan(&mut fixture, &nobody).await, "free");
    // What is known already is not written again, and nobody sent anything.
    let report = maintain(&fixture, &shop.environment(), "daily")
        .await
        .response();
    assert_eq!(report["daily"]["corrected"], 0, "{report}");
    let ledger: i64 = sqlx::query_scalar("SELECT count(*) FROM private.billing_events")
        .fetch_one(&mut fixture.rows)
        .await
        .unwrap();
    assert_eq!(ledger, 1);
}

#[tokio::test]
async fn clerk_is_asked_page_by_page_where_its_key_is_there() {
    let mut fixture = WorkerFixture::start([]).await;
    let user = app().user();
    let item = |n: usize, payer: &Value, status: &str| {
        json!({
            "id": format!("csub_item_{n}"), "status": status, "payer": payer, "payer_id": "cpayer_1",
            "plan": { "slug": "pro", "is_default": false }, "period_end": null, "past_due_at": null,
        })
    };
    let payer = json!({ "user_id": user.id, "organization_id": null });
    let answers = [
        json!({ "data": [item(1, &payer, "ended"), item(2, &Value::Null, "active")], "total_count": 3 }),
        json!({ "data": [item(3, &payer, "active")], "total_count": 3 }),
    ];
    let clerk = Scripted::start(answers.map(|page| Answer::json(200, &page))).await;
    let environment = [
        ("BILLING", "clerk"),
        ("CLERK_API_URL", clerk.url.as_str()),
        ("CLERK_SECRET_KEY", "sk_test_1"),
    ];
    // Without its key nobody is asked.
    let report = maintain(&fixture, &environment[..2], "daily")
        .await
        .response();
    assert!(report["daily"].get("corrected").is_none(), "{report}");
    let report = maintain(&fixture, &environment, "daily").await.response();
    assert_eq!(report["daily"]["corrected"], 2, "{report}");
    assert_eq!(plan(&mut fixture, &user).await, "pro");
    let asked: Vec<_> = clerk
        .requests()
        .into_iter()
        .map(|request| request.path)
        .collect();
    let page = |offset| {
        format!("/billing/subscription_items?include_free=false&limit=100&offset={offset}")
    };
    assert_eq!(asked, [page(0), page(2)]);
}

#[tokio::test]
async fn a_deleted_accounts_subscription_ends_before_it_is_forgotten() {
    let mut fixture = WorkerFixture::start([]).await;
    let shop = Shop::open().await;
    let user = app().user();
    let id = shop.set(&user.id, "price_pro", &json!({}));
    let paid = format!(
        "SELECT private.entitle('evt_1', 'test', 'stripe', '{}', now(),
           '[{{\"external_id\": \"{id}\", \"plan\": \"pro\", \"status\": \"active\"}},
             {{\"external_id\": \"sub_over\", \"plan\": \"pro\", \"status\": \"ended\"}}]', 7);
         SELECT private.user_deleted('msg_1', '{0}')",
        user.id
    );
    fixture.sql(&paid).await;
    let known = "SELECT count(*) FROM private.paid_subscriptions";

    // Stripe is away: nothing is forgotten yet.
    let nowhere = Scripted::nowhere().await;
    let mut away = shop.environment();
    away.push(("STRIPE_API_URL", &nowhere));
    let outcome = maintain(&fixture, &away, "erasure").await;
    assert!(matches!(outcome, Outcome::Error(_)), "{outcome:?}");
    let rows: i64 = sqlx::query_scalar(known)
        .fetch_one(&mut fixture.rows)
        .await
        .unwrap();
    assert_eq!(rows, 2);

    fixture
        .sql("UPDATE private.tombstones SET erase_at = now()")
        .await;
    let report = maintain(&fixture, &shop.environment(), "erasure")
        .await
        .response();
    assert_eq!(report["erasure"]["erased"], 1, "{report}");
    let asked: Vec<_> = shop
        .server
        .requests()
        .into_iter()
        .map(|request| (request.method, request.path))
        .collect();
    assert_eq!(
        asked,
        [("DELETE".to_owned(), format!("/v1/subscriptions/{id}"))]
    );
    let rows: i64 = sqlx::query_scalar(known)
        .fetch_one(&mut fixture.rows)
        .await
        .unwrap();
    assert_eq!(rows, 0);
    let ledger: Vec<Option<String>> =
        sqlx::query_scalar("SELECT user_id FROM private.billing_events")
            .fetch_all(&mut fixture.rows)
            .await
            .unwrap();
    assert_eq!(ledger, [None]);
}
