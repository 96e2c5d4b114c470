//! Objects without a row and rows without an object, found by walking both in the order of their keys.

use std::{collections::HashSet, time::Duration};

use models::{ServiceDb, maintenance};
use serde_json::{Value, json};
use storage::{Key, Object, Place, Storage};
use web::Error;

/// An object younger than this may be on its way to its row.
const SETTLED: Duration = Duration::from_hours(24);

pub(super) async fn run(db: &ServiceDb, storage: &Storage) -> Result<Value, Error> {
    let (rows, objects) = remove(db, storage).await?;
    Ok(json!({ "orphaned_rows": rows, "orphaned_objects": objects }))
}

/// Removes both kinds; how many rows and how many objects.
async fn remove(db: &ServiceDb, storage: &Storage) -> Result<(u64, usize), Error> {
    let (mut rows, mut objects) = (0, 0);
    let mut after = String::new();
    loop {
        let stored = storage.list(Place::Served, &after).await?;
        let last = stored.last().map(|object| object.key.clone());
        // The listing's last page has no end: rows beyond it have no object either.
        let files = maintenance::files_between(db, &after, last.as_deref()).await?;

        // More likely than a bucket that lost everything is a deployment that names the wrong one.
        if after.is_empty() && stored.is_empty() && !files.is_empty() {
            tracing::error!(rows = files.len(), "the bucket is empty: no row is removed");
            return Ok((0, 0));
        }
        let keys: HashSet<&str> = stored.iter().map(|object| object.key.as_str()).collect();
        let without_object: Vec<_> = files
            .iter()
            .filter(|file| file.settled && !keys.contains(file.path.as_str()))
            .map(|file| file.id)
            .collect();
        // A refused upload is not kept: what is there has a row, and is nobody's.
        let paths: HashSet<&str> = files
            .iter()
            .filter(|file| !file.refused)
            .map(|file| file.path.as_str())
            .collect();
        let without_row: Vec<_> = stored
            .iter()
            .filter(|object| !paths.contains(object.key.as_str()) && removable(object))
            .map(|object| object.key.clone())
            .collect();

        rows += maintenance::delete_files(db, &without_object).await?;
        storage.remove(&without_row).await?;
        objects += without_row.len();
        match last {
            Some(last) => after = last,
            None => return Ok((rows, objects)),
        }
    }
}

fn removable(object: &Object) -> bool {
    let age = object
        .last_modified
        .and_then(|time| domain::now().signed_duration_since(time).to_std().ok());
    age.is_some_and(|age| age > SETTLED) && Key::is_well_formed(&object.key)
}
