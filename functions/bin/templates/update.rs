//! PATCH /templates/{template_id}: change name, type or prompt of one's own.

use domain::{Env, TemplateId, limits};
use functions::{
    TEMPLATE_UPDATE,
    templates::{own_template, problems::template_name_taken, template_prompt, template_type},
};
use models::{
    OnConstraint, UserDb,
    templates::{self, TemplatePatch},
};
use web::{AuthenticatedRequest, Error, Fields, HandlerResult, Problem, Response, serve, trimmed};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let db = UserDb::connect(&mut env).await;
    serve(env, TEMPLATE_UPDATE, db, update).await
}

async fn update(request: AuthenticatedRequest, db: &UserDb) -> HandlerResult {
    let id: TemplateId = request.id("template_id")?;
    let patch = request.json(template_patch)?;
    let mut tx = request.begin_write(db).await?;
    own_template(&request, &mut tx, id).await?;
    let template = templates::update(&mut tx, id, &patch)
        .await
        .on_constraint(&templates::NAME_KEY, template_name_taken)?
        .ok_or_else(|| Problem::not_found("template"))?;
    tx.respond(Response::resource(&template)?).await
}

fn template_patch(body: &mut Fields) -> Option<TemplatePatch> {
    let name = body.patch("name", trimmed(1..=limits::TEMPLATE_NAME));
    let r#type = body.patch("type", template_type);
    let prompt = body.patch("prompt", template_prompt);
    Some(TemplatePatch {
        name: name?,
        r#type: r#type?,
        prompt: prompt?,
    })
}
