//! POST /webhooks: an endpoint that is told of what happens. Its secret is in this answer and nowhere else.

use domain::{Env, WebhookId};
use functions::{
    WEBHOOK_CREATE, reach,
    webhooks::{NewWebhook, SealingKeys, Secret, WebhookWithSecret, problems},
};
use imports::Reach;
use models::{UserDb, webhooks};
use web::{AuthenticatedRequest, Error, HandlerResult, Problem, Response, StatusCode, serve};

struct Create {
    keys: SealingKeys,
    /// Where endpoints may be.
    reach: Reach,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let create = Create {
        keys: SealingKeys::from_env(&mut env),
        reach: reach(&mut env),
    };
    let db = UserDb::connect(&mut env).await;
    serve(env, WEBHOOK_CREATE, (db, create), answer).await
}

async fn answer(request: AuthenticatedRequest, (db, create): &(UserDb, Create)) -> HandlerResult {
    let new = request.json(|body| NewWebhook::read(body, create.reach))?;
    let id = WebhookId::random();
    let no_bytes = || Problem::internal("there are no random bytes");
    let secret = Secret::generate().ok_or_else(no_bytes)?;
    let row = webhooks::NewWebhook {
        id,
        url: &new.url,
        description: new.description.as_deref(),
        types: &new.types,
        secret: &create.keys.seal(&secret, id).ok_or_else(no_bytes)?,
    };
    let made = db
        .create_webhook(request.principal(), request.needs(), &row)
        .await?
        .ok_or_else(problems::too_many_webhooks)?;
    let body = WebhookWithSecret {
        secret: &secret.expose(),
        webhook: &made,
    };
    Ok(Response::json(StatusCode::CREATED, &body)?.header("location", format!("/webhooks/{id}")))
}
