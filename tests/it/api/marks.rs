//! Marks live with the text: what is said to be unsupported is so in the text as it is stored.

use serde_json::{Value, json};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::app::{User, app};

/// A blog post of a model's; gives its path and its id.
async fn output(
    user: &User,
    database: &mut PgConnection,
    project: &str,
    body: &str,
) -> (String, String) {
    let id: Uuid = sqlx::query_scalar(
        "INSERT INTO outputs (user_id, project_id, kind, status, body, metadata, request)
         VALUES ($1, $2::uuid, 'blog', 'completed', $3, '{\"provider\": \"openai\"}', '{}') RETURNING id",
    )
    .bind(&user.id)
    .bind(project.trim_start_matches("/projects/"))
    .bind(body)
    .fetch_one(database)
    .await
    .unwrap();
    (format!("{project}/outputs/{id}"), id.to_string())
}

async fn write(database: &mut PgConnection, output: &str, metadata: &Value) {
    sqlx::query("UPDATE outputs SET metadata = metadata || $2 WHERE id = $1::uuid")
        .bind(output)
        .bind(metadata)
        .execute(database)
        .await
        .unwrap();
}

fn codes(output: &Value) -> Vec<&str> {
    let checks = output["metadata"]["checks"].as_array().unwrap().iter();
    checks
        .map(|check| check["code"].as_str().unwrap())
        .collect()
}

#[tokio::test]
async fn an_edit_is_checked_against_the_sources_as_they_are_stored() {
    let app = app();
    let (user, mut database) = (app.user(), app.database().await);
    let project = user.project_row(&mut database).await;
    let upload = user.post(&format!("{project}/upload"));
    let text = b"# The mill\n\nIn 1951 Ines Bauer said: \"The wheel has never stood still.\" Twelve millers worked there.\n";
    let file = upload.file("mill.md", text).send().await.expect(201).json();
    let body = "# The mill\n\nIn 1951 the wheel turned.";
    let (path, id) = output(&user, &mut database, &project, body).await;
    let stale = json!({ "code": "figure_not_in_source", "severity": "warning", "text": "40", "variant": 0,
        "action": "marked", "start": 2, "end": 4 });
    let sources = json!([{ "file_id": file["id"], "sha256": "0" }]);
    write(
        &mut database,
        &id,
        &json!({ "checks": [stale], "provenance": [], "sources": sources }),
    )
    .await;

    let send = async |edit: &str| {
        let request = user.patch(&path).json(json!({ "body": edit }));
        request.send().await.expect(200).json()
    };
    let edited = send("# The mill\n\n\"The wheel often stood still\", said Ines Bauer.\n\nTwelve millers worked there in 1951.").await;
    assert_eq!(codes(&edited), ["quote_not_in_source"]);
    let rests = &edited["metadata"]["provenance"];
    assert_eq!(rests[1]["paragraph"], 2);
    assert_eq!(rests[1]["sources"][0]["file_id"], file["id"]);

    let mended = send("# The mill\n\n\"The wheel has never stood still\", said Ines Bauer.").await;
    assert_eq!(codes(&mended), [""; 0]);

    // Without its source the edit is kept, and says so.
    let gone = format!("{project}/files/{}", file["id"].as_str().unwrap());
    user.delete(&gone).send().await.expect(204);
    let unchecked = send("# The mill\n\n\"The wheel often stood still\", said Ines Bauer.").await;
    assert_eq!(codes(&unchecked), ["not_checked"]);
}

/// What was found stays where it was found, and what a person wrote doesn't pass for checked.
#[tokio::test]
async fn where_the_sources_cannot_be_read_what_was_found_goes_along_with_what_stays() {
    let app = app();
    let (user, mut database) = (app.user(), app.database().await);
    let body = "# The mill\n\nIt has 12 wheels.\n\nIt had 40 millers.";
    let project = user.project_row(&mut database).await;
    let (path, id) = output(&user, &mut database, &project, body).await;
    let found = |body: &str, words: &str| {
        let start = body.find(words).unwrap();
        json!({ "code": "figure_not_in_source", "severity": "warning", "text": words, "variant": 0, "action": "marked",
            "start": start, "end": start + words.len() })
    };
    let condensed = json!({ "code": "source_condensed", "severity": "info", "text": "Of a.txt …", "variant": 0, "action": "marked" });
    let rests = |paragraph: u64, start: u64| json!({ "paragraph": paragraph, "sources": [{ "file_id": id, "start": start, "end": start + 9 }] });
    // Nobody knows what it was written from.
    let metadata = json!({
        "checks": [found(body, "12"), found(body, "40"), condensed],
        "provenance": [rests(1, 100), rests(2, 200)],
    });
    write(&mut database, &id, &metadata).await;

    let edit = "# The mill\n\nBy the river.\n\nIt had 40 millers.\n\nIt has 13 wheels.";
    let send = async |edit: &str| {
        let request = user.patch(&path).json(json!({ "body": edit }));
        request.send().await.expect(200).json()
    };
    let edited = send(edit).await;
    let metadata = &edited["metadata"];
    let own = |start: usize, end: usize| {
        json!({ "code": "not_checked", "severity": "info", "variant": 0, "action": "marked",
        "text": "Edited, and not checked against the sources since.", "start": start, "end": end })
    };
    let at = |words: &str| edit.find(words).unwrap();
    assert_eq!(
        metadata["checks"],
        json!([
            found(edit, "40"),
            condensed,
            own(at("By the"), at("\n\nIt had")),
            own(at("It has"), edit.len())
        ])
    );
    assert_eq!(metadata["provenance"], json!([rests(2, 200)]));

    // A later edit finds them again.
    let later = "# The mill\n\nIt had 40 millers.\n\nIt has 13 wheels.";
    let edited = send(later).await;
    assert_eq!(
        edited["metadata"]["checks"],
        json!([
            found(later, "40"),
            condensed,
            own(later.find("It has").unwrap(), later.len())
        ])
    );
    // Nothing but metadata changes nothing of it.
    let label = user
        .patch(&path)
        .json(json!({ "metadata": { "label": "a" } }));
    let labelled = label.send().await.expect(200).json();
    assert_eq!(labelled["metadata"]["checks"], edited["metadata"]["checks"]);
}
