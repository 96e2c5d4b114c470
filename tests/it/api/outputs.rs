//! Text out of text: asked for, made, read, deleted.

use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::{Instant, sleep};

use crate::app::{User, app};

const SPEECH: &str = "The harvest was good this year. The farmers of the valley built a new mill beside the river. \
    Its wheel turns with the water, and the flour is sold in three towns. The mill gives work to twelve people. \
    Next spring the village will build a school with what the mill has earned.";

/// The output once its status is final; within the time that a user would wait.
pub(super) async fn finished(user: &User, path: &str) -> Value {
    let deadline = Instant::now() + Duration::from_secs(30);
    loop {
        let output = user.get(path).send().await.expect(200).json();
        if matches!(
            output["status"].as_str(),
            Some("completed" | "failed" | "cancelled")
        ) {
            return output;
        }
        assert!(Instant::now() < deadline, "{output}");
        sleep(Duration::from_millis(100)).await;
    }
}

#[tokio::test]
async fn every_kind_is_made_from_a_text() {
    let app = app();
    let user = app.user();
    let project = user.project("The mill").await;
    let file = user
        .post(&format!("{project}/upload"))
        .file("mill.txt", SPEECH.as_bytes())
        .send()
        .await;
    let file = file.expect(201).id();
    for kind in ["blog", "social", "email"] {
        let body =
            json!({ "topic": "The mill", "extras": { "mood": "bright" }, "file_ids": [file] });
        let accepted = user
            .post(&format!("{project}/generate/{kind}"))
            .json(body.clone())
            .send()
            .await
            .expect(202);
        let output = accepted.json();
        assert_eq!(
            (&output["status"], &output["kind"], &output["request"]),
            (&json!("queued"), &json!(kind), &body)
        );
        assert_eq!(
            (&output["job_id"], &output["task_id"]),
            (&output["id"], &output["id"])
        );
        assert_eq!(
            (&output["body"], &output["version"], &output["attempts"]),
            (&json!(null), &json!(0), &json!(0))
        );
        assert_eq!(
            accepted.header("location"),
            format!("{project}/outputs/{}", accepted.id())
        );

        let output = finished(&user, accepted.header("location")).await;
        assert_eq!(
            (&output["status"], &output["error"]),
            (&json!("completed"), &json!(null)),
            "{output}"
        );
        assert_eq!(
            (&output["attempts"], &output["version"]),
            (&json!(1), &json!(1)),
            "{output}"
        );
        assert!(
            output["body"].as_str().unwrap().contains("mill"),
            "{output}"
        );
        assert_eq!(output["metadata"]["provider"], "extractive", "{output}");
        for field in ["word_count", "reading_time"] {
            assert!(
                output["metadata"][field].as_u64().unwrap() > 0,
                "{field}: {output}"
            );
        }
        assert_eq!(
            output["metadata"]["sources"][0]["file_id"],
            file.as_str(),
            "{output}"
        );
    }
    let list = user
        .get(&format!("{project}/outputs?status=completed"))
        .send()
        .await
        .expect(200)
        .json();
    let kinds: Vec<_> = list
        .as_array()
        .unwrap()
        .iter()
        .map(|output| output["kind"].clone())
        .collect();
    assert_eq!(kinds, ["email", "social", "blog"]);
}

#[tokio::test]
async fn without_a_source_it_is_told_at_once() {
    let app = app();
    let (user, mut database) = (app.user(), app.database().await);
    let project = user.project("Empty").await;
    let generate = user.post(&format!("{project}/generate/blog"));
    let before = user.rows(&mut database).await;
    generate
        .clone()
        .json(json!({}))
        .send()
        .await
        .problem(422, "no_usable_source");
    // The built-in provider writes from no topic alone.
    generate
        .clone()
        .json(json!({ "topic": "Mills" }))
        .send()
        .await
        .problem(422, "no_usable_source");
    assert_eq!(user.rows(&mut database).await, before);
}

#[tokio::test]
async fn a_template_is_for_its_kind() {
    let app = app();
    let (user, mut database) = (app.user(), app.database().await);
    let project = user.project_row(&mut database).await;
    user.file_row(&mut database, &project).await;
    let templates = user
        .get("/templates?type=email")
        .send()
        .await
        .expect(200)
        .json();
    let email = templates[0]["id"].as_str().unwrap().to_owned();
    let generate = |kind: &str| {
        user.post(&format!("{project}/generate/{kind}"))
            .json(json!({ "template_id": email }))
    };
    for kind in ["blog", "social"] {
        generate(kind)
            .send()
            .await
            .problem(422, "template_type_mismatch");
    }
    generate("email").send().await.expect(202);
}

#[tokio::test]
async fn a_deleted_output_is_gone() {
    let app = app();
    let (user, mut database) = (app.user(), app.database().await);
    let project = user.project_row(&mut database).await;
    let before = user.rows(&mut database).await;
    let id = user.output_row(&mut database, &project, "completed").await;
    let path = format!("{project}/outputs/{id}");
    let tag = user
        .get(&path)
        .send()
        .await
        .expect(200)
        .header("etag")
        .to_owned();
    user.delete(&path)
        .header("if-match", "\"stale\"")
        .send()
        .await
        .problem(412, "precondition_failed");
    user.delete(&path)
        .header("if-match", tag)
        .send()
        .await
        .expect(204);
    user.get(&path)
        .send()
        .await
        .problem(404, "output_not_found");
    user.delete(&path)
        .send()
        .await
        .problem(404, "output_not_found");
    // But it can be restored, and that it was deleted is in the audit.
    let mut after = user.rows(&mut database).await;
    let kept = after.insert("private.deleted_outputs".to_owned(), 0);
    assert_eq!(kept, Some(1));
    assert_eq!(after.insert("private.audit".to_owned(), 0), Some(1));
    assert_eq!(after, before);
}
