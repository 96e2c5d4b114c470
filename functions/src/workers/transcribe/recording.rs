//! What is said in a recording: sent whole where the provider takes it, else cut, and each piece kept as it is done.

use std::{
    io::Read,
    time::{Duration, Instant},
};

use domain::{Env, Failure, media};
use jobs::PROVIDER_TIMEOUT;
use models::{
    file_jobs as work,
    file_jobs::{FileClaim, Piece},
    ledger::ProviderCall,
    transcriptions::{NewTranscription, Segment},
};
use tokio::task::spawn_blocking;
use transcription::{Config, ConfigError, CutError, Cutter, Provider, Recording, can_cut};

use super::{
    Trouble, Worker,
    download::{Download, no_room},
    ledger::Calls,
};
use crate::workers::stored;

/// What `OpenAI` takes in one request.
const MAX_BYTES: u64 = 25 * 1024 * 1024;
/// To read what is sent next and to write what came of it.
const AROUND_A_CALL: Duration = Duration::from_secs(40);

#[derive(Debug)]
pub struct Transcriber {
    provider: Option<Provider>,
    /// Bytes that the provider takes in one request.
    most: u64,
}

impl Transcriber {
    /// From `TRANSCRIPTION_BASE_URL`, `_API_KEY`, `_MODEL`, `_MAX_BYTES` and `_PRICE_MINUTE`. Without the first, recordings
    /// are not transcribed.
    pub fn from_env(env: &mut Env) -> Self {
        let most = env.parsed("TRANSCRIPTION_MAX_BYTES", MAX_BYTES);
        let price_minute = env.parsed("TRANSCRIPTION_PRICE_MINUTE", 0.0);
        let Some(base_url) = env.optional("TRANSCRIPTION_BASE_URL") else {
            return Self {
                provider: None,
                most,
            };
        };
        let config = Config {
            base_url,
            api_key: env.optional("TRANSCRIPTION_API_KEY"),
            model: env.optional("TRANSCRIPTION_MODEL"),
            price_minute,
        };
        let provider = Provider::new(&config)
            .map_err(|ConfigError(wrong)| env.problems(wrong))
            .ok();
        Self { provider, most }
    }
}

/// Whether a file of this kind is heard, and not read.
pub(super) fn is_one(extension: &str) -> bool {
    let kind = media::served(extension);
    kind.starts_with("audio/") || kind.starts_with("video/")
}

impl Worker {
    pub(super) async fn transcribe(
        &self,
        claim: &FileClaim,
        extension: &str,
        until: Instant,
    ) -> Result<NewTranscription, Trouble> {
        let Some(provider) = &self.transcriber.provider else {
            return Err(Failure::permanent(
                "transcription_not_configured",
                "Recordings can't be transcribed here. The operator has to set TRANSCRIPTION_BASE_URL; texts and \
                 documents can be used meanwhile.",
            )
            .into());
        };
        let download = Download::fetch(&self.storage, claim).await?;
        let sha256 = download.sha256.clone();
        let whole = download.bytes <= self.transcriber.most && is_taken(extension);
        let pieces = if whole {
            vec![self.whole(claim, provider, download, extension).await?]
        } else if can_cut(extension) {
            self.pieces(claim, provider, download, extension, until)
                .await?
        } else {
            return Err(self.too_large(extension).into());
        };
        let language = pieces.iter().find_map(|piece| piece.language.clone());
        let duration_seconds = pieces.last().map(|piece| piece.end);
        let segments: Vec<_> = pieces
            .into_iter()
            .flat_map(|piece| piece.segments)
            .collect();
        if segments.is_empty() {
            let detail = "Nobody speaks in this recording.";
            return Err(Failure::permanent("no_speech", detail).into());
        }
        Ok(NewTranscription {
            language,
            duration_seconds,
            text: transcription::text(&segments),
            segments,
            provider: Some(provider.name().to_owned()),
            model: Some(provider.model().to_owned()),
            sha256,
        })
    }

    /// The file as it is.
    async fn whole(
        &self,
        claim: &FileClaim,
        provider: &Provider,
        mut download: Download,
        extension: &str,
    ) -> Result<Piece, Trouble> {
        // It was done, and its worker was lost before the end.
        if let [done] = claim.pieces.as_slice() {
            return Ok(done.clone());
        }
        let mut bytes = Vec::new();
        download.file.read_to_end(&mut bytes).map_err(no_room)?;
        let recording = Recording {
            filename: format!("recording.{extension}"),
            media_type: media::served(extension),
            bytes,
            duration: None,
        };
        let mut calls = Calls::of(self, claim, provider);
        let (transcript, call) = calls.ask(&recording, false).await?;
        let piece = Piece {
            end: transcript.duration,
            language: transcript.language,
            segments: transcript.segments,
        };
        self.keep(claim, 0, &piece, call).await?;
        Ok(piece)
    }

    /// From where the work was broken off, piece by piece.
    async fn pieces(
        &self,
        claim: &FileClaim,
        provider: &Provider,
        download: Download,
        extension: &str,
        until: Instant,
    ) -> Result<Vec<Piece>, Trouble> {
        let mut pieces = claim.pieces.clone();
        let start = pieces.last().map_or(0.0, |piece| piece.end);
        let most = usize::try_from(self.transcriber.most).unwrap_or(usize::MAX);
        let (file, kind) = (download.file, extension.to_owned());
        let mut calls = Calls::of(self, claim, provider);
        let mut cutter = blocking(move || Cutter::open(file, &kind, most, start)).await?;
        loop {
            let (next, rest) = blocking(move || {
                let next = cutter.next_piece()?;
                Ok((next, cutter))
            })
            .await?;
            cutter = rest;
            let Some(cut) = next else {
                return Ok(pieces);
            };
            let before = pieces.len() - claim.pieces.len();
            let left = until.saturating_duration_since(Instant::now());
            if before > 0 && left < PROVIDER_TIMEOUT + AROUND_A_CALL {
                return Err(Trouble::OutOfTime);
            }
            let recording = Recording {
                filename: "recording.wav".to_owned(),
                media_type: media::served("wav"),
                bytes: cut.wav,
                duration: Some(cut.end - cut.start),
            };
            let (transcript, call) = calls.ask(&recording, before > 0).await?;
            let number = pieces.len() + 1;
            let later = |segment| later(segment, cut.start, number);
            let piece = Piece {
                end: cut.end,
                language: transcript.language,
                segments: transcript.segments.into_iter().map(later).collect(),
            };
            self.keep(claim, pieces.len(), &piece, call).await?;
            pieces.push(piece);
        }
    }

    /// A result is paid for: it is kept at once.
    async fn keep(
        &self,
        claim: &FileClaim,
        before: usize,
        piece: &Piece,
        call: ProviderCall,
    ) -> Result<(), Trouble> {
        let keep = async || work::keep(&self.db, claim, before, piece, &call).await;
        let kept = stored(keep).await?;
        self.tell(claim, Some(&call), None);
        if kept {
            Ok(())
        } else {
            Err(Trouble::Superseded)
        }
    }

    fn too_large(&self, extension: &str) -> Failure {
        let most = self.transcriber.most / 1024 / 1024;
        Failure::permanent(
            "file_too_large",
            format!(
                "A .{extension} file of more than {most} MB can't be transcribed. Upload its sound as mp3 or m4a."
            ),
        )
    }
}

/// What providers take as it is.
fn is_taken(extension: &str) -> bool {
    extension != "aac"
}

/// Decoding takes the processor for seconds: the lease must be renewed meanwhile.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, CutError> + Send + 'static,
) -> Result<T, Trouble> {
    match spawn_blocking(work).await {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(error)) => Err(unreadable(error).into()),
        // The decoder panicked over it, and would again.
        Err(_) => Err(unreadable(CutError::Unreadable).into()),
    }
}

fn unreadable(error: CutError) -> Failure {
    let (code, detail) = match error {
        CutError::Unreadable => (
            "recording_unreadable",
            "The recording can't be read. Convert it to mp3 or wav and upload it again.",
        ),
        CutError::TooLong => (
            "file_too_large",
            "The recording is longer than a day. Split it and upload the parts.",
        ),
    };
    Failure::permanent(code, detail)
}

/// In the whole recording. A provider names voices anew in each piece: the same name need not be the same voice.
fn later(segment: Segment, by: f64, piece: usize) -> Segment {
    match segment {
        Segment::Said {
            start,
            end,
            text,
            speaker,
        } => Segment::Said {
            start: start + by,
            end: end + by,
            text,
            speaker: speaker.map(|name| format!("{name} ({piece})")),
        },
        other => other,
    }
}
