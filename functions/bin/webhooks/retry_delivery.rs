//! POST /webhooks/{webhook_id}/deliveries/{delivery_id}/retry: the same message once more, under the same id.

use domain::{DeliveryId, Env, Subject, WebhookId};
use functions::{
    DELIVERY_RETRY, publish_now,
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
    serve(env, DELIVERY_RETRY, (db, queue), retry).await
}

async fn retry(request: AuthenticatedRequest, (db, queue): &(UserDb, Queue)) -> HandlerResult {
    let (id, delivery): (WebhookId, DeliveryId) =
        (request.id("webhook_id")?, request.id("delivery_id")?);
    let asked = db
        .retry_delivery(request.principal(), request.needs(), id, delivery)
        .await?;
    let delivery = requested(asked, "delivery")?;
    publish_now(queue, &request, db, &[Subject::Delivery(delivery.id)]).await;
    on_its_way(&delivery)
}
