//! POST /templates and POST /templates/custom: a template of one's own.

use domain::{Env, limits};
use functions::{
    TEMPLATE_CREATE, TEMPLATE_CREATE_CUSTOM,
    templates::{problems::template_name_taken, template_prompt, template_type},
};
use models::{
    OnConstraint, UserDb,
    templates::{self, NewTemplate},
};
use web::{AuthenticatedRequest, Error, Fields, HandlerResult, Response, serve, trimmed};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let db = UserDb::connect(&mut env).await;
    serve(env, [TEMPLATE_CREATE, TEMPLATE_CREATE_CUSTOM], db, create).await
}

async fn create(request: AuthenticatedRequest, db: &UserDb) -> HandlerResult {
    let new = request.json(new_template)?;
    let mut tx = request.begin_write(db).await?;
    let template = templates::insert(&mut tx, &new)
        .await
        .on_constraint(&templates::NAME_KEY, template_name_taken)?;
    tx.respond(Response::created(
        format!("/templates/{}", template.id),
        &template,
    )?)
    .await
}

fn new_template(body: &mut Fields) -> Option<NewTemplate> {
    let name = body.required("name", trimmed(1..=limits::TEMPLATE_NAME));
    let r#type = body.required("type", template_type);
    let prompt = body.required("prompt", template_prompt);
    Some(NewTemplate {
        name: name?,
        r#type: r#type?,
        prompt: prompt?,
    })
}
