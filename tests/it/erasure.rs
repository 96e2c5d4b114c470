//! Who is deleted is gone: nothing of theirs is left, wherever the work broke off, nobody else loses anything, and no
//! token and no event brings them back.

use std::collections::BTreeSet;

use domain::{AccountId, FileId, ProjectId};
use functions::ALL;
use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, PgConnection};
use storage::{Key, Storage};
use uuid::Uuid;

use crate::{
    app::{User, app},
    database::{Database, run, sqlstate},
    isolation::tables::FIXTURE,
    nothing_lost::fixture::{WorkerFixture, written},
    proxy::Proxy,
    webhook::Event,
};

impl WorkerFixture {
    /// As `user.deleted` leaves it.
    async fn delete(&mut self, user: &User) {
        let deleted = format!(
            "SELECT private.user_deleted('{}', '{}')",
            Uuid::new_v4(),
            user.id
        );
        self.sql(&deleted).await;
    }

    /// It is time to look again, and no earlier run has the lease.
    async fn due(&mut self) {
        self.sql("UPDATE private.tombstones SET erase_at = now(); DELETE FROM private.leases")
            .await;
    }

    async fn erase(&self) -> Value {
        self.maintain("erasure").await
    }

    /// (erased, to be looked at again)
    async fn tombstone(&mut self, user: &User) -> (bool, bool) {
        sqlx::query_as("SELECT erased_at IS NOT NULL, erase_at IS NOT NULL FROM private.tombstones WHERE user_id = $1")
            .bind(&user.id)
            .fetch_one(&mut self.rows)
            .await
            .unwrap()
    }

    /// A project with a stored file and an output in it; gives the object's key.
    pub(crate) async fn contents(&mut self, user: &User) -> String {
        let project = user.project_row(&mut self.rows).await;
        user.output_row(&mut self.rows, &project, "completed").await;
        let upload = self.function("file-upload", &[]).await;
        let request = user
            .post(&format!("{project}/upload"))
            .file("a.txt", b"text");
        let made = request.send_to(&upload).await.expect(201).json();
        made["path"].as_str().unwrap().to_owned()
    }

    fn storage(&self) -> Storage {
        let mut env = self.environment.clone().into_iter().collect();
        Storage::from_env(&mut env)
    }

    /// The keys of the user's objects.
    pub(crate) async fn objects(&self, user: &User) -> Vec<String> {
        let stored = self
            .storage()
            .list_account(&AccountId::parse(&user.id).unwrap())
            .await;
        stored
            .unwrap()
            .into_iter()
            .map(|object| object.key)
            .collect()
    }

    /// Whether any table holds a row of the user.
    async fn has_rows(&mut self, user: &User) -> bool {
        !holding(&mut self.rows, &user.id).await.is_empty()
    }

    async fn until_gone(&mut self, table: &str, user: &User) {
        let none = format!(
            "SELECT NOT EXISTS (SELECT FROM {table} WHERE user_id = '{}')",
            user.id
        );
        self.until(&none).await;
    }
}

/// The tables in which the id occurs anywhere, as a whole word, but for the tombstones.
pub(crate) async fn holding(database: &mut PgConnection, id: &str) -> BTreeSet<String> {
    let tables: Vec<String> = sqlx::query_scalar(
        "SELECT oid::regclass::text FROM pg_class WHERE relkind IN ('r', 'p')
         AND relnamespace::regnamespace::text IN ('public', 'private') AND oid <> 'private.tombstones'::regclass",
    )
    .fetch_all(&mut *database)
    .await
    .unwrap();
    let mut holding = BTreeSet::new();
    for table in tables {
        let sql = format!(
            r"SELECT EXISTS (SELECT FROM {table} t WHERE to_jsonb(t)::text ~ ('\m' || $1 || '\M'))"
        );
        let found: bool = sqlx::query_scalar(AssertSqlSafe(sql))
            .bind(id)
            .fetch_one(&mut *database)
            .await
            .unwrap();
        if found {
            holding.insert(table);
        }
    }
    holding
}

/// Whoever adds a table with users in it finds out here whether it is erased.
#[tokio::test]
async fn no_table_holds_anything_of_an_erased_user() {
    let database = Database::migrated().await;
    let mut superuser = database.superuser().await;
    run(&mut superuser, FIXTURE).await;
    let of_users: Vec<String> = sqlx::query_scalar(
        "SELECT attrelid::regclass::text FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
         WHERE attname = 'user_id' AND relkind IN ('r', 'p') AND NOT attisdropped
           AND relnamespace::regnamespace::text IN ('public', 'private') AND attrelid <> 'private.tombstones'::regclass",
    )
    .fetch_all(&mut superuser)
    .await
    .unwrap();
    let before = holding(&mut superuser, "user_owner").await;
    for table in &of_users {
        assert!(
            before.contains(table),
            "FIXTURE has no row of the owner in {table}"
        );
    }
    // Somebody whose id begins as theirs, and who has a row in each table, too.
    let others = FIXTURE
        .replace("user_owner", "user_owner2")
        .replace(
            "00000000-0000-4000-8000-0000000000",
            "00000000-0000-4000-8000-0000000001",
        )
        .replace("('maintenance', now())", "('other', now())");
    run(&mut superuser, &others).await;
    let rest = "SELECT jsonb_object_agg(tab, rows) FROM (
        SELECT 'outputs' AS tab, count(*) AS rows FROM outputs WHERE user_id = 'user_owner2' UNION ALL
        SELECT 'files', count(*) FROM files WHERE user_id = 'user_owner2' UNION ALL
        SELECT 'jobs', count(*) FROM private.jobs WHERE user_id = 'user_owner2' UNION ALL
        SELECT 'calls', count(*) FROM private.provider_calls WHERE user_id = 'user_owner2') counts";
    let others_before: Value = sqlx::query_scalar(rest)
        .fetch_one(&mut superuser)
        .await
        .unwrap();
    let spent = "SELECT count(*), sum(cost_micros)::bigint FROM private.provider_calls";
    let spent_before: (i64, Option<i64>) = sqlx::query_as(spent)
        .fetch_one(&mut superuser)
        .await
        .unwrap();

    let mut worker = database.login("repostr_worker").await;
    let erase = "SELECT private.erase('user_owner', 1)";
    // Not before they are deleted, whoever says so.
    assert_eq!(
        sqlstate(sqlx::query(erase).execute(&mut worker).await),
        "P0002"
    );
    run(
        &mut worker,
        "SELECT private.user_deleted('msg_9', 'user_owner')",
    )
    .await;
    let mut steps = 0;
    loop {
        let erased: i64 = sqlx::query_scalar(erase)
            .fetch_one(&mut worker)
            .await
            .unwrap();
        assert!(erased <= 1, "{erased} rows at once");
        if erased == 0 {
            break;
        }
        steps += 1;
        assert!(steps < 1000, "it never ends");
    }
    let left = holding(&mut superuser, "user_owner").await;
    assert!(left.is_empty(), "{left:?}");

    let others: Value = sqlx::query_scalar(rest)
        .fetch_one(&mut superuser)
        .await
        .unwrap();
    assert_eq!(others, others_before);
    // What was spent was spent.
    let spent: (i64, Option<i64>) = sqlx::query_as(spent)
        .fetch_one(&mut superuser)
        .await
        .unwrap();
    assert_eq!(spent, spent_before);
}

/// Or erasing one user would read everybody's rows.
#[tokio::test]
async fn erasing_finds_rows_by_an_index() {
    let database = Database::migrated().await;
    // Found by their user, or gone with something that is.
    let scanned: Vec<String> = sqlx::query_scalar(
        "WITH of_users AS (
           SELECT a.attrelid, a.attnum, EXISTS (
             SELECT FROM pg_index i WHERE i.indrelid = a.attrelid AND i.indkey[0] = a.attnum AND i.indpred IS NULL) AS found
           FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
           WHERE a.attname = 'user_id' AND c.relkind = 'r' AND NOT a.attisdropped
             AND c.relnamespace::regnamespace::text IN ('public', 'private'))
         SELECT attrelid::regclass::text FROM of_users u
         WHERE NOT found AND NOT EXISTS (
           SELECT FROM pg_constraint f JOIN of_users parent ON parent.attrelid = f.confrelid AND parent.found
           WHERE f.conrelid = u.attrelid AND f.contype = 'f' AND f.convalidated AND f.confdeltype = 'c' AND u.attnum = ANY (f.conkey))",
    )
    .fetch_all(&mut database.superuser().await)
    .await
    .unwrap();
    assert!(
        scanned.is_empty(),
        "an index on user_id, or a foreign key that has it: {scanned:?}"
    );
}

#[tokio::test]
async fn rows_jobs_and_objects_go_and_nobody_elses() {
    let mut fixture = WorkerFixture::start([]).await;
    let app = app();
    let signer = app.signer();
    let user = app.user_with(&signer, &signer.claims());
    // Whose folder begins as the other's.
    let mut claims = signer.claims();
    claims["sub"] = json!(format!("{}0", user.id));
    let other = app.user_with(&signer, &claims);
    fixture.contents(&user).await;
    let kept = fixture.contents(&other).await;
    // Never became a file.
    let stray = Key::new(
        &AccountId::parse(&user.id).unwrap(),
        ProjectId::random(),
        FileId::random(),
        "mp3",
    );
    fixture
        .storage()
        .put(&stray, "audio/mpeg", b"text".to_vec())
        .await
        .unwrap();
    assert_eq!(fixture.objects(&user).await.len(), 2);
    let others_before = other.rows(&mut fixture.rows).await;

    assert_eq!(fixture.erase().await, json!({ "erased": 0 }));
    assert!(fixture.has_rows(&user).await);
    fixture.delete(&user).await;
    assert_eq!(fixture.erase().await, json!({ "erased": 1 }));
    assert!(!fixture.has_rows(&user).await);
    assert!(fixture.objects(&user).await.is_empty());
    assert_eq!(other.rows(&mut fixture.rows).await, others_before);
    assert_eq!(fixture.objects(&other).await, [kept]);

    // What comes late, through a URL that was signed before, goes, too; a day later nothing can come any more.
    assert_eq!(fixture.tombstone(&user).await, (true, true));
    assert_eq!(fixture.erase().await, json!({ "erased": 0 }), "not at once");
    fixture
        .storage()
        .put(&stray, "audio/mpeg", b"late".to_vec())
        .await
        .unwrap();
    fixture.due().await;
    assert_eq!(fixture.erase().await, json!({ "erased": 1 }));
    assert!(fixture.objects(&user).await.is_empty());
    fixture
        .sql("UPDATE private.tombstones SET deleted_at = now() - interval '1 day'")
        .await;
    fixture.due().await;
    assert_eq!(fixture.erase().await, json!({ "erased": 1 }));
    assert_eq!(fixture.tombstone(&user).await, (true, false));
    // For good: who deletes twice, or hears of it twice, begins nothing anew.
    fixture.delete(&user).await;
    assert_eq!(fixture.erase().await, json!({ "erased": 0 }));
}

#[tokio::test]
async fn a_crash_between_rows_and_objects_is_taken_up() {
    let mut fixture = WorkerFixture::start([]).await;
    let user = app().user();
    fixture.contents(&user).await;
    fixture.delete(&user).await;
    let (proxy, endpoint) = Proxy::before(&fixture.environment["STORAGE_ENDPOINT"]).await;
    proxy.silence_all(true);
    let maintenance = fixture
        .function(
            "maintenance",
            &[("STORAGE_ENDPOINT", endpoint.trim_end_matches('/'))],
        )
        .await;
    let _never = maintenance.invoke(json!({ "tasks": ["erasure"] }));
    fixture.until_gone("projects", &user).await;
    fixture.until_gone("profiles", &user).await;
    maintenance.kill().await;
    assert_eq!(fixture.objects(&user).await.len(), 1);
    assert_eq!(fixture.tombstone(&user).await, (false, true));

    fixture.due().await;
    assert_eq!(fixture.erase().await, json!({ "erased": 1 }));
    assert!(fixture.objects(&user).await.is_empty());
    assert!(!fixture.has_rows(&user).await);
}

#[tokio::test]
async fn a_crash_among_the_rows_is_taken_up() {
    let mut fixture = WorkerFixture::start([]).await;
    let user = app().user();
    fixture.contents(&user).await;
    fixture.delete(&user).await;
    // Its project can't go as long as somebody holds it.
    let database: String = sqlx::query_scalar("SELECT current_database()")
        .fetch_one(&mut fixture.rows)
        .await
        .unwrap();
    let mut url = url::Url::parse(&crate::app::stack::stack().admin_database_url).unwrap();
    url.set_path(&database);
    let mut holder = <PgConnection as sqlx::Connection>::connect(url.as_str())
        .await
        .unwrap();
    run(&mut holder, "BEGIN; SELECT FROM projects FOR UPDATE").await;
    let maintenance = fixture.function("maintenance", &[]).await;
    let _never = maintenance.invoke(json!({ "tasks": ["erasure"] }));
    fixture.until_gone("outputs", &user).await;
    maintenance.kill().await;
    run(&mut holder, "ROLLBACK").await;
    fixture.until("SELECT NOT EXISTS (SELECT FROM pg_stat_activity WHERE usename = 'repostr_worker' AND datname = current_database() AND state = 'active')").await;
    assert_eq!(fixture.objects(&user).await.len(), 1);
    assert_eq!(fixture.tombstone(&user).await, (false, true));

    fixture.due().await;
    assert_eq!(fixture.erase().await, json!({ "erased": 1 }));
    assert!(!fixture.has_rows(&user).await);
    assert!(fixture.objects(&user).await.is_empty());
}

#[tokio::test]
async fn a_storage_that_is_away_keeps_nobody_back() {
    let mut fixture = WorkerFixture::start([]).await;
    let app = app();
    let users = [app.user(), app.user()];
    for user in &users {
        fixture.contents(user).await;
        fixture.delete(user).await;
    }
    let maintenance = fixture
        .function("maintenance", &[("STORAGE_ENDPOINT", "http://127.0.0.1:1")])
        .await;
    let outcome = maintenance
        .invoke(json!({ "tasks": ["minutely", "erasure"] }))
        .await;
    assert!(
        matches!(outcome, crate::runtime::Outcome::Error(_)),
        "{outcome:?}"
    );
    fixture.due().await;
    assert_eq!(fixture.erase().await, json!({ "erased": 2 }));
    for user in &users {
        assert!(fixture.objects(user).await.is_empty());
        assert!(!fixture.has_rows(user).await);
    }
}

#[tokio::test]
async fn a_worker_in_flight_ends_without_writing() {
    let (held, release) = written().held();
    let mut fixture = WorkerFixture::start([held]).await;
    let user = app().user();
    let project = user.project_row(&mut fixture.rows).await;
    let id: Uuid = sqlx::query_scalar(
        "INSERT INTO outputs (user_id, project_id, kind, request) VALUES ($1, $2::uuid, 'blog', '{\"topic\": \"x\"}') RETURNING id",
    )
    .bind(&user.id)
    .bind(project.trim_start_matches("/projects/"))
    .fetch_one(&mut fixture.rows)
    .await
    .unwrap();
    fixture
        .sql(&format!(
            "SELECT private.enqueue('{id}', '{}', 'r-1')",
            user.id
        ))
        .await;
    fixture
        .queue
        .send(&crate::nothing_lost::fixture::message(id))
        .await;
    let worker = fixture.worker().await;
    let batch = fixture.queue.receive().await;
    let outcome = worker.invoke(batch.event());
    fixture.provider.asked(1).await;

    fixture.delete(&user).await;
    assert_eq!(fixture.erase().await, json!({ "erased": 1 }));
    release.send(()).unwrap();
    fixture.queue.settle(&batch, outcome.await).await;
    fixture.no_message_left().await;
    assert!(!fixture.has_rows(&user).await);
    // What was spent was spent, by nobody any more.
    let calls: Vec<(Option<String>, String)> =
        sqlx::query_as("SELECT user_id, outcome FROM private.provider_calls WHERE output_id = $1")
            .bind(id)
            .fetch_all(&mut fixture.rows)
            .await
            .unwrap();
    assert_eq!(calls, [(None, "superseded".to_owned())]);
}

/// Over HTTP: from the moment that the event is answered.
#[tokio::test]
async fn a_token_that_is_still_valid_opens_nothing() {
    let app = app();
    let (user, mut database) = (app.user(), app.database().await);
    user.get("/users/me").send().await.expect(200);
    let project = user.project_row(&mut database).await;
    let file = user.file_row(&mut database, &project).await;
    let output = user.output_row(&mut database, &project, "completed").await;
    Event::deleted(&user.id)
        .signed(&app)
        .send()
        .await
        .expect(204);
    let before = user.rows(&mut database).await;

    // Stripe's webhook names an account in what it reads at Stripe.
    let open = [
        "health",
        "docs",
        "clerk-webhook",
        "stripe-webhook",
        "plan-list",
    ];
    for route in ALL.iter().filter(|route| !open.contains(&route.function)) {
        let path = route
            .path
            .replace("{project_id}", project.trim_start_matches("/projects/"))
            .replace("{file_id}", &file)
            .replace("{output_id}", &output)
            .replace("{template_id}", "00000000-0000-4000-8000-000000000001")
            .replace("{user_id}", &user.id)
            .replace("{kind}", "blog");
        let request = user.request(route.method.as_str(), &path);
        let request = match (route.function, route.method.as_str()) {
            ("file-upload", _) => request.file("a.txt", b"text"),
            ("project-create" | "project-update", _) => request.json(json!({ "title": "Back" })),
            ("output-create", _) if path.ends_with("/generate") => {
                request.json(json!({ "file_ids": [file], "kinds": ["blog"] }))
            }
            ("output-create", _) => request.json(json!({ "file_ids": [file] })),
            ("mcp", _) => request.json(json!({
                "jsonrpc": "2.0", "id": 1, "method": "tools/call",
                "params": { "name": "list_projects", "arguments": {} },
            })),
            ("project-transfer", _) => request.json(json!({ "account_id": user.id })),
            ("profile-update", _) => request.json(json!({ "name": "Back" })),
            (_, "POST" | "PUT" | "PATCH") => request.json(json!({})),
            _ => request,
        };
        let with_key = request.clone().key(&Uuid::new_v4().to_string());
        for request in [request, with_key] {
            let answer = request.send().await;
            let refused_before = matches!(answer.status, 404 | 409 | 422);
            assert!(answer.status == 401 || refused_before, "{answer}");
            let there = [
                "auth-me",
                "project-",
                "profile-",
                "file-upload",
                "file-list",
                "file-get",
                "file-delete",
                "output-create",
                "output-list",
                "output-get",
                "output-delete",
                "output-restore",
                "output-cancel",
                "output-versions",
                "output-export",
                "template-list",
                "template-get",
                "usage-get",
                "subscription-get",
            ];
            if there
                .iter()
                .any(|function| route.function.starts_with(function))
            {
                answer.problem(401, "unauthorized");
            }
        }
    }
    // Nor does a late event.
    let late = json!({ "id": user.id, "first_name": "Back", "last_name": null, "updated_at": 4_102_444_800_000_i64 });
    Event::new("user.updated", &late)
        .signed(&app)
        .send()
        .await
        .expect(204);
    // The stack's own maintenance may be at it already; nothing is more than it was.
    for (table, rows) in user.rows(&mut database).await {
        assert!(
            rows <= before[&table] || table == "private.tombstones",
            "{table}: {rows}"
        );
    }
}

/// Past our code, by Supabase's Data API, which serves `public` to whoever has a token.
#[tokio::test]
async fn nor_does_it_in_supabases_data_api() {
    let database = Database::migrated().await;
    let mut superuser = database.superuser().await;
    let project = "00000000-0000-4000-8000-00000000000a";
    run(
        &mut superuser,
        &format!(
            "INSERT INTO projects (id, user_id, title) VALUES ('{project}', 'user_gone', 'Mine')"
        ),
    )
    .await;
    run(
        &mut superuser,
        "SELECT private.user_deleted('msg_1', 'user_gone')",
    )
    .await;
    let insertable: Vec<String> = sqlx::query_scalar(
        "SELECT relname::text FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
         AND (has_table_privilege('authenticated', oid, 'INSERT') OR has_any_column_privilege('authenticated', oid, 'INSERT'))
         ORDER BY 1",
    )
    .fetch_all(&mut superuser)
    .await
    .unwrap();
    let mut tried = Vec::new();
    for role in ["authenticated", "service_role"] {
        let mut session = database.login("authenticator").await;
        run(&mut session, &format!(r#"SET ROLE {role}; SET request.jwt.claims = '{{"sub": "user_gone", "role": "{role}"}}'"#)).await;
        tried.clear();
        for (table, columns, values) in [
            (
                "files",
                "project_id, path",
                format!("'{project}', 'user_gone/{project}/a.txt'"),
            ),
            (
                "outputs",
                "project_id, kind",
                format!("'{project}', 'blog'"),
            ),
            ("profiles", "name", "'Back'".to_owned()),
            ("projects", "title", "'Back'".to_owned()),
            (
                "templates",
                "name, type, prompt",
                "'Back', 'blog', '{source}'".to_owned(),
            ),
        ] {
            let insert =
                format!("INSERT INTO {table} (user_id, {columns}) VALUES ('user_gone', {values})");
            let result = sqlx::raw_sql(AssertSqlSafe(insert))
                .execute(&mut session)
                .await;
            assert_eq!(sqlstate(result), "PT401", "{table} as {role}");
            tried.push(table.to_owned());
        }
    }
    assert_eq!(
        tried, insertable,
        "a table that is new takes rows of users who are gone"
    );
}
