//! POST /auth/webhook: what the sign-in service says of its users and organizations, and of what they pay where it is Clerk that
//! they pay.

use domain::Env;
use functions::{
    CLERK_WEBHOOK,
    billing::{Billing, clerk, hear},
    users::{Event, Secrets},
};
use models::{DbError, WebhookDb, billing::Source, clerk_users, memberships};
use web::{
    Error, HandlerResult, Problem, Request, Response, limits, metrics::Metrics, serve_public,
};

type Clients = (WebhookDb, (Secrets, Billing, Metrics));

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let secrets = Secrets::from_env(&mut env);
    let billing = Billing::from_env(&mut env);
    let metrics = Metrics::from_env(&mut env);
    let db = WebhookDb::connect(&mut env).await;
    let clients = (db, (secrets, billing, metrics));
    serve_public(env, &[CLERK_WEBHOOK], clients, webhook).await
}

async fn webhook(request: Request, clients: &Clients) -> HandlerResult {
    let (db, (secrets, billing, metrics)) = clients;
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
        Event::Membership(membership) => memberships::changed(db, id, &membership).await,
        Event::OrganizationDeleted(account) => memberships::ended(db, id, &account).await,
        Event::Payment if billing.names.source() == Some(Source::Clerk) => {
            return hear(db, metrics, clerk::read(id, request.bytes(), billing)).await;
        }
        Event::Payment | Event::Other => Ok(()),
    };
    match done {
        // The event is a late one: its user or organization is gone, and stays so.
        Err(DbError::UserDeleted) | Ok(()) => Ok(Response::no_content()),
        Err(error) => Err(error.into()),
    }
}
