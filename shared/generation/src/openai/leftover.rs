//! What a person would have to take out first: placeholders, and a model's word about itself.

use crate::{Brief, prompt::PLACEHOLDERS};

/// Whether the text has something in it that was never meant to be read. What a source says itself is none of it.
pub(super) fn is_in(text: &str, brief: &Brief) -> bool {
    let quoted = |finding: &str| {
        brief
            .sources
            .iter()
            .any(|source| source.text.contains(finding))
    };
    braces(text)
        .chain(brackets(text))
        .any(|finding| !quoted(finding))
        || confession(text).is_some_and(|at| !quoted(at))
}

/// `{topic}` and its like, single or double.
fn braces(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices('{').filter_map(|(start, _)| {
        let inside = text[start + 1..].split_once('}')?.0;
        PLACEHOLDERS
            .contains(&inside.trim())
            .then(|| &text[start..start + inside.len() + 2])
    })
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
    text.match_indices('[').filter_map(|(start, _)| {
        let (inside, after) = text[start + 1..].split_once(']')?;
        let said = inside.to_lowercase();
        let link = after.starts_with(['(', '[', ':']);
        let empty =
            WHOLE.contains(&said.as_str()) || BEGINNING.iter().any(|words| said.starts_with(words));
        (empty && !link && inside.len() <= 60).then(|| &text[start..start + inside.len() + 2])
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
