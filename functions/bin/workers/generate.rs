//! SQS `outputs`: writes the output that each message names.

use aws_lambda_events::event::sqs::{SqsBatchResponse, SqsEvent};
use domain::Env;
use functions::{outputs::provider, workers::generate::Worker};
use jobs::{Queue, each};
use lambda_runtime::{LambdaEvent, run, service_fn};
use models::ServiceDb;
use storage::Storage;
use web::{Error, log, metrics::Metrics};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    log::init();
    let mut env = Env::new();
    let queue = Queue::outputs(&mut env);
    let storage = Storage::from_env(&mut env);
    let provider = provider(&mut env);
    let metrics = Metrics::from_env(&mut env);
    let db = ServiceDb::connect(&mut env).await;
    env.finish()?;
    let worker = &Worker {
        db,
        queue,
        storage,
        provider,
        metrics,
    };
    run(service_fn(move |event: LambdaEvent<SqsEvent>| async move {
        Ok::<SqsBatchResponse, Error>(
            each(event.payload, async |message| worker.handle(message).await).await,
        )
    }))
    .await
}
