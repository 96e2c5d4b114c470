//! SQS dead-letter queues: whatever broke off each time fails with its reason, and nothing is lost silently.

use aws_lambda_events::event::sqs::{SqsBatchResponse, SqsEvent, SqsMessage};
use http::{
    Error, log,
    metrics::{FAILED, Metrics},
};
use jobs::{Handled, Message, each};
use lambda_runtime::{LambdaEvent, run, service_fn};
use models::{
    Env, ServiceDb,
    jobs::{Buried, bury},
    outputs::Failure,
};
use serde_json::{Map, json};

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
            each(event.payload, async |message| {
                bury_one(db, metrics, message).await
            })
            .await,
        )
    }))
    .await
}

async fn bury_one(db: &ServiceDb, metrics: &Metrics, message: &SqsMessage) -> Handled {
    let Ok(Message {
        output_id,
        request_id,
    }) = Message::decode(message.body.as_deref())
    else {
        // It names no row that could say so, and its content is nobody's business in a log.
        tracing::error!(
            message_id = message.message_id,
            "a message that is not one of ours was dropped"
        );
        return Handled::Done;
    };
    let why = Failure {
        code: "dead_lettered".to_owned(),
        detail: "The work on this output broke off each time it was tried. Generate again."
            .to_owned(),
        retryable: true,
    };
    match bury(db, output_id, &why).await {
        Ok(buried) => {
            tracing::warn!(%output_id, request_id, ?buried, "a dead letter");
            if buried == Buried::Failed {
                let about = Map::from_iter([("output_id".to_owned(), json!(output_id))]);
                metrics.tell(&[(FAILED, 1)], None, about);
            }
            Handled::Done
        }
        Err(error) => {
            tracing::warn!(%output_id, request_id, %error, "a dead letter could not be recorded yet");
            Handled::Again
        }
    }
}
