//! What a person would have to take out first: placeholders, and a model's word about itself.

use std::collections::BTreeSet;

use crate::{Brief, prompt::PLACEHOLDERS};

/// Bytes of the longest placeholder.
const LONGEST: usize = 64;

/// Whether the text has something in it that was never meant to be read. What a source says itself is none of it.
pub(super) fn is_in(text: &str, brief: &Brief) -> bool {
    let findings: BTreeSet<&str> = braces(text)
        .chain(brackets(text))
        .chain(confession(text))
        .collect();
    let quoted = |finding: &str| {
        brief
            .sources
            .iter()
            .any(|source| source.text.contains(finding))
    };
    findings.into_iter().any(|finding| !quoted(finding))
}

/// `{topic}` and its like, single or double.
fn braces(text: &str) -> impl Iterator<Item = &str> {
    enclosed(text, '{', '}')
        .filter(|(found, _)| PLACEHOLDERS.contains(&found[1..found.len() - 1].trim()))
        .map(|(found, _)| found)
}

/// `[Your Name]`, but not `[your guide](https://…)`.
fn brackets(text: &str) -> impl Iterator<Item = &str> {
    const WHOLE: [&str; 13] = [
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
    ];
    const BEGINNING: [&str; 6] = [
        "your ",
        "insert ",
        "recipient's ",
        "add your ",
        "customer ",
        "placeholder",
    ];
    enclosed(text, '[', ']').filter_map(|(found, after)| {
        let said = found[1..found.len() - 1].to_lowercase();
        let link = after.starts_with(['(', '[', ':']);
        let empty =
            WHOLE.contains(&said.as_str()) || BEGINNING.iter().any(|words| said.starts_with(words));
        (empty && !link).then_some(found)
    })
}

/// What stands between the two signs, with them, and the text after it.
fn enclosed(text: &str, open: char, close: char) -> impl Iterator<Item = (&str, &str)> {
    text.match_indices(open).filter_map(move |(start, _)| {
        let rest = &text[start..];
        let length = rest[..rest.floor_char_boundary(LONGEST)].find(close)? + close.len_utf8();
        Some(rest.split_at(length))
    })
}

/// Where a model speaks of itself: the words as they stand in the text.
fn confession(text: &str) -> Option<&str> {
    const SAID: [&str; 9] = [
        "as an ai language model",
        "as an ai model",
        "as an ai assistant",
        "as an ai,",
        "as an ai i ",
        "as an artificial intelligence,",
        "i am an ai",
        "i'm an ai",
        "as a large language model",
    ];
    // ASCII alone, so that places stay places.
    let lower = text.to_ascii_lowercase();
    SAID.iter()
        .find_map(|words| lower.find(words).map(|at| &text[at..at + words.len()]))
}

#[cfg(test)]
mod tests {
    use super::{super::tests::brief, *};
    use crate::Kind;

    #[test]
    fn leftovers_are_found_and_nothing_else() {
        let brief = brief(
            Kind::Email,
            "Write {topic} where the subject goes, and sign with [Your Name].",
        );
        for text in [
            "About {title} it is.",
            "Dear {{audience}},",
            "Dear [Name],",
            "Yours, [Your Company]",
            "Click [link] now",
            "As an AI language model, I think so.",
            "Well. As an AI, I can't.",
            "I'm an AI and know it.",
        ] {
            assert!(is_in(text, &brief), "{text}");
        }
        for text in [
            "Write {topic} where the subject goes, and sign with [Your Name].",
            "See [your guide](https://example.com) and [1].",
            "fn main() { println!(\"{name}\") }",
            "As an AI startup we know.",
            "{ [ } ]",
            "[Editor's note: he meant 1863.]",
        ] {
            assert!(!is_in(text, &brief), "{text}");
        }
    }
}
