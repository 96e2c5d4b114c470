//! SQS dead-letter queues: whatever broke off each time fails with its reason, and nothing is lost silently.

use aws_lambda_events::event::sqs::{SqsBatchResponse, SqsEvent, SqsMessage};
use domain::{Env, Failure};
use jobs::{FileMessage, Handled, Message, each};
use lambda_runtime::{LambdaEvent, run, service_fn};
use models::{
    ServiceDb, file_jobs,
    jobs::{Buried, bury},
};
use serde_json::json;
use web::{
    Error, log,
    metrics::{FAILED, Metrics},
};

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
    let body = message.body.as_deref();
    let (buried, about) = if let Ok(Message {
        output_id,
        request_id,
    }) = Message::decode(body)
    {
        let detail = "The work on this output broke off each time it was tried. Generate again.";
        let why = Failure::passing("dead_lettered", detail);
        let about = json!({ "output_id": output_id, "request_id": request_id });
        (bury(db, output_id, &why).await, about)
    } else if let Ok(FileMessage {
        file_id,
        request_id,
    }) = FileMessage::decode(body)
    {
        let detail = "Reading this file broke off each time it was tried. Call `complete` again.";
        let why = Failure::passing("dead_lettered", detail);
        let about = json!({ "file_id": file_id, "request_id": request_id });
        (file_jobs::bury(db, file_id, &why).await, about)
    } else {
        // It names no row that could say so, and its content is nobody's business in a log.
        tracing::error!(
            message_id = message.message_id,
            "a message that is not one of ours was dropped"
        );
        return Handled::Done;
    };
    match buried {
        Ok(buried) => {
            tracing::warn!(%about, ?buried, "a dead letter");
            if buried == Buried::Failed {
                let about = about.as_object().cloned().unwrap_or_default();
                metrics.emit(&[(FAILED, 1)], None, about);
            }
            Handled::Done
        }
        Err(error) => {
            tracing::warn!(%about, %error, "a dead letter could not be recorded yet");
            Handled::Again
        }
    }
}
