//! A deployment that left the schema behind, or left CloudFormation waiting, would stop all others.

use std::sync::{Arc, Mutex};

use serde_json::{Value, json};
use sqlx::{PgConnection, Row};
use url::Url;

use crate::{
    app::{app, stack::stack},
    database::{Database, run},
    http1::{Response, Server},
    runtime::Function,
};

/// `migrate` on a database of its own, and what it has told CloudFormation.
struct Deployment {
    database: Database,
    migrate: Function,
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
async fn the_end_of_a_stack_leaves_the_database_as_it_is() {
    let deployment = Deployment::start().await;
    assert_eq!(deployment.asked("Delete").await["Status"], "SUCCESS");
    assert!(!deployment.has_schema().await);
}

#[tokio::test]
async fn a_migration_that_fails_is_told_with_its_reason() {
    let deployment = Deployment::start().await;
    let mut database = deployment.database.superuser().await;
    let taken = "CREATE SCHEMA private; CREATE TABLE private.jobs (id INT)";
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
