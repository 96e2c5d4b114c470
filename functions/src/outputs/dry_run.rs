//! What a generation would ask its provider, and what that may cost: nothing is kept, queued or billed.

use std::time::Duration;

use generation::Provider;
use models::generation::input_of_request;
use storage::Storage;
use tokio::time::timeout;
use web::{HandlerResult, Problem, Response, StatusCode, Transaction};

use super::{Generator, RequestedOutput, brief, problems};

/// All sources; a request has little more.
const SOURCES: Duration = Duration::from_secs(20);

#[derive(Debug)]
pub struct DryRuns {
    storage: Storage,
    provider: Provider,
}

impl DryRuns {
    #[must_use]
    pub fn new(storage: Storage, provider: Provider) -> Self {
        Self { storage, provider }
    }

    /// Checks what the request names as if it were meant, and answers 200 with the prompt.
    pub async fn answer(
        &self,
        generator: &Generator,
        mut tx: Transaction<'_>,
        requested: &RequestedOutput,
    ) -> HandlerResult {
        generator.insert(&mut tx, requested).await?;
        let input = input_of_request(
            &mut tx,
            requested.project_id,
            requested.kind,
            &requested.request_json,
        )
        .await?;
        // It has its place in the rate limit; the sources are read without a transaction.
        let rate = tx.commit().await?;
        let input = input.ok_or_else(|| Problem::not_found("project"))?;
        let brief = timeout(SOURCES, brief(&input, &self.storage, |_| ()))
            .await
            .map_err(|_| Problem::storage_unavailable())?
            .map_err(problems::bad_source)?;
        let dry_run = self
            .provider
            .dry_run(&brief)
            .map_err(problems::bad_prompt)?;
        let response = Response::json(StatusCode::OK, &dry_run)?;
        if !response.fits() {
            return Err(problems::prompt_too_large().into());
        }
        Ok(rate.apply_to(response))
    }
}
