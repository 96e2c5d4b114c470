//! What the database holds of a user, past the API.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, PgConnection, Row};
use tokio::sync::OnceCell;
use uuid::Uuid;

use super::User;

impl User {
    /// Table → how many rows of this user, over every table that says whose its rows are. But for counters: what they
    /// say counts, and not how many there are.
    pub async fn rows(&self, database: &mut PgConnection) -> BTreeMap<String, i64> {
        static TABLES: OnceCell<Vec<String>> = OnceCell::const_new();
        let tables = TABLES.get_or_init(async || tables(database).await).await;
        let counts: Vec<_> = tables
            .iter()
            .map(|table| format!("SELECT '{table}', count(*) FROM {table} WHERE user_id = $1"))
            .collect();
        let counts = sqlx::query(AssertSqlSafe(counts.join(" UNION ALL ")))
            .bind(&self.id)
            .fetch_all(database)
            .await
            .unwrap();
        counts.iter().map(|row| (row.get(0), row.get(1))).collect()
    }
}

async fn tables(database: &mut PgConnection) -> Vec<String> {
    let tables: Vec<String> = sqlx::query_scalar(
        "SELECT format('%I.%I', table_schema, table_name) FROM information_schema.columns
         JOIN information_schema.tables USING (table_schema, table_name)
         WHERE table_schema IN ('public', 'private') AND column_name = 'user_id' AND table_type = 'BASE TABLE'
           AND table_name <> 'counters'
         ORDER BY 1",
    )
    .fetch_all(database)
    .await
    .unwrap();
    assert!(tables.len() >= 5, "{tables:?}");
    tables
}

/// Rows as the API leaves them, for what is not about making them.
impl User {
    /// Gives the project's path.
    pub async fn project_row(&self, database: &mut PgConnection) -> String {
        let id: Uuid = sqlx::query_scalar(
            "INSERT INTO projects (user_id, title) VALUES ($1, 'A project') RETURNING id",
        )
        .bind(&self.id)
        .fetch_one(database)
        .await
        .unwrap();
        format!("/projects/{id}")
    }

    /// A text that generation can read; gives its id. There is no object to it.
    pub async fn file_row(&self, database: &mut PgConnection, project: &str) -> String {
        let id = Uuid::new_v4();
        let project = project.trim_start_matches("/projects/");
        sqlx::query(
            "INSERT INTO files (id, user_id, project_id, path, filename, mime_type, size_bytes, status)
             VALUES ($1, $2, $3::uuid, $4, 'a.txt', 'text/plain', 4, 'ready')",
        )
        .bind(id)
        .bind(&self.id)
        .bind(project)
        .bind(format!("{}/{project}/{id}.txt", self.id))
        .execute(database)
        .await
        .unwrap();
        id.to_string()
    }

    /// What is said in a file, as a worker leaves it.
    pub async fn transcription_row(&self, database: &mut PgConnection, file: &str) {
        let segments = json!([
            { "start": 0.0, "end": 2.0, "text": "Welcome to the show.", "speaker": "SPEAKER_00" },
            { "start": 2.0, "end": 4.0, "text": "What brakes first?", "speaker": "SPEAKER_00" },
            { "start": 4.5, "end": 8.0, "text": "Most lamps brake at the cable.", "speaker": "SPEAKER_01" },
        ]);
        let text = "Welcome to the show. What brakes first?\n\nMost lamps brake at the cable.";
        self.said_row(database, file, text, segments).await;
    }

    /// A text and its segments, as a worker leaves them.
    pub async fn said_row(
        &self,
        database: &mut PgConnection,
        file: &str,
        text: &str,
        segments: Value,
    ) {
        sqlx::query(
            "INSERT INTO transcriptions (user_id, file_id, text, word_count, segments) VALUES ($1, $2::uuid, $3, $4, $5)",
        )
        .bind(&self.id)
        .bind(file)
        .bind(text)
        .bind(i32::try_from(text.split_whitespace().count()).unwrap())
        .bind(segments)
        .execute(database)
        .await
        .unwrap();
    }

    /// A blog post, as a worker leaves it; gives its id.
    pub async fn output_row(
        &self,
        database: &mut PgConnection,
        project: &str,
        status: &str,
    ) -> String {
        let id = Uuid::new_v4();
        sqlx::query(
            "INSERT INTO outputs (id, user_id, project_id, kind, status, body, metadata, request)
             VALUES ($1, $2, $3::uuid, 'blog', $4::output_status, '# Written', $5, '{}')",
        )
        .bind(id)
        .bind(&self.id)
        .bind(project.trim_start_matches("/projects/"))
        .bind(status)
        .bind(json!({ "title": "Written", "word_count": 2 }))
        .execute(database)
        .await
        .unwrap();
        id.to_string()
    }

    /// For blog posts; gives its id.
    pub async fn template_row(&self, database: &mut PgConnection, name: &str) -> String {
        let id: Uuid = sqlx::query_scalar(
            "INSERT INTO templates (user_id, name, type, prompt) VALUES ($1, $2, 'blog', 'About {topic}') RETURNING id",
        )
        .bind(&self.id)
        .bind(name)
        .fetch_one(database)
        .await
        .unwrap();
        id.to_string()
    }
}

/// Webhooks.
impl User {
    /// An endpoint of theirs, made by the API, with its secret.
    pub async fn webhook(&self, url: &str) -> Value {
        let create = self.post("/webhooks").json(json!({ "url": url }));
        create.send().await.expect(201).json()
    }

    /// Something that the endpoint was sent, with its job in this state; gives its id.
    pub async fn delivery_row(
        &self,
        database: &mut PgConnection,
        webhook: &str,
        state: &str,
    ) -> String {
        let id: Uuid = sqlx::query_scalar(
            "WITH message AS (
               INSERT INTO private.webhook_messages (user_id, type, data) VALUES ($1, 'ping', '{}') RETURNING id
             ), delivery AS (
               INSERT INTO private.webhook_deliveries (user_id, endpoint_id, message_id)
                 SELECT $1, $2::uuid, id FROM message RETURNING id
             )
             INSERT INTO private.jobs (work, delivery_id, user_id, request, state)
               SELECT 'delivery', id, $1, '{}', $3 FROM delivery RETURNING delivery_id",
        )
        .bind(&self.id)
        .bind(webhook)
        .bind(state)
        .fetch_one(database)
        .await
        .unwrap();
        id.to_string()
    }
}
