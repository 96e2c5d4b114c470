//! From bytes to characters, whatever encoding a program of any decade and country has saved them in.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::Encoding;

use crate::DocumentError;

/// A byte order mark decides; then UTF-8 where the bytes are that; then what a browser would guess.
pub(crate) fn decode(bytes: &[u8]) -> Result<String, DocumentError> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return decode_as(encoding, &bytes[mark..]);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return without_nul(text.to_owned());
    }
    if is_broken_utf8(bytes) {
        return Err(DocumentError::Encoding);
    }
    let text = decode_as(guess(bytes), bytes)?;
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

/// What has a NUL in it is no text, whatever its name says.
fn without_nul(text: String) -> Result<String, DocumentError> {
    if text.contains('\0') {
        Err(DocumentError::Encoding)
    } else {
        Ok(text)
    }
}
