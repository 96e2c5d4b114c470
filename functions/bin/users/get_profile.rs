//! GET /users/me: the profile, made on first sight.

use domain::Env;
use functions::PROFILE_GET;
use models::{UserDb, profiles};
use web::{AuthenticatedRequest, Error, HandlerResult, Response, serve};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let db = UserDb::connect(&mut env).await;
    serve(env, PROFILE_GET, db, get).await
}

async fn get(request: AuthenticatedRequest, db: &UserDb) -> HandlerResult {
    let mut tx = request.begin_read(db).await?;
    let profile = profiles::get_or_create(&mut tx, request.claim("name")).await?;
    tx.respond(Response::resource(&profile)?).await
}
