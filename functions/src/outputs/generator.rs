//! What `output-create` and `output-regenerate` have in common: from a request to an output that is queued.

use domain::{Env, FileId, OutputId, OutputKind, ProjectId, media};
use jobs::{Message, Queue};
use models::{
    Job, OnConstraint, UserDb,
    outputs::{self, BadFiles, BadTemplate, Inserted, NewOutput, Output},
};
use serde_json::Value;
use web::{
    AuthenticatedRequest, FieldError, HandlerResult, Problem, Rejection, Response, Transaction,
};

use super::GenerationRequest;
use crate::deliver::deliver_now;

#[derive(Debug)]
pub struct Generator {
    queue: Queue,
    /// The provider can write from a topic alone.
    writes_from_topic: bool,
}

/// An output that is asked for.
#[derive(Debug)]
pub struct Asked {
    pub project_id: ProjectId,
    pub kind: OutputKind,
    /// The output, locked and final, that is made once more. `None`: a new one.
    pub again: Option<OutputId>,
    pub request: GenerationRequest,
    /// The same as JSON, as it is kept.
    pub kept: Value,
}

impl Generator {
    #[must_use]
    pub fn new(env: &Env, queue: Queue) -> Self {
        let writes_from_topic = env
            .optional("GENERATION_PROVIDER")
            .is_some_and(|provider| provider != "extractive");
        Self {
            queue,
            writes_from_topic,
        }
    }

    /// Checks what the request names, and answers 202 once output and job are in the database and, if the queue is
    /// there, the message on its way.
    pub async fn accept(
        &self,
        request: &AuthenticatedRequest,
        db: &UserDb,
        mut tx: Transaction<'_>,
        asked: Asked,
    ) -> HandlerResult {
        let project_id = asked.project_id;
        let output = self
            .insert(&mut tx, &asked)
            .await?
            .ok_or_else(|| Problem::internal("it was only checked"))?;
        let id = output.row.id;
        let response = Response::accepted(format!("/projects/{project_id}/outputs/{id}"), &output)?;
        let answer = tx
            .respond_with_job(Job::Output(id), &request.id, response)
            .await?;
        let message = Message {
            output_id: id,
            request_id: Some(request.id.clone()),
        };
        deliver_now(
            &self.queue,
            request,
            &message,
            db.delivered(request.user(), id),
        )
        .await;
        Ok(answer)
    }

    /// The output's row; none where it is a dry run and could be made.
    pub(crate) async fn insert(
        &self,
        tx: &mut Transaction<'_>,
        asked: &Asked,
    ) -> Result<Option<Output>, Rejection> {
        let request = &asked.request;
        let new = NewOutput {
            project_id: asked.project_id,
            again: asked.again,
            kind: asked.kind,
            request: &asked.kept,
            template_id: request.template_id,
            file_ids: request.file_ids.as_deref(),
            readable: &documents::PROSE.map(str::to_owned),
            topic_is_enough: self.writes_from_topic && request.topic.is_some(),
            dry_run: request.dry_run == Some(true),
        };
        let no_project = || Rejection::from(Problem::not_found("project"));
        let inserted = outputs::insert(tx, &new)
            .await
            .on_constraint(&outputs::PROJECT_KEYS, no_project)?;
        Ok(queued(inserted, asked.kind)?)
    }
}

/// The row, or everything that keeps it from being made.
fn queued(inserted: Inserted, kind: OutputKind) -> Result<Option<Output>, Problem> {
    match inserted {
        Inserted::Output(output) => Ok(Some(*output)),
        Inserted::Checked => Ok(None),
        Inserted::NoProject => Err(Problem::not_found("project")),
        Inserted::Refused { template, files } => {
            let template = template.map(|bad| of_template(bad, kind));
            let problems = template.into_iter().chain(files.map(of_files));
            Err(problems
                .reduce(Problem::merge)
                .unwrap_or_else(|| Problem::internal("refused for nothing")))
        }
    }
}

fn of_template(bad: BadTemplate, kind: OutputKind) -> Problem {
    let at = "#/template_id";
    match bad {
        BadTemplate::Unknown => {
            let detail = "There is no such template, or it is not yours.";
            Problem::invalid(vec![FieldError::body(at, "template_not_found", detail)])
        }
        BadTemplate::Type(of) => {
            let detail = format!(
                "This template is for {of}, and a {} was asked for.",
                kind.as_str()
            );
            Problem::unprocessable(FieldError::body(at, "template_type_mismatch", &detail))
        }
    }
}

fn of_files(bad: BadFiles) -> Problem {
    let no_source = "no_usable_source";
    let BadFiles::Named {
        unknown,
        unreadable,
    } = bad
    else {
        let known: Vec<_> = media::ACCEPTED.iter().map(|(known, _)| *known).collect();
        let detail = format!(
            "The project has no source to write from. Upload a file first: {}.",
            known.join(", ")
        );
        return Problem::unprocessable(FieldError::parameter("project_id", no_source, &detail));
    };
    let at = "#/file_ids";
    let not_here = format!("Not in this project: {}.", list(&unknown));
    let no_text = format!(
        "Can't be read as a source: {}. Its upload was not completed, or it has failed.",
        list(&unreadable)
    );
    match (unknown.is_empty(), unreadable.is_empty()) {
        (true, _) => Problem::unprocessable(FieldError::body(at, no_source, &no_text)),
        (false, none) => {
            let detail = if none {
                not_here
            } else {
                format!("{not_here} {no_text}")
            };
            Problem::invalid(vec![FieldError::body(at, "file_not_found", &detail)])
        }
    }
}

fn list(ids: &[FileId]) -> String {
    let ids: Vec<_> = ids.iter().map(FileId::to_string).collect();
    ids.join(", ")
}
