//! Word documents, PDFs and captions of a few signs.

use crate::files::{docx, page, stream};

/// A body of Word's: paragraphs are parted by `¶`, line breaks are `↵`, `^2^` is raised and `_2_` lowered; what begins with `<`
/// is WordprocessingML already.
pub(super) fn word(body: &str) -> Vec<u8> {
    let paragraphs: String = body
        .split('¶')
        .map(|paragraph| match paragraph.starts_with('<') {
            true => paragraph.to_owned(),
            false => format!("<w:p>{}</w:p>", runs(paragraph)),
        })
        .collect();
    docx(&paragraphs, &[])
}

/// The runs of a paragraph.
pub(super) fn runs(paragraph: &str) -> String {
    let mut runs = String::new();
    for (text, align) in heights(paragraph) {
        let align = match align {
            '^' => "<w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr>",
            '_' => "<w:rPr><w:vertAlign w:val=\"subscript\"/></w:rPr>",
            _ => "",
        };
        for (place, line) in text.split('↵').enumerate() {
            if place > 0 {
                runs.push_str("<w:r><w:br/></w:r>");
            }
            runs.push_str("<w:r>");
            runs.push_str(align);
            runs.push_str("<w:t xml:space=\"preserve\">");
            runs.push_str(line);
            runs.push_str("</w:t></w:r>");
        }
    }
    runs
}

/// Pieces of a text, each with the mark that it stands between.
fn heights(text: &str) -> Vec<(&str, char)> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(['^', '_']) {
        let mark = rest[start..].chars().next().unwrap();
        let Some(end) = rest[start + 1..].find(mark) else {
            break;
        };
        pieces.push((&rest[..start], ' '));
        pieces.push((&rest[start + 1..start + 1 + end], mark));
        rest = &rest[start + end + 2..];
    }
    pieces.push((rest, ' '));
    pieces
}

/// A page with these lines, parted by `¶`, 14 points apart; `^2^` is raised and `_2_` lowered.
pub(super) fn printed(lines: &str) -> Vec<u8> {
    let shown: String = lines
        .split('¶')
        .map(|line| {
            let pieces = heights(line).into_iter().map(|(text, height)| {
                let text = escaped(text);
                match height {
                    '^' => format!("/F 7 Tf 5 Ts {text} Tj 0 Ts /F 12 Tf "),
                    '_' => format!("/F 7 Tf -3 Ts {text} Tj 0 Ts /F 12 Tf "),
                    _ => format!("{text} Tj "),
                }
            });
            pieces.collect::<String>() + "T*\n"
        })
        .collect();
    drawn(&format!("BT /F 12 Tf 14 TL 50 500 Td {shown}ET"))
}

/// A page that is drawn so.
pub(super) fn drawn(content: &str) -> Vec<u8> {
    let bytes: Vec<u8> = content.chars().map(of_windows_1252).collect();
    page(stream("", &bytes), "", &[])
}

/// A string of PDF's.
fn escaped(text: &str) -> String {
    let mut escaped = String::from("(");
    for c in text.chars() {
        if "()\\".contains(c) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped + ")"
}

fn of_windows_1252(c: char) -> u8 {
    match c {
        '•' => 0x95,
        '–' => 0x96,
        '—' => 0x97,
        _ => u8::try_from(u32::from(c)).unwrap(),
    }
}

/// Cues parted by `¶`, two seconds each, from the first second on; `↵` ends a line.
pub(super) fn srt(cues: &str) -> Vec<u8> {
    let cue = |(number, cue): (usize, &str)| {
        let at = number * 2 - 1;
        let (next, cue) = (at + 2, cue.replace('↵', "\n"));
        format!("{number}\n00:00:{at:02},000 --> 00:00:{next:02},000\n{cue}\n\n")
    };
    (1..)
        .zip(cues.split('¶'))
        .map(cue)
        .collect::<String>()
        .into_bytes()
}

pub(super) fn vtt(cues: &str) -> Vec<u8> {
    let srt = String::from_utf8(srt(cues)).unwrap();
    format!("WEBVTT\n\n{}", srt.replace(",000", ".000")).into_bytes()
}
