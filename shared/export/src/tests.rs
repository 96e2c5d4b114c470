mod any_body;
mod page;
mod word;

use std::collections::BTreeMap;

use self::{
    page::assert_harmless,
    word::{parts, tags, words},
};
use super::*;

fn post(body: &str) -> Document<'_> {
    Document {
        title: "A <title> & more",
        updated_at: "2024-01-02T03:04:05Z",
        body,
        kind: Kind::Post,
        notes: &[],
    }
}

fn text(document: &Document<'_>, format: Format) -> String {
    match export(document, format).unwrap() {
        ExportedFile::Text(text) => text,
        ExportedFile::Binary(_) => panic!("{format:?} is text"),
    }
}

const SAMPLE: &str = "# Title & more\n\nA *lead* with **bold _both_**, ~~gone~~ and `code`.\nSame paragraph.\n\n\
    ## Lists\n\n- one\n- two\n  - inner\n    1. deep\n\n3. third\n4. fourth\n\n   more of it\n\n\
    > Quoted\n\n```rust\nfn main() {\n    run();\n}\n```\n\n\
    [a link](https://example.com/?a=1&b=2), <https://example.com>, [bad](javascript:alert(1)), [file](file:///etc/passwd)\n\n\
    | a | b |\n|---|---|\n| 1 | **2** |\n\n- [x] done\n\n---\n\n<div>raw &lt; html</div>\n\nline  \nbreak ![a picture](https://example.com/p.png)\n";

#[test]
fn text_has_no_marks() {
    let expected = "Title & more\n\nA lead with bold both, gone and code. Same paragraph.\n\nLists\n\n\
        • one\n• two\n  • inner\n    1. deep\n3. third\n4. fourth\n  more of it\n\nQuoted\n\n\
        fn main() {\n    run();\n}\n\n\
        a link (https://example.com/?a=1&b=2), https://example.com, bad, file\n\n\
        a\tb\n1\t2\n\n• ☑ done\n\n———\n\nraw < html\n\nline\nbreak a picture\n";
    assert_eq!(text(&post(SAMPLE), Format::Text), expected);
}

#[test]
fn a_page_stands_on_its_own() {
    let html = text(&post(SAMPLE), Format::Html);
    assert_harmless(&html);
    for part in [
        "<!DOCTYPE html>\n<html>",
        "<meta charset=\"utf-8\">",
        "<title>A &lt;title&gt; &amp; more</title>",
        "<h1>Title &amp; more</h1>",
        "<strong>bold <em>both</em></strong>",
        "<ol start=\"3\">",
        "<td><strong>2</strong></td>",
        "href=\"https://example.com/?a=1&amp;b=2\"",
        "<div>raw &lt; html</div>",
        "line<br>",
    ] {
        assert!(html.contains(part), "{part}: {html}");
    }
    assert!(
        !html.contains("javascript") && !html.contains("file:"),
        "{html}"
    );
}

/// Whoever put it there would learn who reads, when and where.
#[test]
fn a_page_loads_nothing_from_elsewhere_when_it_is_opened() {
    for body in [
        "![a mill](https://spy.example/p.png)",
        "![a mill][p]\n\n[p]: https://spy.example/p.png 'a title'",
        "![a mill]\n\n[a mill]: <https://spy.example/p.png>",
        "[![a mill](https://spy.example/p.png)](https://example.com)",
        "<img src=https://spy.example/p.png alt='a mill'>",
        "<IMG SRC='//spy.example/p.png' alt='a mill'>",
        "a <img src=\"https://spy.example/p.png\" srcset=\"https://spy.example/q.png 2x\" alt=\"a mill\"> b",
        "<picture><source srcset='https://spy.example/p.png'><img src='https://spy.example/p.png' alt='a mill'></picture>",
        "a mill<svg><image href='https://spy.example/p.png' xlink:href='https://spy.example/p.png'/></svg>",
        "<p style=\"background: url(https://spy.example/p.png)\">a mill</p>",
        "<style>@import url(https://spy.example/p.css)</style>\n\na mill",
        "<table background='https://spy.example/p.png'><tr><td background='https://spy.example/p.png'>a mill</td></tr></table>",
        "<input type=image src='https://spy.example/p.png'>a mill<video poster='https://spy.example/p.png'></video>",
        "<object data='https://spy.example/p.svg'>a mill</object><embed src='https://spy.example/p.svg'>",
        "<iframe src='https://spy.example/p'></iframe><link rel=stylesheet href='https://spy.example/p.css'>a mill",
    ] {
        let html = text(&post(body), Format::Html);
        assert_harmless(&html);
        assert!(html.contains("a mill"), "{body}: {html}");
        for fetched in [
            "<img",
            " src=",
            "srcset",
            "url(",
            "background",
            "poster",
            "<link",
            "<object",
        ] {
            let page = html.split("<body").nth(1).unwrap().to_ascii_lowercase();
            let attributes: String = tags_of(&page);
            assert!(!attributes.contains(fetched), "{body}: {html}");
        }
        assert!(!html.contains("img-src"), "{html}");
    }
    // What a reader may follow is still there.
    let html = text(&post("![a mill](https://example.com/p.png)"), Format::Html);
    let link = "<a href=\"https://example.com/p.png\" rel=\"noopener noreferrer\">a mill</a>";
    assert!(html.contains(link), "{html}");
}

/// All that stands in tags, without the values of attributes.
fn tags_of(page: &str) -> String {
    let mut quoted = false;
    let mut inside = false;
    let mut tags = String::new();
    for c in page.chars() {
        match c {
            '"' if inside => quoted = !quoted,
            '<' if !inside => inside = true,
            '>' if inside && !quoted => {
                inside = false;
                tags.push('>');
            }
            _ => {}
        }
        if inside && !quoted {
            tags.push(c);
        }
    }
    tags
}

#[test]
fn a_word_document_has_headings_lists_links_and_styles() {
    let parts = parts(export(&post(SAMPLE), Format::Docx).unwrap());
    let document = tags(&parts["word/document.xml"]);
    let styles = tags(&parts["word/styles.xml"]);
    let values =
        |tags: &[(String, BTreeMap<String, String>)], name: &str, attribute: &str| -> Vec<String> {
            let named = tags.iter().filter(|(tag, _)| tag == name);
            named
                .map(|(_, attributes)| attributes[attribute].clone())
                .collect()
        };
    let used = values(&document, "w:pStyle", "w:val");
    let mut known = values(&styles, "w:style", "w:styleId");
    let all = known.len();
    known.sort();
    known.dedup();
    assert_eq!(known.len(), all, "each style once: {known:?}");
    assert!(
        used.iter().all(|style| known.contains(style)),
        "{used:?} {known:?}"
    );
    assert_eq!(&used[..3], ["Heading1", "BodyText", "Heading2"]);
    let numbers = values(&document, "w:numId", "w:val");
    let defined = values(&tags(&parts["word/numbering.xml"]), "w:num", "w:numId");
    assert!(
        numbers.len() == 7 && numbers.iter().all(|number| defined.contains(number)),
        "{numbers:?} {defined:?}"
    );
    let relations = tags(&parts["word/_rels/document.xml.rels"]);
    let mut links: Vec<_> = relations
        .iter()
        .filter(|(_, attributes)| {
            attributes
                .get("TargetMode")
                .is_some_and(|mode| mode == "External")
        })
        .map(|(_, attributes)| attributes["Target"].as_str())
        .collect();
    links.sort_unstable();
    assert_eq!(
        links,
        ["https://example.com/", "https://example.com/?a=1&b=2"]
    );
    for (tag, times) in [
        ("w:b", 5),
        ("w:i", 2),
        ("w:strike", 1),
        ("w:tbl", 1),
        ("w:tc", 4),
        ("w:hyperlink", 2),
    ] {
        let found = document.iter().filter(|(name, _)| name == tag).count();
        assert_eq!(found, times, "{tag}");
    }
    let said = words(&parts);
    for line in [
        "Title & more\n",
        "fn main() {\n    run();\n}\n",
        "raw < html\n",
        "line\nbreak a picture\n",
    ] {
        assert!(said.contains(line), "{line}: {said}");
    }
    assert!(parts["docProps/core.xml"].contains("2024-01-02T03:04:05Z"));
}

#[test]
fn arabic_and_hebrew_are_written_from_the_right() {
    let body = "# الخبز تحت المطر\n\nتكلف البسطة 30 يورو في Leeds كل يوم.\n\nBread costs 30 euros.\n\n- לחם **בגשם**\n\n```\nlet a = 1; // خبز\n```\n\n123";
    let parts = parts(export(&post(body), Format::Docx).unwrap());
    let document = &parts["word/document.xml"];
    let paragraphs: Vec<&str> = document.split("<w:p ").skip(1).collect();
    let is_from_right = |paragraph: &&str| paragraph.contains("<w:bidi />");
    let found: Vec<bool> = paragraphs.iter().map(is_from_right).collect();
    // What has no letter goes as the document does.
    assert_eq!(found, [true, true, false, true, false, true], "{document}");
    let runs: Vec<(bool, String)> = paragraphs[1]
        .split("<w:r>")
        .skip(1)
        .map(|run| {
            let text = run.split("<w:t xml:space=\"preserve\">").nth(1).unwrap();
            let text = text.split("</w:t>").next().unwrap();
            (run.contains("<w:rtl />"), text.to_owned())
        })
        .collect();
    let expected = [
        (true, "تكلف البسطة 30 يورو في "),
        (false, "Leeds"),
        (true, " كل يوم."),
    ]
    .map(|(is_right, text)| (is_right, text.to_owned()));
    assert_eq!(runs, expected);
    assert_eq!(
        paragraphs[3].matches("<w:rtl />").count(),
        3,
        "{}",
        paragraphs[3]
    );
    assert!(!paragraphs[2].contains("<w:rtl />"), "{}", paragraphs[2]);
    assert!(!document.contains("specVanish"), "{document}");
}

#[test]
fn a_letter_says_its_subject() {
    let letter = Document {
        kind: Kind::Letter {
            subject: Some("Why *we* \"stopped\"\n# [now](x)"),
            preview: Some("1. It is_all_here"),
        },
        ..post("Dear reader,\n\nhello.")
    };
    assert_eq!(
        text(&letter, Format::Markdown),
        "---\nsubject: \"Why *we* \\\"stopped\\\"\\n# [now](x)\"\npreview_text: \"1. It is_all_here\"\n---\n\nDear reader,\n\nhello."
    );
    let said = "Subject: Why *we* \"stopped\"\n# [now](x)\n\nPreview: 1. It is_all_here\n\n———\n\nDear reader,\n\nhello.\n";
    assert_eq!(text(&letter, Format::Text), said);
    let html = text(&letter, Format::Html);
    assert!(
        html.contains("<p><strong>Preview:</strong> 1. It is_all_here</p>"),
        "{html}"
    );
    let bare = Document {
        kind: Kind::Letter {
            subject: None,
            preview: None,
        },
        ..letter
    };
    assert_eq!(text(&bare, Format::Markdown), bare.body);
    assert_eq!(text(&bare, Format::Text), "Dear reader,\n\nhello.\n");
}

#[test]
fn posts_are_plain_text() {
    let texts = [
        "1/2 *Not* bold\n# no heading\n\n- no list".to_owned(),
        "2/2 #tag <b> & [x](y)".to_owned(),
    ];
    let sections = [
        Section {
            heading: "X",
            parts: &texts,
        },
        Section {
            heading: "LinkedIn",
            parts: &texts[1..],
        },
    ];
    let set = Document {
        kind: Kind::Social(&sections),
        ..post("")
    };
    let (one, two) = (&texts[0], &texts[1]);
    assert_eq!(
        text(&set, Format::Text),
        format!("X\n\n{one}\n\n———\n\n{two}\n\nLinkedIn\n\n{two}\n")
    );
    let html = text(&set, Format::Html);
    assert_harmless(&html);
    assert!(
        html.contains("*Not* bold<br>\n# no heading</p>\n<p>- no list</p>\n<hr>"),
        "{html}"
    );
    let docx = words(&parts(export(&set, Format::Docx).unwrap()));
    assert!(
        docx.contains(&format!("{}\n", one.replace("\n\n", "\n"))),
        "{docx}"
    );
}

#[test]
fn notes_are_footnotes_and_comments_at_the_margin() {
    let plain = "# Lamps\n\nOf **400** lamps see [this](https://a.example/x).\n\n- All in *1951*.";
    let ends = ["400", "a.example", "1951"].map(|words| plain.find(words).unwrap() + words.len());
    let places = beside_markup(plain, &ends).into_iter();
    let body = with_references(plain, places.zip(1..));
    let notes = ["Not <there>: 400", "No link: a.example", "No date: *1951*"].map(str::to_owned);
    let document = Document {
        notes: &notes,
        ..post(&body)
    };
    assert_eq!(
        text(&document, Format::Markdown),
        "# Lamps\n\nOf **400[^check-1]** lamps see [this](https://a.example/x)[^check-2].\n\n- All in *1951[^check-3]*.\n\n\
         [^check-1]: Not \\<there\\>\\: 400\n[^check-2]: No link\\: a\\.example\n[^check-3]: No date\\: \\*1951\\*\n"
    );
    assert_eq!(
        text(&document, Format::Text),
        "Lamps\n\nOf 400[1] lamps see this (https://a.example/x)[2].\n\n• All in 1951[3].\n\n———\n\n\
         [1] Not <there>: 400\n[2] No link: a.example\n[3] No date: *1951*\n"
    );
    let html = text(&document, Format::Html);
    assert_harmless(&html);
    for part in [
        "<strong>400<sup id=\"check-1-at\"><a href=\"#check-1\">1</a></sup></strong>",
        "<li id=\"check-1\">Not &lt;there&gt;: 400 <a href=\"#check-1-at\">↩</a></li>",
    ] {
        assert!(html.contains(part), "{part}: {html}");
    }
    let word = parts(export(&document, Format::Docx).unwrap());
    let (document, comments) = (&word["word/document.xml"], &word["word/comments.xml"]);
    assert!(comments.contains("Not &lt;there&gt;: 400"), "{comments}");
    let begins = document.find("<w:commentRangeStart w:id=\"1\"").unwrap();
    let ends = document.find("<w:commentRangeEnd w:id=\"1\"").unwrap();
    assert!(document[begins..ends].contains("400"), "{document}");
    for (name, part) in &word {
        assert!(!part.contains(['\u{FDD0}', '\u{FDD1}']), "{name}");
    }

    let bare = Document {
        notes: &[],
        ..post(plain)
    };
    for format in [Format::Markdown, Format::Text, Format::Html] {
        assert!(!text(&bare, format).contains("check-"), "{format:?}");
    }
}
