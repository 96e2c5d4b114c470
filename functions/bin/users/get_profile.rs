//! GET /users/me: the profile, made on first sight.

use functions::PROFILE_GET;
use models::{Env, UserDb, profiles};
use web::{Answer, Call, Error, Reply, serve};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let mut env = Env::new();
    let db = UserDb::connect(&mut env).await;
    serve(env, PROFILE_GET, db, get).await
}

async fn get(call: Call, db: &UserDb) -> Answer {
    let mut tx = call.read(db).await?;
    let profile = profiles::get_or_create(&mut tx, call.claim("name")).await?;
    tx.answer(Reply::resource(&profile)?).await
}
