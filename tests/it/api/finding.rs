//! Finding things: over all projects, by words of any language, in every order. Nobody finds what is another's, or was deleted.

use serde_json::{Value, json};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::{
    app::{User, app},
    nothing_lost::fixture::WorkerFixture,
};

/// A finished post in the language that was asked for; gives its id.
async fn post(
    user: &User,
    database: &mut PgConnection,
    project: &str,
    (language, title, body): (Option<&str>, &str, &str),
) -> String {
    let id: Uuid = sqlx::query_scalar(
        "INSERT INTO outputs (user_id, project_id, kind, status, request, metadata, body)
         VALUES ($1, $2::uuid, 'blog', 'completed', $3, $4, $5) RETURNING id",
    )
    .bind(&user.id)
    .bind(project.trim_start_matches("/projects/"))
    .bind(json!({ "extras": { "language": language } }))
    .bind(json!({ "title": title }))
    .bind(body)
    .fetch_one(database)
    .await
    .unwrap();
    id.to_string()
}

/// The ids of a list's first page.
async fn list(user: &User, path: &str, query: &[(&str, &str)]) -> Vec<String> {
    let query = url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(query)
        .finish();
    let page = user
        .get(&format!("{path}?{query}"))
        .send()
        .await
        .expect(200);
    let rows = page.json();
    let ids = rows
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["id"].as_str().unwrap().to_owned());
    ids.collect()
}

#[tokio::test]
async fn a_text_is_found_by_its_words_in_its_language() {
    let app = app();
    let (user, mut database) = (app.user(), app.database().await);
    let project = user.project_row(&mut database).await;
    for (text, found, not_found) in [
        (
            (
                Some("en-GB"),
                "A year of repairs",
                "Most lamps were *running* on 80 cents.",
            ),
            &[
                "run",
                "RUNNING lamp",
                "repair",
                "year lamps",
                "cent 80",
                "the lamps",
            ][..],
            &["lam", "runs lamps toaster", "lampoon"][..],
        ),
        (
            (
                Some("de"),
                "Häuser",
                "Die Lampen der Werkstätten liefen gut.",
            ),
            &["Lampe", "haus", "Werkstatt", "die lampe"],
            &["Werk", "Lampion"],
        ),
        // Of no language that is known: as they are spelled.
        (
            (None, "", "Lamps are running."),
            &["lamps", "are running"],
            &["lamp", "run"],
        ),
        (
            (Some("xx"), "", "Lamps are running."),
            &["lamps"],
            &["lamp"],
        ),
        (
            (Some("zh"), "", "我们在东京都的咖啡馆见面。"),
            &["东京", "咖啡馆", "见", "东京 见面"],
            &["京东", "北京"],
        ),
        (
            (Some("ja"), "", "修理カフェに行きました。"),
            &["修理", "カフェ", "カフェに行"],
            &["カエ"],
        ),
        (
            (Some("th"), "", "เราพบกันที่ร้านกาแฟ"),
            &["กาแฟ", "ร้าน"],
            &["แฟกา"],
        ),
        (
            (None, "", "Cafe\u{301} naïve ﬁnd"),
            &["café", "naïve", "find"],
            &["cafe"],
        ),
    ] {
        let id = post(&user, &mut database, &project, text).await;
        for (words, is_found) in found
            .iter()
            .map(|words| (words, true))
            .chain(not_found.iter().map(|words| (words, false)))
        {
            let ids = list(&user, "/outputs", &[("q", words)]).await;
            assert_eq!(ids.contains(&id), is_found, "{words:?} in {text:?}");
            let strangers = list(&app.user(), "/outputs", &[("q", words)]).await;
            assert!(strangers.is_empty(), "{words:?} by somebody else");
        }
        sqlx::query("DELETE FROM outputs WHERE id = $1::uuid")
            .bind(&id)
            .execute(&mut database)
            .await
            .unwrap();
        let gone = list(&user, "/outputs", &[("q", found[0])]).await;
        assert!(gone.is_empty(), "{gone:?}");
    }
    for nothing in ["!!!", "' OR true --", "\\", "a & b | !c:*", "\u{202e}"] {
        assert!(list(&user, "/outputs", &[("q", nothing)]).await.is_empty());
    }
}

#[tokio::test]
async fn what_is_edited_is_found_by_its_new_words() {
    let app = app();
    let (user, mut database) = (app.user(), app.database().await);
    let project = user.project_row(&mut database).await;
    let id = post(&user, &mut database, &project, (None, "", "About kettles.")).await;
    let edit = json!({ "body": "# About toasters" });
    let edited = user.patch(&format!("{project}/outputs/{id}")).json(edit);
    edited.send().await.expect(200);
    assert_eq!(list(&user, "/outputs", &[("q", "toasters")]).await, [id]);
    assert!(
        list(&user, "/outputs", &[("q", "kettles")])
            .await
            .is_empty()
    );
}

#[tokio::test]
async fn outputs_of_all_projects_are_one_list() {
    let app = app();
    let (user, mut database) = (app.user(), app.database().await);
    let (first, second) = (
        user.project_row(&mut database).await,
        user.project_row(&mut database).await,
    );
    let oldest = user.output_row(&mut database, &first, "completed").await;
    let failed = user.output_row(&mut database, &second, "failed").await;
    let newest = user.output_row(&mut database, &second, "completed").await;
    let other = app.user();
    let others = other.project_row(&mut database).await;
    other.output_row(&mut database, &others, "completed").await;

    assert_eq!(
        list(&user, "/outputs", &[]).await,
        [&newest, &failed, &oldest].map(Clone::clone)
    );
    assert_eq!(
        list(&user, "/outputs", &[("status", "failed")]).await,
        [failed]
    );
    assert_eq!(
        list(
            &user,
            "/outputs",
            &[("kind", "blog"), ("status", "completed")]
        )
        .await,
        [newest, oldest.clone()]
    );
    assert!(
        list(&user, "/outputs", &[("kind", "email")])
            .await
            .is_empty()
    );
    let page = user.get("/outputs?limit=2").send().await.expect(200);
    let next = page.header("x-next-cursor");
    let rest = list(&user, "/outputs", &[("limit", "2"), ("cursor", next)]).await;
    assert_eq!(rest, [oldest]);
}

/// A page from which rows are missing would take itself for the last.
#[tokio::test]
async fn what_is_in_a_deleted_project_is_found_no_more() {
    let app = app();
    let (user, mut database) = (app.user(), app.database().await);
    let (kept, deleted) = (
        user.project_row(&mut database).await,
        user.project_row(&mut database).await,
    );
    let here = user.output_row(&mut database, &kept, "completed").await;
    for _ in 0..3 {
        user.output_row(&mut database, &deleted, "completed").await;
    }
    sqlx::query("INSERT INTO private.deleted_projects (project_id, user_id, erase_at) VALUES ($1::uuid, $2, 'infinity')")
        .bind(deleted.trim_start_matches("/projects/"))
        .bind(&user.id)
        .execute(&mut database)
        .await
        .unwrap();
    let kept = kept.trim_start_matches("/projects/");
    for query in [vec![], vec![("q", "written")]] {
        let query = [query, vec![("limit", "1")]].concat();
        assert_eq!(
            list(&user, "/outputs", &query).await,
            std::slice::from_ref(&here),
            "{query:?}"
        );
    }
    for query in [
        vec![("sort", "title")],
        vec![("q", "project")],
        vec![("include", "counts")],
    ] {
        let query = [query, vec![("limit", "1")]].concat();
        assert_eq!(list(&user, "/projects", &query).await, [kept], "{query:?}");
    }
    sqlx::query("DELETE FROM private.deleted_projects WHERE user_id = $1")
        .bind(&user.id)
        .execute(&mut database)
        .await
        .unwrap();
}

/// Words that many of the newest have are found among these, others by an index: both find the same.
#[tokio::test]
async fn every_page_of_a_search_has_what_it_should_however_common_its_words() {
    let app = app();
    let (user, mut database) = (app.user(), app.database().await);
    let project = user.project_row(&mut database).await;
    sqlx::query(
        "INSERT INTO outputs (user_id, project_id, kind, status, body, created_at)
         SELECT $1, $2::uuid, (ARRAY['blog', 'email']::output_kind[])[1 + n % 2], 'completed',
             concat_ws(' ', 'every', CASE WHEN n % 7 = 0 THEN 'seventh' END, CASE WHEN n % 100 = 0 THEN 'hundredth' END,
                 CASE WHEN n > 700 THEN 'old' END, 'number' || n),
             now() - (n / 3) * interval '1 minute'
         FROM generate_series(1, 1000) AS n",
    )
    .bind(&user.id)
    .bind(project.trim_start_matches("/projects/"))
    .execute(&mut database)
    .await
    .unwrap();
    for (query, count) in [
        ("q=every", 1000),
        ("q=every&kind=email", 500),
        ("q=seventh", 142),
        ("q=hundredth", 10),
        ("q=hundredth+seventh", 1),
        ("q=old", 300),
        ("q=old&kind=email", 150),
        ("q=number1000", 1),
        ("q=number1001", 0),
        ("q=every&status=failed", 0),
    ] {
        let (mut found, mut cursor) = (Vec::new(), String::new());
        loop {
            let page = user
                .get(&format!("/outputs?{query}&limit=37{cursor}"))
                .send()
                .await
                .expect(200);
            let rows: Vec<Value> = serde_json::from_value(page.json()).unwrap();
            found.extend(rows);
            let next = page.header("x-next-cursor");
            if next.is_empty() {
                break;
            }
            cursor = format!("&cursor={next}");
        }
        assert_eq!(found.len(), count, "{query}");
        let places: Vec<_> = found
            .iter()
            .map(|row| (row["created_at"].to_string(), row["id"].to_string()))
            .collect();
        assert!(
            places.is_sorted_by(|a, b| a > b),
            "{query}: newest first, each once"
        );
    }
}

#[tokio::test]
async fn projects_are_sorted_counted_and_found() {
    let app = app();
    let (user, mut database) = (app.user(), app.database().await);
    let mut projects = Vec::new();
    for title in ["Bees", "apples in autumn", "Cider"] {
        let path = user.project(title).await;
        projects.push(path.trim_start_matches("/projects/").to_owned());
    }
    let [bees, apples, cider] = [0, 1, 2].map(|n: usize| projects[n].clone());
    let path = format!("/projects/{bees}");
    user.file_row(&mut database, &path).await;
    for status in ["completed", "failed"] {
        user.output_row(&mut database, &path, status).await;
    }
    let described = json!({ "description": "Of the autumn's honey" });
    user.patch(&path).json(described).send().await.expect(200);
    for (query, expected) in [
        (&[("sort", "created_at")][..], [&cider, &apples, &bees]),
        (&[("order", "asc")], [&bees, &apples, &cider]),
        (&[("sort", "updated_at")], [&bees, &cider, &apples]),
        (
            &[("sort", "updated_at"), ("order", "asc")],
            [&apples, &cider, &bees],
        ),
        (&[("sort", "title")], [&apples, &bees, &cider]),
        (
            &[("sort", "title"), ("order", "desc")],
            [&cider, &bees, &apples],
        ),
    ] {
        assert_eq!(
            list(&user, "/projects", query).await,
            expected.map(Clone::clone),
            "{query:?}"
        );
    }
    for (words, expected) in [
        ("autumn", vec![&apples, &bees]),
        ("HONEY", vec![&bees]),
        ("autumn apples", vec![&apples]),
        ("autum", vec![]),
    ] {
        assert_eq!(
            list(&user, "/projects", &[("q", words)])
                .await
                .iter()
                .rev()
                .collect::<Vec<_>>(),
            {
                let mut expected = expected;
                expected.sort_by_key(|id| projects.iter().position(|known| known == *id));
                expected
            },
            "{words}"
        );
    }
    let counted = user
        .get("/projects?include=counts")
        .send()
        .await
        .expect(200)
        .json();
    let counts: Vec<_> = counted
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["counts"].clone())
        .collect();
    let none = json!({ "files": 0, "outputs": 0 });
    assert_eq!(
        counts,
        [none.clone(), none, json!({ "files": 1, "outputs": 2 })]
    );
    let plain = user.get("/projects").send().await.expect(200).json();
    assert!(plain[0].get("counts").is_none(), "{plain}");
}

/// Outputs of before there was a place for their words.
#[tokio::test]
async fn maintenance_enters_the_words_of_what_was_there_before() {
    let app = app();
    let mut fixture = WorkerFixture::start([]).await;
    let user = app.user();
    let project = user.project_row(&mut fixture.rows).await;
    for _ in 0..3 {
        user.output_row(&mut fixture.rows, &project, "completed")
            .await;
    }
    let words = "SELECT count(*) FROM private.output_words";
    let kept: i64 = sqlx::query_scalar(words)
        .fetch_one(&mut fixture.rows)
        .await
        .unwrap();
    assert_eq!(kept, 3);
    for sql in [
        "DELETE FROM private.output_words",
        "DELETE FROM private.task_cursors",
        "INSERT INTO private.task_cursors VALUES ('words', '-infinity', '00000000-0000-0000-0000-000000000000')",
    ] {
        sqlx::query(sql).execute(&mut fixture.rows).await.unwrap();
    }
    fixture.maintain("archive").await;
    let entered: i64 = sqlx::query_scalar(words)
        .fetch_one(&mut fixture.rows)
        .await
        .unwrap();
    assert_eq!(entered, 3);
    let over: i64 =
        sqlx::query_scalar("SELECT count(*) FROM private.task_cursors WHERE name = 'words'")
            .fetch_one(&mut fixture.rows)
            .await
            .unwrap();
    assert_eq!(over, 0);
}
