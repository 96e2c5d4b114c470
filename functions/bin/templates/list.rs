//! GET /templates: one's own and the system's; `?type=`.

use domain::{Env, TemplateType};
use functions::TEMPLATE_LIST;
use models::{UserDb, templates};
use web::{AuthenticatedRequest, Error, HandlerResult, serve};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let db = UserDb::connect(&mut env).await;
    serve(env, TEMPLATE_LIST, db, list).await
}

async fn list(request: AuthenticatedRequest, db: &UserDb) -> HandlerResult {
    let types = TemplateType::ALL.map(|of| (of.as_str(), of));
    let (of, page) = (request.query_choice("type", &types)?, request.page()?);
    let mut tx = request.begin_read(db).await?;
    let templates = templates::list(&mut tx, of, page).await?;
    tx.respond(request.page_response(&templates, page)?).await
}
