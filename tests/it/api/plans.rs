//! The plans, and who gives them.

use models::plans::PLANS;
use serde_json::{Value, json};

use crate::{app::app, database::run};

#[tokio::test]
async fn anybody_may_see_the_plans() {
    let app = app();
    let plans = app
        .request("GET", "/billing/plans")
        .send()
        .await
        .expect(200);
    let tag = plans.header("etag").to_owned();
    let plans = plans.json();
    let free = json!({ "name": "free", "limits": { "outputs": 100, "storage_bytes": 1_073_741_824 }, "price_cents": 0 });
    assert_eq!(plans[0], free, "{plans}");
    assert_eq!(plans.as_array().unwrap().len(), PLANS.len(), "{plans}");
    for pair in PLANS.windows(2) {
        let (less, more) = (&pair[0], &pair[1]);
        assert!(less.price_cents < more.price_cents);
        assert!(less.limits.outputs < more.limits.outputs);
        assert!(less.limits.storage_bytes < more.limits.storage_bytes);
    }
    let same = app.request("GET", "/billing/plans");
    same.header("if-none-match", tag).send().await.expect(304);
}

#[tokio::test]
async fn where_plans_are_sold_they_have_the_names_to_buy_them_by() {
    let app = app();
    let names = async |environment: &[(&str, &str)]| {
        let function = app.function("plan-list", environment).await;
        let plans = app.request("GET", "/billing/plans");
        let plans = plans.send_to(&function).await.expect(200).json();
        let names = plans.as_array().unwrap().iter();
        names
            .map(|plan| plan.get("names").cloned().unwrap_or_default())
            .collect::<Vec<_>>()
    };
    let of_clerk = names(&[("BILLING", "clerk")]).await;
    assert_eq!(of_clerk, [Value::Null, json!(["pro"]), json!(["business"])]);
    let prices = "price_1=pro,price_2=business,price_3=pro";
    let of_stripe = names(&[("BILLING", "stripe"), ("BILLING_PLANS", prices)]).await;
    assert_eq!(
        of_stripe,
        [
            Value::Null,
            json!(["price_1", "price_3"]),
            json!(["price_2"])
        ]
    );
    assert_eq!(
        names(&[("BILLING_PLANS", prices)]).await,
        vec![Value::Null; 3]
    );
}

#[tokio::test]
async fn an_administrator_gives_a_plan_and_it_counts_at_once() {
    let app = app();
    let (admin, user) = (app.user(), app.user());
    let give = app
        .function("admin-plan", &[("ADMIN_USER_IDS", &admin.id)])
        .await;
    let path = format!("/admin/users/{}/plan", user.id);
    let put = |plan: Value| admin.request("PUT", &path).json(plan);
    assert_eq!(
        user.get("/usage").send().await.expect(200).json()["plan"],
        "free"
    );

    // The user was never seen before.
    let first = put(json!({ "plan": "pro" }))
        .send_to(&give)
        .await
        .expect(200)
        .json();
    assert_eq!(first["user_id"], user.id, "{first}");
    assert_eq!(first["plan"], "pro", "{first}");
    let usage = user.get("/usage").send().await.expect(200).json();
    assert_eq!(usage["plan"], "pro", "{usage}");
    assert_eq!(usage["limits"], json!(PLANS[1].limits), "{usage}");
    // Given again it is the same; another begins now.
    let again = put(json!({ "plan": "pro" }))
        .send_to(&give)
        .await
        .expect(200)
        .json();
    assert_eq!(again, first);
    let other = put(json!({ "plan": "business" }))
        .send_to(&give)
        .await
        .expect(200)
        .json();
    assert_ne!(other["since"], first["since"], "{other}");

    // Taken back it is as if it had never been given, any number of times.
    let (has, mut database) = (
        app.function("subscription-get", &[]).await,
        app.database().await,
    );
    let plan = async || {
        let get = user.get("/billing/subscription").send_to(&has).await;
        get.expect(200).json()
    };
    let take_back = [("ADMIN_USER_IDS", admin.id.as_str())];
    let take_back = app.function("admin-plan-delete", &take_back).await;
    let given = plan().await;
    assert_eq!([&given["plan"], &given["source"]], ["business", "admin"]);
    run(
        &mut database,
        &format!(
            "SELECT private.entitle('evt_{0}', 'test', 'stripe', '{0}', now(),
               '[{{\"external_id\": \"sub_{0}\", \"plan\": \"pro\", \"status\": \"active\"}}]', 7)",
            user.id
        ),
    )
    .await;
    assert_eq!(plan().await, given);
    for _ in 0..2 {
        let taken = admin.delete(&path).send_to(&take_back).await;
        taken.expect(204);
        assert_eq!(plan().await["source"], "stripe");
        assert_eq!(plan().await["plan"], "pro");
    }
    let delete = admin.delete("/admin/users/system/plan");
    delete
        .send_to(&take_back)
        .await
        .problem(404, "user_not_found");
    user.delete(&path)
        .send_to(&take_back)
        .await
        .problem(404, "route_not_found");
}

#[tokio::test]
async fn a_plan_that_is_none_or_is_not_the_callers_to_give_is_refused() {
    let app = app();
    let (admin, user, mut database) = (app.user(), app.user(), app.database().await);
    let give = app
        .function("admin-plan", &[("ADMIN_USER_IDS", &admin.id)])
        .await;
    let path = format!("/admin/users/{}/plan", user.id);
    let before = user.rows(&mut database).await;
    for body in [
        json!({ "plan": "gold" }),
        json!({ "plan": null }),
        json!({ "plan": 1 }),
        json!({}),
    ] {
        let answer = admin.request("PUT", &path).json(body).send_to(&give).await;
        answer.invalid(&["#/plan"]);
    }
    let unknown = json!({ "plan": "pro", "since": "2024-01-01" });
    let answer = admin
        .request("PUT", &path)
        .json(unknown)
        .send_to(&give)
        .await;
    answer.invalid(&["#/since"]);
    for nobody in ["system", "a%20b", "%2e%2e"] {
        let path = format!("/admin/users/{nobody}/plan");
        let put = admin.request("PUT", &path).json(json!({ "plan": "pro" }));
        put.send_to(&give).await.problem(404, "user_not_found");
    }
    // To anybody else there is no such route.
    let put = user
        .request("PUT", &path)
        .json(json!({ "plan": "business" }));
    put.clone()
        .send_to(&give)
        .await
        .problem(404, "route_not_found");
    put.send().await.problem(404, "route_not_found");
    assert_eq!(user.rows(&mut database).await, before);
}
