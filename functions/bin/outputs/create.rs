//! POST /projects/{project_id}/generate/{kind}: ask for a blog post, a social set or an email; it is queued. With
//! `dry_run` the prompt instead. POST /projects/{project_id}/generate: several kinds at once.

use domain::{Env, OutputKind};
use functions::{
    OUTPUT_CREATE, OUTPUT_CREATE_ALL,
    outputs::{DryRuns, GenerationRequest, Generator, RequestedOutput, provider},
};
use jobs::Queue;
use models::UserDb;
use serde_json::{Map, Value};
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
    serve(env, [OUTPUT_CREATE, OUTPUT_CREATE_ALL], (db, used), create).await
}

async fn create(request: AuthenticatedRequest, (db, create): &(UserDb, Create)) -> HandlerResult {
    if request.params.get("kind").is_empty() {
        return create_all(&request, db, &create.generator).await;
    }
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

async fn create_all(
    request: &AuthenticatedRequest,
    db: &UserDb,
    generator: &Generator,
) -> HandlerResult {
    let project_id = request.id("project_id")?;
    let (kinds, generation) = request.json(GenerationRequest::read_kinds)?;
    let mut request_json: Map<String, Value> =
        serde_json::from_slice(request.bytes()).map_err(Problem::internal)?;
    request_json.remove("kinds");
    let all: Vec<_> = kinds
        .into_iter()
        .map(|kind| RequestedOutput {
            project_id,
            kind,
            regenerates: None,
            request: generation.clone(),
            request_json: request_json.clone().into(),
        })
        .collect();
    let tx = request.begin_writes(db, all.len()).await?;
    generator.accept_all(request, db, tx, &all).await
}

fn kind(request: &AuthenticatedRequest) -> Result<OutputKind, Problem> {
    let name = request.params.get("kind");
    OutputKind::ALL
        .into_iter()
        .find(|kind| kind.as_str() == name)
        .ok_or_else(|| Problem::not_found("kind"))
}
