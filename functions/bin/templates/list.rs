//! GET /templates: one's own and the system's; `?type=`.

use functions::TEMPLATE_LIST;
use models::{
    Env, UserDb,
    templates::{self, TemplateType},
};
use web::{Answer, Call, Error, both, serve};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let db = UserDb::connect(&mut env).await;
    serve(env, TEMPLATE_LIST, db, list).await
}

async fn list(call: Call, db: &UserDb) -> Answer {
    let types = TemplateType::ALL.map(|of| (of.as_str(), of));
    let (of, page) = both(call.query_choice("type", &types), call.page())?;
    let mut tx = call.read(db).await?;
    let templates = templates::list(&mut tx, of, page).await?;
    tx.answer(call.page_of(&templates, page)?).await
}
