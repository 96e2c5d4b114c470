//! From what an output is made of to what generation wants to know.

use domain::{Env, Failure, Progress, Stage, limits};
use generation::{Brief, Config, ConfigError, Part, Provider, Source};
use models::{
    files::FileStatus,
    generation::{GenerationInput, SourceFile, StoredPart},
    profiles,
};
use serde_json::Value;
use storage::{Storage, StorageError};

use super::{GenerationRequest, problems};

/// The provider that the environment names; what is wrong with it is told with the rest that is wrong there.
#[must_use]
pub fn provider(env: &mut Env) -> Provider {
    let config = Config {
        provider: env.parsed("GENERATION_PROVIDER", "extractive".to_owned()),
        base_url: env.optional("GENERATION_BASE_URL"),
        api_key: env.optional("GENERATION_API_KEY"),
        model: env.optional("GENERATION_MODEL"),
        context_tokens: env.parsed("GENERATION_CONTEXT_TOKENS", 32_768),
        max_tokens: env.parsed("GENERATION_MAX_TOKENS", 4_096),
        temperature: env.parsed("GENERATION_TEMPERATURE", 0.7),
        price_input: env.parsed("GENERATION_PRICE_INPUT", 0.0),
        price_output: env.parsed("GENERATION_PRICE_OUTPUT", 0.0),
    };
    Provider::new(config).unwrap_or_else(|ConfigError(wrong)| {
        env.problems(wrong);
        Provider::Extractive
    })
}

/// Reads the request again, strictly no more: it was checked when it came, and only what is known in it counts.
/// `tell` is told how many files are read.
pub async fn brief(
    input: &GenerationInput,
    storage: &Storage,
    mut tell: impl FnMut(Progress),
) -> Result<Brief, Failure> {
    let request: GenerationRequest =
        serde_json::from_value(input.request.clone()).map_err(|_| {
            Failure::permanent(
                "invalid_request",
                "The request can't be read. Generate again.",
            )
        })?;
    let preference = |name: &str| {
        input
            .preferences
            .as_ref()
            .and_then(|all| all.get(name))
            .and_then(Value::as_str)
            .map(str::to_owned)
    };
    let own = request.vocabulary.as_deref().unwrap_or_default();
    let vocabulary = profiles::vocabulary(own, input.preferences.as_ref());
    let mut sources = Vec::new();
    let mut room = limits::SOURCE;
    for (number, file) in input.files.iter().enumerate() {
        tell(Progress::of(Stage::Reading, number, input.files.len()));
        if let Some(source) = read(file, storage, &mut room).await? {
            sources.push(source);
        }
    }
    let words = request.words();
    let extras = request.extras;
    let plain = Brief::new(input.kind, &input.project_title, sources);
    Ok(Brief {
        kind: plain.kind,
        title: plain.title,
        topic: request.topic,
        tone_of_voice: request
            .tone_of_voice
            .or_else(|| input.tone_of_voice.clone()),
        target_length: words,
        language: extras.language.or_else(|| preference("language")),
        audience: extras.audience.or_else(|| preference("audience")),
        platforms: extras.platforms.unwrap_or(plain.platforms),
        thread: extras.thread.unwrap_or(plain.thread),
        include_hashtags: extras.include_hashtags.unwrap_or(plain.include_hashtags),
        include_quotes: extras.include_quotes.unwrap_or(plain.include_quotes),
        subject_line: extras.subject_line,
        preview_text: extras.preview_text,
        variants: extras.variants.unwrap_or(plain.variants),
        templates: input
            .templates
            .iter()
            .map(|t| (t.r#type.clone(), t.prompt.clone()))
            .collect(),
        prompt_overrides: request.prompt_overrides,
        vocabulary,
        sources: plain.sources,
    })
}

/// The text that a worker has found in a file; `None` where it was not looked for.
fn transcribed(
    file: &SourceFile,
    filename: String,
    room: &mut usize,
) -> Result<Option<Source>, Failure> {
    if file.text_bytes.is_none() {
        return Ok(None);
    }
    let text = file
        .text
        .clone()
        .filter(|text| text.len() <= *room)
        .ok_or_else(|| problems::sources_too_large(&filename))?;
    *room -= text.len();
    Ok(Some(Source {
        file_id: file.id,
        filename,
        text,
        parts: file.parts.iter().flatten().map(stored_part).collect(),
        sha256: file.sha256.clone(),
        text_version: file.text_version,
    }))
}

fn stored_part((role, speaker, chars): &StoredPart) -> Part {
    Part {
        role: *role,
        speaker: speaker.clone(),
        chars: *chars,
    }
}

fn read_part(segment: documents::Segment) -> Part {
    Part {
        role: segment.role,
        chars: segment.text.chars().count(),
        speaker: segment.speaker,
    }
}

/// A file's text, which takes its bytes of the `room` for all; `None` where it is of a kind that isn't a source.
async fn read(
    file: &SourceFile,
    storage: &Storage,
    room: &mut usize,
) -> Result<Option<Source>, Failure> {
    let extension = file
        .path
        .rsplit_once('.')
        .map(|(_, extension)| extension.to_ascii_lowercase())
        .unwrap_or_default();
    let filename = file.filename.clone().unwrap_or_else(|| file.path.clone());
    match file.status {
        FileStatus::Ready => {}
        // Only where it is read once more: a job waits for what was being read when it was made.
        FileStatus::Processing => {
            return Err(problems::source_processing(&filename));
        }
        FileStatus::Uploading | FileStatus::Failed => {
            let why = file
                .error
                .as_ref()
                .map_or("It was never completed.", |error| error.detail.as_str());
            return Err(problems::source_unreadable(&filename, why));
        }
    }
    // A transcript in a text file was read by a worker too.
    if file.text_bytes.is_some() || !documents::PROSE.contains(&extension.as_str()) {
        return transcribed(file, filename, room);
    }
    let bytes = storage
        .get(&file.path, file.etag.as_deref(), *room)
        .await
        .map_err(|error| match error {
            StorageError::Unavailable(_) | StorageError::Unexpected(_) => {
                Failure::passing("storage_unavailable", "The sources could not be read yet.")
            }
            StorageError::NotFound => problems::source_gone(&filename),
            StorageError::Changed => problems::source_changed(&filename),
            StorageError::TooLarge(_) => problems::sources_too_large(&filename),
        })?;
    *room -= bytes.len();
    let document = documents::read(&extension, &bytes)
        .map_err(|error| Failure::permanent("source_failed", format!("{filename}: {error}")))?;
    Ok(Some(Source {
        file_id: file.id,
        filename,
        text: document.text,
        parts: document.segments.into_iter().map(read_part).collect(),
        sha256: file.sha256.clone(),
        text_version: None,
    }))
}
