//! What administrators see of everybody, and nobody else of anybody.

use serde_json::{Value, json};

use crate::{
    app::{App, User, answer::Answer, app},
    nothing_lost::fixture::WorkerFixture,
    runtime::Function,
    webhook::Event,
};

const ROUTES: [&str; 3] = ["/admin/users", "/admin/projects", "/admin/metrics"];

/// An instance over a database of the test's own, to which this user is an administrator.
async fn instance(fixture: &WorkerFixture, admin: &User, path: &str) -> Function {
    let name = path.trim_start_matches('/').replace('/', "-");
    fixture
        .function(&name, &[("ADMIN_USER_IDS", &admin.id)])
        .await
}

async fn get(function: &Function, user: &User, path: &str) -> Answer {
    user.get(path).send_to(function).await
}

/// A user with a profile and as many projects; the first of them has a file and two outputs.
async fn somebody(app: &App, fixture: &mut WorkerFixture, projects: usize) -> User {
    let user = app.user();
    sqlx::query("INSERT INTO profiles (user_id, name) VALUES ($1, 'Ada')")
        .bind(&user.id)
        .execute(&mut fixture.rows)
        .await
        .unwrap();
    for number in 0..projects {
        let project = user.project_row(&mut fixture.rows).await;
        if number == 0 {
            user.file_row(&mut fixture.rows, &project).await;
            user.output_row(&mut fixture.rows, &project, "completed")
                .await;
            user.output_row(&mut fixture.rows, &project, "failed").await;
        }
    }
    user
}

#[tokio::test]
async fn to_everybody_else_there_is_no_such_route() {
    let app = app();
    let fixture = WorkerFixture::start([]).await;
    let (admin, stranger) = (app.user(), app.user());
    for path in ROUTES {
        let function = instance(&fixture, &admin, path).await;
        get(&function, &admin, path).await.expect(200);
        let refused = get(&function, &stranger, path)
            .await
            .problem(404, "route_not_found");
        // Over HTTP nobody is an administrator, and what never was is refused in the same words.
        let nowhere = stranger
            .get("/admin/never")
            .send()
            .await
            .problem(404, "route_not_found");
        let here = stranger
            .get(path)
            .send()
            .await
            .problem(404, "route_not_found");
        assert_eq!(here.without_id(), refused.without_id());
        assert_eq!(here.json()["status"], nowhere.json()["status"]);
        app.request("GET", path)
            .send()
            .await
            .problem(401, "unauthorized");
    }
    for wrong in ["system", "user_1;user_2", "a b"] {
        let environment = app.environment(&[("ADMIN_USER_IDS", wrong)]);
        let started = Function::try_start("admin-users", &environment).await;
        let Err(log) = started else {
            panic!("started with {wrong}");
        };
        assert!(log.contains("ADMIN_USER_IDS"), "{log}");
    }
}

#[tokio::test]
async fn an_administrator_who_was_deleted_is_one_no_more() {
    let app = app();
    let admin = app.user();
    Event::deleted(&admin.id)
        .signed(&app)
        .send()
        .await
        .expect(204);
    for path in ROUTES {
        let name = path.trim_start_matches('/').replace('/', "-");
        let function = app.function(&name, &[("ADMIN_USER_IDS", &admin.id)]).await;
        get(&function, &admin, path)
            .await
            .problem(401, "unauthorized");
    }
}

#[tokio::test]
async fn users_and_projects_come_with_their_counts_page_by_page() {
    let app = app();
    let mut fixture = WorkerFixture::start([]).await;
    let admin = app.user();
    let mut users = Vec::new();
    for projects in [3, 0, 1] {
        users.push(somebody(&app, &mut fixture, projects).await);
    }
    fixture
        .sql(&format!(
            "INSERT INTO private.provider_calls (output_id, user_id, attempt, provider, outcome, cost_micros, created_at) VALUES
               (gen_random_uuid(), '{0}', 1, 'openai', 'completed', 1200, now()),
               (gen_random_uuid(), '{0}', 2, 'openai', 'completed', 300, now()),
               (gen_random_uuid(), '{0}', 1, 'openai', 'completed', 5000, now() - interval '32 days');
             INSERT INTO private.subscriptions (user_id, plan) VALUES ('{0}', 'pro');
             -- Made in the same moment: the pages are right all the same.
             UPDATE projects SET created_at = '2024-01-01T00:00:00Z';
             UPDATE profiles SET created_at = '2024-01-01T00:00:00Z' WHERE user_id <> '{1}'",
            users[0].id, users[2].id
        ))
        .await;

    let function = instance(&fixture, &admin, "/admin/users").await;
    let all = get(&function, &admin, "/admin/users")
        .await
        .expect(200)
        .json();
    let of = |user: &User| {
        let row = all
            .as_array()
            .unwrap()
            .iter()
            .find(|row| row["user_id"] == user.id);
        row.unwrap().clone()
    };
    let counts = |row: &Value| {
        ["project_count", "file_count", "output_count", "cost_micros"].map(|name| {
            row[name]
                .as_i64()
                .unwrap_or_else(|| panic!("{name}: {row}"))
        })
    };
    assert_eq!(counts(&of(&users[0])), [3, 1, 2, 1500]);
    assert_eq!(counts(&of(&users[1])), [0, 0, 0, 0]);
    assert_eq!(counts(&of(&users[2])), [1, 1, 2, 0]);
    assert_eq!(all[0]["user_id"], users[2].id, "the newest first");
    assert_eq!(
        (&all[0]["name"], all[0].get("place")),
        (&json!("Ada"), None)
    );

    assert_eq!(
        [&of(&users[0])["plan"], &of(&users[1])["plan"]],
        ["pro", "free"]
    );

    fixture
        .sql(&format!(
            "INSERT INTO private.deleted_projects (project_id, user_id, restorable_until, deleted_at)
             SELECT id, user_id, '2024-03-02T00:00:00Z', '2024-02-01T00:00:00Z' FROM projects WHERE user_id = '{}'",
            users[2].id
        ))
        .await;
    let projects = instance(&fixture, &admin, "/admin/projects").await;
    let rows = get(&projects, &admin, "/admin/projects")
        .await
        .expect(200)
        .json();
    let mut counts: Vec<_> = rows
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            assert_eq!(row["title"], "A project");
            let deleted = json!("2024-02-01T00:00:00Z");
            let expected = if row["user_id"] == users[2].id {
                deleted
            } else {
                Value::Null
            };
            assert_eq!(row["deleted_at"], expected);
            (row["file_count"].as_i64(), row["output_count"].as_i64())
        })
        .collect();
    counts.sort();
    assert_eq!(
        counts,
        [
            (Some(0), Some(0)),
            (Some(0), Some(0)),
            (Some(1), Some(2)),
            (Some(1), Some(2))
        ]
    );

    are_whole_page_by_page(&function, &admin, "/admin/users", &all).await;
    are_whole_page_by_page(&projects, &admin, "/admin/projects", &rows).await;
}

async fn are_whole_page_by_page(function: &Function, admin: &User, path: &str, whole: &Value) {
    let (mut seen, mut next) = (Vec::new(), format!("{path}?limit=1"));
    loop {
        let page = get(function, admin, &next).await.expect(200);
        seen.extend(page.json().as_array().unwrap().clone());
        let cursor = page.header("x-next-cursor");
        if cursor.is_empty() {
            break;
        }
        next = format!("{path}?limit=1&cursor={cursor}");
    }
    assert_eq!(&Value::from(seen), whole, "{path}");
    for query in ["limit=0", "limit=101", "cursor=x", "limit=1&limit=2"] {
        let (name, _) = query.split_once('=').unwrap();
        get(function, admin, &format!("{path}?{query}"))
            .await
            .invalid(&[name]);
    }
}

#[tokio::test]
async fn metrics_tell_sizes_and_the_queue() {
    let app = app();
    let mut fixture = WorkerFixture::start([]).await;
    let admin = app.user();
    let mut jobs = Vec::new();
    for _ in 0..4 {
        jobs.push(fixture.job().await);
    }
    fixture
        .sql(&format!(
            "UPDATE private.jobs SET created_at = now() - interval '20 minutes', not_before = now() - interval '20 minutes'
             WHERE output_id = '{}';
             UPDATE private.jobs SET created_at = now() - interval '2 hours', not_before = now() + interval '1 minute'
             WHERE output_id = '{}';
             UPDATE private.jobs SET state = 'processing', lease_expires_at = now() - interval '1 second'
             WHERE output_id = '{}';
             UPDATE private.jobs SET state = 'processing', lease_expires_at = now() + interval '1 minute'
             WHERE output_id = '{3}';
             SET session_replication_role = replica;
             UPDATE outputs SET status = 'processing', updated_at = now() - interval '61 minutes' WHERE id = '{3}';
             RESET session_replication_role",
            jobs[0], jobs[1], jobs[2], jobs[3]
        ))
        .await;
    let function = instance(&fixture, &admin, "/admin/metrics").await;
    let metrics = get(&function, &admin, "/admin/metrics")
        .await
        .expect(200)
        .json();

    assert!(metrics["database_bytes"].as_i64().unwrap() > 1_000_000);
    let tables = metrics["tables"].as_array().unwrap();
    let sizes: Vec<_> = tables
        .iter()
        .map(|table| table["bytes"].as_i64().unwrap())
        .collect();
    assert!(
        sizes.is_sorted_by(|a, b| a >= b) && sizes[0] > 0,
        "{sizes:?}"
    );
    for (schema, name) in [("public", "outputs"), ("private", "jobs")] {
        let found = tables.iter().find(|table| table["table"] == name);
        assert_eq!(found.unwrap()["schema"], schema);
    }

    let queue = &metrics["queue"];
    let counts = ["queued", "processing", "without_worker", "stuck"]
        .map(|name| queue[name].as_i64().unwrap());
    assert_eq!(counts, [2, 2, 1, 1], "{queue}");
    // The one that waits for its time does not count.
    assert!(
        (1200..1300).contains(&queue["oldest_queued_seconds"].as_i64().unwrap()),
        "{queue}"
    );
}

#[tokio::test]
async fn metrics_tell_the_days_and_the_month() {
    let app = app();
    let mut fixture = WorkerFixture::start([]).await;
    let admin = app.user();
    let users = [
        somebody(&app, &mut fixture, 2).await,
        somebody(&app, &mut fixture, 1).await,
    ];
    fixture
        .sql(&format!(
            "UPDATE outputs SET error = '{{\"code\": \"content_refused\"}}', completed_at = now() - interval '1 hour'
             WHERE status = 'failed';
             UPDATE projects SET created_at = now() - interval '1 day' WHERE user_id = '{0}';
             UPDATE projects SET created_at = now() - interval '31 days' WHERE user_id = '{1}';
             INSERT INTO private.provider_calls (output_id, user_id, attempt, provider, outcome, prompt_tokens, completion_tokens, cost_micros) VALUES
               (gen_random_uuid(), '{0}', 1, 'openai', 'timed_out', 10, 0, 100),
               (gen_random_uuid(), '{0}', 2, 'openai', 'completed', 10, 5, 200),
               (gen_random_uuid(), NULL, 1, 'openai', 'completed', 1, 1, 1000)",
            users[0].id, users[1].id
        ))
        .await;
    let function = instance(&fixture, &admin, "/admin/metrics").await;
    let metrics = get(&function, &admin, "/admin/metrics")
        .await
        .expect(200)
        .json();

    let day = &metrics["last_day"];
    assert_eq!(
        [&day["provider_calls"], &day["retries"]],
        [&json!(3), &json!(1)]
    );
    assert_eq!(day["failures"].as_array().unwrap().len(), 1, "{day}");
    assert_eq!(
        (&day["failures"][0]["code"], &day["failures"][0]["count"]),
        (&json!("content_refused"), &json!(2))
    );

    let yesterday: String = sqlx::query_scalar(
        "SELECT to_char((now() - interval '1 day') AT TIME ZONE 'UTC', 'YYYY-MM-DD')",
    )
    .fetch_one(&mut fixture.rows)
    .await
    .unwrap();
    let active = metrics["active_users"].as_array().unwrap();
    let found = active
        .iter()
        .find(|day| day["date"] == yesterday.as_str())
        .unwrap();
    assert_eq!(
        (&found["active_users"], &found["total_projects"]),
        (&json!(1), &json!(2))
    );
    let all: i64 = active
        .iter()
        .map(|day| day["total_projects"].as_i64().unwrap())
        .sum();
    assert_eq!(all, 2, "none of last month's: {active:?}");

    let costs: Vec<_> = metrics["costs"]
        .as_array()
        .unwrap()
        .iter()
        .map(|cost| {
            (
                cost["user_id"].clone(),
                cost["cost_micros"].clone(),
                cost["provider_calls"].clone(),
            )
        })
        .collect();
    assert_eq!(
        costs,
        [
            (Value::Null, json!(1000), json!(1)),
            (json!(users[0].id), json!(300), json!(2))
        ]
    );
}
