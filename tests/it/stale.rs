//! Lose this and a text goes out that its sources no longer say: whatever changes or goes marks what was made from it.

use models::ServiceDb;
use serde_json::{Value, json};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::{
    database::{Database, run},
    nothing_lost::fixture::{USER, WorkerFixture, claim, complete},
    quotas::call,
};

/// One user's project with a source and a template, in a database of the test's own.
struct Desk {
    rows: PgConnection,
    workers: ServiceDb,
    project: Uuid,
    file: Uuid,
    template: Uuid,
    _database: Database,
}

impl Desk {
    async fn new() -> Self {
        let database = Database::migrated().await;
        let mut rows = database.superuser().await;
        let workers = WorkerFixture::service_db(&database.url()).await;
        let (project, file, template): (Uuid, Uuid, Uuid) = sqlx::query_as(
            "WITH p AS (INSERT INTO projects (user_id, title) VALUES ($1, 'A talk') RETURNING id),
             f AS (INSERT INTO files (user_id, project_id, path, status, sha256, etag)
                 SELECT $1, id, $1 || '/' || id || '/a.txt', 'ready', 'old', 'old' FROM p RETURNING id),
             s AS (INSERT INTO transcriptions (user_id, file_id, text, word_count) SELECT $1, id, 'Said', 1 FROM f),
             t AS (INSERT INTO templates (user_id, name, type, prompt) VALUES ($1, 'Mine', 'blog', 'About {topic}') RETURNING id)
             SELECT p.id, f.id, t.id FROM p, f, t",
        )
        .bind(USER)
        .fetch_one(&mut rows)
        .await
        .unwrap();
        Self {
            rows,
            workers,
            project,
            file,
            template,
            _database: database,
        }
    }

    async fn asked(&mut self) -> Uuid {
        let id: Uuid = sqlx::query_scalar(
            "INSERT INTO outputs (user_id, project_id, kind, request) VALUES ($1, $2, 'blog', '{}') RETURNING id",
        )
        .bind(USER)
        .bind(self.project)
        .fetch_one(&mut self.rows)
        .await
        .unwrap();
        self.ask(id).await;
        id
    }

    async fn ask(&mut self, id: Uuid) {
        sqlx::query("SELECT private.enqueue($1, $2, 'r-1')")
            .bind(id)
            .bind(USER)
            .execute(&mut self.rows)
            .await
            .unwrap();
    }

    /// Written, while `meanwhile` happens.
    async fn write(&mut self, id: Uuid, metadata: Value, meanwhile: &str) {
        let claim = claim(&self.workers, id).await.unwrap();
        run(&mut self.rows, meanwhile).await;
        let body = "# A title\n\nA text.\n";
        assert!(complete(&self.workers, &claim, body, metadata, &[call()]).await);
    }

    /// As it is made from the source and the template, and from nothing.
    fn metadata(&self) -> [Value; 2] {
        [
            json!({ "sources": [{ "file_id": self.file, "sha256": "old", "text_version": 1 }], "template_id": self.template }),
            json!({ "sources": [], "template_id": null }),
        ]
    }

    /// One made from both, and one made from neither.
    async fn made(&mut self) -> [Uuid; 2] {
        let ids = [self.asked().await, self.asked().await];
        for (id, metadata) in ids.into_iter().zip(self.metadata()) {
            self.write(id, metadata, "").await;
            assert!(!self.is_stale(id).await);
        }
        ids
    }

    async fn is_stale(&mut self, id: Uuid) -> bool {
        sqlx::query_scalar("SELECT stale FROM outputs WHERE id = $1")
            .bind(id)
            .fetch_one(&mut self.rows)
            .await
            .unwrap()
    }

    /// What happens to a source or a template, by its name here; `true`: the text is no longer what it says.
    fn events(&self) -> Vec<(String, bool)> {
        let (file, template) = (
            format!("WHERE id = '{}'", self.file),
            format!("WHERE id = '{}'", self.template),
        );
        let as_user = format!(
            r#"SET LOCAL ROLE authenticated; SET LOCAL request.jwt.claims = '{{"sub": "{USER}", "role": "authenticated"}}'"#
        );
        vec![
            (format!("UPDATE files SET filename = 'b.txt' {file}"), false),
            (
                format!(
                    "UPDATE files SET sha256 = sha256, etag = 'another', status = 'ready' {file}"
                ),
                false,
            ),
            (
                format!("UPDATE templates SET name = 'Yours' {template}"),
                false,
            ),
            (
                format!("UPDATE templates SET prompt = prompt {template}"),
                false,
            ),
            (format!("UPDATE files SET sha256 = 'new' {file}"), true),
            (
                "UPDATE transcriptions SET text = text, word_count = 2".to_owned(),
                false,
            ),
            (
                "UPDATE transcriptions SET text = 'Put right'".to_owned(),
                true,
            ),
            (
                format!("BEGIN; {as_user}; DELETE FROM files {file}; COMMIT"),
                true,
            ),
            (
                format!(
                    "BEGIN; {as_user}; UPDATE templates SET prompt = 'Else' {template}; COMMIT"
                ),
                true,
            ),
            (format!("DELETE FROM templates {template}"), true),
        ]
    }
}

#[tokio::test]
async fn what_was_made_from_it_is_stale_and_nothing_else() {
    let count = Desk::new().await.events().len();
    for event in 0..count {
        let mut desk = Desk::new().await;
        let [from_it, from_nothing] = desk.made().await;
        let (sql, expected) = desk.events().remove(event);
        run(&mut desk.rows, &sql).await;
        assert_eq!(desk.is_stale(from_it).await, expected, "{sql}");
        assert!(!desk.is_stale(from_nothing).await, "{sql}");

        // Made anew from what is there, it says what that says.
        desk.ask(from_it).await;
        let [_, metadata] = desk.metadata();
        desk.write(from_it, metadata, "").await;
        assert!(!desk.is_stale(from_it).await, "{sql}");
    }
}

#[tokio::test]
async fn so_is_what_was_being_written() {
    for (sql, code) in [
        ("UPDATE files SET sha256 = 'new'", true),
        ("UPDATE transcriptions SET text = 'Put right'", true),
        ("DELETE FROM files", true),
        ("DELETE FROM templates WHERE is_custom", true),
        ("UPDATE templates SET prompt = 'Else' WHERE is_custom", true),
        ("UPDATE files SET filename = 'b.txt'", false),
    ] {
        let mut desk = Desk::new().await;
        let id = desk.asked().await;
        let [mut metadata, _] = desk.metadata();
        let hash: String =
            sqlx::query_scalar("SELECT encode(sha256('About {topic}'::bytea), 'hex')")
                .fetch_one(&mut desk.rows)
                .await
                .unwrap();
        metadata["template_sha256"] = json!(hash);
        desk.write(id, metadata, sql).await;
        assert_eq!(desk.is_stale(id).await, code, "{sql}");
    }
}

#[tokio::test]
async fn a_project_goes_with_all_that_is_in_it() {
    let mut desk = Desk::new().await;
    desk.made().await;
    run(&mut desk.rows, "DELETE FROM projects").await;
    let left: i64 = sqlx::query_scalar("SELECT count(*) FROM outputs")
        .fetch_one(&mut desk.rows)
        .await
        .unwrap();
    assert_eq!(left, 0);
}
