//! What `output-create` and `output-regenerate` have in common: from a request to an output that is queued.

use domain::{Env, OutputId, OutputKind, ProjectId, Subject};
use jobs::Queue;
use models::{
    NewJob, OnConstraint, UserDb,
    outputs::{self, Inserted, NewOutput, Output},
};
use serde_json::Value;
use web::{AuthenticatedRequest, HandlerResult, Problem, Rejection, Response, Transaction};

use super::{GenerationRequest, problems};
use crate::publish::publish_now;

#[derive(Debug)]
pub struct Generator {
    queue: Queue,
    /// The provider can write from a topic alone.
    writes_from_topic: bool,
}

/// An output that a request asks for.
#[derive(Debug)]
pub struct RequestedOutput {
    pub project_id: ProjectId,
    pub kind: OutputKind,
    /// The output, locked and final, that is made once more. `None`: a new one.
    pub regenerates: Option<OutputId>,
    pub request: GenerationRequest,
    /// The request as JSON, as the row stores it.
    pub request_json: Value,
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
        requested: RequestedOutput,
    ) -> HandlerResult {
        let project_id = requested.project_id;
        let output = self
            .insert(&mut tx, &requested)
            .await?
            .ok_or_else(|| Problem::internal("it was only checked"))?;
        let id = output.row.id;
        let response = Response::accepted(format!("/projects/{project_id}/outputs/{id}"), &output)?;
        self.commit(request, db, tx, &[id], response).await
    }

    /// The same for several outputs of a project, of which all are made or none.
    pub async fn accept_all(
        &self,
        request: &AuthenticatedRequest,
        db: &UserDb,
        mut tx: Transaction<'_>,
        all: &[RequestedOutput],
    ) -> HandlerResult {
        let mut outputs = Vec::new();
        for requested in all {
            let output = self.insert(&mut tx, requested).await?;
            outputs.push(output.ok_or_else(|| Problem::internal("it was only checked"))?);
        }
        let ids: Vec<_> = outputs.iter().map(|output| output.row.id).collect();
        let project = request.params.get("project_id");
        let response = Response::accepted(format!("/projects/{project}/outputs"), &outputs)?;
        self.commit(request, db, tx, &ids, response).await
    }

    async fn commit(
        &self,
        request: &AuthenticatedRequest,
        db: &UserDb,
        tx: Transaction<'_>,
        ids: &[OutputId],
        response: Response,
    ) -> HandlerResult {
        let jobs: Vec<_> = ids.iter().map(|id| NewJob::Output(*id)).collect();
        let answer = tx.respond_with_jobs(&jobs, &request.id, response).await?;
        let subjects: Vec<_> = ids.iter().map(|id| Subject::Output(*id)).collect();
        publish_now(&self.queue, request, db, &subjects).await;
        Ok(answer)
    }

    /// The output's row; none where it is a dry run and could be made.
    pub(crate) async fn insert(
        &self,
        tx: &mut Transaction<'_>,
        requested: &RequestedOutput,
    ) -> Result<Option<Output>, Rejection> {
        let request = &requested.request;
        let new = NewOutput {
            project_id: requested.project_id,
            regenerates: requested.regenerates,
            kind: requested.kind,
            request: &requested.request_json,
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
        Ok(queued(inserted, requested.kind)?)
    }
}

/// The row, or everything that keeps it from being made.
fn queued(inserted: Inserted, kind: OutputKind) -> Result<Option<Output>, Problem> {
    match inserted {
        Inserted::Output(output) => Ok(Some(*output)),
        Inserted::Checked => Ok(None),
        Inserted::NoProject => Err(Problem::not_found("project")),
        Inserted::Refused { template, files } => {
            let template = template.map(|bad| problems::bad_template(bad, kind));
            let problems = template.into_iter().chain(files.map(problems::bad_files));
            Err(problems
                .reduce(Problem::merge)
                .unwrap_or_else(|| Problem::internal("refused for nothing")))
        }
    }
}
