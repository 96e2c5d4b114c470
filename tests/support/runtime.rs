//! The functions as Lambda runs them: the real binary, in any environment, against a Runtime API inside of the test.
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html>

use std::{
    collections::HashMap,
    ffi::OsString,
    path::PathBuf,
    process::Stdio,
    sync::{Arc, Mutex},
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use serde_json::{Value, json};
use tokio::{
    io::{AsyncBufReadExt, AsyncRead, BufReader},
    process::{Child, Command},
    sync::{mpsc, oneshot},
    time::{error::Elapsed, timeout},
};
use uuid::Uuid;

use crate::http1::{Request, Response, Server};

/// Name → value: all that the process has for an environment.
pub type Environment = std::collections::BTreeMap<String, String>;

/// From the start of a process to its first `next`; a debug build on a busy machine is slow.
const INIT: Duration = Duration::from_secs(20);
/// AWS's own for the functions that answer requests is 29 s.
const INVOCATION: Duration = Duration::from_mins(1);

/// A running instance of a function. Where its test fails, its log is shown.
pub struct Function {
    name: String,
    process: Child,
    events: mpsc::UnboundedSender<Event>,
    api: Arc<Api>,
    /// From the start of the process to its first `next`.
    pub init: Duration,
    _server: Server,
}

/// What an instance is to work on.
struct Event {
    id: String,
    payload: Value,
    /// From when it is taken.
    time: Duration,
}

/// What came of an invocation.
#[derive(Debug)]
pub enum Outcome {
    Response(Value),
    /// `{errorType, errorMessage}`: for AWS the invocation failed.
    Error(Value),
    /// The process ended without an answer.
    Died,
}

/// The Runtime API's own state.
struct Api {
    /// What `next` gives.
    events: tokio::sync::Mutex<mpsc::UnboundedReceiver<Event>>,
    /// Who waits for an answer. `None`: the process has ended.
    waiting: Mutex<Option<HashMap<String, oneshot::Sender<Outcome>>>>,
    /// Taken by the first `next`.
    first_next: Mutex<Option<oneshot::Sender<Instant>>>,
    log: Mutex<String>,
}

impl Function {
    /// Starts `target/debug/NAME` with this environment and no other, and waits until it asks for its first event.
    pub async fn start(name: &str, env: &Environment) -> Self {
        Self::start_under(&[], name, env).await
    }

    /// The same as the argument of another program, such as `["valgrind"]`.
    pub async fn start_under(program: &[&str], name: &str, env: &Environment) -> Self {
        match Self::launch(program, name, env).await {
            Ok(function) => function,
            Err(log) => panic!("{name} did not start:\n{log}"),
        }
    }

    /// Gives what a function wrote that ends before it asks for an event.
    pub async fn try_start(name: &str, env: &Environment) -> Result<Self, String> {
        Self::launch(&[], name, env).await
    }

    async fn launch(program: &[&str], name: &str, env: &Environment) -> Result<Self, String> {
        let (events, receiver) = mpsc::unbounded_channel();
        let (first_next, asked) = oneshot::channel();
        let api = Arc::new(Api {
            events: tokio::sync::Mutex::new(receiver),
            waiting: Mutex::new(Some(HashMap::new())),
            first_next: Mutex::new(Some(first_next)),
            log: Mutex::default(),
        });
        let server = Server::start({
            let api = Arc::clone(&api);
            move |request| {
                let api = Arc::clone(&api);
                async move { api.answer(request).await }
            }
        })
        .await;

        let start = Instant::now();
        let function = binary(name).into_os_string();
        let mut words = program.iter().map(OsString::from).chain([function]);
        let mut process = Command::new(words.next().expect("the function at least"))
            .args(words)
            .env_clear()
            .envs(env)
            .env("AWS_LAMBDA_RUNTIME_API", &server.address)
            .env("AWS_LAMBDA_FUNCTION_NAME", name)
            .env("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST")
            .env("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "128")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .unwrap_or_else(|error| panic!("{name}: {error}: `cargo build -p functions` makes it"));
        let errors = api.clone().keep(process.stderr.take().unwrap());
        let output = api.clone().keep(process.stdout.take().unwrap());
        tokio::spawn({
            let api = Arc::clone(&api);
            async move {
                tokio::join!(errors, output);
                // Only the end of the process closes them. Who waits is told, and who comes later as well.
                *api.first_next.lock().unwrap() = None;
                *api.waiting.lock().unwrap() = None;
            }
        });

        match timeout(INIT, asked).await {
            Ok(Ok(asked)) => Ok(Self {
                name: name.to_owned(),
                process,
                events,
                api,
                init: asked - start,
                _server: server,
            }),
            Ok(Err(_)) => Err(api.log.lock().unwrap().clone()),
            Err(Elapsed { .. }) => panic!("{name} asks for no event:\n{}", api.log.lock().unwrap()),
        }
    }

    /// Hands it the event at once; the outcome may be waited for later, or never.
    pub fn invoke(&self, event: Value) -> impl Future<Output = Outcome> + use<> {
        self.invoke_within(INVOCATION, event)
    }

    /// The same for a function with this time-out.
    pub fn invoke_within(
        &self,
        time: Duration,
        event: Value,
    ) -> impl Future<Output = Outcome> + use<> {
        let id = Uuid::new_v4().to_string();
        let (answer, outcome) = oneshot::channel();
        if let Some(waiting) = &mut *self.api.waiting.lock().unwrap() {
            waiting.insert(id.clone(), answer);
        }
        // Nobody takes it where the process has ended, and then nobody answers either.
        let _ = self.events.send(Event {
            id,
            payload: event,
            time,
        });
        let name = self.name.clone();
        async move {
            match timeout(INVOCATION, outcome).await {
                Ok(outcome) => outcome.unwrap_or(Outcome::Died),
                Err(Elapsed { .. }) => panic!("{name} does not answer"),
            }
        }
    }

    /// SIGKILL, as when Lambda takes the machine away.
    pub async fn kill(mut self) {
        self.process.kill().await.unwrap();
    }

    pub fn pid(&self) -> u32 {
        self.process.id().expect("it runs")
    }

    /// All that it has written so far.
    pub fn log(&self) -> String {
        self.api.log.lock().unwrap().clone()
    }
}

impl Drop for Function {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let log = self.log();
            let lines: Vec<_> = log.lines().collect();
            let last = &lines[lines.len().saturating_sub(20)..];
            eprintln!("{} wrote last:\n{}", self.name, last.join("\n"));
        }
    }
}

impl Outcome {
    #[track_caller]
    pub fn response(self) -> Value {
        match self {
            Self::Response(value) => value,
            Self::Error(error) => panic!("the invocation failed: {error}"),
            Self::Died => panic!("the function died"),
        }
    }
}

impl Api {
    async fn answer(&self, request: Request) -> Response {
        let path: Vec<_> = request.path.split('/').skip(3).collect();
        match (request.method.as_str(), path.as_slice()) {
            ("GET", ["invocation", "next"]) => {
                if let Some(first) = self.first_next.lock().unwrap().take() {
                    let _ = first.send(Instant::now());
                }
                self.next().await
            }
            ("POST", ["invocation", id, "response"]) => {
                self.told(id, Outcome::Response, &request.body)
            }
            ("POST", ["invocation", id, "error"]) => self.told(id, Outcome::Error, &request.body),
            ("POST", ["init", "error"]) => Response::new(202, &[], b"{}"),
            _ => Response::new(404, &[], b"{}"),
        }
    }

    async fn next(&self) -> Response {
        let event = self.events.lock().await.recv().await;
        // Its end is the end of the test.
        let Some(Event { id, payload, time }) = event else {
            return Response::raw("");
        };
        let deadline = SystemTime::now().duration_since(UNIX_EPOCH).unwrap() + time;
        let headers = [
            ("content-type", "application/json"),
            ("lambda-runtime-aws-request-id", &id),
            (
                "lambda-runtime-deadline-ms",
                &deadline.as_millis().to_string(),
            ),
            (
                "lambda-runtime-invoked-function-arn",
                "arn:aws:lambda:us-east-1:000000000000:function:test",
            ),
            ("lambda-runtime-trace-id", "Root=1-0-0;Sampled=0"),
        ];
        Response::new(200, &headers, payload.to_string().as_bytes())
    }

    fn told(&self, id: &str, outcome: impl Fn(Value) -> Outcome, body: &[u8]) -> Response {
        let waiting = self
            .waiting
            .lock()
            .unwrap()
            .as_mut()
            .and_then(|w| w.remove(id));
        if let Some(waiting) = waiting {
            let value = serde_json::from_slice(body).unwrap_or_default();
            // Not every test waits for its outcomes.
            let _ = waiting.send(outcome(value));
        }
        Response::new(202, &[], b"{}")
    }

    async fn keep(self: Arc<Self>, output: impl AsyncRead + Unpin) {
        let mut lines = BufReader::new(output).lines();
        while let Ok(Some(line)) = lines.next_line().await {
            let mut log = self.log.lock().unwrap();
            log.push_str(&line);
            log.push('\n');
        }
    }
}

/// An SQS event with these messages: (message id and receipt handle, body).
pub fn sqs_event(messages: &[(&str, &str)]) -> Value {
    let record = |(id, body): &(&str, &str)| {
        json!({
            "messageId": id, "receiptHandle": id, "body": body, "attributes": { "ApproximateReceiveCount": "1" },
            "messageAttributes": {}, "eventSource": "aws:sqs", "awsRegion": "us-east-1",
            "eventSourceARN": "arn:aws:sqs:us-east-1:000000000000:outputs",
        })
    };
    json!({ "Records": messages.iter().map(record).collect::<Vec<_>>() })
}

/// Where cargo-lambda put them, or beside the tests' own binary, which cargo puts into `deps`.
pub fn binary(name: &str) -> PathBuf {
    if let Some(functions) = std::env::var_os("REPOSTR_FUNCTIONS") {
        return PathBuf::from(functions).join(name).join("bootstrap");
    }
    let tests = std::env::current_exe().unwrap();
    tests.parent().unwrap().with_file_name(name)
}
