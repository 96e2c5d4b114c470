//! POST /projects/{project_id}/generate/{kind}: ask for a blog post, a social set or an email; it is queued. With
//! `dry_run` the prompt instead.

use functions::{
    OUTPUT_CREATE,
    outputs::{Asked, DryRuns, GenerationRequest, Generator, provider},
};
use jobs::Queue;
use models::{Env, UserDb, outputs::OutputKind};
use storage::Storage;
use web::{Answer, Call, Error, Problem, serve};

struct Create {
    generator: Generator,
    dry_runs: DryRuns,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let queue = Queue::outputs(&mut env);
    let storage = Storage::from_env(&mut env);
    let provider = provider(&mut env);
    let generator = Generator::new(&env, queue);
    let dry_runs = DryRuns::new(storage, provider);
    let db = UserDb::connect(&mut env).await;
    let used = Create {
        generator,
        dry_runs,
    };
    serve(env, OUTPUT_CREATE, (db, used), create).await
}

async fn create(call: Call, (db, create): &(UserDb, Create)) -> Answer {
    let asked = Asked {
        project_id: call.id("project_id")?,
        kind: kind(&call)?,
        again: None,
        request: call.body(GenerationRequest::read)?,
        kept: serde_json::from_slice(call.bytes()).map_err(Problem::internal)?,
    };
    let tx = call.write_costing(db).await?;
    if asked.request.dry_run == Some(true) {
        return create.dry_runs.answer(&create.generator, tx, &asked).await;
    }
    create.generator.accept(&call, db, tx, asked).await
}

fn kind(call: &Call) -> Result<OutputKind, Problem> {
    let name = call.params.get("kind");
    OutputKind::ALL
        .into_iter()
        .find(|kind| kind.as_str() == name)
        .ok_or_else(|| Problem::not_found("kind"))
}
