//! Rows without an object and objects without a row go; everything else stays.
//!
//! On a storage server of the test's own: only what is a day old is removed, and a server has old objects only where
//! it finds them when it starts. On the stack's the test would take away everybody else's.

use domain::now;
use std::{
    collections::BTreeSet,
    net::TcpListener,
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};

use serde_json::json;
use tokio::{
    net::TcpStream,
    process::{Child, Command},
    time::{Instant, sleep},
};
use uuid::Uuid;

use super::fixture::{LIMIT, USER, WorkerFixture};
use crate::app::stack::stack;

const BUCKET: &str = "uploads";
const STAGING: &str = "uploads-staging";

struct Storage {
    folder: PathBuf,
    url: String,
    server: Option<Child>,
}

impl Storage {
    fn new() -> Self {
        let folder = std::env::temp_dir().join(format!("repostr-s3-{}", Uuid::new_v4().simple()));
        let port = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        Self {
            folder,
            url: format!("http://127.0.0.1:{port}"),
            server: None,
        }
    }

    fn path(&self, bucket: &str, key: &str) -> PathBuf {
        self.folder.join("000000000000").join(bucket).join(key)
    }

    /// An object for the server to find, in its own form.
    fn put(&self, key: &str, hours: i64) {
        self.put_into(BUCKET, key, hours);
    }

    fn put_into(&self, bucket: &str, key: &str, hours: i64) {
        let path = self.path(bucket, key);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, "text").unwrap();
        let time = now() - Duration::from_hours(hours.unsigned_abs());
        let about = json!({
            "content_type": "text/plain", "etag": "\"1cb251ec0d568de6a929b520c4aed8d1\"", "size": 4, "key": key,
            "last_modified": time.format("%Y-%m-%dT%H:%M:%S%.3fZ").to_string(),
        });
        std::fs::write(with_suffix(&path, ".meta.json"), about.to_string()).unwrap();
    }

    async fn start(&mut self) {
        // The server knows a bucket by what is in it.
        self.put_into(STAGING, "something.txt", 0);
        let port = self.url.rsplit(':').next().unwrap();
        let server = Command::new(stack().tool("bin/ministack"))
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", &self.folder)
            .env("S3_DATA_DIR", &self.folder)
            .envs([
                ("S3_PERSIST", "1"),
                ("SERVICES", "s3"),
                ("AUTH", "true"),
                ("BIND_HOST", "127.0.0.1"),
            ])
            .env("GATEWAY_PORT", port)
            .env(
                "AWS_ACCESS_KEY_ID",
                &stack().environment["STORAGE_ACCESS_KEY_ID"],
            )
            .env(
                "AWS_SECRET_ACCESS_KEY",
                &stack().environment["STORAGE_SECRET_ACCESS_KEY"],
            )
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        self.server = Some(server);
        let deadline = Instant::now() + LIMIT;
        while TcpStream::connect(("127.0.0.1", port.parse().unwrap()))
            .await
            .is_err()
        {
            assert!(
                Instant::now() < deadline,
                "the storage server does not start"
            );
            sleep(Duration::from_millis(20)).await;
        }
    }

    fn has(&self, key: &str) -> bool {
        self.path(BUCKET, key).exists()
    }

    fn is_staged(&self, key: &str) -> bool {
        self.path(STAGING, key).exists()
    }
}

impl Drop for Storage {
    fn drop(&mut self) {
        self.server = None;
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

impl WorkerFixture {
    /// A file's row, which says that it is so old; gives its key.
    async fn file(&mut self, project: &str, status: &str, hours: i32) -> String {
        sqlx::query_scalar(
            "INSERT INTO files (id, user_id, project_id, path, filename, mime_type, size_bytes, status, created_at)
             SELECT id, $1, $2::uuid, $1 || '/' || $2 || '/' || id || '.txt', 'a.txt', 'text/plain', 4, $3,
                    now() - make_interval(hours => $4)
             FROM gen_random_uuid() AS id RETURNING path",
        )
        .bind(USER)
        .bind(project)
        .bind(status)
        .bind(hours)
        .fetch_one(&mut self.rows)
        .await
        .unwrap()
    }
}

#[tokio::test]
async fn only_orphans_are_removed() {
    let mut fixture = WorkerFixture::start([]).await;
    let mut storage = Storage::new();
    fixture.job().await;
    let project: String = sqlx::query_scalar("SELECT id::text FROM projects")
        .fetch_one(&mut fixture.rows)
        .await
        .unwrap();

    // More than one page, and orphans of both kinds all over them.
    let (mut rows_kept, mut rows_gone) = (BTreeSet::new(), BTreeSet::new());
    let (mut kept, mut gone) = (Vec::new(), Vec::new());
    for number in 0..1_100 {
        let key = fixture.file(&project, "ready", 48).await;
        match number % 10 {
            0 => {
                rows_gone.insert(key);
            }
            1 => {
                storage.put(&key, 48);
                rows_kept.insert(key.clone());
                kept.push(key);
                let unknown = format!("{USER}/{project}/{}.txt", Uuid::new_v4());
                storage.put(&unknown, 48);
                gone.push(unknown);
            }
            _ => {
                storage.put(&key, 48);
                rows_kept.insert(key.clone());
                kept.push(key);
            }
        }
    }
    // What may be on its way, in one direction or the other.
    rows_kept.insert(fixture.file(&project, "ready", 23).await);
    rows_kept.insert(fixture.file(&project, "uploading", 48).await);
    let young = format!("{USER}/{project}/{}.txt", Uuid::new_v4());
    storage.put(&young, 23);
    kept.push(young);
    // What was refused, and came once more; and what failed later, which may be tried again.
    for (code, keeps) in [
        ("size_mismatch", false),
        ("content_mismatch", false),
        ("transcription_failed", true),
    ] {
        let key = fixture.file(&project, "failed", 48).await;
        sqlx::query(
            "UPDATE files SET error = jsonb_build_object('code', $2::text) WHERE path = $1",
        )
        .bind(&key)
        .bind(code)
        .execute(&mut fixture.rows)
        .await
        .unwrap();
        storage.put(&key, 48);
        rows_kept.insert(key.clone());
        if keeps {
            kept.push(key);
        } else {
            gone.push(key);
        }
    }
    // What we never made.
    for key in [
        "logo.png".to_owned(),
        format!("{USER}.txt"),
        format!("{USER}/{project}/notes.txt"),
        format!("{USER}/{project}/{}/a.txt", Uuid::new_v4()),
        format!("backup/{USER}/{project}/{}.txt", Uuid::new_v4()),
    ] {
        storage.put(&key, 480);
        kept.push(key);
    }
    storage.start().await;

    let changes = [
        ("STORAGE_ENDPOINT", storage.url.as_str()),
        ("STORAGE_BUCKET", BUCKET),
    ];
    let maintenance = fixture.function("maintenance", &changes).await;
    let monthly = json!({ "tasks": ["monthly"] });
    let report = maintenance.invoke(monthly.clone()).await.response();
    assert_eq!(
        report["monthly"],
        json!({ "archived": 0, "forgotten": 0, "orphaned_rows": rows_gone.len(), "orphaned_objects": gone.len() })
    );
    let left: Vec<String> = sqlx::query_scalar("SELECT path FROM files")
        .fetch_all(&mut fixture.rows)
        .await
        .unwrap();
    assert_eq!(left.into_iter().collect::<BTreeSet<_>>(), rows_kept);
    for key in &kept {
        assert!(storage.has(key), "{key}");
    }
    for key in &gone {
        assert!(!storage.has(key), "{key}");
    }

    let again = maintenance.invoke(monthly).await.response();
    assert_eq!(
        again["monthly"],
        json!({ "archived": 0, "forgotten": 0, "orphaned_rows": 0, "orphaned_objects": 0 })
    );
}

#[tokio::test]
async fn an_upload_that_is_never_completed_is_given_up() {
    let mut fixture = WorkerFixture::start([]).await;
    let mut storage = Storage::new();
    fixture.job().await;
    let project: String = sqlx::query_scalar("SELECT id::text FROM projects")
        .fetch_one(&mut fixture.rows)
        .await
        .unwrap();
    let mut kept = BTreeSet::new();
    let mut gone = Vec::new();
    for (status, hours, keeps) in [
        ("uploading", 49, false),
        ("uploading", 47, true),
        ("ready", 49, true),
        ("processing", 49, true),
        ("failed", 49, true),
    ] {
        let key = fixture.file(&project, status, hours).await;
        storage.put(&key, 1);
        if keeps {
            kept.insert(key);
        } else {
            gone.push(key);
        }
    }
    // Whose object never came.
    fixture.file(&project, "uploading", 480).await;
    storage.start().await;
    let changes = [
        ("STORAGE_ENDPOINT", storage.url.as_str()),
        ("STORAGE_BUCKET", BUCKET),
    ];
    let maintenance = fixture.function("maintenance", &changes).await;
    for abandoned in [2, 0] {
        let report = maintenance.invoke(json!({ "tasks": ["daily"] })).await;
        assert_eq!(
            report.response()["daily"],
            json!({ "purged": 0, "abandoned": abandoned, "audit_deleted": 0 })
        );
        let left: Vec<String> = sqlx::query_scalar("SELECT path FROM files")
            .fetch_all(&mut fixture.rows)
            .await
            .unwrap();
        assert_eq!(left.into_iter().collect::<BTreeSet<_>>(), kept);
        assert!(kept.iter().all(|key| storage.has(key)));
        assert!(!gone.iter().any(|key| storage.has(key)));
    }
}

/// Also where no request in XML can say its key.
#[tokio::test]
async fn uploaded_bytes_that_never_became_a_file_go_within_a_day() {
    let mut fixture = WorkerFixture::start([]).await;
    let mut storage = Storage::new();
    fixture.job().await;
    let project: String = sqlx::query_scalar("SELECT id::text FROM projects")
        .fetch_one(&mut fixture.rows)
        .await
        .unwrap();
    let key = |name: &str| format!("{USER}/{project}/{name}.txt");
    let waiting = fixture.file(&project, "uploading", 23).await;
    let (recent, odd) = (key("recent"), key("a\u{1}b"));
    let gone = [waiting, odd, key("a b"), "logo.png".to_owned()];
    for key in &gone {
        storage.put_into(STAGING, key, 23);
    }
    storage.put_into(STAGING, &recent, 21);
    // What is served has nothing to do with it.
    let served = key("served");
    storage.put(&served, 480);
    storage.start().await;
    let changes = [
        ("STORAGE_ENDPOINT", storage.url.as_str()),
        ("STORAGE_BUCKET", BUCKET),
    ];
    let maintenance = fixture.function("maintenance", &changes).await;
    for staged in [gone.len(), 0] {
        let report = maintenance.invoke(json!({ "tasks": ["hourly"] })).await;
        assert_eq!(report.response()["hourly"], json!({ "staged": staged }));
        for key in &gone {
            assert!(!storage.is_staged(key), "{key:?}");
        }
        assert!(storage.is_staged(&recent));
        assert!(storage.has(&served));
    }
}

/// A row that was made past the API may have any path below its project.
#[tokio::test]
async fn a_key_that_xml_cannot_say_keeps_no_other_from_being_given_up() {
    let mut fixture = WorkerFixture::start([]).await;
    let mut storage = Storage::new();
    fixture.job().await;
    let project: String = sqlx::query_scalar("SELECT id::text FROM projects")
        .fetch_one(&mut fixture.rows)
        .await
        .unwrap();
    let mut gone = Vec::new();
    for name in ["before", "a\u{1}b", "after"] {
        let path = fixture.file(&project, "uploading", 49).await;
        let key = format!("{USER}/{project}/{name}.txt");
        sqlx::query("UPDATE files SET path = $2 WHERE path = $1")
            .bind(path)
            .bind(&key)
            .execute(&mut fixture.rows)
            .await
            .unwrap();
        storage.put(&key, 49);
        gone.push(key);
    }
    storage.start().await;
    let changes = [
        ("STORAGE_ENDPOINT", storage.url.as_str()),
        ("STORAGE_BUCKET", BUCKET),
    ];
    let maintenance = fixture.function("maintenance", &changes).await;
    let report = maintenance.invoke(json!({ "tasks": ["daily"] })).await;
    assert_eq!(report.response()["daily"]["abandoned"], 3);
    for key in &gone {
        assert!(!storage.has(key), "{key:?}");
    }
}

/// A storage that can't be read is not an empty one.
#[tokio::test]
async fn where_the_storage_is_away_no_row_is_an_orphan() {
    let mut fixture = WorkerFixture::start([]).await;
    fixture.job().await;
    let project: String = sqlx::query_scalar("SELECT id::text FROM projects")
        .fetch_one(&mut fixture.rows)
        .await
        .unwrap();
    fixture.file(&project, "ready", 48).await;
    let nowhere = Storage::new();
    let changes = [("STORAGE_ENDPOINT", nowhere.url.as_str())];
    let maintenance = fixture.function("maintenance", &changes).await;
    let outcome = maintenance.invoke(json!({ "tasks": ["monthly"] })).await;
    assert!(
        matches!(outcome, crate::runtime::Outcome::Error(_)),
        "{outcome:?}"
    );
    let rows: i64 = sqlx::query_scalar("SELECT count(*) FROM files")
        .fetch_one(&mut fixture.rows)
        .await
        .unwrap();
    assert_eq!(rows, 1);
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}
