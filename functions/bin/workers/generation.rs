//! SQS `outputs`: writes the output that each message names.

use domain::Env;
use functions::{
    outputs::provider,
    workers::{Generation, Runner},
};
use jobs::Queue;
use models::ServiceDb;
use storage::Storage;
use web::{Error, log, metrics::Metrics};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    log::init();
    let mut env = Env::new();
    let (storage, provider) = (Storage::from_env(&mut env), provider(&mut env));
    let work = Generation::new(storage, provider, Queue::webhooks(&mut env));
    let queue = Queue::outputs(&mut env);
    let metrics = Metrics::from_env(&mut env);
    let db = ServiceDb::connect(&mut env).await;
    env.finish()?;
    Runner::new(work, db, queue, metrics).run().await
}
