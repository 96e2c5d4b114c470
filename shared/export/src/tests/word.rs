//! A Word document, read again.

use std::{collections::BTreeMap, io::Read};

use quick_xml::{Reader, XmlVersion, events::Event};

use crate::ExportedFile;

/// Name → content of each part; each is well-formed, and has a type.
pub(super) fn parts(docx: ExportedFile) -> BTreeMap<String, String> {
    let ExportedFile::Binary(bytes) = docx else {
        panic!("a Word document is binary");
    };
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut parts = BTreeMap::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        if file.is_file() {
            let mut text = String::new();
            file.read_to_string(&mut text).unwrap();
            let mut reader = Reader::from_str(&text);
            while !matches!(reader.read_event().unwrap(), Event::Eof) {}
            parts.insert(file.name().unwrap().into_owned(), text);
        }
    }
    // Office Open XML, part 2, 6.5 and 7.2.3: what is related and not external is a part, and has a type of its own.
    let relations = [
        ("_rels/.rels", ""),
        ("word/_rels/document.xml.rels", "word/"),
    ];
    let types = &parts["[Content_Types].xml"];
    for (relations, folder) in relations {
        for (name, relation) in tags(&parts[relations]) {
            if name == "Relationship"
                && relation
                    .get("TargetMode")
                    .is_none_or(|mode| mode != "External")
            {
                let part = format!("{folder}{}", relation["Target"]);
                assert!(parts.contains_key(&part), "{relation:?}");
                assert!(types.contains(&format!("\"/{part}\"")), "{part}: {types}");
            }
        }
    }
    parts
}

pub(super) fn tags(xml: &str) -> Vec<(String, BTreeMap<String, String>)> {
    let (mut reader, mut tags) = (Reader::from_str(xml), Vec::new());
    let decoder = reader.decoder();
    loop {
        match reader.read_event().unwrap() {
            Event::Eof => return tags,
            Event::Start(tag) | Event::Empty(tag) => {
                let attributes = tag.attributes().map(|attribute| {
                    let attribute = attribute.unwrap();
                    let name = String::from_utf8(attribute.key.as_ref().to_vec()).unwrap();
                    (
                        name,
                        attribute
                            .decoded_and_normalized_value(XmlVersion::Implicit1_0, decoder)
                            .unwrap()
                            .into_owned(),
                    )
                });
                let name = String::from_utf8(tag.name().as_ref().to_vec()).unwrap();
                tags.push((name, attributes.collect()));
            }
            _ => {}
        }
    }
}

/// What is written in the document, a line a paragraph.
pub(super) fn words(parts: &BTreeMap<String, String>) -> String {
    let mut reader = Reader::from_str(&parts["word/document.xml"]);
    let mut text = String::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Eof => return text,
            Event::Text(piece) => text.push_str(&piece.decode().unwrap()),
            Event::GeneralRef(name) => text.push_str(match &*name {
                b"amp" => "&",
                b"lt" => "<",
                b"gt" => ">",
                b"quot" => "\"",
                b"apos" => "'",
                other => panic!("{other:?}"),
            }),
            Event::Empty(tag) if tag.name().as_ref() == b"w:br" => text.push('\n'),
            Event::End(tag) if tag.name().as_ref() == b"w:p" => text.push('\n'),
            _ => {}
        }
    }
}
