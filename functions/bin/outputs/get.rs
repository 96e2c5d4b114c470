//! GET /projects/{project_id}/outputs/{output_id}: one output; with `Prefer: wait=N`, as soon as its status is final, or with
//! `If-None-Match` as soon as it is another than the client has.

use std::time::Duration;

use domain::{Env, OutputId, ProjectId, limits};
use functions::OUTPUT_GET;
use models::{DbError, UserDb, outputs};
use tokio::time::{Instant, sleep};
use web::{AuthenticatedRequest, Error, HandlerResult, Problem, Rejection, Response, serve};

/// Requests that may wait at a time, over all instances: each keeps one of Lambda's.
struct WaitSlots(u32);

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let slots = WaitSlots(env.parsed("MAX_WAITERS", 50));
    let db = UserDb::connect(&mut env).await;
    serve(env, OUTPUT_GET, (db, slots), get).await
}

async fn get(
    request: AuthenticatedRequest,
    (db, WaitSlots(slots)): &(UserDb, WaitSlots),
) -> HandlerResult {
    let present = present(&request, db).await?;
    let Some(wait) = request.preferred_wait() else {
        return Ok(present.response);
    };
    if present.is_awaited(&request) {
        return Ok(applied(present.response));
    }
    let until = Instant::now() + wait.min(limits::WAIT);
    let slot = db.acquire_wait_slot(request.user(), limits::WAIT_SLOT, *slots);
    let slot = match slot.await {
        // In read-only mode there is none to be had, and nothing to wait for.
        Err(DbError::Unavailable(why)) => {
            tracing::warn!(request_id = request.id, why, "no wait slot");
            None
        }
        slot => slot?,
    };
    let Some(slot) = slot else {
        return Ok(present.response);
    };
    let later = later(&request, db, present, until).await;
    if let Err(error) = db.release_wait_slot(request.user(), slot).await {
        tracing::warn!(request_id = request.id, %error, "the wait slot was not released");
    }
    Ok(applied(later?.response))
}

/// What an output is at one moment.
struct State {
    is_final: bool,
    response: Response,
}

impl State {
    /// Whether the client waits for no more.
    fn is_awaited(&self, request: &AuthenticatedRequest) -> bool {
        self.is_final || request.has_another(&self.response)
    }
}

async fn present(request: &AuthenticatedRequest, db: &UserDb) -> Result<State, Rejection> {
    let (project_id, id): (ProjectId, OutputId) =
        (request.id("project_id")?, request.id("output_id")?);
    let mut tx = request.begin_read(db).await?;
    let output = outputs::get(&mut tx, project_id, id)
        .await?
        .ok_or_else(|| Problem::not_found("output"))?;
    let response = match output.without_progress() {
        Some(kept) => request.resource_including(&kept, &output)?,
        None => Response::resource(&output)?,
    };
    let response = tx.respond(response).await?;
    Ok(State {
        is_final: output.row.status.is_final(),
        response,
    })
}

/// The state once it is what the client waits for, or when the time is over. Between two looks nothing is held.
async fn later(
    request: &AuthenticatedRequest,
    db: &UserDb,
    now: State,
    until: Instant,
) -> Result<State, Rejection> {
    let (begun, mut state) = (Instant::now(), now);
    while !state.is_awaited(request) && Instant::now() < until {
        sleep(pause(begun.elapsed()).min(until - Instant::now())).await;
        state = present(request, db).await?;
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
