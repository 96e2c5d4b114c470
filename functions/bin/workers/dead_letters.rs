//! SQS dead-letter queues: ends the jobs whose messages were handed out too often.

use aws_lambda_events::event::sqs::{SqsBatchResponse, SqsEvent};
use domain::Env;
use functions::workers::dead_letters::handle;
use jobs::process_batch;
use lambda_runtime::{LambdaEvent, run, service_fn};
use models::ServiceDb;
use web::{Error, log, metrics::Metrics};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    log::init();
    let mut env = Env::new();
    let metrics = Metrics::from_env(&mut env);
    let db = ServiceDb::connect(&mut env).await;
    env.finish()?;
    let (db, metrics) = (&db, &metrics);
    run(service_fn(move |event: LambdaEvent<SqsEvent>| async move {
        Ok::<SqsBatchResponse, Error>(
            process_batch(event.payload, async |message| {
                handle(db, metrics, message).await
            })
            .await,
        )
    }))
    .await
}
