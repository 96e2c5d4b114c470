//! A text as people save it: a paragraph a line in Word, lines on a page in a PDF.

use std::{
    fmt::Write as _,
    io::{Cursor, Write as _},
};

use zip::{ZipWriter, write::SimpleFileOptions};

/// Characters of a line, and points from one to the next.
const WIDTH: usize = 80;
const STEP: usize = 14;

pub(super) fn docx(text: &str) -> Vec<u8> {
    let mut body = String::new();
    for line in text.lines() {
        let line = line.replace('&', "&amp;").replace('<', "&lt;");
        let space = "xml:space=\"preserve\"";
        write!(body, "<w:p><w:r><w:t {space}>{line}</w:t></w:r></w:p>").unwrap();
    }
    let document = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document \
         xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}</w:body></w:document>"
    );
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in [
        ("[Content_Types].xml", "<Types/>"),
        ("word/document.xml", &document),
    ] {
        archive
            .start_file(name, SimpleFileOptions::default())
            .unwrap();
        archive.write_all(part.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// One long page.
pub(super) fn pdf(text: &str) -> Vec<u8> {
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines() {
        let mut open = String::new();
        for word in line.split(' ') {
            if !open.is_empty() && open.len() + word.len() > WIDTH {
                lines.push(std::mem::take(&mut open));
            } else if !open.is_empty() {
                open.push(' ');
            }
            open.push_str(word);
        }
        lines.push(open);
    }
    let height = (lines.len() + 8) * STEP;
    let mut shown = String::new();
    for line in &lines {
        let line = line.replace('\\', "\\\\");
        let line = line.replace('(', "\\(").replace(')', "\\)");
        writeln!(shown, "({line}) Tj T*").unwrap();
    }
    let content = format!(
        "BT /F 10 Tf {STEP} TL 50 {} Td\n{shown}ET",
        height - 4 * STEP
    );
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 {height}]/Contents 4 0 R/Resources<</Font<</F<</Type/Font\
             /Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>>>>>>>"
        ),
        format!(
            "<</Length {}>>\nstream\n{content}\nendstream",
            content.len()
        ),
    ];
    let mut file = "%PDF-1.7\n".to_owned();
    let mut places = String::new();
    for (object, number) in objects.iter().zip(1..) {
        writeln!(places, "{:010} 00000 n ", file.len()).unwrap();
        write!(file, "{number} 0 obj\n{object}\nendobj\n").unwrap();
    }
    let start = file.len();
    let size = objects.len() + 1;
    write!(
        file,
        "xref\n0 {size}\n0000000000 65535 f \n{places}trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n"
    )
    .unwrap();
    file.into_bytes()
}

/// SubRip's cues as WebVTT's.
pub(super) fn vtt(srt: &str) -> String {
    let lines = srt.lines().map(|line| {
        if line.contains(" --> ") {
            line.replace(',', ".")
        } else {
            line.to_owned()
        }
    });
    let cues: Vec<String> = lines.collect();
    format!("WEBVTT\n\n{}\n", cues.join("\n"))
}
