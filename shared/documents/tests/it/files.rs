//! Files, made by hand.

use std::io::{Cursor, Write};

use flate2::{Compress, Compression, FlushCompress, write::ZlibEncoder};
use zip::{ZipWriter, write::SimpleFileOptions};

/// A PDF of these objects, numbered from 1; the first is its catalogue.
pub(crate) fn pdf(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut file = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (object, number) in objects.iter().zip(1..) {
        places.push(file.len());
        writeln!(file, "{number} 0 obj").unwrap();
        file.extend(object);
        file.extend(b"\nendobj\n");
    }
    let start = file.len();
    write!(file, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).unwrap();
    for place in places {
        writeln!(file, "{place:010} 00000 n ").unwrap();
    }
    let size = objects.len() + 1;
    write!(
        file,
        "trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n"
    )
    .unwrap();
    file
}

pub(crate) fn stream(entries: &str, content: &[u8]) -> Vec<u8> {
    let mut object = format!("<<{entries}/Length {}>>\nstream\n", content.len()).into_bytes();
    object.extend(content);
    object.extend(b"\nendstream");
    object
}

pub(crate) fn deflated(content: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content).unwrap();
    encoder.finish().unwrap()
}

/// So many megabytes of one byte, deflated: each is a block of its own, made once.
pub(crate) fn deflated_megabytes(byte: u8, megabytes: usize) -> Vec<u8> {
    let mut compress = Compress::new(Compression::best(), false);
    let mut block = Vec::with_capacity(16 * 1024);
    compress
        .compress_vec(&vec![byte; 1024 * 1024], &mut block, FlushCompress::Full)
        .unwrap();
    [&[0x78, 0xDA][..], &block.repeat(megabytes), &[0x03, 0x00]].concat()
}

/// A PDF with one page, whose content stream is object 4; `more` are objects from 5 on.
pub(crate) fn page(content: Vec<u8>, resources: &str, more: &[Vec<u8>]) -> Vec<u8> {
    let mut objects = vec![
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 600]/Contents 4 0 R/Resources<<{resources}\
             /Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>>>>>>>"
        )
        .into_bytes(),
        content,
    ];
    objects.extend_from_slice(more);
    pdf(&objects)
}

/// A PDF of one page with these lines, each 14 points under the one before.
pub(crate) fn lines(lines: &[&str]) -> Vec<u8> {
    let shown: Vec<String> = lines.iter().map(|line| format!("({line}) Tj T*")).collect();
    let shown = shown.join("\n");
    let content = format!("BT /F 12 Tf 14 TL 50 500 Td\n{shown}ET");
    page(stream("", content.as_bytes()), "", &[])
}

/// A Word document with this body, and other parts.
pub(crate) fn docx(body: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let document = word("document", &format!("<w:body>{body}</w:body>"));
    let mut all = vec![
        ("[Content_Types].xml", "<Types/>"),
        ("word/document.xml", document.as_str()),
    ];
    all.extend_from_slice(parts);
    let parts: Vec<(&str, &[u8])> = all
        .iter()
        .map(|(name, part)| (*name, part.as_bytes()))
        .collect();
    archive(&parts)
}

pub(crate) fn word(root: &str, content: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:{root} \
         xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:mc=\"m\" xmlns:r=\"r\">{content}</w:{root}>"
    )
}

pub(crate) fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in parts {
        archive
            .start_file(*name, SimpleFileOptions::default())
            .unwrap();
        archive.write_all(part).unwrap();
    }
    archive.finish().unwrap().into_inner()
}
