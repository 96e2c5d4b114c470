//! Whatever is in a body.

use std::time::Duration;

use proptest::prelude::*;
use rustix::time::{ClockId, clock_gettime};

use super::{
    page::assert_harmless,
    post, text,
    word::{parts, words},
};
use crate::{Document, ExportError, ExportedFile, Format, Kind, Section, export, limits};

#[test]
fn what_is_made_to_be_expensive_is_refused_or_small() {
    let columns = 1_000;
    let table = format!(
        "{}|\n{}|\n{}",
        "|a".repeat(columns),
        "|-".repeat(columns),
        "|\n".repeat(40_000)
    );
    for body in [
        ">".repeat(100_000),
        "> ".repeat(50_000),
        "- ".repeat(50_000),
        "- a\n".repeat(25_000),
        "a\n\n".repeat(33_000),
        "*a* ".repeat(25_000),
        "*_".repeat(50_000),
        "[".repeat(100_000),
        "[a](b".repeat(20_000),
        "<b>".repeat(33_000),
        "<p><table>".repeat(10_000),
        "<a href=x>".repeat(10_000),
        format!("<div>\n{}", "&".repeat(16_000)),
        format!("{}{}", "a".repeat(80_000), "&".repeat(9_000)),
        "`".repeat(100_000),
        "&".repeat(100_000),
        "😀".repeat(100_000),
        table,
    ] {
        for format in Format::ALL {
            match export(&post(&body), format) {
                Ok(ExportedFile::Text(text)) => assert!(text.len() <= limits::FILE),
                Ok(docx) => drop(parts(docx)),
                Err(ExportError::TooLarge) => assert_ne!(format, Format::Markdown),
                Err(error) => panic!("{error}"),
            }
        }
    }
}

#[test]
fn a_long_book_is_exported() {
    let paragraph =
        "A sentence with **some** emphasis, a [link](https://example.com) and the rest of it. "
            .repeat(6);
    let body = format!("## Part\n\n{paragraph}\n\n- an item\n- another\n\n").repeat(178);
    assert!(
        (95_000..100_000).contains(&body.chars().count()),
        "{}",
        body.len()
    );
    for format in Format::ALL {
        export(&post(&body), format).unwrap();
    }
}

#[test]
fn marks_of_latin_1_are_written_as_they_are() {
    let marks: String = ('\u{80}'..='\u{BF}').collect();
    let html = text(
        &post(&format!("{marks} \u{100000}\u{100040}x¿")),
        Format::Html,
    );
    let expected = marks.replace('\u{A0}', "&nbsp;") + " \u{100000}\u{100040}x¿</p>";
    assert!(html.contains(&expected), "{html}");
}

/// That this thread has had a processor: others on the machine change little of it.
fn processor_time() -> Duration {
    clock_gettime(ClockId::ThreadCPUTime).try_into().unwrap()
}

/// Some ten milliseconds, and seconds where it takes the square of the marks.
#[test]
fn a_page_takes_time_in_proportion_to_its_marks() {
    for mark in ["\u{A0}", "¿", "«"] {
        let body = mark.repeat(100_000);
        let before = processor_time();
        text(&post(&body), Format::Html);
        let took = processor_time().saturating_sub(before);
        assert!(took < Duration::from_millis(300), "{mark}: {took:?}");
    }
}

/// Pieces of Markdown and of HTML that are no good together.
fn nasty() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => "\\PC{0,12}",
        1 => any::<String>(),
        6 => prop::sample::select(vec![
            "<script>", "</script>", "<SCRIPT SRC=//x>", "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>",
            "<a href=\"javascript:alert(1)\">", "[x](javascript:alert(1))", "[x](java\tscript:alert(1))", "<style>",
            "[x](data:text/html,<script>)", "![x](javascript:1)", "<iframe srcdoc='<script>'>", "<!--", "-->", "<?",
            "<![CDATA[", "]]>", "<math><mtext><table><mglyph><style>", "<noscript><p title=\"</noscript>", "</title>",
            "<javascript:alert(1)>", "\n", "\n\n", "# ", "- ", "1. ", "> ", "```", "`", "**", "*", "_", "|", "|-|-|\n",
            "[", "](", ")", "<b>", "</p>", "&#106;avascript:", "&lt;script&gt;", "\\", "\u{0}", "\u{1b}[31m", "\u{202e}",
            "<div style=\"x\" onclick=y>", "<form action=x><input>", "<base href=x>", "    ", "\t", "---", "[x]: javascript:1\n",
        ]).prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// Markdown around a word of its own in each.
fn said() -> impl Strategy<Value = (String, Vec<String>)> {
    let marks = prop::sample::select(vec![
        ("", ""),
        ("# ", ""),
        ("###### ", ""),
        ("- ", ""),
        ("1. ", ""),
        ("> ", ""),
        ("**", "**"),
        ("*", "*"),
        ("~~", "~~"),
        ("`", "`"),
        ("```\n", "\n```"),
        ("[", "](https://example.com)"),
        ("![", "](p.png)"),
        ("<b>", "</b>"),
        ("<div>", "</div>"),
        ("| a |\n|---|\n| ", " |"),
        ("- - ", ""),
        ("> - **", "**"),
        ("    ", ""),
        ("- [ ] ", ""),
        ("x<br>", ""),
        ("&amp;", "&lt;"),
        ("\\", ""),
    ]);
    prop::collection::vec(marks, 1..30).prop_map(|marks| {
        let words: Vec<_> = (0..marks.len())
            .map(|number| format!("word{number}"))
            .collect();
        let body = marks
            .iter()
            .zip(&words)
            .map(|((open, close), word)| format!("{open}{word}{close}\n\n"));
        (body.collect(), words)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_in_a_body_nothing_of_it_runs(title in any::<String>(), body in nasty()) {
        let document = Document { title: &title, ..post(&body) };
        let html = text(&document, Format::Html);
        assert_harmless(&html);
        text(&document, Format::Text);
        parts(export(&document, Format::Docx).unwrap());
        prop_assert_eq!(text(&document, Format::Markdown), body.clone());

        let subject = Some(title.as_str());
        let letter = Document { kind: Kind::Letter { subject, preview: Some(&body) }, ..document };
        assert_harmless(&text(&letter, Format::Html));
        let posts = [body.clone()];
        let section = [Section { heading: "X", parts: &posts }];
        let set = Document { kind: Kind::Social(&section), ..document };
        assert_harmless(&text(&set, Format::Html));
        parts(export(&set, Format::Docx).unwrap());
    }

    #[test]
    fn every_word_is_in_every_format((body, all) in said()) {
        let document = post(&body);
        let docx = words(&parts(export(&document, Format::Docx).unwrap()));
        for text in [text(&document, Format::Text), text(&document, Format::Html), docx] {
            let said: Vec<_> = text.split(|c: char| !c.is_ascii_alphanumeric()).collect();
            for word in &all {
                prop_assert!(said.contains(&word.as_str()), "{word}: {text}");
            }
        }
    }
}
