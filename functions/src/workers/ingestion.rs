//! A file: what is said in a recording or written in a document is found out, and kept as its transcription. One that comes
//! from an address is fetched first.

mod document;
mod download;
mod import;
mod ledger;
mod recording;

use domain::{Failure, WorkKind};
pub use import::Importer;
use jobs::Queue;
use models::{ServiceDb, ingestion::IngestionInput, transcriptions::NewTranscription};
pub use recording::Transcriber;
use storage::{Storage, StorageError};

use super::{Attempt, AttemptError, Work};
use crate::{publish, publish::publish_deliveries};

pub struct Ingestion {
    /// To which the outputs go that wait for a file.
    pub outputs: Queue,
    /// To which what endpoints are told goes.
    pub webhooks: Queue,
    pub storage: Storage,
    pub transcriber: Transcriber,
    pub importer: Importer,
}

impl Work for Ingestion {
    const KIND: WorkKind = WorkKind::Ingestion;
    type Input = IngestionInput;
    type Output = NewTranscription;

    async fn run(
        &self,
        input: IngestionInput,
        attempt: &mut Attempt,
    ) -> Result<NewTranscription, AttemptError> {
        let input = match input.import.clone() {
            Some(import) => self.import(&import, &input, attempt).await?,
            None => input,
        };
        let extension = input.path.rsplit('.').next().unwrap_or_default();
        let extension = extension.to_ascii_lowercase();
        if recording::is_one(&extension) {
            self.transcribe(&input, &extension, attempt).await
        } else {
            self.read_document(&input, &extension, attempt).await
        }
    }

    /// Outputs that waited for the file have no message on its way. Where this doesn't get through, `maintenance` sends
    /// them.
    async fn ended(&self, db: &ServiceDb) {
        if let Err(error) = publish(db, &self.outputs, WorkKind::Generation).await {
            tracing::warn!(%error, "what waited for the file begins later");
        }
        publish_deliveries(db, &self.webhooks).await;
    }
}

impl From<StorageError> for AttemptError {
    fn from(error: StorageError) -> Self {
        let failure = match error {
            StorageError::Unavailable(_) | StorageError::Unexpected(_) => {
                Failure::passing("storage_unavailable", "The file could not be fetched yet.")
            }
            StorageError::NotFound => Failure::permanent(
                "file_missing",
                "The file is not stored any more. Upload it again.",
            ),
            StorageError::Changed => Failure::permanent(
                "file_changed",
                "The file was uploaded again after it was checked. Upload it anew.",
            ),
            StorageError::TooLarge(bytes) => Failure::permanent(
                "file_too_large",
                format!(
                    "The file has more than {} MB. Split it and upload the parts.",
                    bytes / 1024 / 1024
                ),
            ),
        };
        failure.into()
    }
}
