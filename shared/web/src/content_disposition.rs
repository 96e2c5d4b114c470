//! `Content-Disposition: attachment` (RFC 6266).

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::limits;

/// All but what RFC 8187 calls `attr-char`.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'!')
    .remove(b'#')
    .remove(b'$')
    .remove(b'&')
    .remove(b'+')
    .remove(b'-')
    .remove(b'.')
    .remove(b'^')
    .remove(b'_')
    .remove(b'`')
    .remove(b'|')
    .remove(b'~');

/// The header's value, with the name twice: in ASCII for what reads no other, and whole.
#[must_use]
pub fn content_disposition(filename: &str) -> String {
    let name = safe(filename);
    let ascii: String = name
        .chars()
        .map(|c| {
            if c == ' ' || c.is_ascii_graphic() && c != '%' {
                c
            } else {
                '_'
            }
        })
        .collect();
    let whole = utf8_percent_encode(&name, ESCAPED);
    format!("attachment; filename=\"{ascii}\"; filename*=UTF-8''{whole}")
}

/// A name that every file system takes and that misleads nobody: no path, nothing invisible, no dot in front, and the
/// extension where it was.
fn safe(filename: &str) -> String {
    let (stem, extension) = filename.rsplit_once('.').unwrap_or((filename, ""));
    let visible: String = stem
        .chars()
        .map(|c| match c {
            '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => '-',
            c if c.is_whitespace() => ' ',
            c => c,
        })
        .filter(|c| !c.is_control() && !is_invisible(*c))
        .collect();
    let words: Vec<_> = visible.split_whitespace().collect();
    let mut stem = words.join(" ");
    while stem.len() > limits::FILENAME_BYTES {
        stem.pop();
    }
    let stem = stem.trim_matches(['.', ' ']);
    let stem = if stem.is_empty() { "untitled" } else { stem };
    format!("{stem}.{extension}")
}

/// Marks of direction, joiners and the like, by which `txt.exe` can look like `exe.txt`.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_title_is_a_name() {
        for (title, ascii, whole) in [
            ("A post", "A post", "A%20post"),
            (
                "Q4: 100% \"sure\"?",
                "Q4- 100_ -sure--",
                "Q4-%20100%25%20-sure--",
            ),
            ("Grüße 🎉", "Gr__e _", "Gr%C3%BC%C3%9Fe%20%F0%9F%8E%89"),
            ("../../etc/passwd", "-..-etc-passwd", "-..-etc-passwd"),
            (
                "a\r\nSet-Cookie: x=1",
                "a Set-Cookie- x=1",
                "a%20Set-Cookie-%20x%3D1",
            ),
            ("tx\u{202e}exe", "txexe", "txexe"),
            ("..", "untitled", "untitled"),
            ("", "untitled", "untitled"),
            ("'*;~", "'-;~", "%27-%3B~"),
        ] {
            let expected =
                format!("attachment; filename=\"{ascii}.md\"; filename*=UTF-8''{whole}.md");
            assert_eq!(
                content_disposition(&format!("{title}.md")),
                expected,
                "{title}"
            );
        }
        let long = content_disposition(&format!("{}.docx", "ü".repeat(10_000)));
        let (_, extension) = long.rsplit_once('.').unwrap_or_default();
        assert!(extension == "docx" && long.len() < 1_000, "{long}");
    }
}
