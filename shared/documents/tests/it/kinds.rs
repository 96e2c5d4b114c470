//! Beside each input that a person has reported, further ones of its kind, with what a person would say that they say.
//!
//! A file's name stands for one of `tests/files/cases`; the rest is made here, in as few signs as it takes.

#![allow(
    clippy::too_many_lines,
    clippy::match_bool,
    reason = "tables, and what they are made with"
)]

mod captions;
mod made;
mod pages;
mod pdfs;
mod texts;
mod words;

use std::{collections::BTreeMap, fs, path::Path};

use crate::read;

/// A file that is made here: of the kind of this case, its extension, its bytes, and what it says.
struct Case {
    kind: &'static str,
    extension: &'static str,
    bytes: Vec<u8>,
    says: &'static str,
}

fn case(
    kind: &'static str,
    extension: &'static str,
    bytes: impl Into<Vec<u8>>,
    says: &'static str,
) -> Case {
    Case {
        kind,
        extension,
        bytes: bytes.into(),
        says,
    }
}

/// Files of `tests/files/cases` that are of the kind of another.
const FILES: &[(&str, &str)] = &[
    (
        "ar-visual.pdf",
        "ar-fpdf.pdf ar-reportlab.pdf he-fpdf.pdf he-reportlab.pdf",
    ),
    (
        "transcript-otter.txt",
        "turns-otter-speaker.txt turns-notta.txt turns-teams-name-time.txt",
    ),
    (
        "transcript-rev.txt",
        "turns-rev-inline.txt turns-temi.txt turns-trint.txt",
    ),
    (
        "transcript-riverside.txt",
        "turns-happyscribe.txt turns-sonix.txt turns-descript.md",
    ),
    (
        "transcript-youtubecopy.txt",
        "turns-yt-a11y.txt turns-macwhisper.txt turns-whisper.txt",
    ),
];

/// Read like any text: what is written of them is `generation`'s to get right, whose tables of sentences, greetings, quotations
/// and languages have the further ones.
const WRITTEN: &[&str] = &[
    "initials.txt",
    "lang-ar.txt",
    "lang-es.txt",
    "lang-hi.txt",
    "lang-zh.txt",
    "pleasantry.txt",
    "quotes-en.txt",
];

fn all() -> Vec<Case> {
    [
        texts::cases,
        pages::cases,
        words::cases,
        captions::cases,
        pdfs::cases,
    ]
    .into_iter()
    .flat_map(|cases| cases())
    .collect()
}

#[test]
fn each_file_of_a_kind_is_read_as_a_person_would() {
    let mut wrong = Vec::new();
    for case in all() {
        let output = read(case.extension, &case.bytes);
        let said = String::from_utf8(output.stdout).unwrap();
        let said = said.lines().map(short).collect::<Vec<_>>().join(" | ")
            + &String::from_utf8(output.stderr).unwrap();
        if said != case.says {
            let Case {
                kind,
                extension,
                says,
                ..
            } = case;
            wrong.push(format!("{kind}, {extension}:\n{said}\nnot\n{says}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn each_reported_input_has_three_more_of_its_kind() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files/cases");
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for case in all() {
        *counts.entry(case.kind).or_default() += 1;
    }
    for (kind, files) in FILES {
        for file in files.split(' ') {
            assert!(folder.join(file).exists(), "{file}");
            *counts.entry(kind).or_default() += 1;
        }
    }
    let reported = fs::read_to_string(folder.join("../reported")).unwrap();
    assert_eq!(reported.lines().count(), 45);
    for input in reported.lines() {
        assert!(folder.join(input).exists(), "{input}");
        let count = counts.get(input).copied().unwrap_or_default();
        assert!(count >= 3 || WRITTEN.contains(&input), "{input}: {count}");
    }
}

/// `item: Start small`, `12 <Maya> Hello.`, `+` before what goes on: a line of the reader's without what goes without saying.
fn short(line: &str) -> String {
    let place = line.find([')', '}']).unwrap() + 1;
    let (role, said) = line[place..].trim_start().split_once(' ').unwrap();
    let time = line.strip_prefix("Time { start: ").map(|rest| {
        let (start, _) = rest.split_once(',').unwrap();
        format!("{} ", start.trim_end_matches(".0"))
    });
    let goes_on = if role.ends_with('+') { "+" } else { "" };
    let role = match role.trim_end_matches('+') {
        "Paragraph" | "Turn" => String::new(),
        role => format!("{}: ", role.to_lowercase()),
    };
    format!("{}{goes_on}{role}{said}", time.unwrap_or_default())
}
