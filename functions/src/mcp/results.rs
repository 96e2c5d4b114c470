//! What tools return: of the API's resources what an assistant can use, and texts no longer than it can read.

use base64::{Engine, engine::general_purpose::STANDARD};
use domain::{Failure, FileId, OutputId, OutputKind, ProjectId, Timestamp};
use models::{files::FileStatus, outputs::OutputStatus};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};

use super::api::ApiAnswer;

/// Characters of a text that is shown to say what something is.
const EXCERPT: usize = 300;
/// Characters of a file's text.
const TEXT: usize = 100_000;

/// A page of projects.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Projects {
    projects: Vec<Project>,
    /// For the next page; null on the last.
    next_cursor: Option<String>,
}

#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(inline)]
pub(super) struct Project {
    id: ProjectId,
    title: String,
    /// Its beginning.
    #[serde(deserialize_with = "excerpt")]
    description: Option<String>,
    created_at: Timestamp,
    updated_at: Timestamp,
}

/// A project with what is in it, the newest 100 of each.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub(super) struct ProjectContents {
    #[serde(flatten)]
    project: Project,
    files: Vec<File>,
    outputs: Vec<Output>,
}

#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(inline)]
pub(super) struct File {
    id: FileId,
    project_id: ProjectId,
    filename: Option<String>,
    mime_type: Option<String>,
    size_bytes: Option<i64>,
    status: FileStatus,
    /// Why it failed.
    error: Option<Failure>,
    /// Where it was imported from.
    source_url: Option<String>,
}

/// What a call made, or one like it before.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Made<T> {
    #[serde(flatten)]
    made: T,
    /// The same call was made within the last 24 hours: this is as it was then, and nothing new was made. For something new, call
    /// with an `idempotency_key`.
    replayed: bool,
}

/// A file with what is said in it.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub(super) struct FileText {
    #[serde(flatten)]
    file: File,
    /// The first 100,000 characters of what was read or transcribed; null until it is ready, of plain text files, and where
    /// it is over 512 KB.
    #[serde(alias = "transcription_text")]
    text: Option<String>,
    /// Whether there is more than that.
    #[serde(default)]
    truncated: bool,
    /// The file itself, for five minutes.
    download_url: Option<String>,
}

/// A page of outputs.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Outputs {
    outputs: Vec<Output>,
    /// For the next page; null on the last.
    next_cursor: Option<String>,
}

#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(inline)]
pub(super) struct Output {
    id: OutputId,
    project_id: ProjectId,
    kind: OutputKind,
    status: OutputStatus,
    /// Why it failed.
    error: Option<Failure>,
    /// The beginning of its body.
    #[serde(alias = "body", deserialize_with = "excerpt")]
    excerpt: Option<String>,
    created_at: Timestamp,
    updated_at: Timestamp,
}

/// An output with its body.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub(super) struct OutputText {
    id: OutputId,
    project_id: ProjectId,
    kind: OutputKind,
    status: OutputStatus,
    /// Why it failed.
    error: Option<Failure>,
    /// Markdown; null until it is completed.
    body: Option<String>,
    /// What the checks have found in it, such as figures that are in no source. Look at these before you publish.
    #[serde(default)]
    checks: Vec<Map<String, Value>>,
    /// A source or the template has changed since.
    stale: bool,
    created_at: Timestamp,
    updated_at: Timestamp,
    /// For `edit_output`: the edit is refused where somebody else has changed the output since.
    #[serde(default)]
    etag: Option<String>,
}

/// An output as a file.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Export {
    media_type: String,
    /// Null of a Word document.
    text: Option<String>,
    /// Of a Word document, its bytes.
    base64: Option<String>,
}

type Read = Result<Value, serde_json::Error>;

pub(super) fn project(answer: &ApiAnswer) -> Read {
    same::<Project>(answer)
}

pub(super) fn projects(answer: &ApiAnswer) -> Read {
    serde_json::to_value(Projects {
        projects: answer.json()?,
        next_cursor: answer.header("x-next-cursor"),
    })
}

pub(super) fn project_contents(answer: &ApiAnswer) -> Read {
    same::<ProjectContents>(answer)
}

pub(super) fn made_file(answer: &ApiAnswer) -> Read {
    made(answer, answer.json::<File>()?)
}

pub(super) fn file_text(answer: &ApiAnswer) -> Read {
    let mut answered: Value = answer.json()?;
    let url = answered["download"]["url"].take();
    answered["download_url"] = url;
    let mut file: FileText = serde_json::from_value(answered)?;
    if let Some(text) = &mut file.text
        && let Some((end, _)) = text.char_indices().nth(TEXT)
    {
        text.truncate(end);
        file.truncated = true;
    }
    serde_json::to_value(file)
}

pub(super) fn outputs(answer: &ApiAnswer) -> Read {
    serde_json::to_value(page_of_outputs(answer)?)
}

pub(super) fn made_outputs(answer: &ApiAnswer) -> Read {
    made(answer, page_of_outputs(answer)?)
}

fn page_of_outputs(answer: &ApiAnswer) -> Result<Outputs, serde_json::Error> {
    Ok(Outputs {
        outputs: answer.json()?,
        next_cursor: answer.header("x-next-cursor"),
    })
}

fn made<T: Serialize>(answer: &ApiAnswer, made: T) -> Read {
    let replayed = answer.header("idempotent-replayed").is_some();
    serde_json::to_value(Made { made, replayed })
}

pub(super) fn output_text(answer: &ApiAnswer) -> Read {
    let mut answered: Value = answer.json()?;
    if let Some(checks) = answered.pointer_mut("/metadata/checks").map(Value::take) {
        answered["checks"] = checks;
    }
    let mut output: OutputText = serde_json::from_value(answered)?;
    output.etag = answer.header("etag");
    serde_json::to_value(output)
}

pub(super) fn export(answer: &ApiAnswer) -> Read {
    let text = std::str::from_utf8(&answer.body).ok().map(str::to_owned);
    serde_json::to_value(Export {
        media_type: answer.header("content-type").unwrap_or_default(),
        base64: text.is_none().then(|| STANDARD.encode(&answer.body)),
        text,
    })
}

fn same<T: DeserializeOwned + Serialize>(answer: &ApiAnswer) -> Read {
    serde_json::to_value(answer.json::<T>()?)
}

fn excerpt<'de, D: serde::Deserializer<'de>>(text: D) -> Result<Option<String>, D::Error> {
    let whole: Option<String> = Option::deserialize(text)?;
    Ok(whole.map(|text| text.chars().take(EXCERPT).collect()))
}
