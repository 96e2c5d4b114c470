//! Each sentence of every kind of source, said to the letter: what it is said to rest on is that sentence, to the character.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use domain::{FileId, OutputKind};
use generation::{Brief, Part, Recheck, Source, recheck, sentences};
use uuid::Uuid;

use crate::reading;

/// Letters of a sentence that is said once in a text. Of a few the first place is any.
const LETTERS: usize = 24;
/// Sentences of one text: findings and passages are bounded.
const TOGETHER: usize = 40;
/// Of each kind, and of all.
const FEWEST: usize = 20;
const ALL: usize = 2_000;

struct Origin {
    name: String,
    text: String,
    parts: Vec<Part>,
}

/// The cases of `documents`, the articles in many languages, the samples, and this repository's pages.
fn texts() -> Vec<Origin> {
    let own = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let mut texts: Vec<Origin> = reading::all()
        .into_iter()
        .map(|reading| Origin {
            name: reading.name,
            text: reading.text,
            parts: reading.parts,
        })
        .collect();
    for folder in [
        "tests/languages",
        "../../dev/samples",
        "../../dev/samples/quality",
        "../../docs",
    ] {
        let mut paths: Vec<PathBuf> = fs::read_dir(own.join(folder))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        paths.sort();
        texts.extend(paths.iter().filter_map(|path| prose(path)));
    }
    texts
}

/// What the readers of text and Markdown make of a file.
fn prose(path: &Path) -> Option<Origin> {
    let extension = path.extension()?.to_str()?;
    if !documents::PROSE.contains(&extension) {
        return None;
    }
    let read = documents::read(extension, &fs::read(path).unwrap()).unwrap();
    let part = |segment: documents::Segment| Part {
        role: segment.role,
        chars: segment.text.chars().count(),
        speaker: segment.speaker,
    };
    Some(Origin {
        name: path.file_name()?.to_string_lossy().into_owned(),
        text: read.text,
        parts: read.segments.into_iter().map(part).collect(),
    })
}

/// Letters and digits alone: marks at a sentence's end are not counted to a passage, nor is what numbers a list's item.
fn letters(text: &str) -> String {
    let bare = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let bare = bare.strip_prefix(['.', ')']).unwrap_or(text);
    bare.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[test]
fn a_sentence_rests_on_itself_to_the_character() {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut wrong = Vec::new();
    for Origin { name, text, parts } in texts() {
        let chars: Vec<char> = text.chars().collect();
        let said: Vec<String> = text
            .lines()
            .flat_map(|line| sentences(line, "en"))
            .map(|sentence| sentence.trim().to_owned())
            .filter(|sentence| letters(sentence).chars().count() >= LETTERS)
            // A sign there would be a mark of Markdown.
            .filter(|sentence| sentence.starts_with(char::is_alphanumeric))
            .collect();
        let kind = name.rsplit('.').next().unwrap().to_owned();
        *counts.entry(kind).or_default() += said.len();
        let brief = Brief::new(
            OutputKind::Blog,
            "Untitled",
            vec![Source {
                file_id: FileId(Uuid::nil()),
                filename: name.clone(),
                text,
                parts,
                sha256: None,
                text_version: None,
            }],
        );
        for said in said.chunks(TOGETHER) {
            let body = format!("# In short\n\n{}\n", said.join("\n\n"));
            let text = Recheck {
                body: &body,
                subject: None,
                preview_text: None,
                by_model: true,
                checks: &[],
            };
            let [_, provenance] = recheck(&brief, &text);
            for (number, sentence) in said.iter().enumerate() {
                let entry = provenance
                    .iter()
                    .find(|entry| entry["paragraph"] == number + 1);
                let passages = entry.and_then(|entry| entry["sources"].as_array());
                let found: String = passages
                    .into_iter()
                    .flatten()
                    .flat_map(|passage| {
                        let at = |place: &str| {
                            usize::try_from(passage[place].as_u64().unwrap()).unwrap()
                        };
                        &chars[at("start")..at("end")]
                    })
                    .collect();
                if letters(&found) != letters(sentence) {
                    wrong.push(format!("{name}: {sentence}\n  rests on: {found}"));
                }
            }
        }
    }
    println!("{counts:?}");
    assert!(
        wrong.is_empty(),
        "{} wrong\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    for kind in ["txt", "md", "html", "docx", "pdf", "srt", "vtt"] {
        assert!(counts[kind] >= FEWEST, "{kind}: {counts:?}");
    }
    assert!(counts.values().sum::<usize>() >= ALL, "{counts:?}");
}
