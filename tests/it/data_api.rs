//! A user holds a token that Supabase's Data API takes too, and so writes rows without the API.

use domain::limits;
use sqlx::{AssertSqlSafe, Row};

use crate::{
    app::{User, app},
    database::{run, sqlstate},
    nothing_lost::fixture::WorkerFixture,
    runtime::Function,
};

const PROJECT: &str = "00000000-0000-4000-8000-00000000000a";
const FILE: &str = "00000000-0000-4000-8000-0000000000f1";
const OUTPUT: &str = "00000000-0000-4000-8000-0000000000c1";
const TEMPLATE: &str = "00000000-0000-4000-8000-0000000000e1";

/// A row of each table that the user may write: its columns, and their values as SQL.
const ROWS: [(&str, &str, &[&str]); 5] = [
    ("profiles", "user_id", &["'{user}'"]),
    (
        "projects",
        "id, user_id, title",
        &["'{project}'", "'{user}'", "'A talk'"],
    ),
    (
        "files",
        "id, user_id, project_id, path, size_bytes",
        &[
            "'{file}'",
            "'{user}'",
            "'{project}'",
            "'{user}/{project}/a.txt'",
            "1000",
        ],
    ),
    (
        "outputs",
        "id, user_id, project_id, kind, body",
        &[
            "'{output}'",
            "'{user}'",
            "'{project}'",
            "'blog'",
            "'# A talk'",
        ],
    ),
    (
        "templates",
        "id, user_id, name, type, prompt",
        &["'{template}'", "'{user}'", "'Mine'", "'blog'", "'Short.'"],
    ),
];

/// Values that a reader may stumble over, by type, as SQL.
const ODD: [(&str, &[&str]); 8] = [
    (
        "text",
        &[
            "NULL",
            "''",
            "' '",
            r"E'\x01'",
            r"E'\u202e<b>'",
            "repeat('x', 200)",
            "repeat('é', 10000000)",
            "'../..'",
            "'uploading'",
            "'processing'",
            "'failed'",
        ],
    ),
    (
        "jsonb",
        &[
            "NULL",
            "'null'",
            "'[]'",
            r#"'"x"'"#,
            "'{}'",
            r#"'{"x": 1e400}'"#,
            r#"'{"x": -1e290}'"#,
            r#"'{"code": 1, "sources": 1, "checks": {}, "provenance": "x", "template_id": []}'"#,
            r#"('{"x": ' || repeat('[', 400) || repeat(']', 400) || '}')::jsonb"#,
            "jsonb_build_object('x', repeat('y', 10000000))",
        ],
    ),
    (
        "timestamp with time zone",
        &[
            "NULL",
            "'infinity'",
            "'-infinity'",
            "'4000-01-01 BC'",
            "'20000-01-01'",
        ],
    ),
    (
        "ARRAY",
        &["NULL", "'{}'", "'{NULL}'", "ARRAY[repeat('x', 10000000)]"],
    ),
    ("bigint", &["NULL", "0", "-1", "9223372036854775807"]),
    ("integer", &["0", "-1", "2147483647"]),
    ("boolean", &["NULL", "true", "false"]),
    (
        "USER-DEFINED",
        &[
            "NULL",
            "'queued'",
            "'processing'",
            "'completed'",
            "'failed'",
            "'email'",
            "'twitter'",
        ],
    ),
];

const READERS: [(&str, &str); 15] = [
    ("profile-get", "/users/me"),
    ("usage-get", "/usage"),
    ("subscription-get", "/billing/subscription"),
    ("project-list", "/projects"),
    ("project-get", "/projects/{project}?include=files,outputs"),
    ("file-list", "/projects/{project}/files"),
    ("file-get", "/projects/{project}/files/{file}"),
    (
        "transcription-get",
        "/projects/{project}/files/{file}/transcription",
    ),
    ("output-list", "/projects/{project}/outputs"),
    ("output-get", "/projects/{project}/outputs/{output}"),
    (
        "output-versions",
        "/projects/{project}/outputs/{output}/versions",
    ),
    (
        "output-export",
        "/projects/{project}/outputs/{output}/export?format=md",
    ),
    ("template-list", "/templates"),
    ("admin-users", "/admin/users"),
    ("admin-projects", "/admin/projects"),
];

/// One user's rows in a database of the test's own.
struct Desk {
    fixture: WorkerFixture,
    user: User,
}

impl Desk {
    async fn new() -> Self {
        let mut desk = Self {
            fixture: WorkerFixture::start([]).await,
            user: app().user(),
        };
        desk.reset().await;
        desk
    }

    fn fill(&self, text: &str) -> String {
        text.replace("{user}", &self.user.id)
            .replace("{project}", PROJECT)
            .replace("{file}", FILE)
            .replace("{output}", OUTPUT)
            .replace("{template}", TEMPLATE)
    }

    /// The rows as the API leaves them.
    async fn reset(&mut self) {
        let rows = ROWS.map(|(table, columns, values)| {
            let values = values.join(", ");
            format!("INSERT INTO {table} ({columns}) VALUES ({values});")
        });
        let sql = format!(
            "DELETE FROM projects; DELETE FROM profiles; DELETE FROM templates WHERE is_custom; {}",
            rows.concat()
        );
        let sql = self.fill(&sql);
        self.fixture.sql(&sql).await;
    }

    /// What comes of a statement of the user's, as the Data API runs it: `00000`, or why it was refused.
    async fn write(&mut self, statement: &str) -> String {
        let session = &mut self.fixture.rows;
        let claims = format!(
            r#"SET SESSION AUTHORIZATION authenticated; SET request.jwt.claims = '{{"sub": "{}", "role": "authenticated"}}'"#,
            self.user.id
        );
        run(session, &claims).await;
        let done = sqlx::raw_sql(AssertSqlSafe(statement.to_owned()))
            .execute(&mut *session)
            .await;
        run(session, "RESET SESSION AUTHORIZATION").await;
        sqlstate(done)
    }

    /// The columns of a table, with their types.
    async fn columns(&mut self, table: &str) -> Vec<(String, String)> {
        let columns = sqlx::query(
            "SELECT column_name::text, data_type::text FROM information_schema.columns
             WHERE table_schema = 'public' AND table_name = $1 AND data_type <> 'uuid' AND column_name <> 'user_id'",
        )
        .bind(table)
        .fetch_all(&mut self.fixture.rows)
        .await
        .unwrap();
        columns.iter().map(|row| (row.get(0), row.get(1))).collect()
    }
}

/// Rows in which one column is odd: new ones, and those that are there.
fn odd_rows(table: &str, column: &str, data_type: &str) -> Vec<String> {
    let (_, columns, values) = ROWS.iter().find(|row| row.0 == table).unwrap();
    let (_, odd) = ODD.iter().find(|(name, _)| *name == data_type).unwrap();
    let mut given: Vec<(&str, &str)> = columns.split(", ").zip(values.iter().copied()).collect();
    given.retain(|(name, _)| *name != column);
    let (names, values): (Vec<_>, Vec<_>) = given.into_iter().unzip();
    let (names, values) = (names.join(", "), values.join(", "));
    odd.iter()
        .flat_map(|value| {
            [
                format!("UPDATE {table} SET {column} = {value} WHERE user_id = '{{user}}'"),
                format!(
                    "DELETE FROM {table} WHERE user_id = '{{user}}';
                     INSERT INTO {table} ({names}, {column}) VALUES ({values}, {value})"
                ),
            ]
        })
        // A profile can't be deleted.
        .filter(|statement| table != "profiles" || statement.starts_with("UPDATE"))
        .collect()
}

#[tokio::test]
async fn whatever_row_a_user_can_write_every_reader_survives_it() {
    let mut desk = Desk::new().await;
    let mut readers: Vec<(Function, String)> = Vec::new();
    for (name, path) in READERS {
        let admin = [("ADMIN_USER_IDS", desk.user.id.as_str())];
        readers.push((desk.fixture.function(name, &admin).await, desk.fill(path)));
    }
    let (mut taken, mut refused) = (0, 0);
    for (table, ..) in ROWS {
        for (column, data_type) in desk.columns(table).await {
            for statement in odd_rows(table, &column, &data_type) {
                let statement = desk.fill(&statement);
                let code = desk.write(&statement).await;
                if code != "00000" {
                    assert!(
                        ["22", "23", "42"].contains(&&code[..2]),
                        "{code}: {statement}"
                    );
                    refused += 1;
                    continue;
                }
                taken += 1;
                for (reader, path) in &readers {
                    let answer = desk.user.get(path).send_to(reader).await;
                    let body = String::from_utf8_lossy(&answer.body);
                    assert!(
                        answer.status < 500,
                        "{statement}: {path} is {}: {body}",
                        answer.status
                    );
                }
                desk.reset().await;
            }
        }
    }
    assert!(
        taken > 40 && refused > 100,
        "{taken} taken, {refused} refused"
    );
}

#[tokio::test]
async fn what_the_api_alone_writes_a_user_can_not_write_past_it() {
    let mut desk = Desk::new().await;
    for statement in [
        "UPDATE files SET size_bytes = 0",
        "UPDATE files SET size_bytes = NULL",
        "UPDATE files SET status = 'uploading'",
        "UPDATE files SET path = '{user}/{project}/b.txt'",
        "UPDATE files SET sha256 = NULL, etag = NULL, error = '{}'",
        "UPDATE outputs SET status = 'processing'",
        "UPDATE outputs SET attempts = 0, stale = true",
        "UPDATE outputs SET created_at = now()",
        "UPDATE projects SET created_at = 'infinity'",
        "UPDATE templates SET created_at = '-infinity'",
        "INSERT INTO projects (user_id, title, created_at) VALUES ('{user}', 'Old', '2001-01-01')",
        "INSERT INTO files (user_id, project_id, path, status) VALUES ('{user}', '{project}', '{user}/{project}/b.txt', 'uploading')",
        "INSERT INTO outputs (user_id, project_id, kind, stale) VALUES ('{user}', '{project}', 'blog', true)",
    ] {
        let statement = desk.fill(statement);
        assert_eq!(desk.write(&statement).await, "42501", "{statement}");
    }
    for statement in [
        "UPDATE profiles SET preferences = '{\"language\": \"de\"}', name = 'Ada'",
        "UPDATE projects SET title = 'Another', description = NULL",
        "UPDATE files SET filename = 'b.txt'",
        "UPDATE outputs SET body = 'Mine', metadata = '{}'",
        "UPDATE templates SET prompt = 'Longer.'",
        "INSERT INTO outputs (user_id, project_id, kind, status, body) VALUES ('{user}', '{project}', 'email', 'completed', 'Mine')",
        "DELETE FROM files",
    ] {
        let statement = desk.fill(statement);
        assert_eq!(desk.write(&statement).await, "00000", "{statement}");
    }
}

#[tokio::test]
async fn past_the_api_a_text_may_be_as_long_as_through_it() {
    let mut desk = Desk::new().await;
    for (table, column, most) in [
        ("profiles", "name", limits::PROFILE_NAME),
        ("profiles", "tone_of_voice", limits::TONE_OF_VOICE),
        ("projects", "title", limits::PROJECT_TITLE),
        ("projects", "description", limits::PROJECT_DESCRIPTION),
        ("files", "filename", limits::FILENAME),
        ("files", "mime_type", limits::MEDIA_TYPE),
        ("templates", "name", limits::TEMPLATE_NAME),
        ("templates", "prompt", limits::TEMPLATE_PROMPT),
        ("outputs", "body", limits::OUTPUT_BODY),
    ] {
        for (length, expected) in [(most, "00000"), (most + 1, "23514")] {
            let statement = format!("UPDATE {table} SET {column} = repeat('é', {length})");
            assert_eq!(desk.write(&statement).await, expected, "{statement}");
        }
    }
}
