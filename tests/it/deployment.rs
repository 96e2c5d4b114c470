//! A deployment that left the schema behind, or left CloudFormation waiting, would stop all others.

use std::sync::{Arc, Mutex};

use serde_json::{Value, json};
use sqlx::{PgConnection, Row};
use url::Url;

use crate::{
    admission::until,
    app::{app, stack::stack},
    database::{Database, run},
    http1::{Response, Server},
    runtime::Function,
};

/// `migrate` on a database of its own, and what it has told CloudFormation.
struct Deployment {
    database: Database,
    migrate: Function,
    owner: Url,
    answers: Arc<Mutex<Vec<Value>>>,
    cloudformation: Server,
    /// The logins are the cluster's: one deployment at a time sets their passwords.
    _alone: PgConnection,
}

impl Deployment {
    async fn start() -> Self {
        Self::with(&[]).await
    }

    async fn with(changes: &[(&str, &str)]) -> Self {
        let mut alone = app().database().await;
        let lock = "SELECT pg_advisory_lock(hashtextextended('repostr test deployment', 0))";
        run(&mut alone, lock).await;
        let database = Database::supabase().await;
        let mut owner = Url::parse(&stack().environment["MIGRATION_DATABASE_URL"]).unwrap();
        owner.set_path(Url::parse(&database.url()).unwrap().path());
        let changes = [&[("MIGRATION_DATABASE_URL", owner.as_str())], changes].concat();
        let answers = Arc::new(Mutex::new(Vec::new()));
        let cloudformation = Server::start({
            let answers = Arc::clone(&answers);
            move |request| {
                let answer = serde_json::from_slice(&request.body).unwrap();
                answers.lock().unwrap().push(answer);
                std::future::ready(Response::new(200, &[], b""))
            }
        })
        .await;
        Self {
            database,
            migrate: app().function("migrate", &changes).await,
            owner,
            answers,
            cloudformation,
            _alone: alone,
        }
    }

    /// What CloudFormation is told of a request of this type.
    async fn asked(&self, request_type: &str) -> Value {
        let event = json!({
            "RequestType": request_type,
            "ResponseURL": format!("http://{}/answer?signature=s", self.cloudformation.address),
            "StackId": "stack", "RequestId": "request", "LogicalResourceId": "Schema",
        });
        self.migrate.invoke(event).await.response();
        self.answers.lock().unwrap().pop().unwrap()
    }

    async fn has_schema(&self) -> bool {
        let mut database = self.database.superuser().await;
        let found = sqlx::query("SELECT to_regclass('private.jobs') IS NOT NULL");
        found.fetch_one(&mut database).await.unwrap().get(0)
    }
}

#[tokio::test]
async fn a_deployment_migrates_and_says_so() {
    let deployment = Deployment::start().await;
    for request_type in ["Create", "Update"] {
        let answer = deployment.asked(request_type).await;
        assert_eq!(answer["Status"], "SUCCESS", "{answer}");
        assert_eq!(answer["RequestId"], "request");
        assert_eq!(answer["PhysicalResourceId"], "repostr-schema");
        assert!(deployment.has_schema().await);
    }
}

/// A password that two set at the same time is refused one of them.
#[tokio::test]
async fn two_deployments_at_once_come_one_after_the_other() {
    let deployment = Deployment::start().await;
    let other = [("MIGRATION_DATABASE_URL", deployment.owner.as_str())];
    let other = app().function("migrate", &other).await;
    for round in 0..3 {
        // The first that comes to the passwords is kept there until the second is as far as it gets.
        let mut holder = deployment.database.superuser().await;
        run(
            &mut holder,
            "BEGIN; ALTER ROLE repostr_api CONNECTION LIMIT -1",
        )
        .await;
        let mut watcher = deployment.database.superuser().await;
        let release = async {
            until("both wait", async || {
                let waiting =
                    "SELECT count(DISTINCT pid) FROM pg_locks JOIN pg_stat_activity USING (pid)
                               WHERE NOT granted AND datname = current_database()";
                let waiting: i64 = sqlx::query_scalar(waiting)
                    .fetch_one(&mut watcher)
                    .await
                    .unwrap();
                waiting == 2
            })
            .await;
            run(&mut holder, "ROLLBACK").await;
        };
        let (first, second, ()) = tokio::join!(
            deployment.migrate.invoke(json!({})),
            other.invoke(json!({})),
            release
        );
        let applied = [first, second].map(|outcome| {
            let applied = outcome.response()["applied"].clone();
            applied.as_array().unwrap().len()
        });
        let all: i64 = sqlx::query_scalar("SELECT count(*) FROM private.schema_migrations")
            .fetch_one(&mut watcher)
            .await
            .unwrap();
        let expected = if round == 0 { all } else { 0 };
        assert_eq!(i64::try_from(applied[0] + applied[1]).unwrap(), expected);
        assert!(applied.contains(&0), "one does it all: {applied:?}");
    }
}

/// One setting, and another deployment doesn't open it again.
#[tokio::test]
async fn a_bucket_that_is_to_be_private_is_closed() {
    let deployment = Deployment::with(&[("UPLOADS_PUBLIC", "false")]).await;
    let mut database = deployment.database.superuser().await;
    for request_type in ["Create", "Update"] {
        let answer = deployment.asked(request_type).await;
        assert_eq!(answer["Status"], "SUCCESS", "{answer}");
        let open = "SELECT public OR EXISTS (SELECT FROM pg_policies WHERE policyname = 'Public read uploads')
                    FROM storage.buckets WHERE id = 'uploads'";
        let open: bool = sqlx::query_scalar(open)
            .fetch_one(&mut database)
            .await
            .unwrap();
        assert!(!open, "{request_type}");
    }
}

#[tokio::test]
async fn broadcasts_are_switched_on_and_off() {
    let deployment = Deployment::with(&[("REALTIME", "on")]).await;
    let off = [("MIGRATION_DATABASE_URL", deployment.owner.as_str())];
    let off = app().function("migrate", &off).await;
    let mut database = deployment.database.superuser().await;
    let mut made = async || {
        let made = "SELECT (SELECT count(*) FROM pg_trigger WHERE tgname LIKE '%broadcast%'), (SELECT count(*) FROM pg_policies WHERE schemaname = 'realtime')";
        let made: (i64, i64) = sqlx::query_as(made).fetch_one(&mut database).await.unwrap();
        made
    };
    for _ in 0..2 {
        assert_eq!(deployment.asked("Create").await["Status"], "SUCCESS");
        assert_eq!(made().await, (4, 1));
    }
    off.invoke(json!({})).await.response();
    assert_eq!(made().await, (0, 0));
}

#[tokio::test]
async fn the_end_of_a_stack_leaves_the_database_as_it_is() {
    let deployment = Deployment::start().await;
    assert_eq!(deployment.asked("Delete").await["Status"], "SUCCESS");
    assert!(!deployment.has_schema().await);
}

#[tokio::test]
async fn a_migration_that_fails_is_told_with_its_reason() {
    let deployment = Deployment::start().await;
    let mut database = deployment.database.superuser().await;
    let taken = "CREATE SCHEMA private AUTHORIZATION postgres; CREATE TABLE private.jobs (id INT)";
    sqlx::raw_sql(taken).execute(&mut database).await.unwrap();
    let answer = deployment.asked("Create").await;
    assert_eq!(answer["Status"], "FAILED");
    assert!(
        answer["Reason"]
            .as_str()
            .unwrap()
            .contains("0008_private.sql"),
        "{answer}"
    );
}

#[tokio::test]
async fn the_weekly_vacuum_is_the_owners() {
    let deployment = Deployment::start().await;
    deployment.asked("Create").await;
    let answer = deployment.migrate.invoke(json!({ "task": "vacuum" })).await;
    assert_eq!(answer.response()["vacuumed"], true);
    let mut database = deployment.database.superuser().await;
    let analysed = "SELECT count(*) FROM pg_class WHERE relname IN ('projects', 'files', 'outputs') AND reltuples >= 0";
    let count: i64 = sqlx::query(analysed)
        .fetch_one(&mut database)
        .await
        .unwrap()
        .get(0);
    assert_eq!(count, 3);
}
