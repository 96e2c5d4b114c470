//! What `documents` makes of its test files, as it is written down beside each: a line a segment.

use std::{fs, path::PathBuf};

use domain::Role;
use generation::Part;

pub(crate) struct Reading {
    pub(crate) name: String,
    pub(crate) text: String,
    pub(crate) parts: Vec<Part>,
}

impl Reading {
    pub(crate) fn speakers(&self) -> Vec<&str> {
        let speakers = self.parts.iter();
        speakers
            .filter_map(|part| part.speaker.as_deref())
            .collect()
    }

    /// The title that the file states.
    pub(crate) fn title(&self) -> Option<&str> {
        let mut start = 0;
        for part in &self.parts {
            let rest = self.text[start..].trim_start();
            start = self.text.len() - rest.len();
            let end = rest
                .char_indices()
                .nth(part.chars)
                .map_or(rest.len(), |(at, _)| at);
            if part.role == Role::Title {
                return Some(&rest[..end]);
            }
            start += end;
        }
        None
    }
}

pub(crate) fn all() -> Vec<Reading> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../documents/tests/files/cases");
    let mut readings: Vec<Reading> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "read")
        })
        .map(|path| {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            read(name, &fs::read_to_string(&path).unwrap())
        })
        .collect();
    readings.sort_by(|a, b| a.name.cmp(&b.name));
    readings
}

pub(crate) fn named(name: &str) -> Reading {
    let mut all = all().into_iter();
    all.find(|reading| reading.name == name).unwrap()
}

fn read(name: String, lines: &str) -> Reading {
    let (mut text, mut parts) = (String::new(), Vec::new());
    for line in lines.lines() {
        let place = line.find([')', '}']).unwrap() + 2;
        let (role, said) = line[place..].split_once(' ').unwrap();
        let (speaker, said) = match said
            .strip_prefix('<')
            .and_then(|said| said.split_once("> "))
        {
            Some((speaker, said)) => (Some(speaker.to_owned()), said),
            None => (None, said),
        };
        let continues = role.ends_with('+');
        let role =
            serde_json::from_value(role.trim_end_matches('+').to_lowercase().into()).unwrap();
        if !text.is_empty() {
            // Chinese and Japanese lines go on without a space.
            let is_wide = |c: char| {
                ('\u{2E80}'..'\u{FFEF}').contains(&c) && !('\u{AC00}'..'\u{D7A4}').contains(&c)
            };
            let joint = text.ends_with(is_wide) && said.starts_with(is_wide);
            text.push_str(match (continues, joint) {
                (false, _) => "\n\n",
                (true, true) => "",
                (true, false) => " ",
            });
        }
        text.push_str(said);
        parts.push(Part {
            role,
            speaker,
            chars: said.chars().count(),
        });
    }
    Reading { name, text, parts }
}
