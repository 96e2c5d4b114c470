//! GET /auth/me: who the token says is asking.

use domain::Env;
use functions::{AUTH_ME, Identity};
use web::{AuthenticatedRequest, Error, HandlerResult, Response, serve};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    serve(Env::new(), AUTH_ME, (), me).await
}

async fn me(request: AuthenticatedRequest, (): &()) -> HandlerResult {
    let body = Identity {
        user_id: request.user(),
        email: request.claim("email"),
        name: request.claim("name"),
        claims: request.claims(),
    };
    Ok(Response::resource(&body)?)
}
