//! An edit of an output: what may be changed, and what follows from it.

use domain::{OutputKind, limits};
use generation::{Derived, derive};
use models::{outputs::OutputRow, schema::not_null};
use schemars::JsonSchema;
use serde_json::{Map, Value, json};
use web::{Fields, Problem, merge_patch, text, trimmed, zip_errors};

use super::problems;

/// Derived from the body on every write.
const DERIVED: [&str; 6] = [
    "word_count",
    "reading_time",
    "keywords",
    "title",
    "excerpt",
    "posts",
];
/// How the output was made.
const MADE: [&str; 12] = [
    "provider",
    "model",
    "template_id",
    "template_sha256",
    "prompt_sha256",
    "sources",
    "checks",
    "provenance",
    "usage",
    "generated_at",
    "variants",
    "edited",
];
/// What an inbox shows of an email, and the characters after which it cuts.
pub(super) const INBOX: [(&str, usize); 2] = [
    ("subject", limits::INBOX_SUBJECT),
    ("preview_text", limits::INBOX_PREVIEW),
];

/// A merge patch of an output.
#[derive(Debug, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Edit {
    /// Markdown, in the form of its kind.
    #[schemars(length(min = 1, max = limits::OUTPUT_BODY), transform = not_null)]
    body: Option<String>,
    /// Merged (RFC 7396). What is derived from the body, or says how the output was made, can't be set.
    #[schemars(with = "Option<Map<String, Value>>", transform = not_null)]
    metadata: Value,
}

/// What is to be written.
#[derive(Debug)]
pub struct Edited {
    pub body: String,
    pub metadata: Value,
}

impl Edit {
    pub fn read(fields: &mut Fields) -> Option<Self> {
        let body = fields.patch("body", text(1..=limits::OUTPUT_BODY));
        let metadata = fields.nested_patch("metadata", |metadata| {
            metadata.limit_bytes(limits::METADATA);
            let settable = DERIVED
                .iter()
                .chain(&MADE)
                .map(|name| metadata.read_only(name))
                .fold(Some(()), Option::and);
            let shown =
                INBOX.map(|(name, _)| metadata.patch(name, trimmed(1..=limits::OUTPUT_BODY)));
            settable.and(shown.into_iter().collect::<Option<Vec<_>>>())
        });
        let mut patch = Map::new();
        if let Some((whole, shown)) = metadata? {
            patch = whole.as_object().cloned().unwrap_or_default();
            let shown = INBOX.iter().zip(shown);
            patch.extend(
                shown.filter_map(|((name, _), text)| Some(((*name).to_owned(), text?.into()))),
            );
        }
        Some(Self {
            body: body?,
            metadata: patch.into(),
        })
    }

    /// What it makes of `output`; `None` where that is what it is already.
    pub fn of(self, output: &OutputRow) -> Result<Option<Edited>, Problem> {
        if !output.status.is_final() {
            return Err(Problem::output_in_progress());
        }
        let Some(present) = &output.body else {
            return Err(problems::no_body_to_edit());
        };
        let limits = self.within_limits(output.kind);
        let mut metadata = output.metadata.clone();
        merge_patch(&mut metadata, self.metadata);
        let is_new = self.body.as_ref().is_some_and(|body| body != present);
        if !is_new && metadata == output.metadata {
            return limits.map(|()| None);
        }
        let body = self.body.unwrap_or_else(|| present.clone());
        let derived = match derive(output.kind, &body) {
            Err(error) if is_new => Err(problems::bad_body(&error)),
            // Written past the API or before there were rules: not this edit's fault.
            derived => Ok(derived.ok()),
        };
        let ((), (derived, ())) = zip_errors(limits, zip_errors(derived, bounded(&metadata)))?;
        if let Some(derived) = derived {
            replace(&mut metadata, &derived)?;
        }
        metadata["edited"] = json!(true);
        Ok(Some(Edited { body, metadata }))
    }

    /// Everything that is too long or not its kind's, at once.
    fn within_limits(&self, kind: OutputKind) -> Result<(), Problem> {
        let (mut errors, mut strange) = (Vec::new(), Vec::new());
        for (part, limit) in INBOX {
            let Some(text) = self.metadata.get(part).and_then(Value::as_str) else {
                continue;
            };
            let pointer = format!("#/metadata/{part}");
            if !kind.has_inbox_lines() {
                strange.push(problems::not_an_email(&pointer));
                continue;
            }
            let length = text.chars().count();
            if length > limit {
                errors.push(problems::cut_by_inboxes(&pointer, length, limit));
            }
        }
        if !strange.is_empty() {
            Err(Problem::invalid(strange))
        } else if errors.is_empty() {
            Ok(())
        } else {
            Err(problems::post_too_long(errors))
        }
    }
}

/// What clients have put into it, all edits together.
fn bounded(metadata: &Value) -> Result<(), Problem> {
    let own: Map<String, Value> = metadata
        .as_object()
        .into_iter()
        .flatten()
        .filter(|(name, _)| !DERIVED.contains(&name.as_str()) && !MADE.contains(&name.as_str()))
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    let length = Value::Object(own).to_string().len();
    if length <= limits::METADATA {
        return Ok(());
    }
    Err(problems::too_much_metadata(length))
}

fn replace(metadata: &mut Value, derived: &Derived) -> Result<(), Problem> {
    let nothing = DERIVED.iter().map(|name| ((*name).to_owned(), Value::Null));
    merge_patch(metadata, Value::Object(nothing.collect()));
    let derived = serde_json::to_value(derived).map_err(Problem::internal)?;
    merge_patch(metadata, derived);
    Ok(())
}
