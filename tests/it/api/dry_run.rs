//! A dry run says what a generation would ask and cost, and does nothing.

use serde_json::{Value, json};

use crate::{
    app::{answer::Answer, app},
    nothing_lost::fixture::{WorkerFixture, written},
};

const SOURCE: &str = "Mills grind slowly.\n\nThey grind exceedingly small.\n";

#[tokio::test]
async fn it_is_what_the_provider_is_then_sent() {
    let mut fixture = WorkerFixture::start([written()]).await;
    let prices = [
        ("GENERATION_PRICE_INPUT", "3"),
        ("GENERATION_PRICE_OUTPUT", "15"),
    ];
    let create = fixture.function("output-create", &prices).await;
    let upload = fixture.function("file-upload", &[]).await;
    let user = app().user();
    let project = user.project_row(&mut fixture.rows).await;
    fixture
        .sql(&format!(
            "INSERT INTO profiles (user_id, tone_of_voice, preferences) VALUES ('{}', 'dry', '{{\"audience\": \"millers\"}}')",
            user.id
        ))
        .await;
    for (name, text) in [("a.txt", SOURCE), ("b.txt", "Not asked for.\n")] {
        let upload_ = user.post(&format!("{project}/upload"));
        let file = upload_.file(name, text.as_bytes()).send_to(&upload).await;
        file.expect(201);
    }
    let file: String = sqlx::query_scalar("SELECT id::text FROM files WHERE filename = 'a.txt'")
        .fetch_one(&mut fixture.rows)
        .await
        .unwrap();
    let before = user.rows(&mut fixture.rows).await;
    let generate = user.post(&format!("{project}/generate/blog")).key("k");
    let request = |dry_run: bool| json!({ "topic": "Mills", "prompt_overrides": "No jokes.", "file_ids": [file], "dry_run": dry_run });

    let dry = generate.clone().json(request(true)).send_to(&create).await;
    let dry = dry.expect(200).json();
    assert_eq!(user.rows(&mut fixture.rows).await, before, "{dry}");
    assert_eq!(dry["sources"][0]["file_id"], file, "{dry}");
    assert_eq!(dry["sources"].as_array().unwrap().len(), 1, "{dry}");
    let tokens = |name: &str| dry["estimate"][name].as_u64().unwrap();
    let cost = 3 * tokens("prompt_tokens") + 15 * tokens("completion_tokens");
    assert!(tokens("prompt_tokens") > 100, "{dry}");
    assert!(tokens("completion_tokens") > 100, "{dry}");
    assert_eq!(tokens("cost_micros"), cost, "{dry}");
    let said = dry["prompt"].to_string();
    for part in ["Mills", "No jokes.", "dry", "millers", "exceedingly small"] {
        assert!(said.contains(part), "{part}: {said}");
    }
    assert!(!said.contains("Not asked for"), "{said}");

    // Under the same key, which the dry run has left free: nothing of it was kept.
    let meant = generate.json(request(false)).send_to(&create).await;
    meant.expect(202);
    let worker = fixture.worker().await;
    fixture.queue.work(&worker).await;
    let sent = fixture.provider.requests()[0].json()["messages"].clone();
    assert_eq!(unmarked(&dry["prompt"]), unmarked(&sent));
}

/// The marks around a source are other ones in each prompt.
fn unmarked(messages: &Value) -> String {
    let text = messages.to_string();
    let marks = text.match_indices("<<<SOURCE ").map(|(at, open)| {
        let start = at + open.len();
        text[start..start + 32].to_owned()
    });
    let marks: Vec<String> = marks.collect();
    assert!(!marks.is_empty(), "{text}");
    marks
        .iter()
        .fold(text, |text, mark| text.replace(mark, "MARK"))
}

#[tokio::test]
async fn the_built_in_provider_has_no_prompt_and_costs_nothing() {
    let app = app();
    let user = app.user();
    let project = user.project("Mills").await;
    let file = user
        .post(&format!("{project}/upload"))
        .file("a.txt", SOURCE.as_bytes())
        .send()
        .await
        .expect(201)
        .json();
    let dry = user
        .post(&format!("{project}/generate/email"))
        .json(json!({ "dry_run": true }))
        .send()
        .await
        .expect(200)
        .json();
    let expected = json!({
        "prompt": [], "sources": [{ "file_id": file["id"], "sha256": file["sha256"] }], "checks": [],
        "estimate": { "prompt_tokens": 0, "completion_tokens": 0, "cost_micros": 0 },
    });
    assert_eq!(dry, expected);
}

#[tokio::test]
async fn it_takes_a_place_in_the_rate_limit_and_none_in_the_quota() {
    let mut fixture = WorkerFixture::start([]).await;
    let limits = [("RATE_LIMIT_PER_MINUTE", "1"), ("QUOTAS", "on")];
    let create = fixture.function("output-create", &limits).await;
    let user = app().user();
    let project = user.project_row(&mut fixture.rows).await;
    // A window that doesn't end while this runs, and a month that is used up.
    fixture
        .sql(&format!(
            "INSERT INTO private.rates VALUES ('{0}', date_trunc('minute', now()) + INTERVAL '1 hour', 0);
             INSERT INTO private.reservations (output_id, user_id, kind, status)
             SELECT gen_random_uuid(), '{0}', 'blog', 'completed' FROM generate_series(1, 100)",
            user.id
        ))
        .await;
    let before = user.rows(&mut fixture.rows).await;
    let dry = user
        .post(&format!("{project}/generate/blog"))
        .json(json!({ "topic": "Mills", "dry_run": true }));
    let first = dry.clone().send_to(&create).await.expect(200);
    assert_eq!(first.header("x-ratelimit-remaining"), "0", "{first}");
    dry.send_to(&create).await.problem(429, "rate_limited");
    assert_eq!(user.rows(&mut fixture.rows).await, before);
}

#[tokio::test]
async fn what_could_not_be_made_is_refused_as_if_it_were_meant() {
    let app = app();
    let (user, mut database) = (app.user(), app.database().await);
    let project = user.project_row(&mut database).await;
    let dry = async |project: &str, request: Value| -> Answer {
        let mut request = request;
        request["dry_run"] = json!(true);
        let generate = user.post(&format!("{project}/generate/blog"));
        generate.json(request).send().await
    };
    let none = "00000000-0000-4000-8000-0000000000ff";
    let nothing = dry(&project, json!({})).await;
    nothing.problem(422, "no_usable_source");
    let file = user.file_row(&mut database, &project).await;
    let before = user.rows(&mut database).await;
    let answer = dry(&format!("/projects/{none}"), json!({})).await;
    answer.problem(404, "project_not_found");
    let answer = dry(&project, json!({ "file_ids": [none] })).await;
    answer.invalid(&["#/file_ids"]);
    let answer = dry(&project, json!({ "template_id": none })).await;
    answer.invalid(&["#/template_id"]);
    let social = "00000000-0000-4000-8000-000000000002";
    let answer = dry(&project, json!({ "template_id": social })).await;
    answer.problem(422, "template_type_mismatch");
    // There is no object to this row.
    let answer = dry(&project, json!({ "file_ids": [file] })).await;
    answer.problem(422, "source_failed");
    sqlx::query("UPDATE files SET status = 'processing' WHERE id = $1::uuid")
        .bind(&file)
        .execute(&mut database)
        .await
        .unwrap();
    let answer = dry(&project, json!({ "file_ids": [file] })).await;
    let answer = answer.problem(409, "transcription_not_ready");
    assert!(answer.headers.contains_key("retry-after"), "{answer}");
    assert_eq!(user.rows(&mut database).await, before);
}
