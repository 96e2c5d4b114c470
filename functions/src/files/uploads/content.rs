//! Whether a file's bytes are what its extension says.
//!
//! Bytes can be two things at once: a PDF with a zip archive behind it, a GIF that is also a script. No sniffer can rule
//! that out, so what counts is that a file is harmless as what it is served as: an object has the type of its extension
//! and never the one that a sniffer finds, HTML is served as plain text ([`media::served`]), and a signed download is
//! an attachment. A file must then begin as its own kind does, and each reader takes it for that kind and nothing else.

use std::{
    io::{Read, Seek},
    str::from_utf8,
};

use file_format::FileFormat;

use super::archive;
use crate::files::Mismatch;

/// Sniffed as one of these, text is something else that happens to be readable.
const NO_TEXT: [FileFormat; 4] = [
    FileFormat::PortableDocumentFormat,
    FileFormat::GraphicsInterchangeFormat,
    FileFormat::RichTextFormat,
    FileFormat::Postscript,
];

/// Kinds whose text is read as it is, and so is checked whole where it fits.
#[must_use]
pub fn is_text(extension: &str) -> bool {
    matches!(extension, "txt" | "md")
}

/// Kinds whose bytes are text, with marks in it or without.
pub(crate) fn is_made_of_text(extension: &str) -> bool {
    is_text(extension) || matches!(extension, "html" | "srt" | "vtt")
}

/// Kinds whose last bytes are checked too.
#[must_use]
pub fn is_archive(extension: &str) -> bool {
    extension == "docx"
}

/// Checks a file of `size` bytes by its first ones, `head`, and an archive's directory by `end`, from which its last
/// bytes can be read.
pub fn check(
    extension: &str,
    head: &[u8],
    size: u64,
    end: impl Read + Seek,
) -> Result<(), Mismatch> {
    if head.is_empty() {
        return Err(Mismatch::new("The file is empty."));
    }
    let sniffed = FileFormat::from_bytes(head);
    let whole = u64::try_from(head.len()) == Ok(size);
    match extension {
        _ if is_made_of_text(extension) => text(extension, head, whole, sniffed),
        "pdf" if sniffed == FileFormat::PortableDocumentFormat => Ok(()),
        "docx" if head.starts_with(b"PK\x03\x04") => archive::docx(end, size),
        _ if is_media(extension, head, sniffed) && !is_readable(head, whole) => Ok(()),
        _ => Err(Mismatch::other(extension, &found(sniffed))),
    }
}

fn text(extension: &str, head: &[u8], whole: bool, sniffed: FileFormat) -> Result<(), Mismatch> {
    if !is_readable(head, whole) {
        return Err(Mismatch::new(format!(
            "A .{extension} file is text, and this is not{}. Save it as text, best in UTF-8.",
            found(sniffed)
        )));
    }
    let fits = match extension {
        // White space, comments and a declaration may come first, and any element after them.
        "html" => head.contains(&b'<'),
        "vtt" => sniffed == FileFormat::WebVideoTextTracks,
        _ => sniffed != FileFormat::HypertextMarkupLanguage,
    };
    if fits && !NO_TEXT.contains(&sniffed) {
        Ok(())
    } else {
        Err(Mismatch::other(extension, &found(sniffed)))
    }
}

/// Whether the bytes are text: UTF-8, or UTF-16 where a byte order mark says so, without NUL; or an older encoding, which any
/// bytes could be but those of control characters. Which one it is is seen when the text is read.
fn is_readable(head: &[u8], whole: bool) -> bool {
    let text = match head {
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes, whole),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes, whole),
        _ => match from_utf8(head) {
            Ok(text) => Some(text.to_owned()),
            // Cut in the middle of a character.
            Err(error) if !whole && error.error_len().is_none() => {
                from_utf8(&head[..error.valid_up_to()])
                    .ok()
                    .map(str::to_owned)
            }
            Err(_) => return !head.iter().copied().any(is_control),
        },
    };
    text.is_some_and(|text| !text.contains('\0'))
}

fn is_control(byte: u8) -> bool {
    byte.is_ascii_control() && !matches!(byte, b'\t'..=b'\r')
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16, whole: bool) -> Option<String> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let mut units: Vec<u16> = pairs.iter().map(|pair| unit(*pair)).collect();
    let first_half = |unit: &u16| (0xD800..0xDC00).contains(unit);
    if whole && !rest.is_empty() {
        return None;
    }
    if !whole && units.last().is_some_and(first_half) {
        units.pop();
    }
    String::from_utf16(&units).ok()
}

fn is_media(extension: &str, head: &[u8], sniffed: FileFormat) -> bool {
    use FileFormat as F;
    match extension {
        "mp3" => matches!(sniffed, F::Mpeg12AudioLayer3 | F::Id3v2),
        "aac" => matches!(sniffed, F::AdvancedAudioCoding | F::Id3v2),
        "flac" => matches!(sniffed, F::FreeLosslessAudioCodec | F::Id3v2),
        "wav" => sniffed == F::WaveformAudio,
        "avi" => sniffed == F::AudioVideoInterleave,
        "ogg" => head.starts_with(b"OggS"),
        "webm" | "mkv" => sniffed == F::ExtensibleBinaryMetaLanguage,
        "mov" if sniffed == F::AppleQuicktime => true,
        // One container (ISO/IEC 14496-12) with many brands, of which the sniffer need not know each; pictures are in
        // it too.
        "m4a" | "mp4" | "mov" => {
            head.get(4..8) == Some(b"ftyp") && sniffed.kind() != file_format::Kind::Image
        }
        _ => false,
    }
}

/// What the sniffer takes it for, to put it right by.
fn found(sniffed: FileFormat) -> String {
    match sniffed {
        FileFormat::ArbitraryBinaryData | FileFormat::PlainText | FileFormat::Empty => {
            String::new()
        }
        known => format!(" (it looks like {})", known.name()),
    }
}
