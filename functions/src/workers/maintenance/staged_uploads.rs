//! What was put into staging and never became a file: abandoned, of a file that is gone, or put once more after it was
//! checked. No row counts it.

use domain::limits;
use serde_json::{Value, json};
use storage::{Object, Place, Storage};
use web::Error;

pub(super) async fn run(storage: &Storage) -> Result<Value, Error> {
    let mut removed = 0;
    let mut left = None;
    let mut after = String::new();
    loop {
        let staged = storage.list(Place::Staging, &after).await?;
        let Some(last) = staged.last() else { break };
        after.clone_from(&last.key);
        let old: Vec<_> = staged.iter().filter(|object| is_old(object)).collect();
        let keys: Vec<_> = old.iter().map(|object| object.key.clone()).collect();
        // What can't be removed now keeps nothing behind it: it is met again in the next run.
        match storage.remove_from(Place::Staging, &keys).await {
            Ok(()) => removed += keys.len(),
            Err(error) => left = Some(error),
        }
    }
    match left {
        Some(error) => Err(error.into()),
        None => Ok(json!({ "staged": removed })),
    }
}

fn is_old(object: &Object) -> bool {
    let age = object
        .last_modified
        .and_then(|time| domain::now().signed_duration_since(time).to_std().ok());
    age.is_some_and(|age| age > limits::STAGED)
}
