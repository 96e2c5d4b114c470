//! GET /webhooks/{webhook_id}/deliveries: what it was sent, newest first, and what came of it.

use domain::{Env, WebhookId};
use functions::DELIVERY_LIST;
use models::UserDb;
use web::{AuthenticatedRequest, Error, HandlerResult, Problem, serve};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let db = UserDb::connect(&mut env).await;
    serve(env, DELIVERY_LIST, db, list).await
}

async fn list(request: AuthenticatedRequest, db: &UserDb) -> HandlerResult {
    let id: WebhookId = request.id("webhook_id")?;
    let page = request.page()?;
    let found = db
        .deliveries(request.principal(), request.needs(), id, page)
        .await?;
    let deliveries = found.ok_or_else(|| Problem::not_found("webhook"))?;
    Ok(request.page_response(&deliveries, page)?)
}
