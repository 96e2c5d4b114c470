//! What an edit does to what was found in a text: it is checked again, against the sources as they are stored now. Where they
//! can't be read the edit is kept all the same, and says so.

use std::time::Duration;

use domain::FileId;
use generation::{Brief, Recheck, carry, carry_lines, recheck};
use models::{generation::input_of_request, outputs::OutputRow};
use serde_json::{Value, json};
use storage::Storage;
use tokio::time::timeout;
use web::{Rejection, Transaction};

use super::{Edited, GenerationRequest, brief, edit::INBOX};

/// All sources; the output is locked meanwhile.
const SOURCES: Duration = Duration::from_secs(4);
/// Bytes of the sources of what is checked while somebody waits.
const SOURCE_BYTES: usize = 1_000_000;

#[derive(Debug)]
pub struct Rechecks {
    storage: Storage,
}

impl Rechecks {
    #[must_use]
    pub fn new(storage: Storage) -> Self {
        Self { storage }
    }

    /// Brings `checks` and `provenance` of what is about to be written up to its text. The output is locked.
    pub async fn apply(
        &self,
        tx: &mut Transaction<'_>,
        output: &OutputRow,
        edited: &mut Edited,
    ) -> Result<(), Rejection> {
        let before = output.body.as_deref().unwrap_or_default();
        let is_new = before != edited.body || lines(&output.metadata) != lines(&edited.metadata);
        let Some(checks) = edited.metadata["checks"]
            .as_array()
            .filter(|_| is_new)
            .cloned()
        else {
            return Ok(());
        };
        let [checks, provenance] = match self.brief(tx, output).await? {
            Some(brief) => recheck(
                &brief,
                &Recheck {
                    body: &edited.body,
                    subject: edited.metadata["subject"].as_str(),
                    preview_text: edited.metadata["preview_text"].as_str(),
                    by_model: edited.metadata["provider"] != "extractive",
                    checks: &checks,
                },
            ),
            None => carried(output, edited, checks),
        };
        edited.metadata["checks"] = checks.into();
        edited.metadata["provenance"] = provenance.into();
        Ok(())
    }

    /// What it was written from; `None` where that can't be read, or not in time.
    async fn brief(
        &self,
        tx: &mut Transaction<'_>,
        output: &OutputRow,
    ) -> Result<Option<Brief>, Rejection> {
        let Some((request, sources)) = request(output) else {
            return Ok(None);
        };
        let input = input_of_request(tx, output.project_id, output.kind, &request).await?;
        let Some(input) = input.filter(|input| input.files.len() == sources) else {
            return Ok(None);
        };
        let brief = timeout(SOURCES, brief(&input, &self.storage, |_| ())).await;
        let Ok(Ok(brief)) = brief else {
            tracing::warn!("the sources of an edited output could not be read");
            return Ok(None);
        };
        let bytes: usize = brief.sources.iter().map(|source| source.text.len()).sum();
        Ok(Some(brief).filter(|_| bytes <= SOURCE_BYTES))
    }
}

/// The request with the files that were used, and how many these are; `None` where the row has others than we write.
fn request(output: &OutputRow) -> Option<(Value, usize)> {
    let mut request = output.request.clone()?;
    serde_json::from_value::<GenerationRequest>(request.clone()).ok()?;
    let sources = output.metadata["sources"].as_array()?;
    let files: Vec<FileId> = sources
        .iter()
        .map(|source| serde_json::from_value(source["file_id"].clone()).ok())
        .collect::<Option<_>>()?;
    request["file_ids"] = json!(files);
    Some((request, files.len()))
}

/// What was found goes along with what was left as it was.
fn carried(output: &OutputRow, edited: &Edited, checks: Vec<Value>) -> [Vec<Value>; 2] {
    let before = output.body.as_deref().unwrap_or_default();
    let provenance = edited.metadata["provenance"].as_array();
    let provenance = provenance.map(Vec::as_slice).unwrap_or_default();
    let [mut checks, provenance] = if before == edited.body {
        [checks, provenance.to_vec()]
    } else {
        carry(before, &edited.body, &checks, provenance)
    };
    let (old, new) = (lines(&output.metadata), lines(&edited.metadata));
    if old != new {
        checks = carry_lines(&old, &new, &checks);
    }
    [checks, provenance]
}

/// What an inbox shows.
fn lines(metadata: &Value) -> [&str; 2] {
    INBOX.map(|(name, _)| metadata[name].as_str().unwrap_or_default())
}
