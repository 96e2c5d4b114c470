//! From bytes to characters, whatever encoding a program of any decade and country has saved them in.

mod roman;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_2022_JP, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::DocumentError;

/// Of so many characters of UTF-8 one may be broken.
const STRAYS: usize = 50;
/// Bytes that show whether every other one is empty.
const HEAD: usize = 1024;

/// A byte order mark decides; then UTF-8 where the bytes are that; then what a browser would guess.
pub(crate) fn decode(bytes: &[u8]) -> Result<String, DocumentError> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return decode_as(encoding, &bytes[mark..]);
    }
    if let Some(encoding) = unmarked_utf16(bytes) {
        return decode_as(encoding, bytes);
    }
    // Its relatives for Korean and Chinese, which nobody decodes any more, are damaged to it.
    if switches_letters(bytes) {
        return decode_as(ISO_2022_JP, bytes);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return without_nul(text.to_owned());
    }
    if is_broken_utf8(bytes) {
        return mended_utf8(bytes);
    }
    let encoding = roman::or_mac(guess(bytes), bytes).ok_or(DocumentError::Encoding)?;
    let text = decode_as(encoding, bytes)?;
    // In a legacy encoding any bytes are characters; those of a program or a picture are controls among others.
    if text.contains(|c: char| c.is_control() && !c.is_whitespace()) {
        Err(DocumentError::Encoding)
    } else {
        Ok(text)
    }
}

pub(crate) fn decode_as(
    encoding: &'static Encoding,
    bytes: &[u8],
) -> Result<String, DocumentError> {
    encoding
        .decode_without_bom_handling_and_without_replacement(bytes)
        .ok_or(DocumentError::Encoding)
        .and_then(|text| without_nul(text.into_owned()))
}

/// UTF-8 with a few bytes that a program for windows-1252 has added: a quotation mark pasted from Word. Each is that
/// character; where they are many, the text is cut or was mended badly, and says nothing sure.
fn mended_utf8(bytes: &[u8]) -> Result<String, DocumentError> {
    let mut text = String::with_capacity(bytes.len());
    let mut strays = 0_usize;
    let mut chunks = bytes.utf8_chunks().peekable();
    while let Some(chunk) = chunks.next() {
        text.push_str(chunk.valid());
        strays += usize::from(!chunk.invalid().is_empty());
        if chunks.peek().is_none() && is_cut(chunk.invalid()) {
            break;
        }
        let (meant, ..) = WINDOWS_1252.decode(chunk.invalid());
        text.extend(meant.chars().filter(|c| !c.is_control()));
    }
    if strays * STRAYS > text.chars().count() {
        return Err(DocumentError::Encoding);
    }
    without_nul(text)
}

/// The beginning of a character whose end was cut off with the file's. One byte is also a letter of windows-1252: of those,
/// small ones end words, and capitals hardly do.
fn is_cut(last: &[u8]) -> bool {
    let is_capital = last.first().is_some_and(|first| *first < 0xE0);
    (last.len() > 1 || is_capital)
        && std::str::from_utf8(last).is_err_and(|error| error.error_len().is_none())
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// Legacy text hardly ever makes whole characters of UTF-8; where most are whole, it is UTF-8 that was cut or mended badly,
/// and guessed at it would come out as 'Ã©'.
fn is_broken_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole > broken
}

/// What has many a NUL in it is no text, whatever its name says; one or two are padding.
fn without_nul(text: String) -> Result<String, DocumentError> {
    let empty = text.matches('\0').count();
    if empty == 0 {
        Ok(text)
    } else if empty * STRAYS > text.chars().count() {
        Err(DocumentError::Encoding)
    } else {
        Ok(text.replace('\0', ""))
    }
}

/// Text of mostly Latin letters whose every other byte is empty.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(HEAD) & !1];
    let empty = |first: usize| {
        head.iter()
            .skip(first)
            .step_by(2)
            .filter(|byte| **byte == 0)
            .count()
    };
    let half = head.len() / 2;
    if half < 4 {
        return None;
    }
    let (high, low) = (empty(0), empty(1));
    if low * 10 > half * 7 && high == 0 {
        Some(UTF_16LE)
    } else if high * 10 > half * 7 && low == 0 {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Seven bits a byte, with sequences that switch to other letters and back, as ISO-2022-JP has them: ESC $ B, ESC ( B.
fn switches_letters(bytes: &[u8]) -> bool {
    bytes
        .windows(3)
        .any(|window| matches!(window, [0x1B, b'$' | b'(', b'@'..=b'Z' | b'(' | b')']))
        && bytes.is_ascii()
}
