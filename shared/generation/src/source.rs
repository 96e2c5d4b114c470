//! From a file's bytes to its text.

mod markdown;

/// The extensions that can be read, in lower case.
pub const EXTENSIONS: [&str; 2] = ["txt", "md"];

/// Why a file can't be a source. Trying again doesn't help.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SourceError {
    #[error("this kind of file can't be read as a source")]
    Kind,
    #[error("the text is not in UTF-8; save it in that encoding and upload it again")]
    Encoding,
    #[error("the file has no text in it")]
    Empty,
}

/// The text of a file with this extension: paragraphs separated by an empty line, no markup, no byte order mark.
///
/// UTF-8, or UTF-16 where a byte order mark says so.
pub fn text(extension: &str, bytes: &[u8]) -> Result<String, SourceError> {
    let decoded = decode(bytes)?;
    let plain = match extension {
        "txt" => decoded,
        "md" => markdown::plain(&decoded),
        _ => return Err(SourceError::Kind),
    };
    let clean = paragraphs(&plain);
    if clean.is_empty() {
        Err(SourceError::Empty)
    } else {
        Ok(clean)
    }
}

fn decode(bytes: &[u8]) -> Result<String, SourceError> {
    let utf16 = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let (pairs, rest) = bytes.as_chunks::<2>();
        let units: Vec<u16> = pairs.iter().map(|pair| unit(*pair)).collect();
        if rest.is_empty() {
            String::from_utf16(&units).map_err(|_| SourceError::Encoding)
        } else {
            Err(SourceError::Encoding)
        }
    };
    let text = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => {
            String::from_utf8(rest.to_vec()).map_err(|_| SourceError::Encoding)?
        }
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes)?,
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes)?,
        _ => String::from_utf8(bytes.to_vec()).map_err(|_| SourceError::Encoding)?,
    };
    // What has a NUL in it is no text, whatever its name says.
    if text.contains('\0') {
        Err(SourceError::Encoding)
    } else {
        Ok(text)
    }
}

/// Lines of a paragraph joined, paragraphs separated by one empty line, white space and control characters folded.
fn paragraphs(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut paragraphs: Vec<String> = Vec::new();
    let mut words: Vec<&str> = Vec::new();
    for line in text.lines() {
        let line = line.trim_matches(|c: char| c.is_whitespace() || c.is_control());
        if line.is_empty() {
            if !words.is_empty() {
                paragraphs.push(words.join(" "));
                words.clear();
            }
        } else {
            words.extend(
                line.split(|c: char| c.is_whitespace() || c.is_control())
                    .filter(|word| !word.is_empty()),
            );
        }
    }
    if !words.is_empty() {
        paragraphs.push(words.join(" "));
    }
    paragraphs.join("\n\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_clean_whatever_its_encoding() {
        let expected = Ok("One line\u{e9} and more.\n\nTwo.".to_owned());
        let plain = "One line\u{e9}\r\nand   more.\r\n\r\n\r\nTwo.\n";
        assert_eq!(text("txt", plain.as_bytes()), expected);
        assert_eq!(text("txt", format!("\u{feff}{plain}").as_bytes()), expected);
        let le: Vec<u8> = format!("\u{feff}{plain}")
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        let be: Vec<u8> = format!("\u{feff}{plain}")
            .encode_utf16()
            .flat_map(u16::to_be_bytes)
            .collect();
        assert_eq!(text("txt", &le), expected);
        assert_eq!(text("txt", &be), expected);
    }

    #[test]
    fn what_is_no_text_is_refused() {
        assert_eq!(text("txt", b"caf\xe9"), Err(SourceError::Encoding));
        assert_eq!(text("txt", b"a\0b"), Err(SourceError::Encoding));
        assert_eq!(text("txt", b"\xff\xfea"), Err(SourceError::Encoding));
        assert_eq!(text("txt", b" \r\n\t\n"), Err(SourceError::Empty));
        assert_eq!(text("pdf", b"text"), Err(SourceError::Kind));
    }
}
