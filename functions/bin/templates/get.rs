//! GET /templates/{template_id}: one's own or one of the system's.

use domain::{Env, TemplateId};
use functions::TEMPLATE_GET;
use models::{UserDb, templates};
use web::{AuthenticatedRequest, Error, HandlerResult, Problem, Response, serve};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let db = UserDb::connect(&mut env).await;
    serve(env, TEMPLATE_GET, db, get).await
}

async fn get(request: AuthenticatedRequest, db: &UserDb) -> HandlerResult {
    let id: TemplateId = request.id("template_id")?;
    let mut tx = request.begin_read(db).await?;
    let template = templates::get(&mut tx, id)
        .await?
        .ok_or_else(|| Problem::not_found("template"))?;
    tx.respond(Response::resource(&template)?).await
}
