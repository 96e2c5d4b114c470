//! The queue and storage server, and AWS's part between queue and function.

use std::{path::Path, process::Command, time::Duration};

use anyhow::{Context, Result, ensure};
use domain::WorkKind;
use reqwest::Method;
use rustix::process::Signal;
use serde_json::{Value, json};

use crate::{
    aws::{ACCESS_KEY_ID, Aws, REGION, field, queue_arn, queue_path},
    cargo::Functions,
    folder::Folder,
    process::{Processes, free_port, wait_until_up},
    settings::Settings,
    terminal::Step,
    tools,
};

pub(crate) const NAME: &str = "ministack";
pub(crate) const BUCKET: &str = "uploads";
/// As the storage's crate calls it.
const STAGING: &str = "uploads-staging";

/// Receives before a message goes to the dead-letter queue, as in infra/workers.yaml.
const MAX_RECEIVE_COUNT: u32 = 5;
/// Seconds until a message that no worker answered for comes back. On AWS it is six times the function's time-out;
/// a person who watches has not that long, and a lease keeps a second worker from doing the work again.
const VISIBILITY: u32 = 90;
/// A worker's time-out, as in infra/workers.yaml.
const WORKER_TIMEOUT: u32 = 300;
const BATCH_SIZE: u32 = 10;

/// Which function gets the messages of which queue.
fn mappings() -> impl Iterator<Item = (String, String)> {
    WorkKind::ALL.into_iter().flat_map(|work| {
        let worker = format!("{}-worker", work.as_str());
        [
            (work.queue().to_owned(), worker),
            (dead_letters(work), "dead-letter-worker".to_owned()),
        ]
    })
}

fn dead_letters(work: WorkKind) -> String {
    format!("{}-dead-letter", work.queue())
}

/// Starts the server unless it runs, with its queues and its buckets.
pub(crate) async fn start(
    folder: &Folder,
    settings: &mut Settings,
    processes: &mut Processes,
) -> Result<()> {
    if processes.runs(NAME) {
        // One that was started by an earlier version may lack some.
        queues(settings).await.context("the queues")?;
        return buckets(settings).await.context("the buckets");
    }
    processes.stop(folder, NAME, Signal::KILL, Duration::ZERO)?;
    let program = tools::ministack(folder)?;
    let step = Step::start("Starting the queues and the storage");
    let port = free_port(settings.ports.ministack)?;
    settings.ports.ministack = Some(port);
    let mut server = server(&program, &folder.dev("ministack"), settings)?;
    server.envs([
        ("PERSIST_STATE", "1"),
        ("S3_PERSIST", "1"),
        ("SERVICES", "sqs,s3,lambda"),
    ]);
    let process = processes.start(folder, NAME, &mut server, Some(port))?;
    wait_until_up(folder, NAME, &process, Duration::from_secs(30))?;
    settings.save(folder)?;
    // Kept from the last time, a mapping would fetch messages for functions that aren't there yet.
    disconnect(settings).await?;
    queues(settings).await.context("the queues")?;
    buckets(settings).await.context("the buckets")?;
    processes.set_ready(folder, NAME, true)?;
    step.done();
    Ok(())
}

/// The server at the settings' port, with what it keeps below `home` and nothing of the shell's environment.
pub(crate) fn server(program: &Path, home: &Path, settings: &Settings) -> Result<Command> {
    std::fs::create_dir_all(home.join("tmp"))?;
    let mut server = Command::new(program);
    server
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("HOME", home)
        .env("TMPDIR", home.join("tmp"))
        .env("STATE_DIR", home.join("state"))
        .env("S3_DATA_DIR", home.join("s3"))
        .envs([
            ("AUTH", "true"),
            ("BIND_HOST", "127.0.0.1"),
            ("MINISTACK_HOST", "127.0.0.1"),
            ("MINISTACK_REGION", REGION),
        ])
        .env(
            "GATEWAY_PORT",
            settings.ports.ministack.unwrap_or_default().to_string(),
        )
        .env("AWS_ACCESS_KEY_ID", ACCESS_KEY_ID)
        .env("AWS_SECRET_ACCESS_KEY", &settings.secret_access_key);
    Ok(server)
}

/// Without its mappings, so that the next start fetches no message before there is a function to take it.
pub(crate) async fn stop(
    folder: &Folder,
    settings: &Settings,
    processes: &mut Processes,
) -> Result<()> {
    if processes.runs(NAME) {
        disconnect(settings).await?;
    }
    // It saves its queues on SIGTERM, and then alone.
    processes.stop(folder, NAME, Signal::TERM, Duration::from_secs(10))
}

pub(crate) fn url(settings: &Settings) -> String {
    format!(
        "http://127.0.0.1:{}",
        settings.ports.ministack.unwrap_or_default()
    )
}

/// Name and URL of each queue.
pub(crate) fn queue_urls(settings: &Settings) -> impl Iterator<Item = (String, String)> {
    let url = url(settings);
    mappings().map(move |(queue, _)| {
        let url = url.clone() + &queue_path(&queue);
        (queue, url)
    })
}

/// The variable with the queue's URL, and that.
pub(crate) fn queue_variables(settings: &Settings) -> impl Iterator<Item = (String, String)> {
    let url = url(settings);
    WorkKind::ALL.into_iter().map(move |work| {
        let variable = format!("{}_QUEUE_URL", work.queue().to_ascii_uppercase());
        (variable, url.clone() + &queue_path(work.queue()))
    })
}

async fn queues(settings: &Settings) -> Result<()> {
    let aws = Aws::new(settings);
    let attributes = json!({ "VisibilityTimeout": VISIBILITY.to_string() });
    for work in WorkKind::ALL {
        let dead_letters = dead_letters(work);
        create_queue(&aws, settings, &dead_letters, &attributes).await?;
        let redrive = json!({
            "deadLetterTargetArn": queue_arn(&dead_letters),
            "maxReceiveCount": MAX_RECEIVE_COUNT.to_string(),
        });
        let attributes = json!({ "VisibilityTimeout": VISIBILITY.to_string(), "RedrivePolicy": redrive.to_string() });
        create_queue(&aws, settings, work.queue(), &attributes).await?;
    }
    Ok(())
}

async fn create_queue(
    aws: &Aws,
    settings: &Settings,
    name: &str,
    attributes: &Value,
) -> Result<()> {
    let made = aws
        .sqs(
            "CreateQueue",
            &json!({ "QueueName": name, "Attributes": attributes }),
        )
        .await?;
    let expected = url(settings) + &queue_path(name);
    ensure!(
        field(&made, "QueueUrl")? == expected,
        "the queue {name} is not at {expected} but in {made}"
    );
    Ok(())
}

/// The bucket that is served from and the one for staging. Any origin may ask, since what isn't public is signed.
pub(crate) async fn buckets(settings: &Settings) -> Result<()> {
    let aws = Aws::new(settings);
    for name in [BUCKET, STAGING] {
        bucket(&aws, name).await?;
    }
    make_public(&aws).await
}

async fn bucket(aws: &Aws, name: &str) -> Result<()> {
    let path = format!("/{name}");
    if aws.s3(Method::HEAD, &path, String::new()).await.is_err() {
        aws.s3(Method::PUT, &path, String::new()).await?;
    }
    let cors = "<CORSConfiguration><CORSRule><AllowedOrigin>*</AllowedOrigin><AllowedMethod>GET</AllowedMethod>\
                <AllowedMethod>HEAD</AllowedMethod><AllowedMethod>PUT</AllowedMethod><AllowedHeader>*</AllowedHeader>\
                <ExposeHeader>ETag</ExposeHeader></CORSRule></CORSConfiguration>";
    aws.s3(Method::PUT, &format!("/{name}?cors="), cors.to_owned())
        .await?;
    Ok(())
}

/// To read, by address alone: the default of `UPLOADS_PUBLIC`.
async fn make_public(aws: &Aws) -> Result<()> {
    aws.s3(
        Method::DELETE,
        &format!("/{BUCKET}?publicAccessBlock="),
        String::new(),
    )
    .await?;
    let policy = json!({ "Version": "2012-10-17", "Statement": [{
        "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": format!("arn:aws:s3:::{BUCKET}/*"),
    }] });
    aws.s3(
        Method::PUT,
        &format!("/{BUCKET}?policy="),
        policy.to_string(),
    )
    .await?;
    Ok(())
}

/// Has the server bring the queues' messages to those of the functions that there are, at `api_url`.
pub(crate) async fn connect(
    settings: &Settings,
    api_url: &str,
    functions: &Functions,
) -> Result<()> {
    disconnect(settings).await?;
    let aws = Aws::new(settings);
    for (queue, function) in mappings() {
        if !functions.has(&function) {
            continue;
        }
        let invoke = format!("{api_url}/2015-03-31/functions/{function}/invocations");
        let create = json!({
            "FunctionName": function,
            "Runtime": "provided.al2023",
            "Handler": "bootstrap",
            "Role": "",
            "Timeout": WORKER_TIMEOUT,
            "Code": {},
            "Environment": { "Variables": { "MINISTACK_LAMBDA_PROXY_URL": invoke } },
        });
        let path = format!("/2015-03-31/functions/{function}");
        if aws.rest("lambda", Method::GET, &path, None).await.is_err() {
            aws.rest(
                "lambda",
                Method::POST,
                "/2015-03-31/functions",
                Some(&create),
            )
            .await?;
        }
        let mapping = json!({
            "FunctionName": function,
            "EventSourceArn": queue_arn(&queue),
            "BatchSize": BATCH_SIZE,
            "FunctionResponseTypes": ["ReportBatchItemFailures"],
        });
        aws.rest(
            "lambda",
            Method::POST,
            "/2015-03-31/event-source-mappings",
            Some(&mapping),
        )
        .await?;
    }
    Ok(())
}

/// Takes the functions away from the queues: their messages wait.
pub(crate) async fn disconnect(settings: &Settings) -> Result<()> {
    let aws = Aws::new(settings);
    let mappings = aws
        .rest(
            "lambda",
            Method::GET,
            "/2015-03-31/event-source-mappings",
            None,
        )
        .await?;
    for mapping in mappings["EventSourceMappings"]
        .as_array()
        .into_iter()
        .flatten()
    {
        let path = format!(
            "/2015-03-31/event-source-mappings/{}",
            field(mapping, "UUID")?
        );
        aws.rest("lambda", Method::DELETE, &path, None).await?;
    }
    let functions = aws
        .rest("lambda", Method::GET, "/2015-03-31/functions", None)
        .await?;
    for function in functions["Functions"].as_array().into_iter().flatten() {
        let path = format!("/2015-03-31/functions/{}", field(function, "FunctionName")?);
        aws.rest("lambda", Method::DELETE, &path, None).await?;
    }
    Ok(())
}
