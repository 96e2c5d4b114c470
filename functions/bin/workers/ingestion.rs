//! SQS `ingestion`: reads the file that each message names, and fetches it first where it comes from an address.

use domain::Env;
use functions::workers::{Importer, Ingestion, Runner, Transcriber};
use jobs::Queue;
use models::ServiceDb;
use storage::Storage;
use web::{Error, log, metrics::Metrics};

fn main() -> Result<(), Error> {
    // A document is read by a child, which is this program again.
    documents::child::main_if_child();
    start()
}

#[tokio::main(flavor = "current_thread")]
async fn start() -> Result<(), Error> {
    log::init();
    let mut env = Env::new();
    let work = Ingestion {
        outputs: Queue::outputs(&mut env),
        webhooks: Queue::webhooks(&mut env),
        storage: Storage::from_env(&mut env),
        transcriber: Transcriber::from_env(&mut env),
        importer: Importer::from_env(&mut env)?,
    };
    let queue = Queue::ingestion(&mut env);
    let metrics = Metrics::from_env(&mut env);
    let db = ServiceDb::connect(&mut env).await;
    env.finish()?;
    Runner::new(work, db, queue, metrics).run().await
}
