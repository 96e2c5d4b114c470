//! Lists, page by page: nothing twice, nothing left out, whatever comes and goes meanwhile.

use std::collections::HashSet;

use serde_json::Value;
use sqlx::{AssertSqlSafe, PgConnection};
use uuid::Uuid;

use crate::app::{App, User, answer::Answer, app};

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

/// A list, with its table, and how a row of it is made: columns, and their values for `$1` (user) and `$2` (project).
struct List {
    path: &'static str,
    table: &'static str,
    columns: &'static str,
    values: &'static str,
    order: &'static str,
}

const NEWEST: &str = "created_at DESC, id DESC";

const LISTS: [List; 9] = [
    List {
        path: "/projects?",
        table: "projects",
        columns: "user_id, title",
        values: "$1, 'A row'",
        order: NEWEST,
    },
    List {
        path: "/projects?sort=title&",
        table: "projects",
        columns: "user_id, title",
        values: "$1, (ARRAY['a row', 'B row', 'Ä row', 'C row'])[1 + n % 4]",
        order: "lower(title), id",
    },
    List {
        path: "/projects?q=row&sort=updated_at&order=asc&",
        table: "projects",
        columns: "user_id, title",
        values: "$1, 'A row'",
        order: "updated_at, id",
    },
    List {
        path: "/outputs?",
        table: "outputs",
        columns: "user_id, project_id, kind",
        values: "$1, $2, (ARRAY['blog', 'email']::output_kind[])[1 + n % 2]",
        order: NEWEST,
    },
    List {
        path: "/outputs?q=written&status=completed&",
        table: "outputs",
        columns: "user_id, project_id, kind, status, body",
        values: "$1, $2, 'blog'::output_kind, 'completed'::output_status, 'Written ' || n",
        order: NEWEST,
    },
    List {
        path: "{project}/files?",
        table: "files",
        columns: "user_id, project_id, path, filename, mime_type, size_bytes, status",
        values: "$1, $2, $1 || '/' || $2::text || '/' || gen_random_uuid() || '.txt', 'a.txt', 'text/plain', 4, 'ready'",
        order: NEWEST,
    },
    List {
        path: "{project}/outputs?",
        table: "outputs",
        columns: "user_id, project_id, kind",
        values: "$1, $2, 'blog'::output_kind",
        order: NEWEST,
    },
    List {
        path: "{project}/outputs?kind=blog&status=failed&",
        table: "outputs",
        columns: "user_id, project_id, kind, status",
        values: "$1, $2, 'blog'::output_kind, 'failed'::output_status",
        order: NEWEST,
    },
    List {
        path: "/templates?type=blog&",
        table: "templates",
        columns: "user_id, name, type, prompt",
        values: "$1, gen_random_uuid()::text, 'blog'::template_type, 'x'",
        order: NEWEST,
    },
];

impl List {
    /// Many rows, of which several share the microsecond that they were made in.
    async fn fill(
        &self,
        database: &mut PgConnection,
        (user, project): (&User, &str),
        count: i32,
        age: &str,
    ) -> Vec<Uuid> {
        let Self {
            table,
            columns,
            values,
            ..
        } = self;
        sqlx::query_scalar(AssertSqlSafe(format!(
            "INSERT INTO {table} ({columns}, created_at)
             SELECT {values}, now() - INTERVAL '{age}' + (n / 4) * INTERVAL '1 microsecond'
             FROM generate_series(1, $3) n WHERE $2::uuid IS NOT NULL RETURNING id"
        )))
        .bind(&user.id)
        .bind(
            project
                .trim_start_matches("/projects/")
                .parse::<Uuid>()
                .unwrap(),
        )
        .bind(count)
        .fetch_all(database)
        .await
        .unwrap()
    }

    /// Reads it to its end while rows come and go.
    async fn stays_right(&self, app: &App, database: &mut PgConnection, seed: u64) {
        let Self { table, .. } = self;
        let place = format!("{} with seed {seed}", self.path);
        let mut random = Random(seed);
        let user = app.user();
        let project = user.project_row(database).await;
        let path = self.path.replace("{project}", &project);
        let there = self.fill(database, (&user, &project), 60, "1 hour").await;
        let (mut gone, mut came, mut cursor) = (HashSet::new(), Vec::new(), String::new());
        loop {
            let page = user
                .get(&format!("{path}limit={}{cursor}", 1 + random.below(15)))
                .send()
                .await
                .expect(200);
            let rows = ids(&page);
            assert!(
                rows.iter().all(|id| !gone.contains(id)),
                "{place}: a row that was gone"
            );
            came.extend(rows);
            if page.header("x-next-cursor").is_empty() {
                assert_eq!(page.header("link"), "");
                break;
            }
            cursor = format!("&cursor={}", page.header("x-next-cursor"));
            // Some go, the one that the cursor names among them at times; new ones come.
            for _ in 0..random.below(4) {
                let last = came
                    .last()
                    .filter(|id| there.contains(id) && random.below(3) == 0);
                let id = last
                    .copied()
                    .unwrap_or_else(|| there[random.below(there.len())]);
                sqlx::query(AssertSqlSafe(format!("DELETE FROM {table} WHERE id = $1")))
                    .bind(id)
                    .execute(&mut *database)
                    .await
                    .unwrap();
                gone.insert(id);
            }
            for _ in 0..random.below(3) {
                self.fill(database, (&user, &project), 1, "0 s").await;
            }
        }
        let once: HashSet<_> = came.iter().copied().collect();
        assert_eq!(once.len(), came.len(), "{place}: something came twice");
        let missing: Vec<_> = there
            .iter()
            .filter(|id| !once.contains(id) && !gone.contains(id))
            .collect();
        assert!(missing.is_empty(), "{place}: {missing:?}");
        let order: Vec<Uuid> = sqlx::query_scalar(AssertSqlSafe(format!(
            "SELECT id FROM {table} WHERE id = ANY ($1) ORDER BY {}",
            self.order
        )))
        .bind(&came)
        .fetch_all(database)
        .await
        .unwrap();
        came.retain(|id| !gone.contains(id));
        assert_eq!(came, order, "{place}: in order");
    }
}

/// A project is in none.
async fn projects(database: &mut PgConnection, user: &User, count: i32) -> Vec<Uuid> {
    let nowhere = Uuid::nil().to_string();
    LISTS[0]
        .fill(database, (user, &nowhere), count, "1 hour")
        .await
}

#[tokio::test]
async fn pages_stay_right_while_rows_come_and_go() {
    let app = app();
    let mut database = app.database().await;
    for list in LISTS {
        for seed in 1..=4 {
            list.stays_right(&app, &mut database, seed).await;
        }
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

/// To the byte, each row with the comma after it.
#[tokio::test]
async fn a_page_has_four_megabytes_and_not_a_byte_more() {
    let app = app();
    let (user, mut database) = (app.user(), app.database().await);
    let project = user.project_row(&mut database).await;
    let mut last = String::new();
    for _ in 0..41 {
        last = user.output_row(&mut database, &project, "completed").await;
    }
    let function = app.function("output-list", &[]).await;
    let set = async |database: &mut PgConnection, id: Option<&str>, length: usize| {
        sqlx::query("UPDATE outputs SET body = repeat('x', $2) WHERE user_id = $1 AND ($3 IS NULL OR id = $3::uuid)")
            .bind(&user.id)
            .bind(i32::try_from(length).unwrap())
            .bind(id)
            .execute(database)
            .await
            .unwrap();
        let page = user
            .get(&format!("{project}/outputs"))
            .send_to(&function)
            .await;
        page.expect(200)
    };
    let mut length = 90_000;
    let page = set(&mut database, None, length).await;
    // The brackets are two bytes, and there is no comma after the last.
    let mut room = 4 * 1024 * 1024 + 1 - page.body.len();
    // A time may be written in fewer digits than before.
    let full = loop {
        length += room;
        let page = set(&mut database, Some(&last), length).await;
        if ids(&page).len() < 41 {
            length -= 10;
            room = 0;
            continue;
        }
        room = 4 * 1024 * 1024 + 1 - page.body.len();
        if room == 0 {
            break page;
        }
    };
    assert_eq!((ids(&full).len(), full.header("link")), (41, ""));
    let more = set(&mut database, Some(&last), length + 1).await;
    assert_eq!(ids(&more).len(), 40);
    assert!(!more.header("x-next-cursor").is_empty(), "a row is left");
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
