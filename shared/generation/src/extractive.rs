//! The built-in provider: the source's own sentences, ranked, laid out as the kind asked for. No key, no network, and
//! the same brief gives the same draft.

mod blog;
mod corpus;
mod email;
mod hashtag;
mod heading;
mod markup;
mod opening;
mod passage;
mod rank;
mod social;

use self::corpus::Corpus;
use crate::{Brief, Check, Draft, Kind, Metadata, ProviderError, SourceUsed, Usage, derive};

pub(crate) const MODEL: &str = "extractive-1";

/// What one kind's layout makes.
struct Written {
    body: String,
    checks: Vec<Check>,
    subject: Option<String>,
    preview_text: Option<String>,
}

pub(crate) fn write(brief: &Brief) -> Result<Draft, ProviderError> {
    let corpus = Corpus::read(&brief.sources);
    if corpus.sentences.is_empty() {
        return Err(refused(
            "no_usable_source",
            "The built-in provider writes from sources alone. Add a text to the project.",
        ));
    }
    let topic = brief
        .topic
        .as_deref()
        .map(|topic| corpus.ids(topic))
        .unwrap_or_default();
    let scores = rank::scores(&corpus, &topic);
    let mut written = match brief.kind {
        Kind::Blog => blog::write(brief, &corpus, &scores),
        Kind::Social => social::write(brief, &corpus, &scores),
        Kind::Email => email::write(brief, &corpus, &scores),
    };
    if let Some(tone) = brief
        .tone_of_voice
        .as_deref()
        .map(str::trim)
        .filter(|tone| !tone.is_empty())
    {
        let text = format!("“{tone}”: the source's sentences keep their own tone");
        written.checks.push(Check {
            code: "tone_not_applied",
            severity: "info",
            text,
            action: "marked",
        });
    }
    let derived = derive(brief.kind, &written.body)
        .map_err(|error| refused("invalid_output", &error.to_string()))?;
    let sources = brief.sources.iter().map(|source| SourceUsed {
        file_id: source.file_id,
        sha256: source.sha256(),
    });
    Ok(Draft {
        metadata: Metadata {
            derived,
            subject: written.subject,
            preview_text: written.preview_text,
            edited: false,
            provider: "extractive".to_owned(),
            model: MODEL.to_owned(),
            sources: sources.collect(),
            checks: written.checks,
            usage: Usage::default(),
        },
        body: written.body,
    })
}

fn refused(code: &'static str, detail: &str) -> ProviderError {
    ProviderError {
        code,
        detail: detail.to_owned(),
        retryable: false,
        retry_after: None,
    }
}

#[cfg(test)]
mod tests;
