//! Lists, page by page: nothing twice, nothing left out, whatever comes and goes meanwhile.

use std::collections::HashSet;

use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::app::{User, answer::Answer, app};

/// A sequence of numbers that is the same each time (Knuth's MMIX).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }
}

fn ids(page: &Answer) -> Vec<Uuid> {
    let rows = page.json();
    rows.as_array()
        .unwrap()
        .iter()
        .map(|row| row["id"].as_str().unwrap().parse().unwrap())
        .collect()
}

/// Many projects, of which several share the microsecond that they were made in.
async fn projects(database: &mut PgConnection, user: &User, count: i32) -> Vec<Uuid> {
    sqlx::query_scalar(
        "INSERT INTO projects (user_id, title, created_at)
         SELECT $1, n::text, now() - INTERVAL '1 hour' + (n / 4) * INTERVAL '1 microsecond' FROM generate_series(1, $2) n
         RETURNING id",
    )
    .bind(&user.id)
    .bind(count)
    .fetch_all(database)
    .await
    .unwrap()
}

#[tokio::test]
async fn pages_stay_right_while_rows_come_and_go() {
    let app = app();
    let mut database = app.database().await;
    for seed in 1..=6 {
        let mut random = Random(seed);
        let user = app.user();
        let there = projects(&mut database, &user, 60).await;
        let (mut gone, mut seen, mut cursor) = (HashSet::new(), Vec::new(), String::new());
        loop {
            let page = user
                .get(&format!("/projects?limit={}{cursor}", 1 + random.below(15)))
                .send()
                .await
                .expect(200);
            seen.extend(ids(&page));
            if page.header("x-next-cursor").is_empty() {
                assert_eq!(page.header("link"), "");
                break;
            }
            cursor = format!("&cursor={}", page.header("x-next-cursor"));
            // Some go, the one that the cursor names among them at times; new ones come.
            for _ in 0..random.below(4) {
                let id = if random.below(3) == 0 {
                    *seen.last().unwrap()
                } else {
                    there[random.below(there.len())]
                };
                sqlx::query("DELETE FROM projects WHERE id = $1")
                    .bind(id)
                    .execute(&mut database)
                    .await
                    .unwrap();
                gone.insert(id);
            }
            for _ in 0..random.below(3) {
                user.project_row(&mut database).await;
            }
        }
        let once: HashSet<_> = seen.iter().copied().collect();
        assert_eq!(once.len(), seen.len(), "seed {seed}: something came twice");
        let missing: Vec<_> = there
            .iter()
            .filter(|id| !once.contains(id) && !gone.contains(id))
            .collect();
        assert!(missing.is_empty(), "seed {seed}: {missing:?}");
        let order: Vec<Uuid> = sqlx::query_scalar(
            "SELECT id FROM projects WHERE id = ANY ($1) ORDER BY created_at DESC, id DESC",
        )
        .bind(&seen)
        .fetch_all(&mut database)
        .await
        .unwrap();
        seen.retain(|id| !gone.contains(id));
        assert_eq!(seen, order, "seed {seed}: newest first");
    }
}

#[tokio::test]
async fn a_page_has_a_hundred_rows_and_leads_to_the_next() {
    let app = app();
    let (user, mut database) = (app.user(), app.database().await);
    projects(&mut database, &user, 201).await;
    let first = user.get("/projects").send().await.expect(200);
    assert_eq!(ids(&first).len(), 100);
    let link = first.header("link");
    let next = link
        .strip_prefix('<')
        .and_then(|link| link.strip_suffix(">; rel=\"next\""))
        .expect(link);
    assert!(next.contains(first.header("x-next-cursor")), "{link}");
    let second = user.get(next).send().await.expect(200);
    let third = user
        .get(&format!(
            "/projects?limit=100&cursor={}",
            second.header("x-next-cursor")
        ))
        .send()
        .await;
    assert_eq!((ids(&second).len(), ids(&third).len()), (100, 1));
    assert_eq!(
        (third.header("link"), third.header("x-next-cursor")),
        ("", "")
    );
    let all: HashSet<_> = [first, second, third].iter().flat_map(ids).collect();
    assert_eq!(all.len(), 201);
}

/// A page that is full to the last row is the last page.
#[tokio::test]
async fn the_end_is_told_on_the_last_page() {
    let app = app();
    let (user, mut database) = (app.user(), app.database().await);
    projects(&mut database, &user, 5).await;
    let page = user.get("/projects?limit=5").send().await.expect(200);
    assert_eq!((ids(&page).len(), page.header("x-next-cursor")), (5, ""));
    let empty = app.user().get("/projects").send().await.expect(200);
    assert_eq!(
        (empty.json(), empty.header("link")),
        (Value::Array(vec![]), "")
    );
}

#[tokio::test]
async fn filters_go_along_to_the_next_page() {
    let app = app();
    let (user, mut database) = (app.user(), app.database().await);
    let project = user.project_row(&mut database).await;
    for status in ["completed", "failed"].repeat(3) {
        user.output_row(&mut database, &project, status).await;
    }
    let mut next = format!("{project}/outputs?kind=blog&status=failed&limit=1");
    let mut found = HashSet::new();
    while !next.is_empty() {
        let page = user.get(&next).send().await.expect(200);
        for row in page.json().as_array().unwrap() {
            assert_eq!(row["status"], "failed");
        }
        found.extend(ids(&page));
        let link = page.header("link").to_owned();
        next = link
            .trim_start_matches('<')
            .split('>')
            .next()
            .unwrap()
            .to_owned();
    }
    assert_eq!(found.len(), 3);
}

/// What a filter chooses is found past row-level security: of the user, of the project, newest first.
#[tokio::test]
async fn a_filter_finds_ones_own_alone() {
    let app = app();
    let (owner, stranger) = (app.user(), app.user());
    let mut database = app.database().await;
    let project = owner.project_row(&mut database).await;
    let other = owner.project_row(&mut database).await;
    let mut made = Vec::new();
    for status in ["completed", "failed", "cancelled"] {
        made.push(owner.output_row(&mut database, &project, status).await);
    }
    owner.output_row(&mut database, &other, "completed").await;
    made.reverse();
    let list = format!("{project}/outputs?kind=blog");
    let page = owner.get(&list).send().await.expect(200);
    let order: Vec<String> = page
        .json()
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["id"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(order, made);
    stranger
        .get(&list)
        .send()
        .await
        .problem(404, "project_not_found");
    let find = "SELECT private.find_outputs($1, $2::uuid, '{blog}', '{completed,failed,cancelled}', NULL, NULL, 10)";
    for (user, found) in [(&owner, 3), (&stranger, 0)] {
        let ids: Value = sqlx::query_scalar(find)
            .bind(&user.id)
            .bind(project.trim_start_matches("/projects/"))
            .fetch_one(&mut database)
            .await
            .unwrap();
        assert_eq!(ids.as_array().unwrap().len(), found);
    }
}

#[tokio::test]
async fn a_page_of_long_texts_ends_early() {
    let app = app();
    let (user, mut database) = (app.user(), app.database().await);
    let project = user.project_row(&mut database).await;
    let mut made = HashSet::new();
    for _ in 0..60 {
        made.insert(user.output_row(&mut database, &project, "completed").await);
    }
    sqlx::query("UPDATE outputs SET body = repeat('x', 100000) WHERE user_id = $1")
        .bind(&user.id)
        .execute(&mut database)
        .await
        .unwrap();
    let whole = user
        .get(&format!("{project}?include=outputs"))
        .send_to(&app.function("project-get", &[]).await)
        .await
        .expect(200);
    assert!(
        whole.body.len() <= 4 * 1024 * 1024 + 100_000,
        "{} bytes",
        whole.body.len()
    );
    assert!(whole.json()["outputs_next"].is_string());
    let list = app.function("output-list", &[]).await;
    let mut path = format!("{project}/outputs");
    let (mut pages, mut seen) = (0, Vec::new());
    while !path.is_empty() {
        let page = user.get(&path).send_to(&list).await.expect(200);
        assert!(
            page.body.len() <= 4 * 1024 * 1024 + 100_000,
            "{} bytes",
            page.body.len()
        );
        seen.extend(ids(&page).iter().map(Uuid::to_string));
        let link = page.header("link").to_owned();
        path = link
            .trim_start_matches('<')
            .split('>')
            .next()
            .unwrap()
            .to_owned();
        pages += 1;
    }
    assert_eq!((pages, seen.len()), (2, 60));
    assert_eq!(seen.into_iter().collect::<HashSet<_>>(), made);
}

#[tokio::test]
async fn what_a_project_includes_can_be_read_on() {
    let app = app();
    let (user, mut database) = (app.user(), app.database().await);
    let project = user.project_row(&mut database).await;
    let mut files = HashSet::new();
    for _ in 0..102 {
        files.insert(user.file_row(&mut database, &project).await);
    }
    user.output_row(&mut database, &project, "completed").await;
    let whole = user
        .get(&format!("{project}?include=files,outputs"))
        .send()
        .await
        .expect(200)
        .json();
    assert_eq!(whole["files"].as_array().unwrap().len(), 100);
    assert_eq!(
        (
            whole["outputs"].as_array().unwrap().len(),
            &whole["outputs_next"]
        ),
        (1, &Value::Null)
    );
    let next = format!(
        "{project}/files?cursor={}",
        whole["files_next"].as_str().unwrap()
    );
    let rest = user.get(&next).send().await.expect(200);
    let first = whole["files"]
        .as_array()
        .unwrap()
        .iter()
        .map(|file| file["id"].as_str().unwrap().to_owned());
    let all: HashSet<String> = first
        .chain(ids(&rest).iter().map(Uuid::to_string))
        .collect();
    assert_eq!(all, files);
}
