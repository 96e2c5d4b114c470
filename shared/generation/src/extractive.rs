//! The built-in provider: the source's own sentences, ranked, laid out as the kind asked for. No key, no network, and
//! the same brief gives the same draft.

mod around;
mod blog;
mod body;
mod corpus;
mod email;
mod hashtag;
mod heading;
mod headline;
mod interview;
mod layout;
mod markup;
mod novelty;
mod opening;
mod passage;
mod pleasantry;
mod pointing;
mod quotation;
mod rank;
mod sentence;
mod social;

use self::corpus::Corpus;
use crate::{
    Brief, ProviderError, derive,
    finding::{Code, Finding},
    written::Written,
};
use domain::OutputKind;

pub(crate) const PROVIDER: &str = "extractive";
pub(crate) const MODEL: &str = "extractive-1";

/// What a sentence of an earlier variant is still worth.
const TAKEN: f64 = 0.1;

/// A text other than those `before`: what they took comes last.
pub(crate) fn write(brief: &Brief, before: &[&str]) -> Result<Written, ProviderError> {
    let corpus = Corpus::read(&brief.sources);
    if corpus.sentences.is_empty() {
        let detail = if brief
            .sources
            .iter()
            .all(|source| source.text.trim().is_empty())
        {
            "The built-in provider writes from sources alone. Add a text to the project."
        } else {
            "The sources are too short: the built-in provider picks sentences out of them, and there is none that says \
             something. Add a longer text to the project."
        };
        return Err(ProviderError::permanent("no_usable_source", detail));
    }
    let topic = brief
        .topic
        .as_deref()
        .map(|topic| corpus.ids(topic))
        .unwrap_or_default();
    let mut scores = rank::scores(&corpus, &topic);
    for (score, sentence) in scores.iter_mut().zip(&corpus.sentences) {
        let text = markup::escaped(&sentence.text);
        if before
            .iter()
            .any(|body| body.contains(&text) || body.contains(&sentence.text))
        {
            *score *= TAKEN;
        }
    }
    let mut written = match brief.kind {
        OutputKind::Blog => blog::write(brief, &corpus, &scores),
        OutputKind::Social => social::write(brief, &corpus, &scores),
        OutputKind::Email => email::write(brief, &corpus, &scores),
    };
    if let Some(tone) = brief
        .tone_of_voice
        .as_deref()
        .map(str::trim)
        .filter(|tone| !tone.is_empty())
    {
        let text = format!("“{tone}”: the source's sentences keep their own tone");
        written
            .findings
            .push(Finding::new(Code::ToneNotApplied, text));
    }
    derive(brief.kind, &written.body)
        .map_err(|error| ProviderError::permanent("invalid_output", error.to_string()))?;
    Ok(written)
}

#[cfg(test)]
mod tests;
