//! What a job costs a worker that waits for its provider: memory at most, and processor time.

use std::{fs, time::Duration};

use domain::{AccountId, Env, FileId, ProjectId};
use serde_json::json;
use storage::{Key, Storage};
use tokio::time::sleep;
use uuid::Uuid;

use crate::{
    nothing_lost::fixture::{USER, WorkerFixture, message, saying},
    scripted::Answer,
    start::resident,
};

/// A speech of 6,300 words.
const SOURCE: &str = include_str!("../../dev/samples/lincoln-1863.txt");
/// Words of the text that the provider writes.
const WORDS: usize = 800;
/// The provider's own time.
const THINKS: Duration = Duration::from_secs(2);
/// Jobs after the first, which logs in and connects.
const JOBS: usize = 20;
/// Megabytes at most, milliseconds of processor time a job.
const BOUNDS: [f64; 2] = [64.0, 50.0];
/// Jobs of a batch, and the bytes of the source that each of them writes from without a provider.
const LARGE: (usize, usize) = (10, 6_000_000);
/// Megabytes at most with them, of the 256 that the worker has.
const LARGE_BOUND: f64 = 200.0;
/// Linux's `USER_HZ`, in which `/proc` counts on every platform that Lambda has.
const TICKS: f64 = 100.0;

pub(crate) async fn measure() {
    let (answers, releases): (Vec<Answer>, Vec<_>) =
        (0..=JOBS).map(|_| saying(&text()).held()).unzip();
    let mut fixture = WorkerFixture::start(answers).await;
    fixture
        .environment
        .insert("GENERATION_CONTEXT_TOKENS".to_owned(), "128000".to_owned());
    let worker = fixture.worker().await;
    let mut before = 0.0;
    for (number, release) in releases.into_iter().enumerate() {
        let id = job(&mut fixture, SOURCE).await;
        let batch = fixture.queue.receive().await;
        let outcome = worker.invoke(batch.event());
        fixture.provider.asked(number + 1).await;
        sleep(THINKS).await;
        release.send(()).unwrap();
        fixture.queue.settle(&batch, outcome.await).await;
        let output = fixture.output(id).await;
        assert_eq!(output["status"], "completed", "{output}");
        if number == 0 {
            before = processor(worker.pid());
        }
    }
    #[allow(clippy::cast_precision_loss)]
    let each = (processor(worker.pid()) - before) / JOBS as f64;
    let memory = resident(worker.pid());
    println!("\n| generation-worker | measured | bound |\n|---|---:|---:|");
    println!("| memory at most, MB | {memory:.1} | {:.0} |", BOUNDS[0]);
    println!(
        "| processor time a job, ms | {each:.1} | {:.0} |",
        BOUNDS[1]
    );
    println!("| the first job's, with all that a start does | {before:.1} | |");
    let large = memory_of_a_large_batch().await;
    println!("| memory at most, ten sources of 6 MB at once, MB | {large:.1} | {LARGE_BOUND:.0} |");
    assert!(
        memory < BOUNDS[0] && each < BOUNDS[1] && large < LARGE_BOUND,
        "over a bound"
    );
}

async fn memory_of_a_large_batch() -> f64 {
    let mut fixture = WorkerFixture::start([]).await;
    fixture
        .environment
        .insert("GENERATION_PROVIDER".to_owned(), "extractive".to_owned());
    // As infra/workers.yaml has it.
    fixture
        .environment
        .insert("MALLOC_ARENA_MAX".to_owned(), "1".to_owned());
    let (jobs, bytes) = LARGE;
    let source: String = (0..)
        .map(|n| {
            format!(
                "In its year {n} the bakery sold {} loaves of bread. ",
                n * 7
            )
        })
        .scan(0, |length, sentence| {
            *length += sentence.len();
            (*length <= bytes).then_some(sentence)
        })
        .collect();
    let mut ids = Vec::new();
    for _ in 0..jobs {
        ids.push(job(&mut fixture, &source).await);
    }
    let worker = fixture.worker().await;
    // Those that there was no time for come back.
    for id in ids {
        for _ in 0..jobs {
            if fixture.output(id).await["status"] == "completed" {
                break;
            }
            fixture.queue.work(&worker).await;
        }
        let output = fixture.output(id).await;
        assert_eq!(output["status"], "completed", "{output}");
    }
    resident(worker.pid())
}

/// A title and the source's own first sentences: all of them are looked for in it, and nothing is to be mended.
fn text() -> String {
    let words: Vec<&str> = SOURCE.split_inclusive(' ').take(WORDS).collect();
    let words = words.concat();
    let end = words.rfind('.').unwrap();
    format!("# A speech\n\n{}", &words[..=end])
}

/// A blog post from the source, with its message on the queue.
async fn job(fixture: &mut WorkerFixture, source: &str) -> Uuid {
    let account = AccountId::parse(USER).unwrap();
    let (project, file) = (Uuid::new_v4(), Uuid::new_v4());
    let key = Key::new(&account, ProjectId(project), FileId(file), "txt");
    let storage = Storage::from_env(&mut Env::from_iter(fixture.environment.clone()));
    storage
        .put(&key, "text/plain", source.into())
        .await
        .unwrap();
    let id: Uuid = sqlx::query_scalar(
        "WITH project AS (INSERT INTO projects (id, user_id, title) VALUES ($1, $2, 'A speech') RETURNING id),
           file AS (INSERT INTO files (id, user_id, project_id, path, filename, mime_type, size_bytes, status)
             SELECT $3, $2, id, $4, 'speech.txt', 'text/plain', $5, 'ready' FROM project RETURNING id)
         INSERT INTO outputs (user_id, project_id, kind, request)
         SELECT $2, $1, 'blog', $6 FROM file RETURNING id",
    )
    .bind(project)
    .bind(USER)
    .bind(file)
    .bind(key.as_str())
    .bind(i64::try_from(source.len()).unwrap())
    .bind(json!({ "file_ids": [file] }))
    .fetch_one(&mut fixture.rows)
    .await
    .unwrap();
    fixture.enqueue(id).await;
    fixture.queue.send(&message(id)).await;
    id
}

/// Milliseconds that the process has had, its own and the kernel's for it.
fn processor(pid: u32) -> f64 {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap();
    // The name before them may have anything in it.
    let fields = stat.rsplit_once(") ").unwrap().1.split(' ');
    // utime and stime, the 14th and 15th of all (proc_pid_stat(5)).
    let ticks: f64 = fields
        .skip(11)
        .take(2)
        .map(|ticks| ticks.parse::<f64>().unwrap())
        .sum();
    ticks / TICKS * 1_000.0
}
