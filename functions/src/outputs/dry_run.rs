//! What a generation would ask its provider, and what that may cost: nothing is kept, queued or billed.

use std::time::Duration;

use domain::Failure;
use generation::{Provider, ProviderError};
use models::material;
use storage::Storage;
use tokio::time::timeout;
use web::{FieldError, HandlerResult, Problem, Response, StatusCode, Transaction};

use super::{Asked, Generator, brief};

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
        asked: &Asked,
    ) -> HandlerResult {
        generator.insert(&mut tx, asked).await?;
        let material =
            material::of_request(&mut tx, asked.project_id, asked.kind, &asked.kept).await?;
        // It has its place in the rate limit; the sources are read without a transaction.
        let rate = tx.commit().await?;
        let material = material.ok_or_else(|| Problem::not_found("project"))?;
        let brief = timeout(SOURCES, brief(&material, &self.storage))
            .await
            .map_err(|_| Problem::unavailable("storage_unavailable", "The storage"))?
            .map_err(source_problem)?;
        let dry_run = self.provider.dry_run(&brief).map_err(provider_problem)?;
        let response = Response::json(StatusCode::OK, &dry_run)?;
        if !response.fits() {
            return Err(Problem::prompt_too_large().into());
        }
        Ok(rate.apply_to(response))
    }
}

fn source_problem(failure: Failure) -> Problem {
    if failure.code == "source_processing" {
        Problem::conflict("transcription_not_ready", &failure.detail)
            .header("retry-after", web::limits::RETRY_AFTER.to_string())
    } else if failure.retryable {
        Problem::unavailable("storage_unavailable", "The storage").caused_by(failure.detail)
    } else {
        Problem::unprocessable(FieldError::body(
            "#/file_ids",
            failure.code,
            &failure.detail,
        ))
    }
}

/// Nobody is asked, so it is the request that can't be written from.
fn provider_problem(error: ProviderError) -> Problem {
    if error.retryable {
        Problem::internal(error)
    } else {
        Problem::unprocessable(FieldError::body("#", error.code, &error.detail))
    }
}
