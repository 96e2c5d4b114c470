//! `private.job_progress`: how far jobs are. What a user is told of it is read with their row, by `access.progress`.

use domain::Progress;

use crate::{DbError, ServiceDb, jobs::Claim};

/// Says how far the job is, as the `number`th thing that the attempt says. `false`: nothing was written, since the lease is lost,
/// or somebody has the job locked at this moment.
pub async fn write(
    db: &ServiceDb,
    claim: &Claim,
    number: i32,
    progress: Progress,
) -> Result<bool, DbError> {
    let count = |steps: u32| i32::try_from(steps).unwrap_or(i32::MAX);
    let done = db
        .run(async |connection| {
            sqlx::query!(
                "WITH held AS (
                     -- Locked, so that no other worker has it until this is written; and not waited for, since other jobs share
                     -- the connection.
                     SELECT FROM private.jobs
                     WHERE private.is_job_of(jobs, $1) AND lease_token = $2 AND state = 'processing'
                     FOR SHARE SKIP LOCKED
                 )
                 INSERT INTO private.job_progress AS said (subject_id, lease_token, number, stage, done, total)
                     SELECT $1, $2, $3, $4, $5, $6 FROM held
                     ON CONFLICT (subject_id) DO UPDATE SET lease_token = excluded.lease_token, number = excluded.number,
                         stage = excluded.stage, done = excluded.done, total = excluded.total
                     WHERE said.lease_token <> excluded.lease_token OR said.number < excluded.number",
                claim.subject.id(),
                claim.lease_token,
                number,
                progress.stage.as_str(),
                count(progress.done),
                count(progress.total),
            )
            .execute(connection)
            .await
        })
        .await?;
    Ok(done.rows_affected() > 0)
}
