//! What an ingestion reads: a stored file, or an address that one is to be fetched from, and what was done of it before.

use serde::{Deserialize, Serialize};

use domain::Segment;
use serde_json::Value;
use sqlx::types::Json;

use crate::{DbError, ServiceDb, jobs::Claim, ledger::CallContext};

/// As `private.job_input` gives it.
#[derive(Debug, Clone, Deserialize)]
pub struct IngestionInput {
    pub path: String,
    pub filename: Option<String>,
    /// Where it is to be fetched first.
    pub import: Option<Import>,
    /// Of the object that was checked; `None` where only our own functions can have put it.
    pub etag: Option<String>,
    /// Names and terms that are said in it.
    #[serde(default)]
    pub vocabulary: Vec<String>,
    /// Of its user's profile.
    #[serde(default)]
    pub preferences: Option<Value>,
    /// What was transcribed before.
    #[serde(rename = "progress")]
    pub pieces: Vec<Piece>,
}

/// A part of a recording that is transcribed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Piece {
    /// Seconds from the recording's beginning, where the next piece begins.
    pub end: f64,
    pub language: Option<String>,
    /// With their times in the whole recording.
    pub segments: Vec<Segment>,
}

/// Where a file comes from.
#[derive(Debug, Clone, Deserialize)]
pub struct Import {
    pub url: String,
    /// The feed's id of the episode; `None`: the newest, or no feed.
    pub episode: Option<String>,
}

/// What was found at a file's address, and is stored.
#[derive(Debug, Serialize)]
pub struct Imported<'a> {
    pub path: &'a str,
    pub filename: &'a str,
    pub mime_type: &'a str,
    pub size_bytes: u64,
    pub public_url: Option<String>,
    pub sha256: &'a str,
}

/// Writes what was found; `false`: the lease was lost, and nothing was written. [`DbError::Quota`] where `quotas` count
/// and the plan has no room for it.
pub async fn store_import(
    db: &ServiceDb,
    claim: &Claim,
    found: &Imported<'_>,
    quotas: bool,
) -> Result<bool, DbError> {
    let row = db
        .run(async |connection| {
            sqlx::query!(
                r#"SELECT private.store_import($1, $2, $3) AS "written!""#,
                Json(CallContext::from(claim)) as _,
                Json(found) as _,
                quotas,
            )
            .fetch_one(connection)
            .await
        })
        .await?;
    Ok(row.written)
}
