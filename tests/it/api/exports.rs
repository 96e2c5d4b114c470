//! An output leaves as a file that other programs open.

use serde_json::{Value, json};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::app::{User, answer::Answer, app};

const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const FORMATS: [(&str, &str); 4] = [
    ("md", "text/markdown; charset=utf-8"),
    ("html", "text/html; charset=utf-8"),
    ("txt", "text/plain; charset=utf-8"),
    ("docx", DOCX),
];

/// A completed output; gives its path.
async fn output(
    user: &User,
    database: &mut PgConnection,
    kind: &str,
    body: Option<&str>,
    metadata: Value,
) -> String {
    let project = user.project_row(database).await;
    let id = Uuid::new_v4();
    sqlx::query(
        "INSERT INTO outputs (id, user_id, project_id, kind, status, body, metadata, request)
         VALUES ($1, $2, $3::uuid, $4::output_kind, 'completed', $5, $6, '{}')",
    )
    .bind(id)
    .bind(&user.id)
    .bind(project.trim_start_matches("/projects/"))
    .bind(kind)
    .bind(body)
    .bind(metadata)
    .execute(database)
    .await
    .unwrap();
    format!("{project}/outputs/{id}/export")
}

async fn export(user: &User, path: &str, format: &str) -> Answer {
    let answer = user.get(&format!("{path}?format={format}")).send().await;
    answer.expect(200)
}

fn text(answer: &Answer) -> &str {
    std::str::from_utf8(&answer.body).unwrap()
}

#[tokio::test]
async fn a_blog_post_leaves_in_every_format() {
    let app = app();
    let (user, mut database) = (app.user(), app.database().await);
    let body =
        "# Grüße & more\n\nA **bold** <script>alert(1)</script> [link](javascript:alert(1)).\n";
    let metadata = json!({ "title": "Grüße & \"more\"/../x" });
    let path = output(&user, &mut database, "blog", Some(body), metadata).await;
    let function = app.function("output-export", &[]).await;
    for (format, media_type) in FORMATS {
        let url = format!("{path}?format={format}");
        // As API Gateway has it, and as the local router has it.
        for answer in [
            user.get(&url).send_to(&function).await,
            user.get(&url).send().await,
        ] {
            let answer = answer.expect(200);
            assert_eq!(answer.header("content-type"), media_type);
            assert_eq!(answer.header("x-content-type-options"), "nosniff");
            assert_eq!(
                answer.header("content-disposition"),
                format!(
                    "attachment; filename=\"Gr__e & -more--..-x.{format}\"; \
                     filename*=UTF-8''Gr%C3%BC%C3%9Fe%20&%20-more--..-x.{format}"
                )
            );
            let unchanged = user
                .get(&url)
                .header("if-none-match", answer.header("etag"));
            let unchanged = unchanged.send().await.expect(304);
            assert_eq!(unchanged.header("etag"), answer.header("etag"));
            assert!(unchanged.body.is_empty());
        }
    }
    let default = user.get(&path).send().await.expect(200);
    assert_eq!(text(&default), body);
    let html = export(&user, &path, "html").await;
    let html = text(&html);
    assert!(html.contains("<h1>Grüße &amp; more</h1>"), "{html}");
    assert!(!html.contains("script"), "{html}");
    let said = export(&user, &path, "txt").await;
    assert_eq!(text(&said), "Grüße & more\n\nA bold alert(1) link.\n");
    let docx = export(&user, &path, "docx").await;
    assert!(docx.body.starts_with(b"PK\x03\x04"), "{docx}");
    assert!(docx.header("etag").starts_with("W/\""), "{docx}");

    // Another text is another file.
    let tags = async || {
        let mut tags = Vec::new();
        for (format, _) in FORMATS {
            tags.push(export(&user, &path, format).await.header("etag").to_owned());
        }
        tags
    };
    let before = tags().await;
    sqlx::query("UPDATE outputs SET body = '# Another' WHERE user_id = $1")
        .bind(&user.id)
        .execute(&mut database)
        .await
        .unwrap();
    assert!(tags().await.iter().all(|tag| !before.contains(tag)));
}

#[tokio::test]
async fn a_letter_and_a_social_set_leave_as_what_they_are() {
    let app = app();
    let (user, mut database) = (app.user(), app.database().await);
    let metadata = json!({ "subject": "News: *this* week", "preview_text": "All of it" });
    let letter = output(
        &user,
        &mut database,
        "email",
        Some("Dear reader,\n\nhello."),
        metadata,
    )
    .await;
    let file = export(&user, &letter, "txt").await;
    assert_eq!(
        text(&file),
        "Subject: News: *this* week\n\nPreview: All of it\n\n———\n\nDear reader,\n\nhello.\n"
    );
    assert!(
        file.header("content-disposition")
            .contains("filename=\"News- -this- week.txt\"")
    );
    let file = export(&user, &letter, "md").await;
    assert_eq!(
        text(&file),
        "---\nsubject: \"News: *this* week\"\npreview_text: \"All of it\"\n---\n\nDear reader,\n\nhello."
    );

    let body =
        "## X\n\n1/2 A *star*\n#tag\n\n---\n\n2/2 The end.\n\n## LinkedIn\n\n# Not a heading";
    let set = output(&user, &mut database, "social", Some(body), json!({})).await;
    let file = export(&user, &set, "txt").await;
    assert_eq!(
        text(&file),
        "X\n\n1/2 A *star*\n#tag\n\n———\n\n2/2 The end.\n\nLinkedIn\n\n# Not a heading\n"
    );
    assert!(
        file.header("content-disposition")
            .contains("filename=\"A project - social posts.txt\"")
    );
    assert_eq!(text(&export(&user, &set, "md").await), body);
    // What no longer reads as a social set is Markdown like any other.
    let other = output(
        &user,
        &mut database,
        "social",
        Some("## Blog\n\n**text**"),
        json!({}),
    )
    .await;
    assert_eq!(text(&export(&user, &other, "txt").await), "Blog\n\ntext\n");
}

#[tokio::test]
async fn what_has_no_text_is_told_so() {
    let app = app();
    let (user, mut database) = (app.user(), app.database().await);
    let project = user.project_row(&mut database).await;
    for (status, body, waits) in [
        ("queued", None, true),
        ("processing", None, true),
        ("failed", None, false),
        ("cancelled", Some(" \n"), false),
    ] {
        let id = user.output_row(&mut database, &project, status).await;
        sqlx::query("UPDATE outputs SET body = $2 WHERE id = $1::uuid")
            .bind(&id)
            .bind(body)
            .execute(&mut database)
            .await
            .unwrap();
        let answer = user
            .get(&format!("{project}/outputs/{id}/export"))
            .send()
            .await;
        let answer = answer.problem(409, "output_not_ready");
        assert_eq!(!answer.header("retry-after").is_empty(), waits, "{answer}");
    }
    // While a new attempt is written the last good text is there.
    let id = user.output_row(&mut database, &project, "processing").await;
    let answer = user
        .get(&format!("{project}/outputs/{id}/export"))
        .send()
        .await;
    assert_eq!(text(&answer.expect(200)), "# Written");
}

#[tokio::test]
async fn what_is_too_large_for_a_format_leaves_as_markdown() {
    let app = app();
    let (user, mut database) = (app.user(), app.database().await);
    let body = "a\n\n".repeat(33_000);
    let path = output(&user, &mut database, "blog", Some(&body), json!({})).await;
    for (format, _) in &FORMATS[1..] {
        let answer = user.get(&format!("{path}?format={format}")).send().await;
        let answer = answer.problem(409, "export_too_large");
        assert!(answer.json()["detail"].as_str().unwrap().contains("`md`"));
    }
    assert_eq!(text(&export(&user, &path, "md").await), body);
    for format in ["pdf", "MD", "", "md&format=txt"] {
        let answer = user.get(&format!("{path}?format={format}")).send().await;
        answer.invalid(&["format"]);
    }
}

/// What the sources don't support leaves with a note, unless somebody wants it without.
#[tokio::test]
async fn what_is_unsupported_leaves_with_a_note() {
    let app = app();
    let (user, mut database) = (app.user(), app.database().await);
    let at = |body: &str, words: &str| {
        let start = body.find(words).unwrap();
        let start = body[..start].chars().count();
        json!({ "code": "figure_not_in_source", "severity": "warning", "text": words, "variant": 0, "action": "marked",
            "start": start, "end": start + words.chars().count() })
    };
    let other = |code: &str, variant: u64, action: &str| json!({ "code": code, "severity": "info", "text": "else", "variant": variant, "action": action, "start": 1, "end": 3 });
    let blog = "# Ährenfeld\n\nOf 412 lamps 287 work.\n";
    let checks = json!([
        at(blog, "287"),
        at(blog, "412"),
        other("not_checked", 0, "marked"),
        other("figure_not_in_source", 1, "marked"),
        other("figure_not_in_source", 0, "repaired"),
    ]);
    let metadata = json!({ "title": "Ährenfeld", "checks": checks });
    let path = output(&user, &mut database, "blog", Some(blog), metadata).await;
    let marked = export(&user, &path, "md").await;
    assert_eq!(
        text(&marked),
        "# Ährenfeld\n\nOf 412[^check-1] lamps 287[^check-2] work.\n\n\
         [^check-1]: A figure that is not in the sources\\: 412\n[^check-2]: A figure that is not in the sources\\: 287\n"
    );
    let without = user.get(&format!("{path}?marks=false")).send().await;
    let without = without.expect(200);
    assert_eq!(text(&without), blog);
    assert_ne!(without.header("etag"), marked.header("etag"));
    let word = export(&user, &path, "docx").await;
    let bare = user.get(&format!("{path}?format=docx&marks=false"));
    let bare = bare.send().await.expect(200);
    assert!(word.body.len() > bare.body.len());
    user.get(&format!("{path}?marks=no"))
        .send()
        .await
        .invalid(&["marks"]);

    let social =
        "## X\n\nOf 412 lamps\n\n---\n\n287 work.\n\n## LinkedIn\n\nOf 412 lamps 287 work.\n";
    let last = {
        let start = social.rfind("287").unwrap();
        json!({ "code": "name_not_in_source", "text": "287", "variant": 0, "action": "marked", "start": start, "end": start + 3 })
    };
    let metadata = json!({ "checks": [last, at(social, "412")] });
    let path = output(&user, &mut database, "social", Some(social), metadata).await;
    assert_eq!(
        text(&export(&user, &path, "txt").await),
        "X\n\nOf 412[1] lamps\n\n———\n\n287 work.\n\nLinkedIn\n\nOf 412 lamps 287[2] work.\n\n———\n\n\
         [1] A figure that is not in the sources: 412\n[2] A name that is not in the sources: 287\n"
    );
}
