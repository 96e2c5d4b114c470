//! POST /projects/{project_id}/generate/{kind}: ask for a blog post, a social set or an email; it is queued.

use functions::{Asked, GenerationRequest, Generator, OUTPUT_CREATE, no_dry_run};
use http::{Answer, Call, Error, Problem, serve};
use jobs::Queue;
use models::{Env, UserDb, outputs::OutputKind};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let queue = Queue::from_env(&mut env);
    let generator = Generator::new(&env, queue);
    let db = UserDb::connect(&mut env).await;
    serve(env, OUTPUT_CREATE, (db, generator), create).await
}

async fn create(call: Call, (db, generator): &(UserDb, Generator)) -> Answer {
    let asked = Asked {
        project_id: call.id("project_id")?,
        kind: kind(&call)?,
        again: None,
        request: call.body(GenerationRequest::read)?,
        kept: serde_json::from_slice(call.bytes()).map_err(Problem::internal)?,
    };
    no_dry_run(&asked.request)?;
    let tx = call.write_costing(db).await?;
    generator.accept(&call, db, tx, asked).await
}

fn kind(call: &Call) -> Result<OutputKind, Problem> {
    let name = call.params.get("kind");
    OutputKind::ALL
        .into_iter()
        .find(|kind| kind.as_str() == name)
        .ok_or_else(|| Problem::not_found("kind"))
}
