//! What is in deleted projects that can't be restored: rows, then stored objects, and the project itself last, so that a run that
//! breaks off is taken up by the next.

use models::{
    ServiceDb,
    deleted_projects::{self, DeletedProject},
    moved_files::Moved,
};
use serde_json::{Value, json};
use storage::Storage;
use web::Error;

use super::moved_files;

/// Projects in one run, rows in one statement, and steps of each kind for one project.
const PROJECTS: i64 = 20;
const ROWS: i32 = 500;
const STEPS: usize = 100;

/// Of how many projects nothing is left.
pub(super) async fn run(db: &ServiceDb, storage: &Storage) -> Result<Value, Error> {
    let mut erased = 0;
    for deleted in deleted_projects::due(db, PROJECTS).await? {
        moved_files::remove(db, storage, Moved::Within(deleted.project)).await?;
        if rows(db, &deleted).await? && objects(storage, &deleted).await? {
            deleted_projects::finish(db, deleted.project).await?;
            erased += 1;
        } else {
            deleted_projects::put_back(db, deleted.project).await?;
        }
    }
    Ok(json!({ "projects": erased }))
}

/// `false`: there are more.
async fn rows(db: &ServiceDb, deleted: &DeletedProject) -> Result<bool, Error> {
    for _ in 0..STEPS {
        if deleted_projects::erase_rows(db, deleted.project, ROWS).await? == 0 {
            return Ok(true);
        }
    }
    Ok(false)
}

/// By their place and not by their rows, which are gone.
async fn objects(storage: &Storage, deleted: &DeletedProject) -> Result<bool, Error> {
    for _ in 0..STEPS {
        let stored = storage
            .list_project(&deleted.account, deleted.project)
            .await?;
        if stored.is_empty() {
            return Ok(true);
        }
        let keys: Vec<_> = stored.into_iter().map(|object| object.key).collect();
        storage.remove(&keys).await?;
    }
    Ok(false)
}
