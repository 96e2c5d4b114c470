//! What is in a document comes out, and nothing that its readers don't see.

use crate::{
    files::{docx, lines, page, pdf, stream, word},
    reason, text,
};

#[test]
fn a_child_reads_and_says_where() {
    assert_eq!(
        text("txt", b"One.\n\nTwo."),
        "Paragraph(1) One.\nParagraph(2) Two.\n"
    );
    assert_eq!(
        text("srt", b"1\n00:00:01,000 --> 00:00:02,500\nHello\n"),
        "Time { start: 1.0, end: 2.5 } Hello\n"
    );
    assert_eq!(reason("txt", b"a\0b"), "source_encoding");
    assert_eq!(reason("exe", b"MZ"), "source_unsupported");
}

#[test]
fn a_web_page_is_what_its_reader_sees() {
    let page = "<!doctype html><html><head><title>no</title><style>.off, #gone { color: red; display : none !important }\n\
        @media print { p { display: none } } .small{font-size:0px}</style><script>no()</script></head><body>\
        <nav>no</nav><h1>The <em>big</em> one</h1><p>A&nbsp;line,<br>and a <a href=x>link</a>.<!-- no --></p>text<div>more</div>\
        <ul><li>first<li>second</ul><table><tr><th>a<th>b<tr><td><p>1</p><td>two</table>\
        <p hidden>no</p><p aria-hidden=true>no</p><p style='DISPLAY:none'>no</p><p style='opacity: 0'>no</p>\
        <p style='position:absolute; left:-9999px'>no</p><p style='text-indent: -999em'>no</p><p style='left:-20px'>near</p>\
        <p class=off>no</p><p id=gone>no</p><span class=small>no</span><p style='visibility:hidden'>no<b>no</b></p>\
        <template>no</template><noscript>no</noscript><button>no</button><svg><text>no</text></svg><dialog>no</dialog>\
        <img alt=no><input value=no><p>ze\u{200B}ro</p><p style='opacity: 0.5'>half</p></body></html>";
    let expected =
        "The big one|A line, and a link.|text|more|first|second|a, b|1, two|near|zero|half";
    assert_eq!(paragraphs("html", page.as_bytes()), expected);
    let main = "<p>around</p><main><p>the text</p></main><footer>around</footer>";
    assert_eq!(paragraphs("html", main.as_bytes()), "the text");
    let old = b"<html><head><meta http-equiv=Content-Type content='text/html; charset=iso-8859-2'></head><p>P\xf8\xedli\xb9</p>";
    assert_eq!(paragraphs("html", old), "P\u{159}\u{ed}li\u{161}");
    assert_eq!(reason("html", b"<p hidden>no</p>"), "source_empty");
}

#[test]
fn a_word_document_is_what_is_in_force() {
    let body = "<w:p><w:pPr><w:pStyle w:val=\"Heading1\"/><w:rPr><w:vanish/></w:rPr></w:pPr><w:r><w:t>The </w:t></w:r><w:r><w:t>big &amp; one</w:t></w:r></w:p>\
        <w:p><w:r><w:t xml:space=\"preserve\">Kept </w:t></w:r><w:del><w:r><w:delText>no</w:delText></w:r></w:del><w:ins><w:r><w:t>and added</w:t></w:r></w:ins>\
        <w:moveFrom><w:r><w:t>no</w:t></w:r></w:moveFrom><w:r><w:rPr><w:vanish/></w:rPr><w:t>no</w:t></w:r><w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>, shown</w:t></w:r>\
        <w:hyperlink r:id=\"x\"><w:r><w:t>, link</w:t></w:r></w:hyperlink><w:r><w:br/><w:instrText>no</w:instrText><w:t>end.</w:t></w:r></w:p>\
        <w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>b</w:t></w:r></w:p><w:p><w:r><w:t>c</w:t></w:r></w:p></w:tc></w:tr></w:tbl>\
        <w:p><mc:AlternateContent><mc:Choice><w:r><w:t>box</w:t></w:r></mc:Choice><mc:Fallback><w:r><w:t>no</w:t></w:r></mc:Fallback></mc:AlternateContent></w:p>";
    let notes = word(
        "footnotes",
        "<w:footnote><w:p><w:r><w:t>A note.</w:t></w:r></w:p></w:footnote>",
    );
    let file = docx(
        body,
        &[
            ("word/footnotes.xml", &notes),
            ("word/comments.xml", "<w:t>no</w:t>"),
        ],
    );
    assert_eq!(
        paragraphs("docx", &file),
        "The big & one|Kept and added, shown, link end.|a, b c|box|A note."
    );
    assert_eq!(reason("docx", &docx("<w:p/>", &[])), "source_empty");
    let initial = "<w:p><w:pPr><w:framePr w:dropCap=\"drop\" w:lines=\"3\"/></w:pPr><w:r><w:t>T</w:t></w:r></w:p>\
        <w:p><w:r><w:t>he oven is warm.</w:t></w:r></w:p>";
    assert_eq!(paragraphs("docx", &docx(initial, &[])), "The oven is warm.");
}

#[test]
fn a_pdf_is_read_in_columns_without_running_heads() {
    let read = text("pdf", include_bytes!("../files/columns.pdf"));
    assert!(
        read.starts_with(
            "Page(1) Chapter one\n\nThe first office of an efficient workflow is to find what is affluent in fluff and to \
             offer it in 1863 words, not in 18 or 46.\n\nA second paragraph begins with an indent, and it goes on for more \
             than a single line, so that it can be told from the lines before it.\n\nThe first office"
        ),
        "{read}"
    );
    assert!(read.contains("\nPage(3) Chapter three\n\n"), "{read}");
    // The head and the foot of each page.
    assert!(
        !read.contains("A talk of") && !read.contains("of 3"),
        "{read}"
    );
}

/// The widths are those that the PDF states, not those of the font that stands for one that it doesn't hold.
#[test]
fn a_word_of_a_font_that_is_not_there_is_whole() {
    let widths = "400 ".repeat(95);
    let font = format!(
        "/Font<</N<</Type/Font/Subtype/TrueType/BaseFont/Unheardof/Encoding/WinAnsiEncoding/FirstChar 32/LastChar 126\
         /Widths[{widths}]/FontDescriptor<</Type/FontDescriptor/FontName/Unheardof/Flags 32/Ascent 900/Descent -200\
         /StemV 80/ItalicAngle 0/CapHeight 700/FontBBox[0 -200 500 900]>>>>>>"
    );
    let content = b"BT /N 12 Tf 50 500 Td [(WHAT) 0 (MATTERS) -300 (IS) -300 (WIDE)] TJ ET";
    let file = pdf(&[
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 600]/Contents 4 0 R/Resources<<{font}>>>>"
        )
        .into_bytes(),
        stream("", content),
    ]);
    assert_eq!(text("pdf", &file), "Page(1) WHATMATTERS IS WIDE\n");
}

/// Nothing is said in its times.
#[test]
fn a_table_of_times_is_no_transcript() {
    let table = "Harbour festival, Saturday\n\n11:00\n11:05\n11:10\n11:15\nMain stage\nThe Night Boats\n11:20\n11:25\n\
        11:30\n11:35\nCold Rope\n11:40\n11:45\n11:50\n";
    assert!(!documents::is_transcript("txt", table.as_bytes()));
    assert!(text("txt", table.as_bytes()).contains("11:25"));
}

/// Whichever is drawn first.
#[test]
fn cells_of_a_row_are_not_one_word() {
    let content = b"BT /F 12 Tf 50 500 Td (Torres) Tj 200 0 Td (249) Tj -100 0 Td (REP) Tj ET";
    let read = text("pdf", &page(stream("", content), "", &[]));
    assert!(read.contains("249") && !read.contains("249REP"), "{read}");
}

#[test]
fn a_divided_word_is_whole_again() {
    let file = lines(&["It was the best of ti-", "mes, it was well-", "Known."]);
    assert_eq!(
        text("pdf", &file),
        "Page(1) It was the best of times, it was well-Known.\n"
    );
}

/// What else the document says tells whose a hyphen is.
#[test]
fn a_hyphen_of_its_own_stays_a_words() {
    for (before, divided, whole) in [
        (
            "A well-known man.",
            ["He is well-", "known here."],
            "well-known here",
        ),
        (
            "A wellknown man.",
            ["He is well-", "known here."],
            "wellknown here",
        ),
        (
            "A wellknown, well-known man.",
            ["He is well-", "known here."],
            "wellknown here",
        ),
        (
            "It is known to all, and all is well.",
            ["He is well-", "known here."],
            "well-known here",
        ),
        // The first half of another divided word is none.
        (
            "All is known to be semi-",
            ["known, and semi-", "known here."],
            "semiknown, and semiknown here",
        ),
        // English words that are written so before others, and syllables.
        (
            "She is a well-",
            ["known and self-", "ish man."],
            "well-known and selfish man",
        ),
        // It stands for what comes after.
        (
            "The short-",
            ["or long-", "term plan."],
            "short- or long-term plan",
        ),
        // Two syllables that are words, too.
        (
            "To be in time he came.",
            ["So it be-", "came late."],
            "became late",
        ),
    ] {
        let [first, second] = divided;
        let read = text("pdf", &lines(&[before, first, second]));
        assert!(read.contains(whole), "{read}");
    }
}

/// The paragraphs of a file, in one line.
fn paragraphs(extension: &str, bytes: &[u8]) -> String {
    let read = text(extension, bytes);
    let paragraphs: Vec<&str> = read
        .lines()
        .map(|line| line.split_once(") ").unwrap().1)
        .collect();
    paragraphs.join("|")
}
