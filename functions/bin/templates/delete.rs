//! DELETE /templates/{template_id}: one of one's own.

use functions::{TEMPLATE_DELETE, templates::own_template};
use models::{Env, TemplateId, UserDb, templates};
use web::{Answer, Call, Error, Problem, Reply, serve};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let db = UserDb::connect(&mut env).await;
    serve(env, TEMPLATE_DELETE, db, delete).await
}

async fn delete(call: Call, db: &UserDb) -> Answer {
    let id: TemplateId = call.id("template_id")?;
    let mut tx = call.write(db).await?;
    own_template(&call, &mut tx, id).await?;
    if !templates::delete(&mut tx, id).await? {
        return Err(Problem::not_found("template").into());
    }
    tx.answer(Reply::no_content()).await
}
