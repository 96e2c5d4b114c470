//! POST /webhooks/{webhook_id}/ping: a test.

use domain::{Env, Subject, WebhookId};
use functions::{
    WEBHOOK_PING, publish_now,
    webhooks::{on_its_way, requested},
};
use jobs::Queue;
use models::UserDb;
use web::{AuthenticatedRequest, Error, HandlerResult, serve};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let queue = Queue::webhooks(&mut env);
    let db = UserDb::connect(&mut env).await;
    serve(env, WEBHOOK_PING, (db, queue), ping).await
}

async fn ping(request: AuthenticatedRequest, (db, queue): &(UserDb, Queue)) -> HandlerResult {
    let id: WebhookId = request.id("webhook_id")?;
    let asked = db
        .ping_webhook(request.principal(), request.needs(), id)
        .await?;
    let delivery = requested(asked, "webhook")?;
    publish_now(queue, &request, db, &[Subject::Delivery(delivery.id)]).await;
    on_its_way(&delivery)
}
