//! A user's words are theirs: what they edit stays, is counted, and the version before is kept.

use serde_json::{Value, json};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::{
    app::{User, answer::Answer, app},
    database::{run, sqlstate},
};

const SOCIAL: &str = "## X\n\nThe mill turns. #mill\n\n---\n\nAnd grinds.\n\n## LinkedIn\n\nA mill.\n\n## Instagram\n\nMill #a #b\n";

/// An output in a project of its own, as a worker or an older version of the schema left it; gives its path.
async fn output(
    user: &User,
    database: &mut PgConnection,
    [kind, status]: [&str; 2],
    body: Option<&str>,
) -> String {
    let project = user.project_row(database).await;
    let id: Uuid = sqlx::query_scalar(
        "INSERT INTO outputs (user_id, project_id, kind, status, body, metadata, request)
         VALUES ($1, $2::uuid, $3::output_kind, $4::output_status, $5, $6, '{}') RETURNING id",
    )
    .bind(&user.id)
    .bind(project.trim_start_matches("/projects/"))
    .bind(kind)
    .bind(status)
    .bind(body)
    .bind(json!({ "provider": "extractive", "edited": false, "subject": "A mill", "preview_text": "It turns" }))
    .fetch_one(database)
    .await
    .unwrap();
    format!("{project}/outputs/{id}")
}

async fn versions(user: &User, path: &str) -> Value {
    let list = user.get(&format!("{path}/versions")).send().await;
    list.expect(200).json()
}

#[tokio::test]
async fn an_edit_is_kept_and_so_is_what_was_there_before() {
    let app = app();
    let (user, mut database) = (app.user(), app.database().await);
    let path = output(
        &user,
        &mut database,
        ["blog", "completed"],
        Some("# Old\n\nOld words."),
    )
    .await;
    assert_eq!(versions(&user, &path).await, json!([]));
    let first = user.get(&path).send().await.expect(200);

    let body = "# The mill\n\nThe farmers built a mill.\n\n## Why\n\nFor the mill's flour.\n";
    let change = json!({ "body": body, "metadata": { "label": "spring", "seo": { "slug": "mill", "old": 1 } } });
    let edited = user
        .patch(&path)
        .json(change)
        .header("if-match", first.header("etag"))
        .send()
        .await
        .expect(200);
    let output = edited.json();
    assert_eq!(output["body"], body);
    assert_eq!(output["version"], 1, "{output}");
    let metadata = &output["metadata"];
    assert_eq!(
        (
            &metadata["title"],
            &metadata["excerpt"],
            &metadata["word_count"],
            &metadata["edited"]
        ),
        (
            &json!("The mill"),
            &json!("The farmers built a mill."),
            &json!(12),
            &json!(true)
        ),
        "{output}"
    );
    assert_eq!(
        (
            &metadata["label"],
            &metadata["provider"],
            &metadata["keywords"][0]
        ),
        (&json!("spring"), &json!("extractive"), &json!("mill")),
        "{output}"
    );
    let read = user.get(&path).send().await.expect(200);
    assert_eq!(read.body, edited.body);
    assert_eq!(read.header("etag"), edited.header("etag"));

    let before = versions(&user, &path).await;
    assert_eq!(
        (
            &before[0]["body"],
            &before[0]["version"],
            &before[0]["reason"]
        ),
        (
            &json!("# Old\n\nOld words."),
            &json!(0),
            &json!("generated")
        ),
        "{before}"
    );
    assert_eq!(before[0]["metadata"], first.json()["metadata"]);
    assert_eq!(before.as_array().unwrap().len(), 1);
    assert_eq!(before[0].as_object().unwrap().len(), 5, "{before}");

    // Merged, as RFC 7396 has it; the body stays.
    let merge = json!({ "metadata": { "label": null, "seo": { "old": null, "new": [null] } } });
    let merged = user
        .patch(&path)
        .json(merge)
        .send()
        .await
        .expect(200)
        .json();
    assert_eq!(merged["body"], body);
    assert_eq!(
        merged["metadata"]["seo"],
        json!({ "slug": "mill", "new": [null] })
    );
    assert_eq!(merged["metadata"].get("label"), None);
    let before = versions(&user, &path).await;
    let reasons: Vec<_> = before
        .as_array()
        .unwrap()
        .iter()
        .map(|version| &version["reason"])
        .collect();
    assert_eq!(reasons, ["edited", "generated"]);
    assert_eq!(before[0]["metadata"]["label"], "spring");

    user.patch(&path)
        .json(json!({ "body": "# Late\n\nToo late." }))
        .header("if-match", first.header("etag"))
        .send()
        .await
        .problem(412, "precondition_failed");
    assert_eq!(user.get(&path).send().await.json(), merged);
}

#[tokio::test]
async fn what_changes_nothing_makes_no_version() {
    let app = app();
    let (user, mut database) = (app.user(), app.database().await);
    let path = output(
        &user,
        &mut database,
        ["blog", "completed"],
        Some("# Old\n\nWords."),
    )
    .await;
    let first = user.get(&path).send().await.expect(200);
    for nothing in [
        json!({}),
        json!({ "body": "# Old\n\nWords." }),
        json!({ "metadata": {} }),
        json!({ "metadata": { "never": null } }),
    ] {
        let answer = user.patch(&path).json(nothing).send().await.expect(200);
        assert_eq!(answer.body, first.body, "{answer}");
        assert_eq!(answer.header("etag"), first.header("etag"));
    }
    assert_eq!(versions(&user, &path).await, json!([]));
}

#[tokio::test]
async fn what_says_how_it_was_made_can_not_be_set() {
    let app = app();
    let (user, mut database) = (app.user(), app.database().await);
    let path = output(
        &user,
        &mut database,
        ["email", "completed"],
        Some("Dear all"),
    )
    .await;
    let first = user.get(&path).send().await.expect(200);
    let keys = "checks edited excerpt generated_at keywords model posts provenance provider reading_time sources \
        template_id title usage variants word_count";
    for value in [json!(1), json!(null), json!({})] {
        let metadata: Value = keys
            .split(' ')
            .map(|key| (key.to_owned(), value.clone()))
            .collect();
        let places: Vec<String> = keys
            .split(' ')
            .map(|key| format!("#/metadata/{key}"))
            .collect();
        let places: Vec<&str> = places.iter().map(String::as_str).collect();
        user.patch(&path)
            .json(json!({ "metadata": metadata }))
            .send()
            .await
            .invalid(&places);
    }
    assert_eq!(user.get(&path).send().await.body, first.body);
}

#[tokio::test]
async fn a_posts_limits_are_the_platforms() {
    let app = app();
    let (user, mut database) = (app.user(), app.database().await);
    let path = output(&user, &mut database, ["social", "completed"], Some(SOCIAL)).await;
    let send = async |body: String| user.patch(&path).json(json!({ "body": body })).send().await;
    let refused = |answer: Answer, error: Value| {
        let answer = answer.problem(422, "post_too_long");
        let mut found = answer.json()["errors"][0].clone();
        found.as_object_mut().unwrap().remove("detail");
        assert_eq!(found, error, "{answer}");
    };
    let x = |second: &str| format!("## X\n\nFirst\n\n---\n\n{second}\n");
    refused(
        send(x(&"故".repeat(141))).await,
        json!({ "pointer": "#/body", "code": "too_long", "platform": "twitter", "part": 2, "length": 282, "limit": 280 }),
    );
    refused(
        send(format!("## LinkedIn\n\n{}", "x".repeat(3_001))).await,
        json!({ "pointer": "#/body", "code": "too_long", "platform": "linkedin", "part": 1, "length": 3_001, "limit": 3_000 }),
    );
    refused(
        send(format!("## Instagram\n\n{}", "x".repeat(2_201))).await,
        json!({ "pointer": "#/body", "code": "too_long", "platform": "instagram", "part": 1, "length": 2_201, "limit": 2_200 }),
    );
    // Each part, also where nobody asked for a thread.
    refused(
        send(format!(
            "## LinkedIn\n\nFirst\n\n---\n\n{}",
            "x".repeat(3_001)
        ))
        .await,
        json!({ "pointer": "#/body", "code": "too_long", "platform": "linkedin", "part": 2, "length": 3_001, "limit": 3_000 }),
    );
    let tags = |count: usize| format!("## Instagram\n\n{}", "#tag ".repeat(count));
    // However they stand, and however they are parted.
    for (between, count) in [("#tag", 31), ("(#tag)", 31), ("#tag\n---\n", 31)] {
        refused(
            send(format!("## Instagram\n\n{}", between.repeat(count))).await,
            json!({ "pointer": "#/body", "code": "too_many_hashtags", "platform": "instagram", "length": 31, "limit": 30 }),
        );
    }
    refused(
        send(tags(31)).await,
        json!({ "pointer": "#/body", "code": "too_many_hashtags", "platform": "instagram", "length": 31, "limit": 30 }),
    );
    let thread = |posts: usize| format!("## X\n\n{}", vec!["A"; posts].join("\n\n---\n\n"));
    refused(
        send(thread(11)).await,
        json!({ "pointer": "#/body", "code": "too_many_posts", "platform": "twitter", "length": 11, "limit": 10 }),
    );
    for (body, line) in [
        ("## X\n\nA\n\n## Facebook\n\nB", 5),
        ("Hello\n\n## X\n\nA", 1),
        ("## X\n\nA\n\n## X\n\nB", 5),
    ] {
        let answer = send(body.to_owned()).await.invalid(&["#/body"]);
        let error = &answer.json()["errors"][0];
        assert_eq!(
            (&error["code"], &error["line"]),
            (&json!("unknown_section"), &json!(line)),
            "{answer}"
        );
        assert!(
            error["detail"]
                .as_str()
                .unwrap()
                .contains(&line.to_string()),
            "{answer}"
        );
    }
    assert_eq!(versions(&user, &path).await, json!([]));

    // At the limit they fit.
    send(tags(30)).await.expect(200);
    send(thread(10)).await.expect(200);
    for (platform, limit) in [("LinkedIn", 3_000), ("Instagram", 2_200)] {
        let body = format!("## {platform}\n\n{}", "x".repeat(limit));
        send(body).await.expect(200);
    }
    // A user's own numbers, or none, are theirs.
    for numbered in ["2/7 A mill", "A mill"] {
        let edited = send(x(numbered)).await.expect(200).json();
        assert_eq!(edited["metadata"]["posts"][0]["parts"][1], numbered);
    }
    let post = send(x(&"故".repeat(140))).await.expect(200).json()["metadata"]["posts"][0].clone();
    assert_eq!(
        post,
        json!({ "platform": "twitter", "parts": ["First", "故".repeat(140)], "hashtags": [], "characters": [5, 280], "limit": 280 })
    );
}

#[tokio::test]
async fn an_emails_subject_and_preview_are_its_users_in_what_an_inbox_shows() {
    let app = app();
    let (user, mut database) = (app.user(), app.database().await);
    let path = output(
        &user,
        &mut database,
        ["email", "completed"],
        Some("Dear all,\n\nthe mill."),
    )
    .await;
    let shown = |subject: usize, preview: usize| json!({ "metadata": { "subject": "ä".repeat(subject), "preview_text": "ä".repeat(preview) } });
    let answer = user
        .patch(&path)
        .json(shown(61, 111))
        .send()
        .await
        .problem(422, "post_too_long");
    assert_eq!(
        answer.places(),
        ["#/metadata/preview_text", "#/metadata/subject"]
    );
    let errors = answer.json()["errors"].clone();
    assert_eq!(
        (
            &errors[0]["platform"],
            &errors[0]["length"],
            &errors[0]["limit"]
        ),
        (&json!("email"), &json!(61), &json!(60))
    );
    assert_eq!(
        (&errors[1]["length"], &errors[1]["limit"]),
        (&json!(111), &json!(110))
    );
    for wrong in [json!(null), json!(""), json!(1)] {
        let change = json!({ "metadata": { "subject": wrong, "preview_text": wrong } });
        user.patch(&path)
            .json(change)
            .send()
            .await
            .invalid(&["#/metadata/preview_text", "#/metadata/subject"]);
    }
    let edited = user
        .patch(&path)
        .json(shown(60, 110))
        .send()
        .await
        .expect(200)
        .json();
    assert_eq!(edited["metadata"]["subject"], "ä".repeat(60));
    assert_eq!(
        (&edited["metadata"]["edited"], &edited["version"]),
        (&json!(true), &json!(1))
    );

    let blog = output(
        &user,
        &mut database,
        ["blog", "completed"],
        Some("# A\n\nB"),
    )
    .await;
    user.patch(&blog)
        .json(shown(1, 1))
        .send()
        .await
        .invalid(&["#/metadata/preview_text", "#/metadata/subject"]);
}

#[tokio::test]
async fn what_is_worked_on_or_has_no_body_is_not_edited() {
    let app = app();
    let (user, mut database) = (app.user(), app.database().await);
    let change = json!({ "body": "# New\n\nWords." });
    for (status, body, code) in [
        ("queued", Some("# Old\n\nWords."), "output_in_progress"),
        ("processing", Some("# Old\n\nWords."), "output_in_progress"),
        ("processing", None, "output_in_progress"),
        ("failed", None, "output_has_no_body"),
        ("cancelled", None, "output_has_no_body"),
    ] {
        let path = output(&user, &mut database, ["blog", status], body).await;
        user.patch(&path)
            .json(change.clone())
            .send()
            .await
            .problem(409, code);
        assert_eq!(user.get(&path).send().await.json()["body"], json!(body));
    }
    // The last good body, from before another attempt that led to nothing.
    for status in ["failed", "cancelled"] {
        let path = output(
            &user,
            &mut database,
            ["blog", status],
            Some("# Old\n\nWords."),
        )
        .await;
        let edited = user
            .patch(&path)
            .json(change.clone())
            .send()
            .await
            .expect(200)
            .json();
        assert_eq!(
            (&edited["status"], &edited["body"]),
            (&json!(status), &change["body"])
        );
    }
}

#[tokio::test]
async fn what_is_set_is_bounded_all_edits_together() {
    let app = app();
    let (user, mut database) = (app.user(), app.database().await);
    let path = output(
        &user,
        &mut database,
        ["blog", "completed"],
        Some("# Old\n\nWords."),
    )
    .await;
    let set = |key: &str| json!({ "metadata": { key: "x".repeat(8_000) } });
    for key in ["a", "b"] {
        user.patch(&path).json(set(key)).send().await.expect(200);
    }
    user.patch(&path)
        .json(set("c"))
        .send()
        .await
        .invalid(&["#/metadata"]);
    // What is taken away makes room.
    let swap = json!({ "metadata": { "a": null, "c": "x".repeat(8_000) } });
    user.patch(&path).json(swap).send().await.expect(200);
    let long = |length: usize| json!({ "body": format!("# A\n\n{}", "ä".repeat(length - 5)) });
    user.patch(&path)
        .json(long(100_001))
        .send()
        .await
        .invalid(&["#/body"]);
    user.patch(&path)
        .json(long(100_000))
        .send()
        .await
        .expect(200);
    user.patch(&path)
        .json(json!({ "body": "No title" }))
        .send()
        .await
        .invalid(&["#/body"]);
    user.patch(&path)
        .json(json!({ "body": " \n" }))
        .send()
        .await
        .invalid(&["#/body"]);
}

/// Supabase's Data API writes the same row, past our code.
#[tokio::test]
async fn an_edit_past_the_api_is_counted_and_kept_too() {
    let app = app();
    let (user, mut database) = (app.user(), app.database().await);
    let path = output(
        &user,
        &mut database,
        ["blog", "completed"],
        Some("# Old\n\nWords."),
    )
    .await;
    let id = path.rsplit('/').next().unwrap();
    let claims = json!({ "sub": user.id, "role": "authenticated" });
    run(&mut database, "SET ROLE service_role").await;
    for change in [
        "version = 2147483647",
        "body = 'Mine', version = 70",
        "status = 'completed', version = 0",
    ] {
        run(
            &mut database,
            &format!("UPDATE outputs SET {change} WHERE id = '{id}'"),
        )
        .await;
    }
    run(
        &mut database,
        &format!("SET ROLE authenticated; SET request.jwt.claims = '{claims}'"),
    )
    .await;
    let forged = format!(
        "INSERT INTO output_versions (output_id, user_id, version, reason) VALUES ('{id}', '{}', 9, 'edited')",
        user.id
    );
    let forged = sqlx::raw_sql(sqlx::AssertSqlSafe(forged))
        .execute(&mut database)
        .await;
    assert_eq!(sqlstate(forged), "42501");
    run(&mut database, "RESET ROLE").await;
    let now = user.get(&path).send().await.expect(200).json();
    assert_eq!((&now["body"], &now["version"]), (&json!("Mine"), &json!(1)));
    let before = versions(&user, &path).await;
    assert_eq!(
        (&before[0]["body"], &before[0]["version"]),
        (&json!("# Old\n\nWords."), &json!(0))
    );
}

#[tokio::test]
async fn versions_come_page_by_page_and_to_their_owner_alone() {
    let app = app();
    let (user, mut database) = (app.user(), app.database().await);
    let path = output(
        &user,
        &mut database,
        ["blog", "completed"],
        Some("# 0\n\nWords."),
    )
    .await;
    for number in 1..=5 {
        let change = json!({ "body": format!("# {number}\n\nWords.") });
        user.patch(&path).json(change).send().await.expect(200);
    }
    let (mut seen, mut next) = (Vec::new(), format!("{path}/versions?limit=2"));
    let mut cursor = String::new();
    while !next.is_empty() {
        let page = user.get(&next).send().await.expect(200);
        seen.extend(
            page.json()
                .as_array()
                .unwrap()
                .iter()
                .map(|version| version["version"].clone()),
        );
        cursor = if page.header("x-next-cursor").is_empty() {
            cursor
        } else {
            page.header("x-next-cursor").to_owned()
        };
        next = page
            .header("link")
            .trim_start_matches('<')
            .split('>')
            .next()
            .unwrap()
            .to_owned();
    }
    assert_eq!(seen, [4, 3, 2, 1, 0]);
    let other = output(
        &user,
        &mut database,
        ["blog", "completed"],
        Some("# 0\n\nWords."),
    )
    .await;
    for list in [format!("{other}/versions"), "/projects".to_owned()] {
        user.get(&format!("{list}?cursor={cursor}"))
            .send()
            .await
            .invalid(&["cursor"]);
    }
    app.user()
        .get(&format!("{path}/versions"))
        .send()
        .await
        .problem(404, "output_not_found");

    // Four megabytes are a page.
    let large = "ä".repeat(90_000);
    sqlx::query(
        "INSERT INTO output_versions (output_id, user_id, version, reason, body)
         SELECT $1::uuid, $2, n, 'edited', $3 FROM generate_series(6, 65) AS n",
    )
    .bind(path.rsplit('/').next().unwrap())
    .bind(&user.id)
    .bind(&large)
    .execute(&mut database)
    .await
    .unwrap();
    run(
        &mut database,
        &format!(
            "SET session_replication_role = replica; UPDATE outputs SET version = 66 WHERE id = '{id}';
             UPDATE output_versions SET body = '# 5' WHERE output_id = '{id}' AND version = 5;
             RESET session_replication_role",
            id = path.rsplit('/').next().unwrap()
        ),
    )
    .await;
    // Asked of the function itself, as in `pages`: the local server loses an answer of this size now and then.
    let versions = app.function("output-versions", &[]).await;
    let (mut seen, mut next) = (0, format!("{path}/versions"));
    while !next.is_empty() {
        let page = user.get(&next).send_to(&versions).await.expect(200);
        assert!(
            page.body.len() <= 4 * 1024 * 1024 + 2,
            "{}",
            page.body.len()
        );
        let count = page.json().as_array().unwrap().len();
        assert!(count > 0);
        seen += count;
        next = page
            .header("link")
            .trim_start_matches('<')
            .split('>')
            .next()
            .unwrap()
            .to_owned();
    }
    assert_eq!(seen, 66);
}
