//! Files as people have them, with what a person would say that they say: beside each `NAME` stands `NAME.read`.

use std::{fs, path::Path};

use crate::read;

#[test]
fn each_case_is_read_as_a_person_would() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files/cases");
    let mut wrong = Vec::new();
    let mut count = 0;
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let extension = path.extension().unwrap().to_str().unwrap().to_owned();
        if extension == "read" {
            continue;
        }
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let expected = fs::read_to_string(folder.join(format!("{name}.read"))).unwrap_or_default();
        let output = read(&extension, &fs::read(&path).unwrap());
        let said =
            String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
        count += 1;
        if said != expected {
            wrong.push(format!("{name}:\n{said}\nnot:\n{expected}"));
        }
    }
    assert!(count > 90, "{count} cases");
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// By its lines alone, as whoever takes a file decides.
#[test]
fn a_transcript_is_known_before_it_is_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files/cases");
    let mut transcripts = 0;
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let extension = path.extension().unwrap().to_str().unwrap().to_owned();
        if !documents::PROSE.contains(&extension.as_str()) {
            continue;
        }
        let read = fs::read_to_string(format!("{}.read", path.display())).unwrap();
        let has_turns = read.lines().any(|line| {
            let place = line.find([')', '}']).unwrap_or_default();
            line[place + 1..].trim_start().starts_with("Turn")
        });
        transcripts += usize::from(has_turns);
        let found = documents::is_transcript(&extension, &fs::read(&path).unwrap());
        assert_eq!(found, has_turns, "{}", path.display());
    }
    assert!(transcripts > 30, "{transcripts}");
}
