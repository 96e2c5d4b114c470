//! A deleted project is gone for its user at once, and can be restored for 30 days; then it is gone for everybody.

use domain::{Env, MemberRole, Principal, ProjectId, UserId};
use models::{UserDb, UserTx, outputs, projects};
use serde_json::{Value, json};
use sqlx::AssertSqlSafe;
use storage::{Key, Storage};
use url::Url;
use uuid::Uuid;

use crate::{
    database::{run, sqlstate},
    nothing_lost::fixture::{USER, WorkerFixture},
};

const LARGE: Uuid = Uuid::from_u128(1);
const SMALL: Uuid = Uuid::from_u128(2);

/// Two projects, the first with more than one request deletes: outputs with versions and a job each, some of them open,
/// copies in the archive, and files with transcriptions, one of them being read.
const ROWS: &str = "
    INSERT INTO projects (id, user_id, title)
      SELECT ('00000000-0000-0000-0000-00000000000' || n)::uuid, 'user_nothing_lost', 'A talk' FROM generate_series(1, 2) AS n;
    INSERT INTO files (user_id, project_id, path)
      SELECT user_id, id, user_id || '/' || id || '/' || gen_random_uuid() || '.mp3' FROM projects, generate_series(1, 5);
    INSERT INTO transcriptions (user_id, file_id, text, word_count) SELECT user_id, id, 'Said', 1 FROM files;
    SELECT private.enqueue_file(id, user_id, 'r-1', NULL) FROM files WHERE id IN (SELECT DISTINCT ON (project_id) id FROM files);
    INSERT INTO outputs (user_id, project_id, kind, status)
      SELECT user_id, id, 'blog', CASE n WHEN 1 THEN 'queued' WHEN 2 THEN 'processing' ELSE 'completed' END::output_status
      FROM projects, generate_series(1, 1200) AS n WHERE n <= 3 OR id = '00000000-0000-0000-0000-000000000001';
    INSERT INTO output_versions (output_id, user_id, version, reason) SELECT id, user_id, 1, 'generated' FROM outputs;
    INSERT INTO outputs_archive SELECT * FROM outputs;
    INSERT INTO private.jobs (output_id, user_id, kind, request, state) SELECT id, user_id, kind, '{}', status::text FROM outputs;
    ANALYZE";

/// All that a user has in projects, by table.
const VISIBLE: &str = "
    SELECT jsonb_build_object('projects', (SELECT count(*) FROM projects), 'files', (SELECT count(*) FROM files),
      'transcriptions', (SELECT count(*) FROM transcriptions), 'outputs', (SELECT count(*) FROM outputs),
      'versions', (SELECT count(*) FROM output_versions), 'archive', (SELECT count(*) FROM outputs_archive))";

fn of_the_small_one() -> Value {
    json!({ "projects": 1, "files": 5, "transcriptions": 5, "outputs": 3, "versions": 3, "archive": 3 })
}

struct Desk {
    fixture: WorkerFixture,
    db: UserDb,
    principal: Principal,
}

impl Desk {
    async fn new() -> Self {
        let mut fixture = WorkerFixture::start([]).await;
        fixture.sql(ROWS).await;
        let url = fixture.environment["DATABASE_URL"].clone();
        let db = UserDb::connect(&mut Env::from_iter([("DATABASE_URL".to_owned(), url)])).await;
        Self {
            fixture,
            db,
            principal: Principal::of_user(UserId::parse(USER).unwrap(), 0),
        }
    }

    async fn begin(&self) -> UserTx<'_> {
        let tx = self.db.begin_as(&self.principal, MemberRole::Admin);
        tx.await.unwrap()
    }

    async fn delete(&self, project: Uuid, permanent: bool) -> Option<Vec<String>> {
        let mut tx = self.begin().await;
        let paths = projects::delete(&mut tx, ProjectId(project), permanent).await;
        tx.commit().await.unwrap();
        paths.unwrap()
    }

    /// Whether there was one to restore.
    async fn restore(&self, project: Uuid) -> bool {
        let mut tx = self.begin().await;
        let restored = projects::restore(&mut tx, ProjectId(project), "r-2").await;
        tx.commit().await.unwrap();
        restored.unwrap().is_some()
    }

    /// As though so many days had gone by.
    async fn days_pass(&mut self, days: i32) {
        let sql = format!(
            "UPDATE private.deleted_projects SET deleted_at = deleted_at - interval '{days} days',
               erase_at = erase_at - interval '{days} days', restorable_until = restorable_until - interval '{days} days'"
        );
        self.fixture.sql(&sql).await;
    }

    /// By Supabase's Data API.
    async fn as_user(&mut self, sql: &str) -> Result<Value, sqlx::Error> {
        let rows = &mut self.fixture.rows;
        run(
            rows,
            &format!(
                r#"BEGIN; SET LOCAL ROLE authenticated; SET LOCAL request.jwt.claims = '{{"sub": "{USER}", "role": "authenticated"}}'"#
            ),
        )
        .await;
        let result = sqlx::query_scalar(AssertSqlSafe(sql.to_owned()))
            .fetch_one(&mut *rows)
            .await;
        run(rows, "ROLLBACK").await;
        result
    }

    async fn all(&mut self) -> Value {
        let all = sqlx::query_scalar(VISIBLE);
        all.fetch_one(&mut self.fixture.rows).await.unwrap()
    }
}

#[tokio::test]
async fn a_large_project_is_gone_for_its_user_at_once_and_erased_in_steps() {
    let mut desk = Desk::new().await;
    let storage = Storage::from_env(&mut Env::from_iter(desk.fixture.environment.clone()));
    let object = |project| {
        Key::new(
            &desk.principal.account,
            ProjectId(project),
            domain::FileId::random(),
            "mp3",
        )
    };
    let (gone, kept) = (object(LARGE), object(SMALL));
    for key in [&gone, &kept] {
        storage
            .put(key, "audio/mpeg", b"ID3".to_vec())
            .await
            .unwrap();
    }

    assert_eq!(desk.delete(LARGE, true).await, Some(vec![]));
    assert_eq!(desk.delete(LARGE, true).await, None, "it is gone");
    assert_eq!(desk.as_user(VISIBLE).await.unwrap(), of_the_small_one());
    // Others have what they had.
    assert_eq!(desk.all().await["outputs"], 1203);
    // Nothing comes into it, and nothing of it is worked on or called off.
    for sql in [
        "INSERT INTO outputs (user_id, project_id, kind) VALUES ('user_nothing_lost', '00000000-0000-0000-0000-000000000001', 'blog') RETURNING to_jsonb(1)",
        "INSERT INTO files (user_id, project_id, path) VALUES ('user_nothing_lost', '00000000-0000-0000-0000-000000000001',
           'user_nothing_lost/00000000-0000-0000-0000-000000000001/a.txt') RETURNING to_jsonb(1)",
    ] {
        assert_eq!(sqlstate(desk.as_user(sql).await), "23503", "{sql}");
    }
    let open =
        "SELECT to_jsonb(count(*)) FROM private.jobs WHERE state IN ('queued', 'processing')";
    let open: Value = sqlx::query_scalar(open)
        .fetch_one(&mut desk.fixture.rows)
        .await
        .unwrap();
    assert_eq!(open, 3, "those of the small project");
    let id: Uuid = sqlx::query_scalar("SELECT id FROM outputs WHERE project_id = $1 LIMIT 1")
        .bind(LARGE)
        .fetch_one(&mut desk.fixture.rows)
        .await
        .unwrap();
    let cancelled = desk
        .db
        .cancel(
            &desk.principal,
            MemberRole::Member,
            ProjectId(LARGE),
            domain::OutputId(id),
        )
        .await;
    assert!(cancelled.unwrap().is_none());

    assert_eq!(
        desk.fixture.maintain("deletions").await,
        json!({ "projects": 1 })
    );
    assert_eq!(desk.all().await, of_the_small_one());
    let stored = async |project| {
        let stored = storage
            .list_project(&desk.principal.account, ProjectId(project))
            .await;
        let keys = stored.unwrap().into_iter().map(|object| object.key);
        keys.collect::<Vec<_>>()
    };
    assert!(stored(LARGE).await.is_empty());
    assert!(stored(SMALL).await.contains(&kept.as_str().to_owned()));
    assert_eq!(
        desk.fixture.maintain("deletions").await,
        json!({ "projects": 0 })
    );
}

#[tokio::test]
async fn a_small_project_goes_at_once_with_the_paths_of_its_objects() {
    let mut desk = Desk::new().await;
    assert_eq!(desk.delete(SMALL, true).await.unwrap().len(), 5);
    let mut left = of_the_small_one();
    left["outputs"] = json!(1200);
    left["versions"] = json!(1200);
    left["archive"] = json!(1200);
    assert_eq!(desk.all().await, left);
}

#[tokio::test]
async fn what_was_not_deleted_is_not_erased() {
    let desk = Desk::new().await;
    let mut url = Url::parse(&desk.fixture.environment["SERVICE_DATABASE_URL"]).unwrap();
    url.set_query(None);
    let db = WorkerFixture::service_db(url.as_str()).await;
    assert!(
        models::deleted_projects::erase_rows(&db, ProjectId(SMALL), 500)
            .await
            .is_err()
    );
    models::deleted_projects::finish(&db, ProjectId(SMALL))
        .await
        .unwrap();
    assert_eq!(
        desk.delete(SMALL, true).await.unwrap().len(),
        5,
        "it was still there"
    );
}

/// What is in each project, with every column but those of what was open.
const EVERYTHING: &str = "
    SELECT jsonb_build_object(
      'files', (SELECT jsonb_agg(f - 'status' ORDER BY f ->> 'id') FROM (SELECT to_jsonb(files) AS f FROM files) AS f),
      'transcriptions', (SELECT jsonb_agg(to_jsonb(t) ORDER BY file_id) FROM transcriptions AS t),
      'outputs', (SELECT jsonb_agg(to_jsonb(o) ORDER BY id) FROM outputs AS o WHERE status = 'completed'),
      'versions', (SELECT jsonb_agg(to_jsonb(v) ORDER BY output_id, version) FROM output_versions AS v),
      'archive', (SELECT jsonb_agg(to_jsonb(a) ORDER BY id) FROM outputs_archive AS a),
      'projects', (SELECT jsonb_agg(to_jsonb(p) ORDER BY id) FROM projects AS p))";

#[tokio::test]
async fn a_project_of_any_size_is_restored_as_it_was() {
    for project in [SMALL, LARGE] {
        let mut desk = Desk::new().await;
        desk.fixture
            .sql(
                "INSERT INTO private.webhook_endpoints (id, user_id, url, types, secret)
                 VALUES (gen_random_uuid(), 'user_nothing_lost', 'https://example.com', '{output.cancelled,file.ready,file.failed}', 'sealed')",
            )
            .await;
        let before = desk.as_user(EVERYTHING).await.unwrap();
        let rows = desk.all().await;
        assert_eq!(
            desk.delete(project, false).await,
            Some(vec![]),
            "no object goes"
        );
        assert_eq!(desk.delete(project, false).await, None, "it is gone");
        let visible = desk.as_user(VISIBLE).await.unwrap();
        assert_eq!(visible["projects"], 1);
        assert_ne!(visible, rows);
        desk.days_pass(29).await;
        assert_eq!(
            desk.fixture.maintain("deletions").await,
            json!({ "projects": 0 })
        );
        assert_eq!(desk.all().await, rows, "all of it is kept");

        assert!(desk.restore(project).await);
        assert!(desk.restore(project).await, "once more");
        assert_eq!(desk.as_user(EVERYTHING).await.unwrap(), before);
        // What was to be written is cancelled, what was being read is read anew; of neither anybody was told.
        let ended = format!(
            "SELECT jsonb_build_object(
               'outputs', (SELECT jsonb_agg(status) FROM outputs WHERE project_id = '{project}' AND status <> 'completed'),
               'jobs', (SELECT jsonb_agg(job.state) FROM private.jobs AS job JOIN files ON files.id = file_id
                 WHERE project_id = '{project}' AND status = 'processing'),
               'open', (SELECT count(*) FROM private.jobs AS job JOIN outputs ON outputs.id = output_id
                 WHERE project_id = '{project}' AND state IN ('queued', 'processing')),
               'told', (SELECT count(*) FROM private.webhook_messages))"
        );
        let ended: Value = sqlx::query_scalar(AssertSqlSafe(ended))
            .fetch_one(&mut desk.fixture.rows)
            .await
            .unwrap();
        assert_eq!(
            ended,
            json!({ "outputs": ["cancelled", "cancelled"], "jobs": ["queued"], "open": 0, "told": 0 })
        );
    }
}

#[tokio::test]
async fn after_30_days_a_project_cannot_be_restored_and_is_erased() {
    let mut desk = Desk::new().await;
    desk.delete(LARGE, false).await.unwrap();
    desk.delete(SMALL, false).await.unwrap();
    desk.days_pass(30).await;
    // Erased a minute later.
    assert!(!desk.restore(SMALL).await);
    assert_eq!(
        desk.fixture.maintain("deletions").await,
        json!({ "projects": 0 })
    );
    desk.fixture
        .sql("UPDATE private.deleted_projects SET erase_at = now()")
        .await;
    assert_eq!(
        desk.fixture.maintain("deletions").await,
        json!({ "projects": 2 })
    );
    let nothing = json!({ "projects": 0, "files": 0, "transcriptions": 0, "outputs": 0, "versions": 0, "archive": 0 });
    assert_eq!(desk.all().await, nothing);
    assert!(!desk.restore(SMALL).await);
}

#[tokio::test]
async fn what_was_deleted_before_is_erased_at_once_where_it_is_asked_for() {
    let mut desk = Desk::new().await;
    for (project, paths) in [(SMALL, 5), (LARGE, 0)] {
        desk.delete(project, false).await.unwrap();
        assert_eq!(desk.delete(project, true).await.unwrap().len(), paths);
        assert_eq!(desk.delete(project, true).await, None);
        assert!(!desk.restore(project).await);
    }
    assert_eq!(
        desk.fixture.maintain("deletions").await,
        json!({ "projects": 1 })
    );
    assert_eq!(desk.all().await["projects"], 0);
}

/// The functions of the deployment before, which know of no days.
#[tokio::test]
async fn what_functions_from_before_delete_can_be_restored() {
    let mut desk = Desk::new().await;
    let answer: Value = sqlx::query_scalar("SELECT private.delete_project($1, $2, 500)")
        .bind(USER)
        .bind(SMALL)
        .fetch_one(&mut desk.fixture.rows)
        .await
        .unwrap();
    assert_eq!(answer, json!({ "paths": [] }));
    assert_eq!(desk.as_user(VISIBLE).await.unwrap()["projects"], 1);
    assert!(desk.restore(SMALL).await);
}

#[tokio::test]
async fn what_can_be_restored_is_not_erased() {
    let mut desk = Desk::new().await;
    desk.delete(SMALL, false).await.unwrap();
    desk.fixture
        .sql("UPDATE private.deleted_projects SET erase_at = now()")
        .await;
    let mut url = Url::parse(&desk.fixture.environment["SERVICE_DATABASE_URL"]).unwrap();
    url.set_query(None);
    let db = WorkerFixture::service_db(url.as_str()).await;
    let erased = models::deleted_projects::erase_rows(&db, ProjectId(SMALL), 500).await;
    assert!(erased.is_err());
    models::deleted_projects::finish(&db, ProjectId(SMALL))
        .await
        .unwrap();
    assert!(desk.restore(SMALL).await);
}

#[tokio::test]
async fn an_output_that_was_deleted_while_it_was_written_is_cancelled() {
    let mut desk = Desk::new().await;
    let open: Vec<Uuid> = sqlx::query_scalar(
        "SELECT id FROM outputs WHERE project_id = $1 AND status <> 'completed'",
    )
    .bind(SMALL)
    .fetch_all(&mut desk.fixture.rows)
    .await
    .unwrap();
    assert_eq!(open.len(), 2);
    for id in open {
        let (project, id) = (ProjectId(SMALL), domain::OutputId(id));
        let mut tx = desk.begin().await;
        assert!(outputs::delete(&mut tx, project, id, false).await.unwrap());
        tx.commit().await.unwrap();
        let of_it = "SELECT count(*) FROM private.jobs WHERE output_id = $1";
        let jobs: i64 = sqlx::query_scalar(of_it)
            .bind(id.0)
            .fetch_one(&mut desk.fixture.rows)
            .await
            .unwrap();
        assert_eq!(jobs, 0);
        let mut tx = desk.begin().await;
        let restored = outputs::restore(&mut tx, project, id)
            .await
            .unwrap()
            .unwrap();
        tx.commit().await.unwrap();
        assert_eq!(restored.row.status, outputs::OutputStatus::Cancelled);
        assert!(restored.row.completed_at.is_some());
    }
}

#[tokio::test]
async fn an_output_whose_source_has_gone_meanwhile_comes_back_stale() {
    let mut desk = Desk::new().await;
    desk.fixture
        .sql(&format!(
            "UPDATE outputs SET metadata = jsonb_build_object('sources', jsonb_build_array(jsonb_build_object('file_id',
               (SELECT id FROM files WHERE project_id = '{SMALL}' AND status = 'ready' LIMIT 1))))
             WHERE project_id = '{SMALL}' AND status = 'completed'"
        ))
        .await;
    let id: Uuid =
        sqlx::query_scalar("SELECT id FROM outputs WHERE project_id = $1 AND status = 'completed'")
            .bind(SMALL)
            .fetch_one(&mut desk.fixture.rows)
            .await
            .unwrap();
    let (project, id) = (ProjectId(SMALL), domain::OutputId(id));
    for (between, stale) in [("SELECT 1", false), ("DELETE FROM files", true)] {
        let mut tx = desk.begin().await;
        assert!(outputs::delete(&mut tx, project, id, false).await.unwrap());
        tx.commit().await.unwrap();
        desk.fixture.sql(between).await;
        let mut tx = desk.begin().await;
        let restored = outputs::restore(&mut tx, project, id)
            .await
            .unwrap()
            .unwrap();
        tx.commit().await.unwrap();
        assert_eq!(restored.row.stale, stale, "{between}");
    }
}

#[tokio::test]
async fn after_30_days_an_output_cannot_be_restored_and_is_erased() {
    let mut desk = Desk::new().await;
    let ids: Vec<Uuid> = sqlx::query_scalar("SELECT id FROM outputs WHERE project_id = $1 LIMIT 2")
        .bind(SMALL)
        .fetch_all(&mut desk.fixture.rows)
        .await
        .unwrap();
    let project = ProjectId(SMALL);
    for id in &ids {
        let mut tx = desk.begin().await;
        let deleted = outputs::delete(&mut tx, project, domain::OutputId(*id), false).await;
        assert!(deleted.unwrap());
        tx.commit().await.unwrap();
    }
    desk.fixture
        .sql(&format!(
            "UPDATE private.deleted_outputs SET restorable_until = restorable_until - interval '30 days' WHERE id = '{}'",
            ids[0]
        ))
        .await;
    let mut tx = desk.begin().await;
    let restored = outputs::restore(&mut tx, project, domain::OutputId(ids[0])).await;
    assert!(restored.unwrap().is_none());
    tx.commit().await.unwrap();
    assert_eq!(desk.fixture.maintain("daily").await["purged"], 1);
    let left: Vec<Uuid> = sqlx::query_scalar("SELECT id FROM private.deleted_outputs")
        .fetch_all(&mut desk.fixture.rows)
        .await
        .unwrap();
    assert_eq!(left, [ids[1]]);
}
