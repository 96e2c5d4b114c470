//! The beginnings of real files, and files that are not what they are called.

use std::io::{Cursor, Write};

use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

/// A box of ISO/IEC 14496-12 that says of which brand the rest is.
fn ftyp(brand: &str) -> Vec<u8> {
    let rest = b"\0\0\x02\0isomiso2mp41\0\0\0\x08free\0\0\0\0mdat";
    [b"\0\0\0\x1cftyp", brand.as_bytes(), rest].concat()
}

/// The head of EBML (RFC 8794) with a document type.
fn ebml(kind: &str) -> Vec<u8> {
    let length = u8::try_from(kind.len()).unwrap();
    let document = [&[0x42, 0x82, 0x80 | length], kind.as_bytes()].concat();
    let size = 0x80 | u8::try_from(document.len()).unwrap();
    [
        &[0x1A, 0x45, 0xDF, 0xA3, size],
        document.as_slice(),
        &[0; 32],
    ]
    .concat()
}

fn riff(kind: &str) -> Vec<u8> {
    [
        b"RIFF\x24\0\0\0",
        kind.as_bytes(),
        b"fmt \x10\0\0\0\x01\0\x01\0",
    ]
    .concat()
}

/// Of every extension that is accepted, what begins as such a file does.
pub(super) fn accepted() -> Vec<(&'static str, Vec<u8>)> {
    let text = |text: &str| text.as_bytes().to_vec();
    let utf16: Vec<u8> = "\u{feff}Gr\u{fc}\u{df}e \u{1f3a4}"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    vec![
        (
            "a.mp3",
            [b"ID3\x04\0\0\0\0\0\0".as_slice(), &[0xFF, 0xFB, 0x90, 0]].concat(),
        ),
        ("b.mp3", vec![0xFF, 0xFB, 0x90, 0x64, 0, 0]),
        ("a.wav", riff("WAVE")),
        ("a.m4a", ftyp("M4A ")),
        ("b.m4a", ftyp("isom")),
        ("a.aac", vec![0xFF, 0xF1, 0x50, 0x80, 0, 0x1F, 0xFC]),
        (
            "a.ogg",
            [b"OggS\0\x02".as_slice(), &[0; 22], b"\x01vorbis"].concat(),
        ),
        ("a.flac", b"fLaC\0\0\0\x22\x10\0".to_vec()),
        ("a.mp4", ftyp("isom")),
        // A brand that the sniffer doesn't know.
        ("b.mp4", ftyp("iso9")),
        ("a.mov", ftyp("qt  ")),
        ("b.mov", b"\0\0\0\x08wide\0\0\x10\0mdat".to_vec()),
        ("a.webm", ebml("webm")),
        ("a.mkv", ebml("matroska")),
        ("a.avi", riff("AVI ")),
        (
            "a.txt",
            text("Gr\u{fc}\u{df}e, \u{65e5}\u{672c}\u{8a9e}\r\n"),
        ),
        ("b.txt", utf16),
        ("d.txt", b"Gr\xFC\xDFe aus K\xF6ln".to_vec()),
        (
            "b.srt",
            b"1\n00:00:01,000 --> 00:00:02,000\n\xCF\xF0\xE8\xE2\xE5\xF2\n".to_vec(),
        ),
        // As sniffers go, QuickTime; and it is text.
        ("c.txt", text("The free press")),
        (
            "a.md",
            text("<h1 align=\"center\">A title</h1>\n\n# Another"),
        ),
        (
            "a.html",
            text("\n<!-- saved -->\n<!doctype html><title>A page</title>"),
        ),
        ("a.srt", text("1\n00:00:01,000 --> 00:00:02,000\nHello\n")),
        ("a.vtt", text("WEBVTT\n\n00:01.000 --> 00:02.000\nHello\n")),
        // Other names of these kinds.
        ("b.htm", text("<p>A page")),
        ("b.markdown", text("# Bread")),
        ("b.text", text("Bread")),
        ("b.sbv", text("0:00:01.000,0:00:02.000\nHello\n")),
        ("a.pdf", b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n1 0 obj\n".to_vec()),
        ("a.docx", docx(&[("word/media/image1.png", &[0; 2_000])])),
    ]
}

/// What is not what its name says.
pub(super) fn refused() -> Vec<(&'static str, &'static str, Vec<u8>)> {
    let page = b"<!DOCTYPE html><script>alert(1)</script>".to_vec();
    let gif_js = b"GIF89a/*\x01\x01\0\0\0\0*/=1;alert(1)//".to_vec();
    let pdf_zip = [b"%PDF-1.7\n%%EOF\n".as_slice(), &docx(&[])].concat();
    vec![
        ("an HTML page", "page.mp3", page.clone()),
        ("an HTML page", "page.txt", page.clone()),
        ("an HTML page", "page.docx", page.clone()),
        (
            "a page where a sniffer sees QuickTime",
            "page.mov",
            b"<p> free<script>alert(1)</script>".to_vec(),
        ),
        (
            "a program for Windows",
            "a.txt",
            [b"MZ\x90\0\x03\0".as_slice(), &[0; 60]].concat(),
        ),
        (
            "a program for Linux",
            "a.md",
            b"\x7FELF\x02\x01\x01\0\0\0\0\0".to_vec(),
        ),
        (
            "a program",
            "a.mp4",
            [b"MZ\x90\0\x03\0".as_slice(), &[0; 60]].concat(),
        ),
        ("a zip archive", "a.txt", docx(&[])),
        ("a zip archive", "a.pdf", docx(&[])),
        ("Latin-1 with a control", "a.txt", b"caf\xE9\x01".to_vec()),
        (
            "a page in Latin-1 where a sniffer sees QuickTime",
            "page.mov",
            b"<p> free caf\xE9<script>alert(1)</script>".to_vec(),
        ),
        ("half a UTF-16 unit", "a.txt", b"\xFF\xFEa".to_vec()),
        ("NUL", "a.srt", b"1\n00:00\0".to_vec()),
        (
            "no WebVTT",
            "a.vtt",
            b"1\n00:00:01,000 --> 00:00:02,000\nHello".to_vec(),
        ),
        ("no element", "a.html", b"only words".to_vec()),
        ("a PDF", "a.txt", b"%PDF-1.4\n1 0 obj".to_vec()),
        ("a GIF that is a script", "a.mp3", gif_js.clone()),
        ("a GIF that is a script", "a.html", gif_js),
        ("a PDF that is a zip", "a.docx", pdf_zip),
        ("a picture in MP4's container", "a.mp4", ftyp("heic")),
        ("another container", "a.wav", riff("AVI ")),
        (
            "a zip without a document",
            "a.docx",
            zip(&[("[Content_Types].xml", b"<Types/>")], STORED),
        ),
        ("a zip cut short", "a.docx", docx(&[])[..60].to_vec()),
        (
            "a zip bomb",
            "a.docx",
            zip(
                &[&LEAST[..], &[("word/bomb.xml", &[b' '; 3_000_000])]].concat(),
                CompressionMethod::Deflated,
            ),
        ),
        (
            "as much as no document has",
            "a.docx",
            declaring(docx(&[("word/a.bin", &[7; 2_500_000])]), 210_000_000),
        ),
        (
            "parts that share their bytes",
            "a.docx",
            twice(docx(&[("word/a.bin", &[7; 1_000])])),
        ),
    ]
}

const STORED: CompressionMethod = CompressionMethod::Stored;
/// Name and content of what a document must have.
const LEAST: [(&str, &[u8]); 2] = [
    ("[Content_Types].xml", b"<Types/>"),
    ("word/document.xml", b"<w:document/>"),
];

fn docx(parts: &[(&str, &[u8])]) -> Vec<u8> {
    zip(&[&LEAST, parts].concat(), STORED)
}

fn zip(parts: &[(&str, &[u8])], method: CompressionMethod) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(method);
    for (name, bytes) in parts {
        archive.start_file(*name, options).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// Where the directory's entry of the last part is (APPNOTE.TXT, 4.3.12).
fn last_entry(archive: &[u8]) -> usize {
    let signature = b"PK\x01\x02";
    archive
        .windows(4)
        .rposition(|bytes| bytes == signature)
        .unwrap()
}

/// Whose last part says that it unpacks to so much.
fn declaring(mut archive: Vec<u8>, unpacked: u32) -> Vec<u8> {
    let at = last_entry(&archive) + 24;
    archive[at..at + 4].copy_from_slice(&unpacked.to_le_bytes());
    archive
}

/// Whose last part is in the directory once more, under another name.
fn twice(mut archive: Vec<u8>) -> Vec<u8> {
    let end = archive.len() - 22;
    let entry = last_entry(&archive);
    let mut again = archive[entry..end].to_vec();
    *again.last_mut().unwrap() = b'x';
    let length = u32::try_from(end + again.len() - directory(&archive)).unwrap();
    archive.splice(end..end, again);
    let record = archive.len() - 22;
    for at in [record + 8, record + 10] {
        archive[at] += 1;
    }
    archive[record + 12..record + 16].copy_from_slice(&length.to_le_bytes());
    archive
}

fn directory(archive: &[u8]) -> usize {
    let at = archive.len() - 6;
    let offset: [u8; 4] = archive[at..at + 4].try_into().unwrap();
    usize::try_from(u32::from_le_bytes(offset)).unwrap()
}
