//! POST /webhooks/{webhook_id}/rotate: another secret. For a day the one from before signs, too.

use domain::{Env, WebhookId};
use functions::{
    WEBHOOK_ROTATE,
    webhooks::{SealingKeys, Secret, WebhookWithSecret},
};
use models::UserDb;
use web::{AuthenticatedRequest, Error, HandlerResult, Problem, Response, StatusCode, serve};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let keys = SealingKeys::from_env(&mut env);
    let db = UserDb::connect(&mut env).await;
    serve(env, WEBHOOK_ROTATE, (db, keys), rotate).await
}

async fn rotate(
    request: AuthenticatedRequest,
    (db, keys): &(UserDb, SealingKeys),
) -> HandlerResult {
    let id: WebhookId = request.id("webhook_id")?;
    let no_bytes = || Problem::internal("there are no random bytes");
    let secret = Secret::generate().ok_or_else(no_bytes)?;
    let sealed = keys.seal(&secret, id).ok_or_else(no_bytes)?;
    let changed = db
        .rotate_webhook(request.principal(), request.needs(), id, &sealed)
        .await?;
    let webhook = changed.ok_or_else(|| Problem::not_found("webhook"))?;
    let body = WebhookWithSecret {
        secret: &secret.expose(),
        webhook: &webhook,
    };
    Ok(Response::json(StatusCode::OK, &body)?)
}
