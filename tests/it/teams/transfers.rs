//! A project goes to another account whole, or not at all.

use domain::{Env, MemberRole, Principal, ProjectId, UserId};
use models::{DbError, UserDb, projects};
use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, PgConnection};

use crate::{
    app::{App, User, app},
    database::{Database, run, sqlstate},
    isolation::tables::FIXTURE,
    nothing_lost::fixture::WorkerFixture,
    quotas::limits::taken,
    webhook::Event,
};

/// Somebody for themselves, and as an admin of an organization, as its webhook has told.
async fn both(app: &App) -> (User, User) {
    let organization = app.organization();
    let signer = app.signer();
    let mut claims = signer.claims();
    claims["exp"] = json!(crate::signer::now() + 3600);
    let alone = app.user_with(&signer, &claims);
    let team = app.member_as(&signer, &organization, "admin");
    let joined = Event::membership("created", &organization, &team.person, "org:admin", -120);
    joined.signed(app).send().await.expect(204);
    (alone, team)
}

fn joined(team: &User) -> String {
    format!(
        "INSERT INTO private.memberships VALUES ('{}', '{}', 'admin', NULL, now() - interval '1 hour')",
        team.id, team.person
    )
}

fn transfer(user: &User, project: &str, to: &str) -> crate::app::request::Request {
    let request = user.post(&format!("{project}/transfer"));
    request.json(json!({ "account_id": to }))
}

async fn download(app: &App, user: &User, file: &str) -> Vec<u8> {
    let file = user.get(file).send().await.expect(200).json();
    let url = file["download"]["url"].as_str().unwrap().to_owned();
    let answer = app.fetch(&url).await;
    assert_eq!(answer.status(), 200, "{file}");
    answer.bytes().await.unwrap().to_vec()
}

#[tokio::test]
async fn a_project_goes_and_comes_back_and_its_files_are_read_all_along() {
    let app = app();
    let (alone, team) = both(&app).await;
    let member = app.member(&team.id, "member");
    let mut database = app.database().await;
    let project = alone.project("Ours").await;
    let upload = alone.post(&format!("{project}/upload"));
    let file = upload.file("a.txt", b"A text about lamps.");
    let file = format!("{project}/files/{}", file.send().await.expect(201).id());
    let output = alone.output_row(&mut database, &project, "completed").await;
    let public = alone.get(&file).send().await.expect(200).json()["public_url"].clone();
    let before = alone.get("/usage").send().await.expect(200).json();

    let deleted = alone.output_row(&mut database, &project, "completed").await;
    let deleted = format!("{project}/outputs/{deleted}");
    alone.delete(&deleted).send().await.expect(204);

    let gone = transfer(&alone, &project, &team.id).key("a-key");
    let there = gone.clone().send().await.expect(200).json();
    assert_eq!(there["user_id"], team.id);
    // Told once more, it is the same; asked for once more, it is not there.
    assert_eq!(gone.send().await.expect(200).json(), there);
    let again = transfer(&alone, &project, &team.id).send().await;
    again.problem(404, "project_not_found");
    for path in [&project, &file] {
        alone.get(path).send().await.expect(404);
    }
    for user in [&team, &member] {
        assert_eq!(download(&app, user, &file).await, b"A text about lamps.");
        let output = format!("{project}/outputs/{output}");
        user.get(&output).send().await.expect(200);
        let found = user.get("/outputs?q=written").send().await.expect(200);
        assert_eq!(found.json()[0]["user_id"], team.id);
    }
    let restore = |user: &User| user.post(&format!("{deleted}/restore"));
    restore(&alone)
        .send()
        .await
        .problem(404, "output_not_found");
    let restored = restore(&member).send().await.expect(200).json();
    assert_eq!(restored["user_id"], team.id);
    if let Some(url) = public.as_str() {
        assert_eq!(app.fetch(url).await.status(), 200);
    }
    let usage = async |user: &User| {
        let usage = user.get("/usage").send().await.expect(200).json();
        usage["storage_bytes"].clone()
    };
    assert_eq!(before["storage_bytes"], 19);
    assert_eq!(
        (usage(&alone).await, usage(&team).await),
        (json!(0), json!(19))
    );
    // It is worked on there as any other.
    let upload = member.post(&format!("{project}/upload"));
    let more = upload.file("b.txt", b"And one about mills.");
    let more = more.send().await.expect(201).json();
    assert!(more["path"].as_str().unwrap().starts_with(&team.id));
    let generate = member.post(&format!("{project}/generate/blog"));
    let generate = generate.json(json!({ "file_ids": [file.rsplit('/').next()] }));
    let generated = generate.send().await.expect(202).id();
    let generated = format!("{project}/outputs/{generated}");
    let wait = member.get(&generated).header("prefer", "wait=25");
    assert_eq!(wait.send().await.expect(200).json()["status"], "completed");

    transfer(&team, &project, &alone.id)
        .send()
        .await
        .expect(200);
    assert_eq!(download(&app, &alone, &file).await, b"A text about lamps.");
    member.get(&project).send().await.expect(404);
    assert_eq!(usage(&team).await, 0);
    let keys: Vec<Option<String>> = sqlx::query_scalar(
        "SELECT key_account FROM files WHERE project_id = $1::uuid ORDER BY created_at",
    )
    .bind(project.trim_start_matches("/projects/"))
    .fetch_all(&mut database)
    .await
    .unwrap();
    assert_eq!(keys, [None, Some(team.id.clone())]);
    for (user, actions) in [
        (&alone, ["project.received", "project.sent"]),
        (&team, ["project.sent", "project.received"]),
    ] {
        let entries = user.get("/audit").send().await.expect(200).json();
        let of_project = |entry: &&Value| entry["action"].as_str().unwrap().starts_with("project.");
        let entries: Vec<_> = entries
            .as_array()
            .unwrap()
            .iter()
            .filter(of_project)
            .collect();
        let told: Vec<_> = entries
            .iter()
            .map(|entry| entry["action"].clone())
            .collect();
        assert_eq!(told, actions);
        assert!(
            entries
                .iter()
                .all(|entry| entry["actor_id"] == alone.person)
        );
    }
}

/// Who is no admin on both sides, moves nothing; nor does the answer say which accounts there are.
#[tokio::test]
async fn it_takes_an_admin_of_both() {
    let app = app();
    let (alone, team) = both(&app).await;
    let project = alone.project("Mine").await;
    let (other, left, longer) = (
        app.organization(),
        app.organization(),
        format!("{}0", team.id),
    );
    let event = |what: &str, organization: &str, role: &str| {
        Event::membership(what, organization, &alone.person, role, -60)
    };
    for event in [
        event("created", &other, "org:member"),
        event("deleted", &left, "org:admin"),
    ] {
        event.signed(&app).send().await.expect(204);
    }
    let never = app.organization();
    for to in [
        &other,
        &left,
        &longer,
        &never,
        &app.user().id,
        "system",
        "a b",
    ] {
        let answer = transfer(&alone, &project, to).send().await;
        let answer = answer.invalid(&["#/account_id"]);
        assert_eq!(
            answer.json()["errors"][0]["code"],
            "not_admin_there",
            "{answer}"
        );
    }
    for (role, code) in [
        ("member", "admin_role_required"),
        ("viewer", "admin_role_required"),
    ] {
        let member = app.member(&team.id, role);
        let theirs = team.project("Ours").await;
        let answer = transfer(&member, &theirs, &member.person).send().await;
        answer.problem(403, code);
    }
    // To where it is already, nothing is done.
    let same = transfer(&alone, &project, &alone.id)
        .send()
        .await
        .expect(200);
    assert_eq!(same.json()["user_id"], alone.id);
    transfer(&team, &project, &team.id)
        .send()
        .await
        .problem(404, "project_not_found");
    // Who was an admin there is none any more at the webhook.
    let demoted = Event::membership("updated", &team.id, &alone.person, "org:member", 0);
    demoted.signed(&app).send().await.expect(204);
    transfer(&alone, &project, &team.id)
        .send()
        .await
        .invalid(&["#/account_id"]);
    alone.get(&project).send().await.expect(200);
}

#[tokio::test]
async fn what_is_worked_on_or_has_no_room_there_stays() {
    let mut fixture = WorkerFixture::start([]).await;
    let app = app();
    let signer = app.signer();
    let alone = app.user_with(&signer, &signer.claims());
    let team = app.member_as(&signer, &app.organization(), "admin");
    fixture.sql(&joined(&team)).await;
    let project = alone.project_row(&mut fixture.rows).await;
    alone.file_row(&mut fixture.rows, &project).await;
    let create = fixture.function("output-create", &[]).await;
    let generate = alone.post(&format!("{project}/generate/blog"));
    let generate = generate.json(json!({ "topic": "Mills" }));
    let output = generate.send_to(&create).await.expect(202).id();
    let function = fixture
        .function("project-transfer", &[("QUOTAS", "on")])
        .await;
    let ask = async || {
        transfer(&alone, &project, &team.id)
            .send_to(&function)
            .await
    };
    ask().await.problem(409, "project_busy");
    let cancelled = format!(
        "SELECT private.cancel('{}', '{}', '{output}')",
        alone.id,
        project.trim_start_matches("/projects/")
    );
    fixture.sql(&cancelled).await;

    let full = format!(
        "INSERT INTO private.counters (user_id, month, name, value)
         SELECT '{}', '-infinity', 'storage_bytes', storage_bytes - 3 FROM private.plans WHERE name = 'free'",
        team.id
    );
    fixture.sql(&full).await;
    let before = alone.rows(&mut fixture.rows).await;
    ask().await.problem(402, "storage_quota_exceeded");
    assert_eq!(alone.rows(&mut fixture.rows).await, before);
    let sum = format!(
        "SELECT sum(value)::bigint FROM private.counters WHERE name = 'storage_bytes' AND user_id = '{}'",
        alone.id
    );
    let bytes: i64 = sqlx::query_scalar(AssertSqlSafe(sum.clone()))
        .fetch_one(&mut fixture.rows)
        .await
        .unwrap();
    assert_eq!(bytes, 4);
    // What the sender has used up is none of it.
    fixture
        .sql(&format!(
            "UPDATE private.counters SET value = 0 WHERE user_id = '{}'",
            team.id
        ))
        .await;
    fixture.sql(&taken(&alone.id, 1000)).await;
    ask().await.expect(200);
    let bytes: i64 = sqlx::query_scalar(AssertSqlSafe(sum))
        .fetch_one(&mut fixture.rows)
        .await
        .unwrap();
    assert_eq!(bytes, 0);
}

/// Whoever adds a table with rows of a project finds out here whether they go along.
#[tokio::test]
async fn no_row_of_the_project_is_left_behind_in_any_table() {
    let database = Database::migrated().await;
    let mut superuser = database.superuser().await;
    run(&mut superuser, FIXTURE).await;
    run(&mut superuser, "UPDATE private.memberships SET role = 'admin'; UPDATE private.jobs SET state = 'completed'").await;
    let tables: Vec<String> = sqlx::query_scalar(
        "SELECT DISTINCT c.oid::regclass::text FROM pg_class c
           JOIN pg_attribute u ON u.attrelid = c.oid AND u.attname = 'user_id'
           JOIN pg_attribute s ON s.attrelid = c.oid AND s.attname IN ('project_id', 'file_id', 'output_id')
         WHERE c.relkind = 'r' AND c.relnamespace::regnamespace::text IN ('public', 'private')
           -- What was spent is whose who spent it; what is being deleted doesn't go.
           AND c.relname NOT IN ('provider_calls', 'reservations', 'deleted_projects')",
    )
    .fetch_all(&mut superuser)
    .await
    .unwrap();
    assert!(tables.len() >= 8, "{tables:?}");
    let mut api = database.login("repostr_api").await;
    let call = |most: i32| {
        format!(
            "SELECT private.transfer_project('user_owner', 'user_owner', '00000000-0000-4000-8000-00000000000a', 'org_1', {most}, true)"
        )
    };
    let refused: Value = sqlx::query_scalar(AssertSqlSafe(call(5)))
        .fetch_one(&mut api)
        .await
        .unwrap();
    assert_eq!(refused, json!({ "refused": "too_large" }));
    let done: Value = sqlx::query_scalar(AssertSqlSafe(call(6)))
        .fetch_one(&mut api)
        .await
        .unwrap();
    assert_eq!(done["project"]["user_id"], "org_1");
    for table in &tables {
        // A job may also be of what is in no project.
        let of_project = match table.as_str() {
            "private.jobs" => "num_nonnulls(output_id, file_id) > 0",
            _ => "true",
        };
        let left: i64 = sqlx::query_scalar(AssertSqlSafe(format!(
            "SELECT count(*) FROM {table} WHERE user_id <> 'org_1' AND {of_project}"
        )))
        .fetch_one(&mut superuser)
        .await
        .unwrap();
        assert_eq!(left, 0, "{table}");
    }
    // A key that begins with another account is held to that one.
    for sql in [
        "UPDATE files SET path = 'user_other/00000000-0000-4000-8000-00000000000a/x.txt'",
        "UPDATE files SET key_account = 'user_other'",
    ] {
        let refused = sqlx::raw_sql(sql).execute(&mut superuser).await;
        assert_eq!(sqlstate(refused), "23514", "{sql}");
    }
}

/// Its state, in the account that has it: rows by table, and bytes.
async fn whole(database: &mut PgConnection, accounts: &[String; 2]) -> (String, Value) {
    let sql = format!(
        "SELECT coalesce(string_agg(user_id, ' '), ''), jsonb_agg(have) FROM (
           SELECT user_id, jsonb_object_agg(tab, rows ORDER BY tab) AS have FROM (
             SELECT user_id, 'projects' AS tab, count(*) AS rows FROM projects GROUP BY 1
             UNION ALL SELECT user_id, 'files', count(*) FROM files GROUP BY 1
             UNION ALL SELECT user_id, 'outputs', count(*) FROM outputs GROUP BY 1
             UNION ALL SELECT user_id, 'versions', count(*) FROM output_versions GROUP BY 1
             UNION ALL SELECT user_id, 'archive', count(*) FROM outputs_archive GROUP BY 1
             UNION ALL SELECT user_id, 'words', count(*) FROM private.output_words GROUP BY 1
             UNION ALL SELECT user_id, 'jobs', count(*) FROM private.jobs GROUP BY 1
             UNION ALL SELECT user_id, 'bytes', sum(value) FROM private.counters WHERE name = 'storage_bytes' GROUP BY 1 HAVING sum(value) <> 0
           ) AS counted WHERE user_id IN ('{}', '{}') GROUP BY user_id) AS accounts",
        accounts[0], accounts[1]
    );
    sqlx::query_as(AssertSqlSafe(sql))
        .fetch_one(database)
        .await
        .unwrap()
}

const ROWS: &str = "
    INSERT INTO projects (id, user_id, title) VALUES ('00000000-0000-0000-0000-000000000001', 'user_a', 'A talk');
    INSERT INTO files (user_id, project_id, path, size_bytes)
      SELECT user_id, id, user_id || '/' || id || '/' || gen_random_uuid() || '.mp3', 10 FROM projects, generate_series(1, 20);
    INSERT INTO outputs (user_id, project_id, kind, status, body)
      SELECT user_id, id, 'blog', 'completed', repeat('A text about lamps and mills. ', 100) FROM projects, generate_series(1, 980);
    INSERT INTO output_versions (output_id, user_id, version, reason) SELECT id, user_id, 1, 'generated' FROM outputs;
    INSERT INTO outputs_archive SELECT * FROM outputs;
    INSERT INTO private.jobs (output_id, user_id, kind, request, state) SELECT id, user_id, kind, '{}', 'completed' FROM outputs;
    INSERT INTO private.memberships VALUES ('org_b', 'user_a', 'admin', NULL, now() - interval '1 hour');
    ANALYZE";

/// Broken off at fifty moments of its way, to and fro.
#[tokio::test]
async fn a_transfer_that_is_broken_off_has_not_begun() {
    let database = Database::migrated().await;
    let mut superuser = database.superuser().await;
    run(&mut superuser, ROWS).await;
    let accounts = ["user_a".to_owned(), "org_b".to_owned()];
    let (_, rows) = whole(&mut superuser, &accounts).await;
    let mut api = database.login("repostr_api").await;
    let call = |from: &str, to: &str| {
        format!(
            "SELECT private.transfer_project('{from}', 'user_a', '00000000-0000-0000-0000-000000000001', '{to}', 2000, true)"
        )
    };
    let started = std::time::Instant::now();
    run(&mut api, &call("user_a", "org_b")).await;
    let took = started.elapsed();
    eprintln!("1,980 rows went in {} ms", took.as_millis());
    let (mut at, mut broken) = ("org_b".to_owned(), 0);
    for number in 1..=50 {
        let other = accounts.iter().find(|account| **account != at).unwrap();
        let limit = (took * number / 50).as_millis().max(1);
        let tried = format!(
            "BEGIN; SET LOCAL statement_timeout = {limit}; {}; COMMIT",
            call(&at, other)
        );
        let done = sqlx::raw_sql(AssertSqlSafe(tried)).execute(&mut api).await;
        let (has, now) = whole(&mut superuser, &accounts).await;
        assert_eq!(now, rows, "after {limit} ms");
        match sqlstate(done).as_str() {
            "00000" => {
                assert_eq!(has, *other);
                at = has;
            }
            "57014" => {
                assert_eq!(has, at);
                broken += 1;
                run(&mut api, "ROLLBACK").await;
            }
            state => panic!("{state}"),
        }
    }
    assert!(broken >= 10, "{broken}");
}

#[tokio::test]
async fn of_ten_at_once_one_goes() {
    let mut fixture = WorkerFixture::start([]).await;
    fixture.sql(ROWS).await;
    fixture.sql("INSERT INTO private.memberships VALUES ('org_c', 'user_a', 'admin', NULL, now() - interval '1 hour')").await;
    let url = fixture.environment["DATABASE_URL"].clone();
    let mut asked = tokio::task::JoinSet::new();
    for number in 0..10 {
        let url = url.clone();
        asked.spawn(async move {
            let db = UserDb::connect(&mut Env::from_iter([("DATABASE_URL".to_owned(), url)])).await;
            let principal = Principal::of_user(UserId::parse("user_a").unwrap(), 0);
            let to =
                domain::AccountId::parse(if number % 2 == 0 { "org_b" } else { "org_c" }).unwrap();
            let mut tx = db.begin_as(&principal, MemberRole::Admin).await.unwrap();
            let id = ProjectId(uuid::Uuid::from_u128(1));
            let outcome = match projects::transfer(&mut tx, id, &to, true).await {
                // Too long behind the others, on a busy machine.
                Err(DbError::Unavailable(_)) => return false,
                outcome => outcome.unwrap(),
            };
            tx.commit().await.unwrap();
            outcome.is_ok()
        });
    }
    let went = asked
        .join_all()
        .await
        .into_iter()
        .filter(|went| *went)
        .count();
    assert_eq!(went, 1);
    let accounts: i64 = sqlx::query_scalar("SELECT count(DISTINCT user_id) FROM outputs")
        .fetch_one(&mut fixture.rows)
        .await
        .unwrap();
    assert_eq!(accounts, 1);
}

impl WorkerFixture {
    /// Somebody's project with a stored file, gone to the team; the file's id and key.
    async fn brought(&mut self, alone: &User, team: &User) -> (String, String) {
        let key = self.contents(alone).await;
        self.sql(&format!("{} ON CONFLICT DO NOTHING", joined(team)))
            .await;
        let (file, project): (uuid::Uuid, uuid::Uuid) =
            sqlx::query_as("SELECT id, project_id FROM files WHERE path = $1")
                .bind(&key)
                .fetch_one(&mut self.rows)
                .await
                .unwrap();
        let function = self.function("project-transfer", &[]).await;
        let request = transfer(alone, &format!("/projects/{project}"), &team.id);
        request.send_to(&function).await.expect(200);
        (format!("/projects/{project}/files/{file}"), key)
    }

    async fn erased(&mut self, account: &str) -> Value {
        let deleted = format!(
            "SELECT private.user_deleted('evt_{account}', '{account}'); UPDATE private.tombstones SET erase_at = now(); DELETE FROM private.leases"
        );
        self.sql(&deleted).await;
        self.maintain("erasure").await
    }

    async fn read(&self, app: &App, user: &User, file: &str) -> Vec<u8> {
        let get = self.function("file-get", &[]).await;
        let file = user.get(file).send_to(&get).await.expect(200).json();
        let answer = app.fetch(file["download"]["url"].as_str().unwrap()).await;
        assert_eq!(answer.status(), 200);
        answer.bytes().await.unwrap().to_vec()
    }
}

/// What went to the team is the team's; nothing there names the person any more.
#[tokio::test]
async fn when_the_sender_is_erased_the_receiver_keeps_all() {
    let mut fixture = WorkerFixture::start([]).await;
    let app = app();
    let signer = app.signer();
    let alone = app.user_with(&signer, &signer.claims());
    let team = app.member_as(&signer, &app.organization(), "admin");
    let stays = app.member(&team.id, "member");
    let (file, key) = fixture.brought(&alone, &team).await;
    fixture.contents(&alone).await;
    assert_eq!(fixture.erased(&alone.id).await, json!({ "erased": 0 }));
    // What has begun to read it under its old key, comes to its end.
    assert!(fixture.objects(&alone).await.contains(&key));
    assert_eq!(fixture.read(&app, &stays, &file).await, b"text");
    assert_eq!(fixture.erased(&alone.id).await, json!({ "erased": 1 }));
    assert!(fixture.objects(&alone).await.is_empty());
    assert_eq!(fixture.read(&app, &stays, &file).await, b"text");
    assert_eq!(fixture.objects(&team).await.len(), 1);
    let left = crate::erasure::holding(&mut fixture.rows, &alone.person).await;
    assert!(left.is_empty(), "{left:?}");
}

#[tokio::test]
async fn when_the_receiver_is_erased_all_of_it_goes_and_nothing_else() {
    let mut fixture = WorkerFixture::start([]).await;
    let app = app();
    let signer = app.signer();
    let alone = app.user_with(&signer, &signer.claims());
    let team = app.member_as(&signer, &app.organization(), "admin");
    let (_, gone) = fixture.brought(&alone, &team).await;
    let kept = fixture.contents(&alone).await;
    assert!(fixture.objects(&alone).await.contains(&gone));
    assert_eq!(fixture.erased(&team.id).await, json!({ "erased": 1 }));
    assert_eq!(fixture.objects(&alone).await, [kept]);
    let left = crate::erasure::holding(&mut fixture.rows, &team.id).await;
    assert!(left.is_empty(), "{left:?}");
}

#[tokio::test]
async fn a_large_project_that_was_brought_is_deleted_with_its_objects() {
    let mut fixture = WorkerFixture::start([]).await;
    let app = app();
    let signer = app.signer();
    let alone = app.user_with(&signer, &signer.claims());
    let team = app.member_as(&signer, &app.organization(), "admin");
    let (file, _) = fixture.brought(&alone, &team).await;
    let project = file.split('/').nth(2).unwrap();
    fixture
        .sql(&format!(
            "INSERT INTO private.deleted_projects (project_id, user_id) VALUES ('{project}', '{}')",
            team.id
        ))
        .await;
    assert_eq!(
        fixture.maintain("deletions").await,
        json!({ "projects": 1 })
    );
    assert!(fixture.objects(&alone).await.is_empty());
}
