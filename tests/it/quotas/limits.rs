//! 402: when, what it says, and what helps.

use models::plans::PLANS;
use serde_json::json;
use uuid::Uuid;

use crate::{
    admission::until,
    app::{User, app},
    database::{Database, run, sqlstate},
    nothing_lost::fixture::{USER, WorkerFixture},
};

#[tokio::test]
async fn of_twenty_at_once_the_last_place_is_given_to_one() {
    let mut fixture = WorkerFixture::start([]).await;
    let user = app().user();
    let project = user.project_row(&mut fixture.rows).await;
    fixture.sql(&taken(&user.id, 99)).await;
    let mut requests = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let create = fixture.function("output-create", &[("QUOTAS", "on")]).await;
        let request = user
            .post(&format!("{project}/generate/blog"))
            .json(json!({ "topic": "Mills" }));
        requests.spawn(async move { request.send_to(&create).await.status });
    }
    let mut answers = requests.join_all().await;
    answers.sort_unstable();
    let mut expected = vec![202];
    expected.resize(20, 402);
    assert_eq!(answers, expected);
    let outputs = user.rows(&mut fixture.rows).await["public.outputs"];
    assert_eq!(outputs, 1);
}

/// However their statements meet: nobody is told before whoever came first has committed.
#[tokio::test]
async fn the_last_place_is_given_once() {
    let database = Database::migrated().await;
    run(&mut database.superuser().await, &taken(USER, 99)).await;
    let generate = || {
        let (project, output) = (Uuid::new_v4(), Uuid::new_v4());
        format!(
            "INSERT INTO projects (id, user_id, title) VALUES ('{project}', '{USER}', 'A talk');
             INSERT INTO outputs (id, user_id, project_id, kind) VALUES ('{output}', '{USER}', '{project}', 'blog');
             RESET ROLE; SELECT private.enqueue('{output}', '{USER}', 'r-1')"
        )
    };
    given_once(&database, "outputs", generate).await;
}

#[tokio::test]
async fn the_last_bytes_are_given_once() {
    let database = Database::migrated().await;
    let project = Uuid::new_v4();
    let create = format!(
        "INSERT INTO projects (id, user_id, title) VALUES ('{project}', '{USER}', 'A talk')"
    );
    run(&mut database.superuser().await, &create).await;
    let upload = || {
        let file = Uuid::new_v4();
        format!(
            "INSERT INTO files (id, user_id, project_id, path, size_bytes)
               VALUES ('{file}', '{USER}', '{project}', '{USER}/{project}/{file}.mp4', 600000000);
             RESET ROLE"
        )
    };
    given_once(&database, "storage_bytes", upload).await;
}

/// Five transactions have taken what there is but once of, before the first holds it.
async fn given_once(database: &Database, quota: &str, take: impl Fn() -> String) {
    let hold = format!("SELECT private.hold_quota('{USER}', '{quota}')");
    let mut transactions = Vec::new();
    for _ in 0..5 {
        let mut api = database.login("repostr_api").await;
        let begin = format!(
            r#"BEGIN; SET LOCAL ROLE authenticated; SET LOCAL request.jwt.claims = '{{"sub": "{USER}"}}'; {}"#,
            take()
        );
        run(&mut api, &begin).await;
        transactions.push(api);
    }
    let mut first = transactions.remove(0);
    run(&mut first, &hold).await;
    let mut others = tokio::task::JoinSet::new();
    for mut api in transactions {
        let hold = format!("{hold}; COMMIT");
        others.spawn(async move {
            sqlstate(
                sqlx::raw_sql(sqlx::AssertSqlSafe(hold))
                    .execute(&mut api)
                    .await,
            )
        });
    }
    let mut superuser = database.superuser().await;
    until("the others wait for the first", async || {
        let waiting: i64 = sqlx::query_scalar(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
             AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
        )
        .fetch_one(&mut superuser)
        .await
        .unwrap();
        waiting == 4
    })
    .await;
    run(&mut first, "COMMIT").await;
    assert_eq!(others.join_all().await, ["RP402"; 4]);
}

#[tokio::test]
async fn over_the_quota_a_generation_is_402_and_leaves_nothing() {
    let mut fixture = WorkerFixture::start([]).await;
    let create = fixture.function("output-create", &[("QUOTAS", "on")]).await;
    let user = app().user();
    let project = user.project_row(&mut fixture.rows).await;
    fixture.sql(&taken(&user.id, 99)).await;
    let generate = user
        .post(&format!("{project}/generate/blog"))
        .json(json!({ "topic": "Mills" }));

    let first = generate
        .clone()
        .key("k-1")
        .send_to(&create)
        .await
        .expect(202);
    let before = user.rows(&mut fixture.rows).await;
    let refused = generate
        .clone()
        .send_to(&create)
        .await
        .problem(402, "quota_exceeded");
    let problem = refused.json();
    let quota = &problem["quota"];
    assert_eq!(quota["plan"], "free", "{refused}");
    assert_eq!(quota["limit"], 100, "{refused}");
    assert_eq!(quota["larger_plan"], "pro", "{refused}");
    let next: String = sqlx::query_scalar(
        "SELECT to_char(date_trunc('month', now() AT TIME ZONE 'UTC') + interval '1 month', 'YYYY-MM-DD')",
    )
    .fetch_one(&mut fixture.rows)
    .await
    .unwrap();
    assert_eq!(quota["resets_at"], format!("{next}T00:00:00Z"), "{refused}");
    for part in ["free", "100 outputs", &next, "pro"] {
        assert!(
            problem["detail"].as_str().unwrap().contains(part),
            "{refused}"
        );
    }
    // Refused, it is nobody's answer to keep; what was accepted is still the first request's.
    generate
        .clone()
        .key("k-2")
        .send_to(&create)
        .await
        .problem(402, "quota_exceeded");
    let again = generate
        .clone()
        .key("k-1")
        .send_to(&create)
        .await
        .expect(202);
    assert_eq!(again.id(), first.id());
    assert_eq!(again.header("idempotent-replayed"), "true");
    assert_eq!(user.rows(&mut fixture.rows).await, before);

    // What helps: a larger plan, at once; and a place that came back.
    plan(&mut fixture, &user, "pro").await;
    generate
        .clone()
        .key("k-2")
        .send_to(&create)
        .await
        .expect(202);
    plan(&mut fixture, &user, "free").await;
    generate
        .clone()
        .send_to(&create)
        .await
        .problem(402, "quota_exceeded");
    fixture.sql("DELETE FROM outputs").await;
    generate.clone().send_to(&create).await.expect(202);
    generate
        .send_to(&create)
        .await
        .problem(402, "quota_exceeded");
}

#[tokio::test]
async fn quotas_are_off_by_default_and_counted_all_the_same() {
    let mut fixture = WorkerFixture::start([]).await;
    let create = fixture.function("output-create", &[("QUOTAS", "")]).await;
    let usage = fixture.function("usage-get", &[]).await;
    let user = app().user();
    let project = user.project_row(&mut fixture.rows).await;
    fixture.sql(&taken(&user.id, 150)).await;
    user.post(&format!("{project}/generate/social"))
        .json(json!({ "topic": "Mills" }))
        .send_to(&create)
        .await
        .expect(202);
    let usage = user.get("/usage").send_to(&usage).await.expect(200).json();
    let outputs = json!({ "blog": { "completed": 150 }, "social": { "queued": 1 } });
    assert_eq!(usage["outputs"], outputs, "{usage}");
    assert_eq!(usage["remaining"]["outputs"], 0, "{usage}");

    let error = crate::runtime::Function::try_start("usage-get", &{
        let mut environment = fixture.environment.clone();
        environment.insert("QUOTAS".to_owned(), "yes".to_owned());
        environment
    })
    .await;
    assert!(error.err().unwrap_or_default().contains("QUOTAS"));
}

#[tokio::test]
async fn over_the_storage_quota_a_file_is_402_and_leaves_nothing() {
    let app = app();
    let upload = app.function("file-upload", &[("QUOTAS", "on")]).await;
    let (user, mut rows) = (app.user(), app.database().await);
    let project = user.project("Full").await;
    let stored = user.file_row(&mut rows, &project).await;
    let size = |bytes: i64| format!("UPDATE files SET size_bytes = {bytes} WHERE id = '{stored}'");
    let request = user.post(&format!("{project}/upload"));
    let gib = PLANS[0].limits.storage_bytes;

    run(&mut rows, &size(gib - 4)).await;
    let before = user.rows(&mut rows).await;
    let refused = request
        .clone()
        .file("a.txt", b"12345")
        .send_to(&upload)
        .await
        .problem(402, "storage_quota_exceeded");
    let problem = refused.json();
    let expected = json!({ "quota": "storage_bytes", "plan": "free", "limit": gib, "resets_at": null, "larger_plan": "pro" });
    assert_eq!(problem["quota"], expected, "{refused}");
    for part in ["free", "1 GiB", "pro", "Delete"] {
        assert!(
            problem["detail"].as_str().unwrap().contains(part),
            "{refused}"
        );
    }
    // Room is taken when a file is announced, and not only when it is there.
    let create = app.function("file-create", &[("QUOTAS", "on")]).await;
    user.post(&format!("{project}/files"))
        .json(json!({ "filename": "a.txt", "size_bytes": 5 }))
        .send_to(&create)
        .await
        .problem(402, "storage_quota_exceeded");
    assert_eq!(user.rows(&mut rows).await, before);
    // To the last byte; and the answer to a request that was made stays.
    let fits = request.clone().file("a.txt", b"1234").key("k");
    let file = fits.clone().send_to(&upload).await.expect(201);
    assert_eq!(fits.send_to(&upload).await.expect(201).id(), file.id());
    request
        .clone()
        .file("b.txt", b"1")
        .send_to(&upload)
        .await
        .problem(402, "storage_quota_exceeded");
    run(&mut rows, &size(0)).await;
    request
        .file("b.txt", b"1")
        .send_to(&upload)
        .await
        .expect(201);
}

/// So many places of this month, used.
pub(crate) fn taken(user: &str, places: i64) -> String {
    format!(
        "INSERT INTO private.reservations (output_id, user_id, kind, status)
         SELECT gen_random_uuid(), '{user}', 'blog', 'completed' FROM generate_series(1, {places})"
    )
}

/// Gives the user a plan, as an administrator does.
async fn plan(fixture: &mut WorkerFixture, user: &User, plan: &str) {
    let admin = app().user();
    let function = fixture
        .function("admin-plan", &[("ADMIN_USER_IDS", &admin.id)])
        .await;
    let answer = admin
        .request("PUT", &format!("/admin/users/{}/plan", user.id))
        .json(json!({ "plan": plan }))
        .send_to(&function)
        .await
        .expect(200)
        .json();
    assert_eq!(answer["user_id"], user.id, "{answer}");
    assert_eq!(answer["plan"], plan, "{answer}");
}
