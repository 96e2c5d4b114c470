//! GET /webhooks/{webhook_id}: whether it is told, and whether it hears.

use domain::{Env, WebhookId};
use functions::WEBHOOK_GET;
use models::UserDb;
use web::{AuthenticatedRequest, Error, HandlerResult, Problem, Response, serve};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let db = UserDb::connect(&mut env).await;
    serve(env, WEBHOOK_GET, db, get).await
}

async fn get(request: AuthenticatedRequest, db: &UserDb) -> HandlerResult {
    let id: WebhookId = request.id("webhook_id")?;
    let found = db.webhook(request.principal(), request.needs(), id).await?;
    let webhook = found.ok_or_else(|| Problem::not_found("webhook"))?;
    Ok(Response::resource(&webhook)?)
}
