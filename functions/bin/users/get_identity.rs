//! GET /auth/me: who the token says is asking.

use functions::{AUTH_ME, Identity};
use models::Env;
use web::{Answer, Call, Error, Reply, serve};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    serve(Env::new(), AUTH_ME, (), me).await
}

async fn me(call: Call, (): &()) -> Answer {
    let body = Identity {
        user_id: call.user(),
        email: call.claim("email"),
        name: call.claim("name"),
        claims: call.claims(),
    };
    Ok(Reply::resource(&body)?)
}
