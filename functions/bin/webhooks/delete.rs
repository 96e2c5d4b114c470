//! DELETE /webhooks/{webhook_id}: it is told nothing more, and what it was told is forgotten.

use domain::{Env, WebhookId};
use functions::WEBHOOK_DELETE;
use models::UserDb;
use web::{AuthenticatedRequest, Error, HandlerResult, Problem, Response, serve};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let db = UserDb::connect(&mut env).await;
    serve(env, WEBHOOK_DELETE, db, delete).await
}

async fn delete(request: AuthenticatedRequest, db: &UserDb) -> HandlerResult {
    let id: WebhookId = request.id("webhook_id")?;
    let deleted = db
        .delete_webhook(request.principal(), request.needs(), id)
        .await?;
    if deleted {
        Ok(Response::no_content())
    } else {
        Err(Problem::not_found("webhook").into())
    }
}
