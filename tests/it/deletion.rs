//! A project that is too large to be deleted at once is gone for its user at once, and for everybody soon.

use domain::{Env, MemberRole, Principal, ProjectId, UserId};
use models::{UserDb, projects};
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

    async fn delete(&self, project: Uuid) -> Option<Vec<String>> {
        let mut tx = self
            .db
            .begin_as(&self.principal, MemberRole::Admin)
            .await
            .unwrap();
        let paths = projects::delete(&mut tx, ProjectId(project)).await.unwrap();
        tx.commit().await.unwrap();
        paths
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

    assert_eq!(desk.delete(LARGE).await, Some(vec![]));
    assert_eq!(desk.delete(LARGE).await, None, "it is gone");
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
    assert_eq!(desk.delete(SMALL).await.unwrap().len(), 5);
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
        desk.delete(SMALL).await.unwrap().len(),
        5,
        "it was still there"
    );
}
