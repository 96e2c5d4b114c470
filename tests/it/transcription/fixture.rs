//! A recording with what is said in it, the worker that transcribes, and a provider.

use std::{fs, path::Path};

use domain::{AccountId, Env, FileId, ProjectId};
use serde_json::{Value, json};
use storage::{Key, Storage};
use uuid::Uuid;

use crate::{
    nothing_lost::{
        fixture::{USER, WorkerFixture},
        queue::Queue,
    },
    postgres::Postgres,
    runtime::{Environment, Function},
    scripted::Answer,
};

/// The sample's phrases, in seconds: measured at the pauses between them.
pub(super) const PHRASES: [(f64, f64, &str); 5] = [
    (
        0.0,
        6.8,
        "And Mister John Dashwood had then leisure to consider how much there might be prudently in his power to do for them.",
    ),
    (7.4, 10.0, "He was not an ill disposed young man."),
    (
        10.4,
        15.2,
        "Unless to be rather cold hearted and rather selfish is to be ill disposed.",
    ),
    (
        15.6,
        21.2,
        "Had he married a more amiable woman he might have been made still more respectable than he was.",
    ),
    (21.7, 24.7, "He might even have been made amiable himself."),
];

/// The sample, as it lies in the repository.
pub(super) fn sample() -> Vec<u8> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    fs::read(root.join("dev/samples/sense-and-sensibility.wav")).unwrap()
}

/// What a provider answers with these phrases.
pub(super) fn transcript(language: &str, phrases: &[(f64, f64, &str)]) -> Answer {
    Answer::json(200, &body(language, phrases))
}

pub(super) fn body(language: &str, phrases: &[(f64, f64, &str)]) -> Value {
    let segments: Vec<_> = phrases
        .iter()
        .enumerate()
        .map(|(id, (start, end, text))| json!({ "id": id, "start": start, "end": end, "text": format!(" {text}") }))
        .collect();
    let texts: Vec<_> = phrases.iter().map(|(.., text)| *text).collect();
    json!({
        "task": "transcribe", "language": language, "duration": phrases.last().map_or(0.0, |(_, end, _)| *end),
        "text": texts.join(" "), "segments": segments,
    })
}

/// [`WorkerFixture`], with files.
pub(crate) struct TranscriptionFixture {
    pub(crate) fixture: WorkerFixture,
    pub(super) queue: Queue,
    dead_letters: Queue,
    storage: Storage,
}

impl TranscriptionFixture {
    /// With the transcription provider at this address, and a generation provider that gives these answers.
    pub(crate) async fn start<I>(provider: &str, written: I) -> Self
    where
        I: IntoIterator<Item = Answer>,
        I::IntoIter: Send + 'static,
    {
        Self::over(WorkerFixture::start(written).await, provider).await
    }

    /// The same on a Postgres that the test may stop.
    pub(super) async fn on(postgres: &Postgres, provider: &str) -> Self {
        Self::over(WorkerFixture::on(postgres, []).await, provider).await
    }

    async fn over(mut fixture: WorkerFixture, provider: &str) -> Self {
        let (queue, dead_letters) = Queue::create().await;
        for (variable, value) in [
            ("INGESTION_QUEUE_URL", queue.url.as_str()),
            ("TRANSCRIPTION_BASE_URL", provider),
            ("TRANSCRIPTION_API_KEY", "a-key"),
            ("TRANSCRIPTION_MODEL", "whisper-1"),
            ("TRANSCRIPTION_PRICE_MINUTE", "0.006"),
        ] {
            fixture
                .environment
                .insert(variable.to_owned(), value.to_owned());
        }
        let storage = Storage::from_env(&mut Env::from_iter(fixture.environment.clone()));
        Self {
            fixture,
            queue,
            dead_letters,
            storage,
        }
    }

    pub(super) fn set(&mut self, variable: &str, value: &str) {
        let environment: &mut Environment = &mut self.fixture.environment;
        environment.insert(variable.to_owned(), value.to_owned());
    }

    pub(crate) async fn worker(&self) -> Function {
        self.fixture.function("ingestion-worker", &[]).await
    }

    /// A project's id.
    pub(super) async fn project(&mut self) -> Uuid {
        sqlx::query_scalar(
            "INSERT INTO projects (user_id, title) VALUES ($1, 'A talk') RETURNING id",
        )
        .bind(USER)
        .fetch_one(&mut self.fixture.rows)
        .await
        .unwrap()
    }

    /// A file as `file-complete` leaves it, with its message on the queue; its id.
    pub(super) async fn file(&mut self, project: Uuid, extension: &str, bytes: &[u8]) -> Uuid {
        let id = Uuid::new_v4();
        let account = AccountId::parse(USER).unwrap();
        let key = Key::new(&account, ProjectId(project), FileId(id), extension);
        self.storage
            .put(&key, "application/octet-stream", bytes.to_vec())
            .await
            .unwrap();
        sqlx::query(
            "INSERT INTO files (id, user_id, project_id, path, filename, status) VALUES ($1, $2, $3, $4, $5, 'uploading')",
        )
        .bind(id)
        .bind(USER)
        .bind(project)
        .bind(key.as_str())
        .bind(format!("talk.{extension}"))
        .execute(&mut self.fixture.rows)
        .await
        .unwrap();
        self.enqueue(id).await;
        self.queue.send(&message(id)).await;
        id
    }

    /// A file as `file-create` leaves it that is to be fetched, with its message on the queue; its id.
    pub(super) async fn import(&mut self, project: Uuid, url: &str, episode: Option<&str>) -> Uuid {
        let id = Uuid::new_v4();
        let account = AccountId::parse(USER).unwrap();
        let key = Key::to_be_fetched(&account, ProjectId(project), FileId(id));
        sqlx::query(
            "INSERT INTO files (id, user_id, project_id, path, filename, source_url, source_episode)
             VALUES ($1, $2, $3, $4, 'page', $5, $6)",
        )
        .bind(id)
        .bind(USER)
        .bind(project)
        .bind(key.as_str())
        .bind(url)
        .bind(episode)
        .execute(&mut self.fixture.rows)
        .await
        .unwrap();
        self.enqueue(id).await;
        self.queue.send(&message(id)).await;
        id
    }

    /// The keys of what is stored of a project.
    pub(super) async fn stored(&self, project: Uuid) -> Vec<String> {
        let account = AccountId::parse(USER).unwrap();
        let objects = self
            .storage
            .list_project(&account, ProjectId(project))
            .await;
        objects
            .unwrap()
            .into_iter()
            .map(|object| object.key)
            .collect()
    }

    /// The bytes of an object.
    pub(super) async fn object(&self, path: &str) -> Vec<u8> {
        self.storage.get(path, None, 1_000_000).await.unwrap()
    }

    /// What `complete` does in the database.
    pub(super) async fn enqueue(&mut self, file: Uuid) {
        sqlx::query("SELECT private.enqueue_file($1, $2, 'r-1', NULL)")
            .bind(file)
            .bind(USER)
            .execute(&mut self.fixture.rows)
            .await
            .unwrap();
    }

    /// `files`' row, with `job`, `transcription` and `calls` (the ledger's rows).
    pub(super) async fn row(&mut self, file: Uuid) -> Value {
        sqlx::query_scalar(
            "SELECT to_jsonb(f) || jsonb_build_object(
               'job', (SELECT to_jsonb(j) FROM private.jobs j WHERE file_id = f.id),
               'transcription', (SELECT to_jsonb(t) FROM transcriptions t WHERE file_id = f.id),
               'calls', (SELECT coalesce(jsonb_agg(jsonb_build_object('outcome', outcome, 'cost_micros', cost_micros,
                   'provider', provider, 'model', model, 'user_id', user_id) ORDER BY id), '[]')
                   FROM private.provider_calls WHERE file_id = f.id))
             FROM files f WHERE id = $1",
        )
        .bind(file)
        .fetch_one(&mut self.fixture.rows)
        .await
        .unwrap()
    }

    /// The outcomes in the ledger.
    pub(super) async fn calls(&mut self, file: Uuid) -> Vec<String> {
        let row = self.row(file).await;
        let calls = row["calls"].as_array().unwrap();
        calls
            .iter()
            .map(|call| call["outcome"].as_str().unwrap().to_owned())
            .collect()
    }

    /// A message is worked on, whatever comes of it.
    pub(crate) async fn work(&self, worker: &Function) {
        self.queue.work(worker).await;
    }

    /// As when the worker that holds the file has given no sign of life for the time of its lease.
    pub(super) async fn lease_runs_out(&mut self) {
        self.fixture
            .sql("UPDATE private.jobs SET lease_expires_at = now() - interval '1 second' WHERE work = 'ingestion' AND state = 'processing'")
            .await;
    }

    /// As when a pause is over.
    pub(super) async fn pause_is_over(&mut self) {
        self.fixture
            .sql("UPDATE private.jobs SET not_before = now(), deliver_after = now() WHERE work = 'ingestion' AND state = 'queued'")
            .await;
    }
}

impl Drop for TranscriptionFixture {
    fn drop(&mut self) {
        self.queue.remove();
        self.dead_letters.remove();
    }
}

/// What a function sends for a file.
pub(super) fn message(id: Uuid) -> String {
    json!({ "file_id": id, "request_id": "r-1" }).to_string()
}

/// A stored transcription's segments, as (start, end, text).
pub(super) fn said(row: &Value) -> Vec<(f64, f64, String)> {
    let segments = row["transcription"]["segments"].as_array();
    let segments = segments.unwrap_or_else(|| panic!("no transcription: {row}"));
    segments
        .iter()
        .map(|segment| {
            let time = |name: &str| segment[name].as_f64().unwrap();
            let text = segment["text"].as_str().unwrap().to_owned();
            (time("start"), time("end"), text)
        })
        .collect()
}
