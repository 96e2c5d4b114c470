//! `Prefer: wait=N`: a read is answered as soon as there is no more to wait for.

use std::time::Duration;

use domain::{Env, limits};
use models::{DbError, UserDb};
use tokio::time::{Instant, sleep};
use web::{AuthenticatedRequest, HandlerResult, Rejection, Response};

/// Requests that may wait at a time, over all instances: each keeps one of Lambda's.
#[derive(Debug, Clone, Copy)]
pub struct WaitSlots(u32);

impl WaitSlots {
    /// From `MAX_WAITERS`.
    pub fn from_env(env: &mut Env) -> Self {
        Self(env.parsed("MAX_WAITERS", 50))
    }
}

/// What a resource is at one moment.
pub struct State {
    /// No work on it is to come.
    pub is_final: bool,
    pub response: Response,
}

impl State {
    /// Whether the client waits for no more.
    fn is_awaited(&self, request: &AuthenticatedRequest) -> bool {
        self.is_final || request.has_another(&self.response)
    }
}

/// The present state; where the client would wait, as soon as it is final, or with `If-None-Match` as soon as it is another
/// than the client has.
pub async fn respond_when_awaited(
    request: &AuthenticatedRequest,
    db: &UserDb,
    WaitSlots(slots): WaitSlots,
    present: impl AsyncFn() -> Result<State, Rejection>,
) -> HandlerResult {
    let now = present().await?;
    let Some(wait) = request.preferred_wait() else {
        return Ok(now.response);
    };
    if now.is_awaited(request) {
        return Ok(applied(now.response));
    }
    let until = Instant::now() + wait.min(limits::WAIT);
    let slot = db.acquire_wait_slot(request.user(), limits::WAIT_SLOT, slots);
    let slot = match slot.await {
        // In read-only mode there is none to be had, and nothing to wait for.
        Err(DbError::Unavailable(why)) => {
            tracing::warn!(request_id = request.id, why, "no wait slot");
            None
        }
        slot => slot?,
    };
    let Some(slot) = slot else {
        return Ok(now.response);
    };
    let later = later(request, present, now, until).await;
    if let Err(error) = db.release_wait_slot(request.user(), slot).await {
        tracing::warn!(request_id = request.id, %error, "the wait slot was not released");
    }
    Ok(applied(later?.response))
}

/// The state once it is what the client waits for, or when the time is over. Between two looks nothing is held.
async fn later(
    request: &AuthenticatedRequest,
    present: impl AsyncFn() -> Result<State, Rejection>,
    now: State,
    until: Instant,
) -> Result<State, Rejection> {
    let (begun, mut state) = (Instant::now(), now);
    while !state.is_awaited(request) && Instant::now() < until {
        sleep(pause(begun.elapsed()).min(until - Instant::now())).await;
        state = present().await?;
    }
    Ok(state)
}

/// Who waits for a short job is told soon, and who waits for a long one doesn't ask all the time.
fn pause(waited: Duration) -> Duration {
    (waited / 10).clamp(*limits::WAIT_POLL.start(), *limits::WAIT_POLL.end())
}

/// The client's wish was heard (RFC 7240, section 3).
fn applied(response: Response) -> Response {
    response.header("preference-applied", "wait".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_of_a_second_is_told_within_a_tenth_and_the_longest_wait_looks_eighty_times() {
        let (mut waited, mut looks) = (Duration::ZERO, 0);
        while waited < limits::WAIT {
            let pause = pause(waited);
            assert!(waited > Duration::from_secs(1) || pause <= Duration::from_millis(100));
            waited += pause;
            looks += 1;
        }
        assert!(looks <= 80, "{looks}");
    }
}
