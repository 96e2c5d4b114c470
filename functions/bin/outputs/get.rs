//! GET /projects/{project_id}/outputs/{output_id}: one output; with `Prefer: wait=N`, as soon as its status is final.

use functions::OUTPUT_GET;
use models::{Env, OutputId, ProjectId, UserDb, limits, outputs};
use tokio::time::{Instant, sleep};
use web::{Answer, Call, Error, Problem, Reply, Stop, serve};

/// Reads that may wait at a time, over all instances: each keeps one of Lambda's.
struct Places(u32);

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let places = Places(env.parsed("MAX_WAITERS", 50));
    let db = UserDb::connect(&mut env).await;
    serve(env, OUTPUT_GET, (db, places), get).await
}

async fn get(call: Call, (db, Places(places)): &(UserDb, Places)) -> Answer {
    let present = present(&call, db).await?;
    let Some(wait) = call.wait() else {
        return Ok(present.reply);
    };
    if present.is_final {
        return Ok(applied(present.reply));
    }
    let until = Instant::now() + wait.min(limits::WAIT);
    let Some(place) = db.wait(call.user(), limits::WAIT_PLACE, *places).await? else {
        return Ok(present.reply);
    };
    let later = later(&call, db, present, until).await;
    if let Err(error) = db.waited(call.user(), place).await {
        tracing::warn!(request_id = call.id, %error, "the place was not given back");
    }
    Ok(applied(later?.reply))
}

/// What an output is at one moment.
struct State {
    is_final: bool,
    reply: Reply,
}

async fn present(call: &Call, db: &UserDb) -> Result<State, Stop> {
    let (project_id, id): (ProjectId, OutputId) = (call.id("project_id")?, call.id("output_id")?);
    let mut tx = call.read(db).await?;
    let output = outputs::get(&mut tx, project_id, id)
        .await?
        .ok_or_else(|| Problem::not_found("output"))?;
    let reply = tx.answer(Reply::resource(&output)?).await?;
    Ok(State {
        is_final: output.row.status.is_final(),
        reply,
    })
}

/// The state once it is final, or when the time is over. Between two looks nothing is held.
async fn later(call: &Call, db: &UserDb, now: State, until: Instant) -> Result<State, Stop> {
    let mut state = now;
    while !state.is_final && Instant::now() < until {
        sleep(limits::WAIT_POLL.min(until - Instant::now())).await;
        state = present(call, db).await?;
    }
    Ok(state)
}

/// The client's wish was heard (RFC 7240, section 3).
fn applied(reply: Reply) -> Reply {
    reply.header("preference-applied", "wait".to_owned())
}
