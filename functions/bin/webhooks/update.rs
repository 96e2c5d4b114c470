//! PATCH /webhooks/{webhook_id}: another address, other events, or a pause.

use domain::{Env, WebhookId};
use functions::{WEBHOOK_UPDATE, reach, webhooks::ChangedWebhook};
use imports::Reach;
use models::UserDb;
use web::{AuthenticatedRequest, Error, HandlerResult, Problem, Response, serve};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let reach = reach(&mut env);
    let db = UserDb::connect(&mut env).await;
    serve(env, WEBHOOK_UPDATE, (db, reach), update).await
}

async fn update(request: AuthenticatedRequest, (db, reach): &(UserDb, Reach)) -> HandlerResult {
    let id: WebhookId = request.id("webhook_id")?;
    let changes = request.json(|body| ChangedWebhook::read(body, *reach))?;
    let after = db
        .change_webhook(request.principal(), request.needs(), id, &changes)
        .await?;
    let webhook = after.ok_or_else(|| Problem::not_found("webhook"))?;
    Ok(Response::resource(&webhook)?)
}
