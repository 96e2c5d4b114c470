//! Several kinds in one request: each is an output of its own, and all are accepted or none.

use serde_json::json;
use uuid::Uuid;

use crate::{app::app, nothing_lost::fixture::WorkerFixture};

#[tokio::test]
async fn each_kind_becomes_an_output_of_its_own() {
    let app = app();
    let (user, mut database) = (app.user(), app.database().await);
    let project = user.project("All at once").await;
    let text =
        b"The mill stands on the river. It was built in 1863, and its wheel turns to this day.";
    let upload = user.post(&format!("{project}/upload")).file("a.txt", text);
    upload.send().await.expect(201);
    let generate = user
        .post(&format!("{project}/generate"))
        .json(json!({ "kinds": ["email", "blog", "social"], "target_length": 100 }))
        .key(&Uuid::new_v4().to_string());
    let answer = generate.clone().send().await.expect(202);
    assert_eq!(answer.header("location"), format!("{project}/outputs"));
    let all = answer.json();
    let queued = all.as_array().unwrap();
    let kinds: Vec<_> = queued.iter().map(|output| output["kind"].clone()).collect();
    assert_eq!(kinds, ["email", "blog", "social"]);
    for output in queued {
        assert_eq!(output["request"], json!({ "target_length": 100 }));
        let path = format!("{project}/outputs/{}", output["id"].as_str().unwrap());
        let made = user.get(&path).header("prefer", "wait=25").send().await;
        let made = made.expect(200).json();
        assert_eq!(
            (&made["status"], &made["kind"]),
            (&json!("completed"), &output["kind"])
        );
    }
    // Once more, with the same key: the same.
    assert_eq!(generate.send().await.expect(202).json(), answer.json());
    assert_eq!(user.rows(&mut database).await["public.outputs"], 3);
}

#[tokio::test]
async fn where_one_can_not_be_made_none_is() {
    let app = app();
    let mut fixture = WorkerFixture::start([]).await;
    let user = app.user();
    let project = user.project_row(&mut fixture.rows).await;
    user.file_row(&mut fixture.rows, &project).await;
    let create = fixture
        .function(
            "output-create",
            &[("QUOTAS", "on"), ("RATE_LIMIT_PER_MINUTE", "10")],
        )
        .await;
    let generate = |body| user.post(&format!("{project}/generate")).json(body);
    for (kinds, place) in [
        (json!([]), "#/kinds"),
        (json!(["blog", "blog"]), "#/kinds"),
        (json!(["blog", "video"]), "#/kinds"),
        (json!("blog"), "#/kinds"),
        (json!(null), "#/kinds"),
    ] {
        let answer = generate(json!({ "kinds": kinds })).send_to(&create).await;
        answer.invalid(&[place]);
    }
    let answer = generate(json!({ "dry_run": true })).send_to(&create).await;
    answer.invalid(&["#/dry_run", "#/kinds"]);

    // Of an email template a blog post can't be made, and the email isn't either.
    let template: Uuid = sqlx::query_scalar(
        "INSERT INTO templates (user_id, name, type, prompt) VALUES ($1, 'Mine', 'email', '{source}') RETURNING id",
    )
    .bind(&user.id)
    .fetch_one(&mut fixture.rows)
    .await
    .unwrap();
    let both = json!({ "kinds": ["email", "blog"], "template_id": template });
    let answer = generate(both).send_to(&create).await;
    answer.problem(422, "template_type_mismatch");

    // The plan has two left of its hundred.
    fixture
        .sql(&format!(
            "INSERT INTO private.reservations (output_id, user_id, kind, status)
             SELECT gen_random_uuid(), '{}', 'blog', 'completed' FROM generate_series(1, 98)",
            user.id
        ))
        .await;
    let all = json!({ "kinds": ["blog", "social", "email"] });
    let refused = generate(all).send_to(&create).await;
    refused.problem(402, "quota_exceeded");
    assert_eq!(user.rows(&mut fixture.rows).await["public.outputs"], 0);
    let two = generate(json!({ "kinds": ["blog", "email"] }))
        .send_to(&create)
        .await
        .expect(202);
    assert_eq!(two.header("x-ratelimit-remaining"), "8", "each kind counts");
    assert_eq!(user.rows(&mut fixture.rows).await["public.outputs"], 2);
    assert_eq!(user.rows(&mut fixture.rows).await["private.jobs"], 2);
}
