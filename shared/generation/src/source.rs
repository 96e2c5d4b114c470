//! A text to write from, and what its parts are.

use domain::{FileId, Role};
use schemars::JsonSchema;
use serde::Serialize;

use crate::hash;

#[derive(Debug, Clone)]
pub struct Source {
    pub file_id: FileId,
    pub filename: String,
    /// Clean text: paragraphs separated by an empty line.
    pub text: String,
    /// The parts of the text, in its order and without gaps but for white space. Of parts that aren't those of the text, and
    /// where there are none, every paragraph is one.
    pub parts: Vec<Part>,
    /// Of the file's bytes, in hex, where they are known.
    pub sha256: Option<String>,
    /// Which text of the file this is, where a person can put it right.
    pub text_version: Option<i32>,
}

/// A part of a text, as its reader found it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    pub role: Role,
    pub speaker: Option<String>,
    /// Characters of its text.
    pub chars: usize,
}

/// A paragraph of a source: its parts have one role and one speaker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Paragraph<'a> {
    pub(crate) text: &'a str,
    pub(crate) role: Role,
    pub(crate) speaker: Option<&'a str>,
}

#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SourceUsed {
    pub file_id: FileId,
    pub sha256: String,
    /// The `version` of the file's transcription, where it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1))]
    pub text_version: Option<i32>,
}

impl Source {
    /// Of the file's bytes where they are known, else of the text.
    #[must_use]
    pub fn sha256(&self) -> String {
        let own = || hash::sha256(&self.text);
        self.sha256.clone().unwrap_or_else(own)
    }

    pub(crate) fn used(&self) -> SourceUsed {
        SourceUsed {
            file_id: self.file_id,
            sha256: self.sha256(),
            text_version: self.text_version,
        }
    }

    /// Its paragraphs, each a slice of the text.
    pub(crate) fn paragraphs(&self) -> Vec<Paragraph<'_>> {
        let starts = self.starts().unwrap_or_default();
        let mut parts = starts.iter().zip(&self.parts).peekable();
        let mut at = 0;
        let mut paragraphs = Vec::new();
        for text in self.text.split("\n\n") {
            let start = at;
            at += text.len() + "\n\n".len();
            let mut first = None;
            while let Some((_, part)) = parts.next_if(|(begins, _)| **begins < at) {
                first = first.or(Some(part));
            }
            paragraphs.push(Paragraph {
                text: &self.text[start..start + text.len()],
                role: first.map_or(Role::Paragraph, |part| part.role),
                speaker: first.and_then(|part| part.speaker.as_deref()),
            });
        }
        paragraphs
    }

    /// The byte at which each part begins; `None` where they are not those of the text.
    fn starts(&self) -> Option<Vec<usize>> {
        let mut starts = Vec::with_capacity(self.parts.len());
        let mut rest = self.text.as_str();
        for part in &self.parts {
            rest = rest.trim_start();
            starts.push(self.text.len() - rest.len());
            let end = match part.chars.checked_sub(1) {
                None => 0,
                Some(last) => {
                    let (at, c) = rest.char_indices().nth(last)?;
                    at + c.len_utf8()
                }
            };
            rest = &rest[end..];
        }
        rest.trim_start().is_empty().then_some(starts)
    }

    /// The text for who reads it as Markdown: titles, headings and items with their marks, and before a turn who speaks.
    pub(crate) fn marked(&self) -> String {
        let mut marked = String::with_capacity(self.text.len());
        let mut before = None;
        for Paragraph {
            text,
            role,
            speaker,
        } in self.paragraphs()
        {
            if !marked.is_empty() {
                marked.push_str(if (role, before) == (Role::Item, Some(Role::Item)) {
                    "\n"
                } else {
                    "\n\n"
                });
            }
            marked.push_str(match role {
                Role::Title => "# ",
                Role::Heading => "## ",
                Role::Item => "- ",
                Role::Quotation => "> ",
                _ => "",
            });
            if let Some(speaker) = speaker {
                marked.push_str(speaker);
                marked.push_str(": ");
            }
            marked.push_str(text);
            before = Some(role);
        }
        marked
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(text: &str, parts: &[(Role, Option<&str>, usize)]) -> Source {
        let part = |(role, speaker, chars): &(Role, Option<&str>, usize)| Part {
            role: *role,
            speaker: speaker.map(str::to_owned),
            chars: *chars,
        };
        Source {
            file_id: FileId(uuid::Uuid::nil()),
            filename: "talk.txt".to_owned(),
            text: text.to_owned(),
            parts: parts.iter().map(part).collect(),
            sha256: None,
            text_version: None,
        }
    }

    #[test]
    fn a_paragraph_knows_its_role_and_its_speaker() {
        let talk = source(
            "Über Brot\n\nHallo. Wir backen.\n\n我们\n\nMehl\n\nWasser",
            &[
                (Role::Title, None, 9),
                (Role::Turn, Some("Ines"), 6),
                (Role::Turn, Some("Ines"), 11),
                (Role::Turn, Some("王"), 2),
                (Role::Item, None, 4),
                (Role::Item, None, 6),
            ],
        );
        let found: Vec<_> = talk
            .paragraphs()
            .into_iter()
            .map(|paragraph| (paragraph.text, paragraph.role, paragraph.speaker))
            .collect();
        let expected = [
            ("Über Brot", Role::Title, None),
            ("Hallo. Wir backen.", Role::Turn, Some("Ines")),
            ("我们", Role::Turn, Some("王")),
            ("Mehl", Role::Item, None),
            ("Wasser", Role::Item, None),
        ];
        assert_eq!(found, expected);
        assert_eq!(
            talk.marked(),
            "# Über Brot\n\nInes: Hallo. Wir backen.\n\n王: 我们\n\n- Mehl\n- Wasser"
        );
    }

    #[test]
    fn parts_of_another_text_say_nothing() {
        for chars in [3, 9] {
            let other = source("Hello.\n\nWorld.", &[(Role::Title, Some("Ines"), chars)]);
            let mut paragraphs = other.paragraphs().into_iter();
            assert!(
                paragraphs.all(|one| one.role == Role::Paragraph && one.speaker.is_none()),
                "{chars}"
            );
            assert_eq!(other.marked(), other.text);
        }
    }
}
