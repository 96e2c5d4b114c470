//! POST /projects/{project_id}/generate/{kind}: ask for a blog post, a social set or an email; it is queued. With
//! `dry_run` the prompt instead.

use domain::{Env, OutputKind};
use functions::{
    OUTPUT_CREATE,
    outputs::{DryRuns, GenerationRequest, Generator, RequestedOutput, provider},
};
use jobs::Queue;
use models::UserDb;
use storage::Storage;
use web::{AuthenticatedRequest, Error, HandlerResult, Problem, serve};

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

async fn create(request: AuthenticatedRequest, (db, create): &(UserDb, Create)) -> HandlerResult {
    let requested = RequestedOutput {
        project_id: request.id("project_id")?,
        kind: kind(&request)?,
        regenerates: None,
        request: request.json(GenerationRequest::read)?,
        request_json: serde_json::from_slice(request.bytes()).map_err(Problem::internal)?,
    };
    let tx = request.begin_write(db).await?;
    if requested.request.dry_run == Some(true) {
        return create
            .dry_runs
            .answer(&create.generator, tx, &requested)
            .await;
    }
    create.generator.accept(&request, db, tx, requested).await
}

fn kind(request: &AuthenticatedRequest) -> Result<OutputKind, Problem> {
    let name = request.params.get("kind");
    OutputKind::ALL
        .into_iter()
        .find(|kind| kind.as_str() == name)
        .ok_or_else(|| Problem::not_found("kind"))
}
