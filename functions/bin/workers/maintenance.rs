//! On a schedule: what keeps the database, the queues and the storage in order.

use domain::Env;
use functions::{
    billing::{Billing, Provider},
    workers::maintenance::Maintenance,
};
use jobs::Queues;
use lambda_runtime::{LambdaEvent, run, service_fn};
use models::ServiceDb;
use serde_json::Value;
use storage::Storage;
use web::{Error, log, metrics::Metrics};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    log::init();
    let mut env = Env::new();
    let queues = Queues::from_env(&mut env);
    let storage = Storage::from_env(&mut env);
    let metrics = Metrics::from_env(&mut env);
    let billing = Billing::from_env(&mut env);
    let provider = Provider::from_env(&mut env, &billing.names);
    let db = ServiceDb::connect(&mut env).await;
    env.finish()?;
    let maintenance = &Maintenance {
        db,
        queues,
        storage,
        metrics,
        billing,
        provider,
    };
    run(service_fn(move |event: LambdaEvent<Value>| async move {
        maintenance.run(event.payload).await
    }))
    .await
}
