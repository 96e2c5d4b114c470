//! What is said in a recording: sent whole where the provider takes it, else cut, and each piece kept as it is done.

use std::{
    io::Read,
    time::{Duration, Instant},
};

use domain::{Env, Failure, Progress, Segment, Stage, media};
use jobs::PROVIDER_TIMEOUT;
use models::{
    ingestion::{IngestionInput, Piece},
    profiles,
    transcriptions::NewTranscription,
};
use tokio::task::spawn_blocking;
use transcription::{Config, ConfigError, Provider, Recording, SplitError, Splitter, can_split};

use super::{
    Ingestion,
    download::{Download, no_room},
    ledger::ask,
};
use crate::{
    files::word_count,
    workers::{Attempt, AttemptError},
};

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

impl Ingestion {
    pub(super) async fn transcribe(
        &self,
        input: &IngestionInput,
        extension: &str,
        attempt: &mut Attempt,
    ) -> Result<NewTranscription, AttemptError> {
        let Some(provider) = &self.transcriber.provider else {
            return Err(Failure::permanent(
                "transcription_not_configured",
                "Recordings can't be transcribed here. The operator has to set TRANSCRIPTION_BASE_URL; texts and \
                 documents can be used meanwhile.",
            )
            .into());
        };
        attempt.may_ask()?;
        let names = profiles::vocabulary(&input.vocabulary, input.preferences.as_ref());
        let prompt = transcription::prompt(&names);
        attempt.tell(Progress::begin(Stage::Reading));
        let download = Download::fetch(&self.storage, input).await?;
        let sha256 = download.sha256.clone();
        let fits = download.bytes <= self.transcriber.most && is_taken(extension);
        let pieces = if fits {
            vec![whole(input, provider, download, extension, prompt, attempt).await?]
        } else if can_split(extension) {
            self.pieces(input, provider, download, extension, prompt, attempt)
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
        let text = transcription::text(&segments);
        Ok(NewTranscription {
            language,
            duration_seconds,
            word_count: word_count(&text),
            text,
            segments,
            provider: Some(provider.name().to_owned()),
            model: Some(provider.model().to_owned()),
            sha256,
        })
    }

    /// From where the work was broken off, piece by piece.
    async fn pieces(
        &self,
        input: &IngestionInput,
        provider: &Provider,
        download: Download,
        extension: &str,
        prompt: Option<String>,
        attempt: &mut Attempt,
    ) -> Result<Vec<Piece>, AttemptError> {
        let mut pieces = input.pieces.clone();
        let start = pieces.last().map_or(0.0, |piece| piece.end);
        let most = usize::try_from(self.transcriber.most).unwrap_or(usize::MAX);
        let (file, kind) = (download.file, extension.to_owned());
        let mut splitter = blocking(move || Splitter::open(file, &kind, most, start)).await?;
        let duration = splitter.duration();
        loop {
            attempt.tell(transcribing(pieces.last(), duration));
            let (next, rest) = blocking(move || {
                let next = splitter.next_piece()?;
                Ok((next, splitter))
            })
            .await?;
            splitter = rest;
            let Some(cut) = next else {
                return Ok(pieces);
            };
            let before = pieces.len() - input.pieces.len();
            let left = attempt.until.saturating_duration_since(Instant::now());
            if before > 0 && left < PROVIDER_TIMEOUT + AROUND_A_CALL {
                return Err(AttemptError::OutOfTime);
            }
            let recording = Recording {
                filename: "recording.wav".to_owned(),
                media_type: media::served("wav"),
                bytes: cut.wav,
                duration: Some(cut.end - cut.start),
                prompt: prompt.clone(),
            };
            let transcript = ask(attempt, provider, &recording).await?;
            let number = pieces.len() + 1;
            let later = |segment| shifted(segment, cut.start, number);
            let piece = Piece {
                end: cut.end,
                language: transcript.language,
                segments: transcript.segments.into_iter().map(later).collect(),
            };
            // It is paid for: it is kept at once.
            attempt.keep(pieces.len(), &piece).await?;
            pieces.push(piece);
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

/// The file as it is.
async fn whole(
    input: &IngestionInput,
    provider: &Provider,
    mut download: Download,
    extension: &str,
    prompt: Option<String>,
    attempt: &mut Attempt,
) -> Result<Piece, AttemptError> {
    // It was done, and its worker was lost before the end.
    if let [done] = input.pieces.as_slice() {
        return Ok(done.clone());
    }
    let mut bytes = Vec::new();
    download.file.read_to_end(&mut bytes).map_err(no_room)?;
    let recording = Recording {
        filename: format!("recording.{extension}"),
        media_type: media::served(extension),
        bytes,
        duration: None,
        prompt,
    };
    attempt.tell(transcribing(None, None));
    let transcript = ask(attempt, provider, &recording).await?;
    let piece = Piece {
        end: transcript.duration,
        language: transcript.language,
        segments: transcript.segments,
    };
    attempt.keep(0, &piece).await?;
    Ok(piece)
}

/// In seconds. Where the recording doesn't say how many it has, it is no more than one more than is done.
fn transcribing(last: Option<&Piece>, duration: Option<f64>) -> Progress {
    // Of at most a day, which the splitter sees to.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let whole = |seconds: f64| seconds.ceil() as usize;
    let done = last.map_or(0, |piece| whole(piece.end));
    let total = duration.map_or(done + 1, whole);
    Progress::of(Stage::Transcribing, done, total)
}

/// What providers take as it is.
fn is_taken(extension: &str) -> bool {
    extension != "aac"
}

/// Decoding takes the processor for seconds: the lease must be renewed meanwhile.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, SplitError> + Send + 'static,
) -> Result<T, AttemptError> {
    match spawn_blocking(work).await {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(error)) => Err(unreadable(error).into()),
        // The decoder panicked over it, and would again.
        Err(_) => Err(unreadable(SplitError::Unreadable).into()),
    }
}

fn unreadable(error: SplitError) -> Failure {
    let (code, detail) = match error {
        SplitError::Unreadable => (
            "recording_unreadable",
            "The recording can't be read. Convert it to mp3 or wav and upload it again.",
        ),
        SplitError::TooLong => (
            "file_too_large",
            "The recording is longer than a day. Split it and upload the parts.",
        ),
    };
    Failure::permanent(code, detail)
}

/// In the whole recording. A provider names voices anew in each piece: the same name need not be the same voice.
fn shifted(segment: Segment, by: f64, piece: usize) -> Segment {
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
