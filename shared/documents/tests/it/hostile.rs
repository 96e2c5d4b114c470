//! Damaged, encrypted, huge, deeply nested, wrongly named: a reason, in time, and nothing else.

use std::time::{Duration, Instant};

use crate::{
    files::{archive, deflated, deflated_megabytes, docx, lines, page, pdf, stream, word},
    read, reason, text,
};

const LOCKED_PDF: &[u8] = include_bytes!("../files/locked.pdf");
const LOCKED_DOCX: &[u8] = include_bytes!("../files/locked.docx");

#[test]
fn damaged() {
    let whole = lines(&["Text."]);
    let cut = &whole[..whole.len() / 3];
    assert_eq!(reason("pdf", cut), "source_damaged");
    assert_eq!(
        reason("pdf", b"%PDF-1.7 and nothing more"),
        "source_damaged"
    );
    let whole = docx("<w:p><w:r><w:t>Text.</w:t></w:r></w:p>", &[]);
    assert_eq!(reason("docx", &whole[..whole.len() / 2]), "source_damaged");
    let mut flipped = whole.clone();
    let at = flipped
        .windows(8)
        .position(|bytes| bytes == b"document")
        .unwrap()
        + 20;
    flipped[at..at + 8].fill(0xFF);
    assert_eq!(reason("docx", &flipped), "source_damaged");
    let unclosed = archive(&[("word/document.xml", b"<w:document><w:body><w:p>")]);
    assert_eq!(reason("docx", &unclosed), "source_damaged");
}

#[test]
fn encrypted() {
    assert_eq!(reason("pdf", LOCKED_PDF), "source_encrypted");
    assert_eq!(reason("docx", LOCKED_DOCX), "source_encrypted");
    // These open without a password, and only forbid to print.
    let allowed = "Page(1) The secret is out.\n";
    assert_eq!(
        text("pdf", include_bytes!("../files/no-printing.pdf")),
        allowed
    );
    assert_eq!(
        text("pdf", include_bytes!("../files/no-printing-rc4.pdf")),
        allowed
    );
}

#[test]
fn huge() {
    // 70 MB of one paragraph in 100 KB.
    let run =
        "<w:r><w:t>aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa</w:t></w:r>";
    let bomb = docx(&format!("<w:p>{}</w:p>", run.repeat(900_000)), &[]);
    assert!(bomb.len() < 1_000_000);
    in_time("docx", &bomb, &["source_too_large"]);
    // 4 GB in 4 MB, as white space and as something.
    for byte in [b' ', b'['] {
        let bomb = stream("/Filter/FlateDecode", &deflated_megabytes(byte, 4_000));
        in_time(
            "pdf",
            &page(bomb, "", &[]),
            &["source_took_too_much_memory"],
        );
    }
    let twice = deflated(&deflated_megabytes(b' ', 4_000));
    let bomb = page(stream("/Filter[/FlateDecode/FlateDecode]", &twice), "", &[]);
    in_time("pdf", &bomb, &["source_took_too_much_memory"]);
}

#[test]
fn too_many_characters() {
    // As they are written: words, spaced ones, lines, and none that is seen (`3 Tr`).
    let long = "a".repeat(64);
    for (mode, show) in [
        ("0 Tr", format!("({long}) Tj ")),
        ("0 Tr", format!("[({long}) -3 ({long})] TJ ")),
        ("0 Tr", format!("({long}) ' ")),
        ("0 Tr", format!("0 0 ({long}) \" ")),
        ("3 Tr", format!("<{}> Tj ", "61".repeat(64))),
    ] {
        let content = format!("BT /F 12 Tf {mode} {}", show.repeat(150_000));
        let packed = stream("/Filter/FlateDecode", &deflated(content.as_bytes()));
        in_time("pdf", &page(packed, "", &[]), &["source_too_large"]);
    }
    // In a form that the page draws twenty times.
    let words = format!(
        "BT /F 12 Tf 3 Tr {} ET",
        format!("({long}) Tj ").repeat(1_000)
    );
    let form = stream(
        "/Type/XObject/Subtype/Form/BBox[0 0 400 600]/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>",
        words.as_bytes(),
    );
    let drawn = page(
        stream("", "/X Do ".repeat(20).as_bytes()),
        "/XObject<</X 5 0 R>>",
        &[form],
    );
    in_time("pdf", &drawn, &["source_too_large"]);
}

#[test]
fn too_many_pages() {
    let kids: Vec<String> = (3..3_003).map(|page| format!("{page} 0 R")).collect();
    let kids = kids.join(" ");
    let mut objects = vec![
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        format!("<</Type/Pages/Kids[{kids}]/Count 3000>>").into_bytes(),
    ];
    objects
        .extend((0..3_000).map(|_| b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 600]>>".to_vec()));
    let file = pdf(&objects);
    in_time("pdf", &file, &["source_too_large"]);
}

#[test]
fn deeply_nested() {
    let divs = "<div>".repeat(100_000) + "text";
    in_time("html", divs.as_bytes(), &["source_too_deep"]);
    let tables = "<table><tr><td>".repeat(30_000) + "text";
    in_time("html", tables.as_bytes(), &["source_too_deep"]);
    let formatting = "<b><i><u><a>".repeat(30_000) + "text";
    in_time("html", formatting.as_bytes(), &["source_too_deep"]);
    let cells = "<w:tbl><w:tr><w:tc>".repeat(20_000) + &"</w:tc></w:tr></w:tbl>".repeat(20_000);
    in_time("docx", &docx(&cells, &[]), &["source_too_deep"]);
    let arrays = [b"[".repeat(1_000_000), b"]".repeat(1_000_000)].concat();
    let broken = ["source_damaged", "source_too_deep", "source_empty"];
    in_time("pdf", &page(stream("", &arrays), "", &[]), &broken);
    in_time("pdf", &page(arrays, "", &[]), &broken);
}

#[test]
fn loops() {
    let catalog = b"<</Type/Catalog/Pages 2 0 R>>".to_vec();
    let broken = ["source_damaged", "source_too_deep", "source_empty"];
    // A tree of pages that is its own child, a page that is its own parent.
    let tree = pdf(&[
        catalog.clone(),
        b"<</Type/Pages/Kids[2 0 R]/Count 1>>".to_vec(),
    ]);
    in_time("pdf", &tree, &broken);
    let parent = pdf(&[
        catalog,
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        b"<</Type/Page/Parent 3 0 R/Contents 4 0 R>>".to_vec(),
        stream("", b"BT ET"),
    ]);
    in_time("pdf", &parent, &broken);
    // A form that draws itself.
    let itself = stream(
        "/Type/XObject/Subtype/Form/BBox[0 0 400 600]/Resources<</XObject<</X 5 0 R>>>>",
        b"/X Do",
    );
    in_time(
        "pdf",
        &page(stream("", b"/X Do"), "/XObject<</X 5 0 R>>", &[itself]),
        &broken,
    );
}

#[test]
fn drawn_for_ever() {
    // Forms of which each draws the next twice, 64 deep: the processor's time ends it.
    let mut laughs: Vec<Vec<u8>> = (6..70)
        .map(|next| {
            let entries =
                format!("/Type/XObject/Subtype/Form/BBox[0 0 400 600]/Resources<</XObject<</X {next} 0 R>>>>");
            stream(&entries, b"/X Do /X Do")
        })
        .collect();
    laughs.push(stream("/Type/XObject/Subtype/Form/BBox[0 0 400 600]", b""));
    let file = page(stream("", b"/X Do"), "/XObject<</X 5 0 R>>", &laughs);
    in_time("pdf", &file, &["source_took_too_long"]);
}

#[test]
fn entities_are_not_expanded() {
    let laughs = format!(
        "<!DOCTYPE d [<!ENTITY a \"{}\"><!ENTITY b \"&a;&a;&a;\">]>{}",
        "ha".repeat(1_000),
        word(
            "document",
            "<w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body>"
        )
    );
    let file = archive(&[("word/document.xml", laughs.as_bytes())]);
    assert_eq!(reason("docx", &file), "source_damaged");
}

#[test]
fn wrongly_named() {
    let pdf = lines(&["Text."]);
    let docx = docx("<w:p><w:r><w:t>Text.</w:t></w:r></w:p>", &[]);
    for (extension, bytes) in [
        ("docx", pdf.as_slice()),
        ("html", &pdf),
        ("txt", &pdf),
        ("txt", br"{\rtf1\ansi Rich Text.}"),
        ("md", br"{\rtf1\ansi Rich Text.}"),
        ("txt", b"<!DOCTYPE html><p>A page's source."),
        (
            "txt",
            br#"{"segments": [{"speaker": "Ada", "body": "Hello."}]}"#,
        ),
        (
            "txt",
            b"<?xml version='1.0'?><tt><p begin='00:00:01'>Hello.</p></tt>",
        ),
        ("txt", b"[Script Info]\nTitle: Kelp\n"),
        ("srt", &pdf),
        ("pdf", &docx),
        ("html", &docx),
        ("md", &docx),
        ("docx", b"Just prose."),
        ("pdf", b"Just prose."),
        ("vtt", b"Just prose."),
        ("docx", &archive(&[("xl/workbook.xml", b"<a/>")])),
        // A document of Word 97.
        ("docx", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and so on"),
    ] {
        assert_eq!(reason(extension, bytes), "source_wrong_kind", "{extension}");
    }
}

#[test]
fn a_scan_says_so() {
    let picture = stream(
        "/Type/XObject/Subtype/Image/Width 2/Height 2/ColorSpace/DeviceGray/BitsPerComponent 8",
        b"\x00\xFF\x7F(",
    );
    let scan = page(
        stream("", b"q 400 0 0 600 0 0 cm /X Do Q"),
        "/XObject<</X 5 0 R>>",
        &[picture],
    );
    let output = read("pdf", &scan);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        said.starts_with("source_empty: ") && said.contains("scan"),
        "{said}"
    );
}

/// One of these reasons, before a child would be given up.
fn in_time(extension: &str, bytes: &[u8], reasons: &[&str]) {
    let began = Instant::now();
    let reason = reason(extension, bytes);
    let took = began.elapsed();
    eprintln!("{extension}: {reason} in {took:?}");
    assert!(
        reasons.contains(&reason.as_str()),
        "{reason}, not {reasons:?}"
    );
    assert!(
        took < documents::limits::WAIT + Duration::from_secs(5),
        "{took:?}"
    );
}
