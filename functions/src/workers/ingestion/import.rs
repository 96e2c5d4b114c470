//! A file that comes from an address: it is fetched onto this machine's disk, looked at as an upload is, and stored.

use std::{
    io::{Read, Seek, SeekFrom},
    time::{Duration, Instant},
};

use domain::{Env, Failure, Progress, Stage, limits, media};
use imports::{Feed, Fetched, Fetcher, ImportError, Url};
use models::ingestion::{Import, Imported, IngestionInput};
use storage::Key;
use web::Error;

use super::{
    AttemptError, Ingestion,
    download::{Download, no_room},
};
use crate::{
    files::{
        problems::accepted,
        uploads::{check, is_made_of_text, name_of, with_extension},
    },
    reach,
    workers::Attempt,
};

/// For fetching, a feed before it included.
const FETCHING: Duration = Duration::from_mins(5);

/// Fetches what files' addresses name.
#[derive(Debug)]
pub struct Importer {
    fetcher: Fetcher,
    /// Bytes.
    largest: u64,
    /// Whether the plan's quotas are enforced.
    quotas: bool,
}

impl Importer {
    /// From `MAX_UPLOAD_BYTES` and `QUOTAS`.
    pub fn from_env(env: &mut Env) -> Result<Self, Error> {
        Ok(Self {
            fetcher: Fetcher::new(reach(env))?,
            largest: env.parsed("MAX_UPLOAD_BYTES", limits::UPLOAD),
            quotas: env.switch("QUOTAS"),
        })
    }
}

impl Ingestion {
    /// Gives what is stored then, to be read as what was uploaded is.
    pub(super) async fn import(
        &self,
        import: &Import,
        input: &IngestionInput,
        attempt: &mut Attempt,
    ) -> Result<IngestionInput, AttemptError> {
        attempt.tell(Progress::begin(Stage::Fetching));
        let until = attempt.until.min(Instant::now() + FETCHING);
        let (fetched, mut download) = self.found(import, until).await.map_err(failure)?;
        let extension = kind(&fetched, &mut download).map_err(failure)?;
        let said = fetched.filename.as_deref();
        let filename = with_extension(&name_of(&fetched.url, said), extension);
        let key = Key::fetched(&input.path, attempt.claim.lease_token, extension);
        let served = media::served(extension);
        let file = download.file.try_clone().map_err(no_room)?;
        self.storage
            .put_file(&key, served, file, download.bytes)
            .await?;
        let (_, mime_type) = media::of_filename(&filename).unwrap_or_default();
        let found = Imported {
            path: key.as_str(),
            filename: &filename,
            mime_type,
            size_bytes: download.bytes,
            public_url: self.storage.public_url(&key),
            sha256: &download.sha256,
        };
        if let Err(refused) = attempt.store_import(&found, self.importer.quotas).await {
            // What stays where this fails, `maintenance` finds.
            let _ = self.storage.remove(&[key.to_string()]).await;
            return Err(refused);
        }
        Ok(IngestionInput {
            path: key.as_str().to_owned(),
            filename: Some(filename),
            import: None,
            ..input.clone()
        })
    }

    /// What the address names; of a feed, the recording of its episode.
    async fn found(
        &self,
        import: &Import,
        until: Instant,
    ) -> Result<(Fetched, Download), ImportError> {
        let url = import
            .url
            .parse()
            .map_err(|_| imports::AddressError::Malformed)?;
        let (fetched, mut download) = self.download(&url, until).await?;
        let head = download.head(imports::limits::FEED_HEAD as u64)?;
        if !Feed::is_one(fetched.media_type.as_deref(), &head) {
            return match import.episode {
                Some(_) => Err(ImportError::NoFeed),
                None => Ok((fetched, download)),
            };
        }
        let most = imports::limits::FEED_BYTES as u64;
        if download.bytes > most {
            return Err(ImportError::TooLarge(most));
        }
        let feed = Feed::read(&download.head(most)?, &fetched.url)?;
        let episode = feed.episode(import.episode.as_deref())?;
        self.download(&episode.url, until).await
    }

    async fn download(
        &self,
        url: &Url,
        until: Instant,
    ) -> Result<(Fetched, Download), ImportError> {
        let Importer {
            fetcher, largest, ..
        } = &self.importer;
        Download::from_address(fetcher, url, *largest, until).await
    }
}

/// The extension of the first accepted kind that the site, the address or the content says, and that the content is.
fn kind(fetched: &Fetched, download: &mut Download) -> Result<&'static str, ImportError> {
    let head = download.head(limits::SNIFFED)?;
    let extension_of = |name: &str| media::of_filename(name).map(|(extension, _)| extension);
    let last = fetched.url.path_segments().and_then(Iterator::last);
    let said = fetched.media_type.as_deref().unwrap_or_default();
    let names = fetched.filename.as_deref().into_iter().chain(last);
    // `text/plain` may be any kind of text, and `application/octet-stream` anything.
    let by_name = names
        .filter_map(extension_of)
        .filter(|extension| media::agrees(extension, said));
    let all = || media::ACCEPTED.iter().map(|(extension, _)| *extension);
    let by_type = all().filter(|extension| !said.is_empty() && media::agrees(extension, said));
    // What is called something else, a script or a table of styles, is no text for it.
    let may_be_text = matches!(said, "" | "text/plain" | "application/octet-stream");
    let by_content = all().filter(|extension| may_be_text || !is_made_of_text(extension));
    let size = download.bytes;
    let candidates: Vec<_> = by_name.chain(by_type).chain(by_content).collect();
    let extension = candidates
        .into_iter()
        .find(|extension| {
            download.file.rewind().is_ok()
                && check(extension, &head, size, &mut download.file).is_ok()
        })
        .ok_or_else(|| ImportError::Kind {
            said: said.to_owned(),
            accepted: accepted(),
        })?;
    let most = u64::try_from(limits::SOURCE).unwrap_or(u64::MAX);
    if is_made_of_text(extension) && size > most {
        return Err(ImportError::TooLarge(most));
    }
    Ok(extension)
}

impl Download {
    /// Its first bytes.
    fn head(&mut self, most: u64) -> Result<Vec<u8>, ImportError> {
        self.file.seek(SeekFrom::Start(0))?;
        let mut head = Vec::new();
        (&self.file).take(most).read_to_end(&mut head)?;
        self.file.rewind()?;
        Ok(head)
    }
}

/// A site that is away is asked again a few times, and not for a day: who waits can have it tried again.
#[allow(clippy::needless_pass_by_value)] // as `map_err` gives it
fn failure(error: ImportError) -> AttemptError {
    if let ImportError::Disk(error) = error {
        return no_room(error);
    }
    let failure = Failure {
        code: error.code().to_owned(),
        detail: error.to_string(),
        retryable: error.is_passing(),
    };
    if error.is_passing() {
        AttemptError::Retry(failure)
    } else {
        AttemptError::Fail(failure)
    }
}
