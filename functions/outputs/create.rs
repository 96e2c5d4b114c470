//! POST /projects/{project_id}/generate/{kind}: ask for a blog post, a social set or an email; it is queued.

use functions::{GenerationRequest, OUTPUT_CREATE};
use generation::source;
use http::{Answer, Call, Error, FieldError, Problem, Reply, Stop, serve};
use jobs::{Message, Queue};
use models::{
    Env, OnConstraint, OutputId, ProjectId, UserDb,
    outputs::{self, Inserted, NewOutput, Output, OutputKind},
};
use serde_json::Value;
use uuid::Uuid;

struct Create {
    queue: Queue,
    /// The provider can write from a topic alone.
    writes_from_topic: bool,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let queue = Queue::from_env(&mut env);
    let writes_from_topic = env
        .optional("GENERATION_PROVIDER")
        .is_some_and(|provider| provider != "extractive");
    let db = UserDb::connect(&mut env).await;
    serve(
        env,
        OUTPUT_CREATE,
        (
            db,
            Create {
                queue,
                writes_from_topic,
            },
        ),
        create,
    )
    .await
}

async fn create(call: Call, (db, create): &(UserDb, Create)) -> Answer {
    let project_id: ProjectId = call.id("project_id")?;
    let kind = kind(&call)?;
    let request = call.body(GenerationRequest::read)?;
    if request.dry_run == Some(true) {
        let detail = "A dry run can't be had yet. Leave `dry_run` out.";
        return Err(
            Problem::invalid(vec![FieldError::body("#/dry_run", "not_supported", detail)]).into(),
        );
    }
    let sent: Value = serde_json::from_slice(call.bytes()).map_err(Problem::internal)?;

    let mut tx = call.write_costing(db).await?;
    let new = NewOutput {
        project_id,
        kind,
        request: &sent,
        template_id: request.template_id,
        file_ids: request.file_ids.as_deref(),
        readable: &source::EXTENSIONS.map(str::to_owned),
        topic_is_enough: create.writes_from_topic && request.topic.is_some(),
    };
    let no_project = || Stop::from(Problem::not_found("project"));
    let inserted = outputs::insert(&mut tx, &new)
        .await
        .on_constraint(&outputs::PROJECT_KEYS, no_project)?;
    let output = queued(inserted, kind)?;
    let id = OutputId(output.row.id);
    let reply = Reply::accepted(format!("/projects/{project_id}/outputs/{id}"), &output)?;
    let answer = tx.answer_with_job(id, &call.id, reply).await?;

    // The job is in the database: what doesn't reach the queue now, `maintenance` sends later.
    let message = Message {
        output_id: id,
        request_id: Some(call.id.clone()),
    };
    match create.queue.send(&message).await {
        Ok(()) => {
            if let Err(error) = db.delivered(call.user(), id).await {
                tracing::warn!(request_id = call.id, %error, "the delivery was not recorded");
            }
        }
        Err(error) => tracing::warn!(request_id = call.id, %error, "not delivered yet"),
    }
    Ok(answer)
}

fn kind(call: &Call) -> Result<OutputKind, Problem> {
    let name = call.params.get("kind");
    OutputKind::ALL
        .into_iter()
        .find(|kind| kind.as_str() == name)
        .ok_or_else(|| Problem::not_found("kind"))
}

/// The row, or what keeps it from being made.
fn queued(inserted: Inserted, kind: OutputKind) -> Result<Output, Problem> {
    let files = |ids: Vec<Uuid>| {
        ids.iter()
            .map(Uuid::to_string)
            .collect::<Vec<_>>()
            .join(", ")
    };
    let bad = |field: &str, code, detail: String| {
        Problem::invalid(vec![FieldError::body(field, code, &detail)])
    };
    Err(match inserted {
        Inserted::Output(output) => return Ok(*output),
        Inserted::NoProject => Problem::not_found("project"),
        Inserted::NoTemplate => bad(
            "#/template_id",
            "template_not_found",
            "There is no such template, or it is not yours.".to_owned(),
        ),
        Inserted::TemplateMismatch(of) => {
            let detail = format!(
                "This template is for {of}, and a {} was asked for.",
                kind.as_str()
            );
            Problem::unprocessable("template_type_mismatch", &detail)
        }
        Inserted::UnknownFiles(ids) => bad(
            "#/file_ids",
            "file_not_found",
            format!("Not in this project: {}.", files(ids)),
        ),
        Inserted::UnreadableFiles(ids) => {
            let known = source::EXTENSIONS.join(", ");
            let detail = format!(
                "Can't be read as a source: {}. Sources are {known} for now.",
                files(ids)
            );
            Problem::unprocessable("no_usable_source", &detail)
        }
        Inserted::NoSource => {
            let known = source::EXTENSIONS.join(", ");
            let detail =
                format!("The project has no source to write from. Upload a file first: {known}.");
            Problem::unprocessable("no_usable_source", &detail)
        }
    })
}
