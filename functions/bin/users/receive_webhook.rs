//! POST /auth/webhook: what the sign-in service says of its users.

use domain::Env;
use functions::{
    CLERK_WEBHOOK,
    users::{Event, Secrets},
};
use models::{DbError, WebhookDb, clerk_users};
use web::{Error, HandlerResult, Problem, Request, Response, limits, serve_public};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let secrets = Secrets::from_env(&mut env);
    let db = WebhookDb::connect(&mut env).await;
    serve_public(env, &[CLERK_WEBHOOK], (db, secrets), webhook).await
}

async fn webhook(request: Request, (db, secrets): &(WebhookDb, Secrets)) -> HandlerResult {
    if request.bytes().len() > limits::JSON_BODY {
        return Err(Problem::body_too_large().into());
    }
    let id = secrets.verify(&request)?;
    let done = match Event::read(request.bytes())? {
        Event::Changed {
            user,
            name,
            updated_at,
        } => clerk_users::changed(db, id, &user, name.as_deref(), updated_at).await,
        Event::Deleted(user) => clerk_users::deleted(db, id, &user).await,
        Event::Other => Ok(()),
    };
    match done {
        // The event is a late one: its user is gone, and stays so.
        Err(DbError::UserDeleted) | Ok(()) => Ok(Response::no_content()),
        Err(error) => Err(error.into()),
    }
}
