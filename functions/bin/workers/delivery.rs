//! SQS `webhooks`: sends the delivery that each message names.

use domain::Env;
use functions::workers::{Delivery, Runner};
use jobs::Queue;
use models::ServiceDb;
use web::{Error, log, metrics::Metrics};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    log::init();
    let mut env = Env::new();
    let work = Delivery::from_env(&mut env)?;
    let queue = Queue::webhooks(&mut env);
    let metrics = Metrics::from_env(&mut env);
    let db = ServiceDb::connect_for_deliveries(&mut env).await;
    env.finish()?;
    Runner::new(work, db, queue, metrics).run().await
}
