//! A worker that is about to end a job, and somebody who deletes what it is about: whoever comes second waits, and neither is
//! told of a deadlock.

use domain::{Env, FileId, MemberRole, OutputId, Principal, ProjectId, Subject, UserId};
use models::{
    Admission, Admitted, DbError, UserDb, files, outputs,
    transcriptions::{self, TranscriptionText},
};
use sqlx::PgConnection;
use tokio::time::{Instant, sleep};
use url::Url;
use uuid::Uuid;

use super::fixture::{LIMIT, USER};
use crate::{
    app::stack::stack,
    database::{Database, run},
};

const PROJECT: Uuid = Uuid::from_u128(1);
const SUBJECT: Uuid = Uuid::from_u128(2);

/// An output and a file, each with a job that somebody works on.
const ROWS: &str = "
    INSERT INTO projects (id, user_id, title) VALUES ('00000000-0000-0000-0000-000000000001', 'user_nothing_lost', 'A talk');
    INSERT INTO outputs (id, user_id, project_id, kind) SELECT '00000000-0000-0000-0000-000000000002', user_id, id, 'blog' FROM projects;
    INSERT INTO files (id, user_id, project_id, path)
      SELECT '00000000-0000-0000-0000-000000000002', user_id, id, user_id || '/' || id || '/a.mp3' FROM projects;
    SELECT private.enqueue_file(id, user_id, 'r-1', NULL) FROM files;
    INSERT INTO private.jobs (output_id, user_id, kind, request) SELECT id, user_id, kind, '{}' FROM outputs;
    UPDATE private.jobs SET state = 'processing'";

#[derive(Clone, Copy, Debug)]
enum Deletion {
    Output,
    File,
    /// By Supabase's Data API.
    Project,
    User,
}

#[tokio::test]
async fn of_a_worker_and_a_deletion_neither_breaks_off() {
    for (deletion, job) in [
        (Deletion::Output, "output_id"),
        (Deletion::File, "file_id"),
        (Deletion::Project, "output_id"),
        (Deletion::Project, "file_id"),
        (Deletion::User, "output_id"),
        (Deletion::User, "file_id"),
    ] {
        let database = Database::migrated().await;
        let mut worker = database.login("postgres").await;
        run(&mut worker, ROWS).await;
        let of_it = format!("{job} IS NOT NULL");
        run(
            &mut worker,
            &format!("BEGIN; SELECT FROM private.jobs WHERE {of_it} FOR UPDATE"),
        )
        .await;
        let delete = delete(&database, deletion);
        let end = async {
            blocked(&mut database.superuser().await).await;
            run(
                &mut worker,
                &format!("UPDATE private.jobs SET state = 'completed' WHERE {of_it}; COMMIT"),
            )
            .await;
        };
        let (deleted, ()) = tokio::join!(delete, end);
        assert!(deleted.is_ok(), "{deletion:?} {job}: {deleted:?}");
    }
}

/// Whoever corrects a text has its project first, as a deletion has, and then marks the outputs that were made from it.
#[tokio::test]
async fn of_a_correction_and_a_deletion_neither_breaks_off() {
    for deletion in [Deletion::Output, Deletion::File, Deletion::Project] {
        let database = Database::migrated().await;
        run(&mut database.login("postgres").await, ROWS).await;
        let said = "UPDATE private.jobs SET state = 'completed';
            INSERT INTO transcriptions (user_id, file_id, text, word_count) SELECT user_id, id, 'Said', 1 FROM files;
            UPDATE outputs SET metadata = jsonb_build_object('sources', jsonb_build_array(jsonb_build_object('file_id', id)))";
        run(&mut database.login("postgres").await, said).await;
        let db = api(&database).await;
        let principal = Principal::of_user(UserId::parse(USER).unwrap(), 0);
        let mut tx = db.begin_as(&principal, MemberRole::Member).await.unwrap();
        let (project, file) = (ProjectId(PROJECT), FileId(SUBJECT));
        let locked = transcriptions::lock(&mut tx, project, file, None).await;
        assert!(locked.unwrap().is_some());
        let correct = async {
            if !matches!(deletion, Deletion::Output) {
                blocked(&mut database.superuser().await).await;
            }
            let right = TranscriptionText {
                text: "Put right".to_owned(),
                word_count: 2,
                segments: Vec::new(),
            };
            transcriptions::correct(&mut tx, file, &right).await?;
            tx.commit().await
        };
        let (deleted, corrected) = tokio::join!(delete(&database, deletion), correct);
        assert!(deleted.is_ok(), "{deletion:?}: {deleted:?}");
        assert!(corrected.is_ok(), "{deletion:?}: {corrected:?}");
    }
}

#[tokio::test]
async fn cancelling_what_is_being_deleted_finds_nothing() {
    let database = Database::migrated().await;
    let mut deleting = database.login("postgres").await;
    run(&mut deleting, ROWS).await;
    run(&mut deleting, "BEGIN; DELETE FROM outputs").await;
    let db = api(&database).await;
    let principal = Principal::of_user(UserId::parse(USER).unwrap(), 0);
    let cancel = db.cancel(
        &principal,
        MemberRole::Member,
        ProjectId(PROJECT),
        OutputId(SUBJECT),
    );
    let end = async {
        blocked(&mut database.superuser().await).await;
        run(&mut deleting, "COMMIT").await;
    };
    let (cancelled, ()) = tokio::join!(cancel, end);
    assert!(matches!(cancelled, Ok(None)), "{cancelled:?}");
}

async fn api(database: &Database) -> UserDb {
    let mut url = Url::parse(&stack().environment["DATABASE_URL"]).unwrap();
    url.set_path(Url::parse(&database.url()).unwrap().path());
    let environment = [("DATABASE_URL".to_owned(), url.into())];
    UserDb::connect(&mut Env::from_iter(environment)).await
}

async fn delete(database: &Database, deletion: Deletion) -> Result<(), DbError> {
    let subject = match deletion {
        Deletion::Output => Subject::Output(OutputId(SUBJECT)),
        Deletion::File => Subject::File(FileId(SUBJECT)),
        Deletion::Project | Deletion::User => {
            let mut session = database.login("postgres").await;
            let sql = match deletion {
                Deletion::Project => "DELETE FROM projects",
                _ => {
                    "INSERT INTO private.tombstones (user_id) VALUES ('user_nothing_lost');
                     SELECT private.erase('user_nothing_lost', 500) FROM generate_series(1, 5)"
                }
            };
            sqlx::raw_sql(sql).execute(&mut session).await?;
            return Ok(());
        }
    };
    let db = api(database).await;
    let admission = Admission {
        route: "a-deletion",
        key: None,
        request_hash: String::new(),
        cost: 0,
        rate_limit: 0,
        storing: None,
        locking: None,
        holding: Some(subject),
    };
    let principal = Principal::of_user(UserId::parse(USER).unwrap(), 0);
    let Admitted::Proceed { mut tx, .. } = db
        .begin_admitted(&principal, MemberRole::Member, &admission)
        .await?
    else {
        panic!("not admitted");
    };
    let project = ProjectId(PROJECT);
    let deleted = match deletion {
        Deletion::Output => outputs::delete(&mut tx, project, OutputId(SUBJECT), false).await?,
        _ => files::delete(&mut tx, project, FileId(SUBJECT))
            .await?
            .is_some(),
    };
    assert!(deleted);
    tx.commit().await
}

/// Until somebody waits for the worker.
async fn blocked(superuser: &mut PgConnection) {
    let limit = Instant::now() + LIMIT;
    loop {
        let waits: bool = sqlx::query_scalar(
            "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND pg_blocking_pids(pid) <> '{}')",
        )
        .fetch_one(&mut *superuser)
        .await
        .unwrap();
        if waits {
            return;
        }
        assert!(Instant::now() < limit, "nobody waits for the worker");
        sleep(std::time::Duration::from_millis(5)).await;
    }
}
