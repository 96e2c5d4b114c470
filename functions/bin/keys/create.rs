//! POST /api-keys: a key by which a program asks for the account. It is in this answer and nowhere else.

use domain::Env;
use functions::{
    API_KEY_CREATE,
    api_keys::{ApiKeyWithSecret, NewApiKey, problems},
};
use models::{UserDb, api_keys};
use web::{
    ApiKey, AuthenticatedRequest, Error, HandlerResult, Problem, Response, StatusCode, serve,
};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let db = UserDb::connect(&mut env).await;
    serve(env, API_KEY_CREATE, db, create).await
}

async fn create(request: AuthenticatedRequest, db: &UserDb) -> HandlerResult {
    let new = request.json(NewApiKey::read)?;
    let key = ApiKey::generate(request.user(), request.account())
        .ok_or_else(|| Problem::internal("there are no random bytes"))?;
    let row = api_keys::NewApiKey {
        name: &new.name,
        digest: &key.digest(),
        scopes: &new.scopes,
        expires_at: new.expires_at,
    };
    let made = db
        .create_api_key(request.principal(), request.needs(), &row)
        .await?
        .ok_or_else(problems::too_many_keys)?;
    let body = ApiKeyWithSecret {
        key: key.expose(),
        api_key: &made,
    };
    Ok(Response::json(StatusCode::CREATED, &body)?)
}
