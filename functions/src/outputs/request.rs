//! The request of a generation: what `output-create` takes, `outputs.request` keeps, and the worker reads again.

use std::borrow::Cow;

use domain::{FileId, OutputKind, Platform, TemplateId, limits};
use models::schema;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use web::{
    Fields, InvalidValue, Problem, boolean, choice, id, ids, integer, merge_patch, text, trimmed,
};

use super::problems;
use crate::vocabulary;

/// All of it is optional. The JSON as it was sent is kept as it is; this is what is known in it.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(deny_unknown_fields, description = "All of it is optional.")]
pub struct GenerationRequest {
    /// What it is to be about.
    #[schemars(length(min = 1, max = limits::TOPIC), regex(pattern = schema::TRIMMED))]
    pub topic: Option<String>,
    /// Appended to the prompt.
    #[schemars(length(max = limits::PROMPT_OVERRIDES), regex(pattern = schema::TEXT))]
    pub prompt_overrides: Option<String>,
    /// Else the profile's.
    #[schemars(length(min = 1, max = limits::TONE_OF_VOICE), regex(pattern = schema::TRIMMED))]
    pub tone_of_voice: Option<String>,
    /// A blog or email template must match the kind; a platform's template shapes that platform alone.
    pub template_id: Option<TemplateId>,
    /// Words; wins over the one in `extras`.
    #[schemars(range(min = *limits::TARGET_LENGTH.start(), max = *limits::TARGET_LENGTH.end()))]
    pub target_length: Option<u32>,
    /// Names and terms in the spelling that is right, beside the profile's: no check marks them as unknown.
    #[schemars(length(max = limits::VOCABULARY), inner(length(min = 1, max = limits::VOCABULARY_TERM), regex(pattern = schema::TRIMMED)))]
    pub vocabulary: Option<Vec<String>>,
    /// The sources. Else all files of the project that can be read.
    #[schemars(length(min = 1, max = limits::FILE_IDS))]
    pub file_ids: Option<Vec<FileId>>,
    #[serde(deserialize_with = "web::null_as_default")]
    #[schemars(with = "Option<Extras>")]
    pub extras: Extras,
    /// The prompt and an estimate instead; nothing is kept or billed.
    pub dry_run: Option<bool>,
}

/// The body that asks for one more attempt.
#[derive(Debug, Clone, Copy)]
pub struct RegenerationRequest;

impl JsonSchema for RegenerationRequest {
    fn schema_name() -> Cow<'static, str> {
        "RegenerationRequest".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = GenerationRequest::json_schema(generator);
        if let Some(Value::Object(properties)) = schema.get_mut("properties") {
            properties.remove("dry_run");
        }
        schema
    }
}

/// Open: keys that are not known are kept and mean nothing.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(
    description = "Open: keys that are not known are kept and mean nothing. At most 16 KiB as JSON."
)]
pub struct Extras {
    /// By default all three.
    #[schemars(length(min = 1, max = Platform::ALL.len()), extend("uniqueItems" = true))]
    pub platforms: Option<Vec<Platform>>,
    /// Up to 10 posts for X, each numbered.
    pub thread: Option<bool>,
    /// Whether posts end in hashtags.
    pub include_hashtags: Option<bool>,
    /// Whether the source is quoted.
    pub include_quotes: Option<bool>,
    /// Of an email.
    #[schemars(length(min = 1, max = limits::SUBJECT_LINE), regex(pattern = schema::TRIMMED))]
    pub subject_line: Option<String>,
    /// Of an email.
    #[schemars(length(min = 1, max = limits::PREVIEW_TEXT), regex(pattern = schema::TRIMMED))]
    pub preview_text: Option<String>,
    /// Words.
    #[schemars(range(min = *limits::TARGET_LENGTH.start(), max = *limits::TARGET_LENGTH.end()))]
    pub target_length: Option<u32>,
    #[schemars(range(min = *limits::VARIANTS.start(), max = *limits::VARIANTS.end()))]
    pub variants: Option<u32>,
    /// A language tag (BCP 47).
    #[schemars(length(min = 2, max = limits::LANGUAGE), regex(pattern = r"^[^\u0000]*\S[^\u0000]*\S[^\u0000]*$"))]
    pub language: Option<String>,
    /// Whom it is for.
    #[schemars(length(min = 1, max = limits::AUDIENCE), regex(pattern = schema::TRIMMED))]
    pub audience: Option<String>,
}

/// The body that asks for several kinds at once.
#[derive(Debug, Clone, Copy)]
pub struct KindsRequest;

impl JsonSchema for KindsRequest {
    fn schema_name() -> Cow<'static, str> {
        "KindsRequest".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = RegenerationRequest::json_schema(generator);
        schema.insert(
            "description".to_owned(),
            "All but `kinds` is optional.".into(),
        );
        schema.insert("required".to_owned(), json!(["kinds"]));
        let kind = generator.subschema_for::<OutputKind>();
        let kinds = json!({
            "description": "Of each an output is made.",
            "type": "array",
            "items": kind,
            "minItems": 1,
            "maxItems": OutputKind::ALL.len(),
            "uniqueItems": true,
        });
        if let Some(Value::Object(properties)) = schema.get_mut("properties") {
            properties.insert("kinds".to_owned(), kinds);
        }
        schema
    }
}

/// What one attempt hands on to the next.
const FIELDS: [&str; 8] = [
    "topic",
    "prompt_overrides",
    "tone_of_voice",
    "template_id",
    "target_length",
    "vocabulary",
    "file_ids",
    "extras",
];

impl GenerationRequest {
    /// Reads the body strictly.
    pub fn read(body: &mut Fields) -> Option<Self> {
        let dry_run = body.optional("dry_run", boolean);
        let request = Self::read_regeneration(body);
        Some(Self {
            dry_run: dry_run?,
            ..request?
        })
    }

    /// The body that asks for several kinds at once: without `dry_run`, since each has a prompt of its own.
    pub fn read_kinds(body: &mut Fields) -> Option<(Vec<OutputKind>, Self)> {
        let kinds = body.required("kinds", kinds);
        let request = Self::read_regeneration(body);
        Some((kinds?, request?))
    }

    /// The body that asks for one more attempt: without `dry_run`, since there is no trying what is made already.
    pub fn read_regeneration(body: &mut Fields) -> Option<Self> {
        let topic = body.optional("topic", trimmed(1..=limits::TOPIC));
        let prompt_overrides =
            body.optional("prompt_overrides", text(0..=limits::PROMPT_OVERRIDES));
        let tone_of_voice = body.optional("tone_of_voice", trimmed(1..=limits::TONE_OF_VOICE));
        let template_id = body.optional("template_id", id);
        let target_length = body.optional("target_length", words);
        let vocabulary = body.optional("vocabulary", vocabulary());
        let file_ids = body.optional("file_ids", ids(limits::FILE_IDS));
        let extras = body.nested("extras", true, Extras::read);
        Some(Self {
            topic: topic?,
            prompt_overrides: prompt_overrides?,
            tone_of_voice: tone_of_voice?,
            template_id: template_id?,
            target_length: target_length?,
            vocabulary: vocabulary?,
            file_ids: file_ids?,
            extras: extras?,
            dry_run: None,
        })
    }

    /// The request of one more attempt, and as JSON: the former one, changed by what was `sent` (RFC 7396: `null` takes
    /// back). A former field that is none was written past the API, and is left behind.
    pub fn changed(former: Option<&Value>, sent: Value) -> Result<(Self, Value), Problem> {
        let former = former.and_then(Value::as_object).cloned();
        let mut whole: Value = former
            .unwrap_or_default()
            .into_iter()
            .filter(|(name, _)| FIELDS.contains(&name.as_str()))
            .collect::<Map<_, _>>()
            .into();
        merge_patch(&mut whole, sent);
        let read = Fields::read(whole.clone(), Self::read)?;
        Ok((read, whole))
    }

    #[must_use]
    pub fn words(&self) -> Option<u32> {
        self.target_length.or(self.extras.target_length)
    }
}

impl Extras {
    fn read(extras: &mut Fields) -> Option<Self> {
        extras.limit_bytes(limits::EXTRAS);
        let platforms = extras.optional("platforms", platforms);
        let thread = extras.optional("thread", boolean);
        let include_hashtags = extras.optional("include_hashtags", boolean);
        let include_quotes = extras.optional("include_quotes", boolean);
        let subject_line = extras.optional("subject_line", trimmed(1..=limits::SUBJECT_LINE));
        let preview_text = extras.optional("preview_text", trimmed(1..=limits::PREVIEW_TEXT));
        let target_length = extras.optional("target_length", words);
        let variants = extras.optional("variants", |value| {
            integer(limits::VARIANTS)(value).map(to_u32)
        });
        let language = extras.optional("language", trimmed(2..=limits::LANGUAGE));
        let audience = extras.optional("audience", trimmed(1..=limits::AUDIENCE));
        Some(Self {
            platforms: platforms?,
            thread: thread?,
            include_hashtags: include_hashtags?,
            include_quotes: include_quotes?,
            subject_line: subject_line?,
            preview_text: preview_text?,
            target_length: target_length?,
            variants: variants?,
            language: language?,
            audience: audience?,
        })
    }
}

fn words(value: &Value) -> Result<u32, InvalidValue> {
    integer(limits::TARGET_LENGTH)(value).map(to_u32)
}

fn to_u32(number: i64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// One to all kinds, each once.
fn kinds(value: &Value) -> Result<Vec<OutputKind>, InvalidValue> {
    let values = value
        .as_array()
        .filter(|values| (1..=OutputKind::ALL.len()).contains(&values.len()))
        .ok_or_else(problems::not_kinds)?;
    let mut kinds = Vec::new();
    for value in values {
        let kind = choice(&OutputKind::ALL.map(|known| (known.as_str(), known)))(value)?;
        if kinds.contains(&kind) {
            return Err(problems::not_kinds());
        }
        kinds.push(kind);
    }
    Ok(kinds)
}

/// One to three different platforms.
fn platforms(value: &Value) -> Result<Vec<Platform>, InvalidValue> {
    let values = value
        .as_array()
        .filter(|values| (1..=Platform::ALL.len()).contains(&values.len()))
        .ok_or_else(problems::not_platforms)?;
    let mut platforms = Vec::new();
    for value in values {
        let platform = choice(&Platform::ALL.map(|known| (known.as_str(), known)))(value)?;
        if platforms.contains(&platform) {
            return Err(problems::not_platforms());
        }
        platforms.push(platform);
    }
    Ok(platforms)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_taken_as_null_is_read_again() {
        let kept = r#"{"topic":null,"file_ids":null,"target_length":null,"extras":null}"#;
        let read = serde_json::from_str::<GenerationRequest>(kept);
        assert!(read.is_ok_and(|request| request.words().is_none()));
    }
}
