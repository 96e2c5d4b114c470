//! DELETE /templates/{template_id}: one of one's own.

use domain::{Env, TemplateId};
use functions::{TEMPLATE_DELETE, templates::own_template};
use models::{UserDb, templates};
use web::{AuthenticatedRequest, Error, HandlerResult, Problem, Response, serve};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let db = UserDb::connect(&mut env).await;
    serve(env, TEMPLATE_DELETE, db, delete).await
}

async fn delete(request: AuthenticatedRequest, db: &UserDb) -> HandlerResult {
    let id: TemplateId = request.id("template_id")?;
    let mut tx = request.begin_write(db).await?;
    own_template(&request, &mut tx, id).await?;
    if !templates::delete(&mut tx, id).await? {
        return Err(Problem::not_found("template").into());
    }
    tx.respond(Response::no_content()).await
}
