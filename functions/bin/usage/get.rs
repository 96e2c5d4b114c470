//! GET /usage: the present month, against the plan.

use functions::USAGE_GET;
use models::{Env, UserDb};
use web::{Answer, Call, Error, Reply, serve};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let db = UserDb::connect(&mut env).await;
    serve(env, USAGE_GET, db, get).await
}

async fn get(call: Call, db: &UserDb) -> Answer {
    let usage = db.usage(call.user()).await?;
    Ok(Reply::resource(&usage)?)
}
