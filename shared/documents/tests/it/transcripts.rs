//! The transcripts of the cases, saved as people send them on: in Word's documents and in PDFs.

use std::{fs, path::Path};

use crate::{
    files::{docx, pdf, stream},
    read,
};

/// Characters of a line in a PDF.
const WIDTH: usize = 70;
/// Points from line to line.
const STEP: usize = 14;

#[test]
fn a_transcript_is_the_same_in_any_file() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files/cases");
    let mut counted = 0;
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        let is_transcript = name.starts_with("turns-") || name.starts_with("transcript-");
        if !is_transcript || path.extension().unwrap() != "txt" {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let said = fs::read_to_string(folder.join(format!("{name}.read"))).unwrap();
        let paragraphs: Vec<String> = text.lines().map(str::to_owned).collect();
        let blocks: Vec<String> = text.split("\n\n").map(str::to_owned).collect();
        let mut files = vec![
            ("a paragraph a line", "docx", word(&paragraphs)),
            ("lines that are broken off", "docx", word(&blocks)),
        ];
        if text.chars().all(|c| u32::from(c) < 256) {
            files.push(("a PDF", "pdf", printed(&text)));
        }
        for (how, extension, bytes) in files {
            let output = read(extension, &bytes);
            assert!(output.status.success(), "{name}, {how}: {output:?}");
            let got = String::from_utf8(output.stdout).unwrap();
            assert_eq!(turns(&got), turns(&said), "{name}, {how}");
            counted += 1;
        }
    }
    assert!(counted > 80, "{counted}");
}

/// Who says what, and when: paragraphs of a turn without a time are one, and a line's end may be anywhere.
fn turns(read: &str) -> Vec<(String, String)> {
    let mut turns: Vec<(String, String)> = Vec::new();
    for line in read.lines() {
        let place = line.find([')', '}']).unwrap() + 1;
        let (role, said) = line[place..].trim_start().split_once(' ').unwrap();
        // What stands above the talk.
        if !role.starts_with("Turn") {
            turns.push((String::new(), said.to_owned()));
            continue;
        }
        let (speaker, said) = said.split_once("> ").unwrap_or(("", said));
        let said: String = said.split_whitespace().collect();
        let is_timed = line.starts_with("Time");
        let who = if is_timed {
            format!("{} {speaker}", &line[..place])
        } else {
            speaker.to_owned()
        };
        match turns.last_mut() {
            Some((last, text)) if *last == who && !is_timed => text.push_str(&said),
            _ => turns.push((who, said)),
        }
    }
    turns
}

fn word(paragraphs: &[String]) -> Vec<u8> {
    let mut body = String::new();
    for paragraph in paragraphs {
        let runs: Vec<String> = paragraph
            .lines()
            .map(|line| line.replace('&', "&amp;").replace('<', "&lt;"))
            .map(|line| format!("<w:r><w:t xml:space=\"preserve\">{line}</w:t></w:r>"))
            .collect();
        body.push_str("<w:p>");
        body.push_str(&runs.join("<w:r><w:br/></w:r>"));
        body.push_str("</w:p>");
    }
    docx(&body, &[])
}

/// On one long page, its lines wrapped at words.
fn printed(text: &str) -> Vec<u8> {
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines() {
        let mut open = String::new();
        for word in line.split(' ') {
            if open.len() + word.len() > WIDTH {
                lines.push(std::mem::take(&mut open));
            }
            if !open.is_empty() {
                open.push(' ');
            }
            open.push_str(word);
        }
        lines.push(open);
    }
    let height = (lines.len() + 8) * STEP;
    let mut content = format!("BT /F 10 Tf {STEP} TL 50 {} Td\n", height - 4 * STEP).into_bytes();
    for line in lines {
        content.push(b'(');
        for c in line.replace('\t', "    ").chars() {
            if "()\\".contains(c) {
                content.push(b'\\');
            }
            content.push(u8::try_from(u32::from(c)).unwrap());
        }
        content.extend(b") Tj T*\n");
    }
    content.extend(b"ET");
    pdf(&[
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 {height}]/Contents 4 0 R/Resources<</Font<</F<</Type/Font\
             /Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>>>>>>>"
        )
        .into_bytes(),
        stream("", &content),
    ])
}
