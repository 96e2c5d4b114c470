//! How a worker stores what was paid for: also where the database is away for a moment.

use jobs::backoff;
use models::DbError;
use tokio::time::sleep;

/// Pauses of 2, 4 and 8 s at most between them: less than what is left of a lease.
const ATTEMPTS: u32 = 4;

/// A result is paid for: a database that is away for a moment is asked again, as long as the lease lasts. The lease token
/// keeps a result from being written twice.
pub async fn retry_write<T>(write: impl AsyncFn() -> Result<T, DbError>) -> Result<T, DbError> {
    for attempt in 1..ATTEMPTS {
        match write().await {
            Err(DbError::Unavailable(why)) => {
                tracing::warn!(why, attempt, "not stored yet");
                sleep(backoff(attempt, None)).await;
            }
            done => return done,
        }
    }
    write().await
}
