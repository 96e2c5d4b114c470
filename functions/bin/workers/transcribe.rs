//! SQS `transcriptions`: reads the file that each message names.

use std::time::{Instant, SystemTime};

use aws_lambda_events::event::sqs::{SqsBatchResponse, SqsEvent};
use domain::Env;
use functions::workers::transcribe::{Transcriber, Worker};
use jobs::{Queue, each};
use lambda_runtime::{LambdaEvent, run, service_fn};
use models::ServiceDb;
use storage::Storage;
use web::{Error, log, metrics::Metrics};

fn main() -> Result<(), Error> {
    // A document is read by a child, which is this program again.
    documents::child::main_if_child();
    start()
}

#[tokio::main(flavor = "current_thread")]
async fn start() -> Result<(), Error> {
    log::init();
    let mut env = Env::new();
    let queue = Queue::transcriptions(&mut env);
    let outputs = Queue::outputs(&mut env);
    let storage = Storage::from_env(&mut env);
    let transcriber = Transcriber::from_env(&mut env);
    let metrics = Metrics::from_env(&mut env);
    let db = ServiceDb::connect(&mut env).await;
    env.finish()?;
    let worker = &Worker {
        db,
        queue,
        outputs,
        storage,
        transcriber,
        metrics,
    };
    run(service_fn(move |event: LambdaEvent<SqsEvent>| async move {
        let left = event.context.deadline().duration_since(SystemTime::now());
        let until = Instant::now() + left.unwrap_or_default();
        Ok::<SqsBatchResponse, Error>(
            each(event.payload, async |message| {
                worker.handle(message, until).await
            })
            .await,
        )
    }))
    .await
}
