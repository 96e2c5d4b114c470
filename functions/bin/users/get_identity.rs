//! GET /auth/me: who the token says is asking.

use domain::Env;
use functions::{AUTH_ME, Identity};
use models::UserDb;
use web::{AuthenticatedRequest, Error, HandlerResult, Response, serve};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let db = UserDb::connect(&mut env).await;
    serve(env, AUTH_ME, db, me).await
}

async fn me(request: AuthenticatedRequest, db: &UserDb) -> HandlerResult {
    let role = db.role(request.principal()).await?;
    let body = Identity {
        user_id: request.user(),
        account_id: request.account(),
        role,
        email: request.claim("email"),
        name: request.claim("name"),
        claims: request.claims(),
    };
    Ok(Response::resource(&body)?)
}
