//! The monthly archive beside somebody who edits: how many rows it copies in a second, and how much longer an edit takes meanwhile.

use std::time::{Duration, Instant};

use domain::{MemberRole, OutputId, Principal, ProjectId, UserId};
use functions::workers::maintenance::archive;
use models::{ServiceDb, UserDb, outputs};
use serde_json::json;
use sqlx::Row;
use tokio::{spawn, task::JoinHandle, time::sleep};
use url::Url;

use crate::{median, nothing_lost::fixture::WorkerFixture, skewed::Skewed, start};

/// Before the archive and after it, each.
const ALONE: Duration = Duration::from_mins(1);
/// Between two edits.
const PAUSE: Duration = Duration::from_millis(5);
/// How many times as long the slowest hundredth of the edits may take.
const BOUND: f64 = 1.2;

struct Edited {
    user: UserId,
    project: ProjectId,
    output: OutputId,
}

pub(crate) async fn measure(skewed: &Skewed) {
    let environment = start::environment();
    let db = skewed.connect(&environment["DATABASE_URL"], "auto").await;
    let service = service(&environment["SERVICE_DATABASE_URL"], skewed).await;
    let edited = edited(skewed).await;
    let mut alone = edit(&db, &edited, spawn(sleep(ALONE))).await.0;
    let began = Instant::now();
    let archive = spawn(async move { archive::run(&service, true).await });
    let (mut beside, report) = edit(&db, &edited, archive).await;
    let took = began.elapsed().as_secs_f64();
    alone.extend(edit(&db, &edited, spawn(sleep(ALONE))).await.0);

    let archived = report.unwrap()["archived"].as_f64().unwrap();
    println!(
        "\n{archived} rows archived in {took:.0} s, {:.0} a second\n",
        archived / took
    );
    println!("| edits | number | median, ms | slowest hundredth, ms |\n|---|---:|---:|---:|");
    let slowest =
        [("alone", &mut alone), ("beside the archive", &mut beside)].map(|(when, times)| {
            let (number, middle) = (times.len(), median(times));
            let slowest = times[number * 99 / 100];
            println!("| {when} | {number} | {middle:.2} | {slowest:.2} |");
            slowest
        });
    let ratio = slowest[1] / slowest[0];
    println!("\nThe slowest hundredth takes {ratio:.2} times as long; the bound is {BOUND}.");
    assert!(ratio <= BOUND, "edits are held up: {ratio:.2}");
}

/// Edits one output after the other while something is done, as the API does: milliseconds of each, and what came of it.
async fn edit<T>(db: &UserDb, edited: &[Edited], meanwhile: JoinHandle<T>) -> (Vec<f64>, T) {
    let mut times = Vec::new();
    for of in edited.iter().cycle() {
        if meanwhile.is_finished() {
            break;
        }
        sleep(PAUSE).await;
        let began = Instant::now();
        let principal = Principal::of_user(of.user.clone(), 0);
        let mut tx = db.begin_as(&principal, MemberRole::Member).await.unwrap();
        let locked = outputs::lock(&mut tx, of.project, of.output).await;
        assert!(locked.unwrap().is_some());
        let body = format!("A body that was edited: {began:?}.");
        let metadata = json!({ "word_count": 5 });
        outputs::edit(&mut tx, of.output, &body, &metadata)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        times.push(began.elapsed().as_secs_f64() * 1_000.0);
    }
    (times, meanwhile.await.unwrap())
}

/// Outputs of users of all sizes: of the whole time, so that some are about to be copied.
async fn edited(skewed: &Skewed) -> Vec<Edited> {
    let rows = sqlx::query(
        "SELECT user_id, project_id, id FROM outputs TABLESAMPLE SYSTEM (0.1)
         WHERE user_id LIKE 'user%' AND status = 'completed' ORDER BY random() LIMIT 5000",
    );
    let rows = rows
        .fetch_all(&mut skewed.database.superuser().await)
        .await
        .unwrap();
    rows.iter()
        .map(|row| Edited {
            user: UserId::parse(row.get(0)).unwrap(),
            project: ProjectId(row.get(1)),
            output: OutputId(row.get(2)),
        })
        .collect()
}

async fn service(url: &str, skewed: &Skewed) -> ServiceDb {
    let mut url = Url::parse(url).unwrap();
    url.set_path(Url::parse(&skewed.database.url()).unwrap().path());
    WorkerFixture::service_db(url.as_str()).await
}
