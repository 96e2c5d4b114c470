//! DELETE /api-keys/{api_key_id}: from the next request on the key is none.

use domain::{ApiKeyId, Env};
use functions::API_KEY_DELETE;
use models::UserDb;
use web::{AuthenticatedRequest, Error, HandlerResult, Problem, Response, serve};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let db = UserDb::connect(&mut env).await;
    serve(env, API_KEY_DELETE, db, delete).await
}

async fn delete(request: AuthenticatedRequest, db: &UserDb) -> HandlerResult {
    let id: ApiKeyId = request.id("api_key_id")?;
    let deleted = db
        .delete_api_key(request.principal(), request.needs(), id)
        .await?;
    if deleted {
        Ok(Response::no_content())
    } else {
        Err(Problem::not_found("api_key").into())
    }
}
