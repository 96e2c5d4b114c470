//! Instructions of a warm request, counted by Valgrind: they are the same on each machine and each run.

use std::{collections::HashSet, env, fs, path::Path, time::Duration};

use serde_json::{Value, json};
use tokio::{process::Command, time::sleep};
use uuid::Uuid;

use crate::{
    app::stack::stack,
    nothing_lost::fixture::WorkerFixture,
    runtime::{Environment, Function},
    signer::Signer,
};

const USER: &str = "user_instructions";
/// The first requests pay for statements that are prepared and for a token that was not seen before; what the later ones
/// took is the difference between two processes.
const WARM_UP: u64 = 5;
const REQUESTS: u64 = 50;
/// A page has so many rows.
const OUTPUTS: i32 = 50;

/// A function and how it is asked.
struct Case {
    function: &'static str,
    method: &'static str,
    path: String,
    body: Option<Value>,
    /// Instructions of a request at most: the goal is 900,000. A page takes more for each of its rows, and a write for
    /// its statements and for the signed request to the queue.
    bound: u64,
}

pub(crate) async fn measure() {
    let found = Command::new("valgrind").arg("--version").output().await;
    assert!(
        found.is_ok(),
        "valgrind is missing: apt-get install valgrind"
    );
    let mut fixture = WorkerFixture::start([]).await;
    let mut environment = fixture.environment.clone();
    environment.remove("CLERK_JWKS_URL");
    environment.insert("CLERK_JWT_KEY".to_owned(), stack().key.public.clone());
    let mut over = HashSet::new();
    println!("\n| function | instructions a request | bound |\n|---|---:|---:|");
    for case in cases(&mut fixture).await {
        let few = case.counted(&environment, WARM_UP).await;
        let many = case.counted(&environment, WARM_UP + REQUESTS).await;
        let each = (many - few) / REQUESTS;
        println!("| {} | {each} | {} |", case.function, case.bound);
        if each > case.bound {
            over.insert(case.function);
        }
    }
    assert!(over.is_empty(), "over the bound: {over:?}");
}

/// What is asked most, and the dearest write.
async fn cases(fixture: &mut WorkerFixture) -> [Case; 4] {
    let (project, output): (Uuid, Uuid) = sqlx::query_as(
        "WITH project AS (INSERT INTO projects (user_id, title) VALUES ($1, 'A project') RETURNING id),
           more AS (INSERT INTO projects (user_id, title) SELECT $1, 'Project ' || n FROM generate_series(2, $2) AS n),
           file AS (INSERT INTO files (user_id, project_id, path, filename, mime_type, size_bytes, status)
             SELECT $1, id, $1 || '/' || id || '/a.txt', 'a.txt', 'text/plain', 4000, 'ready' FROM project),
           written AS (INSERT INTO outputs (user_id, project_id, kind, status, body, request)
             SELECT $1, id, 'blog', 'completed', repeat('A sentence of an output. ', 200), '{}'
             FROM project, generate_series(1, $2) RETURNING id, project_id)
         SELECT project_id, id FROM written LIMIT 1",
    )
    .bind(USER)
    .bind(OUTPUTS)
    .fetch_one(&mut fixture.rows)
    .await
    .unwrap();
    let read = |function, path, bound| Case {
        function,
        method: "GET",
        path,
        body: None,
        bound,
    };
    let outputs = format!("/projects/{project}/outputs");
    [
        read("project-list", "/projects".to_owned(), 1_900_000),
        read("output-get", format!("{outputs}/{output}"), 900_000),
        read("output-list", outputs, 9_700_000),
        Case {
            function: "output-create",
            method: "POST",
            path: format!("/projects/{project}/generate/blog"),
            body: Some(json!({ "topic": "Bread" })),
            bound: 1_700_000,
        },
    ]
}

impl Case {
    /// All that a process runs, from its start to its end, with so many requests one after the other.
    async fn counted(&self, environment: &Environment, requests: u64) -> u64 {
        let counts = env::temp_dir().join(format!("instructions-{}", Uuid::new_v4()));
        let valgrind = [
            "valgrind",
            "--tool=callgrind",
            &format!("--callgrind-out-file={}", counts.display()),
        ];
        let function = Function::start_under(&valgrind, self.function, environment).await;
        let bearer = signer().bearer();
        for _ in 0..requests {
            let answer = function.invoke(self.event(&bearer)).await.response();
            let status = answer["statusCode"].as_u64().unwrap();
            assert!((200..300).contains(&status), "{}: {answer}", self.path);
        }
        let ended = Command::new("kill")
            .args(["-TERM", &function.pid().to_string()])
            .status();
        assert!(ended.await.unwrap().success());
        let total = total(&counts).await;
        fs::remove_file(&counts).unwrap();
        total
    }

    fn event(&self, bearer: &str) -> Value {
        json!({
            "version": "2.0", "routeKey": "$default", "rawPath": self.path, "rawQueryString": "",
            "headers": {
                "authorization": bearer, "content-type": "application/json", "host": "api.example.com",
                "idempotency-key": Uuid::new_v4().to_string(), "user-agent": "bench", "accept": "application/json",
            },
            "requestContext": {
                "accountId": "000000000000", "apiId": "api", "domainName": "api.example.com", "stage": "$default",
                "requestId": Uuid::new_v4().to_string(),
                "http": { "method": self.method, "path": self.path, "protocol": "HTTP/1.1", "sourceIp": "192.0.2.1" },
            },
            "isBase64Encoded": false,
            "body": self.body.as_ref().map(Value::to_string),
        })
    }
}

fn signer() -> Signer {
    let stack = stack();
    let of = |name: &str| stack.environment[name].clone();
    let parties = of("CLERK_AUTHORIZED_PARTIES");
    let party = parties.split(',').next().unwrap();
    Signer::with_key(&stack.key, &stack.kid, &of("CLERK_ISSUER"), party, USER)
}

/// What Callgrind has counted; it writes it once the process has been told to end.
async fn total(counts: &Path) -> u64 {
    for _ in 0..1_000 {
        let written = fs::read_to_string(counts).unwrap_or_default();
        let line = written
            .lines()
            .find_map(|line| line.strip_prefix("totals: "));
        if let Some(total) = line {
            return total.trim().parse().unwrap();
        }
        sleep(Duration::from_millis(20)).await;
    }
    panic!("Callgrind wrote no total to {}", counts.display());
}
