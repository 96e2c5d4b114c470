//! What a person would have to take out first: placeholders, and a model's word about itself.

use std::{collections::HashSet, ops::Range};

use aho_corasick::AhoCorasick;

use crate::{
    Brief,
    finding::{Code, Finding, MAX_PER_CODE},
    prompt::PLACEHOLDERS,
};

/// Bytes of the longest placeholder.
const LONGEST: usize = 64;
/// Bytes at a text's beginning in which a model hands it over.
const BEGINNING: usize = 200;

/// Those that neither a source nor the request has in the same words.
pub(crate) fn check(text: &str, brief: &Brief) -> Vec<Finding> {
    let sources = brief.sources.iter().map(|source| &source.text);
    let given: Vec<&String> = sources.chain([&brief.title]).chain(&brief.topic).collect();
    let mut found: Vec<Range<usize>> = braces(text)
        .chain(brackets(text))
        .chain(confessions(text))
        .chain(handing_over(text))
        .collect();
    found.sort_by_key(|at| at.start);
    // Each once: a text of nothing else has thousands.
    let mut known: HashSet<&str> = HashSet::new();
    found.retain(|at| known.insert(&text[at.clone()]));
    let quoted = quoted(&found, text, &given);
    found
        .into_iter()
        .zip(quoted)
        .filter(|(_, quoted)| !quoted)
        .take(MAX_PER_CODE)
        .map(|(at, _)| Finding::at(Code::ModelArtifact, text, at))
        .collect()
}

/// Whether one of the given texts has the same words, of each.
fn quoted(found: &[Range<usize>], text: &str, given: &[&String]) -> Vec<bool> {
    let mut quoted = vec![false; found.len()];
    let said = found.iter().map(|at| &text[at.clone()]);
    // Too many for it: then nothing is said to be quoted.
    if let Ok(automaton) = AhoCorasick::new(said)
        && !found.is_empty()
    {
        for given in given {
            let hits = automaton.find_overlapping_iter(given.as_str());
            hits.for_each(|hit| quoted[hit.pattern().as_usize()] = true);
        }
    }
    quoted
}

/// `{topic}` and its like, single or double.
fn braces(text: &str) -> impl Iterator<Item = Range<usize>> {
    enclosed(text, '{', '}')
        .filter(|at| PLACEHOLDERS.contains(&text[at.start + 1..at.end - 1].trim()))
}

/// `[Your Name]`, but not `[your guide](https://…)`.
fn brackets(text: &str) -> impl Iterator<Item = Range<usize>> {
    const WHOLE: [&str; 21] = [
        "name",
        "first name",
        "last name",
        "full name",
        "company",
        "company name",
        "recipient",
        "date",
        "link",
        "url",
        "cta",
        "email",
        "recipient name",
        "vorname",
        "nachname",
        "firma",
        "nom",
        "prénom",
        "nombre",
        "nome",
        "naam",
    ];
    const BEGINNING: [&str; 15] = [
        "your ",
        "insert ",
        "recipient's ",
        "add your ",
        "customer ",
        "placeholder",
        "ihr name",
        "dein name",
        "ihre ",
        "votre ",
        "su nombre",
        "tu nombre",
        "il tuo ",
        "seu nome",
        "uw naam",
    ];
    enclosed(text, '[', ']').filter(|at| {
        let said = text[at.start + 1..at.end - 1].to_lowercase();
        let link = text[at.end..].starts_with(['(', '[', ':']);
        let empty =
            WHOLE.contains(&said.as_str()) || BEGINNING.iter().any(|words| said.starts_with(words));
        empty && !link
    })
}

/// What stands between the two signs, with them.
fn enclosed(text: &str, open: char, close: char) -> impl Iterator<Item = Range<usize>> {
    text.match_indices(open).filter_map(move |(start, _)| {
        let rest = &text[start..];
        let length = rest[..rest.floor_char_boundary(LONGEST)].find(close)? + close.len_utf8();
        Some(start..start + length)
    })
}

/// Where a model speaks of itself.
fn confessions(text: &str) -> impl Iterator<Item = Range<usize>> {
    const SAID: [&str; 27] = [
        "as an ai language model",
        "as an ai model",
        "as an ai assistant",
        "as an ai,",
        "as an ai i ",
        "as an artificial intelligence,",
        "i am an ai",
        "i'm an ai",
        "as a large language model",
        "als ki-sprachmodell",
        "als ki-modell",
        "als ki-assistent",
        "als ki kann ich",
        "als sprachmodell",
        "en tant qu'ia",
        "en tant que modèle de langage",
        "en tant qu'intelligence artificielle,",
        "como modelo de lenguaje",
        "como una ia,",
        "como modelo de linguagem",
        "come modello linguistico",
        "in quanto ia,",
        "als ai-taalmodel",
        "als taalmodel",
        "作为一个人工智能",
        "作为ai语言模型",
        "aiとして、",
    ];
    // ASCII alone, so that places stay places.
    let lower = text.to_ascii_lowercase().replace('’', "'''");
    let found: Vec<_> = SAID
        .iter()
        .filter_map(|words| {
            let words = words.replace('\'', "'''");
            // An apostrophe is one byte or three, so that both are looked for.
            let curly = lower.find(&words).map(|at| at..at + words.len());
            let plain = words.replace("'''", "'");
            curly.or_else(|| lower.find(&plain).map(|at| at..at + plain.len()))
        })
        .collect();
    found.into_iter()
}

/// `Here is your blog post:`, `Certainly!`
fn handing_over(text: &str) -> impl Iterator<Item = Range<usize>> {
    const SAID: [&str; 10] = [
        "here is your ",
        "here's your ",
        "here is the blog post",
        "here's the blog post",
        "certainly! ",
        "sure! here",
        "sure, here",
        "of course! here",
        "hier ist ihr ",
        "voici votre ",
    ];
    let start = &text[..text.floor_char_boundary(BEGINNING)];
    let body = start.trim_start_matches(['#', ' ', '*']);
    let skipped = start.len() - body.len();
    let lower = body.to_ascii_lowercase();
    let found = SAID
        .iter()
        .find(|words| lower.starts_with(**words))
        .map(|words| skipped..skipped + words.trim_end().len());
    found.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::OutputKind;

    use crate::brief::brief;

    #[test]
    fn artifacts_are_found_and_nothing_else() {
        let source = "Write {topic} where the subject goes, and sign with [Your Name].";
        let brief = &brief(OutputKind::Email, source);
        for (text, said) in [
            ("About {title} it is.", "{title}"),
            ("Dear {{audience}},", "{audience}"),
            ("Dear [Name],", "[Name]"),
            ("Yours, [Your Company]", "[Your Company]"),
            ("Click [link] now", "[link]"),
            ("Grüße, [Ihr Name]", "[Ihr Name]"),
            (
                "As an AI language model, I think so.",
                "As an AI language model",
            ),
            ("Well. As an AI, I can't.", "As an AI,"),
            ("I’m an AI and know it.", "I’m an AI"),
            (
                "Als KI-Sprachmodell kann ich das nicht.",
                "Als KI-Sprachmodell",
            ),
            ("En tant qu'IA, je ne peux pas.", "En tant qu'IA"),
            ("Certainly! Here it is.", "Certainly!"),
        ] {
            let found = check(text, brief);
            let found: Vec<_> = found.iter().map(|finding| finding.text.as_str()).collect();
            assert_eq!(found, [said], "{text}");
        }
        for text in [
            "Write {topic} where the subject goes, and sign with [Your Name].",
            "See [your guide](https://example.com) and [1].",
            "fn main() { println!(\"{name}\") }",
            "As an AI startup we know.",
            "{ [ } ]",
            "[Editor's note: he meant 1863.]",
            "It certainly is here.",
        ] {
            assert_eq!(check(text, brief), [], "{text}");
        }
    }
}
