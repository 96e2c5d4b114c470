//! Placeholders, and signs that a model or a broken encoding leaves.

use std::ops::Range;

use crate::prompt::PLACEHOLDERS;

/// Bytes of the longest placeholder.
const LONGEST: usize = 64;

/// `{topic}` and its like, single or double.
pub(super) fn braces(text: &str) -> impl Iterator<Item = Range<usize>> {
    enclosed(text, '{', '}').filter(|at| {
        let name = text[at.start + 1..at.end - 1].trim();
        // `{{cta}}`, whatever it is.
        let word = name
            .strip_prefix('{')
            .filter(|_| text[at.end..].starts_with('}'));
        // `{first_name}`
        let field = name.contains('_') && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
        field
            || PLACEHOLDERS.contains(&name)
            || word.is_some_and(|word| {
                !word.is_empty()
                    && !PLACEHOLDERS.contains(&word)
                    && word
                        .chars()
                        .all(|c| c.is_alphanumeric() || c == '_' || c == ' ')
            })
    })
}

/// `[Your Name]`, but not `[your guide](https://…)`.
pub(super) fn brackets(text: &str) -> impl Iterator<Item = Range<usize>> {
    const WHOLE: [&str; 27] = [
        "sender",
        "signature",
        "absender",
        "expéditeur",
        "remitente",
        "mittente",
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
    const BEGINNING: [&str; 28] = [
        "add a ",
        "add photo",
        "add image",
        "add the ",
        "insert",
        "photo of",
        "image of",
        "foto von",
        "bild von",
        "photo de",
        "foto de",
        "añadir",
        "ajouter",
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

/// `<name of teacher>`: words between angles, and no tag.
pub(super) fn angles(text: &str) -> impl Iterator<Item = Range<usize>> {
    enclosed(text, '<', '>').filter(|at| {
        let said = &text[at.start + 1..at.end - 1];
        let guillemets = text[..at.start].ends_with('<') || text[at.end..].starts_with('>');
        !guillemets
            && said.contains(' ')
            && !said.starts_with(' ')
            && said
                .chars()
                .all(|c| c.is_alphabetic() || c == ' ' || c == '\'' || c == '_')
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

/// A model's own signs: of thinking, of a turn's end, of a prompt.
pub(super) fn tokens(text: &str) -> impl Iterator<Item = Range<usize>> {
    const SIGNS: [&str; 20] = [
        "<think>",
        "</think>",
        "<thinking>",
        "</thinking>",
        "<|",
        "|>",
        "[INST]",
        "[/INST]",
        "<s>",
        "</s>",
        "<<SYS>>",
        "<start_of_turn>",
        "<end_of_turn>",
        "<eos>",
        "<bos>",
        "### Response",
        "### Instruction",
        "### Assistant",
        "<reasoning>",
        "<answer>",
    ];
    const LINES: [&str; 4] = ["assistant:", "user:", "system:", "human:"];
    let signs = SIGNS
        .iter()
        .filter_map(move |sign| text.find(sign).map(|at| at..at + sign.len()));
    let mut at = 0;
    let lines = text.split_inclusive('\n').filter_map(move |line| {
        let start = at;
        at += line.len();
        let lower = line.trim_end().to_ascii_lowercase();
        LINES
            .iter()
            .find(|role| lower == **role || lower.starts_with("assistant: "))
            .map(|role| start..start + role.len())
    });
    signs.chain(lines)
}

/// Bytes that were read in another encoding than they were written in.
pub(super) fn mojibake(text: &str) -> impl Iterator<Item = Range<usize>> {
    const SIGNS: [&str; 9] = ["\u{FFFD}", "â€", "Ã¼", "Ã¤", "Ã¶", "Ã©", "Ã¨", "Â ", "ï¿½"];
    SIGNS
        .iter()
        .filter_map(move |sign| text.find(sign).map(|at| at..at + sign.len()))
}
